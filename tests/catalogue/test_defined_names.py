"""Which texts may be a defined name."""

import pytest

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.defined_names import valid_defined_name
from xltoolkit.catalogue.scheme_model import Scheme


@pytest.mark.parametrize(
    "name",
    ["决算支出", "标准_预算执行率", "_a", "Total", "ABCD12", "R1C1x", "RCX", "A1B", "三公2022"],
)
def test_valid(name: str) -> None:
    assert valid_defined_name(name) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "名称为空"),
        ("决" * 256, "名称超过255个字符"),
        ("2022年预算", "名称须以字母、汉字或下划线开头"),
        ("“三公”预算", "名称须以字母、汉字或下划线开头"),
        ("决算 支出", "名称含有不允许的字符“ ”"),
        ("出国（境）费", "名称含有不允许的字符“（”"),
        ("决算.支出", "名称含有不允许的字符“.”"),
        ("预算１", "名称含有不允许的字符“１”"),
        ("AB12", "名称形似单元格地址"),
        ("xfd1048576", "名称形似单元格地址"),
        ("R1C1", "名称形似单元格地址"),
        ("r", "名称形似单元格地址"),
        ("C", "名称形似单元格地址"),
        ("RC5", "名称形似单元格地址"),
        ("True", "名称是保留字"),
        ("_xlnm", "名称是保留字"),
    ],
)
def test_invalid(name: str, reason: str) -> None:
    assert valid_defined_name(name) == reason


def test_255_characters_are_the_longest_name() -> None:
    assert valid_defined_name("决" * 255) is None


@pytest.mark.parametrize("scheme", load_catalogue().schemes, ids=lambda scheme: scheme.id)
def test_every_defined_name_of_a_scheme_is_valid_and_unique(scheme: Scheme) -> None:
    names = [quantity.defined_name for quantity in load_catalogue().quantities]
    names += [standard.defined_name for standard in scheme.standards]
    assert [name for name in names if valid_defined_name(name)] == []
    assert len({name.upper() for name in names}) == len(names)

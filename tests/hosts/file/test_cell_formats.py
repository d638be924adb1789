"""Which number formats show a day or a time."""

import pytest

from xltoolkit.hosts.file.cell_formats import _shows_a_date


@pytest.mark.parametrize("number", ["14", "22", "27", "31", "45", "58"])
def test_built_in_formats_of_days_and_times(number: str) -> None:
    assert _shows_a_date(number, {})


@pytest.mark.parametrize("number", ["0", "2", "13", "23", "37", "44", "49", "59", "x", ""])
def test_built_in_formats_of_numbers(number: str) -> None:
    assert not _shows_a_date(number, {})


@pytest.mark.parametrize(
    "code",
    ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d", "h:mm", "[h]:mm", "[Red]d;@", "mm:ss"],
)
def test_codes_of_days_and_times(code: str) -> None:
    assert _shows_a_date("164", {"164": code})


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00_);[Red](#,##0.00)",
        "0.00E+00",
        '0"days"',
        "0\\d",
        "@",
        "[Yellow]0%",
    ],
)
def test_codes_of_numbers(code: str) -> None:
    assert not _shows_a_date("164", {"164": code})

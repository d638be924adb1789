"""Every mistake in a catalogue file is found, with file, line and remedy."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from xltoolkit.catalogue.lint import lint
from xltoolkit.catalogue.load import load_files
from xltoolkit.strict_yaml import SourceError

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "bad_files.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_named_with_file_line_and_remedy(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(HERE / "small", folder)
    file = folder / case["file"]
    text = file.read_text(encoding="utf-8")
    assert text.count(case["find"]) == 1
    file.write_text(text.replace(case["find"], case["replace"]), encoding="utf-8")
    try:
        found = [str(problem) for problem in lint(load_files(folder))]
    except SourceError as refusal:
        found = [str(problem) for problem in refusal.problems]
    assert found == case["problems"]


def test_mistakes_of_several_files_are_found_together(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(HERE / "small", folder)
    (folder / "regulations.yaml").write_text("regulations: 1\n", encoding="utf-8")
    (folder / "schemes" / "small.yaml").write_text("", encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        load_files(folder)
    assert str(refusal.value).splitlines() == [
        "regulations.yaml第1行（regulations）：应为列表，现为“1”，请改正。",
        "schemes/small.yaml第1行：文件没有内容，请按格式填写。",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('version: "1.0"', 'version: "2.0"'), "与schemes/small.yaml的施行期重叠"),
        (("from: 2022-01-01", "from: 2030-01-01"), "与schemes/small.yaml同为第1.0版，请改版本号"),
    ],
    ids=["dates", "number"],
)
def test_two_versions_of_a_scheme_differ_in_number_and_dates(
    change: tuple[str, str], reason: str, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(HERE / "small", folder)
    text = (folder / "schemes" / "small.yaml").read_text(encoding="utf-8")
    (folder / "schemes" / "small_later.yaml").write_text(text.replace(*change), encoding="utf-8")

    found = [str(problem) for problem in lint(load_files(folder))]

    assert [reason in each for each in found] == [True]

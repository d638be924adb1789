"""Case files: what is read, and the sentence for everything that is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile, DataItem, Mark, Published, Scope, SurveyOption
from xltoolkit.strict_yaml import SourceError

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "case_files.yaml").read_text(encoding="utf-8")
)
HEAD = "department: 某单位\nyear: 2023\nscheme: five_heads\n"


def read(text: str, folder: Path) -> CaseFile:
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return read_case_file(file, "case.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_wrong_file_is_refused_with_file_line_and_remedy(
    case: dict[str, Any], tmp_path: Path
) -> None:
    text = case["case"] if case.get("whole") else HEAD + case["case"]
    with pytest.raises(SourceError) as refusal:
        read(text, tmp_path)
    assert str(refusal.value) == case["error"]


def test_the_shortest_case_has_no_figures_and_nothing_is_made_up(tmp_path: Path) -> None:
    assert read(HEAD + "data: {}\n", tmp_path) == CaseFile("某单位", 2023, "five_heads", {})


def test_a_plain_value_and_an_item_mean_the_same(tmp_path: Path) -> None:
    case = read(
        HEAD + "data: {spend_total: 98.10, budget_final: {value: 100, scope: 市本级}}\n", tmp_path
    )
    assert case.data == {
        "spend_total": DataItem(98.1),
        "budget_final": DataItem(100, Scope.MUNICIPAL_LEVEL),
    }


def test_marks_are_read_in_the_form_that_their_row_needs(tmp_path: Path) -> None:
    marks = "marks: {benefit: {score: 12.5}, asset: {count: 0}, training: {applicable: false}}\n"
    assert read(HEAD + "data: {}\n" + marks, tmp_path).marks == {
        "benefit": Mark(score=12.5),
        "asset": Mark(count=0),
        "training": Mark(applicable=False),
    }


def test_survey_answers_are_read_with_their_weights(tmp_path: Path) -> None:
    options = "[{weight: 1, count: 8, label: 满意}, {weight: 0, count: 2}]"
    survey = f"survey: [{{id: Q01, name: 满意度, respondents: 公众, options: {options}}}]\n"
    (read_survey,) = read(HEAD + "data: {}\n" + survey, tmp_path).survey
    assert read_survey.options == (SurveyOption(1, 8, "满意"), SurveyOption(0, 2))


def test_without_a_report_nothing_is_published(tmp_path: Path) -> None:
    assert read(HEAD + "data: {}\n", tmp_path).published == Published()


def test_the_scopes_are_those_of_the_catalogue_but_for_its_word_for_none() -> None:
    assert {scope.value for scope in Scope} == set(load_catalogue().scopes) - {"未注明"}


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^absent\.yaml第1行：文件无法读取"):
        read_case_file(tmp_path / "absent.yaml", "absent.yaml")

"""The shipped catalogue: compiled fresh, free of problems, honest about its sources."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from xltoolkit.catalogue import load_catalogue, rule_set_id
from xltoolkit.catalogue.compile import compiled_text
from xltoolkit.catalogue.compiled import COMPILED_FILE, from_json, to_json
from xltoolkit.catalogue.lint import lint
from xltoolkit.catalogue.load import CATALOGUE_FOLDER, assemble, load_files, load_scheme
from xltoolkit.catalogue.quantity_model import Place, SignedTerm, signed_term
from xltoolkit.catalogue.source_model import BASIS_MISSING
from xltoolkit.errors import UserError

FILES = load_files()
CATALOGUE = load_catalogue()


def test_the_shipped_catalogue_has_no_problem() -> None:
    assert [str(problem) for problem in lint(FILES)] == []


def test_the_compiled_catalogue_is_fresh() -> None:
    compiled = (CATALOGUE_FOLDER / COMPILED_FILE).read_text(encoding="utf-8")
    assert compiled == compiled_text(), "请运行 python -m xltoolkit.catalogue.compile"


def test_compiling_and_reading_back_changes_nothing() -> None:
    assembled = assemble(FILES)
    assert from_json(to_json(assembled)) == assembled == CATALOGUE


def test_the_rule_set_id_changes_with_the_rules_and_carries_the_version() -> None:
    identifier = rule_set_id(CATALOGUE)
    assert identifier.startswith(f"{CATALOGUE.version}-")
    assert rule_set_id(from_json(to_json(CATALOGUE))) == identifier
    changed = from_json(to_json(CATALOGUE).replace('"points": 8.0', '"points": 9.0'))
    assert rule_set_id(changed) != identifier


def test_a_run_reads_the_catalogue_with_the_standard_library_alone() -> None:
    program = (
        "import sys; from xltoolkit.catalogue import load_catalogue; load_catalogue();"
        "print(sorted({'pydantic', 'yaml', 'pandas', 'openpyxl'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=CATALOGUE_FOLDER.parents[1],
    )
    assert shown.stdout.strip() == "[]"


def test_an_unknown_scheme_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UserError) as refusal:
        CATALOGUE.scheme("seven_heads")
    said = str(refusal.value)
    assert said.startswith("没有方案“seven_heads”，现有方案：five_heads、hubei_self_2020；草稿：")
    assert said.endswith("，请选用其中之一。")


def test_the_example_scheme_says_that_it_is_not_official() -> None:
    scheme = CATALOGUE.scheme("five_heads")
    assert "非官方" in scheme.name
    assert scheme.source.status == "own"
    assert {row.source.status for row in scheme.rows} == {"own"}


def test_the_points_of_the_five_heads_are_6_9_35_5_45() -> None:
    heads: dict[str, Decimal] = {}
    for row in CATALOGUE.scheme("five_heads").rows:
        heads[row.level1] = heads.get(row.level1, Decimal(0)) + Decimal(row.points)
    assert heads == {
        "目标设定": 6,
        "预算配置": 9,
        "预算执行与管理": 35,
        "资产管理": 5,
        "项目产出和效益": 45,
    }


def test_the_standards_that_come_from_a_report_are_marked_so_but_printed_as_our_own() -> None:
    standards = CATALOGUE.scheme("five_heads").standards
    quoted = {standard.id for standard in standards if standard.source.status == "quoted"}
    assert quoted == {"project_exec_rate", "adjust_rate", "satisfaction"}
    assert {standard.basis for standard in standards} == {"示范方案"}


def test_regulations_from_memory_print_no_title() -> None:
    printed = {regulation.source.status: regulation.printed for regulation in CATALOGUE.regulations}
    assert printed["memory"] == BASIS_MISSING
    assert printed["sourced"].startswith("财政部")


def test_no_text_of_the_catalogue_says_where_the_project_began() -> None:
    text = to_json(CATALOGUE)
    assert [word for word in ("长沙", "12345", "热线", "3284.93", "种子") if word in text] == []


def test_quantities_of_one_row_stand_in_its_columns() -> None:
    quantities = CATALOGUE.quantities_by_id()
    rows = {
        "基本支出": ("budget_basic_initial", "budget_basic_final", "spend_basic"),
        "“三公”经费合计": ("tp_spend_prev", "tp_budget", "tp_spend"),
    }
    for row, identifiers in rows.items():
        places = [quantities[identifier].place for identifier in identifiers]
        assert {place.row for place in places if isinstance(place, Place)} == {row}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("fa_net", SignedTerm("fa_net", 1, optional=False)),
        ("-fa_depr", SignedTerm("fa_depr", -1, optional=False)),
        ("carry_in?", SignedTerm("carry_in", 1, optional=True)),
        ("-refund?", SignedTerm("refund", -1, optional=True)),
    ],
)
def test_a_term_is_read_with_its_sign(text: str, term: SignedTerm) -> None:
    assert signed_term(text) == term


def test_a_single_scheme_file_is_read_for_the_linter(tmp_path: Path) -> None:
    shipped = CATALOGUE_FOLDER / "schemes" / "five_heads.yaml"
    copy = tmp_path / "local.yaml"
    copy.write_bytes(shipped.read_bytes())
    assert load_scheme(copy).content == CATALOGUE.scheme("five_heads")

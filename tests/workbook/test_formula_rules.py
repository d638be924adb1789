"""What a formula of a template may hold."""

from pathlib import Path

import pytest
import yaml

from xltoolkit.workbook.sheets.formula_rules import formula_complaints

CASES = yaml.safe_load(Path(__file__).with_name("formula_rules.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_formulas_that_a_host_gets_wrong_are_refused(case: dict[str, str]) -> None:
    complaints = list(formula_complaints(case["formula"], {"_scores", "_points"}))

    if "refused" not in case:
        assert complaints == []
    else:
        assert any(case["refused"] in complaint for complaint in complaints)

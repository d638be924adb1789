"""Formulas copied into rows below, as dragging them down does it."""

import pytest

from xltoolkit.hosts.file.formula_copies import copied_down, moved_down

MOVED = (
    ('IF(AC5="","",HYPERLINK(AC5,"查看"))', 'IF(AC8="","",HYPERLINK(AC8,"查看"))'),
    ("A5+$B5+C$5+$D$5", "A8+$B8+C$5+$D$5"),
    ("SUM(A5:B9)", "SUM(A8:B12)"),
    ("SUM(A$5:A5)", "SUM(A$5:A8)"),
    ("'满意 度'!F9*评价结论!$J$2", "'满意 度'!F12*评价结论!$J$2"),
    ("SUM(C:C)", "SUM(C:C)"),
    ("IF(ISBLANK(决算支出),NA(),决算支出)", "IF(ISBLANK(决算支出),NA(),决算支出)"),
    ('_issues_key&"A5"', '_issues_key&"A5"'),
    ("LOG10(A5)+RATE1", "LOG10(A8)+RATE1"),
    ("PERF_EXEC_RATE(F5,G5)", "PERF_EXEC_RATE(F8,G8)"),
    ("1/3", "1/3"),
)


@pytest.mark.parametrize(("formula", "expected"), MOVED)
def test_rows_move_and_all_else_stays(formula: str, expected: str) -> None:
    assert moved_down(formula, 3) == expected
    assert moved_down(f"={formula}", 3) == expected
    assert moved_down(formula, 0) == formula


def test_only_the_model_row_is_copied() -> None:
    formulas = {(4, 1): "B4", (5, 1): "B5", (5, 3): "=$D5"}

    assert dict(copied_down(formulas, 5, 7)) == {
        (6, 1): "B6",
        (6, 3): "$D6",
        (7, 1): "B7",
        (7, 3): "$D7",
    }

"""Published cases as tables of published figures: `make cases` counts how they come out.

Every file of `seeds/published_cases/` says where its figures were read, how each rate and sum
follows from others, and how it came out when a person computed it again.
"""

import ast
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltoolkit.evaluation.published_tables import CLASSES, judge_table
from xltoolkit.imports.printed_expression import EXACT_MARK
from xltoolkit.imports.verification_table import read_verification_table

FOLDER = Path(__file__).parents[1] / "seeds" / "published_cases"
TITLES = ["名称", "种类", "公布值", "分子", "分母", "分项"]
CLASS_OF_RECORD = {
    "match": "一致",
    "match_if_truncated": "截尾",
    "explained_by_rounded_inputs": "输入舍入",
    "mismatch": "不一致",
}
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-"}


@dataclass(frozen=True)
class Comparison:
    """A published figure: how its record says it came out, and how the tool classes it."""

    case: str
    name: str
    recorded: str
    found: str
    cause: str


def compared(file: Path) -> list[Comparison]:
    """Return every rate and sum of a case."""
    case = json.loads(file.read_text(encoding="utf-8"))
    rows = list(_rows(case))
    if not rows:
        return []
    results = judge_table(read_verification_table([TITLES, *(cells for cells, _ in rows)]))
    return [
        Comparison(case["case_id"], result.row.name, recorded, result.word, result.cause)
        for (_, recorded), result in zip(rows, results, strict=True)
    ]


def _rows(case: Mapping[str, Any]) -> Iterator[tuple[list[str], str]]:
    """Return the cells of every rate and sum, with the class that its record says."""
    inputs = case["inputs"]
    for rate in case["rates"]:
        quotient = ast.parse(rate["expression"], mode="eval").body
        if not isinstance(quotient, ast.BinOp) or not isinstance(quotient.op, ast.Div):
            raise TypeError(f"{case['case_id']}: {rate['expression']} is no quotient")
        terms = [_printed(side, inputs) for side in (quotient.left, quotient.right)]
        cells = [rate["name"], "比率", rate["printed"], *terms, ""]
        yield cells, CLASS_OF_RECORD[rate["verdict"]]
    for each in case["sum_checks"]:
        parts = _printed(ast.parse(each["expression"], mode="eval").body, inputs)
        cells = [each["name"], "合计", each["printed"], "", "", parts]
        yield cells, CLASS_OF_RECORD[each["verdict"]]


def _printed(node: ast.expr, inputs: Mapping[str, Any]) -> str:
    """Write an expression with the figures as they are printed."""
    if isinstance(node, ast.Name):
        figure = inputs[node.id]
        return str(figure["value"]) + (EXACT_MARK if figure.get("exact") else "")
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        left, right = _printed(node.left, inputs), _printed(node.right, inputs)
        return f"{left}{_SIGNS[type(node.op)]}({right})"
    raise TypeError(f"no sum or difference: {ast.unparse(node)}")


def main() -> None:
    """Print how the figures of all cases come out, and every one that its record denies."""
    comparisons = [each for file in sorted(FOLDER.glob("*.json")) for each in compared(file)]
    counts = Counter(each.found for each in comparisons)
    cases = len({each.case for each in comparisons})
    print(f"已公布案例{cases}个，可复算的数{len(comparisons)}个：")
    for word in CLASSES:
        print(f"  {word}\t{counts[word]}")
    wrong = [each for each in comparisons if each.found != each.recorded]
    print(f"与记录不符\t{len(wrong)}")
    for each in wrong:
        print(f"  {each.case}“{each.name}”：记录为{each.recorded}，复算为{each.found}")


if __name__ == "__main__":
    main()

"""`xltoolkit demo`: the worksheet functions on the figures of the 2022 report."""

import json
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from udfs import FUNCTIONS
from udfs.values import Scalar
from xltoolkit.catalogue import load_catalogue
from xltoolkit.commands.printing import as_printed
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile, PublishedRate
from xltoolkit.resources import folder

CASE_FILE = "changsha_2022.yaml"


@dataclass(frozen=True)
class ShownRate:
    """A published rate of the report, computed again by the function of its scheme row."""

    name: str
    formula: str
    result: Scalar
    printed: str
    verdict: Scalar


def demo(*, as_json: bool) -> None:
    """Compute the published rates of the 2022 report again and print how each compares."""
    case = read_case_file(folder("seeds") / CASE_FILE)
    rates = shown_rates(case)
    if as_json:
        described = [
            {
                "name": rate.name,
                "formula": rate.formula,
                "value": rate.result,
                "published": rate.printed,
                "class": rate.verdict,
            }
            for rate in rates
        ]
        print(json.dumps(described, ensure_ascii=False, indent=2))
        return
    _print_table(case, rates)


def shown_rates(case: CaseFile) -> list[ShownRate]:
    """Compute every published rate whose numerator and denominator the report prints."""
    functions = {
        row.id: row.value.function
        for row in load_catalogue().scheme(case.scheme).rows
        if row.value is not None
    }
    return [
        _shown_rate(case, rate, functions[rate.id])
        for rate in case.published.rates
        if rate.numerator and rate.denominator and rate.id in functions
    ]


def _shown_rate(case: CaseFile, rate: PublishedRate, function: str) -> ShownRate:
    inputs = [
        case.data[quantity].value
        for quantity in (rate.numerator, rate.denominator)
        if quantity is not None
    ]
    numbers = ",".join(as_printed(value) for value in inputs)
    return ShownRate(
        name=rate.name,
        formula=f"={function}({numbers})",
        result=FUNCTIONS[function].call(*inputs),
        printed=rate.printed,
        verdict=FUNCTIONS["PERF_VERIFY"].call(rate.value, *inputs),
    )


def _print_table(case: CaseFile, rates: list[ShownRate]) -> None:
    console = Console()
    table = Table(title=f"{case.department} {case.year}年度：公布比率重算")
    table.add_column("指标", overflow="fold")
    table.add_column("公式", overflow="fold")
    table.add_column("结果", justify="right", no_wrap=True)
    table.add_column("公布", justify="right", no_wrap=True)
    table.add_column("核对", no_wrap=True)
    for rate in rates:
        table.add_row(
            rate.name,
            rate.formula,
            as_printed(FUNCTIONS["PERF_ROUND"].call(rate.result, 7)),
            rate.printed,
            str(rate.verdict),
        )
    console.print(table)
    score = case.published.score
    if score is not None:
        grade = FUNCTIONS["PERF_GRADE"].call(score)
        console.print(f"公布得分{score:g}分，=PERF_GRADE({score:g}) 得“{grade}”。")
    console.print("自己算一个：.venv/bin/xltoolkit calc '=PERF_EXEC_RATE(90,100)'")

"""Write the list of built-in functions and operators that the file host may calculate.

Run `python -m scripts.prove_builtins` after a change of the cases in
`tests/hosts/file/builtins`, of the engine's version or of a replacement. A function is listed when
the engine answers all its cases right, else it is refused with the first case it failed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tests.support.builtin_cases import (
    SHEET,
    BuiltinCase,
    BuiltinCases,
    Repetition,
    builtin_cases,
    common_cells,
)
from tests.support.cells import is_same
from udfs.values import Scalar
from xltoolkit.hosts.file.engine import new_engine
from xltoolkit.hosts.file.engine_values import to_cell, to_engine
from xltoolkit.hosts.file.gate import contents
from xltoolkit.hosts.file.proven import PATH, Form, folded_position

FORMULA_CELL = (1000, 30)  # outside the common cells
MANY_CELLS = [form for form in Form if form is not Form.CELL]


def engine_answers(cases: Iterable[BuiltinCase]) -> dict[str, Scalar]:
    """Let the engine calculate the cases, past the gate; answers by formula."""
    engine = new_engine()
    engine.add_sheet(SHEET)
    for (row, column), value in common_cells().items():
        engine.set_value(SHEET, row, column, to_engine(value))
    answers = {}
    for case in cases:
        engine.set_formula(SHEET, *FORMULA_CELL, case.formula)
        answers[case.formula] = to_cell(engine.evaluate_cell(SHEET, *FORMULA_CELL))
    return answers


def prove(cases: BuiltinCases) -> dict[str, Any]:
    """Return the list, as it is stored, that follows from the cases."""
    answers = engine_answers(cases.all)
    functions = {}
    refused = dict(cases.refused)
    for name, group in _by_subject(cases.functions):
        failed = _first_failure(group, answers)
        if failed is None:
            functions[name] = _proven(name, group, cases.repetitions.get(name, Repetition()))
        else:
            refused[name] = _reason(failed, answers[failed.formula])
    return {
        "functions": dict(sorted(functions.items())),
        "operators": [
            sign
            for sign, group in _by_subject(cases.operators)
            if _first_failure(group, answers) is None
        ],
        "refused": dict(sorted(refused.items())),
    }


def as_text(data: dict[str, Any]) -> str:
    """Return the text of the list: one line for each function, so that changes are seen."""
    parts = []
    for key in ("functions", "refused"):
        lines = [f"    {_json(name)}: {_json(entry)}" for name, entry in data[key].items()]
        parts.append(f"  {_json(key)}: {{\n" + ",\n".join(lines) + "\n  }")
    parts.append(f'  "operators": {_json(data["operators"])}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _by_subject(cases: Iterable[BuiltinCase]) -> Iterator[tuple[str, list[BuiltinCase]]]:
    for subject, group in groupby(cases, key=lambda case: case.subject):
        yield subject, list(group)


def _first_failure(cases: list[BuiltinCase], answers: dict[str, Scalar]) -> BuiltinCase | None:
    return next((case for case in cases if not is_same(answers[case.formula], case.result)), None)


def _reason(case: BuiltinCase, answer: Scalar) -> str:
    wrong, right = _shown(answer), _shown(case.result)
    return f"计算引擎把{case.formula}算成{wrong}（应为{right}），请改用其他函数"


def _shown(value: Scalar) -> str:
    """Write a value as a cell shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    return format(value, "g") if isinstance(value, float) else str(value)


def _proven(name: str, cases: list[BuiltinCase], repetition: Repetition) -> dict[str, Any]:
    """Gather from the formulas of a function how many arguments of which forms are proven."""
    calls = [
        call.forms for case in cases for call in contents(case.formula).calls if call.name == name
    ]
    counts = [len(forms) for forms in calls]
    places: dict[int, set[Form]] = {}
    for forms in calls:
        for position, form in enumerate(forms):
            place = folded_position(position, repetition.lead, repetition.period)
            places.setdefault(place, set()).add(form)
    return {
        "fewest": min(counts),
        "most": None if repetition.period else max(counts),
        "lead": repetition.lead,
        "period": repetition.period,
        "forms": [
            [form.value for form in MANY_CELLS if form in places[place]]
            for place in range(len(places))
        ],
    }


def main() -> None:
    """Write the list and say what it holds."""
    data = prove(builtin_cases())
    PATH.write_text(as_text(data), encoding="utf-8")
    counts = f"{len(data['functions'])} functions, {len(data['refused'])} refused"
    print(f"{PATH.name}: {counts}")


if __name__ == "__main__":
    main()

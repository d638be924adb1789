"""The cases of built-in functions and operators: one table, run through several engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.cells import read_cell, read_cells
from udfs.values import Scalar
from xltoolkit.hosts.file.references import Position

FOLDER = Path(__file__).parents[1] / "hosts" / "file" / "builtins"
SHEET = "数据"


@dataclass(frozen=True)
class BuiltinCase:
    """One formula with its answer in Excel.

    Attributes:
        subject: The function or operator that the case is about.
        use: What the case shows of it: scalar, range, empty, text, error, …
        formula: Refers to the common cells.
        result: The answer, known by hand.
        libreoffice_differs: Why LibreOffice answers otherwise, where it does.
    """

    subject: str
    use: str
    formula: str
    result: Scalar
    libreoffice_differs: str | None = None

    def __str__(self) -> str:
        return f"{self.use}: {self.formula}"


@dataclass(frozen=True)
class Repetition:
    """How the arguments of a function repeat: `period` at a time behind the first `lead`."""

    lead: int = 0
    period: int = 0


@dataclass(frozen=True)
class BuiltinCases:
    """Everything that the case files say."""

    functions: tuple[BuiltinCase, ...]
    operators: tuple[BuiltinCase, ...]
    repetitions: dict[str, Repetition]
    refused: dict[str, str]

    @property
    def all(self) -> tuple[BuiltinCase, ...]:
        """The cases of functions and operators together."""
        return self.functions + self.operators


@cache
def builtin_cases() -> BuiltinCases:
    """Read all case files."""
    files = [
        yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))
    ]
    return BuiltinCases(
        functions=tuple(case for file in files for case in _cases(file.get("functions", {}))),
        operators=tuple(case for file in files for case in _cases(file.get("operators", {}))),
        repetitions={
            name: Repetition(**repetition)
            for file in files
            for name, repetition in file.get("repetitions", {}).items()
        },
        refused={
            name: reason for file in files for name, reason in file.get("refused", {}).items()
        },
    )


@cache
def common_cells() -> dict[Position, Scalar]:
    """Return the cells that all cases refer to."""
    text = (FOLDER / "cells.yaml").read_text(encoding="utf-8")
    return read_cells(yaml.safe_load(text)["cells"])


def _cases(subjects: dict[str, list[dict[str, Any]]]) -> Iterator[BuiltinCase]:
    for subject, cases in subjects.items():
        for case in cases:
            yield BuiltinCase(
                subject,
                case["use"],
                case["formula"],
                read_cell(case["result"]),
                case.get("libreoffice"),
            )


@dataclass(frozen=True)
class KnownDifference:
    """A formula that the gate lets pass although the engine differs from Excel."""

    name: str
    formula: str
    excel: Scalar
    engine: Scalar
    instead: str

    def __str__(self) -> str:
        return self.name


@cache
def known_differences() -> tuple[KnownDifference, ...]:
    """Read the differences that nothing can be done about."""
    text = (FOLDER / "known_differences.yaml").read_text(encoding="utf-8")
    return tuple(
        KnownDifference(
            written["name"],
            written["formula"],
            read_cell(written["excel"]),
            read_cell(written["engine"]),
            written["instead"],
        )
        for written in yaml.safe_load(text)["known_differences"]
    )

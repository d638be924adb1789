"""Parameters that many functions share in form, and the commonest function: a quotient."""

from typing import Optional

from udfs.numbers import divide
from udfs.registry import Category, Parameter, Reading, Text, Unit, worksheet_function
from udfs.sources import Clause


def money(name: str, title: Text, explanation: Text) -> Parameter:
    """Describe an amount of money, 万元."""
    return Parameter(name, title, explanation, Unit.MONEY)


def count(name: str, title: Text, explanation: Text) -> Parameter:
    """Describe a count, which is never negative."""
    return Parameter(name, title, explanation, Unit.COUNT, reading=Reading.COUNT)


def ratio(name: str, title: Text, explanation: Text, default: Optional[int] = None) -> Parameter:
    """Describe a ratio, written as a fraction; with a default it may be left out."""
    return Parameter(
        name, title, explanation, Unit.RATIO, optional=default is not None, default=default
    )


def points(name: str, title: Text, explanation: Text) -> Parameter:
    """Describe points of a score, which are never negative."""
    return Parameter(name, title, explanation, Unit.POINTS, reading=Reading.COUNT)


def choice(name: str, title: Text, explanation: Text, default: Optional[str] = None) -> Parameter:
    """Describe a word out of a few; with a default it may be left out."""
    return Parameter(
        name,
        title,
        explanation,
        Unit.TEXT,
        reading=Reading.TEXT,
        optional=default is not None,
        default=default,
    )


def quotient(  # noqa: PLR0913  # what a quotient is called, rests on and is made of
    name: str, title: Text, explanation: Text, clause: Clause, over: Parameter, under: Parameter
) -> None:
    """Register a rate that is one figure divided by another."""
    worksheet_function(
        name,
        category=Category.RATES,
        title=title,
        help=explanation,
        parameters=(over, under),
        unit=Unit.RATIO,
        clause=clause,
        native=f"{{{over.name}}}/{{{under.name}}}",
    )(divide)

"""Which sheets a formula refers to."""

from __future__ import annotations

from collections.abc import Iterator

_LOST = "#REF!"
_OF_A_NAME = "_."


def without_texts(formula: str) -> str:
    """Return a formula with its quoted texts emptied: what they hold is no reference."""
    kept: list[str] = []
    quote = ""
    for character in formula:
        if quote != '"' or character == '"':
            kept.append(character)
        if quote == character:
            quote = ""
        elif not quote and character in "\"'":
            quote = character
    return "".join(kept)


def is_broken(formula: str) -> bool:
    """Whether a formula refers to a place that is gone."""
    return _LOST in without_texts(formula)


def sheets_in(formula: str) -> Iterator[str]:
    """Return the names of the sheets that a formula refers to, each as on its tab.

    A function of an add-in is no sheet, whatever stands before it: `[1]!PERF_TOTAL(…)`.
    """
    plain = without_texts(formula).replace(_LOST, "")
    for position, character in enumerate(plain):
        if character == "!" and not _is_call(plain[position + 1 :]):
            yield _sheet_before(plain[:position])


def _is_call(text: str) -> bool:
    """Whether a text begins with a function's name and its parenthesis."""
    name, parenthesis, _ = text.partition("(")
    return bool(parenthesis) and name.replace("_", "a").isalnum()


def _sheet_before(text: str) -> str:
    """Return the name at the end of a text: in apostrophes, or a run of letters."""
    if text.endswith("'"):
        return _quoted(text)
    start = len(text)
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in _OF_A_NAME):
        start -= 1
    return text[start:]


def _quoted(text: str) -> str:
    """Return the name in apostrophes at the end; an apostrophe inside is doubled."""
    end = len(text) - 1
    start = end - 1
    while start >= 0:
        if text[start] == "'":
            if start == 0 or text[start - 1] != "'":
                break
            start -= 1
        start -= 1
    return text[start + 1 : end].replace("''", "'")

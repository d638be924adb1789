"""The headings of the FAQ are literal messages: their fixed parts stand in the code, in order."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.repository.source_files import ROOT, modules

FAQ = ROOT / "docs" / "faq.md"
MARK = "### "
VARIABLE = "……"


def headings() -> list[str]:
    lines = FAQ.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


@cache
def messages() -> tuple[str, ...]:
    """Return every text in the code, with the same mark where a value is filled in."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in modules().values())
    return tuple(text for tree in trees for text in texts_in(tree))


def texts_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            part.value if isinstance(part, ast.Constant) else VARIABLE  # type: ignore[misc]  # parts of an f-string are text
            for part in node.values
        )
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from texts_in(child)


def quotes(heading: str, message: str) -> bool:
    """Whether the fixed parts of a heading stand in a message one after the other."""
    position = 0
    for part in heading.split(VARIABLE):
        found = message.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return True


@pytest.mark.parametrize("heading", headings())
def test_a_heading_of_the_faq_is_a_message_of_the_tool(heading: str) -> None:
    assert any(quotes(heading, message) for message in messages())


def test_no_message_is_explained_twice() -> None:
    assert len(set(headings())) == len(headings()) > 30


def test_a_reworded_message_is_noticed() -> None:
    assert quotes("“……”已存在，请换一个", "“……”已存在，请换一个文件名。")
    assert not quotes("“……”已有，请换一个", "“……”已存在，请换一个文件名。")
    assert not quotes("乙……甲", "甲……乙")

"""Elements of HTML and SVG as a tree, so that every text in it is escaped when it is written."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

Child = Tree.Element | str | float | int | None


def element(tag: str, *children: Child, **attributes: str | float) -> Tree.Element:
    """Return an element with texts and elements inside it.

    Args:
        tag: The name of the element.
        children: What it holds, in order; None holds nothing.
        attributes: `class_` is written `class`, `font_size` `font-size`; numbers are written
            with two decimals at most.
    """
    made = Tree.Element(tag, {_name(name): _written(value) for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Tree.Element):
            made.append(child)
        elif child is not None:
            _add_text(made, _written(child))
    return made


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _add_text(parent: Tree.Element, text: str) -> None:
    """Put a text behind what the element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def to_html(page: Tree.Element) -> bytes:
    """Return a whole page."""
    text: str = Tree.tostring(page, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()

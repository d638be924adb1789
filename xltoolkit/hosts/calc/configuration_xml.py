"""Write configuration files of LibreOffice (.xcu): nodes, properties, texts in two languages."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)


def configuration(package: str, name: str, *nodes: str) -> str:
    """Return a configuration file of the component `name` of a package."""
    lines = "\n".join(nodes)
    return f'{_HEAD} oor:package="{package}" oor:name="{name}">\n{lines}\n</oor:component-data>\n'


def node(name: str, *content: str, operation: str = "") -> str:
    """Return a node; an operation says what happens to one that is there already."""
    mark = f' oor:op="{operation}"' if operation else ""
    return f"<node oor:name={quoteattr(name)}{mark}>{''.join(content)}</node>"


def new_node(name: str, *content: str) -> str:
    """Return a node that takes the place of any of its name."""
    return node(name, *content, operation="replace")


def text(name: str, value: str) -> str:
    """Return a property that holds a text."""
    return _property(name, "xs:string", f"<value>{escape(value)}</value>")


def titles(name: str, chinese: str, english: str) -> str:
    """Return a property that holds a text in Chinese and in English."""
    values = "".join(
        f'<value xml:lang="{language}">{escape(value)}</value>'
        for language, value in (("en-US", english), ("zh-CN", chinese))
    )
    return _property(name, "xs:string", values)


def truth(name: str, *, value: bool) -> str:
    """Return a property that is true or false."""
    return _property(name, "xs:boolean", f"<value>{str(value).lower()}</value>")


def number(name: str, value: int) -> str:
    """Return a property that holds a whole number."""
    return _property(name, "xs:int", f"<value>{value}</value>")


def _property(name: str, kind: str, values: str) -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}">{values}</prop>'

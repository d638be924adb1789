"""The language of a template's placeholders, held to what a report needs.

A template may come from anybody. Only the names of the report exist; nothing of Python can be
called; loops have an end; and whatever is printed must be a text, a number or a picture in the
place that is made for it.
"""

from __future__ import annotations

from typing import Any

from docxtpl import RichText
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from xltoolkit.report.charts import WordChart
from xltoolkit.report.numbering import CaptionCounter, Counter
from xltoolkit.report.placeholders import SHOWN_CHARACTERS, BadPlaceholder

MOST_STEPS = 100_000
"""So often a template may go through loops; a report of hundreds of issues takes a few thousand."""
FILTERS = (
    *("abs", "float", "int", "max", "min", "round", "sum"),
    *("count", "default", "first", "join", "last", "length", "list", "map", "unique"),
    *("reject", "rejectattr", "reverse", "select", "selectattr", "sort"),
    *("e", "escape", "lower", "replace", "string", "trim", "upper"),
)
_STEP = "_step"
_PLACE = "xltoolkit"
"""Name of the processing instruction that tells where a formatted text was put."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOLD_TEXT = frozenset(f"{_WORD}{name}" for name in ("t", "instrText", "delText", "delInstrText"))
_HOLD_RUNS = frozenset(
    f"{_WORD}{name}" for name in ("p", "hyperlink", "ins", "sdtContent", "smartTag", "fldSimple")
)


class NamedUndefined(StrictUndefined):
    """A name that the report has not; using it in any way raises an error that is its name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class ReportLanguage(SandboxedEnvironment):
    """Jinja without its functions, without most filters, and with a limit on loops."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=NamedUndefined, autoescape=True, finalize=_printed)
        self._steps = 0
        self.globals = {_STEP: self._step}
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, and count each turn of its loops and each call of its macros."""
        tree = super()._parse(source, name, filename)
        repeated: list[nodes.For | nodes.Macro] = [
            *tree.find_all(nodes.For),
            *tree.find_all(nodes.Macro),
        ]
        for part in repeated:
            call = nodes.Call(nodes.Name(_STEP, "load"), [], [], None, None)
            part.body.insert(0, nodes.ExprStmt(call).set_lineno(part.lineno))
        return tree

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise BadPlaceholder(f"的循环超过{MOST_STEPS}次")

    def is_safe_callable(self, obj: Any) -> bool:
        """Let only what the report offers and a template's own macros be called."""
        return isinstance(obj, (Counter, CaptionCounter, Macro)) or obj == self._step

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call; what numbers headings and captions takes one title."""
        if isinstance(obj, (Counter, CaptionCounter)):
            _refuse_other_than_title(obj, [*args, *kwargs.values()])
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers only: a text or a power could grow beyond every memory."""
        are_numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not are_numbers:
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)


def _refuse_other_than_title(counter: Counter | CaptionCounter, given: list[Any]) -> None:
    for each in given:
        if isinstance(each, StrictUndefined):
            str(each)  # raises the error that names it
    if len(given) != 1 or not isinstance(given[0], str):
        raise _without_title(counter)


def _without_title(counter: Counter | CaptionCounter) -> BadPlaceholder:
    name = counter.name
    return BadPlaceholder(f'中的“{name}”要带标题：应写成“{{{{ {name}("标题") }}}}”')


def _printed(value: Any) -> Any:
    """Return what a placeholder prints; a text of several styles carries its name along."""
    if value is None:
        return ""
    if isinstance(value, Styled):
        return _Runs(f"<?{_PLACE} {value.name}?>{value.xml}")
    if isinstance(value, (Counter, CaptionCounter)):
        raise _without_title(value)
    is_plain = isinstance(value, (str, int, float, StrictUndefined))
    if isinstance(value, bool) or not (is_plain or isinstance(value, (list, tuple, dict))):
        raise BadPlaceholder("的占位符印不出文字：它不是报告的内容")
    if not is_plain:
        raise BadPlaceholder(
            f"把“{_name_of(value)}”当作文字：它有多项，要用 for 逐项取用，或写明取哪一项"
        )
    return value


def _name_of(value: Any) -> str:
    return str(getattr(value, "name", "")) or "一组内容"


def checked(xml: str) -> str:
    """Return what a part was filled to, once it is sure that every text stands in its place.

    Raises:
        BadPlaceholder: a text of several styles stands where a plain one goes, or the other way.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xml.encode(), parser)
    for place in list(root.iter(etree.PI)):
        if place.target == _PLACE:
            _refuse_wrong_place(place)
            _remove(place)
    for element in root.iter(etree.Element):
        _refuse_stray_text(element)
    return etree.tostring(root, encoding="unicode")


def _refuse_wrong_place(place: Any) -> None:
    if place.getparent().tag in _HOLD_RUNS:
        return
    name = place.text or "段"
    raise BadPlaceholder(f"中的“{name}”是带格式的内容，应写成“{{{{r {name} }}}}”")


def _remove(place: Any) -> None:
    parent, before = place.getparent(), place.getprevious()
    if place.tail:
        if before is None:
            parent.text = (parent.text or "") + place.tail
        else:
            before.tail = (before.tail or "") + place.tail
    parent.remove(place)


def _refuse_stray_text(element: Any) -> None:
    """Refuse text outside of a run."""
    own = "" if element.tag in _HOLD_TEXT or not element.tag.startswith(_WORD) else element.text
    for text in (own, element.tail):
        if text and text.strip():
            shown = text.strip()[:SHOWN_CHARACTERS]
            raise BadPlaceholder(f"给普通的文字“{shown}”用了“{{{{r … }}}}”，应写成“{{{{ … }}}}”")


class Styled:
    """A text of several styles, or a chart: runs of Word, to be put by `{{r …}}` and not otherwise."""

    def __init__(self, content: RichText | WordChart, name: str) -> None:
        self.name = name
        self._content = content

    @property
    def xml(self) -> str:
        """The runs."""
        return str(self._content)

    def __str__(self) -> str:
        """Refuse to be joined to a text, or to pass through a filter."""
        raise BadPlaceholder(f"把带格式的内容“{self.name or '段'}”和别的文字连在了一起")

    __html__ = __str__


class _Runs:
    """XML that goes into the document as it is."""

    def __init__(self, xml: str) -> None:
        self._xml = xml

    def __html__(self) -> str:
        """Return the XML, as Jinja asks for what is not to be escaped."""
        return self._xml


def named(values: Any, name: str = "") -> Any:
    """Give every text of several styles and every list the name by which a template asks for it."""
    if isinstance(values, dict):
        return _Entry({key: named(value, key) for key, value in values.items()}, name)
    if isinstance(values, list):
        texts = (RichText, WordChart)
        return _Items(
            [named(each, "" if isinstance(each, texts) else name) for each in values], name
        )
    return Styled(values, name) if isinstance(values, (RichText, WordChart)) else values


class _Items(list[Any]):
    """A list that knows its name."""

    def __init__(self, values: list[Any], name: str) -> None:
        super().__init__(values)
        self.name = name


class _Entry(dict[str, Any]):
    """What a list holds several of, knowing its name."""

    def __init__(self, values: dict[str, Any], name: str) -> None:
        super().__init__(values)
        self.name = name

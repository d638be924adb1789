"""Read YAML strictly: every mistake ends in one Chinese sentence with file, line and key.

What differs from plain PyYAML, and why:

* plain values follow YAML 1.2: only `null`, `true`, `false` and decimal numbers are not text
  (YAML 1.1 turns `no` into False, `12:30` into 750 and `010` into 8);
* a date stays ISO text until a field of type `date` asks for it;
* a repeated key, an alias, a tag and nesting beyond 40 levels are refused;
* unknown keys are refused and no value is converted, in every dataclass of the model.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from xltoolkit.errors import UserError, reason_of
from xltoolkit.validation_messages import problems_of

Model = TypeVar("Model")
Key = str | int
Keys = tuple[Key, ...]

_DEEPEST_NESTING = 40
_TEXT_TAG = "tag:yaml.org,2002:str"
_LIST_TAG = "tag:yaml.org,2002:seq"
_MAPPING_TAG = "tag:yaml.org,2002:map"
_PLAIN_TAGS = frozenset((_TEXT_TAG, _LIST_TAG, _MAPPING_TAG))
_NUMBER_CHARACTERS = frozenset("0123456789+-.eE")


@dataclass(frozen=True)
class Problem:
    """One mistake in a source file: where it stands and what to do, as a value.

    `line` counts from 1; `keys` is the path of mapping keys and list positions (from 0).
    """

    file: str
    line: int
    keys: Keys
    reason: str

    def __str__(self) -> str:
        """Return the sentence that users see, such as `a.yaml第3行（rows→第1项→id）：…`."""
        place = "→".join(key if isinstance(key, str) else f"第{key + 1}项" for key in self.keys)
        return f"{self.file}第{self.line}行{f'（{place}）' if place else ''}：{self.reason}"


class SourceError(UserError):
    """A source file that cannot be used; its text lists each problem on a line of its own."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Source:
    """The plain content of one YAML file together with the line of each of its entries.

    `name` is what messages call the file, `data` is made of dict, list, str, int, float, bool
    and None, and `lines` maps the key path of every entry to the line where it begins.
    """

    name: str
    data: Any
    lines: Mapping[Keys, int]

    def line_of(self, *keys: Key) -> int:
        """Return the line of the entry at this path, or of the nearest entry around it."""
        path = tuple(keys)
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def problem(self, keys: Sequence[Key], reason: str) -> Problem:
        """Return a problem found at this path, for checks that collect several."""
        return Problem(self.name, self.line_of(*keys), tuple(keys), reason)

    def error(self, keys: Sequence[Key], reason: str) -> SourceError:
        """Return the error for one problem found at this path, ready to be raised."""
        return SourceError([self.problem(keys, reason)])

    def build(self, model: type[Model]) -> Model:
        """Return the content as `model`, usually a frozen dataclass of frozen dataclasses.

        Validation is pydantic's strict JSON mode: lists become tuples, ISO text becomes a
        date, nothing else is converted.

        Raises:
            SourceError: with every problem of the file, in the order of its lines.
        """
        if self.data is None:
            raise self.error((), "文件没有内容，请按格式填写。")
        try:
            return TypeAdapter(model).validate_json(
                json.dumps(self.data), strict=True, extra="forbid"
            )
        except ValidationError as refusal:
            found = [self.problem(*entry) for entry in problems_of(refusal.errors(), self.data)]
            raise SourceError(sorted(found, key=lambda problem: problem.line)) from None


def read_yaml(path: Path, name: str | None = None) -> Source:
    """Return the content of one YAML file; messages call it `name` (default: the path as given).

    Raises:
        SourceError: when the file cannot be read, is not UTF-8 or not valid YAML, or when it
            holds a repeated key, an alias, a tag or too deep a nesting.
    """
    shown = str(path) if name is None else name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _error(shown, 1, "文件不是UTF-8编码，请另存为UTF-8后重试。") from None
    except OSError as failure:
        raise _error(
            shown, 1, f"文件无法读取（{reason_of(failure)}），请检查文件名和权限。"
        ) from None
    return parse_yaml(text, shown)


def parse_yaml(text: str, name: str) -> Source:
    """Return the content of one YAML text; see `read_yaml`."""
    try:
        root = _StrictLoader(text).get_single_node()
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        line = mark.line + 1 if mark else 1
        if isinstance(failure, _Refusal):
            raise _error(name, line, str(failure.problem)) from None
        remedy = "请检查缩进（只用空格）、冒号后的空格和成对的引号。"
        raise _error(name, line, f"不符合YAML语法，{remedy}") from None
    except yaml.reader.ReaderError as failure:
        line = text.count("\n", 0, failure.position) + 1
        raise _error(name, line, "含有不可见的控制字符，请删除。") from None
    lines: dict[Keys, int] = {(): 1}
    return Source(name, None if root is None else _plain(root, (), lines, name), lines)


def _error(name: str, line: int, reason: str) -> SourceError:
    return SourceError([Problem(name, line, (), reason)])


class _Refusal(yaml.composer.ComposerError):
    """Valid YAML that is not accepted here; its problem is a Chinese sentence."""


class _StrictLoader(yaml.SafeLoader):
    """PyYAML's safe composer without aliases and without unbounded nesting."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    # The composer of PyYAML is untyped; these two hooks only narrow what it accepts.
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            self._refuse("不支持引用（*），请把内容写全。")
        self._depth += 1
        if self._depth > _DEEPEST_NESTING:
            self._refuse(f"嵌套超过{_DEEPEST_NESTING}层，请检查括号和缩进。")
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def resolve(
        self,
        kind: type[yaml.Node],
        text: str | None,  # noqa: ARG002  # given by PyYAML
        implicit: Any,  # noqa: ARG002  # given by PyYAML
    ) -> str:
        """Leave plain values as text; `_plain_value` reads them by the rules of YAML 1.2."""
        if kind is yaml.MappingNode:
            return _MAPPING_TAG
        return _LIST_TAG if kind is yaml.SequenceNode else _TEXT_TAG

    def _refuse(self, sentence: str) -> NoReturn:
        raise _Refusal(None, None, sentence, self._mark())

    def _mark(self) -> Any:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs
        return event.start_mark


def _plain(node: yaml.Node, keys: Keys, lines: dict[Keys, int], name: str) -> Any:
    """Turn a node into plain data and note the line of every entry on the way."""
    if node.tag not in _PLAIN_TAGS:
        raise _error(name, node.start_mark.line + 1, f"不支持标记“{node.tag}”，请删除。")
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, keys, lines, name)
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            lines[(*keys, position)] = item.start_mark.line + 1
        return [
            _plain(item, (*keys, position), lines, name) for position, item in enumerate(node.value)
        ]
    quoted = isinstance(node, yaml.ScalarNode) and node.style
    return node.value if quoted else _plain_value(node.value)


def _plain_mapping(
    node: yaml.MappingNode, keys: Keys, lines: dict[Keys, int], name: str
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _error(name, line, "键必须是一个词，请检查括号和冒号。")
        path = (*keys, key_node.value)
        if path in lines:
            first = lines[path]
            raise SourceError(
                [Problem(name, line, path, f"键与第{first}行重复，请合并或删除其中一处。")]
            )
        lines[path] = line
        result[key_node.value] = _plain(value_node, path, lines, name)
    return result


def _plain_value(text: str) -> bool | int | float | str | None:
    """Read a plain (unquoted) value: null, true, false, a decimal number, or text."""
    words: dict[str, bool | None] = {"": None, "~": None, "null": None}
    words.update({"true": True, "false": False})
    if text in words:
        return words[text]
    if not _NUMBER_CHARACTERS.issuperset(text):
        return text
    for read in (int, float):
        try:
            number = read(text)
        except ValueError:
            continue
        return number if math.isfinite(number) else text
    return text

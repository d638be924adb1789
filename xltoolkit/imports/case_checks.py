"""What must hold between the entries of a case file, and with the catalogue.

The types of single values are checked when the file is read; here names must lead somewhere,
ids must be unique, and an entry must not say two things at once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from xltoolkit.imports.case_model import CaseFile, Finding, Mark, Survey, Target

Keys = tuple[str | int, ...]
Complaint = tuple[Keys, str]
Row = Target | Survey | Finding

_ALIKE = 0.75  # short codes such as W01 and X01 are not taken for slips of the pen
_ENTRY_BY_SHAPE = {
    "judgement": "score",
    "deduct": "count",
    "checklist": "marks",
    "levels": "level",
    "panel": "scores",
}
_ENTRY_NAMES = {
    "score": "评分",
    "count": "例数",
    "marks": "逐项是否符合",
    "level": "等次",
    "scores": "各专家评分",
}


@dataclass(frozen=True)
class Vocabulary:
    """The names that a case file may use.

    `definitions` are the ways to compute a row among which its cell chooses, by row. `quantities` is the kind of each quantity with a single value, `shapes` the shape of each
    row's score rule in the case's scheme, `rates` the ids of these rows and of the rates without
    points, and `rules` the codes of the issue rules.
    """

    quantities: Mapping[str, str]
    shapes: Mapping[str, str]
    rates: frozenset[str]
    rules: frozenset[str]
    definitions: Mapping[str, tuple[str, ...]]


def complaints_about(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    """Return everything that is wrong with the case: the key path and a sentence for each."""
    yield from _repeated_ids(case)
    yield from _unknown_quantities(case, known)
    yield from _unknown_kinds(case, known)
    yield from _unknown_indicators(case, known)
    yield from _unknown_groups(case)
    yield from _unknown_members(case, known)
    yield from _unclear_surveys(case)
    yield from _unclear_marks(case, known)
    yield from _unknown_published(case, known)


def _repeated_ids(case: CaseFile) -> Iterator[Complaint]:
    """Targets, surveys and findings share one set of ids, because groups name all of them."""
    first: dict[str, str] = {}
    for list_name, position, row in _rows_of(case):
        keys = (list_name, position, "id")
        if not row.id.strip():
            yield keys, "编号为空，请填写。"
        elif row.id in first:
            yield keys, f"编号“{row.id}”与{first[row.id]}重复，请改用别的编号。"
        else:
            first[row.id] = f"{list_name}第{position + 1}项"
    yield from _repeated("groups", [group.id for group in case.groups])
    yield from _repeated("advice", [piece.id for piece in case.advice])
    for complaint in _repeated("rates", [rate.id for rate in case.published.rates]):
        yield ("published", *complaint[0]), complaint[1]


def _rows_of(case: CaseFile) -> Iterator[tuple[str, int, Row]]:
    lists: dict[str, tuple[Row, ...]] = {
        "targets": case.targets,
        "survey": case.survey,
        "findings": case.findings,
    }
    for list_name, rows in lists.items():
        for position, row in enumerate(rows):
            yield list_name, position, row


def _repeated(list_name: str, ids: list[str]) -> Iterator[Complaint]:
    for position, entry_id in enumerate(ids):
        first = ids.index(entry_id)
        if first < position:
            sentence = f"编号“{entry_id}”与{list_name}第{first + 1}项重复，请改用别的编号。"
            yield (list_name, position, "id"), sentence


def _unknown_quantities(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    for quantity, item in case.data.items():
        if quantity not in known.quantities:
            yield ("data", quantity), _unknown("数量目录", quantity, known.quantities)
        elif isinstance(item.value, str) != (known.quantities[quantity] == "text"):
            expected = "文字" if known.quantities[quantity] == "text" else "数字（不加引号和单位）"
            yield ("data", quantity), f"应为{expected}，现为“{item.value}”，请改正。"


def _unknown_kinds(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    for position, finding in enumerate(case.findings):
        if finding.kind is not None and finding.kind not in known.rules:
            yield ("findings", position, "kind"), _unknown("问题规则", finding.kind, known.rules)


def _unknown_indicators(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    place = f"方案{case.scheme}"
    for indicator in case.marks:
        if indicator not in known.shapes:
            yield ("marks", indicator), _unknown(place, indicator, known.shapes)
    for position, target in enumerate(case.targets):
        adding_up = [row for row, shape in known.shapes.items() if shape == "goals"]
        if target.counts_for is not None and target.counts_for not in adding_up:
            keys = ("targets", position, "counts_for")
            yield keys, _unknown(f"{place}的自设目标指标", target.counts_for, adding_up)
    for position, finding in enumerate(case.findings):
        keys = ("findings", position, "indicator")
        if finding.indicator is None:
            if finding.cases is not None:
                yield keys[:2], "填了例数（cases）而没有指标（indicator），请写明计入哪个指标。"
        elif finding.indicator not in known.shapes:
            yield keys, _unknown(place, finding.indicator, known.shapes)


def _unknown_groups(case: CaseFile) -> Iterator[Complaint]:
    groups = {group.id for group in case.groups}
    for list_name, position, row in _rows_of(case):
        if row.group and row.group not in groups:
            yield (list_name, position, "group"), _unknown("groups", row.group, groups)


def _unknown_members(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    own = {row.id for _, _, row in _rows_of(case)}
    common = frozenset(known.quantities) | known.rates | known.rules
    for keys, name in _references(case):
        if name in own and name in common:
            yield keys, f"“{name}”既是本文件的编号，又是目录中的代码，请改用别的编号。"
        elif name not in own and name not in common:
            yield keys, _unknown("规则、数量、指标和本文件的编号", name, own | common)


def _references(case: CaseFile) -> Iterator[tuple[Keys, str]]:
    """Return what groups and advice name: rules, quantities, rates, targets, findings, ..."""
    for position, group in enumerate(case.groups):
        for place, member in enumerate(group.members):
            yield ("groups", position, "members", place), member
    for position, piece in enumerate(case.advice):
        for place, answered in enumerate(piece.answers):
            yield ("advice", position, "answers", place), answered


def _unclear_surveys(case: CaseFile) -> Iterator[Complaint]:
    for position, survey in enumerate(case.survey):
        if bool(survey.options) == (survey.mean is not None):
            sentence = "选项人数（options）和公布均值（mean）应填且只填一种，请改正。"
            yield ("survey", position), sentence


def _unclear_marks(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    for indicator, mark in case.marks.items():
        if indicator not in known.shapes:
            continue  # reported as an unknown indicator
        entered = _entered(mark)
        expected = _ENTRY_BY_SHAPE.get(known.shapes[indicator])
        if mark.definition is not None and mark.definition not in known.definitions[indicator]:
            place = f"指标{indicator}的计算口径"
            keys = ("marks", indicator, "definition")
            yield keys, _unknown(place, mark.definition, known.definitions[indicator])
        if isinstance(mark.applicable, str) or (mark.definition is not None and not entered):
            continue  # a state or a choice, which needs no score
        if mark.applicable and entered != [expected]:
            yield ("marks", indicator), _misplaced(entered, expected)
        elif not mark.applicable and entered:
            sentence = f"不适用的指标不能再填{'、'.join(entered)}，请删去其一。"
            yield ("marks", indicator), sentence


def _entered(mark: Mark) -> list[str]:
    entries = {
        "score": mark.score is not None,
        "count": mark.count is not None,
        "marks": bool(mark.marks),
        "level": mark.level is not None,
        "scores": bool(mark.scores),
    }
    return [entry for entry, is_filled in entries.items() if is_filled]


def _misplaced(entered: list[str], expected: str | None) -> str:
    found = "、".join(entered) or "空"
    if expected is None:
        return f"该指标由公式计分，不填评分，现填{found}，请删除。"
    return f"该指标应填且只填{expected}（{_ENTRY_NAMES[expected]}），现填{found}，请改正。"


def _unknown_published(case: CaseFile, known: Vocabulary) -> Iterator[Complaint]:
    rows = {row.id for _, _, row in _rows_of(case)} | known.rates
    for position, rate in enumerate(case.published.rates):
        keys: Keys = ("published", "rates", position)
        if rate.id not in rows:
            yield (*keys, "id"), _unknown("指标、绩效目标和满意度的编号", rate.id, rows)
        if (rate.numerator is None) != (rate.denominator is None):
            yield keys, "分子（numerator）和分母（denominator）应同时填写或同时留空，请改正。"
        yield from _unknown_terms(
            keys, {"numerator": rate.numerator, "denominator": rate.denominator}, known
        )
    for position, total in enumerate(case.published.sums):
        keys = ("published", "sums", position)
        yield from _unknown_terms(keys, {"total": total.total}, known)
        parts = dict(enumerate(total.parts))
        yield from _unknown_terms((*keys, "parts"), parts, known)


def _unknown_terms(
    keys: Keys, terms: Mapping[str, str | None] | Mapping[int, str], known: Vocabulary
) -> Iterator[Complaint]:
    for key, quantity in terms.items():
        if quantity is not None and quantity not in known.quantities:
            yield (*keys, key), _unknown("数量目录", quantity, known.quantities)


def _unknown(place: str, name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1, cutoff=_ALIKE)
    remedy = f"是否应为“{close[0]}”？请改正。" if close else "请改正或删除。"
    return f"{place}中没有“{name}”，{remedy}"

"""Compare the departments of a batch, each within its group.

Everything is computed from the Parquet tables, so that whoever reads those can check it.
Quartiles are those of Excel's QUARTILE.INC. Ranks are by 折算得分, rounded half up to the two
decimals that are printed; equal scores share a rank.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas

from udfs.numbers import round_half_up, to_decimal, to_float
from xltoolkit.batch.comparison import (
    Comparison,
    FailedFile,
    Frequent,
    Group,
    Outlier,
    Ranked,
    Spread,
    Unranked,
)
from xltoolkit.batch.doubles import double_warnings, doubled_files, standing_files
from xltoolkit.batch.spreads import spread_of, values_apart
from xltoolkit.batch.tables import BETWEEN_GRADES, Tables, read_table
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.evaluation.precedence import PROBLEM

TOTAL, HEAD, INDICATOR = "总分", "一级指标", "指标"
NORMALISED = "折算得分"
EXAMPLES = 2
_COMMON = ["file", "department", "group"]


def compare(tables: Tables) -> Comparison:
    """Return what the tables of a batch show, group by group, the largest first."""
    departments = read_table(tables, "departments")
    doubled = doubled_files(departments)
    parts = {
        "heads": _by_group(read_table(tables, "heads")),
        "scores": _by_group(
            read_table(tables, "scores", [*_COMMON, "indicator", "name", "points", "score"])
        ),
        "rates": _by_group(read_table(tables, "rates")),
        "issues": _by_group(
            read_table(
                tables, "issues", [*_COMMON, "rule", "title", "nature", "amount", "points_lost"]
            )
        ),
    }
    groups = tuple(
        _group(
            str(title), members, {name: part.get(title) for name, part in parts.items()}, doubled
        )
        for title, members in _by_group(departments).items()
    )
    groups = tuple(sorted(groups, key=lambda group: (-group.size, group.title)))
    failures = tuple(
        FailedFile(row.file, row.kind, row.reason) for row in _rows(read_table(tables, "failures"))
    )
    return Comparison(groups, failures, tuple(_warnings(groups, departments)))


def _by_group(table: pandas.DataFrame) -> dict[Any, pandas.DataFrame]:
    return dict(iter(table.groupby("group", sort=True)))


def _rows(table: pandas.DataFrame) -> Iterator[Any]:
    return table.itertuples(index=False)


def _warnings(groups: Sequence[Group], departments: pandas.DataFrame) -> Iterator[str]:
    if len(groups) > 1:
        yield (
            f"文件分属{len(groups)}组（年度、方案、版本或评分参数不同），只在组内比较和排名，"
            "各组之间的得分不能直接相比。"
        )
    changed = [group for group in groups if "参数有调整" in group.title]
    if changed:
        count = sum(group.size for group in changed)
        yield f"{count}个部门的工作簿改过评分标准、分值或等级线，已按改法单独成组。"
    repeated = {each.file for group in groups for each in group.repeated}
    standing = frozenset(departments["file"]) - repeated
    yield from double_warnings(departments, doubled_files(departments), standing)


def _group(
    title: str,
    members: pandas.DataFrame,
    parts: dict[str, pandas.DataFrame | None],
    doubled: frozenset[str],
) -> Group:
    chosen = standing_files(members)
    counted = frozenset(chosen.values())
    repeated = tuple(_repeated(members, chosen))
    members = members[members["file"].isin(counted)]
    parts = {name: _of_files(part, counted) for name, part in parts.items()}
    heads = parts["heads"]
    names = () if heads is None else tuple(dict.fromkeys(heads["name"]))
    ranking = tuple(_ranking(members, heads, names, doubled))
    first: Any = next(_rows(members))
    return Group(
        title=title,
        year=int(first.year),
        scheme_name=first.scheme_name,
        heads=names,
        ranking=ranking,
        unranked=tuple(_unranked(members, doubled)),
        repeated=repeated,
        grades=_grades(first.scheme, ranking),
        spreads=tuple(_spreads(ranking, names, parts["scores"])),
        frequent=tuple(_frequent(parts["issues"], len(members))),
        outliers=tuple(_outliers(ranking, parts["rates"])),
    )


def _of_files(part: pandas.DataFrame | None, files: frozenset[str]) -> pandas.DataFrame | None:
    return None if part is None else part[part["file"].isin(files)]


def _repeated(members: pandas.DataFrame, chosen: Mapping[str, str]) -> Iterator[Unranked]:
    """Give the files of departments that another file stands for."""
    for row in _rows(members.sort_values(["department", "file"])):
        if chosen[row.file] != row.file:
            yield Unranked(
                file=row.file,
                department=row.department,
                problems=row.problems,
                why=f"同一部门同一年度已计“{chosen[row.file]}”，本文件不计入排名和统计",
                doubled=True,
            )


def _ranking(
    members: pandas.DataFrame,
    heads: pandas.DataFrame | None,
    names: Sequence[str],
    doubled: frozenset[str],
) -> Iterator[Ranked]:
    """Give the fully scored departments, the best first."""
    scored = members[(members["grade"] != "") & members["normalised"].notna()]
    printed = scored["normalised"].map(_rounded)
    ranks = printed.rank(method="min", ascending=False).astype(int)
    ordered = scored.assign(rank=ranks, printed=printed).sort_values(["rank", "department", "file"])
    rates = _head_rates(heads)
    for row in _rows(ordered):
        yield Ranked(
            rank=row.rank,
            file=row.file,
            department=row.department,
            score=row.printed,
            grade=row.grade,
            heads={name: rates.get((row.file, name)) for name in names},
            amount=_known(row.amount),
            problems=row.problems,
            open_checks=row.open_checks,
            stage=row.stage,
            decided=_decided(row),
            doubled=row.file in doubled,
        )


def _rounded(score: float) -> float:
    return to_float(round_half_up(to_decimal(score), 2))


def _head_rates(heads: pandas.DataFrame | None) -> dict[tuple[str, str], float]:
    """Return the rate of points earned of every head that is fully scored."""
    if heads is None:
        return {}
    full = heads[(heads["scorable"] > 0) & (heads["scored"] >= heads["scorable"])]
    return {(row.file, row.name): row.score / row.scorable for row in _rows(full)}


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _decided(row: Any) -> str:
    if math.isnan(row.decided_score):
        return ""
    return f"{row.decided_score:.2f}{row.decided_grade}"


def _unranked(members: pandas.DataFrame, doubled: frozenset[str]) -> Iterator[Unranked]:
    """Give the departments with points missing, with the grades that are still open."""
    open_ones = members[(members["grade"] == "") | members["normalised"].isna()]
    for row in _rows(open_ones.sort_values(["department", "file"])):
        decided = f"；定稿录入{_decided(row)}" if _decided(row) else ""
        yield Unranked(
            file=row.file,
            department=row.department,
            problems=row.problems,
            why=f"可评{row.scorable:g}分，已评{row.scored:g}分，未全部评分"
            f"{_still_possible(row.open_grades)}{decided}",
            doubled=row.file in doubled,
        )


def _still_possible(grades: str) -> str:
    """Say which grades the missing points leave open; a single one is settled already."""
    if not grades:
        return ""
    return f"，等级尚可能为{grades}" if BETWEEN_GRADES in grades else f"，等级已可确定为{grades}"


def _grades(scheme: str, ranking: Sequence[Ranked]) -> tuple[tuple[str, int], ...]:
    """Count the departments of each grade, the best grade first; empty grades count too."""
    # A scheme of one's own stands in its workbooks only: its grades are those that were reached.
    known = next((each for each in load_catalogue().schemes if each.id == scheme), None)
    bands = sorted(known.grade_bands if known else (), key=lambda band: -band.lower)
    names = dict.fromkeys([band.name for band in bands] + [each.grade for each in ranking])
    return tuple((name, sum(each.grade == name for each in ranking)) for name in names)


def _spreads(
    ranking: Sequence[Ranked], heads: Sequence[str], scores: pandas.DataFrame | None
) -> Iterator[Spread]:
    yield from spread_of(TOTAL, NORMALISED, [each.score for each in ranking])
    for head in heads:
        rates = [rate for each in ranking if (rate := each.heads[head]) is not None]
        yield from spread_of(HEAD, head, rates)
    if scores is None:
        return
    known = scores[scores["score"].notna() & (scores["points"] > 0)]
    known = known.assign(rate=known["score"] / known["points"])
    for _, rows in known.groupby("indicator", sort=False):
        yield from spread_of(INDICATOR, str(rows["name"].iloc[0]), rows["rate"].tolist())


def _frequent(issues: pandas.DataFrame | None, size: int) -> Iterator[Frequent]:
    """Give the printed issues by rule, what most departments share first."""
    if issues is None:
        return
    titles = {rule.code: _general_title(rule) for rule in load_catalogue().issue_rules}
    problems = issues[issues["nature"] == PROBLEM]
    found = [
        Frequent(
            rule=str(rule),
            title=titles.get(str(rule), str(rule)),
            examples="；".join(rows["title"].value_counts().index[:EXAMPLES]),
            departments=rows["file"].nunique(),
            share=rows["file"].nunique() / size,
            issues=len(rows),
            amount=_known(rows["amount"].sum(min_count=1)),
            points_lost=_known(rows["points_lost"].sum(min_count=1)),
        )
        for rule, rows in problems.groupby("rule")
    ]
    yield from sorted(found, key=lambda each: (-each.departments, -each.issues, each.rule))


def _general_title(rule: IssueRule) -> str:
    """Return the title of a rule without the name of the one target or finding."""
    word = _SUBJECTS.get(rule.subject, "")
    if rule.subject == "finding":
        return f"{rule.category}：{word}"
    return rule.title.replace("{name}", word)


_SUBJECTS = {
    "target": "绩效目标",
    "survey": "满意度",
    "indicator": "指标",
    "finding": "检查发现的问题",
}


def _outliers(ranking: Sequence[Ranked], rates: pandas.DataFrame | None) -> Iterator[Outlier]:
    """Give what stands apart: the score, and every rate of the scheme; the farthest first."""
    found = list(
        values_apart(
            NORMALISED, [(each.file, each.department, each.score) for each in ranking], "分"
        )
    )
    if rates is not None:
        known = rates[rates["of_scheme"] & rates["value"].notna()]
        for _, rows in known.groupby("indicator", sort=False):
            unit = "比率" if rows["result"].iloc[0].endswith("%") else ""
            values = [(row.file, row.department, row.value) for row in _rows(rows)]
            found += values_apart(str(rows["name"].iloc[0]), values, unit)
    yield from sorted(found, key=lambda each: (-each.distance, each.department, each.name))

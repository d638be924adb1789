"""One department in several files: which of them stands for it, and what is told of the others.

A department counts once within a group; what is counted twice would shift ranks, medians,
quartiles and shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from xltoolkit.evaluation.wording import enumerated
from xltoolkit.workbook.layout.cover import STAGES

if TYPE_CHECKING:
    import pandas

NAMES_IN_A_WARNING = 5
DOUBLES_TOLD = 20
_SAME = ["department", "year"]
CHOOSING = (
    "同一部门同一年度在一组里有几个文件的，只计一个：先取阶段靠后的，再取已评分值多的，"
    "再取文件名排在前面的；其余列在“未排名”，不计入部门数、排名和统计。"
)
"""How the file is chosen that stands for a department."""


def doubled_files(departments: pandas.DataFrame) -> frozenset[str]:
    """Return the files whose department and year stand in another file too.

    Two files without a name of a department need not be of one department.
    """
    named = departments[departments["department"] != ""]
    repeated = named.duplicated(_SAME, keep=False)
    return frozenset(named["file"][repeated])


def standing_files(members: pandas.DataFrame) -> Mapping[str, str]:
    """Return, for every file of a group, the file that stands for its department and year."""
    stages = {stage: position for position, stage in enumerate(STAGES)}
    ordered = members.assign(
        stage_reached=members["stage"].map(lambda stage: stages.get(stage, -1))
    ).sort_values(["stage_reached", "scored", "file"], ascending=[False, False, True])
    first: dict[Any, str] = {}
    chosen: dict[str, str] = {}
    for file, name, year in zip(*(ordered[each] for each in ["file", *_SAME]), strict=True):
        chosen[file] = first.setdefault((name or file, year), file)
    return chosen


def double_warnings(
    departments: pandas.DataFrame, doubled: frozenset[str], standing: frozenset[str]
) -> Iterator[str]:
    """Say which departments stand in several files, and which of these counts.

    Args:
        departments: All departments.
        doubled: The files that share a department and year with another one.
        standing: The files that count, one for each department of a group.
    """
    repeated = departments[departments["file"].isin(doubled)]
    doubles = list(repeated.groupby(_SAME))
    for (name, year), rows in doubles[:DOUBLES_TOLD]:
        files = sorted(rows["file"])
        listed = enumerated(files[:NAMES_IN_A_WARNING])
        more = "等" if len(files) > NAMES_IN_A_WARNING else ""
        counted = enumerated(f"“{file}”" for file in files if file in standing)
        where = "" if len(set(rows["group"])) == 1 else "（不同的组各计一个）"
        yield (
            f"“{name}”{year}年度有{len(files)}个文件（{listed}{more}），只计{counted}{where}，"
            "都标注“重复”，请核对后留下一个。"
        )
    if len(doubles) > DOUBLES_TOLD:
        yield f"另有{len(doubles) - DOUBLES_TOLD}个部门的文件重复，见排名和未排名中标注“重复”的行。"

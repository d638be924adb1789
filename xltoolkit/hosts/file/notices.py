"""What a workbook carries that its readers should know of, though it harms nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.workbook_parts import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltoolkit.hosts.file.package import Package

# Relationships to the outside that only lead somewhere when clicked, or that name the book of
# an external link, which has its own notice: externalLinkPath, xlPathMissing, xlStartup, …
_HARMLESS_OUTSIDE = ("hyperlink", "externalLinkPath", "xl")

_BY_KIND = {
    "oleObject": ("embedded_object", "嵌入了 OLE 对象，本工具不打开它：来源不明的请勿双击"),
    "package": ("embedded_object", "嵌入了其他文件，本工具不打开它：来源不明的请勿双击"),
    "control": ("control", "含有 ActiveX 控件，本工具不运行它"),
    "connections": ("connection", "含有外部数据连接，本工具不刷新：数据以文件中已有的为准"),
    "queryTable": ("connection", "含有外部数据查询，本工具不刷新：数据以文件中已有的为准"),
    "xlMacrosheet": ("macro", "含有 Excel 4.0 宏表，本工具不运行它：来源不明的请勿启用宏"),
}


@dataclass(frozen=True)
class Notice:
    """Something in a workbook that is kept and never run or fetched.

    Attributes:
        kind: `external_link`, `dde`, `embedded_object`, `control`, `connection`, `macro` or
            `outside`.
        part: The part that carries it.
        message: One Chinese sentence.
    """

    kind: str
    part: str
    message: str


def notices(package: Package, file_name: str = "") -> tuple[Notice, ...]:
    """Return what the workbook carries beyond cells and pictures, each part once.

    Args:
        package: A package that the guard has let pass.
        file_name: Its file name, to see macros in a file that calls itself .xlsx.
    """
    found = {(notice.kind, notice.part): notice for notice in _all(package, file_name)}
    return tuple(found.values())


def _all(package: Package, file_name: str) -> Iterator[Notice]:
    workbook = read_workbook(package)
    for source in ("", *package.names):
        for link in package.relationships(source):
            if link.external:
                if not link.kind.startswith(_HARMLESS_OUTSIDE):
                    yield _notice(
                        "outside", source, f"引用了文件外的内容（{link.kind}），本工具不读取"
                    )
            elif link.kind == "externalLink" and link.target in package:
                yield _external_link(package, link.target)
            elif link.kind == "vbaProject":
                yield from _macros(link.target, file_name, macro_enabled=workbook.macro_enabled)
            elif link.kind in _BY_KIND:
                kind, sentence = _BY_KIND[link.kind]
                yield _notice(kind, link.target, sentence)


def _external_link(package: Package, part: str) -> Notice:
    if package.elements(part, ("ddeLink",)):
        return _notice(
            "dde", part, "含有 DDE 链接（可启动其他程序），本工具不更新：请核实后删除该链接"
        )
    if package.elements(part, ("oleLink",)):
        return _notice("dde", part, "含有 OLE 链接，本工具不更新：请核实后删除该链接")
    return _notice("external_link", part, "引用了其他工作簿，本工具不更新：数据以文件中已有的为准")


def _macros(part: str, file_name: str, *, macro_enabled: bool) -> Iterator[Notice]:
    """Macros are expected in an .xlsm and nowhere else."""
    named_plain = file_name.lower().endswith(".xlsx")
    if named_plain or not macro_enabled:
        yield _notice("macro", part, "在 .xlsx 文件中带有宏，本工具不运行它：请向提供者核实")


def _notice(kind: str, part: str, sentence: str) -> Notice:
    return Notice(kind, part, f"部件“{part or '工作簿'}”{sentence}。")

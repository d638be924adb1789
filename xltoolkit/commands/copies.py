"""`xltoolkit consult`, `ledger`, `answers` and `merge`: what goes out to people, and comes back."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import now
from xltoolkit.commands.new_book import book_of
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.run import open_session
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session, stored_content
from xltoolkit.hosts.file.snapshots import snapshot
from xltoolkit.report.advising import is_draft
from xltoolkit.report.conflict_table import conflict_table, shown
from xltoolkit.report.copies import merge_copies
from xltoolkit.report.difference import Difference, named_value
from xltoolkit.report.exporting import BEHIND
from xltoolkit.report.issue_tables import consultation
from xltoolkit.report.issue_tables import ledger as ledger_table
from xltoolkit.report.marks import LITERAL_MARKS
from xltoolkit.report.output import require_ending, write_output
from xltoolkit.report.reading_book import CurrentBook, read_current
from xltoolkit.report.returned_reading import ReturnedTable, table_kind
from xltoolkit.report.returned_tables import merge_answers
from xltoolkit.report.shown import shown_groups
from xltoolkit.report.tables_out import table_bytes
from xltoolkit.version import VERSION
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.finalising import refuse_finalised
from xltoolkit.workbook.layout.cover import DEPARTMENT, YEAR
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.reading import read_case, recognise

EXCEL = ".xlsx"
SHOWN_DIFFERENCES = 20


def consult(book: Path, out: Path) -> None:
    """Write the table that asks the department for its answer; the workbook stays as it is."""
    require_ending(out, (EXCEL,))
    current = read_current(book, now())
    groups = shown_groups(current.content)
    issues = [issue for group in groups for issue in group.issues]
    write_output(out, table_bytes(consultation(current.case.cover, groups, VERSION)), now())
    print(f"已导出征求意见稿：{out}（{len(issues)}条问题）")
    unready = [
        f"{count}条{what}"
        for count, what in (
            (sum(LITERAL_MARKS[0] in each.basis for each in issues), "依据待补"),
            (sum(is_draft(each) for each in issues), "没有正式建议（系统拟稿不外发）"),
        )
        if count
    ]
    if unready:
        print(f"发出前请补齐（表中先留空）：{'，'.join(unready)}。")
    print("发出前请在表头右侧填写反馈截止日期。")
    print(f"单位填好退回后，运行“xltoolkit answers {book} 退回的表”并入反馈意见。")
    _say_where_behind(current)


def ledger(book: Path, out: Path) -> None:
    """Write the ledger of rectification; the workbook stays as it is."""
    require_ending(out, (EXCEL,))
    current = read_current(book, now())
    groups = shown_groups(current.content)
    write_output(out, table_bytes(ledger_table(current.case.cover, groups, VERSION)), now())
    print(f"已导出整改台账：{out}（{sum(len(group.issues) for group in groups)}条问题）")
    _say_where_behind(current)


def _say_where_behind(current: CurrentBook) -> None:
    if current.was_stale:
        print(BEHIND)


def answers(book: Path, returned: Path) -> None:
    """Merge a returned table into the manual columns of 问题清单, by the key of each issue.

    After 定稿 too: rectification begins then.
    """
    target = _Target(book)
    table = stored_content(open_file(returned))
    case = read_case(target.content, load_catalogue())
    kind = table_kind(table, returned.name, case.cover)
    came_back = ReturnedTable(table, kind, returned.name)
    merged = merge_answers(target.content, came_back, kind, returned.name)
    target.write(() if merged.plan is None else (merged.plan,))
    print(f"已并入{merged.taken}格内容。")
    for sheet in came_back.other_sheets():
        print(f"“{returned.name}”中另有工作表“{sheet}”，没有并入，请打开查看。")
    _tell_differences(target, [returned.name], merged.differences)


def merge(book: Path, copies: Sequence[Path], base: Path | None) -> None:
    """Merge the copies of a team into a workbook.

    Raises:
        UserError: a copy is of another version, scheme, department or year; nothing was written.
    """
    target = _Target(book)
    refuse_finalised(target.content)
    catalogue = load_catalogue()
    scheme = recognise(target.content, catalogue)
    names = _names(copies)
    contents = {name: _copy(copy, target.content) for name, copy in zip(names, copies, strict=True)}
    before = (
        stored_content(open_package(book_of(scheme)))
        if base is None
        else _copy(base, target.content)
    )
    merged = merge_copies(target.content, before, contents, catalogue)
    target.write(tuple(merged.plans))
    print(f"已合并{len(copies)}份副本：{_summary(merged.added, merged.taken)}")
    _tell_differences(target, names, merged.differences)
    if merged.plans:
        print("请再运行一次“xltoolkit run”，重新生成问题清单和评价结论。")


class _Target:
    """The workbook that is merged into: read once, written once, its state before kept."""

    def __init__(self, book: Path) -> None:
        refuse_locked(book.resolve())
        self.book = book
        package = open_file(book)
        self._loaded = package.to_bytes()
        self._session: Session = open_session(package)
        self.content: WorkbookContent = self._session.content()
        recognise(self.content, load_catalogue())

    def write(self, plans: tuple[SheetPlan, ...]) -> None:
        """Apply plans and save; nothing is written where there are none."""
        if not plans:
            return
        self._session.apply(plans)
        self._session.store_results()
        if self._session.changed:
            snapshot(self.book, now())
            save(self.book, self._session.to_bytes(), self._loaded)


def _names(copies: Sequence[Path]) -> list[str]:
    """Return the file names; of files of one name the folders as well."""
    doubles = Counter(copy.name for copy in copies)
    names = [copy.name if doubles[copy.name] == 1 else str(copy) for copy in copies]
    if len(set(names)) < len(names):
        raise UserError("同一份副本列了两次，未作任何改动：请每份只列一次。")
    return names


def _copy(path: Path, book: WorkbookContent) -> WorkbookContent:
    """Read a copy, and refuse one that is no copy of this workbook."""
    content = stored_content(open_file(path))
    try:
        recognise(content, load_catalogue())
    except UserError as refusal:
        raise UserError(f"副本“{path.name}”不能合并，未作任何改动：{refusal}") from None
    for name, title in (
        ("_scheme", "评分方案"),
        (DEPARTMENT.name, DEPARTMENT.title),
        (YEAR.name, YEAR.title),
    ):
        theirs, ours = named_value(content, name), named_value(book, name)
        if theirs != ours:
            raise UserError(
                f"副本“{path.name}”的{title}是“{_as_text(theirs)}”，工作簿是“{_as_text(ours)}”，"
                "不是同一工作簿的副本，未作任何改动：请核对文件。"
            )
    return content


def _as_text(value: object) -> str:
    return format(value, "g") if isinstance(value, float) else str(value or "空")


def _summary(added: Counter[str], taken: Counter[str]) -> str:
    parts = [f"{sheet}新增{count}行" for sheet, count in added.items()]
    parts += [f"{sheet}并入{count}格" for sheet, count in taken.items()]
    return f"{'，'.join(parts)}。" if parts else "没有可并入的新内容，工作簿未改动。"


def _tell_differences(
    target: _Target, names: Sequence[str], differences: Sequence[Difference]
) -> None:
    """Print what a person must decide, and write it beside the workbook."""
    if not differences:
        return
    table = Table(title="未并入的内容", title_justify="left")
    for title in ("位置", "栏目", "工作簿保留", "副本", "说明"):
        table.add_column(title, overflow="fold")
    for each in differences[:SHOWN_DIFFERENCES]:
        offers = "\n".join(f"{name}：{shown(value)}" for name, value in each.offers.items())
        cells = (each.place or each.row, each.column, shown(each.present), offers, each.why)
        table.add_row(*map(escape, cells))
    Console(highlight=False).print(table)
    rest = len(differences) - SHOWN_DIFFERENCES
    if rest > 0:
        print(f"另有{rest}处，见对照表。")
    out = target.book.with_name(f"{target.book.stem}-合并对照.xlsx")
    data = conflict_table("合并对照表", target.book.name, names, differences)
    kept = write_output(out, data, now())
    print(f"共{len(differences)}处未并入，各份内容并列在：{out}")
    if kept is not None:
        print(f"上一次的对照表已另存为 {kept.path}。")

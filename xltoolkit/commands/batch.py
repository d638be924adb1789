"""`xltoolkit batch`: many departments, with progress and a summary."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from xltoolkit.batch.comparison import Comparison, FailedFile
from xltoolkit.batch.model import MEBIBYTE, Row
from xltoolkit.batch.running import BatchReport, BatchSettings, run_batch
from xltoolkit.errors import UserError

FEWEST_MEBIBYTES = 256
SHOWN_LINES = 3


def run(settings: BatchSettings) -> None:
    """Run a batch and print what came of it.

    Raises:
        UserError: nothing could be evaluated; the failures are printed before.
    """
    _refuse_limits(settings)
    console = Console(highlight=False)
    progress = BatchProgress(Console(stderr=True, highlight=False))
    try:
        report = run_batch(settings, progress)
    except KeyboardInterrupt:
        progress.end()
        print("批量评价已停止，已评完的都保留着；再运行一次会接着做。", file=sys.stderr)
        raise
    finally:
        progress.end()
    print_report(console, report)
    if not report.comparison.files:
        raise UserError(f"“{settings.folder}”中没有一个文件能够评价，原因见上。")


def _refuse_limits(settings: BatchSettings) -> None:
    if settings.config.seconds <= 0:
        raise UserError(f"时限“{settings.config.seconds:g}”应大于0秒，请改正 --seconds。")
    if settings.config.memory < FEWEST_MEBIBYTES * MEBIBYTE:
        raise UserError(
            f"内存上限“{settings.config.memory // MEBIBYTE}”太小，评价一个工作簿至少需要"
            f"{FEWEST_MEBIBYTES}MB，请改正 --memory。"
        )
    if settings.workers < 1:
        raise UserError(f"进程数“{settings.workers}”应至少为1，请改正 --workers。")


class RateColumn(TextColumn):
    """How many files are done in a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """Return the rate; a dash until there is one."""
        return Text(f"{task.speed:.1f}个/秒" if task.speed else "–个/秒")


class BatchProgress:
    """The progress bar of a batch, with rate, remaining time and failures."""

    def __init__(self, console: Console) -> None:
        self.bar = Progress(
            TextColumn("评价"),
            BarColumn(),
            MofNCompleteColumn(),
            RateColumn(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}"),
            console=console,
        )
        self._task = self.bar.add_task("", total=None, note="")
        self._failed = 0
        self._reused = 0

    def begin(self, waiting: int, reused: int) -> None:
        """Show the bar, unless nothing is to be done."""
        self._reused = reused
        self.bar.update(self._task, total=waiting, note=self._note())
        if waiting:
            self.bar.start()

    def done(self, row: Row) -> None:
        """Count a file."""
        self._failed += row.failure is not None
        self.bar.update(self._task, advance=1, note=self._note())

    def end(self) -> None:
        """Leave the bar as it is, if it was shown."""
        if self.bar.live.is_started:
            self.bar.stop()

    def _note(self) -> str:
        reused = f"沿用{self._reused}个" if self._reused else ""
        failed = f"[red]未评成{self._failed}个[/red]" if self._failed else ""
        return " ".join(filter(None, (reused, failed)))


def print_report(console: Console, report: BatchReport) -> None:
    """Print what a batch has done, for people."""
    comparison = report.comparison
    failures = comparison.failures
    console.print(
        f"[bold]批量评价完成[/bold]：共{report.evaluated + report.reused}个文件，"
        f"评成{comparison.files}个，未评成{len(failures)}个；"
        f"本次评价{report.evaluated}个，沿用以前结果{report.reused}个。"
    )
    _print_groups(console, comparison)
    for sentence in (*report.notes, *comparison.warnings):
        console.print(f"[yellow]注意[/yellow]：{escape(sentence)}", soft_wrap=True)
    if failures:
        console.print(f"\n[bold]未评成的文件[/bold]（{len(failures)}个）")
        for failure in failures:
            console.print(_failure(failure), soft_wrap=True)
    console.print("\n[bold]结果[/bold]")
    for path in report.results:
        console.print(f"  {escape(str(path))}", soft_wrap=True)


def _print_groups(console: Console, comparison: Comparison) -> None:
    for group in comparison.groups:
        grades = "、".join(f"{name}{count}" for name, count in group.grades)
        ranked = (
            f"，参加排名{len(group.ranking)}个（{grades}）" if group.ranking else "，都未全部评分"
        )
        repeated = f"，另有{len(group.repeated)}个重复的文件不计" if group.repeated else ""
        line = f"  {escape(group.title)}：{group.size}个部门{ranked}{repeated}"
        console.print(line, soft_wrap=True)


def _failure(failure: FailedFile) -> str:
    """Write a failure; of a case file with many mistakes, the first lines."""
    lines = failure.reason.splitlines()
    if len(lines) > SHOWN_LINES:
        lines = [*lines[:SHOWN_LINES], f"……另有{len(lines) - SHOWN_LINES}处，见对比工作簿。"]
    reason = "\n    ".join(lines)
    return f"  [red]{failure.kind}[/red] {escape(failure.file)}：{escape(reason)}"

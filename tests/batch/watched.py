"""A batch that is run in this process, and what its watcher heard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from xltoolkit.batch.comparison import Comparison
from xltoolkit.batch.model import Row, TaskConfig
from xltoolkit.batch.running import BatchReport, BatchSettings, run_batch

NOW = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)


class Watched:
    """Runs batches in this process's pool and remembers what the watcher heard."""

    def __init__(self, folder: Path, out: Path, config: TaskConfig) -> None:
        self.settings = BatchSettings(folder, out, config, workers=2)
        self.begun = (0, 0)
        self.rows: list[Row] = []

    def begin(self, waiting: int, reused: int) -> None:
        self.begun = (waiting, reused)
        self.rows = []

    def done(self, row: Row) -> None:
        self.rows.append(row)

    def run(self) -> BatchReport:
        return run_batch(self.settings, self)


def files_of(comparison: Comparison) -> set[str]:
    """Return the files with a result."""
    return {
        file
        for group in comparison.groups
        for file in (
            *(each.file for each in group.ranking),
            *(each.file for each in group.unranked),
        )
    }

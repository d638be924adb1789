"""Lock files that cannot exist."""

from pathlib import Path

from xltoolkit.hosts.file.locks import refuse_locked


def test_a_name_too_long_for_a_lock_file_beside_it_is_not_locked(tmp_path: Path) -> None:
    book = tmp_path / f"{'长' * 82}.xlsx"
    book.touch()

    refuse_locked(book)  # raises nothing

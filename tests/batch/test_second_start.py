"""A second start does only what changed, and whatever ended the first one, it goes on."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.batch.tasks import CRASH, crashing
from tests.batch.watched import NOW, Watched, files_of
from xltoolkit.batch import running, store
from xltoolkit.batch.sources import find_sources
from xltoolkit.errors import UserError

pytestmark = pytest.mark.usefixtures("at_once")


def results(watched: Watched) -> dict[str, bytes]:
    """Return the tables and the page; the workbook carries the time of its packing."""
    out = watched.settings.out
    return {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if path.is_file() and path.suffix != ".xlsx"
    }


def counted(watched: Watched) -> tuple[int, int]:
    report = watched.run()
    assert len(watched.rows) == report.evaluated
    assert watched.begun == (report.evaluated, report.reused)
    return report.evaluated, report.reused


def test_what_has_not_changed_is_not_evaluated_again(watched: Watched) -> None:
    assert counted(watched) == (4, 0)
    first = results(watched)
    assert len(first) == 7
    assert counted(watched) == (0, 4)
    assert results(watched) == first


def test_a_changed_file_a_new_one_and_one_that_is_gone(watched: Watched) -> None:
    counted(watched)
    files = sorted(watched.settings.folder.iterdir())
    changed, gone, renamed = files[0], files[1], files[2]
    changed.write_bytes(gone.read_bytes())
    gone.unlink()
    renamed.rename(renamed.with_name("改名.xlsx"))

    report = watched.run()

    assert (report.evaluated, report.reused) == (2, 1)
    assert files_of(report.comparison) == {path.name for path in watched.settings.folder.iterdir()}


def test_other_rules_evaluate_everything_anew(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(watched)
    monkeypatch.setattr(running, "loaded_rule_set_id", lambda: "2.0-other")
    assert counted(watched) == (4, 0)


def test_a_refusal_stands_and_a_crash_is_tried_again(watched: Watched) -> None:
    folder = watched.settings.folder
    (folder / "拒绝.xlsx").write_bytes(b"no workbook")
    (folder / "崩溃.xlsx").write_bytes(CRASH)
    watched.settings = replace(watched.settings, task=crashing)
    assert counted(watched) == (6, 0)
    assert counted(watched) == (1, 5)


def test_writing_into_the_workbooks_is_done_once(watched: Watched) -> None:
    counted(watched)
    config = replace(watched.settings.config, write=True)
    watched.settings = replace(watched.settings, config=config)
    # The case file is only read, so its result stands.
    assert counted(watched) == (3, 1)
    assert counted(watched) == (0, 4)
    watched.settings = replace(watched.settings, config=replace(config, write=False))
    assert counted(watched) == (0, 4)


def test_a_damaged_record_is_put_aside_and_all_is_done_anew(watched: Watched) -> None:
    counted(watched)
    record = watched.settings.out / store.FOLDER / store.FILE
    record.write_bytes(b"no database at all" * 1000)
    report = watched.run()
    assert report.evaluated == 4
    assert report.notes == (
        "以前的评价记录已损坏，全部重新评价；损坏的文件另存为.xltoolkit中的“batch.damaged.sqlite”。",
    )
    assert record.with_name(store.ASIDE).read_bytes().startswith(b"no database")


def test_a_record_damaged_on_a_late_page_is_put_aside_too(watched: Watched) -> None:
    counted(watched)
    record = watched.settings.out / store.FOLDER / store.FILE
    sound = record.read_bytes()
    assert len(sound) > 3 * 4096
    put_aside = 0
    for page in range(1, len(sound) // 4096):
        damaged = bytearray(sound)
        for at in range(page * 4096, page * 4096 + 200):
            damaged[at] ^= 0xFF
        record.write_bytes(bytes(damaged))
        record.with_name(store.ASIDE).unlink(missing_ok=True)
        report = watched.run()
        assert report.evaluated + report.reused == 4
        assert report.comparison.files == 4
        if report.notes and "已损坏" in report.notes[0]:
            put_aside += 1
            assert report.evaluated == 4
            assert record.with_name(store.ASIDE).read_bytes() == bytes(damaged)
    assert put_aside > 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rows SET name = CAST(x'ff' AS TEXT)",
        "ALTER TABLE rows RENAME COLUMN digest TO other",
        "DROP TABLE rows",
    ],
)
def test_a_record_with_other_contents_is_no_traceback(watched: Watched, statement: str) -> None:
    counted(watched)
    record = watched.settings.out / store.FOLDER / store.FILE
    connection = sqlite3.connect(record)
    with connection:
        connection.execute(
            f"{statement} " + ("WHERE name LIKE '%1.xlsx'" if "SET" in statement else "")
        )
    connection.close()
    assert watched.run().comparison.files == 4
    assert counted(watched) == (0, 4)


def test_a_record_that_is_damaged_meanwhile_ends_in_a_sentence(watched: Watched) -> None:
    watched.settings.out.mkdir()
    damaged = sqlite3.DatabaseError("database disk image is malformed")
    damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    with pytest.raises(UserError, match="评价记录在评价途中损坏"), store._in_words():
        raise damaged


def test_a_row_of_another_shape_is_evaluated_anew(watched: Watched) -> None:
    counted(watched)
    record = watched.settings.out / store.FOLDER / store.FILE
    connection = sqlite3.connect(record)
    with connection:
        connection.execute("UPDATE rows SET row = x'00' WHERE name LIKE '%00001.xlsx'")
    connection.close()
    assert counted(watched) == (1, 3)


def test_two_batches_do_not_write_into_one_folder(watched: Watched) -> None:
    watched.settings.out.mkdir()
    with (
        store.open_store(watched.settings.out, "rules"),
        pytest.raises(UserError, match="结果文件夹正被另一个批量评价使用"),
    ):
        watched.run()


def test_results_may_lie_below_the_files_or_above_and_are_not_evaluated(watched: Watched) -> None:
    folder = watched.settings.folder
    names = {source.name for source in find_sources(folder, folder / "结果")}
    for out in (folder / "结果", folder / "下级" / "结果", folder.parent):
        watched.settings = replace(watched.settings, out=out)
        report = watched.run()
        assert any("不参加评价" in note for note in report.notes) is (out != folder.parent)
        assert {source.name for source in find_sources(folder, out)} == names
        assert watched.run().evaluated == 0


def test_results_do_not_go_among_the_files(watched: Watched) -> None:
    folder = watched.settings.folder
    before = sorted(path.name for path in folder.iterdir())
    (folder.parent / "链接").symlink_to(folder)
    for out in (folder, folder / "下级" / "..", folder.parent / "链接"):
        watched.settings = replace(watched.settings, out=out)
        with pytest.raises(UserError, match="就是被评价的文件夹"):
            watched.run()
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_start_without_news_leaves_every_file_alone(watched: Watched) -> None:
    watched.run()
    out = watched.settings.out
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in out.glob("*.*")
        if path.is_file()
    }
    config = replace(watched.settings.config, now=NOW + timedelta(days=1))
    watched.settings = replace(watched.settings, config=config)
    report = watched.run()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert "结果文件未改动" in report.notes[-1]

    (out / "对比.html").unlink()
    (out / "对比.xlsx").write_bytes(b"damaged")
    assert watched.run().notes == ()
    assert (out / "对比.html").exists()
    assert (out / "对比.xlsx").read_bytes() != b"damaged"


def test_news_are_written(watched: Watched) -> None:
    watched.run()
    before = (watched.settings.out / "对比.xlsx").read_bytes()
    next(watched.settings.folder.glob("*.xlsx")).unlink()
    watched.run()
    assert (watched.settings.out / "对比.xlsx").read_bytes() != before


def test_hidden_files_and_those_of_open_programs_are_left_out(watched: Watched) -> None:
    folder = watched.settings.folder
    for name in (".隐藏.xlsx", "~$虚构部门00001.xlsx", ".~lock.虚构部门00001.xlsx#", "说明.docx"):
        (folder / name).write_bytes(b"x")
    (folder / ".xltoolkit").mkdir()
    (folder / ".xltoolkit" / "旧.xlsx").write_bytes(b"x")
    (folder / "下级").mkdir()
    (folder / "下级" / "甲.YAML").write_bytes(b"x")
    (folder / "夹.xlsx").mkdir()
    found = {source.name for source in find_sources(folder, Path("elsewhere"))}
    assert found - {path.name for path in folder.glob("虚构*")} == {"下级/甲.YAML"}


def test_an_empty_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="中没有可评价的文件"):
        find_sources(tmp_path, tmp_path / "out")
    with pytest.raises(UserError, match="找不到文件夹"):
        find_sources(tmp_path / "没有", tmp_path / "out")

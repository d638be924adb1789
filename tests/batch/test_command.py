"""`xltoolkit batch` as users run it: what it prints, what it leaves, and its exit codes."""

import shutil
from pathlib import Path

from tests.support.command_line import command


def test_a_batch_with_failures_prints_them_and_is_done(folder: Path) -> None:
    (folder / "=坏.xlsx").write_bytes("部门,金额\n".encode())
    shutil.copy(next(folder.glob("*.yaml")), folder / "同一部门.yaml")

    answer = command("batch", "部门", "-o", "结果", folder=folder.parent)

    assert answer.code == 0, answer.problems
    lines = answer.output.splitlines()
    assert lines[0] == (
        "批量评价完成：共6个文件，评成5个，未评成1个；本次评价6个，沿用以前结果0个。"
    )
    assert lines[1].startswith("  2023年度·示范方案（自拟，非官方）·five_heads第1.0版：4个部门")
    assert "另有1个重复的文件不计" in lines[1]
    assert any("都标注“重复”" in line for line in lines)
    (failure,) = [line for line in lines if "不能评价" in line]
    assert failure.startswith("  不能评价 =坏.xlsx：文件内容是纯文本")
    assert sorted(path.name for path in (folder.parent / "结果").iterdir()) == [
        ".xltoolkit",
        *(
            f"{table}.parquet"
            for table in ("departments", "failures", "heads", "issues", "rates", "scores")
        ),
        "对比.html",
        "对比.xlsx",
    ]
    assert "评价 " in answer.problems  # the progress is no part of the answer


def test_a_folder_in_which_nothing_can_be_evaluated_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "部门").mkdir()
    (tmp_path / "部门" / "坏.xlsx").write_bytes(b"x")

    answer = command("batch", "部门", "-o", "结果", folder=tmp_path)

    assert answer.code == 1
    assert "不能评价 坏.xlsx：" in answer.output
    assert answer.problems.endswith("“部门”中没有一个文件能够评价，原因见上。\n")

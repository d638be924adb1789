"""A folder with workbooks as users have them."""

from pathlib import Path

import openpyxl
import pytest

from tests.support.judged_books import CASE, judged_book
from xltoolkit.commands.new_book import template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the files that refusals.yaml lists."""
    (tmp_path / "评价.xlsx").write_bytes(judged_book(CASE))
    for name in ("空.xlsx", "锁.xlsx"):
        (tmp_path / name).write_bytes(template("five_heads"))
    (tmp_path / ".~lock.锁.xlsx#").write_text("张三,zs,,,;", encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "外来.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(judged_book(CASE)[:-2000])
    (tmp_path / "数据.txt").write_text("项目,数\n决算支出,1\n", encoding="utf-8")
    (tmp_path / "夹").mkdir()
    case = Path(__file__).parents[2] / "seeds" / "sample_department.yaml"
    (tmp_path / "案例.yaml").write_bytes(case.read_bytes())
    return tmp_path

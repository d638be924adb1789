"""What our engine cannot take although other programs open it: the place and the remedy."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.books import filled_book
from tests.support.judged_books import CASE, NOW, new_book
from xltoolkit.errors import UserError


def with_parts_changed(book: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a package whose parts another program has written otherwise."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return changed.getvalue()


def strict(name: str, part: bytes) -> bytes:
    """Write a part in the strict form of Open XML."""
    if not name.endswith((".xml", ".rels")):
        return part
    return part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def spilled(_name: str, part: bytes) -> bytes:
    """Put an error value of newer programs into an input cell."""
    value = b'<c r="E6" s="'
    if value not in part or b"2823.84" not in part:
        return part
    before, _, rest = part.partition(value)
    style, _, behind = rest.partition(b'"')
    return before + value + style + b'" t="e"><v>#SPILL!</v></c>' + behind.partition(b"</c>")[2]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            strict,
            (
                "工作簿存成了“Strict Open XML”格式，不能计算：请在Excel中另存为"
                "“Excel 工作簿（*.xlsx）”后再试。"
            ),
        ),
        (
            spilled,
            (
                "基础数据!E6的“#SPILL!”是本工具不认识的错误值，不能计算："
                "请改正或清空该格的公式，保存后再试。"
            ),
        ),
    ],
)
def test_the_place_and_the_remedy_are_named(
    tmp_path: Path, change: Callable[[str, bytes], bytes], sentence: str
) -> None:
    content = with_parts_changed(filled_book(CASE), change)
    assert content != filled_book(CASE)
    book = new_book(tmp_path, content)

    with pytest.raises(UserError) as refusal:
        book.run(NOW)

    assert str(refusal.value) == sentence
    assert book.path.read_bytes() == content

"""Tell the formats of a file apart by its content, never by its name."""

from __future__ import annotations

from xltoolkit.hosts.file.limits import UnsafeWorkbook

ZIP_ENTRY = b"PK\x03\x04"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SAVE_AS = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再试"

# The streams of an OLE2 compound file carry their names in UTF-16, whole and in one place.
_COMPOUND_STREAMS = (
    (
        "EncryptedPackage",
        "文件已用密码加密，无法读取：请在 Excel 中打开，取消“用密码进行加密”并保存后再试。",
    ),
    ("Workbook", f"文件是旧版 .xls 格式，扩展名改成 .xlsx 也不能读取：{_SAVE_AS}。"),
    ("Book", f"文件是旧版 .xls 格式，扩展名改成 .xlsx 也不能读取：{_SAVE_AS}。"),
    ("WordDocument", "文件是 Word 文档（.doc），不是工作簿：请选择 .xlsx 或 .xlsm 文件。"),
    ("PowerPoint Document", "文件是演示文稿（.ppt），不是工作簿：请选择 .xlsx 或 .xlsm 文件。"),
)

_SIGNATURES = (
    (b"%PDF", "文件是 PDF，不是工作簿：请选择 .xlsx 或 .xlsm 文件。"),
    (b"Rar!", "文件是 RAR 压缩包，不是工作簿：请解压后选择其中的 .xlsx 或 .xlsm 文件。"),
    (b"7z\xbc\xaf", "文件是 7z 压缩包，不是工作簿：请解压后选择其中的 .xlsx 或 .xlsm 文件。"),
    (b"\x1f\x8b", "文件是 gzip 压缩包，不是工作簿：请解压后选择其中的 .xlsx 或 .xlsm 文件。"),
    (b"PK\x05\x06", "文件是空的压缩包，里面没有工作簿：请重新取得该文件。"),
)

_TEXT_MARKS = (
    (("urn:schemas-microsoft-com:office:spreadsheet",), "XML 表格 2003"),
    (("<html", "<!doctype html", "<table", "mime-version:"), "网页（HTML）"),
)

_TEXT_SAMPLE_BYTES = 4096


def require_zip(data: bytes) -> None:
    """Refuse whatever is no zip file, in a sentence that says what it is instead.

    Args:
        data: The whole file.

    Raises:
        UnsafeWorkbook: Empty, an OLE2 file (old .xls, encrypted), a text, another format.
    """
    if data.startswith(ZIP_ENTRY):
        return
    if not data:
        raise UnsafeWorkbook("文件是空的（0 字节）：请重新取得该文件，或从备份中恢复。")
    if data.startswith(COMPOUND_FILE):
        raise UnsafeWorkbook(_compound_sentence(data))
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise UnsafeWorkbook(sentence)
    kind = _text_kind(data[:_TEXT_SAMPLE_BYTES])
    if kind is not None:
        raise UnsafeWorkbook(f"文件内容是{kind}，不是 Excel 工作簿：{_SAVE_AS}。")
    raise UnsafeWorkbook("文件不是 Excel 工作簿，或已损坏：请重新取得 .xlsx 或 .xlsm 文件。")


def _compound_sentence(data: bytes) -> str:
    for stream, sentence in _COMPOUND_STREAMS:
        if stream.encode("utf-16-le") in data:
            return sentence
    return f"文件是旧版 Office 复合文档，不是 .xlsx 或 .xlsm：{_SAVE_AS}。"


def _text_kind(sample: bytes) -> str | None:
    """Name the kind of text that the sample is, or None when it is no text."""
    text = _decoded(sample)
    if text is None:
        return None
    lower = text.lstrip("\ufeff \t\r\n").lower()
    for marks, kind in _TEXT_MARKS:
        if any(mark in lower for mark in marks):
            return kind
    return "纯文本（如 CSV）"


def _decoded(sample: bytes) -> str | None:
    encoding = "utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"
    for candidate in ("utf-8", encoding):
        # A sample may end in the middle of a character: its last bytes are not judged.
        text = sample.decode(candidate, errors="ignore")
        lost = len(sample) - len(text.encode(candidate, errors="ignore"))
        printable = all(
            character.isprintable() or character in "\t\r\n\ufeff" for character in text
        )
        if text and printable and lost <= len("\ufeff".encode()):
            return text
    return None


def refuse_other_archive(names: frozenset[str], mimetype: bytes) -> None:
    """Refuse zip files of other programs, in a sentence that names the format.

    Args:
        names: Entry names in lower case.
        mimetype: Content of the entry `mimetype`, empty when there is none.

    Raises:
        UnsafeWorkbook: OpenDocument, .xlsb, Word, PowerPoint, or an archive of anything else.
    """
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise UnsafeWorkbook(f"文件是 OpenDocument 表格（.ods）：{_SAVE_AS}。")
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise UnsafeWorkbook("文件是 OpenDocument 文档，不是工作簿：请选择 .xlsx 或 .xlsm 文件。")
    if "xl/workbook.bin" in names:
        raise UnsafeWorkbook(f"文件是二进制工作簿（.xlsb）：{_SAVE_AS}。")
    if "[content_types].xml" not in names:
        raise UnsafeWorkbook(
            "文件是压缩包但不是工作簿（缺少 [Content_Types].xml）：请解压后选择其中的 .xlsx 或 .xlsm 文件。"
        )
    for folder, kind in (("word/", "Word 文档（.docx）"), ("ppt/", "演示文稿（.pptx）")):
        if any(name.startswith(folder) for name in names) and not _has_workbook(names):
            raise UnsafeWorkbook(f"文件是{kind}，不是工作簿：请选择 .xlsx 或 .xlsm 文件。")


def _has_workbook(names: frozenset[str]) -> bool:
    return any(name.endswith("workbook.xml") for name in names)

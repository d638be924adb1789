"""`xltoolkit new`: an empty workbook of a scheme, of the catalogue or of one's own."""

from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session, stored_content
from xltoolkit.workbook.layout.cover import YEAR
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.template_files import template_path

MACROS = ".xlsm"
BOOK_SUFFIXES = (".xlsx", MACROS)
SCHEME_SUFFIXES = (".yaml", ".yml", ".xlsx")


def new(book: Path, scheme: str, year: int | None, source: Path | None) -> None:
    """Write an empty workbook, or one with macros and all that stands in `source`.

    A draft says that it is one.

    Raises:
        UserError: the file exists already, has another ending, or there is no such scheme, or
            none that is in force in the year; the source is no workbook of ours, or has macros.
    """
    suffix = book.suffix.lower()
    if suffix not in BOOK_SUFFIXES:
        raise UserError(
            f"文件名“{book.name}”应以 .xlsx 结尾，带函数和按钮的以 .xlsm 结尾，请改名后再试。"
        )
    _refuse_existing(book)
    if source is not None:
        save(book, _with_macros_added(book, source))
        print(f"已新建：{book}")
        return
    wanted = chosen_scheme(scheme, year)
    empty = _of_year(book_of(wanted), year)
    save(book, with_macros(empty) if suffix == MACROS else empty)
    print(f"已新建：{book}（方案：{wanted.name}，第{wanted.version}版）")
    if wanted.is_draft:
        print(draft_warning(wanted))


def new_native(book: Path, scheme: str, year: int | None) -> None:
    """Write an empty workbook that needs no add-in: its formulas are the programs' own.

    Raises:
        UserError: as `new`.
    """
    if book.suffix.lower() != ".xlsx":
        raise UserError(f"内置公式版不带宏，文件名“{book.name}”应以 .xlsx 结尾，请改名后再试。")
    _refuse_existing(book)
    from xltoolkit.hosts.file.native import native_workbook  # noqa: PLC0415  # seldom needed

    wanted = chosen_scheme(scheme, year)
    made = native_workbook(_of_year(book_of(wanted), year))
    save(book, made.book)
    print(f"已新建：{book}（内置公式版，{made.rewritten}处公式已改用内置函数）")
    for place in made.kept:
        print(f"{place}没有对应的内置函数，保留数值，不随数据变化。")
    if wanted.is_draft:
        print(draft_warning(wanted))


def _of_year(book: bytes, year: int | None) -> bytes:
    """Return a workbook with the year on its cover, where one was named."""
    if year is None:
        return book
    session = Session(open_package(book))
    place = locate_cell(session.content(), YEAR)
    session.write({place.sheet: {place.address: float(year)}})
    session.store_results()
    return session.to_bytes()


def _refuse_existing(book: Path) -> None:
    if book.exists():
        raise UserError(f"“{book}”已存在，为免覆盖已填内容未写入，请换一个文件名。")


def _with_macros_added(book: Path, source: Path) -> bytes:
    if book.suffix.lower() != MACROS:
        raise UserError(
            f"--from 用来给已填的工作簿加上函数和按钮，新文件“{book.name}”须以 .xlsm 结尾，"
            "请改名后再试。"
        )
    package = open_file(source)
    recognise(stored_content(package), load_catalogue())
    return with_macros(package.to_bytes())


def template(scheme: str) -> bytes:
    """Return the built template of a scheme."""
    return template_path(load_catalogue().scheme(scheme)).read_bytes()


def template_with_macros(scheme: str) -> bytes:
    """Return the template of a scheme with functions and buttons for Excel."""
    return with_macros(template(scheme))


def with_macros(workbook: bytes) -> bytes:
    """Return a workbook with functions and buttons for Excel.

    They are added now: what reaches Python must be of the version of the installed xlwings.
    """
    from xltoolkit.hosts.excel.bundle import macro_workbook  # noqa: PLC0415  # for few commands

    return macro_workbook(workbook)


def chosen_scheme(scheme: str, year: int | None) -> Scheme:
    """Return a scheme of the catalogue by id and year, or that of a file.

    Raises:
        UserError: when there is none, when its file has problems, or when it is not in force.
    """
    path = Path(scheme)
    if path.suffix.lower() not in SCHEME_SUFFIXES:
        return load_catalogue().scheme(scheme, year=year)
    from xltoolkit.commands.scheme_files import read_scheme_file  # noqa: PLC0415  # brings pydantic

    own = read_scheme_file(path)
    if year is not None and not own.holds_in(year):
        raise UserError(f"方案文件“{path}”不适用于{year}年度，请改正其中的施行日期或年度。")
    return own if year is None else own.as_of(year)


def book_of(scheme: Scheme) -> bytes:
    """Return the empty workbook of a scheme: as built, or built now where it is another one."""
    catalogue = load_catalogue()
    if scheme in catalogue.schemes and scheme == catalogue.scheme(scheme.id):
        return template_path(scheme).read_bytes()
    from xltoolkit.commands.templates import built_template  # noqa: PLC0415  # brings the builder

    return built_template(scheme)


def draft_warning(scheme: Scheme) -> str:
    """Say in one sentence what a draft lacks."""
    rows = scheme.unsupported
    points = sum(row.points for row in rows)
    return (
        f"注意：该方案是草稿，{len(rows)}项指标（{points:g}分）未经核实或评分标准待补，"
        "得分只供试算，不能作为正式评价依据。"
    )

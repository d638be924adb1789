"""`xltoolkit schemes new` and `import`: a scheme of one's own, as YAML or as a workbook."""

from dataclasses import replace
from pathlib import Path

from udfs import FUNCTIONS
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.lint import lint_scheme
from xltoolkit.catalogue.load import Loaded, load_scheme, resolved
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.saving import save
from xltoolkit.imports.scheme_data import to_yaml
from xltoolkit.imports.scheme_reading import read_scheme_sheets
from xltoolkit.imports.scheme_writing import scheme_workbook
from xltoolkit.strict_yaml import Source, SourceError

YAML_SUFFIXES = (".yaml", ".yml")
BOOK_SUFFIX = ".xlsx"


def new_scheme(file: Path, origin: str, name: str) -> None:
    """Write a copy of a scheme as a file that one may edit.

    Raises:
        UserError: the file exists, has another ending, or there is no such scheme.
    """
    _refuse_existing(file)
    copy = own_copy(load_catalogue().scheme(origin), file.stem, name)
    if file.suffix.lower() in YAML_SUFFIXES:
        save(file, to_yaml(copy).encode("utf-8"))
    elif file.suffix.lower() == BOOK_SUFFIX:
        functions = [(name, function.help.zh) for name, function in FUNCTIONS.items()]
        save(file, scheme_workbook(copy, load_catalogue(), functions))
    else:
        raise UserError(f"文件名“{file.name}”应以 .yaml 或 .xlsx 结尾，请改名后再试。")
    print(f"已新建方案文件：{file}（复制自“{origin}”）")
    print(
        f"改好后检查：xltoolkit schemes lint {file}；按它新建工作簿：xltoolkit new 工作簿.xlsx --scheme {file}"
    )


def own_copy(scheme: Scheme, identifier: str, name: str) -> Scheme:
    """Return a copy that claims nothing: one's own, with the marks of its rows kept."""
    note = f"复制自“{scheme.id}”第{scheme.version}版（{scheme.name}）"
    return replace(
        scheme,
        id=identifier,
        version="1.0",
        name=name or f"{identifier}（自设方案，非官方）",
        source=SourceMark("own", note=note),
        coverage="",
    )


def import_scheme(book: Path, file: Path) -> bool:
    """Turn an edited workbook into a YAML file; print its problems and return True if any."""
    _refuse_existing(file)
    if file.suffix.lower() not in YAML_SUFFIXES:
        raise UserError(f"文件名“{file.name}”应以 .yaml 结尾，请改名后再试。")
    loaded = load_scheme_file(book)
    problems = lint_scheme(loaded, load_catalogue().quantities_by_id())
    for problem in problems:
        print(problem)
    if problems:
        print(f"发现{len(problems)}处问题，没有写出方案文件，请改正后再导入。")
        return True
    save(file, to_yaml(loaded.content).encode("utf-8"))
    print(f"已写出方案文件：{file}")
    return False


def load_scheme_file(path: Path) -> Loaded[Scheme]:
    """Read a scheme of one's own with the line of every entry, from YAML or from a workbook.

    Raises:
        UserError: the file is not there or cannot be read; with a line for every mistake.
    """
    if path.suffix.lower() != BOOK_SUFFIX:
        return load_scheme(path)
    if not path.exists():
        raise UserError(f"找不到方案文件“{path}”，请检查文件名和所在文件夹。")
    source: Source = read_scheme_sheets(open_file(path).to_bytes(), path.name)
    return resolved(Loaded(source, source.build(Scheme)), load_catalogue().rates)


def read_scheme_file(path: Path) -> Scheme:
    """Return a scheme of one's own that is free of problems.

    Raises:
        UserError: with a line for every problem.
    """
    loaded = load_scheme_file(path)
    problems = lint_scheme(loaded, load_catalogue().quantities_by_id())
    if problems:
        raise SourceError(problems)
    return loaded.content


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise UserError(f"“{file}”已存在，为免覆盖未写入，请换一个文件名。")

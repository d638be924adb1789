"""What no file of the project may hold: a place on somebody's machine, a registry, a case."""

import subprocess
from pathlib import Path

import pytest

from tests.repository.source_files import ROOT

# Put together here, so that this file does not hold them either.
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("work", "tmp", "root", "home", "Users"))
REGISTRIES = tuple(
    f"{name}.{domain}"
    for name, domain in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("deb.debian", "org"),
    )
)

CASE_NAMES = (
    "行政审批",
    "政务热线",
    "政务服务中心",
    "领导接听日",
    "小呼中心",
    "话务员",
    "植物租摆",
    "12345",
    "12366",
)
CASE_FIGURES = (
    *("3284.93", "1955.15", "3109.67", "1252.27", "1857.4", "2823.84", "1196.9", "1626.94"),
    *("33.98", "29.58", "954.09", "932.25", "311.09", "67.83", "243.26", "461.09", "2166.63"),
    *("90.81", "87.05", "87.59", "97.71", "21.28", "96.84", "66.49", "58.47", "93.74", "80.16"),
    *("3839.69", "1524.49", "1118.3", "88.92"),
)
CITY = "长沙"
# A local scheme and a local regulation carry the name of the place where they are in force.
LOCAL_LAW = ("xltoolkit/catalogue/regulations.yaml", "xltoolkit/catalogue/schemes/")

LOCKS = ("requirements.lock", "requirements-dev.lock")
ALL_LOCKS = (*LOCKS, "requirements-windows.lock")
ADDRESS_MARKS = (
    "://",
    "file:/",
    "--index",
    "--extra-index",
    "--find-links",
    "--trusted-host",
    " @ ",
)

READMES = ("README.md", "README.zh-CN.md")


def project_files() -> list[Path]:
    """Return the files that git tracks, and new ones that it does not ignore."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = [name for name in listing.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def text_of(file: Path) -> str:
    """Return the text of a file; what is no text, such as a picture, has none."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def places_with(wanted: str, files: list[Path]) -> list[str]:
    """Return "file:line" wherever the wanted text stands as a word of its own."""
    return [
        f"{file.relative_to(ROOT).as_posix()}:{number}"
        for file in files
        for number, line in enumerate(text_of(file).splitlines(), start=1)
        if holds(line, wanted)
    ]


def holds(line: str, wanted: str) -> bool:
    """Whether a line holds the wanted text as a word of its own.

    A figure inside a longer figure, and a folder in the middle of a longer path, are others.
    """
    start = line.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before, after = line[start - 1 : start], line[end : end + 1]
        if not (_continues_a_word(before, wanted[0]) or _continues_a_word(wanted[-1], after)):
            return True
        start = line.find(wanted, start + 1)
    return False


def _continues_a_word(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one number, or one path."""
    if right == "/":
        return left.isascii() and (left.isalnum() or left in tuple("._-~*})"))
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def source_files() -> list[Path]:
    return [
        file
        for file in project_files()
        if file.relative_to(ROOT).parts[0] in ("udfs", "xltoolkit", "workbook_templates")
    ]


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_file_names_a_place_on_a_machine(path: str) -> None:
    assert places_with(path, project_files()) == []


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_package_registry(host: str) -> None:
    assert places_with(host, project_files()) == []


@pytest.mark.parametrize("wanted", [*CASE_NAMES, *CASE_FIGURES])
def test_the_tool_knows_nothing_of_the_case_of_2022(wanted: str) -> None:
    assert places_with(wanted, source_files()) == []


def test_the_city_of_the_case_stands_only_in_local_law() -> None:
    files = [
        file
        for file in source_files()
        if not file.relative_to(ROOT).as_posix().startswith(LOCAL_LAW)
    ]
    assert places_with(CITY, files) == []


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    lines = text_of(ROOT / lock).splitlines()
    assert [line for line in lines if any(mark in line for mark in ADDRESS_MARKS)] == []


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_a_lock_pins_every_package_with_hashes(lock: str) -> None:
    lines = [line for line in text_of(ROOT / lock).splitlines() if line and line[0] not in " #"]
    assert lines
    assert [line for line in lines if "==" not in line or not line.endswith("\\")] == []


def test_what_is_tested_is_what_is_run() -> None:
    run, developed = (
        {line for line in text_of(ROOT / lock).splitlines() if line.endswith("\\") and "==" in line}
        for lock in LOCKS
    )
    assert run <= developed


def test_the_two_readmes_are_in_step() -> None:
    english, chinese = (outline_of(ROOT / name) for name in READMES)
    assert english == chinese


def outline_of(page: Path) -> list[str]:
    """Return the level of each heading and the language of each code block, in their order."""
    outline: list[str] = []
    in_code = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            in_code = not in_code
            if in_code:
                outline.append(line)
        elif line.startswith("#") and not in_code:
            outline.append(line.split(" ")[0])
    return outline


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("cd /" + "tmp/x", "/" + "tmp/"),
        ("'/" + "root/.config'", "/" + "root/"),
        ("决算支出2823.84万元", "2823.84"),
        ("rate: 90.81%", "90.81"),
    ],
)
def test_a_forbidden_text_is_noticed(line: str, wanted: str) -> None:
    assert holds(line, wanted)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("xl/" + "tmp/part.xml", "/" + "tmp/"),
        ("12823.84", "2823.84"),
        ("sha256:a12345b", "12345"),
    ],
)
def test_a_part_of_something_longer_is_another_thing(line: str, wanted: str) -> None:
    assert not holds(line, wanted)

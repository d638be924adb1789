"""The installation package: complete, for Windows, the same every time, and honest in its texts."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel import windows_bundle
from xltoolkit.hosts.excel.windows_bundle import (
    EXAMPLE,
    INSTRUCTIONS,
    TOP,
    Parts,
    bundle_windows,
    collect_wheels,
    needed_packages,
)
from xltoolkit.resources import PACKAGE

BOOK = "评价.xlsm"
PARTS = Parts(addin=b"add-in", books={BOOK: b"workbook"})
REGISTRIES = tuple(f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org")))


def downloaded(folder: Path) -> None:
    """Play pip: an empty wheel for everything that is needed."""
    for name in needed_packages():
        kind = "py3-none-any" if name != "pywin32" else "cp311-cp311-win_amd64"
        (folder / f"{name}-1.0-{kind}.whl").write_bytes(name.encode())


def entries(out: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(out) as archive:
        return {
            name.removeprefix(f"{TOP}/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith(f"{TOP}/")
        }


@pytest.fixture
def built(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a package."""
    out = tmp_path / "包.zip"
    bundle_windows(out, PARTS, downloaded)
    return entries(out)


def test_the_package_holds_everything(built: dict[str, bytes]) -> None:
    assert {"install.cmd", "uninstall.cmd", "install.py", INSTRUCTIONS} <= set(built)
    assert built["xltoolkit.xlam"] == PARTS.addin
    assert built[f"templates/{BOOK}"] == b"workbook"
    assert {"templates/five_heads.xlsx", f"templates/{EXAMPLE}"} <= set(built)
    wheels = {name.split("-")[0] for name in built if name.startswith("wheels/")}
    assert {
        f"wheels/{name}" for name in ("pywin32", "colorama", "xlwings", "pip", "xltoolkit")
    } <= wheels


def test_two_packages_of_the_same_wheels_are_the_same(tmp_path: Path) -> None:
    def in_another_order(folder: Path) -> None:
        for name in reversed(needed_packages()):
            kind = "py3-none-any" if name != "pywin32" else "cp311-cp311-win_amd64"
            (folder / f"{name}-1.0-{kind}.whl").write_bytes(name.encode())

    bundle_windows(tmp_path / "a.zip", PARTS, downloaded)
    bundle_windows(tmp_path / "b.zip", PARTS, in_another_order)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("script", ["install.cmd", "uninstall.cmd"])
def test_batch_files_are_ascii_with_the_lines_of_windows(
    built: dict[str, bytes], script: str
) -> None:
    lines = built[script].decode("ascii").split("\n")
    assert all(line.endswith("\r") for line in lines[:-1])
    assert lines[0] == "@echo off\r"
    assert lines[-1] == ""


@pytest.mark.parametrize("script", ["install.cmd", "uninstall.cmd"])
def test_batch_files_jump_only_to_labels_that_they_have(
    built: dict[str, bytes], script: str
) -> None:
    lines = [line.strip() for line in built[script].decode("ascii").splitlines()]
    labels = {line.removeprefix(":") for line in lines if line.startswith(":")}
    jumps = {line.rsplit("goto ", 1)[1] for line in lines if "goto " in line}
    assert jumps <= labels
    assert "pause" in lines


def test_the_instructions_open_in_every_notepad(built: dict[str, bytes]) -> None:
    text = built[INSTRUCTIONS]
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    assert "没有在真实的 Windows 和 Excel 中运行过" in text.decode("utf-8")


def test_no_text_names_a_registry_or_asks_for_administrators(built: dict[str, bytes]) -> None:
    texts = [content for name, content in built.items() if name.endswith((".cmd", ".py", ".txt"))]
    assert len(texts) == 4
    for text in texts:
        assert not any(registry.encode() in text for registry in REGISTRIES)
        assert b"runas" not in text.lower()


def test_names_in_chinese_are_marked_as_unicode(tmp_path: Path) -> None:
    bundle_windows(tmp_path / "a.zip", PARTS, downloaded)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        unicode_flag = 0x800
        chinese = [entry for entry in archive.infolist() if not entry.filename.isascii()]
        assert len(chinese) == 3
        assert all(entry.flag_bits & unicode_flag for entry in chinese)


def embeddable(names: tuple[str, ...]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return packed.getvalue()


def test_an_embeddable_python_comes_along(tmp_path: Path) -> None:
    python = tmp_path / "python-embed.zip"
    python.write_bytes(embeddable(("python.exe", "python311._pth")))
    bundle_windows(tmp_path / "a.zip", PARTS, downloaded, python)
    assert entries(tmp_path / "a.zip")["python/python.exe"] == b"python.exe"


def without_pywin32(folder: Path) -> None:
    downloaded(folder)
    next(folder.glob("pywin32*")).unlink()


def for_linux(folder: Path) -> None:
    downloaded(folder)
    (folder / "lxml-6-cp311-cp311-manylinux_x86_64.whl").write_bytes(b"")


def source_archive(folder: Path) -> None:
    downloaded(folder)
    (folder / "lxml-6.tar.gz").write_bytes(b"")


def no_network(_folder: Path) -> None:
    windows_bundle._pip(["download", "--no-index", "--dest", str(_folder), "no-such-package"])


@pytest.mark.parametrize(
    ("collect", "sentence"),
    [
        (without_pywin32, "缺少pywin32的安装文件，安装包未写入"),
        (for_linux, "“lxml-6-cp311-cp311-manylinux_x86_64.whl”不能装在64位 Windows 上"),
        (source_archive, "“lxml-6.tar.gz”不能装在64位 Windows 上"),
        (no_network, "取得 Windows 的安装文件失败（pip：ERROR: No matching distribution"),
    ],
)
def test_an_incomplete_package_is_not_written(
    tmp_path: Path, collect: Callable[[Path], None], sentence: str
) -> None:
    out = tmp_path / "a.zip"
    with pytest.raises(UserError) as refusal:
        bundle_windows(out, PARTS, collect)
    assert sentence in str(refusal.value)
    assert not out.exists()


def test_another_ending_and_a_wrong_python_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“a.exe”应以 .zip 结尾"):
        bundle_windows(tmp_path / "a.exe", PARTS, downloaded)
    wrong = tmp_path / "python.zip"
    wrong.write_bytes(embeddable(("readme.txt",)))
    with pytest.raises(UserError, match="不是 Windows 的嵌入式 Python"):
        bundle_windows(tmp_path / "a.zip", PARTS, downloaded, wrong)
    wrong.write_bytes(b"no zip")
    with pytest.raises(UserError, match="安装包未写入：请重新下载后再试"):
        bundle_windows(tmp_path / "a.zip", PARTS, downloaded, wrong)


def test_it_is_made_in_the_source_folder_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_bundle, "PACKAGE", tmp_path / "xltoolkit")
    with pytest.raises(UserError, match="只能在项目的源代码文件夹中制作"):
        collect_wheels(tmp_path)


def test_what_pip_is_asked_for_is_locked_and_for_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(windows_bundle, "_pip", asked.append)

    collect_wheels(tmp_path)

    download, wheel = asked
    assert download[0] == "download"
    assert {"--require-hashes", "--only-binary=:all:", "win_amd64", "3.11"} <= set(download)
    assert wheel[:2] == ["wheel", "--no-deps"]
    assert wheel[-1] == str(PACKAGE.parent)

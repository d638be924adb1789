"""install.py, which runs before anything is installed: what it copies, starts and refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest
import vermin

from tests.repository.source_files import imports_of, is_standard_library
from xltoolkit.hosts.excel.windows import install as script
from xltoolkit.hosts.excel.windows.install import Refused, copy_python, install, refuse_python

FILE = Path(script.__file__)
NAME = "xltoolkit.hosts.excel.windows.install"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return an unpacked package."""
    folder = tmp_path / "解压 的包"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "pip-26.3-py3-none-any.whl").write_text("pip")
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return an installed Python in which somebody has installed things."""
    folder = tmp_path / "Python311"
    for name in ("python.exe", "pythonw.exe", "python311.dll", "Lib/os.py", "DLLs/_ssl.pyd"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (folder / "Lib" / "site-packages").mkdir()
    (folder / "Lib" / "site-packages" / "old.py").write_text("of somebody else")
    return folder


class Started:
    """Plays the programs that are started; one of them may fail."""

    def __init__(self, failing: int | None = None) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []
        self._failing = failing

    def __call__(self, command: list[str], environment: dict[str, str]) -> int:
        self.commands.append(command)
        self.environments.append(environment)
        return int(len(self.commands) - 1 == self._failing)


def test_a_private_python_gets_the_wheels_and_installs_the_add_in(
    package: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    home, run = tmp_path / "Local" / "xltoolkit", Started()

    install(package, home, base, run)

    python = home / "python"
    assert (python / "pythonw.exe").exists()
    assert list((python / "Lib" / "site-packages").iterdir()) == []
    pip, addin = run.commands
    assert pip[0] == addin[0] == str(python / "python.exe")
    assert pip[1] == str(package / "wheels" / "pip-26.3-py3-none-any.whl" / "pip")
    assert {"--no-index", "--isolated", "xltoolkit"} <= set(pip)
    assert addin[-2:] == ["--addin", str(package / "xltoolkit.xlam")]
    for environment in run.environments:
        assert "PYTHONPATH" not in environment
        assert environment["PYTHONNOUSERSITE"] == "1"


def test_an_embeddable_python_is_told_where_its_packages_are(base: Path, tmp_path: Path) -> None:
    (base / script.PATHS_FILE).write_text("python311.zip\n.\n")
    copy_python(base, tmp_path / "copy")
    text = (tmp_path / "copy" / script.PATHS_FILE).read_text()
    assert "Lib\\site-packages" in text
    assert "import site" in text


def test_installing_again_replaces_the_python(package: Path, base: Path, tmp_path: Path) -> None:
    install(package, tmp_path / "home", base, Started())
    (tmp_path / "home" / "python" / "stale.txt").write_text("old")
    install(package, tmp_path / "home", base, Started())
    assert not (tmp_path / "home" / "python" / "stale.txt").exists()
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["python"]


@pytest.mark.parametrize(("failing", "sentence"), [(0, "工具没有装全"), (1, "加载项没有装上")])
def test_what_fails_brings_the_old_installation_back(
    package: Path, base: Path, tmp_path: Path, failing: int, sentence: str
) -> None:
    home = tmp_path / "home"
    install(package, home, base, Started())
    (home / "python" / "mark.txt").write_text("the old one")

    with pytest.raises(Refused, match=sentence):
        install(package, home, base, Started(failing))

    assert (home / "python" / "mark.txt").exists()
    assert not (home / "python.old").exists()


def test_what_fails_the_first_time_leaves_nothing(
    package: Path, base: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refused):
        install(package, tmp_path / "home", base, Started(0))
    assert list((tmp_path / "home").iterdir()) == []


def incomplete(package: Path, _base: Path) -> None:
    next((package / "wheels").iterdir()).unlink()


def python_is_gone(_package: Path, base: Path) -> None:
    base.rename(base.with_name("elsewhere"))


@pytest.mark.parametrize(
    ("befall", "sentence"),
    [(incomplete, "安装包不完整"), (python_is_gone, "不能复制“.*”中的 Python")],
)
def test_what_is_missing_is_told(
    package: Path, base: Path, tmp_path: Path, befall: Callable[[Path, Path], None], sentence: str
) -> None:
    befall(package, base)
    with pytest.raises(Refused, match=sentence):
        install(package, tmp_path / "home", base, Started())


def test_files_in_use_are_told(
    package: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(package, tmp_path / "home", base, Started())

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Refused, match="正在使用，未作任何改动：请关闭所有 Excel 窗口"):
        install(package, tmp_path / "home", base, Started())
    assert (tmp_path / "home" / "python" / "python.exe").exists()


@pytest.mark.parametrize(("version", "bits"), [((3, 8), 64), ((3, 12), 64), ((3, 11), 32)])
def test_another_python_is_refused(version: tuple[int, int], bits: int) -> None:
    found = f"{version[0]}.{version[1]}（{bits}位）"
    with pytest.raises(Refused, match=f"找到的 Python 是{found}，需要3.11（64位）"):
        refuse_python(version, bits)


def test_the_right_python_is_taken() -> None:
    refuse_python((3, 11), 64)


def test_the_script_can_be_read_by_old_pythons_and_needs_nothing_installed() -> None:
    source = FILE.read_text(encoding="utf-8")
    assert vermin.visit(source, vermin.Config()).minimum_versions()[-1] <= (3, 8)
    assert [
        each.library for each in imports_of(NAME) if not is_standard_library(each.library)
    ] == []

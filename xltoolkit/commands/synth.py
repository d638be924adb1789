"""`xltoolkit synth`: fictional departments for load tests."""

from pathlib import Path

from rich.console import Console
from rich.progress import track

from xltoolkit.batch.synthetic_files import Synthesis, write_departments
from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError


def synthesise(wanted: Synthesis, count: int, workers: int) -> None:
    """Write fictional departments into a folder that is new or empty.

    Raises:
        UserError: the number is none, the folder holds files already, or there is no such scheme.
    """
    if count < 1:
        raise UserError(f"部门数“{count}”应至少为1，请改正。")
    load_catalogue().scheme(wanted.scheme)
    _refuse_filled(wanted.out)
    files = write_departments(wanted, count, workers)
    for _ in track(files, "生成", total=count, console=Console(stderr=True), transient=True):
        pass
    print(f"已在“{wanted.out}”生成{count}个虚构部门，全部数据均为虚构。")


def _refuse_filled(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"“{out}”不是空文件夹，为免与真实数据混在一起没有生成，请换一个文件夹。")

"""The command line: `xltoolkit COMMAND …`.

Each command lives in `xltoolkit.commands` and is imported only when it runs, so that a
command starts in a fraction of a second. Exit codes: 0 done (findings and error values
included), 1 the input cannot be worked on, 2 the command line itself is wrong.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xltoolkit.errors import UserError

app = typer.Typer(
    name="xltoolkit",
    help="部门整体支出绩效评价工具。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
schemes_app = typer.Typer(help="查看和检查评分方案。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(schemes_app, name="schemes")


class Unit(StrEnum):
    """The unit of the money in a table."""

    YUAN = "元"
    TEN_THOUSAND_YUAN = "万元"


Json = Annotated[bool, typer.Option("--json", help="结果以JSON输出，供程序读取。")]


@app.command()
def calc(
    formula: Annotated[str, typer.Argument(help="公式，如 =PERF_EXEC_RATE(90,100)")],
    *,
    as_json: Json = False,
) -> None:
    """计算一个公式，输出一行结果；错误值按原样输出。"""
    from xltoolkit.commands.calculate import calculate

    print(calculate(formula, as_json=as_json))


@app.command()
def functions(*, as_json: Json = False) -> None:
    """列出全部绩效函数。"""
    from xltoolkit.commands.functions import list_functions

    list_functions(as_json=as_json)


@schemes_app.command("show")
def show_scheme(
    scheme: Annotated[str, typer.Argument(help="方案编号；省略时列出全部方案。")] = "",
    *,
    as_json: Json = False,
) -> None:
    """列出方案，或显示一个方案的全部指标。"""
    from xltoolkit.commands.schemes import show

    show(scheme, as_json=as_json)


@schemes_app.command("lint")
def lint_schemes(
    files: Annotated[
        list[Path] | None, typer.Argument(help="方案文件（YAML）；省略时检查自带的全部目录数据。")
    ] = None,
) -> None:
    """检查方案：分值合计、满分、输入、来源标注、名称。"""
    from xltoolkit.commands.schemes import lint

    if lint(files or []):
        raise typer.Exit(1)


Book = Annotated[Path, typer.Argument(help="评价工作簿（.xlsx）")]


@app.command()
def new(
    book: Annotated[Path, typer.Argument(help="新工作簿的文件名，以 .xlsx 结尾。")],
    scheme: Annotated[str, typer.Option(help="评分方案编号。")] = "five_heads",
) -> None:
    """新建一个空白评价工作簿。"""
    from xltoolkit.commands.fill import new as new_book

    new_book(book, scheme)
    print(f"已新建：{book}")


@app.command()
def fill(
    book: Book,
    data: Annotated[Path, typer.Argument(help="案例文件（.yaml），或数据表（.csv、.xlsx）。")],
    unit: Annotated[
        Unit | None, typer.Option(help="数据表的金额单位；省略时看表中的单位列。")
    ] = None,
) -> None:
    """把数据填入工作簿；已填的其他内容不动。"""
    from xltoolkit.commands.fill import fill as fill_book

    fill_book(book, data, None if unit is None else unit.value)


@app.command("set")
def set_cells(
    book: Book,
    assignments: Annotated[
        list[str], typer.Argument(help="位置=值，如 决算支出=100 或 绩效目标!J6=10。")
    ],
) -> None:
    """填写几个单元格。"""
    from xltoolkit.commands.fill import set_cells as set_book_cells

    set_book_cells(book, assignments)


@app.command()
def check(book: Book) -> None:
    """检查录入：列出有问题的单元格、原值和建议值。"""
    from xltoolkit.commands.check import check as check_book

    check_book(book)


@app.command()
def run(book: Book, *, as_json: Json = False) -> None:
    """生成问题清单和评价结论；手工填写的内容保留。"""
    from xltoolkit.commands.run import run as run_book

    run_book(book, as_json=as_json)


@app.command()
def restore(book: Book) -> None:
    """恢复到上一次写入之前的状态。"""
    from xltoolkit.commands.run import restore_book

    restore_book(book)


@app.command()
def batch(
    folder: Annotated[
        Path, typer.Argument(help="放着评价工作簿或案例文件的文件夹，含下级文件夹。")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="放置结果的文件夹。")],
    *,
    workers: Annotated[
        int | None, typer.Option(help="同时评价的进程数；省略时与处理器数相同。")
    ] = None,
    seconds: Annotated[float, typer.Option(help="每个文件的时限（秒）。")] = 60,
    memory: Annotated[int, typer.Option(help="评价一个文件可用的内存上限（MB）。")] = 2048,
    write: Annotated[
        bool, typer.Option("--write", help="同时把问题清单和评价结论写回各工作簿。")
    ] = False,
    scheduler: Annotated[
        str, typer.Option(help="Dask集群的调度器地址，如 tcp://10.0.0.1:8786。")
    ] = "",
) -> None:
    """批量评价许多部门并对比；再运行一次只重做变了的文件。"""
    from xltoolkit.batch.model import MEBIBYTE, TaskConfig
    from xltoolkit.batch.running import BatchSettings
    from xltoolkit.commands.batch import available_processors
    from xltoolkit.commands.batch import run as run_many
    from xltoolkit.commands.clock import now

    task = TaskConfig(now(), write, seconds, memory * MEBIBYTE)
    count = available_processors() if workers is None else workers
    run_many(BatchSettings(folder, out, task, count, scheduler))


@app.command()
def synth(
    count: Annotated[int, typer.Argument(help="部门数。")],
    out: Annotated[Path, typer.Option("-o", "--out", help="放置文件的空文件夹。")],
    *,
    seed: Annotated[int, typer.Option(help="种子；同一种子总是生成同样的部门。")] = 1,
    year: Annotated[int, typer.Option(help="评价年度。")] = 2023,
    scheme: Annotated[str, typer.Option(help="评分方案编号。")] = "five_heads",
    cases: Annotated[
        bool, typer.Option("--cases", help="生成案例文件（.yaml），不生成工作簿。")
    ] = False,
) -> None:
    """生成虚构部门，用于压力测试。"""
    from xltoolkit.batch.synthetic_files import Synthesis
    from xltoolkit.commands.batch import available_processors
    from xltoolkit.commands.synth import synthesise

    wanted = Synthesis(out, seed, year, scheme, cases)
    synthesise(wanted, count, available_processors())


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="放置工作簿的文件夹。")] = Path("demo"),
    *,
    as_json: Json = False,
) -> None:
    """用2022年评价报告的数据演示：填报、计算、生成问题清单和评价结论。"""
    from xltoolkit.commands.demo import demo as run_demo

    run_demo(out, as_json=as_json)


_INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C has ended


def main() -> None:
    """Run the command line; what the user can mend ends in one sentence and exit code 1 or 2."""
    try:
        sys.exit(app(prog_name="xltoolkit", standalone_mode=False))
    except UserError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    except typer.Abort:
        print("已中断。", file=sys.stderr)
        sys.exit(_INTERRUPTED)
    except typer.TyperException as problem:
        from xltoolkit.commands.usage import usage_sentence

        print(usage_sentence(problem), file=sys.stderr)
        sys.exit(problem.exit_code)


if __name__ == "__main__":
    main()

"""The command line: `xltoolkit COMMAND …`.

Each command lives in `xltoolkit.commands` and is imported only when it runs, so that a
command starts in a fraction of a second. Exit codes: 0 done (findings and error values
included), 1 the input cannot be worked on, 2 the command line itself is wrong.
"""

import sys
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


@app.command()
def demo(*, as_json: Json = False) -> None:
    """用2022年评价报告的数据演示绩效函数。"""
    from xltoolkit.commands.demo import demo as run_demo

    run_demo(as_json=as_json)


def main() -> None:
    """Run the command line; what the user can mend ends in one sentence and exit code 1."""
    try:
        app()
    except UserError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()

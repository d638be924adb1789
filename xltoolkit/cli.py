"""The command line: `xltoolkit COMMAND …`.

Each command lives in `xltoolkit.commands` and is imported only when it runs, so that a
command starts in a fraction of a second. Exit codes: 0 done (findings and error values
included), 1 the input cannot be worked on, 2 the command line itself is wrong.
"""

import signal
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
bundle_app = typer.Typer(help="制作可以拷走的文件。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(bundle_app, name="bundle")
install_app = typer.Typer(help="安装到办公软件中。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(install_app, name="install")
uninstall_app = typer.Typer(help="从办公软件中卸载。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(uninstall_app, name="uninstall")


class Format(StrEnum):
    """The kind of a workbook: plain, or with functions and buttons for Excel."""

    XLSX = "xlsx"
    XLSM = "xlsm"


class Unit(StrEnum):
    """The unit of the money in a table."""

    YUAN = "元"
    TEN_THOUSAND_YUAN = "万元"


class Engine(StrEnum):
    """What calculates the formulas of a workbook."""

    FILE = "file"
    CALC = "calc"


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
        list[Path] | None,
        typer.Argument(help="方案文件（.yaml、.xlsx）；省略时检查自带的全部目录数据。"),
    ] = None,
) -> None:
    """检查方案：分值合计、满分、输入、来源标注、名称。"""
    from xltoolkit.commands.schemes import lint

    if lint(files or []):
        raise typer.Exit(1)


@schemes_app.command("new")
def new_scheme(
    file: Annotated[Path, typer.Argument(help="新方案文件，.yaml 或 .xlsx（在表中填写）。")],
    origin: Annotated[str, typer.Option("--from", help="所复制的方案编号。")] = "five_heads",
    name: Annotated[str, typer.Option(help="方案名称。")] = "",
) -> None:
    """复制一个方案，改成自己的方案。"""
    from xltoolkit.commands.scheme_files import new_scheme as write_new_scheme

    write_new_scheme(file, origin, name)


@schemes_app.command("import")
def import_scheme(
    book: Annotated[Path, typer.Argument(help="填好的方案工作簿（.xlsx）。")],
    file: Annotated[Path, typer.Argument(help="写出的方案文件（.yaml）。")],
) -> None:
    """把在表中填写的方案导入为方案文件；有问题的逐行列出。"""
    from xltoolkit.commands.scheme_files import import_scheme as import_book

    if import_book(book, file):
        raise typer.Exit(1)


Book = Annotated[Path, typer.Argument(help="评价工作簿（.xlsx、.xlsm）")]


@app.command()
def new(
    book: Annotated[
        Path,
        typer.Argument(help="新工作簿的文件名，以 .xlsx 结尾；带Excel函数和按钮的以 .xlsm 结尾。"),
    ],
    scheme: Annotated[
        str, typer.Option(help="评分方案编号，或自设方案的文件（.yaml、.xlsx）。")
    ] = "five_heads",
    year: Annotated[int | None, typer.Option(help="评价年度；省略时用方案的最新版本。")] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="已填的 .xlsx：内容照搬到新的 .xlsm，原文件不动。"),
    ] = None,
    *,
    native: Annotated[
        bool, typer.Option("--native", help="不装插件也能计算：函数改用内置公式。")
    ] = False,
) -> None:
    """新建一个空白评价工作簿，或给已填的工作簿加上Excel函数和按钮。"""
    from xltoolkit.commands.new_book import new as new_book
    from xltoolkit.commands.new_book import new_native

    if native and source is not None:
        raise UserError("--native 和 --from 不能同时用：请先新建一个，再把数据填入。")
    if native:
        new_native(book, scheme, year)
    else:
        new_book(book, scheme, year, source)


@app.command()
def fill(
    book: Book,
    data: Annotated[
        Path, typer.Argument(help="案例文件（.yaml），或数据表、决算公开表（.csv、.xlsx、.xls）。")
    ],
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
    from xltoolkit.commands.set_cells import set_cells as set_book_cells

    set_book_cells(book, assignments)


@app.command()
def check(book: Book) -> None:
    """检查录入：列出有问题的单元格、原值和建议值。"""
    from xltoolkit.commands.check import check as check_book

    check_book(book)


@app.command()
def verify(
    table: Annotated[
        Path, typer.Argument(help="公布数表（.csv）：名称、种类、公布值、分子、分母、分项。")
    ],
    *,
    as_json: Json = False,
) -> None:
    """复算公布的比率和合计：一致、截尾、输入舍入、不一致及其原因。"""
    from xltoolkit.commands.verify import verify as verify_table

    verify_table(table, as_json=as_json)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="较早的工作簿（甲）。")],
    after: Annotated[Path, typer.Argument(help="较晚的工作簿（乙）。")],
    *,
    as_json: Json = False,
) -> None:
    """对照两份工作簿：数据、规则、公式、得分、问题；也可以是上年和本年的。"""
    from xltoolkit.commands.compare import compare as compare_books

    compare_books(before, after, as_json=as_json)


@app.command()
def run(
    book: Book,
    *,
    engine: Annotated[
        Engine, typer.Option(help="由谁计算公式：file为本工具自带，calc为LibreOffice。")
    ] = Engine.FILE,
    as_json: Json = False,
) -> None:
    """生成问题清单和评价结论；手工填写的内容保留。"""
    from xltoolkit.commands.run import run as run_book

    run_book(book, in_calc=engine is Engine.CALC, as_json=as_json)


@app.command()
def restore(book: Book) -> None:
    """恢复到上一次写入之前的状态。"""
    from xltoolkit.commands.run import restore_book

    restore_book(book)


@install_app.command("excel")
def install_in_excel(
    addin: Annotated[
        Path | None, typer.Option(help="做好的加载项（.xlam）；省略时按本机的 xlwings 现做。")
    ] = None,
) -> None:
    """在 Windows 上为当前用户安装 Excel 加载项。"""
    from xltoolkit.commands.installation import install

    install(addin)


@uninstall_app.command("excel")
def uninstall_from_excel() -> None:
    """卸载当前用户的 Excel 加载项。"""
    from xltoolkit.commands.installation import uninstall

    uninstall()


@app.command()
def doctor() -> None:
    """自检：本机能否使用，有什么问题、怎样解决。"""
    from xltoolkit.commands.installation import doctor as examine

    if examine():
        raise typer.Exit(1)


@bundle_app.command("windows")
def bundle_for_windows(
    out: Annotated[Path, typer.Option("-o", "--out", help="安装包的文件名，以 .zip 结尾。")],
    python: Annotated[
        Path | None, typer.Option(help="一并带上的嵌入式 Python 3.11（64位，.zip）。")
    ] = None,
) -> None:
    """制作 Windows 安装包：不联网、不要管理员权限即可安装。"""
    from xltoolkit.commands.installation import bundle

    bundle(out, python)


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
    from xltoolkit.batch.process import available_processors
    from xltoolkit.batch.running import BatchSettings
    from xltoolkit.clock import now
    from xltoolkit.commands.batch import run as run_many

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
    from xltoolkit.batch.process import available_processors
    from xltoolkit.batch.synthetic_files import Synthesis
    from xltoolkit.commands.synth import synthesise

    wanted = Synthesis(out, seed, year, scheme, cases)
    synthesise(wanted, count, available_processors())


@app.command()
def report(
    book: Book,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="报告的文件名，以 .docx 或 .pdf 结尾；省略时放在工作簿旁边，名为“…-报告.docx”。",
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="Word模板（.docx）；省略时用自带的模板。")
    ] = None,
) -> None:
    """生成Word报告；装有LibreOffice时也可以生成PDF。"""
    from xltoolkit.commands.report import report as write_report

    write_report(book, out, template)


@app.command("report-template")
def report_template(
    out: Annotated[Path, typer.Argument(help="新文件名，以 .docx 结尾。")],
) -> None:
    """另存一份自带的Word模板，供修改。"""
    from xltoolkit.commands.report import copy_template

    copy_template(out)


@app.command()
def text(book: Book) -> None:
    """输出问题、建议和结论的文字，供粘贴到自己的文稿。"""
    from xltoolkit.commands.report import print_text

    print_text(book)


@app.command()
def consult(
    book: Book,
    out: Annotated[Path, typer.Option("-o", "--out", help="征求意见稿的文件名（.xlsx）。")],
) -> None:
    """导出征求意见稿：只列印发的问题，供单位填写反馈意见。"""
    from xltoolkit.commands.copies import consult as write_consultation

    write_consultation(book, out)


@app.command()
def ledger(
    book: Book,
    out: Annotated[Path, typer.Option("-o", "--out", help="整改台账的文件名（.xlsx）。")],
) -> None:
    """导出整改台账：问题、措施、期限、状态。"""
    from xltoolkit.commands.copies import ledger as write_ledger

    write_ledger(book, out)


@app.command()
def answers(
    book: Book,
    returned: Annotated[Path, typer.Argument(help="退回的征求意见稿或整改台账（.xlsx）。")],
) -> None:
    """把退回的征求意见稿或整改台账并入问题清单。"""
    from xltoolkit.commands.copies import answers as merge_answers

    merge_answers(book, returned)


@app.command()
def merge(
    book: Book,
    copies: Annotated[list[Path], typer.Argument(help="组员填好的副本（.xlsx），可以多份。")],
    base: Annotated[Path | None, typer.Option(help="分发时的原件；省略时以空白模板为准。")] = None,
) -> None:
    """合并组员的副本；不同之处并列给出，不覆盖。"""
    from xltoolkit.commands.copies import merge as merge_copies

    merge_copies(book, copies, base)


@app.command()
def finalize(book: Book) -> None:
    """定稿：阶段改为定稿，生成一次并锁定。"""
    from xltoolkit.commands.finalize import finalize as finalize_book

    finalize_book(book)


@app.command()
def revise(
    book: Book,
    out: Annotated[Path, typer.Option("-o", "--out", help="新版本的文件名。")],
) -> None:
    """把定稿锁定的工作簿另存为可以修改的新版本。"""
    from xltoolkit.commands.finalize import revise as revise_book

    revise_book(book, out)


@app.command()
def archive(
    book: Book,
    out: Annotated[Path, typer.Option("-o", "--out", help="新建的归档文件夹。")],
    *,
    native: Annotated[
        bool, typer.Option("--native", help="另附一份不装插件也能计算的副本。")
    ] = False,
) -> None:
    """归档：只含数值的副本、报告和清单（哈希、版本）。"""
    from xltoolkit.commands.archive import archive as archive_book

    archive_book(book, out, native=native)


@app.command("archive-check")
def archive_check(
    folder: Annotated[Path, typer.Argument(help="归档文件夹。")],
) -> None:
    """核对归档文件夹里的文件是否被改动。"""
    from xltoolkit.commands.archive import check_archive

    if not check_archive(folder):
        raise typer.Exit(1)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="放置工作簿的文件夹。")] = Path("demo"),
    file_format: Annotated[
        Format, typer.Option("--format", help="xlsm 带有Excel函数和按钮。")
    ] = Format.XLSX,
    *,
    as_json: Json = False,
) -> None:
    """用2022年评价报告的数据演示：填报、计算、生成问题清单和评价结论。"""
    from xltoolkit.commands.demo import demo as run_demo

    run_demo(out, suffix=f".{file_format}", as_json=as_json)


@bundle_app.command("excel")
def bundle_excel(
    out: Annotated[Path, typer.Option("-o", "--out", help="放置文件的文件夹。")] = Path("excel"),
) -> None:
    """写出带函数和按钮的模板（.xlsm）、加载项（.xlam）和初次验证文件。"""
    from xltoolkit.commands.bundle import bundle_excel as write_files

    write_files(out)


_INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C has ended


@bundle_app.command("calc")
def bundle_calc(
    out: Annotated[Path, typer.Option("-o", "--out", help="扩展文件名，以 .oxt 结尾。")] = Path(
        "xltoolkit.oxt"
    ),
) -> None:
    """生成LibreOffice扩展（.oxt）。"""
    from xltoolkit.commands.calc_extension import write_bundle

    write_bundle(out)


@install_app.command("calc")
def install_calc() -> None:
    """把扩展装进当前用户的LibreOffice；已装的换成这一版。"""
    from xltoolkit.commands.calc_extension import install_extension

    install_extension()


@uninstall_app.command("calc")
def uninstall_calc() -> None:
    """从当前用户的LibreOffice卸载扩展；工作簿不受影响。"""
    from xltoolkit.commands.calc_extension import uninstall_extension

    uninstall_extension()


def main() -> None:
    """Run the command line; what the user can mend ends in one sentence and exit code 1 or 2."""
    try:
        code = app(prog_name="xltoolkit", standalone_mode=False)
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
    # The work is done: an interruption now could only garble the end of the program.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if code == _INTERRUPTED:
        print("已中断。", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()

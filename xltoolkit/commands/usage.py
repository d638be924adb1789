"""What a wrong command line is told: one Chinese sentence, and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer


def usage_sentence(problem: typer.TyperException) -> str:
    """Say what is wrong with a command line, and how it is to be written.

    Args:
        problem: What typer raised. Its classes for wrong command lines are not public, their
            attributes are: `ctx`, `param`, `option_name`, `possibilities`.
    """
    if "\n" in problem.message:
        # Without any words there is nothing to complain of: the message is the help.
        return problem.message
    context: Any = getattr(problem, "ctx", None)
    path = "xltoolkit" if context is None else context.command_path
    return f"{_complaint(problem, context)}用法见“{path} --help”。"


def _complaint(problem: typer.TyperException, context: Any) -> str:
    parameter = getattr(problem, "param", None)
    option = getattr(problem, "option_name", None)
    if parameter is not None:
        complaint = _about_value(problem, parameter)
    elif option is not None:
        complaint = _about_option(problem, option)
    elif hasattr(getattr(context, "command", None), "commands"):
        names = "、".join(context.command.commands)
        complaint = f"没有命令“{''.join(_quoted(problem.message)[:1])}”，可用的命令：{names}。"
    elif problem.message.endswith(")") and "(" in problem.message:
        extra = problem.message.rpartition("(")[2].removesuffix(")")
        complaint = f"多出了参数“{extra}”，请删去；含空格的文件名要加引号。"
    else:
        complaint = f"命令行有误（{problem.message}）。"
    return complaint


def _about_value(problem: typer.TyperException, parameter: Any) -> str:
    name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.name
    if not problem.message:
        return f"缺少参数“{name}”：{(parameter.help or '').rstrip('。')}。"
    quoted = _quoted(problem.message)
    if not quoted:
        value, kind = _wrong_number(problem.__cause__)
        return f"参数“{name}”的值“{value}”不能用，请写{kind}。"
    value, *choices = quoted
    remedy = f"，请写{'或'.join(choices)}" if choices else ""
    return f"参数“{name}”的值“{value}”不能用{remedy}。"


def _wrong_number(cause: Any) -> tuple[str, str]:
    """Return what was typed and what belongs there, as pydantic tells it below typer."""
    told = cause.errors()[0]
    return str(told["input"]), "整数" if told["type"].startswith("int") else "数字"


def _about_option(problem: typer.TyperException, option: str) -> str:
    if not hasattr(problem, "possibilities"):
        return f"选项“{option}”的写法有误：缺少它的值，或它不需要值。"
    meant = "”或“".join(sorted(getattr(problem, "possibilities", None) or ()))
    return f"没有选项“{option}”{f'，是否应为“{meant}”' if meant else ''}。"


def _quoted(message: str) -> list[str]:
    """Return what a message quotes, in its order."""
    return message.split("'")[1::2]

"""The pages of docs/ that are generated: `python -m xltoolkit.documentation` writes them anew.

The function reference is told by the registry and by the worked examples, so it cannot drift
from what the functions do; a test fails when the page in docs/ is stale.
"""

from pathlib import Path
from typing import Any

import yaml

from udfs import FUNCTIONS
from udfs.registry import Category, Function, Parameter
from udfs.sources import Clause, SourceStatus
from xltoolkit.commands.scheme_page import scheme_reference
from xltoolkit.rule_reference import RULE_REFERENCE, rule_reference

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "udfs" / "examples"
FUNCTION_REFERENCE = ROOT / "docs" / "functions.md"
SCHEME_REFERENCE = ROOT / "docs" / "schemes.md"
EXAMPLES_SHOWN = 3

MARKS = {
    SourceStatus.SOURCED: "已核对",
    SourceStatus.DERIVED: "推算",
    SourceStatus.MEMORY: "据记忆，依据待核",
    SourceStatus.OWN: "自拟",
}
INTRODUCTION = """\
# 绩效函数参考

<!-- 本页由 make docs 生成，请勿手工修改。 -->

比率一律为小数（0.9125 即 91.25%）。结果不舍入；与标准比较按15位有效数字的精确小数进行。

输入有问题时返回真正的错误值：空白为 #N/A，不是数字的文字为 #VALUE!，分母为零为 #DIV/0!，
不可能的数（负的个数、超过分值的得分）为 #NUM!，参数是错误值的原样返回。

“内置写法”是不装插件时的等价公式。来源标注：已核对（附网址）、推算、据记忆（依据待核）、自拟。
只有“已核对”的才能称为文件规定。
"""


def function_reference() -> str:
    """Return the reference page of all worksheet functions in Markdown."""
    examples = read_examples(EXAMPLES)
    parts = [INTRODUCTION, _contents()]
    for category in Category:
        parts.append(f"## {category.value}\n")
        parts += [
            _function_section(function, examples[function.name])
            for function in FUNCTIONS.values()
            if function.category is category
        ]
    return "\n".join(parts)


def read_examples(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the worked examples of a folder, grouped by function."""
    examples: dict[str, list[dict[str, Any]]] = {name: [] for name in FUNCTIONS}
    for file in sorted(folder.glob("*.yaml")):
        for example in yaml.safe_load(file.read_text(encoding="utf-8")):
            examples[example["function"]].append(example)
    return examples


def _contents() -> str:
    rows = [
        f"| [`{function.name}`](#{function.name.lower()}) | {function.title.zh} "
        f"| {function.title.en} |"
        for function in FUNCTIONS.values()
    ]
    return "\n".join(["| 函数 | 名称 | English |", "| --- | --- | --- |", *rows, ""])


def _function_section(function: Function, examples: list[dict[str, Any]]) -> str:
    lines = [
        f"### {function.name}\n",
        f"`={function.name}({_signature(function)})`\n",
        f"{function.help.zh}\n",
        "| 参数 | 名称 | 说明 | 单位 | 形式 |",
        "| --- | --- | --- | --- | --- |",
        *(_parameter_row(parameter) for parameter in function.parameters),
        "",
        f"- 结果：{function.unit.value}",
        f"- 依据：{_clause(function.clause)}",
    ]
    if function.native is not None:
        lines.append(f"- 内置写法：`={function.native}`")
    if function.native_without_range is not None:
        lines.append(f"- 内置写法（省略区域时）：`={function.native_without_range}`")
    lines += [
        f"- 内置写法（“{word}”）：`={form.pattern}`"
        for word, form in function.natives_by_word.items()
    ]
    lines += ["", "| 算例 | 公式 | 结果 |", "| --- | --- | --- |"]
    lines += [_example_row(function, example) for example in examples[:EXAMPLES_SHOWN]]
    return "\n".join(lines) + "\n"


def _signature(function: Function) -> str:
    names = []
    for parameter in function.parameters:
        name = f"{parameter.name}, …" if parameter.kind.takes_many else parameter.name
        names.append(f"[{name}]" if parameter.optional else name)
    return ", ".join(names)


def _parameter_row(parameter: Parameter) -> str:
    forms = {
        "scalar": "单个值",
        "range": "区域",
        "range_or_omitted": "区域，可省略",
        "parts": "任意个值或区域",
        "ranges": "任意个区域，可含错误值",
    }
    form = forms[parameter.kind.value]
    if parameter.optional and parameter.default is not None:
        form += f"，可省略（默认 {_cell(parameter.default)}）"
    elif parameter.optional and "可省略" not in form:
        form += "，可省略"
    texts = (parameter.title.zh, parameter.help.zh, parameter.unit.value, form)
    return f"| {parameter.name} | " + " | ".join(_escaped(text) for text in texts) + " |"


def _clause(clause: Clause) -> str:
    address = f"，<{clause.address}>" if clause.address else ""
    return f"{clause.text}〔{MARKS[clause.status]}〕{address}"


def _example_row(function: Function, example: dict[str, Any]) -> str:
    arguments = ", ".join(_cell(argument) for argument in example["arguments"])
    result = _cell(example["result"])
    formula = _escaped(f"={function.name}({arguments})")
    return f"| {_escaped(example['name'])} | `{formula}` | `{_escaped(result)}` |"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "{" + ";".join(",".join(_cell(cell) for cell in row) for row in value) + "}"
    if isinstance(value, dict):
        return str(value["error"])
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).upper()
    return "空" if value is None else format(value, ".15g")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the generated pages."""
    FUNCTION_REFERENCE.parent.mkdir(exist_ok=True)
    FUNCTION_REFERENCE.write_text(function_reference(), encoding="utf-8")
    SCHEME_REFERENCE.write_text(scheme_reference(), encoding="utf-8")
    RULE_REFERENCE.write_text(rule_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The workbook in which staff edit a scheme: its sheets, their columns and what these mean."""

from dataclasses import dataclass

SCHEME_SHEET = "方案"
ROWS_SHEET = "指标"
TABLES_SHEET = "分档与等次"
STANDARDS_SHEET = "标准"
UNSCORED_SHEET = "不计分比率"
GRADES_SHEET = "等级"
HELP_SHEET = "填写说明"
FIRST_ROW = 4
"""The first row below the header of every sheet."""
HEADER_ROW = 3

SHAPES = {
    "按步扣分": "step",
    "分档得分": "bands",
    "按比例得分": "ratio",
    "逐项核对": "checklist",
    "按例扣分": "deduct",
    "按目标得分": "target",
    "评判": "judgement",
    "按等次得分": "levels",
    "按情形得分": "ordinal",
    "考核得分折算": "scale",
    "自设目标": "goals",
    "专家评分平均": "panel",
    "待补": "pending",
}
APPLICABLE = {"必评": "always", "可不适用": "optional", "无此项目得满分": "full"}
STATUSES = {
    "有出处": "sourced",
    "推导": "derived",
    "据记忆": "memory",
    "自拟": "own",
    "报告所列": "quoted",
}
TABLE_KINDS = {
    "上限": "bands",
    "下限": "floors",
    "等次": "levels",
    "要点": "items",
}
LIST_SEPARATOR = "、"


@dataclass(frozen=True)
class FormColumn:
    """A column of the form: where its value goes in the data of the scheme, title, width."""

    key: str
    title: str
    width: float
    hint: str = ""
    words: tuple[str, ...] = ()


_STATUS = FormColumn(
    "status", "来源", 10, "这一行的规则从何而来；只有“有出处”的才能称为文件规定。", tuple(STATUSES)
)
_ADDRESS = FormColumn("address", "出处", 30, "来源为“有出处”的必填：网址或文件名和文号。")
_NOTE = FormColumn("note", "备注", 24)

SCHEME_FIELDS = (
    FormColumn("id", "方案编号", 24, "英文字母、数字和下划线。"),
    FormColumn("version", "版本", 24, "如1.0；内容有改动的应改版本。"),
    FormColumn("name", "名称", 24),
    FormColumn("from", "施行日期", 24, "如2022-01-01。"),
    FormColumn("to", "截止日期", 24, "没有的留空。"),
    FormColumn("full", "满分", 24, "等于各指标分值之和。"),
    FormColumn("status", "方案来源", 24, "自己设计的填“自拟”。", tuple(STATUSES)),
    FormColumn("address", "方案出处", 24),
    FormColumn("note", "方案备注", 24),
    FormColumn("grade_status", "等级来源", 24, "", tuple(STATUSES)),
    FormColumn("grade_address", "等级出处", 24),
    FormColumn("grade_note", "等级备注", 24),
    FormColumn("coverage", "核实情况", 24),
)
ROW_COLUMNS = (
    FormColumn("id", "编号", 22, "英文字母、数字和下划线，不重复。"),
    FormColumn("level1", "一级指标", 12, "同一一级指标的各行排在一起。"),
    FormColumn("level2", "二级指标", 12),
    FormColumn("level3", "三级指标", 18),
    FormColumn("points", "分值", 7),
    FormColumn("standard_text", "评分标准", 40),
    FormColumn("shape", "评分方法", 13, "见“填写说明”。", tuple(SHAPES)),
    FormColumn("function", "取值函数", 24, "由人工评分的留空；函数见 xltoolkit functions。"),
    FormColumn("inputs", "数据项", 32, "函数的各个数据项，用顿号分开。"),
    FormColumn("rate", "口径目录", 18, "有几种口径可选的，填口径目录编号；取值函数和数据项留空。"),
    FormColumn("offered", "可选口径", 26, "用顿号分开，第一个为默认。"),
    FormColumn(
        "p1", "P1", 12, "按步扣分：方向；按比例：目标值；按例：每例扣分；按情形：没有的得分。"
    ),
    FormColumn("p2", "P2", 22, "按步扣分：标准值，或“标准:编号”；按情形：不超过的得分。"),
    FormColumn("p3", "P3", 8, "按步扣分：步长；按情形：超过的得分。"),
    FormColumn("p4", "P4", 8, "按步扣分：每步扣分。"),
    FormColumn("p5", "P5", 8, "按步扣分：floor、ceil或exact。"),
    FormColumn("lowest", "最小值", 8, "分档得分：规则没有规定的更小的值，如负数。"),
    FormColumn("experts", "专家人数", 8, "专家评分平均：1至10。"),
    FormColumn("applicable", "适用", 12, "", tuple(APPLICABLE)),
    _STATUS,
    _ADDRESS,
    _NOTE,
)
TABLE_COLUMNS = (
    FormColumn("row", "指标编号", 22, "“指标”表中的编号。"),
    FormColumn(
        "kind",
        "种类",
        8,
        "上限、下限：分档；等次；要点：逐项核对或按例扣分的项目。",
        tuple(TABLE_KINDS),
    ),
    FormColumn("bound", "界限或名称", 40, "分档的界限（没有的留空），等次或要点的文字。"),
    FormColumn("points", "得分", 8, "各要点平分的留空。"),
)
STANDARD_COLUMNS = (
    FormColumn("id", "编号", 22),
    FormColumn("title", "名称", 24),
    FormColumn("value", "标准值", 10, "比率填小数，如0.95。"),
    FormColumn("unit", "单位", 8),
    FormColumn(
        "basis",
        "依据",
        12,
        "印在标准后面的字。",
        ("示范方案", "报告所列", "评分方案", "草稿方案", "自设方案"),
    ),
    FormColumn("defined_name", "单元格名称", 26, "汉字、字母、数字和下划线，不重复。"),
    FormColumn(
        "since", "以后的施行日期", 14, "标准后来改变的，填新标准的施行日期；另起一行，编号相同。"
    ),
    _STATUS,
    _ADDRESS,
    _NOTE,
)
GRADE_COLUMNS = (
    FormColumn("lower", "下限（含）", 12, "从高到低，最后为0。"),
    FormColumn("name", "等级", 10),
)
UNSCORED_COLUMNS = (
    FormColumn("id", "编号", 22, "只列示和判断、不计分的比率。"),
    FormColumn("title", "名称", 24),
    FormColumn("function", "取值函数", 24),
    FormColumn("inputs", "数据项", 32, "函数的各个数据项，用顿号分开。"),
    FormColumn("direction", "方向", 8, "", ("<=", ">=", "=", "abs<=")),
    FormColumn("standard", "标准编号", 22, "“标准”表中的编号。"),
    _STATUS,
    _ADDRESS,
    _NOTE,
)

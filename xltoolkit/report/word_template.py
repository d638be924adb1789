"""Build the Word template of the report: `python -m xltoolkit.commands.templates` writes it.

Staff may edit the result in Word or WPS; what stands in braces is filled.
"""

from __future__ import annotations

from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.text.paragraph import Paragraph

from xltoolkit.report.word_styles import (
    ANNEX,
    ANNEX_TEXT,
    BODY,
    CELL,
    CENTRED,
    SIGNATURE,
    TITLE,
    add_page_numbers,
    add_styles,
    set_page,
)
from xltoolkit.report.word_tables import (
    MERGED,
    TableColumn,
    add_caption,
    add_nested_table,
    add_table_of,
)

_FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

RATES = (
    TableColumn("指标", 32, "{{ 行.名称 }}", CELL),
    TableColumn("计算", 40, "{{ 行.计算 }}"),
    TableColumn("结果", 19, "{{ 行.结果 }}"),
    TableColumn("标准", 29, "{{ 行.标准 }}"),
    TableColumn("判断", 16, "{{ 行.判断 }}"),
    TableColumn("与公布数", 20, "{{ 行.公布 }}"),
)
HEADS = (
    TableColumn("评价内容", 66, "{{ 行.名称 }}", CELL),
    TableColumn("分值", 30, "{{ 行.分值 }}"),
    TableColumn("可评", 30, "{{ 行.可评 }}"),
    TableColumn("已评", 30, "{{ 行.已评 }}"),
    TableColumn("得分", 30, "{{ 行.得分 }}"),
    TableColumn("得分率", 30, "{{ 行.得分率 }}"),
)
SCORES = (
    TableColumn("一级指标", 25, f"{MERGED}{{{{ 组.名称 }}}}", CELL),
    TableColumn("二级指标", 25, "{{ 行.二级 }}", CELL),
    TableColumn("三级指标", 42, "{{ 行.三级 }}", CELL),
    TableColumn("分值", 14, "{{ 行.分值 }}"),
    TableColumn("指标值", 20, "{{ 行.值 }}"),
    TableColumn("得分", 16, "{{ 行.得分 }}"),
    TableColumn("扣分原因", 83, "{{r 行.原因 }}", CELL),
)
ISSUES = (
    TableColumn("序号", 11, "{{ 行.序号 }}"),
    TableColumn("问题", 37, "{{ 行.问题 }}", CELL),
    TableColumn("具体情况", 66, "{{r 行.情况 }}", CELL),
    TableColumn("涉及金额（万元）", 20, "{{ 行.金额 }}"),
    TableColumn("依据", 34, "{{r 行.依据 }}", CELL),
    TableColumn("责任单位", 20, "{{r 行.责任单位 }}"),
    TableColumn("建议", 37, "{{r 行.建议 }}", CELL),
)


def build_word_template() -> WordDocument:
    """Return the template."""
    document = Document()
    add_styles(document)
    set_page(document.sections[0], landscape=False)
    add_page_numbers(document)
    _body(document)
    landscape = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(landscape, landscape=True)
    _annexes(document)
    properties = document.core_properties
    properties.title = "{{ 年度 }}年度{{ 单位 }}部门整体支出绩效评价报告"
    properties.author = properties.comments = ""
    properties.created = properties.modified = _FIXED_TIME
    return document


def _body(document: WordDocument) -> None:
    for line in ("{{ 标题单位 }}", "部门整体支出绩效评价报告{{ 阶段后缀 }}"):
        document.add_paragraph(line, TITLE)
    document.add_paragraph("", BODY)
    document.add_paragraph(
        "为加强财政支出管理，提高财政资金使用效益，{{r 评价机构 }}对{{ 单位 }}{{ 简称说明 }}{{ 年度 }}年度的部门整体支出"
        "实施了绩效评价。现将评价情况报告如下：",
        BODY,
    )
    _section(document, "部门基本情况", "单位概况")
    _section(document, "部门预算资金安排、管理、使用情况", "资金情况")
    _chart(document, "执行图", "预算执行情况（万元）")
    document.add_paragraph("主要指标的计算和判断见下表（金额单位：万元）。", BODY)
    add_caption(document, '{{ 表("主要指标") }}')
    add_table_of(document, RATES, "主要指标")
    _section(document, "部门产出成果及效益情况分析", "产出成果")
    _heading(document, "存在的主要问题")
    _optional(document, "问题概述")
    for line, style in (
        ("{%p for 组 in 问题分组 %}", BODY),
        ("{{ 组.标题 }}", "Heading 2"),
        ("{%p for 问题 in 组.问题 %}", BODY),
        ("{{r 问题.全文 }}", BODY),
        ("{%p endfor %}", BODY),
        ("{%p endfor %}", BODY),
    ):
        document.add_paragraph(line, style)
    _optional(document, "问题附注")
    _section(document, "建议", "建议")
    _heading(document, "评价结论")
    for name in ("评价金额", "口径调节"):
        _optional(document, name)
    _optional(document, "结论").paragraph_format.keep_with_next = True
    for line in ("", "附件：1.指标评分表", "　　　2.问题清单", ""):
        document.add_paragraph(line, BODY).paragraph_format.keep_with_next = True
    document.add_paragraph("{{r 评价机构 }}", SIGNATURE).paragraph_format.keep_with_next = True
    document.add_paragraph("{{r 日期 }}", SIGNATURE)


def _annexes(document: WordDocument) -> None:
    document.add_paragraph("附件1", ANNEX)
    document.add_paragraph("指标评分表", TITLE)
    document.add_paragraph("", CELL)
    for name in ("得分说明", "试算说明", "未评说明", "试算附注"):
        _optional(document, name, ANNEX_TEXT)
    document.add_paragraph("{%p if 评分表 %}", ANNEX_TEXT)
    total = (
        "合计",
        *(f"{{{{ 合计.{name} }}}}" for name in ("分值", "可评", "已评", "得分", "得分率")),
    )
    add_caption(document, '{{ 表("分项得分") }}')
    add_table_of(document, HEADS, "分项得分", total)
    _chart(document, "得分图", "分项得分率（得分÷可评分值）")
    _optional(document, "得分图附注", ANNEX_TEXT, plain=True)
    add_caption(document, '{{ 表("指标得分") }}')
    add_nested_table(document, SCORES)
    document.add_paragraph("{%p endif %}", ANNEX_TEXT)
    page = document.add_paragraph("附件2", ANNEX)
    page.paragraph_format.page_break_before = True
    document.add_paragraph("问题清单", TITLE)
    document.add_paragraph("被评价单位：{{ 单位 }}", CELL)
    document.add_paragraph("{%p if 问题清单 %}", CELL)
    add_table_of(document, ISSUES, "问题清单")
    for line in ("{%p else %}", "无", "{%p endif %}"):
        document.add_paragraph(line, CENTRED)


def _heading(document: WordDocument, title: str) -> None:
    document.add_paragraph(f'{{{{ 一级("{title}") }}}}', "Heading 1")


def _section(document: WordDocument, title: str, name: str) -> None:
    """Add a heading and a paragraph for every text of a list."""
    _heading(document, title)
    for line in (f"{{%p for 段 in {name} %}}", "{{r 段 }}", "{%p endfor %}"):
        document.add_paragraph(line, BODY)


def _optional(
    document: WordDocument, name: str, style: str = BODY, *, plain: bool = False
) -> Paragraph:
    """Add a paragraph that is left out where there is nothing to say, and return it."""
    document.add_paragraph(f"{{%p if {name} %}}", style)
    shown = document.add_paragraph(f"{{{{{'' if plain else 'r'} {name} }}}}", style)
    document.add_paragraph("{%p endif %}", style)
    return shown


def _chart(document: WordDocument, name: str, title: str) -> None:
    document.add_paragraph(f"{{%p if {name} %}}", BODY)
    shown = document.add_paragraph(f"{{{{r {name} }}}}", CENTRED)
    shown.paragraph_format.keep_with_next = True
    caption = add_caption(document, f'{{{{ 图("{title}") }}}}')
    caption.paragraph_format.keep_with_next = False
    document.add_paragraph("{%p endif %}", BODY)

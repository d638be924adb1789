"""What the button 帮助 says."""

from xltoolkit.version import VERSION

HELP_TEXT = f"""绩效评价工具 {VERSION}

生成问题清单和评价结论：按工作簿中的数据重新生成两张表。手工填写的反馈意见、整改措施等各栏和改写过的文字都保留；按一次“撤销”即可撤回。
检查录入：列出填错或可疑的单元格，只检查，不改动。
自检：检查本工具在这台机器、这个工作簿中是否工作正常。

绩效函数：“插入－函数”的“加载项”（Add-in）类中，以PERF_开头。
注意：在LibreOffice里，函数直接引用空白单元格时按0计算；模板中的公式已作处理，自己写公式时请先用ISBLANK判断。
给Excel用的工作簿，请存为.xlsx。详细说明见项目文档中的“LibreOffice Calc 扩展”。"""

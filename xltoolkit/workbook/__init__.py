"""What a workbook looks like: the layout, the template, reading a case, planning the sheets."""

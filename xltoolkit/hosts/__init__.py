"""The programs that calculate a workbook: Excel, Calc, and the file itself."""

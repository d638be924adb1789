"""The evaluation itself: what is wrong, and the verdict. Pure: no workbook, clock, file or locale.

Standard library only, Python 3.8, because the same code runs inside LibreOffice Calc.
"""

"""The workbook as a file: guard, calculation and saving without an office program."""

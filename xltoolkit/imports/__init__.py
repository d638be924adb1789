"""Figures that come from outside a workbook: case files and tables."""

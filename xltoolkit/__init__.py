"""A toolkit in Excel for evaluating how well a department spent its whole budget."""

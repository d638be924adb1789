"""Inside Excel: functions in cells, the ribbon tab and its buttons, served by xlwings."""

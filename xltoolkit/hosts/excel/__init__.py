"""The host Excel: functions in cells, the ribbon, the buttons, and the installation on Windows."""

"""LibreOffice Calc as a host: the extension with functions and buttons, and Calc as a calculator."""

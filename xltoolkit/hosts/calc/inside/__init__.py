"""What runs inside LibreOffice: the bridge of UNO, Python's standard library, Python 3.8."""

Option Explicit
Option Private Module
' The one place that knows how Python is reached: through the module "xlwings".

Private host As Object

' Kept from call to call: xlwings reads its settings anew whenever it is asked.
Public Function PerfHost() As Object
    If host Is Nothing Then Set host = XLPy()
    Set PerfHost = host
End Function

' Whether there was one to forget.
Public Function PerfForgetHost() As Boolean
    PerfForgetHost = Not host Is Nothing
    Set host = Nothing
End Function

' Value2: a date is its serial number, an amount in a currency a plain number.
Public Function PerfRangeValues(cells As Variant) As Variant
    PerfRangeValues = cells.Value2
End Function

Public Sub PerfRunAction(ByVal action As String)
    RunPython "from xltoolkit.hosts.excel import actions; actions." & action & "()"
End Sub

Option Explicit
Option Private Module
' In LibreOffice only: stands in for PerfTransport, with the process of the test as Python.

Private host As Object

Public Function PerfHost() As Object
    If host Is Nothing Then Set host = CreateUnoService("xltoolkit.test.Python")
    Set PerfHost = host
End Function

Public Function PerfForgetHost() As Boolean
    PerfForgetHost = Not host Is Nothing
    Set host = Nothing
End Function

Public Function PerfRangeValues(cells As Variant) As Variant
    PerfRangeValues = PerfHost().RangeValues(cells)
End Function

Public Sub PerfRunAction(ByVal action As String)
    Dim answer As Variant
    answer = PerfHost().RunAction(action)
End Sub

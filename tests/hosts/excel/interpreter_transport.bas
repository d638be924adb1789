Option Explicit
' Stands in for the module of xlwings in an interpreter of VBA, and asks what cells would ask.

Private server As Object

Public Function Connect(given As Object) As Variant
    Set server = given
End Function

Public Function XLPy() As Object
    If server Is Nothing Then Err.Raise 1000, "xlwings", "no interpreter"
    Set XLPy = server
End Function

Public Function RunPython(command As String) As Variant
    If server Is Nothing Then Err.Raise 1000, "xlwings", "no interpreter"
    server.Exec command
End Function

Public Function Ask(ByVal question As String) As Variant
    With ThisWorkbook.Worksheets(1)
        Select Case question
            Case "one cell": Ask = PERF_ROUND(.Range("A1"), 0)
            Case "an empty cell": Ask = PERF_ROUND(.Range("A9"), 0)
            Case "a cell in error": Ask = PERF_ROUND(.Range("B3"), 0)
            Case "a date": Ask = PERF_ROUND(.Range("C1"), 0)
            Case "an amount in a currency": Ask = PERF_ROUND(.Range("C2"), 5)
            Case "a block": Ask = PERF_TOTAL(.Range("A1:B3"))
            Case "a whole column": Ask = PERF_TOTAL(.Range("A:A"))
            Case "a whole row": Ask = PERF_TOTAL(.Range("1:1"))
            Case "several areas": Ask = PERF_TOTAL(Application.Union(.Range("A1"), .Range("B3")))
            Case "parts": Ask = PERF_BALANCE(10, .Range("A1"), .Range("B1:B2"))
            Case "nothing": Ask = PERF_FINGERPRINT()
        End Select
    End With
End Function

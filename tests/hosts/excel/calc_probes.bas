Option Explicit
' Questions to the macros that no formula of a cell can ask, or that Calc would spoil.

Public Function WholeColumn(document As Variant) As Variant
    WholeColumn = CStr(PERF_TOTAL(ThisWorkbook.Worksheets(1).Range("AZ:AZ")))
End Function

Public Function SeveralAreas(document As Variant) As Variant
    With ThisWorkbook.Worksheets(1)
        SeveralAreas = CStr(PERF_TOTAL(Application.Union(.Range("AZ1"), .Range("AZ3"))))
    End With
End Function

Public Function DivisionByZeroIsAnError(document As Variant) As Variant
    DivisionByZeroIsAnError = CStr(IsError(PERF_EXEC_RATE(1, 0)))
End Function

Public Function NothingGiven(document As Variant) As Variant
    NothingGiven = CStr(PERF_FINGERPRINT())
End Function

Option Explicit
Option Private Module
' Texts in Chinese, from the hidden sheet, and the help of the functions for the wizard.

Private Const TEXT_SHEET As String = "xltoolkit.text"
Private Const FUNCTION_PREFIX As String = "PERF_"
Private Const FIRST_ARGUMENT As Long = 4

Public Function PerfText(ByVal key As String) As String
    Dim row As Long
    With ThisWorkbook.Worksheets(TEXT_SHEET)
        For row = 1 To .UsedRange.Rows.Count
            If .Cells(row, 1).Value = key Then PerfText = .Cells(row, 2).Value
        Next row
    End With
End Function

' Excel keeps help only of functions in a workbook that is not hidden, so an add-in shows
' itself for a moment. Help is a convenience: where Excel refuses it, nothing else may fail.
Public Sub PerfDescribeFunctions()
    Dim wasSaved As Boolean, wasAddIn As Boolean
    On Error Resume Next
    wasSaved = ThisWorkbook.Saved
    wasAddIn = ThisWorkbook.IsAddin
    Application.ScreenUpdating = False
    If wasAddIn Then ThisWorkbook.IsAddin = False
    PerfDescribeAll
    If wasAddIn Then ThisWorkbook.IsAddin = True
    Application.ScreenUpdating = True
    ThisWorkbook.Saved = wasSaved
End Sub

Private Sub PerfDescribeAll()
    Dim row As Long
    With ThisWorkbook.Worksheets(TEXT_SHEET)
        For row = 1 To .UsedRange.Rows.Count
            If Left$(.Cells(row, 1).Value, Len(FUNCTION_PREFIX)) = FUNCTION_PREFIX Then PerfDescribe row
        Next row
    End With
End Sub

Private Sub PerfDescribe(ByVal row As Long)
    Dim arguments() As String, count As Long, macroName As String
    On Error Resume Next
    With ThisWorkbook.Worksheets(TEXT_SHEET)
        Do While .Cells(row, FIRST_ARGUMENT + count).Value <> ""
            ReDim Preserve arguments(0 To count)
            arguments(count) = .Cells(row, FIRST_ARGUMENT + count).Value
            count = count + 1
        Loop
        macroName = "'" & ThisWorkbook.Name & "'!" & .Cells(row, 1).Value
        Application.MacroOptions Macro:=macroName, Description:=.Cells(row, 3).Value, _
            Category:=.Cells(row, 2).Value, ArgumentDescriptions:=arguments
    End With
End Sub

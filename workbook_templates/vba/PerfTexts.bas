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

' Help is a convenience: where Excel refuses it, nothing else may fail. It may refuse it in a
' hidden workbook, which an add-in is; then the add-in shows itself for a moment.
Public Sub PerfDescribeFunctions()
    Dim wasSaved As Boolean
    On Error Resume Next
    wasSaved = ThisWorkbook.Saved
    If Not PerfDescribedAll() And ThisWorkbook.IsAddin Then
        Application.ScreenUpdating = False
        ThisWorkbook.IsAddin = False
        PerfDescribedAll
        ThisWorkbook.IsAddin = True
        Application.ScreenUpdating = True
    End If
    ThisWorkbook.Saved = wasSaved
End Sub

' Whether Excel has taken the help of every function; it ends with the first that is refused.
Private Function PerfDescribedAll() As Boolean
    Dim row As Long
    On Error GoTo refused
    With ThisWorkbook.Worksheets(TEXT_SHEET)
        For row = 1 To .UsedRange.Rows.Count
            If Left$(.Cells(row, 1).Value, Len(FUNCTION_PREFIX)) = FUNCTION_PREFIX Then PerfDescribe row
        Next row
    End With
    PerfDescribedAll = True
refused:
End Function

Private Sub PerfDescribe(ByVal row As Long)
    Dim arguments() As String, count As Long, macroName As String
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

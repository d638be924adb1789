Option Explicit
Option Private Module
' Calls from cells to Python and back.
' ASCII only: Chinese texts stand on a hidden sheet.
' An error value travels as a whole number (&H800A0000 + its code) in both directions;
' every other number is a Double.

Public PerfLastError As String ' why the last call failed

Private Const SERVED_MODULE As String = "xltoolkit.hosts.excel.udf_module"
Private Const LEFT_OUT As Long = &H80020004
Private Const BAD_ARGUMENT As Long = 2015 ' the code of #VALUE!
Private Const NO_PYTHON As Long = 2029 ' the code of #NAME?: as if the function were not there
Private Const TYPE_LONG As Long = 3

Public Function PerfCall(ByVal functionName As String, arguments As Variant) As Variant
    PerfCall = PerfAnswer(PerfAsk(functionName, arguments))
End Function

' Python may have ended since the last call: then it is started anew, once.
Private Function PerfAsk(ByVal functionName As String, arguments As Variant) As Variant
    Dim number As Long, description As String, asked As Boolean
    On Error GoTo lost
askAgain:
    PerfAsk = PerfHost().CallUDF(SERVED_MODULE, functionName, arguments, Nothing, Nothing)
    Exit Function
lost:
    number = Err.Number
    description = Err.Description
    If asked Or Not PerfForgetHost() Then Err.Raise number, "xltoolkit", description
    asked = True
    Resume askAgain
End Function

Private Function PerfAnswer(answer As Variant) As Variant
    If VarType(answer) = TYPE_LONG Then
        PerfAnswer = CVErr(answer And 65535)
    Else
        PerfAnswer = answer
    End If
End Function

' What Python is given for an argument: the values of a range, never the range itself.
Public Function PerfCells(Optional argument As Variant) As Variant
    If IsMissing(argument) Then
        PerfCells = LEFT_OUT
    ElseIf IsObject(argument) Then
        PerfCells = PerfRangeValues(PerfUsedPart(argument))
    Else
        PerfCells = argument
    End If
End Function

' Cells that are no rectangle are refused: a function would see the first rectangle only.
' A whole column ends where the used part of its sheet ends, a whole row likewise. Two cells at
' least are left, so that it never turns into a single cell.
Private Function PerfUsedPart(cells As Variant) As Variant
    Dim rowCount As Long, columnCount As Long, used As Object
    If cells.Areas.Count > 1 Then PerfRefuse
    rowCount = cells.Rows.Count
    columnCount = cells.Columns.Count
    If rowCount = cells.Worksheet.Rows.Count Then
        Set used = cells.Worksheet.UsedRange
        rowCount = PerfAtLeastTwo(used.Row + used.Rows.Count - cells.Row)
    End If
    If columnCount = cells.Worksheet.Columns.Count Then
        Set used = cells.Worksheet.UsedRange
        columnCount = PerfAtLeastTwo(used.Column + used.Columns.Count - cells.Column)
    End If
    If used Is Nothing Then
        Set PerfUsedPart = cells
    Else
        Set PerfUsedPart = cells.Resize(rowCount, columnCount)
    End If
End Function

Private Function PerfAtLeastTwo(ByVal count As Long) As Long
    PerfAtLeastTwo = count
    If count < 2 Then PerfAtLeastTwo = 2
End Function

Public Sub PerfRefuse()
    Err.Raise BAD_ARGUMENT, "xltoolkit", "argument not accepted"
End Sub

Public Function PerfFail(ByVal number As Long, ByVal description As String) As Variant
    PerfLastError = description
    If number = BAD_ARGUMENT Then
        PerfFail = CVErr(BAD_ARGUMENT)
    Else
        PerfFail = CVErr(NO_PYTHON)
    End If
End Function

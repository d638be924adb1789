@echo off
rem Takes the add-in and the private Python away again; workbooks and logs stay. ASCII only.
setlocal
set "HOME_OF_TOOL=%LOCALAPPDATA%\xltoolkit"
if not exist "%HOME_OF_TOOL%\python\python.exe" goto nothing
"%HOME_OF_TOOL%\python\python.exe" -I -m xltoolkit.cli uninstall excel
if errorlevel 1 goto failed
rmdir /s /q "%HOME_OF_TOOL%\python"
pause
exit /b 0
:nothing
echo xltoolkit is not installed for this user.
pause
exit /b 0
:failed
pause
exit /b 1

@echo off
rem Installs xltoolkit for the present user: no administrator rights, no internet.
rem Python does the work (install.py); this file only looks for it. ASCII only.
setlocal
pushd "%~dp0"
if exist "python\python.exe" goto bundled
py -3.11 -c "" >nul 2>nul && goto launcher
python -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))" >nul 2>nul && goto on_path
echo Python 3.11 (64-bit) was not found. The instructions are opened now.
for %%f in (*.txt) do start "" notepad "%%f"
goto failed
:bundled
"python\python.exe" install.py
goto end
:launcher
py -3.11 install.py
goto end
:on_path
python install.py
:end
if errorlevel 1 goto failed
popd
pause
exit /b 0
:failed
popd
pause
exit /b 1

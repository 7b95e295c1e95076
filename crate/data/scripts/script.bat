@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "KEPT=%~dp0jiance-before-<<host>>"

rem A 32-bit window on a 64-bit Windows is shown another registry: start again in the 64-bit one.
if not defined PROCESSOR_ARCHITEW6432 goto right_width
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto right_width
"%SystemRoot%\Sysnative\cmd.exe" /d /c ""%~f0""
exit /b %errorlevel%
:right_width

<<code_page>>
<<head>>

rem Started by a double click, the window closes at the end: wait for a key then.
set "WAIT="
setlocal EnableDelayedExpansion
if not "!cmdcmdline:/c =!"=="!cmdcmdline!" (endlocal & set "WAIT=1") else endlocal

rem Windows' own programs only, never one of the same name beside this file.
set "PATH=%SystemRoot%\System32;%SystemRoot%;%SystemRoot%\System32\Wbem"
cd /d "%SystemRoot%\System32"

set "STATUS=1"
<<opening>>
rem Only administrators may read this key.
reg query HKU\S-1-5-19 >nul 2>nul
if not errorlevel 1 goto is_administrator
echo.
echo <<not_administrator>>
goto the_end
:is_administrator
<<prepare>>

rem The port on which remote desktop listens here, and whether it is one of those to be closed.
set "RDP=3389"
for /f "tokens=3" %%a in ('reg query "HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp" /v PortNumber 2^>nul ^| find "REG_DWORD"') do set /a RDP=%%a
set "CLASH="
for %%p in (135 137 138 139 445) do if "%RDP%"=="%%p" set "CLASH=1"

set "CHANGED=0"
set "SAME=0"
set "BAD=0"
set "RESTART="
<<steps>>

<<summary>>
set "STATUS=0"
if not "%BAD%"=="0" set "STATUS=1"
goto the_end

rem ==== What the lines above call ====================================================

:changed
echo   [+] %~1  <<changed>>
set /a CHANGED+=1
exit /b 0

:same
echo   [=] %~1  <<same>>
set /a SAME+=1
exit /b 0

:failed
echo   [!] %~1  <<failed>>
set /a BAD+=1
set "FAILED=1"
exit /b 0

:service_now
net %*
rem One that does not start or stop now does so with the next restart.
if errorlevel 1 set "RESTART=1"
exit /b 0

<<subroutines>>

:the_end
<<code_page_back>>
if defined WAIT pause
exit /b %STATUS%

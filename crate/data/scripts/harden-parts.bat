:value
rem Sets a number in the registry. 1: the name under which the old one is kept, 2: key, 3: name, 4: number.
set "FAILED="
set "OLD=absent"
set "NOW="
for /f "tokens=2,3" %%a in ('reg query "%~2" /v "%~3" 2^>nul ^| find "REG_"') do call :value_is %%a %%b
if "%OLD%"=="other" goto failed_value
if "%NOW%"=="%~4" goto same_value
if not exist "%KEPT%\%~1.txt" >"%KEPT%\%~1.txt" echo %OLD%
if not exist "%KEPT%\%~1.txt" goto failed_value
reg add "%~2" /v "%~3" /t REG_DWORD /d %~4 /f >nul
if errorlevel 1 goto failed_value
call :changed "%~3=%~4"
exit /b 0
:same_value
call :same "%~3=%~4"
exit /b 0
:failed_value
call :failed "%~3=%~4"
exit /b 0

:value_is
set "OLD=other"
if not "%~1"=="REG_DWORD" exit /b 0
set "OLD=%~2"
set /a NOW=%~2
exit /b 0

:each_value
rem The same in a key below another. 1: the one above, 2: the key, 3: name, 4: number.
if /i "%~1"=="%~2" exit /b 0
call :value "each.%~3.%~nx2" "%~2" "%~3" %~4
exit /b 0

:service
rem Sets how a service starts. 1: name, 2: auto, demand or disabled, 3: the same as a number.
set "FAILED="
set "START="
for /f "tokens=3" %%a in ('reg query "HKLM\SYSTEM\CurrentControlSet\Services\%~1" /v Start 2^>nul ^| find "REG_DWORD"') do set /a START=%%a
if not defined START goto no_service
set "DELAYED=0"
for /f "tokens=3" %%a in ('reg query "HKLM\SYSTEM\CurrentControlSet\Services\%~1" /v DelayedAutostart 2^>nul ^| find "REG_DWORD"') do set /a DELAYED=%%a
set "RUNS=0"
sc query "%~1" | find ": 4 " >nul
if not errorlevel 1 set "RUNS=1"
if not "%START%"=="%~3" goto change_service
if "%~2%RUNS%"=="disabled1" goto change_service
if "%~2%RUNS%"=="auto0" goto change_service
:same_service
call :same "%~1: %~2"
exit /b 0
:no_service
echo   [=] %~1: %~2  <<no_service>>
set /a SAME+=1
exit /b 0
:change_service
if not exist "%KEPT%\service.%~1.txt" >"%KEPT%\service.%~1.txt" echo %START% %DELAYED% %RUNS%
if not exist "%KEPT%\service.%~1.txt" goto failed_service
sc config "%~1" start= %~2 >nul
if errorlevel 1 goto failed_service
if "%~2%RUNS%"=="disabled1" call :service_now stop "%~1" /y
if "%~2%RUNS%"=="auto0" call :service_now start "%~1"
call :changed "%~1: %~2"
exit /b 0
:failed_service
call :failed "%~1: %~2"
exit /b 0

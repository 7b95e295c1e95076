:value
rem Puts a number back into the registry. 1: the name under which it is kept, 2: key, 3: name.
set "FAILED="
if not exist "%KEPT%\%~1.txt" goto same_value
set "OLD="
for /f "usebackq" %%a in ("%KEPT%\%~1.txt") do set "OLD=%%a"
if not defined OLD goto failed_value
if "%OLD%"=="absent" goto value_absent
reg add "%~2" /v "%~3" /t REG_DWORD /d %OLD% /f >nul
if errorlevel 1 goto failed_value
goto value_back
:value_absent
reg query "%~2" /v "%~3" >nul 2>nul
if errorlevel 1 goto value_back
reg delete "%~2" /v "%~3" /f >nul
if errorlevel 1 goto failed_value
:value_back
del "%KEPT%\%~1.txt"
call :changed "%~3"
exit /b 0
:same_value
call :same "%~3"
exit /b 0
:failed_value
call :failed "%~3"
exit /b 0

:each_value
rem The same in a key below another. 1: the one above, 2: the key, 3: name.
if /i "%~1"=="%~2" exit /b 0
call :value "each.%~3.%~nx2" "%~2" "%~3"
exit /b 0

:service
rem Has a service start as it did before. 1: name, 2: auto, demand or disabled, as it was set.
set "FAILED="
if not exist "%KEPT%\service.%~1.txt" goto same_service
set "START="
set "RUNS="
for /f "usebackq tokens=1,2,3" %%a in ("%KEPT%\service.%~1.txt") do call :service_was %%a %%b %%c
if not defined START goto failed_service
sc config "%~1" start= %START% >nul
if errorlevel 1 goto failed_service
set "NOW=0"
sc query "%~1" | find ": 4 " >nul
if not errorlevel 1 set "NOW=1"
if "%RUNS%%NOW%"=="10" call :service_now start "%~1"
if "%~2%RUNS%%NOW%"=="auto01" call :service_now stop "%~1" /y
del "%KEPT%\service.%~1.txt"
call :changed "%~1"
exit /b 0
:same_service
call :same "%~1"
exit /b 0
:failed_service
call :failed "%~1"
exit /b 0

:service_was
set "RUNS=%~3"
if "%~1"=="2" set "START=auto"
if "%~1%~2"=="21" set "START=delayed-auto"
if "%~1"=="3" set "START=demand"
if "%~1"=="4" set "START=disabled"
exit /b 0

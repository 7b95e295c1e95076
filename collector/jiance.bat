@echo off
rem ============================================================================
rem  jiance.bat 1.0 - collects what the Jiance check page needs to see.
rem
rem  What it does: lists the files on all fixed disks, the running programs, the
rem  registry, the Windows version, the installed updates and the open ports,
rem  writes them into one new folder and packs that folder into one file.
rem
rem  What it does not do: it opens no network connection, installs nothing,
rem  changes no setting and deletes nothing but its own working files.
rem  It decides nothing either: the page reads the file and gives the answer.
rem
rem  Windows XP / Server 2003 up to Windows 11 / Server 2025. Run it from any
rem  folder, best with a right click and "Run as administrator".
rem  It takes some minutes. You may read all of it first; every command is here.
rem ============================================================================

rem Switch off delayed expansion, so that a "!" in a folder name stays what it is.
setlocal EnableExtensions DisableDelayedExpansion

rem A user's own default switches for "dir" would change the listing.
set "DIRCMD="

rem Windows' own programs by their full path: a file of the same name in the
rem folder this runs from must never run instead.
set "SYS=%SystemRoot%\System32"
set "WMIC=%SYS%\wbem\wmic.exe"
set "PS=%SYS%\WindowsPowerShell\v1.0\powershell.exe -NoProfile -NonInteractive -Command"

rem A 32-bit window on a 64-bit Windows is shown a wrong System32 and a part of
rem the registry only: start again in the 64-bit one.
if not defined PROCESSOR_ARCHITEW6432 goto right_width
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto right_width
"%SystemRoot%\Sysnative\cmd.exe" /d /c ""%~f0""
exit /b %errorlevel%
:right_width

rem Started by a double click, the window closes at the end: wait for a key then.
rem Such a window was opened by "cmd /c".
set "WAIT="
setlocal EnableDelayedExpansion
if not "!cmdcmdline:/c =!"=="!cmdcmdline!" (endlocal & set "WAIT=1") else endlocal

echo.
echo Jiance collector 1.0
echo It only reads. Nothing is sent anywhere, no setting is changed.
echo Please wait until it says "Done". This can take several minutes.
echo.

rem ---- A name for the output: jiance-HOST-YYYYMMDD-HHMMSS --------------------

rem Letters that mean something to this command window are replaced by "-".
set "HOST=%COMPUTERNAME%"
if not defined HOST set "HOST=unknown"
set "HOST=%HOST:&=-%"
set "HOST=%HOST:^=-%"
set "HOST=%HOST:!=-%"
set "HOST=%HOST:(=-%"
set "HOST=%HOST:)=-%"
set "HOST=%HOST:'=-%"
set "HOST=%HOST:`=-%"
set "HOST=%HOST:,=-%"
set "HOST=%HOST:;=-%"
set "HOST=%HOST: =-%"

rem The date in digits, the same in every language: from wmic, or from PowerShell
rem where Windows no longer has wmic.
set "STAMP="
for /f "usebackq skip=1" %%a in (`%WMIC% os get LocalDateTime 2^>nul ^<nul`) do if not defined STAMP set "STAMP=%%a"
call :check_stamp
if defined STAMP goto have_stamp
for /f "usebackq" %%a in (`%PS% "(Get-Date).ToString('yyyyMMddHHmmss', [Globalization.CultureInfo]::InvariantCulture)" 2^>nul ^<nul`) do if not defined STAMP set "STAMP=%%a"
call :check_stamp
if defined STAMP goto have_stamp
rem Neither works: count instead.
set "N=0"
:count
set /a N+=1
set "STAMP=0000000000000%N%"
if %N% GEQ 9 goto have_stamp
if exist "%~dp0jiance-%HOST%-00000000-00000%N%*" goto count
:have_stamp
set "NAME=jiance-%HOST%-%STAMP:~0,8%-%STAMP:~8,6%"

rem ---- A folder for the output -----------------------------------------------

rem Beside this file; where that is not possible, on the desktop or in the
rem folder for temporary files. Never on a network path.
set "PLACE=%~dp0"
if not "%PLACE:~0,2%"=="\\" mkdir "%PLACE%%NAME%" 2>nul
if exist "%PLACE%%NAME%\" goto have_place
set "PLACE=%USERPROFILE%\Desktop\"
if exist "%PLACE%" mkdir "%PLACE%%NAME%" 2>nul
if exist "%PLACE%%NAME%\" goto have_place
set "PLACE=%TEMP%\"
mkdir "%PLACE%%NAME%" 2>nul
if exist "%PLACE%%NAME%\" goto have_place
echo No folder could be made for the output. Copy jiance.bat to a folder you may
echo write to, for example the desktop, and run it there.
if defined WAIT pause
exit /b 1
:have_place
pushd "%PLACE%%NAME%"

rem ---- The manifest: what this collector says about its own work -------------

rem Only administrators (and the system itself) may read this key.
set "ELEVATED=yes"
%SYS%\reg.exe query HKU\S-1-5-19 >nul 2>nul
if errorlevel 1 set "ELEVATED=no"

rem The code page of this window: its number is the last word of what chcp says.
set "CODEPAGE="
for /f "tokens=2 delims=:." %%a in ('%SYS%\chcp.com') do set /a CODEPAGE=%%a 2>nul
if not "%CODEPAGE%"=="0" if defined CODEPAGE goto have_codepage
for /f "tokens=1,3" %%a in ('%SYS%\reg.exe query HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage /v OEMCP') do if /i "%%a"=="OEMCP" set "CODEPAGE=%%b"
:have_codepage

>manifest.txt echo jiance-manifest/1
>>manifest.txt echo collector=jiance.bat 1.0
>>manifest.txt echo started=%DATE% %TIME%
>>manifest.txt echo host=%HOST%
>>manifest.txt echo elevated=%ELEVATED%
>>manifest.txt echo codepage=%CODEPAGE%
>>manifest.txt echo system_drive=%SystemDrive%
set "PARTS=manifest.txt"
set "FAILED="

if "%ELEVATED%"=="yes" goto elevated
echo NOTE: this does not run as administrator, so some folders, programs and keys
echo stay hidden. To see everything, close this window, right-click jiance.bat and
echo choose "Run as administrator".
echo.
:elevated

rem Fixed disks are those of type 3: no network drives, no CD, no USB sticks.
set "DRIVES="
for /f "usebackq skip=1 tokens=1-2" %%a in (`%WMIC% logicaldisk get DeviceID^,DriveType 2^>nul ^<nul`) do if "%%b"=="3" call :add_drive %%a
if defined DRIVES goto have_drives
for /f "usebackq" %%a in (`%PS% "[IO.DriveInfo]::GetDrives() | Where-Object { $_.DriveType -eq 'Fixed' } | ForEach-Object { $_.Name.Substring(0, 2) }" 2^>nul ^<nul`) do call :add_drive %%a
if defined DRIVES goto have_drives
for /f "tokens=1,3" %%a in ('%SYS%\reg.exe query HKLM\SYSTEM\MountedDevices') do call :add_mounted "%%a" "%%b"
:have_drives
if not defined DRIVES call :add_drive %SystemDrive%

rem ---- [1/7] Running programs ------------------------------------------------

rem The first command that works counts; wmic and PowerShell also tell each
rem program's full path.
echo [1/7] Listing the running programs
call :begin processes.txt
call :command utf-16le "wmic process get ExecutablePath,Name,ProcessId /value"
%WMIC% process get ExecutablePath,Name,ProcessId /value <nul >processes.txt 2>nul
call :result %errorlevel%
if defined OK goto processes_end
call :command utf-16le "powershell Get-WmiObject Win32_Process"
%PS% "Get-WmiObject Win32_Process -ErrorAction Stop | ForEach-Object { ''; 'ExecutablePath=' + $_.ExecutablePath; 'Name=' + $_.Name; 'ProcessId=' + $_.ProcessId } | Set-Content -LiteralPath processes.txt -Encoding Unicode" <nul >nul 2>nul
call :result %errorlevel%
if defined OK goto processes_end
call :command oem "tasklist /fo csv"
%SYS%\tasklist.exe /fo csv <nul >processes.txt 2>nul
call :result %errorlevel%
if defined OK goto processes_end
rem Only for Wine, whose wmic knows no ExecutablePath and whose tasklist is empty.
call :command utf-16le "wmic process get Name,ProcessId"
%WMIC% process get Name,ProcessId <nul >processes.txt 2>nul
call :result %errorlevel%
:processes_end
call :end

rem ---- [2/7] Open ports: this computer's own table, no connection is made -----

echo [2/7] Listing the open ports
call :begin sockets.txt
call :command oem "netstat -ano"
%SYS%\netstat.exe -ano <nul >sockets.txt 2>nul
call :result %errorlevel%
call :end

rem ---- [3/7] Files: all, hidden and system ones too --------------------------

for %%d in (%DRIVES%) do call :list_files %%d

rem ---- [4/7] The registry ----------------------------------------------------

rem The whole machine side; where that is refused, the two parts that matter.
rem Then all users who are loaded; where that is refused, the present user.
echo [4/7] Exporting the registry (this can take several minutes)
call :export HKLM registry-hklm.reg
if defined OK goto registry_users
call :export HKLM\SOFTWARE registry-software.reg
call :export HKLM\SYSTEM registry-system.reg
:registry_users
call :export HKU registry-hku.reg
if not defined OK call :export HKCU registry-hkcu.reg

rem ---- [5/7] This Windows ----------------------------------------------------

echo [5/7] Reading the Windows version
call :begin version.txt
call :command oem "ver"
ver >version.txt 2>nul
call :result %errorlevel%
call :end

call :begin os.txt
call :command utf-16le "wmic os get BuildNumber,Caption,CSDVersion,OSArchitecture,Version /value"
%WMIC% os get BuildNumber,Caption,CSDVersion,OSArchitecture,Version /value <nul >os.txt 2>nul
call :result %errorlevel%
if defined OK goto os_end
rem XP and Server 2003 know no OSArchitecture.
call :command utf-16le "wmic os get BuildNumber,Caption,CSDVersion,Version /value"
%WMIC% os get BuildNumber,Caption,CSDVersion,Version /value <nul >os.txt 2>nul
call :result %errorlevel%
if defined OK goto os_end
call :command utf-16le "powershell Get-WmiObject Win32_OperatingSystem"
%PS% "Get-WmiObject Win32_OperatingSystem -ErrorAction Stop | ForEach-Object { 'BuildNumber=' + $_.BuildNumber; 'Caption=' + $_.Caption; 'CSDVersion=' + $_.CSDVersion; 'OSArchitecture=' + $_.OSArchitecture; 'Version=' + $_.Version } | Set-Content -LiteralPath os.txt -Encoding Unicode" <nul >nul 2>nul
call :result %errorlevel%
:os_end
call :end

call :begin systeminfo.txt
call :command oem "systeminfo"
%SYS%\systeminfo.exe <nul >systeminfo.txt 2>nul
call :result %errorlevel%
call :end

rem ---- [6/7] Installed updates, and the versions of the files they replace ---

echo [6/7] Listing the installed updates
call :begin hotfixes.txt
call :command utf-16le "wmic qfe get Description,HotFixID,InstalledOn,ServicePackInEffect /value"
%WMIC% qfe get Description,HotFixID,InstalledOn,ServicePackInEffect /value <nul >hotfixes.txt 2>nul
call :result %errorlevel%
if defined OK goto hotfixes_end
call :command utf-16le "powershell Get-WmiObject Win32_QuickFixEngineering"
%PS% "Get-WmiObject Win32_QuickFixEngineering -ErrorAction Stop | ForEach-Object { ''; 'Description=' + $_.Description; 'HotFixID=' + $_.HotFixID; 'InstalledOn=' + $_.InstalledOn; 'ServicePackInEffect=' + $_.ServicePackInEffect } | Set-Content -LiteralPath hotfixes.txt -Encoding Unicode" <nul >nul 2>nul
call :result %errorlevel%
:hotfixes_end
call :end

rem The lines of versions.txt: srv.sys=6.1.7601.23689
call :begin versions.txt
call :command ascii "wmic datafile get Version"
>versions.txt echo jiance-file-versions/1
set "FOUND="
rem wmic wants every backslash twice.
set "ROOT=%SystemRoot:\=\\%\\System32"
call :version srv.sys %ROOT%\\drivers\\srv.sys
call :version srv2.sys %ROOT%\\drivers\\srv2.sys
call :version srvnet.sys %ROOT%\\drivers\\srvnet.sys
call :version spoolsv.exe %ROOT%\\spoolsv.exe
call :version netapi32.dll %ROOT%\\netapi32.dll
if defined FOUND goto versions_found
call :result 1
call :command ascii "powershell VersionInfo"
%PS% "foreach ($name in 'drivers\srv.sys', 'drivers\srv2.sys', 'drivers\srvnet.sys', 'spoolsv.exe', 'netapi32.dll') { $file = Join-Path ($env:SystemRoot + '\System32') $name; if (Test-Path $file) { $v = (Get-Item $file).VersionInfo; '{0}={1}.{2}.{3}.{4}' -f (Split-Path -Leaf $name), $v.FileMajorPart, $v.FileMinorPart, $v.FileBuildPart, $v.FilePrivatePart } }" <nul >>versions.txt 2>nul
for /f "skip=1" %%a in (versions.txt) do set "FOUND=1"
if not defined FOUND call :result 1
rem With a heading alone, the file is of no use.
if not defined FOUND set "FILLED="
:versions_found
if defined FOUND call :result 0
call :end

rem ---- [7/7] Into one file ---------------------------------------------------

echo [7/7] Packing
>>manifest.txt echo end=manifest
rem The second is what wmic of Windows XP leaves behind.
del refused.tmp TempWmicBatchFile.bat 2>nul
set "PACKED="

rem Windows 10 and later bring tar, which writes .zip files.
%SYS%\tar.exe -a -cf packed.zip %PARTS% <nul >nul 2>nul
call :check_packed %errorlevel% zip
if not defined PACKED goto with_powershell
%SYS%\tar.exe -tf packed.zip <nul >nul 2>nul
call :check_packed %errorlevel% zip
if defined PACKED goto packed

rem Windows 8 and later bring .NET 4.5, which does too.
:with_powershell
%PS% "$ErrorActionPreference = 'Stop'; Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem; $zip = [IO.Compression.ZipFile]::Open('packed.zip', 'Create'); foreach ($part in $env:PARTS.Split(' ')) { [void][IO.Compression.ZipFileExtensions]::CreateEntryFromFile($zip, $part, $part) }; $zip.Dispose()" <nul >nul 2>nul
call :check_packed %errorlevel% zip
if defined PACKED goto packed

rem All since XP bring makecab, which writes .cab files.
>packed.ddf echo .Set CabinetNameTemplate=packed.cab
>>packed.ddf echo .Set DiskDirectory1=.
>>packed.ddf echo .Set MaxDiskSize=0
>>packed.ddf echo .Set Cabinet=on
>>packed.ddf echo .Set Compress=on
>>packed.ddf echo .Set CompressionType=MSZIP
>>packed.ddf echo .Set RptFileName=nul
>>packed.ddf echo .Set InfFileName=nul
for %%p in (%PARTS%) do >>packed.ddf echo %%p
%SYS%\makecab.exe /f packed.ddf <nul >nul 2>nul
call :check_packed %errorlevel% cab
del packed.ddf
if not defined PACKED goto keep_folder

:packed
move /y packed.%PACKED% "%PLACE%%NAME%.%PACKED%" >nul 2>nul
if not exist "%PLACE%%NAME%.%PACKED%" goto keep_folder
for %%p in (%PARTS%) do del %%p
popd
rmdir "%PLACE%%NAME%"
echo.
echo Done. This is the one file to hand in:
echo.
echo     "%PLACE%%NAME%.%PACKED%"
goto next_step

:keep_folder
del packed.zip packed.cab 2>nul
popd
echo.
echo Done. The output could not be packed into one file. Hand in this folder, with
echo everything in it:
echo.
echo     "%PLACE%%NAME%"

:next_step
echo.
if defined FAILED echo Could not be collected: %FAILED%
if defined FAILED echo The page says what that means for the answer.
if defined FAILED echo.
if "%ELEVATED%"=="no" echo It did not run as administrator; the page may ask you to run it again so.
if "%ELEVATED%"=="no" echo.
echo Next: open the check page in a browser, on this computer or another one,
echo and drop it there. It is read inside the browser and not sent anywhere.
echo.
if defined WAIT pause
exit /b 0

rem ============================================================================
rem  Helpers, called from above
rem ============================================================================

rem Keeps STAMP only if it begins with fourteen digits.
:check_stamp
if not defined STAMP exit /b
set "BAD="
for /f "delims=0123456789" %%a in ("%STAMP:~0,14%") do set "BAD=1"
if "%STAMP:~13,1%"=="" set "BAD=1"
if defined BAD set "STAMP="
exit /b

rem A fixed disk: C:
:add_drive
set "DRIVES=%DRIVES% %1"
>>manifest.txt echo fixed_drive=%1
exit /b

rem A name and its value under HKLM\SYSTEM\MountedDevices, where disks have short
rem values and removable drives a device's path, which begins "\??\" or "_??_".
:add_mounted
set "KEY=%~1"
set "VALUE=%~2"
if /i not "%KEY:~0,12%"=="\DosDevices\" exit /b
if /i "%VALUE:~0,12%"=="5C003F003F00" exit /b
if /i "%VALUE:~0,12%"=="5F003F003F00" exit /b
if exist %KEY:~12,2%\* call :add_drive %KEY:~12,2%
exit /b

rem A part begins: its file name.
:begin
set "PART=%1"
set "OK="
>>manifest.txt echo begin=%PART%
>>manifest.txt echo start=%DATE% %TIME%
exit /b

rem The command tried next: the encoding it writes, its text.
:command
>>manifest.txt echo command=%~2
>>manifest.txt echo encoding=%1
exit /b

rem How the command ended. It worked if its status is 0 and the part is not empty.
:result
>>manifest.txt echo exit=%1
set "OK="
set "FILLED="
if exist %PART% for %%f in (%PART%) do if %%~zf GTR 10 set "FILLED=1"
if "%1"=="0" if defined FILLED set "OK=1"
exit /b

rem How many lines of complaint the command wrote: what it was refused.
:refused
set "LINES=0"
for %%f in (refused.tmp) do if not "%%~zf"=="0" for /f %%n in ('type refused.tmp ^| %SYS%\find.exe /c /v ""') do set "LINES=%%n"
>>manifest.txt echo refused=%LINES%
exit /b

rem The part is over; only one that worked gets its end mark.
:end
>>manifest.txt echo stop=%DATE% %TIME%
if defined OK >>manifest.txt echo end=%PART%
if not defined OK set "FAILED=%FAILED% %PART%"
if defined FILLED set "PARTS=%PARTS% %PART%"
if not defined FILLED del %PART% 2>nul
exit /b

rem All files of one drive: C:
rem "cmd /u" writes UTF-16, so that names in every script survive; "/d" keeps a
rem user's start commands out; "/a" shows hidden and system files too. The status
rem of dir says nothing about its whole work, so any output counts; the page looks
rem for the totals at its end.
:list_files
set "DRIVE=%1"
echo [3/7] Listing all files on %DRIVE% (this can take several minutes)
call :begin files-%DRIVE:~0,1%.txt
call :command utf-16le "dir /s /a /-c %DRIVE%\"
%SYS%\cmd.exe /d /u /c dir /s /a /-c %DRIVE%\ <nul >%PART% 2>refused.tmp
call :result %errorlevel%
if defined FILLED set "OK=1"
call :refused
call :end
exit /b

rem One branch of the registry: its name, the file it goes to.
:export
call :begin %2
call :command utf-16le "reg export %1"
%SYS%\reg.exe export %1 %2 <nul >nul 2>refused.tmp
call :result %errorlevel%
call :refused
call :end
exit /b

rem The version of one file: its name, its path with doubled backslashes.
:version
set "VERSION="
for /f "usebackq tokens=1,2 delims==" %%a in (`%WMIC% datafile where "name='%2'" get Version /value 2^>nul ^<nul`) do if /i "%%a"=="Version" set "VERSION=%%b"
if not defined VERSION exit /b
set "FOUND=1"
>>versions.txt echo %1=%VERSION%
exit /b

rem Packing worked if its status is 0 and it wrote something.
:check_packed
set "PACKED="
if "%1"=="0" if exist packed.%2 for %%f in (packed.%2) do if %%~zf GTR 100 set "PACKED=%2"
if not defined PACKED del packed.%2 2>nul
exit /b

#Requires -Version 3.0
<<head>>

$ErrorActionPreference = 'Stop'

# A 32-bit window on a 64-bit Windows is shown another registry: start again in the 64-bit one.
if ($env:PROCESSOR_ARCHITEW6432) {
    & "$env:SystemRoot\Sysnative\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -ExecutionPolicy Bypass -File $PSCommandPath
    exit $LASTEXITCODE
}

# Windows' own programs only, never one of the same name beside this file.
$env:Path = "$env:SystemRoot\System32;$env:SystemRoot;$env:SystemRoot\System32\Wbem;$env:SystemRoot\System32\WindowsPowerShell\v1.0"
Set-Location -LiteralPath "$env:SystemRoot\System32"

$Kept = Join-Path $PSScriptRoot 'jiance-before-<<host>>'
$Count = @{ Changed = 0; Same = 0; Failed = 0 }
$Restart = $false

function Write-Outcome([string]$Outcome, [string]$Label, [string]$Words) {
    $Count[$Outcome]++
    $mark = @{ Changed = '[+]'; Same = '[=]'; Failed = '[!]' }[$Outcome]
    Write-Host "  $mark $Label  $Words"
}

# A program of Windows' own says with its exit code whether it did what it was asked.
function Assert-Exit {
    if ($LASTEXITCODE) { throw "exit code $LASTEXITCODE" }
}

# Started with a right click, the window closes at the end: wait for a key then.
function Exit-Script([int]$Status) {
    if ([Environment]::CommandLine -match '-Command') { Read-Host '<<wait>>' | Out-Null }
    exit $Status
}

<<opening>>
$user = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $user.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Write-Host ''
    Write-Host '<<not_administrator>>'
    Exit-Script 1
}
<<prepare>>

# The port on which remote desktop listens here, and whether it is one of those to be closed.
$RdpPort = (Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' -ErrorAction SilentlyContinue).PortNumber
if (-not $RdpPort) { $RdpPort = 3389 }
$Clash = 135, 137, 138, 139, 445 -contains $RdpPort

<<functions>>
<<steps>>

<<summary>>
Exit-Script ([int](0 -lt $Count.Failed))

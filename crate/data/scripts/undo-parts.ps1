# Each of these puts back what was kept, forgets it, and says what it did.

# Puts a number back into the registry.
function Reset-Number([string]$Id, [string]$Key, [string]$Name) {
    $file = Join-Path $Kept "$Id.txt"
    if (-not (Test-Path -LiteralPath $file)) {
        Write-Outcome Same $Name '<<same>>'
        return
    }
    try {
        $old = (Get-Content -LiteralPath $file -TotalCount 1).Split(' ')
        if ($old[0] -eq 'absent' -or $old[0] -eq 'no-key') {
            Remove-ItemProperty -LiteralPath $Key -Name $Name -ErrorAction SilentlyContinue
        } else {
            Set-ItemProperty -LiteralPath $Key -Name $Name -Value ([int]$old[0]) -Type DWord
        }
        # Keys that had to be made go again, unless something else came into them.
        if ($old[0] -eq 'no-key') {
            $path = $Key
            for ($left = [int]$old[1]; 0 -lt $left -and (Test-Path -LiteralPath $path); $left--) {
                $item = Get-Item -LiteralPath $path
                if ($item.ValueCount -or $item.SubKeyCount) { break }
                Remove-Item -LiteralPath $path
                $path = Split-Path -Path $path
            }
        }
        Remove-Item -LiteralPath $file
        Write-Outcome Changed $Name '<<changed>>'
    } catch {
        Write-Outcome Failed $Name "<<failed>> $_"
    }
}

# The same in each key below one.
function Reset-EachNumber([string]$Below, [string]$Name) {
    foreach ($key in Get-ChildItem -LiteralPath $Below) {
        Reset-Number "each.$Name.$($key.PSChildName)" $key.PSPath $Name
    }
}

# Has a service start as it did before.
function Reset-Start([string]$Name, [string]$Word) {
    $file = Join-Path $Kept "service.$Name.txt"
    if (-not (Test-Path -LiteralPath $file)) {
        Write-Outcome Same $Name '<<same>>'
        return
    }
    try {
        $number, $delayed, $ran = (Get-Content -LiteralPath $file -TotalCount 1).Split(' ')
        $start = @{ '2' = 'auto'; '3' = 'demand'; '4' = 'disabled' }[$number]
        if ("$number$delayed" -eq '21') { $start = 'delayed-auto' }
        & sc.exe config $Name start= $start | Out-Null
        Assert-Exit
        # A service that does not start or stop now does so with the next restart.
        try {
            if ($ran -eq '1') { Start-Service -Name $Name }
            if ($ran -eq '0' -and $Word -eq 'auto') { Stop-Service -Name $Name -Force }
        } catch {
            $Script:Restart = $true
        }
        Remove-Item -LiteralPath $file
        Write-Outcome Changed $Name '<<changed>>'
    } catch {
        Write-Outcome Failed $Name "<<failed>> $_"
    }
}

# Takes back what commands changed, or puts back what was saved, where a file says that there is something.
function Undo-Commands([string]$Id, [string]$File, [scriptblock]$Commands) {
    if (-not (Test-Path -LiteralPath $File)) {
        Write-Outcome Same $Id '<<same>>'
        return
    }
    try {
        $global:LASTEXITCODE = 0
        & $Commands | Out-Null
        Remove-Item -LiteralPath $File
        Write-Outcome Changed $Id '<<changed>>'
    } catch {
        Write-Outcome Failed $Id "<<failed>> $_"
    }
}

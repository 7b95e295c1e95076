# Each of these keeps what was there before, once, and says what it did; false if it failed.

# Sets a number in the registry.
function Set-Number([string]$Id, [string]$Key, [string]$Name, [int]$Data) {
    $label = "$Name=$Data"
    try {
        $old = 'absent'
        $missing = 0
        for ($path = $Key; -not (Test-Path -LiteralPath $path); $path = Split-Path -Path $path) { $missing++ }
        if ($missing) {
            $old = "no-key $missing"
        } else {
            $item = Get-Item -LiteralPath $Key
            if ($item.GetValueNames() -contains $Name) {
                if ($item.GetValueKind($Name) -ne 'DWord') { throw '<<other_type>>' }
                $old = [string]$item.GetValue($Name)
            }
        }
        if ($old -eq [string]$Data) {
            Write-Outcome Same $label '<<same>>'
            return $true
        }
        $file = Join-Path $Kept "$Id.txt"
        if (-not (Test-Path -LiteralPath $file)) { Set-Content -LiteralPath $file -Value $old }
        if ($missing) { New-Item -Path $Key -Force | Out-Null }
        Set-ItemProperty -LiteralPath $Key -Name $Name -Value $Data -Type DWord
        Write-Outcome Changed $label '<<changed>>'
        return $true
    } catch {
        Write-Outcome Failed $label "<<failed>> $_"
        return $false
    }
}

# The same in each key below one.
function Set-EachNumber([string]$Below, [string]$Name, [int]$Data) {
    $well = $true
    foreach ($key in Get-ChildItem -LiteralPath $Below) {
        $well = (Set-Number "each.$Name.$($key.PSChildName)" $key.PSPath $Name $Data) -and $well
    }
    return $well
}

# Sets how a service starts; stops or starts it to match.
function Set-Start([string]$Name, [string]$Word, [int]$Number) {
    $label = "${Name}: $Word"
    try {
        $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$Name"
        if (-not (Test-Path -LiteralPath $key)) {
            Write-Outcome Same $label '<<no_service>>'
            return $true
        }
        $item = Get-ItemProperty -LiteralPath $key
        $runs = (Get-Service -Name $Name).Status -eq 'Running'
        $stop = $runs -and $Word -eq 'disabled'
        $start = -not $runs -and $Word -eq 'auto'
        if ($item.Start -eq $Number -and -not $stop -and -not $start) {
            Write-Outcome Same $label '<<same>>'
            return $true
        }
        $file = Join-Path $Kept "service.$Name.txt"
        if (-not (Test-Path -LiteralPath $file)) {
            Set-Content -LiteralPath $file -Value "$($item.Start) $([int]$item.DelayedAutostart) $([int]$runs)"
        }
        & sc.exe config $Name start= $Word | Out-Null
        Assert-Exit
        # A service that does not stop or start now does so with the next restart.
        try {
            if ($stop) { Stop-Service -Name $Name -Force }
            if ($start) { Start-Service -Name $Name }
        } catch {
            $Script:Restart = $true
        }
        Write-Outcome Changed $label '<<changed>>'
        return $true
    } catch {
        Write-Outcome Failed $label "<<failed>> $_"
        return $false
    }
}

# Runs commands that have their own way back, where they are needed.
function Invoke-Run([string]$Id, [string]$Left, [scriptblock]$Needed, [scriptblock]$Commands) {
    try {
        if (-not (& $Needed)) {
            Write-Outcome Same $Id $Left
            return $true
        }
        Set-Content -LiteralPath (Join-Path $Kept "run.$Id.txt") -Value 'changed'
        $global:LASTEXITCODE = 0
        & $Commands | Out-Null
        Write-Outcome Changed $Id '<<changed>>'
        return $true
    } catch {
        Write-Outcome Failed $Id "<<failed>> $_"
        return $false
    }
}

# Saves what is there into a file, then runs commands.
function Invoke-Kept([string]$Id, [string]$File, [scriptblock]$Save, [scriptblock]$Commands) {
    try {
        $global:LASTEXITCODE = 0
        if (-not (Test-Path -LiteralPath $File)) { & $Save | Out-Null }
        & $Commands | Out-Null
        Write-Outcome Changed $Id '<<changed>>'
        return $true
    } catch {
        Write-Outcome Failed $Id "<<failed>> $_"
        return $false
    }
}

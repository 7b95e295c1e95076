//! In: a line with which a console waits for a command. Out: whether one was typed there, and whether it asks for a part only of what
//! it could give.

use crate::letters::in_small;

/// What was asked for behind a prompt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing, as far as can be told.
    #[default]
    Nothing,
    /// What a command gives.
    All,
    /// A part of it: what is not in it may be there all the same.
    Part,
}

/// Words of commands that leave something out.
const LEAVES_OUT: &str = "findstr find select-string sls where-object ? /fi -id -description -filter -include -exclude -first -last";

/// What a line that is a prompt asks for. A program's own command line may look like one, but has a blank before or behind its `>`.
pub(super) fn asked(line: &str) -> Asked {
    let shell = line.strip_prefix("PS ");
    let Some((path, command)) = shell.unwrap_or(line).split_once('>') else {
        return Asked::Nothing;
    };
    let is_other = shell.is_none() && (path.ends_with(' ') || command.starts_with(' '));
    if is_other || command.trim().is_empty() {
        Asked::Nothing
    } else if asks_for_part(&in_small(command)) {
        Asked::Part
    } else {
        Asked::All
    }
}

fn asks_for_part(command: &str) -> bool {
    let parting = |letter: char| matches!(letter, ' ' | '|' | '{' | '(' | '"');
    command.split(parting).enumerate().any(|(at, word)| {
        let is_pattern = word.contains(['*', '?']);
        let is_whole = word == "*" || word.ends_with(r"\*") || word.ends_with("*.*");
        LEAVES_OUT.split(' ').any(|known| known == word)
            // The command `where` lists files.
            || (word == "where" && 0 < at)
            || (is_pattern && !is_whole)
            || word.starts_with("kb")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_prompt_asks_for() {
        for (line, expected) in [
            (r"C:\Users\me>", Asked::Nothing),
            (r"PS C:\> ", Asked::Nothing),
            (r"C:\a b\x.exe /c echo > y", Asked::Nothing),
            (r"C:\Users\me>ipconfig /all", Asked::All),
            (r"C:\>dir /s /b /a C:\ | sort", Asked::All),
            (r"C:\>where /r C:\ *", Asked::All),
            (r"C:\>attrib /s /d C:\*.*", Asked::All),
            (r"C:\>tree C:\ /f", Asked::All),
            (r"C:\>wmic qfe get HotFixID", Asked::All),
            (r"PS C:\> Get-Process | select Name,Id,Path | fl *", Asked::All),
            (r"C:\>dir /s /b /a C:\*.exe", Asked::Part),
            (r"C:\>where /r C:\ *.inconfig.xml", Asked::Part),
            (r"C:\>tasklist|findstr /v svchost", Asked::Part),
            (r#"C:\>tasklist /FI "username eq SYSTEM""#, Asked::Part),
            (r#"C:\>wmic process where "name like 'a%'" get Name"#, Asked::Part),
            (r"PS C:\> Get-Process | ?{$_.Id -gt 4}", Asked::Part),
            (r"PS C:\> Get-Process | Where-Object Id -gt 4", Asked::Part),
            (r"PS C:\> Get-HotFix KB4012212", Asked::Part),
            (r"PS C:\> Get-HotFix | select -Last 5", Asked::Part),
        ] {
            assert_eq!(asked(line), expected, "{line}");
        }
    }
}

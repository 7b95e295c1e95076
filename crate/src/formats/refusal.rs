//! In: a line that no format could read. Out: what it is nevertheless: what a command says when it has nothing to give, or what a
//! console prints around its commands.

use crate::letters::in_small;

/// Lines that are no evidence and no damage either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aside {
    /// The command is not there.
    NoSuchCommand,
    /// It may not look.
    AccessDenied,
    /// It found nothing.
    NothingFound,
    /// It failed for another reason, which the line says.
    Failed,
    /// A prompt, a banner: printed by the console, not by a command.
    Console,
}

/// Words by which commands refuse, in lower case, over the Windows languages most seen, parted by `|`. (`refused=` stands before a folder
/// that jiance.exe could not read.)
const REFUSALS: &[(Aside, &str)] = &[
    (
        Aside::NoSuchCommand,
        "is not recognized as |不是内部或外部命令|不是內部或外部命令|无法将“|内部コマンドまたは外部コマンド|내부 또는 외부 명령|\
         n'est pas reconnu en tant que|n’est pas reconnu en tant que|\
         ist entweder falsch geschrieben|no se reconoce como un comando|\
         não é reconhecido como um comando|non è riconosciuto come comando|\
         не является внутренней или внешней",
    ),
    (
        Aside::AccessDenied,
        "access is denied|access denied|拒绝访问|存取被拒|アクセスが拒否されました|액세스가 거부되었습니다|accès refusé|\
         zugriff verweigert|acceso denegado|acesso negado|accesso negato|отказано в доступе|\
         access to the path|的访问被拒绝|refused=",
    ),
    (
        Aside::NothingFound,
        "file not found|cannot find the |找不到文件|未找到文件|文件未找到|文件 未找到|找不到指定的|找不到檔案|ファイルが見つかりません|\
         파일을 찾을 수 없습니다|fichier introuvable|datei nicht gefunden|no se encuentra el archivo|\
         arquivo não encontrado|file non trovato|файл не найден|no instance(s) available|没有可用实例|\
         info: no tasks|没有运行的任务",
    ),
    (
        Aside::Failed,
        "error:|error -|错误:|错误：|錯誤:|エラー:|오류:|erreur :|erreur:|fehler:|errore:|erro:|ошибка:|\
         invalid parameter|invalid query|参数格式不正确|the device is not ready|设备未就绪",
    ),
];

/// The longest line taken for an aside: what a command says about itself is short.
const LONGEST: usize = 400;

/// Says what a line is that no format could read, if it is not simply unreadable.
pub(super) fn aside(text: &str) -> Option<Aside> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if is_console(text) {
        return Some(Aside::Console);
    }
    let lower = in_small(text);
    let said = REFUSALS.iter().find(|(kind, words)| {
        words.split('|').any(|word| match kind {
            // An error names itself at its beginning; elsewhere the word is anybody's.
            Aside::Failed => lower.starts_with(word),
            _ => lower.contains(word),
        })
    });
    said.map(|(kind, _)| *kind).or_else(|| is_shell_error(text).then_some(Aside::Failed))
}

/// How the commands of PowerShell begin whose output is read here, and the short names of some.
const VERBS: &[&str] = &["Get-", "Out-", "Select-", "Export-", "Format-", "ForEach-", "Where-"];
const SHORT: &[&str] = &["gci", "dir", "ls", "gwmi", "gcim", "gps", "ps"];

/// `Get-ChildItem : …`, `gci : …`: the first line of an error of PowerShell's; what follows the colon is in the host's language.
fn is_shell_error(text: &str) -> bool {
    let Some((name, said)) = text.split_once(':') else { return false };
    let name = name.trim_end();
    let is_command = SHORT.contains(&name)
        || (VERBS.iter().any(|verb| name.starts_with(verb))
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    is_command && said.starts_with(' ') && !said.trim().is_empty()
}

/// What stands below the first line of an error of PowerShell's: where it happened, the command, and what kind of error it is.
fn is_below_shell_error(text: &str) -> bool {
    let is_marked = text.strip_prefix("+ ").is_some_and(|rest| {
        rest.starts_with("CategoryInfo ")
            || rest.starts_with("FullyQualifiedErrorId ")
            || rest.trim_matches(['~', ' ']).is_empty()
            || VERBS.iter().any(|verb| rest.starts_with(verb))
            || rest.split_once(' ').is_some_and(|(name, _)| SHORT.contains(&name))
    });
    is_marked || is_error_place(text)
}

/// `At line:1 char:1`, `所在位置 行:1 字符: 1`: a word and a number, twice.
fn is_error_place(text: &str) -> bool {
    let before_number = |text: &'_ str| -> Option<usize> {
        let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let label = rest.trim_end_matches(' ').strip_suffix(':')?;
        (rest.len() < text.len()).then_some(label.len())
    };
    let Some(label) = before_number(text).and_then(|end| text.get(..end)) else { return false };
    let rest = label.trim_end_matches(char::is_alphabetic);
    let first = rest.trim_end_matches(' ');
    rest.len() < label.len()
        && first.len() < rest.len()
        && before_number(first)
            .and_then(|end| first.get(..end))
            .is_some_and(|label| label.ends_with(char::is_alphabetic))
}

/// `C:\Users\me>tasklist`, `PS C:\>`, `Microsoft Windows [Version 6.1.7601]`, a copyright line, and what `wmic` says of itself when it
/// runs for the first time.
fn is_console(text: &str) -> bool {
    let is_about_wmic = text.contains("WMIC") && !text.contains(".exe") && !text.contains('\\');
    is_prompt(text)
        || is_about_wmic
        || is_below_shell_error(text)
        || text.starts_with("Microsoft Windows [")
        || (text.contains("Microsoft Corp")
            && (text.contains("(c)")
                || text.contains("(C)")
                || text.contains('©')
                || text.contains("版权")))
}

/// Whether a line is a command's output: neither blank nor an aside.
#[inline(never)]
pub(super) fn is_output(line: &&&str) -> bool {
    !line.trim().is_empty() && aside(line).is_none()
}

/// `C:\Users\me>`, whatever was typed behind it: where a console waits for the next command.
pub(super) fn is_prompt(text: &str) -> bool {
    let prompt = text.strip_prefix("PS ").unwrap_or(text);
    super::path::is_absolute(prompt)
        && prompt.find('>').is_some_and(|end| {
            !prompt.get(..end).unwrap_or_default().contains(['"', '<', '|', '*'])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_told_apart() {
        for (text, kind) in [
            (
                "'tasklist' is not recognized as an internal or external command,",
                Aside::NoSuchCommand,
            ),
            ("'tasklist' 不是内部或外部命令，也不是可运行的程序", Aside::NoSuchCommand),
            ("拒绝访问。", Aside::AccessDenied),
            ("ERROR: Access is denied.", Aside::AccessDenied),
            (r"Access denied - C:\System Volume Information", Aside::AccessDenied),
            (r"Get-ChildItem : Access to the path 'C:\x' is denied.", Aside::AccessDenied),
            (r"Get-ChildItem: Access to the path 'C:\x' is denied.", Aside::AccessDenied),
            ("gci : 对路径“C:\\x”的访问被拒绝。", Aside::AccessDenied),
            (r#"Get-ChildItem : Der Zugriff auf den Pfad "C:\x" wurde verweigert."#, Aside::Failed),
            ("At line:1 char:1", Aside::Console),
            ("所在位置 行:1 字符: 1", Aside::Console),
            (r"+ Get-ChildItem -Recurse C:\", Aside::Console),
            ("+ ~~~~~~~~~~~~~", Aside::Console),
            (
                r"    + CategoryInfo          : PermissionDenied: (C:\x:String) [Get-ChildItem], Unauthorized",
                Aside::Console,
            ),
            ("    + FullyQualifiedErrorId : DirUnauthorizedAccessError", Aside::Console),
            ("File Not Found", Aside::NothingFound),
            ("文件 未找到", Aside::NothingFound),
            ("找不到文件", Aside::NothingFound),
            ("信息: 没有运行的任务匹配指定标准。", Aside::NothingFound),
            ("Error: Command line not supported", Aside::Failed),
            ("错误: 找不到网络路径。", Aside::Failed),
            (r"C:\Users\me>tasklist /v", Aside::Console),
            (r"PS C:\> Get-Process", Aside::Console),
            ("Microsoft Windows [版本 6.1.7601]", Aside::Console),
            ("Please wait while WMIC is being installed.", Aside::Console),
            ("请稍候，正在安装 WMIC。", Aside::Console),
        ] {
            assert_eq!(aside(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_excused() {
        for text in [
            "",
            "tasksche.exe",
            "WMIC.exe   4 Services",
            r"C:\Windows\tasksche.exe",
            "no error: really",
            "dir: ",
            "0:1 0:2",
            "+ x",
            "10:1 PM",
            "svchost.exe   4 Services",
        ] {
            assert_eq!(aside(text), None, "{text}");
        }
    }
}

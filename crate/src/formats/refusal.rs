//! In: a line that no format could read. Out: what it is nevertheless: what a command says when it has nothing to give, or what a
//! console prints around its commands.

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

/// Words by which commands refuse, in lower case, over the Windows languages most seen.
const REFUSALS: &[(Aside, &[&str])] = &[
    (
        Aside::NoSuchCommand,
        &[
            "is not recognized as ",
            "不是内部或外部命令",
            "不是內部或外部命令",
            "无法将“",
            "内部コマンドまたは外部コマンド",
            "내부 또는 외부 명령",
            "n'est pas reconnu en tant que",
            "n’est pas reconnu en tant que",
            "ist entweder falsch geschrieben",
            "no se reconoce como un comando",
            "não é reconhecido como um comando",
            "non è riconosciuto come comando",
            "не является внутренней или внешней",
        ],
    ),
    (
        Aside::AccessDenied,
        &[
            "access is denied",
            "access denied",
            "拒绝访问",
            "存取被拒",
            "アクセスが拒否されました",
            "액세스가 거부되었습니다",
            "accès refusé",
            "zugriff verweigert",
            "acceso denegado",
            "acesso negado",
            "accesso negato",
            "отказано в доступе",
            // A folder that jiance.exe could not read.
            "refused=",
        ],
    ),
    (
        Aside::NothingFound,
        &[
            "file not found",
            "cannot find the ",
            "找不到文件",
            "找不到指定的",
            "找不到檔案",
            "ファイルが見つかりません",
            "파일을 찾을 수 없습니다",
            "fichier introuvable",
            "datei nicht gefunden",
            "no se encuentra el archivo",
            "arquivo não encontrado",
            "file non trovato",
            "файл не найден",
            "no instance(s) available",
            "没有可用实例",
            "info: no tasks",
            "没有运行的任务",
        ],
    ),
    (
        Aside::Failed,
        &[
            "error:",
            "error -",
            "错误:",
            "错误：",
            "錯誤:",
            "エラー:",
            "오류:",
            "erreur :",
            "erreur:",
            "fehler:",
            "errore:",
            "erro:",
            "ошибка:",
            "invalid parameter",
            "invalid query",
            "参数格式不正确",
            "the device is not ready",
            "设备未就绪",
        ],
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
    let lower = text.to_lowercase();
    let (kind, _) = REFUSALS.iter().find(|(kind, words)| {
        words.iter().any(|word| match kind {
            // An error names itself at its beginning; elsewhere the word is anybody's.
            Aside::Failed => lower.starts_with(word),
            _ => lower.contains(word),
        })
    })?;
    Some(*kind)
}

/// `C:\Users\me>tasklist`, `PS C:\>`, `Microsoft Windows [Version 6.1.7601]`, a copyright line, and what `wmic` says of itself when it
/// runs for the first time.
fn is_console(text: &str) -> bool {
    let prompt = text.strip_prefix("PS ").unwrap_or(text);
    let is_prompt = super::path::is_absolute(prompt)
        && prompt.find('>').is_some_and(|end| {
            !prompt.get(..end).unwrap_or_default().contains(['"', '<', '|', '*'])
        });
    let is_about_wmic = text.contains("WMIC") && !text.contains(".exe") && !text.contains('\\');
    is_prompt
        || is_about_wmic
        || text.starts_with("Microsoft Windows [")
        || (text.contains("Microsoft Corp")
            && (text.contains("(c)")
                || text.contains("(C)")
                || text.contains('©')
                || text.contains("版权")))
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
            ("File Not Found", Aside::NothingFound),
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
            "svchost.exe   4 Services",
        ] {
            assert_eq!(aside(text), None, "{text}");
        }
    }
}

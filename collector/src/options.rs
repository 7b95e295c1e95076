//! In: the command line, as Windows gives it. Out: what is asked for.

use alloc::vec::Vec;

const QUOTE: u16 = b'"' as u16;
const BLANKS: [u16; 2] = [b' ' as u16, b'\t' as u16];

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Collect.
    Collect(Options),
    /// Check a file that was written earlier.
    Verify(Vec<u16>),
    /// Say which options there are.
    Help,
    /// An option that does not exist, or lacks its value.
    Unknown(Vec<u16>),
}

/// How to collect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out the file listing.
    pub no_files: bool,
    /// Leave out the processes.
    pub no_processes: bool,
    /// Leave out the registry.
    pub no_registry: bool,
    /// Leave out the sockets.
    pub no_sockets: bool,
    /// Leave out the Windows' version and those of its files.
    pub no_system: bool,
    /// Say nothing unless something goes wrong, and do not wait for a key.
    pub quiet: bool,
    /// The folder to write to.
    pub out: Option<Vec<u16>>,
}

/// Reads a command line, the program's own name first.
pub fn parse(line: &[u16]) -> Task {
    let mut words = words(line).into_iter().skip(1);
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let (name, value) = option(&word);
        match name.as_slice() {
            b"no-files" => options.no_files = true,
            b"no-processes" => options.no_processes = true,
            b"no-registry" => options.no_registry = true,
            b"no-sockets" => options.no_sockets = true,
            b"no-system" => options.no_system = true,
            b"quiet" => options.quiet = true,
            b"?" | b"help" | b"h" => return Task::Help,
            b"out" | b"verify" => match value.or_else(|| words.next()) {
                Some(path) if name == b"verify" => return Task::Verify(path),
                Some(path) => options.out = Some(path),
                None => return Task::Unknown(word),
            },
            _ => return Task::Unknown(word),
        }
    }
    Task::Collect(options)
}

/// An option's name in lower case, and what follows a colon. `/out`, `-out` and `--out` are the same.
fn option(word: &[u16]) -> (Vec<u8>, Option<Vec<u16>>) {
    let colon = word.iter().position(|unit| *unit == u16::from(b':')).unwrap_or(word.len());
    let (name, value) = word.split_at(colon);
    let name: Vec<u8> =
        name.iter().map(|unit| u8::try_from(*unit).unwrap_or(b'?').to_ascii_lowercase()).collect();
    let marks = name.iter().take_while(|byte| matches!(byte, b'-' | b'/')).count();
    let name = if marks == 0 { Vec::new() } else { name.get(marks..).unwrap_or_default().into() };
    (name, value.get(1..).filter(|value| !value.is_empty()).map(Vec::from))
}

/// The words of a command line. Quotes hold blanks together; a backslash is always itself, since no path holds a quote.
fn words(line: &[u16]) -> Vec<Vec<u16>> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u16>> = None;
    let mut quoted = false;
    for unit in line {
        match *unit {
            QUOTE => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            unit if !quoted && BLANKS.contains(&unit) => words.extend(word.take()),
            unit => word.get_or_insert_default().push(unit),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Task) {
        assert_eq!(parse(&units(line)), expected, "{line}");
    }

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn options_are_read_in_every_spelling() {
        check("\"C:\\a b\\jiance.exe\"", Task::Collect(Options::default()));
        let out = Some(units("D:\\检 测\\"));
        let quiet = Options { quiet: true, no_registry: true, out, ..Options::default() };
        check("jiance /quiet /no-registry /out \"D:\\检 测\\\"", Task::Collect(quiet.clone()));
        check("jiance -QUIET --no-registry  /out:\"D:\\检 测\\\"", Task::Collect(quiet));
        check("jiance /verify a.zip", Task::Verify(units("a.zip")));
        check("jiance /?", Task::Help);
    }

    #[test]
    fn what_does_not_exist_is_told() {
        check("jiance /no-such", Task::Unknown(units("/no-such")));
        check("jiance quiet", Task::Unknown(units("quiet")));
        check("jiance /out", Task::Unknown(units("/out")));
    }
}

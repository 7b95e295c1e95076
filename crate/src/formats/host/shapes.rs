//! In: values that the commands print in the host's language. Out: what their shape says, whatever the words in them.

use crate::formats::product;
use crate::records::Architecture;

use super::version;

/// `6.1.7601 Service Pack 1 Build 7601`, `10.0.17763 暂缺 Build 17763`: the version, something, and the build again. Gives major, minor, build
/// and service pack.
pub(super) fn os_version(value: &str) -> Option<(u32, u32, u32, u32)> {
    let (version, rest) = value.trim().split_once(' ')?;
    let (major, minor, build, _) = version::windows(version)?;
    let mut numbers = rest.split(|letter: char| !letter.is_ascii_digit());
    numbers
        .any(|number| number.parse() == Ok(build))
        .then(|| (major, minor, build, product::service_pack(rest).unwrap_or(0)))
}

/// `x64-based PC`, `基于 x64 的电脑`: short, with the architecture's name as a word.
pub(super) fn architecture(value: &str) -> Option<Architecture> {
    const LONGEST: usize = 40;
    if LONGEST < value.chars().count() {
        return None;
    }
    value.split(|letter: char| !letter.is_ascii_alphanumeric()).find_map(|word| {
        match word.to_ascii_lowercase().as_str() {
            "x64" | "amd64" => Some(Architecture::X64),
            "x86" | "i386" => Some(Architecture::X86),
            "itanium" | "ia64" => Some(Architecture::Ia64),
            "arm64" => Some(Architecture::Arm64),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_stands_twice_whatever_the_words() {
        for (value, expected) in [
            ("6.1.7601 Service Pack 1 Build 7601", Some((6, 1, 7601, 1))),
            ("10.0.17763 暂缺 Build 17763", Some((10, 0, 17763, 0))),
            ("6.3.9600 Н/Д построение 9600", Some((6, 3, 9600, 0))),
            ("10.0.22631 N/D Compilación 22631", Some((10, 0, 22631, 0))),
            ("10.0.19045 해당 없음 빌드 19045", Some((10, 0, 19045, 0))),
            ("10.0.19045 - 19045. build", Some((10, 0, 19045, 0))),
            ("6.1.7601 Service Pack 1 Yapı 7601", Some((6, 1, 7601, 1))),
            ("10.0.19045 N/A Build 19044", None),
            ("Phoenix Technologies 6.00, 7/2/2015", None),
            ("6.1.7601", None),
        ] {
            assert_eq!(os_version(value), expected, "{value}");
        }
    }
}

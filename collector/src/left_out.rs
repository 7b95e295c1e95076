//! In: a key's path. Out: whether it is left out on purpose: what Windows keeps for itself alone, with no place for a worm's sign.
//!
//! Without this, a host on which an administrator may not look there would never count as seen whole.

/// Hives with nothing but secrets: password hashes, and the keys to them.
const SECRET: [&str; 2] = [r"HKEY_LOCAL_MACHINE\SAM", r"HKEY_LOCAL_MACHINE\SECURITY"];
/// XP's store of passwords, one in each user's hive.
const PASSWORDS: &str = r"\Software\Microsoft\Protected Storage System Provider";
/// What drivers note of their devices, since Vista.
const DEVICES: [&str; 3] = [r"HKEY_LOCAL_MACHINE\SYSTEM\", r"\Enum\", r"\Properties"];

/// True if a key and all below it is left out.
pub fn is_left_out(path: &[u16]) -> bool {
    let [system, devices, properties] = DEVICES;
    SECRET.iter().any(|secret| path.len() == secret.len() && begins(path, secret))
        || ends(path, PASSWORDS)
        || (begins(path, system)
            && ends(path, properties)
            && (0..path.len()).any(|at| path.get(at..).is_some_and(|rest| begins(rest, devices))))
}

/// Whether a text begins with another, whatever the case of its ASCII letters.
fn begins(text: &[u16], with: &str) -> bool {
    let lower =
        |unit: &u16| u8::try_from(*unit).map_or(*unit, |byte| byte.to_ascii_lowercase().into());
    text.len() >= with.len()
        && text
            .iter()
            .zip(with.bytes())
            .all(|(unit, byte)| lower(unit) == byte.to_ascii_lowercase().into())
}

fn ends(text: &[u16], with: &str) -> bool {
    text.len()
        .checked_sub(with.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| begins(end, with))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: bool) {
        assert_eq!(is_left_out(&path.encode_utf16().collect::<Vec<_>>()), expected, "{path}");
    }

    #[test]
    fn only_these_keys_are_left_out() {
        check(r"HKEY_LOCAL_MACHINE\SAM", true);
        check(r"HKEY_LOCAL_MACHINE\Security", true);
        check(r"HKEY_LOCAL_MACHINE\SECURITY2", false);
        check(r"HKEY_LOCAL_MACHINE\SOFTWARE\SAM", false);
        check(r"HKEY_USERS\S-1-5-18\Software\Microsoft\Protected Storage System Provider", true);
        check(r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Enum\ROOT\x\0000\Properties", true);
        check(r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Services\x\Properties", false);
        check(r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Enum\ROOT\x", false);
        check("", false);
    }
}

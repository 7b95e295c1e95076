//! In: how Windows names itself. Out: the same without marks and maker, and its service pack.

/// `Microsoft® Windows Vista™ Ultimate` → `Windows Vista Ultimate`.
pub(super) fn name(text: &str) -> String {
    let mut plain = text.to_owned();
    for mark in ["(TM)", "(tm)", "(R)", "(r)", "®", "™"] {
        plain = plain.replace(mark, " ");
    }
    let words = plain.split_whitespace().skip_while(|word| *word == "Microsoft");
    words.collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// The number in `Service Pack 1`, which stays English on every Windows.
pub(super) fn service_pack(text: &str) -> Option<u32> {
    let at = text.to_ascii_lowercase().find("service pack ")?;
    let rest = text.get(at + "service pack ".len()..)?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_lose_their_marks() {
        for (text, expected) in [
            ("Microsoft Windows 7 旗舰版 ", "Windows 7 旗舰版"),
            (
                "Microsoft(R) Windows(R) Server 2003, Enterprise Edition",
                "Windows Server 2003, Enterprise Edition",
            ),
            ("Microsoft® Windows Server® 2008 Standard", "Windows Server 2008 Standard"),
            ("Windows Vista (TM) Ultimate", "Windows Vista Ultimate"),
        ] {
            assert_eq!(name(text), expected);
        }
    }

    #[test]
    fn service_packs_are_numbers() {
        assert_eq!(service_pack("Service Pack 3"), Some(3));
        assert_eq!(service_pack("6.1.7601 Service Pack 1 Build 7601"), Some(1));
        assert_eq!(service_pack("10.0.14393 暂缺 Build 14393"), None);
    }
}

//! In: numbers. Out: how the page writes them, the same in both languages.

/// A count with its thousands apart: `1,234,567`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size in bytes, to three digits: `512 B`, `1.5 KB`, `23.4 MB`.
pub(crate) fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if n < 1024 {
        return format!("{n} B");
    }
    let mut rest = n;
    let mut units = UNITS.iter();
    loop {
        // A unit's tenths, rounded; no float, for writing those takes more code than all else here.
        let tenths = rest / 1024 * 10 + (rest % 1024 * 10 + 512) / 1024;
        let unit = units.next().unwrap_or(&"TB");
        if tenths < 10_000 || units.len() == 0 {
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
        rest /= 1024;
    }
}

/// A time still to wait: `8 s`, `2 min 05 s`.
pub(crate) fn duration(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// Whole months from a month, `2026-06`, to another; none if it lies ahead or is no month.
pub(crate) fn months_between(month: &str, year: u32, month_of_year: u32) -> Option<u32> {
    let (then_year, then_month) = month.split_once('-')?;
    let months = |year: u32, month: u32| year.checked_mul(12)?.checked_add(month);
    months(year, month_of_year)?
        .checked_sub(months(then_year.parse().ok()?, then_month.get(..2)?.parse().ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let written = [0, 999, 1000, 65_535, 1_234_567].map(count);
        assert_eq!(written, ["0", "999", "1,000", "65,535", "1,234,567"]);
    }

    #[test]
    fn sizes_climb_the_units() {
        let written = [0, 1023, 1024, 1536, 1_048_575, 1_073_741_824].map(bytes);
        assert_eq!(written, ["0 B", "1023 B", "1.0 KB", "1.5 KB", "1.0 MB", "1.0 GB"]);
    }

    #[test]
    fn knowledge_ages_by_the_month() {
        assert_eq!(months_between("2026-06", 2026, 6), Some(0));
        assert_eq!(months_between("2025-11", 2026, 2), Some(3));
        assert_eq!(months_between("2026-06-09", 2027, 6), Some(12));
        assert_eq!(months_between("2026-06", 2026, 5), None);
        assert_eq!(months_between("soon", 2026, 5), None);
    }

    #[test]
    fn waiting_time_is_rounded_up() {
        assert_eq!(
            [0.2, 59.0, 59.5, 125.0].map(duration),
            ["1 s", "59 s", "1 min 00 s", "2 min 05 s"]
        );
    }
}

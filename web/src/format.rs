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
    let mut value = n as f64 / 1024.0;
    let mut unit = 0;
    while 999.95 <= value && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
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
    fn waiting_time_is_rounded_up() {
        assert_eq!(
            [0.2, 59.0, 59.5, 125.0].map(duration),
            ["1 s", "59 s", "1 min 00 s", "2 min 05 s"]
        );
    }
}

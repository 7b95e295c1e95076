//! In: times. Out: how many of the units that the page tells them in.

/// A time still to wait, as minutes and seconds.
pub(crate) fn minutes(seconds: f64) -> (u64, u64) {
    let seconds = seconds.ceil() as u64;
    (seconds / 60, seconds % 60)
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
    fn knowledge_ages_by_the_month() {
        assert_eq!(months_between("2026-06", 2026, 6), Some(0));
        assert_eq!(months_between("2025-11", 2026, 2), Some(3));
        assert_eq!(months_between("2026-06-09", 2027, 6), Some(12));
        assert_eq!(months_between("2026-06", 2026, 5), None);
        assert_eq!(months_between("soon", 2026, 5), None);
    }

    #[test]
    fn waiting_time_is_rounded_up() {
        assert_eq!([0.2, 59.0, 59.5, 125.0].map(minutes), [(0, 1), (0, 59), (1, 0), (2, 5)]);
    }
}

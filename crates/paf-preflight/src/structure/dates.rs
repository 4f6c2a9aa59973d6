//! Dates of PDF and of XMP, compared although they are written differently.

/// A moment as far as a date tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since the beginning of 1970, where it was.
    local: i64,
    /// Minutes ahead of universal time, if the date says.
    offset: Option<i64>,
}

impl Moment {
    /// `D:20260301120000+01'00'` (ISO 32000-1, 7.9.4).
    pub(super) fn of_pdf(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix("D:").unwrap_or(text.trim());
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (date, zone) = text.split_at_checked(digits)?;
        let part = |from: usize, to: usize, missing: i64| match date.get(from..to) {
            Some(digits) => digits.parse().ok(),
            None if date.len() <= from => Some(missing),
            None => None,
        };
        let day = [part(0, 4, -1)?, part(4, 6, 1)?, part(6, 8, 1)?];
        let time = [part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?];
        // Only a time of day has a zone; a date with dashes is not of PDF.
        if !zone.is_empty() && date.len() < 10 {
            return None;
        }
        let zone: String = zone.chars().filter(|c| *c != '\'').collect();
        Some(Self { local: seconds(day, time)?, offset: offset(&zone)? })
    }

    /// `2026-03-01T12:00:00+01:00` (ISO 8601, as XMP uses it).
    pub(super) fn of_xmp(text: &str) -> Option<Self> {
        let (date, time) = text.trim().split_once('T').unwrap_or((text.trim(), ""));
        let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (time, zone) = time.split_at_checked(zone)?;
        let mut day = [-1, 1, 1];
        for (slot, part) in day.iter_mut().zip(date.split('-')) {
            *slot = part.parse().ok()?;
        }
        let mut clock = [0, 0, 0];
        for (slot, part) in clock.iter_mut().zip(time.split(':').filter(|part| !part.is_empty())) {
            // Parts of a second do not matter.
            *slot = part.split('.').next()?.parse().ok()?;
        }
        let zone: String = zone.chars().filter(|c| *c != ':').collect();
        Some(Self { local: seconds(day, clock)?, offset: offset(&zone)? })
    }

    /// Whether both are the same moment; without a time zone they are compared by the clock.
    pub(super) fn agrees(self, other: Self) -> bool {
        match (self.offset, other.offset) {
            (Some(a), Some(b)) => self.local - a * 60 == other.local - b * 60,
            _ => self.local == other.local,
        }
    }
}

/// `Z`, `+0100`, `-03`, or nothing; the outer option tells whether it could be read.
fn offset(zone: &str) -> Option<Option<i64>> {
    let (sign, digits) = match zone.split_at_checked(1) {
        None => return Some(None),
        Some(("Z", _)) => return Some(Some(0)),
        Some(("+", digits)) => (1, digits),
        Some(("-", digits)) => (-1, digits),
        Some(_) => return None,
    };
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    Some(Some(sign * (hours * 60 + minutes)))
}

fn seconds([year, month, day]: [i64; 3], [hour, minute, second]: [i64; 3]) -> Option<i64> {
    let valid = (0..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    // A number that is no year may be larger than what can be counted with.
    if !valid {
        return None;
    }
    // A year that begins in March ends with the leap day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = days + (153 * month + 2) / 5 + day - 719_469;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn both_ways_to_write_a_moment_agree() {
        let same = |pdf: &str, xmp: &str| Moment::of_pdf(pdf).unwrap().agrees(Moment::of_xmp(xmp).unwrap());
        assert!(same("D:20260301120000+01'00'", "2026-03-01T11:00:00Z"));
        assert!(same("D:20260301120000+01'00", "2026-03-01T12:00:00.25+01:00"));
        assert!(same("D:20260301", "2026-03-01"));
        assert!(same("D:20240229235959-01'00'", "2024-03-01T00:59:59Z"));
        assert!(!same("D:20260301120000Z", "2026-03-01T12:00:01Z"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "D:", "yesterday", "D:2026130", "D:20261301", "D:20260301120000X", "2026-13-01"] {
            assert_eq!(Moment::of_pdf(text), None, "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-03-01T25:00",
            "2026-03-01T10:00+é1",
            "9223372036854775807-01-01",
            "2026-9223372036854775807-01",
        ] {
            assert_eq!(Moment::of_xmp(text), None, "{text}");
        }
        assert_eq!(Moment::of_xmp("1970-01-01T00:00Z").unwrap().local, 0);
    }
}

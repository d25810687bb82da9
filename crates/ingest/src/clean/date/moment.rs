//! Reads the moment at which a record came to be as it is.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::{Timestamp, tz::TimeZone};

/// A longer text is no moment.
const LONGEST_BYTES: usize = 60;

/// A moment in seconds since 1970, as programs write it: by RFC 3339 (the zone may be missing, and
/// is UTC then), by RFC 2822, or as 14 digits.
pub(crate) fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let in_utc = |time: DateTime| time.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp());
    let digits = || DateTime::strptime("%Y%m%d%H%M%S", text).ok().and_then(in_utc);
    let is_digits = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    let found = if is_digits { digits() } else { text.parse::<Timestamp>().ok() };
    let found = found
        .or_else(|| text.parse::<DateTime>().ok().and_then(in_utc))
        .or_else(|| rfc2822::parse(text).ok().map(|time| time.timestamp()));
    found.map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_programs_write_them() {
        let expected = moment("2020-03-01T11:05:09Z");
        assert_eq!(expected, Some(1_583_060_709));
        for text in [
            "2020-03-01T12:05:09+01:00",
            "2020-03-01 11:05:09",
            "2020-03-01T11:05:09.250Z",
            "20200301T110509Z",
            "20200301T120509+0100",
            "20200301110509",
            "Sun, 01 Mar 2020 11:05:09 GMT",
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
        assert_eq!(moment("2020-03-01"), Some(1_583_020_800));
        for text in ["", "yesterday", "20201301110509", "3", &"1".repeat(500)] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}

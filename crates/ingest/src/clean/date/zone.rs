//! Knows the names of time zones that stand behind a time of day.

use jiff::tz::Offset;

use crate::DateOrder;

/// A zone as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    /// Minutes from UTC; `None` where the name leaves open whether it is summer.
    minutes: Option<i32>,
    /// The order of day and month where it is in use, if it is in use in one place only.
    pub(super) order: Option<DateOrder>,
}

impl Zone {
    /// The zone so many minutes further east.
    pub(super) fn shifted(self, minutes: i32) -> Self {
        Self { minutes: self.minutes.map(|own| own + minutes), ..self }
    }

    pub(super) fn offset(self) -> Option<Offset> {
        Offset::from_seconds(self.minutes? * 60).ok()
    }
}

const AMERICAN: Option<DateOrder> = Some(DateOrder::MonthFirst);
const OTHER: Option<DateOrder> = Some(DateOrder::DayFirst);

/// The zone of this name, which is in capitals as zones are.
pub(super) fn named(name: &str) -> Option<Zone> {
    let (_, minutes, order) = ZONES.iter().find(|(known, ..)| *known == name)?;
    Some(Zone { minutes: *minutes, order: *order })
}

/// Names, minutes from UTC (IANA time zone database 2025b, abbreviations) and the order of dates.
const ZONES: &[(&str, Option<i32>, Option<DateOrder>)] = &[
    ("UTC", Some(0), None),
    ("GMT", Some(0), None),
    ("ET", None, AMERICAN),
    ("EST", Some(-300), AMERICAN),
    ("EDT", Some(-240), AMERICAN),
    ("CT", None, AMERICAN),
    ("CST", None, None),
    ("CDT", Some(-300), AMERICAN),
    ("MT", None, AMERICAN),
    ("MST", Some(-420), AMERICAN),
    ("MDT", Some(-360), AMERICAN),
    ("PT", None, AMERICAN),
    ("PST", Some(-480), AMERICAN),
    ("PDT", Some(-420), AMERICAN),
    ("AKST", Some(-540), AMERICAN),
    ("AKDT", Some(-480), AMERICAN),
    ("HST", Some(-600), AMERICAN),
    ("BST", Some(60), OTHER),
    ("WET", Some(0), OTHER),
    ("WEST", Some(60), OTHER),
    ("CET", Some(60), OTHER),
    ("CEST", Some(120), OTHER),
    ("MEZ", Some(60), OTHER),
    ("MESZ", Some(120), OTHER),
    ("EET", Some(120), OTHER),
    ("EEST", Some(180), OTHER),
    ("MSK", Some(180), OTHER),
    ("МСК", Some(180), OTHER),
    ("TRT", Some(180), OTHER),
    ("EAT", Some(180), OTHER),
    ("WAT", Some(60), OTHER),
    ("CAT", Some(120), OTHER),
    ("SAST", Some(120), OTHER),
    ("IST", None, OTHER),
    ("PKT", Some(300), OTHER),
    ("WIB", Some(420), OTHER),
    ("SGT", Some(480), OTHER),
    ("HKT", Some(480), OTHER),
    ("JST", Some(540), None),
    ("KST", Some(540), None),
    ("AEST", Some(600), OTHER),
    ("AEDT", Some(660), OTHER),
    ("NZST", Some(720), OTHER),
    ("NZDT", Some(780), OTHER),
];

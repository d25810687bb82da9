//! Croatian, one of the five names of a language that is analysed as one.

use super::{Profile, sh};

pub(super) static PROFILE: Profile = Profile {
    code: "hr",
    other_codes: &["hrv"],
    name: "Croatian",
    analysis: Some("sh"),
    ..sh::PROFILE
};

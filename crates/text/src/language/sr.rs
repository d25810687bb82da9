//! Serbian, one of the five names of a language that is analysed as one.

use super::{Profile, sh};

pub(super) static PROFILE: Profile = Profile {
    code: "sr",
    other_codes: &["srp"],
    name: "Serbian",
    analysis: Some("sh"),
    ..sh::PROFILE
};

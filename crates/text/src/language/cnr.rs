//! Montenegrin, one of the five names of a language that is analysed as one.

use super::{Profile, sh};

pub(super) static PROFILE: Profile = Profile {
    code: "cnr",
    other_codes: &["me"],
    name: "Montenegrin",
    analysis: Some("sh"),
    ..sh::PROFILE
};

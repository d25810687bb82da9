//! Bosnian, one of the five names of a language that is analysed as one.

use super::{Profile, sh};

pub(super) static PROFILE: Profile = Profile {
    code: "bs",
    other_codes: &["bos"],
    name: "Bosnian",
    analysis: Some("sh"),
    ..sh::PROFILE
};

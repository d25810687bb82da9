//! Albanian.

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;
use crate::stem::Light;

pub(super) static PROFILE: Profile = Profile {
    code: "sq",
    other_codes: &["sqi", "alb"],
    name: "Albanian",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::Light(Light::Albanian),
    names: Declension::Endings(&[
        "- i it in u ut un e ne s se n ja",
        "a e es en se ne",
        "- t n",
        "- =a =se =ne",
    ]),
    stop_words: "të e në dhe i për me që një se ka nga është do nuk më si janë këtë u ai por duke \
                 deri kjo këtij kanë ishte nëse kur pas tij saj tyre pa mund duhet edhe shumë jo \
                 ky çdo vetëm mbi ndaj ose gjithë tha s per eshte qe te nje jane kete",
    endings: "eve ave ës ën uar uara imi imit imin imet jes jen shme shëm sisë risë ohet hen \
              het tare tar ore ve isht",
    letters: "çë",
    whatlang: None,
};

//! Vietnamese.

use whatlang::Lang;

use super::{Profile, Stemming};
use crate::declension::Declension;
use crate::script::Script;

pub(super) static PROFILE: Profile = Profile {
    code: "vi",
    other_codes: &["vie"],
    name: "Vietnamese",
    analysis: None,
    scripts: &[Script::Latin],
    stemming: Stemming::None,
    names: Declension::Unchanged,
    stop_words: "và của là có cho không được trong người với những một đã các này khi để tại về ở \
                 ra đến từ cũng theo tôi anh chị ông bà họ nó chúng ta bị rất nhiều hơn nhất nếu \
                 thì mà đang sẽ phải vì sau trước còn lại",
    endings: "",
    letters: "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    whatlang: Some(Lang::Vie),
};

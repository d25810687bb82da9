//! Words the advice that belongs to an error, by the commands and options of the program.

use std::borrow::Cow;

use backfile::files::UpdateError;
use backfile::{Advice, IndexerError, QueryError, SchemaError};

/// What to do about an error, in one sentence, where there is something.
pub(crate) fn of(error: &anyhow::Error) -> Option<Cow<'static, str>> {
    let advice = error.chain().find_map(|cause| {
        if let Some(error) = cause.downcast_ref::<QueryError>() {
            return Some(error.advice());
        }
        if let Some(error) = cause.downcast_ref::<UpdateError>() {
            return Some(error.advice());
        }
        if let Some(error) = cause.downcast_ref::<IndexerError>() {
            return Some(error.advice());
        }
        cause.downcast_ref::<SchemaError>().map(SchemaError::advice)
    })?;
    Some(worded(advice))
}

fn worded(advice: Advice) -> Cow<'static, str> {
    let words = match advice {
        Advice::CreateIndex => "build one with `backfile index PATH`, or name it with `--index`",
        Advice::ChooseFolder => "choose another folder with `--index`",
        Advice::Rebuild => {
            "run `backfile index --rebuild`, with `--settings` where they are to change"
        }
        Advice::VerifyAndRebuild => {
            "see what is left with `backfile verify`, then run `backfile index --rebuild`"
        }
        Advice::UseFewerThreads => "use fewer with `--threads`",
        Advice::BeginAgain => "begin again without `--cursor`",
        Advice::TakeIdOfAnswer => "ids are shown by `backfile search --json`",
        Advice::SeeFields => {
            "those of every archive stand in `--help`; `backfile stats` shows those of its own"
        }
        Advice::Resume => "run the same command again; a rebuild goes on where it was",
        Advice::Upgrade => "upgrade backfile",
        Advice::FreeSpace => "free space on the disk, then run the same command again",
        Advice::NameSources => "name one: `backfile index PATH`",
        other => return Cow::Owned(other.to_string()),
    };
    Cow::Borrowed(words)
}

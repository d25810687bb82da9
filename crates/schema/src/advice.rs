//! What can be done about an error, as data: whoever shows it to a person words it.

use std::fmt;

/// What to do about an error. It is data, so that a program can word it in its own way, or act on
/// it; its text speaks of no program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// There is no index: make one, or name another folder.
    CreateIndex,
    /// There is something else: name another folder.
    ChooseFolder,
    /// The index is newer than this program: use a newer one.
    Upgrade,
    /// Write the index anew.
    Rebuild,
    /// Verify the index to see what is left, then write it anew.
    VerifyAndRebuild,
    /// Give a setting another value, after this rule.
    ChangeSetting(&'static str),
    /// Look at the path, its permissions and the space on the disk.
    CheckDisk,
    /// Free space on the disk, and repeat what was done since the last commit.
    FreeSpace,
    /// Use a program that has the dictionaries.
    UseDictionaries,
    /// Build the article anew: the builder checks it.
    BuildArticle,
    /// Have one writer for an index, and drop it at the end.
    KeepOneWriter,
    /// Wait until the other writer has ended; no file needs to be removed by hand.
    AwaitWriter,
    /// Ask for the same again; what was done so far is kept.
    Resume,
    /// Open the index anew.
    OpenAnew,
    /// Use fewer threads.
    UseFewerThreads,
    /// See what is marked in the query.
    SeeQuery,
    /// Make the pattern shorter, or put the words in quotes.
    ShortenPattern,
    /// Take a plan that was made of a query.
    TakeOwnPlan,
    /// Begin again with the first page.
    BeginAgain,
    /// See which fields the archive has of its own: its statistics say so.
    SeeFields,
    /// Take an id from an answer.
    TakeIdOfAnswer,
    /// Give more of the id.
    LengthenId,
    /// Leave out words until the article answers.
    LeaveOutWords,
    /// Ask again.
    AskAgain,
    /// Look at the path; a disk may not be mounted.
    CheckPath,
    /// Look at what was asked for.
    CheckOptions,
    /// Name the file of the database, or its folder.
    NameDatabase,
    /// Name a file inside of what is read.
    NameFileWithin,
    /// Name one of those that are remembered, as it is written there.
    NameKnown,
    /// Name files or folders to read.
    NameSources,
}

/// In one sentence, without a capital or a stop.
impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreateIndex => "create an index, or name the folder of one",
            Self::ChooseFolder => "choose another folder",
            Self::Upgrade => "upgrade the program",
            Self::Rebuild => "rebuild the index",
            Self::VerifyAndRebuild => "verify the index to see what is left, then rebuild it",
            Self::ChangeSetting(rule) => rule,
            Self::CheckDisk => "check the path, its permissions and the space on the disk",
            Self::FreeSpace => {
                "free space on the disk, then repeat what came after the last commit"
            }
            Self::UseDictionaries => "write it with a program that has them",
            Self::BuildArticle => "build it anew with `Article::builder`, which checks it",
            Self::KeepOneWriter => "use one writer for an index, and drop it at the end",
            Self::AwaitWriter => "wait until it has ended; no file needs to be removed by hand",
            Self::Resume => "ask for the same again; a rebuild goes on where it was",
            Self::OpenAnew => "open the index anew",
            Self::UseFewerThreads => "use fewer threads",
            Self::SeeQuery => "see what is marked",
            Self::ShortenPattern => "make the pattern shorter, or put the words in quotes",
            Self::TakeOwnPlan => "take a plan that was made of a query",
            Self::BeginAgain => "begin again with the first page",
            Self::SeeFields => "see which fields the archive has of its own",
            Self::TakeIdOfAnswer => "take an id from an answer",
            Self::LengthenId => "give more of the id",
            Self::LeaveOutWords => "leave out words until it does",
            Self::AskAgain => "ask again",
            Self::CheckPath => "check the path; a disk may not be mounted",
            Self::CheckOptions => "check the options",
            Self::NameDatabase => "name the file of the database, or its folder",
            Self::NameFileWithin => "name a file inside the folders that are read",
            Self::NameKnown => "name one of those, as it is written there",
            Self::NameSources => "name a file or folder to read",
        })
    }
}

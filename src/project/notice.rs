//! What is worth saying beside a result.

use crate::goals::Day;
use crate::source::Defect;
use crate::source::git::GitError;
use std::fmt;

/// Something that a reader of the result should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The goals of a submodule, by its path, count as unchanged: the repository around it does not know their past.
    Submodule(String),
    /// The goals of a submodule, by its path, whose first targets are not in the history around it.
    FirstTargetsInSubmodule(String),
    /// The past could not be read, so the result does without it.
    NoHistory(GitError),
    /// A commit, by its short name, has nothing at the workspace's folder.
    NothingBefore {
        /// The commit.
        commit: String,
        /// The folder, from the top of the repository.
        folder: String,
    },
    /// A file could not be read as the commit has it.
    UnreadBefore {
        /// The commit, by its short name.
        commit: String,
        /// The file.
        path: String,
        /// What is wrong with it.
        defect: Defect,
    },
    /// The history has no goals of the earlier day, so only what has a date was compared.
    ByDates(Day),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Submodule(folder) => write!(
                f,
                "{folder} is a submodule, so its goals are taken as unchanged; run `okr` inside it to compare them"
            ),
            Notice::FirstTargetsInSubmodule(folder) => write!(
                f,
                "{folder} is a submodule, so its goals are graded without what their targets were at first; run `okr` inside it to \
                 compare them"
            ),
            Notice::NoHistory(error) => error.fmt(f),
            Notice::NothingBefore { commit, folder } => write!(
                f,
                "commit {commit} has no goals in {folder}, so all of them count as new; goals that were moved there are known \
                 again once git has the move (`git mv`)"
            ),
            Notice::UnreadBefore { commit, path, defect } => {
                write!(f, "in commit {commit}, {path} {defect}; its goals were not compared and count as new")
            }
            Notice::ByDates(day) => write!(
                f,
                "git has no goals from {}; only dated entries were compared: check-ins, readings and revisions",
                day.long()
            ),
        }
    }
}

//! Why git could not answer.

use std::io;
use std::path::PathBuf;

/// Why git could not answer. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// There is no program with that name.
    #[error("git is not installed, or not where programs are looked for\nhelp: install git")]
    NotInstalled,
    /// The system would not start it.
    #[error("git cannot be started: {0}")]
    NotStarted(String),
    /// It said no, in its own words.
    #[error("git says: {0}")]
    Refused(String),
    /// It ended, or its answer made no sense, while contents were read.
    #[error("git stopped while reading earlier versions: {0}")]
    Stopped(String),
    /// The folder is in no repository.
    #[error(
        "{} is not in a git repository, so there is no earlier version to compare with\nhelp: run `git init` and commit \
         the goals; from then on there is something to compare with",
        .0.display()
    )]
    NoRepository(PathBuf),
    /// The folder is inside a repository's own folder, or that of a bare one.
    #[error("{} is not in the working tree of a repository", .0.display())]
    NoWorkingTree(PathBuf),
    /// Nothing was ever committed.
    #[error(
        "this repository has no commit yet, so there is no earlier version to compare with\nhelp: commit the goals \
         first"
    )]
    NoCommit,
    /// A name of no commit.
    #[error(
        "there is no commit `{0}`\nhelp: name a branch, a tag, a commit, or a day like 2026-08-01, `last week`, `monday` or \
         `7d`; `git fetch` brings branches that are not here yet"
    )]
    UnknownCommit(String),
    /// A name of no commit in a shallow clone, though the whole history may have one.
    #[error(
        "there is no commit `{0}` in this clone, whose history was cut short\nhelp: fetch the whole history: `git fetch \
         --unshallow`, or `fetch-depth: 0` for actions/checkout"
    )]
    UnknownInShallowClone(String),
    /// The answer is beyond the end of a shallow clone.
    #[error(
        "this clone's history was cut short, so nobody can see what targets were at first\nhelp: fetch all of it: `git \
         fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"
    )]
    CutShort,
    /// A file's content is not in this clone, as in partial ones.
    #[error(
        "this version of {0} is not in the clone\nhelp: clone without `--filter`, or fetch what is missing: `git fetch \
         --refetch --no-filter`"
    )]
    NotInClone(String),
    /// A content is not what its name says: the repository is damaged.
    #[error(
        "the repository is damaged: what it has for {0} is not what was committed\nhelp: `git fsck` says more"
    )]
    Damaged(String),
    /// A version of the goals, or the history of it, is larger than anybody's.
    #[error(
        "this version of the goals is too large to read: {0}\nhelp: name the folders of the goals in okr.yaml, like `goals: [okrs]`"
    )]
    TooLarge(&'static str),
}

impl GitError {
    /// Why git could not be started.
    pub(super) fn not_started(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => GitError::NotInstalled,
            _ => GitError::NotStarted(error.to_string()),
        }
    }
}

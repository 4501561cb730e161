//! Running git, and nothing but git.

use super::GitError;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Settings of a repository that could make git run another program, reach for the network, or answer otherwise.
const DISARMED: [&str; 13] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=false",
    "credential.helper=",
    "diff.external=",
    "gc.auto=0",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
];

/// What git sets for its hooks: the folder alone says which repository is meant.
const OF_HOOKS: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS",
    "GIT_REPLACE_REF_BASE",
];

/// A git command in a folder that reads objects only: no hook, pager, monitor, outside diff, signature check, fetch on
/// demand, replaced object, lock, or question to the user, whatever the repository's own settings say.
pub(super) fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git.args(["--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs"]);
    for setting in DISARMED {
        git.args(["-c", setting]);
    }
    for variable in OF_HOOKS {
        git.env_remove(variable);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        // No protocol has this name; a repository can allow one against `protocol.allow`, but not against this.
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    git
}

/// Why git gave no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// It could not be started.
    NotStarted(io::Error),
    /// It said no, in its own words.
    Refused(String),
}

impl Failure {
    pub(super) fn into_error(self) -> GitError {
        match self {
            Failure::NotStarted(error) => not_started(&error),
            Failure::Refused(words) => GitError::new(format!("git says: {words}")),
        }
    }
}

pub(super) fn not_started(error: &io::Error) -> GitError {
    if error.kind() == io::ErrorKind::NotFound {
        GitError::with_help("git is not installed, or not where programs are looked for", "install git")
    } else {
        GitError::new(format!("git cannot be started: {error}"))
    }
}

/// What git prints.
pub(super) fn bytes(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = command(folder).args(arguments).output().map_err(Failure::NotStarted)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let said = words.lines().map(|line| line.trim_start_matches("fatal: ").trim_start_matches("error: "));
    Err(Failure::Refused(said.collect::<Vec<_>>().join("\n").trim().to_owned()))
}

/// What git prints, as text.
pub(super) fn text(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    bytes(folder, arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

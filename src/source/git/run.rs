//! Running git, and nothing but git.

use super::GitError;
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

/// What git prints.
pub(super) fn bytes(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = command(folder).args(arguments).output().map_err(|error| GitError::not_started(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let said = words.lines().map(|line| line.trim_start_matches("fatal: ").trim_start_matches("error: "));
    Err(GitError::Refused(said.collect::<Vec<_>>().join("\n").trim().to_owned()))
}

/// What git prints, as text.
pub(super) fn text(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    bytes(folder, arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

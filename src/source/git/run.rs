//! Runs git, and only git.

use super::GitError;
use crate::source::repository_root;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Settings of a repository that could make git run another program, reach for the network, or answer otherwise.
const DISARMED: [&str; 16] = [
    "advice.graftFileDeprecated=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=false",
    "credential.helper=",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "gc.auto=0",
    "log.follow=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
];

/// Variables that make git look at another repository than the folder's, or answer otherwise: what it sets for its hooks,
/// and what people set for themselves.
const MISLEADING: [&str; 14] = [
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_ATTR_SOURCE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
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
    for variable in MISLEADING {
        git.env_remove(variable);
    }
    // The files are beside `.git`, whatever `core.worktree` says.
    match repository_root(folder) {
        Some(top) => git.env("GIT_WORK_TREE", top),
        None => git.env_remove("GIT_WORK_TREE"),
    };
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        // No protocol has this name; a repository can allow one against `protocol.allow`, but not against this.
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    git
}

/// No answer about goals is longer: 100,000 files are some 10 MB. A few kilobytes of a repository can expand to gigabytes.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// More of what git complains about is not kept.
const LONGEST_COMPLAINT: u64 = 64 * 1024;

/// If git is silent for this long, it waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(120);

/// What git prints.
pub(super) fn bytes(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let mut git = command(folder);
    git.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = git.spawn().map_err(|error| GitError::not_started(&error))?;
    let (answer, complaint, success) =
        listened(child).map_err(|error| GitError::Stopped(error.to_string()))?;
    if answer.len() as u64 > LONGEST_ANSWER {
        return Err(GitError::TooLarge("git lists more than 64 MB of file names"));
    }
    if success {
        return Ok(answer);
    }
    let words = String::from_utf8_lossy(&complaint);
    let said = words.lines().map(|line| line.trim_start_matches("fatal: ").trim_start_matches("error: "));
    Err(GitError::Refused(said.collect::<Vec<_>>().join("\n").trim().to_owned()))
}

/// What a program prints on both its outputs, and whether it ended well. One that prints too much, or waits too long, is
/// ended.
fn listened(mut child: Child) -> io::Result<(Vec<u8>, Vec<u8>, bool)> {
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let child = Mutex::new(child);
    let end = &|| child.lock().map(|mut child| child.kill());
    let (done, waiting) = channel::<()>();
    let (answer, complaint) = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new;
        let complaint = thread().spawn_scoped(scope, || kept(errors, LONGEST_COMPLAINT))?;
        thread().spawn_scoped(scope, move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let _ = end();
            }
        })?;
        let mut answer = Vec::new();
        let read = output.map(|output| output.take(LONGEST_ANSWER + 1).read_to_end(&mut answer));
        if answer.len() as u64 > LONGEST_ANSWER {
            let _ = end();
        }
        drop(done);
        read.transpose()?;
        let complaint = complaint.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))?;
        io::Result::Ok((answer, complaint))
    })?;
    let mut child = child.into_inner().map_err(|_| io::ErrorKind::Other)?;
    Ok((answer, complaint, child.wait()?.success()))
}

/// The first bytes of a stream, which is read completely.
fn kept(stream: Option<impl Read>, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        stream.by_ref().take(most).read_to_end(&mut bytes)?;
        io::copy(&mut stream, &mut io::sink())?;
    }
    Ok(bytes)
}

/// What git prints, as text.
pub(super) fn text(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    bytes(folder, arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

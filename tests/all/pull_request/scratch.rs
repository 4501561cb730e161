//! A scratch repository with commits of fixed days and authors, in which the binary runs.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What CI systems and users may have set on the machine that runs the tests.
const UNSET: [&str; 19] = [
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLUMNS",
    "LANG",
    "LC_ALL",
    "GITHUB_BASE_REF",
    "GITHUB_REF",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA",
    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "BITBUCKET_PR_DESTINATION_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_CEILING_DIRECTORIES",
];

/// A folder with a repository in it.
pub(crate) struct Scratch {
    folder: tempfile::TempDir,
    /// The repository's own folder, below that of the scratch.
    root: PathBuf,
}

/// What a run printed and how it ended; commits are called by their subjects.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\n--- out\n{}--- err\n{}", self.code, self.out, self.err)
    }
}

/// Sets what makes git the same everywhere.
pub(crate) fn alike_everywhere(command: &mut Command) -> &mut Command {
    for variable in UNSET {
        command.env_remove(variable);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null")
}

impl Scratch {
    /// A folder without a repository.
    pub(crate) fn bare_folder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        Self { folder, root }
    }

    /// A folder with files, without a repository.
    pub(crate) fn folder(files: &[(&str, &str)]) -> Self {
        let scratch = Self::bare_folder();
        scratch.write_all(files);
        scratch
    }

    /// A repository without commits, on the branch `main`.
    pub(crate) fn empty() -> Self {
        let scratch = Self::bare_folder();
        scratch.git(&["init", "--quiet", "--initial-branch=main"]);
        scratch
    }

    /// A repository with one commit, `start` by Ana on 5 January.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let scratch = Self::empty();
        scratch.write_all(files);
        scratch.commit("2026-01-05", "Ana", "start");
        scratch
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A folder beside the repository.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap().join(name)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn write_all(&self, files: &[(&str, &str)]) {
        files.iter().for_each(|(path, text)| self.write(path, text));
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap();
    }

    /// Runs git in the repository, as Ana on 5 January.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_as("2026-01-05", "Ana", arguments)
    }

    pub(crate) fn git_as(&self, day: &str, author: &str, arguments: &[&str]) -> String {
        let date = format!("{day}T12:00:00Z");
        let mut command = Command::new("git");
        alike_everywhere(&mut command).current_dir(&self.root).args(arguments);
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), author).env(format!("GIT_{who}_EMAIL"), "one@example.org");
        }
        let output = command.stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Commits everything in the folder.
    pub(crate) fn commit(&self, day: &str, author: &str, subject: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_as(day, author, &["commit", "--quiet", "--allow-empty", "-m", subject]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes a file and commits it.
    pub(crate) fn commit_file(
        &self,
        day: &str,
        author: &str,
        subject: &str,
        path: &str,
        text: &str,
    ) -> String {
        self.write(path, text);
        self.commit(day, author, subject)
    }

    /// Merges a branch into the current one with a commit of its own.
    pub(crate) fn merge(&self, day: &str, branch: &str) {
        self.git_as(day, "Mia", &["merge", "--quiet", "--no-ff", "-m", "merge", branch]);
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okr"));
        alike_everywhere(&mut command).args(arguments).current_dir(&self.root);
        command
    }

    pub(crate) fn okr(&self, arguments: &[&str]) -> Ran {
        self.ran(&mut self.command(arguments), "")
    }

    /// Runs the binary with standard input.
    pub(crate) fn ran(&self, command: &mut Command, input: &str) -> Ran {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A run that refuses its arguments reads nothing and may be over by now.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let commits = self.commits();
        let text = |bytes| {
            let text = String::from_utf8(bytes).unwrap().replace(&*self.root.to_string_lossy(), "<repo>");
            commits.iter().fold(text, |text, (id, subject)| text.replace(&id[..8], &format!("<{subject}>")))
        };
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs the binary and asks git nothing afterwards; commits keep their names.
    pub(crate) fn ran_without_git(&self, command: &mut Command) -> Ran {
        let output = command.stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Every commit and its subject.
    fn commits(&self) -> Vec<(String, String)> {
        let mut command = Command::new("git");
        alike_everywhere(&mut command).current_dir(&self.root);
        // As the repository may be full of traps, and it is the binary that they are for.
        command.args([
            "--no-replace-objects",
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "log.showSignature=false",
        ]);
        let output = command.args(["log", "--all", "HEAD", "--format=%H %s"]).output();
        let listed =
            output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let commits = listed.lines().filter_map(|line| line.split_once(' '));
        let plain = |subject: &str| subject.replace(|c: char| c.is_control(), "");
        commits.map(|(id, subject)| (id.to_owned(), plain(subject))).collect()
    }

    /// What a change since a commit brings, a line each, as of 25 February, with only these rules.
    pub(crate) fn since(&self, revision: &str, rules: &str) -> String {
        let ran = self.okr(&[
            "check",
            "--since",
            revision,
            "--as-of",
            "2026-02-25",
            "--format",
            "concise",
            "--select",
            rules,
        ]);
        assert!(ran.code < 2, "{ran}");
        ran.out
    }
}

//! Generated workspaces on disk, and `okr` run in them.

use super::generate;
use super::run::Program;
use anyhow::{Context as _, Result, ensure};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const CHECK: [&str; 9] = [
    "check",
    "--as-of",
    "2026-02-15",
    "--fail-on",
    "never",
    "--format",
    "concise",
    "--max-file-size",
    "1 GB",
];

pub(crate) struct Workspace {
    root: TempDir,
    files: Vec<PathBuf>,
    bytes: u64,
}

impl Workspace {
    /// A file for each team and one for the metrics.
    pub(crate) fn of_teams(teams: usize) -> Result<Self> {
        let root = tempfile::tempdir()?;
        let files = generate::workspace(root.path(), teams);
        // Without the name of the folder no more than 512 MB would be read.
        fs::write(root.path().join("okr.yaml"), "goals: [okrs]\n")?;
        Self::new(root, files)
    }

    /// One file.
    pub(crate) fn of_file(text: &str) -> Result<Self> {
        let root = tempfile::tempdir()?;
        let file = root.path().join("okrs/goals.yaml");
        fs::create_dir_all(root.path().join("okrs"))?;
        fs::write(&file, text)?;
        Self::new(root, vec![file])
    }

    /// Some files, by path.
    pub(crate) fn of_files(texts: Vec<(String, String)>) -> Result<Self> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join("okrs"))?;
        let mut files = Vec::new();
        for (path, text) in texts {
            let file = root.path().join(path);
            fs::write(&file, text)?;
            files.push(file);
        }
        Self::new(root, files)
    }

    fn new(root: TempDir, files: Vec<PathBuf>) -> Result<Self> {
        let sizes = files.iter().map(|file| Ok(fs::metadata(file)?.len()));
        let bytes = sizes.sum::<Result<u64>>()?;
        Ok(Self { root, files, bytes })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn name(&self) -> String {
        let files =
            if self.files.len() == 1 { "1 file".into() } else { format!("{} files", self.files.len()) };
        format!("{files} of {:.1} MB", self.bytes as f64 / 1e6)
    }

    /// `okr` in this workspace.
    pub(crate) fn okr<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Program {
        Program::new(env!("CARGO_BIN_EXE_okr"), self.folder()).arguments(arguments)
    }

    /// `okr check` as the targets mean it: every rule, on one day.
    pub(crate) fn check(&self) -> Program {
        self.okr(CHECK)
    }

    /// The same by the earlier `okr` that `OKR_BENCH_BEFORE` names.
    pub(crate) fn check_before(&self) -> Option<Program> {
        let before = std::env::var_os("OKR_BENCH_BEFORE")?;
        Some(Program::new(before, self.folder()).arguments(CHECK))
    }

    /// Commits everything at the start of the quarter, changes `count` files, and commits those in the middle of it. False
    /// if git is not installed.
    pub(crate) fn change_under_git(&self, count: usize) -> Result<bool> {
        if !self.git(&["--version"]).succeeds() {
            return Ok(false);
        }
        ensure!(self.git(&["init", "-q"]).succeeds(), "no repository can be made");
        self.commit("2026-01-05")?;
        change(self.files.iter().skip(1).take(count), &[("confidence: 5", "confidence: 6")])?;
        self.commit("2026-02-10")?;
        Ok(true)
    }

    /// Commits everything at the start of the quarter, then changes every file. False if git is not installed.
    pub(crate) fn commit_and_change(&self, replaced: &[(&str, &str)]) -> Result<bool> {
        if !self.git(&["--version"]).succeeds() {
            return Ok(false);
        }
        ensure!(self.git(&["init", "-q"]).succeeds(), "no repository can be made");
        self.commit("2026-01-05")?;
        change(self.files.iter(), replaced)?;
        Ok(true)
    }

    fn git(&self, arguments: &[&str]) -> Program {
        let settings =
            ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false"];
        Program::new("git", self.folder()).arguments(settings).arguments(arguments)
    }

    fn commit(&self, day: &str) -> Result<()> {
        let time = format!("{day}T12:00:00Z");
        let dated = self.git(&["commit", "-qm", "Goals"]).variable("GIT_AUTHOR_DATE", &time);
        let committed =
            self.git(&["add", "."]).succeeds() && dated.variable("GIT_COMMITTER_DATE", &time).succeeds();
        ensure!(committed, "the goals cannot be committed");
        Ok(())
    }
}

/// Replaces words in some files.
fn change<'f>(files: impl Iterator<Item = &'f PathBuf>, replaced: &[(&str, &str)]) -> Result<()> {
    for file in files {
        let text = fs::read_to_string(file).context("a generated file is gone")?;
        let changed = replaced.iter().fold(text, |text, (from, to)| text.replace(from, to));
        fs::write(file, changed)?;
    }
    Ok(())
}

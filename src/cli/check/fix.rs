//! `okr check --fix` and `--diff`: mends the files, or shows how it would.

use super::super::Exit;
use super::super::atomic::Draft;
use super::super::terminal::Terminal;
use crate::fix::{Change, Left, Outcome, Request, fix, with_texts};
use crate::goals::Day;
use crate::lint::Selection;
use crate::project::Project;
use crate::render::visible;
use crate::source::Skipped;
use anstyle::AnsiColor;
use anyhow::{Context as _, bail};
use similar::{Algorithm, TextDiff};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How findings are to be fixed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixing")]
pub(super) struct Fixing {
    /// Mend the files: misspelt keys, missing ids, numbers of a sentence written out in `baseline` and `target`, check-ins
    /// out of order. Shows what is left to do.
    ///
    /// Only the bytes that must change do: comments, order, quoting and indentation stay. With `--select` only what those
    /// rules find is fixed. Standard input cannot be mended; `--diff` shows how it would be.
    #[arg(long)]
    fix: bool,

    /// Make changes, too, that only probably do what was meant: misspelt names and words, dates and quarters in another
    /// notation, text that needs quotes, suppressions that are not needed.
    #[arg(long = "unsafe")]
    unsafe_too: bool,

    /// Show what `--fix` would change, and change nothing. The exit code is 1 if that is anything.
    #[arg(long)]
    diff: bool,
}

impl Fixing {
    /// Whether anything is to be fixed or shown as fixed.
    pub(super) fn is_wanted(&self) -> bool {
        self.fix || self.diff || self.unsafe_too
    }

    fn checked(&self, paths: &[PathBuf]) -> anyhow::Result<()> {
        if self.unsafe_too && !self.fix && !self.diff {
            bail!(
                "`--unsafe` goes with `--fix`, which changes the files, or `--diff`, which shows the changes"
            );
        }
        if !self.diff && paths.iter().any(|path| path == Path::new("-")) {
            bail!("standard input cannot be mended\nhelp: name the file, or see the changes with `--diff`");
        }
        Ok(())
    }
}

/// What comes after fixing.
pub(super) enum After {
    /// The findings that are left are to be shown.
    Report(Box<Project>),
    /// That was all.
    Done(Exit),
}

/// Fixes the goals, in their files or in a picture of them.
///
/// # Errors
/// Options that do not go together, or output that cannot be written. A file that cannot be written is told, and the
/// others are.
pub(super) fn run(
    arguments: &Fixing,
    paths: &[PathBuf],
    (as_of, selection): (Day, &Selection),
    project: Project,
    terminal: &Terminal,
) -> anyhow::Result<After> {
    arguments.checked(paths)?;
    let Project { settings, levels, workspace, requested, mut skipped, root, notices } = project;
    let request = Request {
        settings: &settings,
        as_of,
        selection,
        unsafe_too: arguments.unsafe_too,
        only: requested.as_ref(),
    };
    let mut outcome = fix(workspace, &request);
    let name = |change: &Change| outcome.workspace.sources.file(change.file).path.clone();
    if arguments.diff {
        let diffs: String = outcome.changes.iter().map(|change| diff(&name(change), change)).collect();
        terminal.print(&if terminal.color { colored(&diffs) } else { diffs })?;
        if let Some(summary) = summary("Would fix", outcome.changes.iter()) {
            terminal.tell(&summary);
        }
        tell_what_is_left(&outcome, terminal);
        terminal.complain_of(&skipped);
        let exit = match (skipped.is_empty(), outcome.changes.is_empty()) {
            (false, _) => Exit::CouldNotRun,
            (true, false) => Exit::Findings,
            (true, true) => Exit::Clean,
        };
        return Ok(After::Done(exit));
    }
    let (mut written, mut unwritten) = (Vec::new(), Vec::new());
    for change in &outcome.changes {
        let name = name(change);
        match write(&root, &name, change) {
            Ok(()) => written.push(change),
            Err(error) => {
                skipped.push(Skipped { path: PathBuf::from(&name), reason: format!("not fixed: {error:#}") });
                unwritten.push((change.file, change.before.as_str()));
            }
        }
    }
    if let Some(summary) = summary("Fixed", written.into_iter()) {
        terminal.tell(&summary);
    }
    tell_what_is_left(&outcome, terminal);
    if !unwritten.is_empty() {
        // What is still in a file is what is to be judged.
        outcome.workspace = with_texts(&outcome.workspace, unwritten.into_iter(), &settings.vocabulary);
    }
    let workspace = outcome.workspace;
    let project = Project { root, settings, levels, workspace, requested, skipped, notices };
    Ok(After::Report(Box::new(project)))
}

/// A file's change as a unified diff.
fn diff(name: &str, change: &Change) -> String {
    let name = visible(name);
    // Anchored on lines that are there once, which keeps the work small for large files.
    TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(&change.before, &change.after)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}

/// A diff with what comes and what goes in the usual colours.
fn colored(diff: &str) -> String {
    let color = |line: &str| match line.chars().next() {
        Some('+') => AnsiColor::Green.on_default(),
        Some('-') => AnsiColor::Red.on_default(),
        Some('@') => AnsiColor::Cyan.on_default(),
        _ => anstyle::Style::new(),
    };
    diff.split_inclusive('\n').map(|line| format!("{0}{line}{0:#}", color(line))).collect()
}

/// Puts the new text in the place of a file that still holds the old one.
fn write(root: &Path, name: &str, change: &Change) -> anyhow::Result<()> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let path = std::fs::canonicalize(root.join(name)).context("it cannot be found again")?;
    let home = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    if !path.starts_with(&home) {
        bail!("it lies outside of the workspace {}", home.display());
    }
    let permissions = std::fs::metadata(&path).context("it cannot be read again")?.permissions();
    if permissions.readonly() {
        bail!("it is write-protected");
    }
    let old = std::fs::read(&path).context("it cannot be read again")?;
    let mark = if old.starts_with(MARK) { MARK } else { &[] };
    // A link in the workspace may lead to a file of the workspace: that was written already.
    if &old[mark.len()..] == change.after.as_bytes() {
        return Ok(());
    }
    if &old[mark.len()..] != change.before.as_bytes() {
        bail!("it was changed by someone else just now; it is left as it is");
    }
    Draft::write(&path, &[mark, change.after.as_bytes()].concat(), Some(permissions))?.replace(&old)
}

/// `Fixed 3 in 2 files:` and a line for each kind.
fn summary<'c>(done: &str, changes: impl ExactSizeIterator<Item = &'c Change>) -> Option<String> {
    let files = match changes.len() {
        0 => return None,
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let kinds = changes.flat_map(|change| &change.kinds);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    kinds.for_each(|kind| *counts.entry(kind).or_default() += 1);
    let total: usize = counts.values().sum();
    let width = total.to_string().len();
    let lines = counts.iter().map(|(kind, count)| format!("\n  {count:>width$} × {kind}"));
    Some(format!("{done} {total} in {files}:{}", lines.collect::<String>()))
}

/// What could not be fixed, and why: once for each file and reason.
fn tell_what_is_left(outcome: &Outcome, terminal: &Terminal) {
    let mut told: BTreeMap<(u32, &str), Vec<&Left>> = BTreeMap::new();
    for left in &outcome.left {
        told.entry((left.file.0, left.reason.0)).or_default().push(left);
    }
    for ((_, reason), left) in told {
        let name = &outcome.workspace.sources.file(left[0].file).path;
        let more = match left.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        let text = format!("{name}: not done: {}{more}; {reason}", left[0].title);
        terminal.tell(&visible(&text));
    }
}

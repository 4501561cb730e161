//! `okr check --fix` and `--diff`: makes the fixes that findings offer, or shows them.

use super::super::Exit;
use super::super::terminal::Terminal;
use super::super::writing::tell_of_interrupted;
use crate::fix::{Change, Left, Made, Outcome, Request, fix, with_texts};
use crate::goals::Day;
use crate::lint::{Report, Selection};
use crate::plural::counted;
use crate::project::Project;
use crate::render::{unified, visible};
use crate::source::{FileId, Lines};
use crate::write::{Batch, add_text, is_same_file};
use crate::yaml::Fix;
use anyhow::bail;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// How to fix findings.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixing")]
pub(super) struct Fixing {
    /// Fix what is safe to fix: misspelt keys, missing ids, check-ins out of order and more. Shows what is
    /// left.
    ///
    /// Each fix belongs to a rule and is not made if that rule is off. Comments, order, quoting and indentation are kept.
    /// Standard input cannot be fixed in place; `--diff` shows the changes.
    #[arg(long)]
    fix: bool,

    /// Also make changes that are only probably right: misspelt names and words, dates and quarters in another
    /// notation, text that needs quotes, unused suppressions.
    #[arg(long = "unsafe")]
    unsafe_too: bool,

    /// Show what `--fix` would change without changing anything. The exit code is 1 if there are changes.
    #[arg(long)]
    diff: bool,
}

impl Fixing {
    /// Whether to fix anything, or to show it.
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
            bail!(
                "standard input cannot be fixed in place\nhelp: name the file, or see the changes with `--diff`"
            );
        }
        Ok(())
    }
}

/// A file whose fixes could not be written.
pub(super) struct Unwritten {
    file: FileId,
    /// The file, relative to the root of the workspace.
    pub(super) path: String,
    /// Why, in words.
    pub(super) reason: String,
}

/// What to do after fixing.
pub(super) enum After {
    /// Shows the remaining findings and reports what could not be written. In the files at the end only characters could be
    /// changed, because they are no YAML.
    Report(Box<Project>, Vec<Unwritten>, Vec<FileId>),
    /// Nothing.
    Done(Exit),
}

/// Fixes the goals, in their files or in memory.
///
/// # Errors
/// Options that conflict, or output that cannot be written. A file that cannot be written is reported, and the
/// others are.
pub(super) fn run(
    arguments: &Fixing,
    paths: &[PathBuf],
    (as_of, selection): (Day, &Selection),
    project: Project,
    terminal: &Terminal,
) -> anyhow::Result<After> {
    arguments.checked(paths)?;
    let only = changeable(&project);
    let Project { settings, levels, workspace, requested, skipped, root, notices } = project;
    let request = Request {
        settings: &settings,
        as_of,
        selection,
        unsafe_too: arguments.unsafe_too,
        only: only.as_ref(),
        is_complete: skipped.is_empty(),
    };
    if arguments.fix {
        let paths = workspace.sources.iter().map(|(_, file)| root.join(&file.path));
        tell_of_interrupted(&root, paths, terminal);
    }
    let mut outcome = fix(workspace, &request);
    let name = |change: &Change| outcome.workspace.sources.file(change.file).path.clone();
    if arguments.diff {
        let diff = |change: &Change| unified(&name(change), &change.before, &change.after, terminal.color);
        terminal.print(&outcome.changes.iter().map(diff).collect::<String>())?;
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
    let unwritten = write(&root, &outcome);
    let (not_written, written): (Vec<&Change>, Vec<&Change>) =
        outcome.changes.iter().partition(|change| unwritten.iter().any(|file| file.file == change.file));
    if let Some(summary) = summary("Fixed", written.into_iter()) {
        terminal.tell(&summary);
    }
    tell_what_is_left(&outcome, terminal);
    if !unwritten.is_empty() {
        // Check what is now in the files.
        let texts = not_written.iter().map(|change| (change.file, change.before.as_str()));
        outcome.workspace = with_texts(&outcome.workspace, texts, &settings.vocabulary);
    }
    let broken = outcome.broken.iter().map(|place| place.file).collect();
    let workspace = outcome.workspace;
    let project = Project { root, settings, levels, workspace, requested, skipped, notices };
    Ok(After::Report(Box::new(project), unwritten, broken))
}

/// The files that may be changed, of those that were asked for; `None` for all.
fn changeable(project: &Project) -> Option<HashSet<FileId>> {
    let all = || project.workspace.sources.iter().map(|(id, _)| id);
    let is_wanted = |id: &FileId| project.requested.as_ref().is_none_or(|requested| requested.contains(id));
    let may_change = |id: &FileId| is_wanted(id) && project.may_change(*id);
    (project.requested.is_some() || !all().all(|id| may_change(&id)))
        .then(|| all().filter(may_change).collect())
}

/// Takes back the offers of findings that `--fix` has just left undone: to ask for it again would change nothing.
pub(super) fn withdraw(report: &mut Report, arguments: &Fixing, broken: &[FileId]) {
    for finding in &mut report.findings {
        let is_broken = broken.contains(&finding.span.file);
        let is_open = |fix: &Fix| !fix.safe && !arguments.unsafe_too && (!is_broken || fix.is_textual());
        finding.fix = finding.fix.take().filter(is_open);
    }
}

/// Writes all files that can be written, together. Returns the others.
fn write(root: &Path, outcome: &Outcome) -> Vec<Unwritten> {
    let path = |change: &Change| root.join(&outcome.workspace.sources.file(change.file).path);
    let mut unwritten = Vec::new();
    let mut batch = Batch::inside(root);
    let mut not_fixed = |change: &Change, reason: String| {
        let path = name(outcome, change).to_owned();
        unwritten.push(Unwritten { file: change.file, path, reason: format!("not fixed: {reason}") });
    };
    for change in &outcome.changes {
        let path = path(change);
        // The target of a link within the workspace is written under its own name.
        let is_other_name = |other: &Change| {
            let target = std::fs::canonicalize(&path);
            target
                .is_ok_and(|target| target != path && is_same_file(&target, &root.join(name(outcome, other))))
        };
        if path.is_symlink() && outcome.changes.iter().any(is_other_name) {
            continue;
        }
        let added = add_text(root, &path, Some(&change.before), &change.after, &mut batch);
        if let Err(reason) = added {
            not_fixed(change, reason.to_string());
        }
    }
    if let Err((failed, reason)) = batch.commit() {
        let shown = failed.strip_prefix(root).unwrap_or(&failed).display();
        for change in &outcome.changes {
            let own = path(change) == failed;
            let reason =
                if own { reason.to_string() } else { format!("{shown} could not be written: {reason}") };
            not_fixed(change, reason);
        }
    }
    unwritten
}

fn name<'o>(outcome: &'o Outcome, change: &Change) -> &'o str {
    &outcome.workspace.sources.file(change.file).path
}

/// `Fixed 3 in 2 files:` and a line per kind.
fn summary<'c>(done: &str, changes: impl ExactSizeIterator<Item = &'c Change>) -> Option<String> {
    if changes.len() == 0 {
        return None;
    }
    let files = counted(changes.len(), "file");
    let made = changes.flat_map(|change| &change.made);
    let mut counts: BTreeMap<Made, usize> = BTreeMap::new();
    made.for_each(|made| *counts.entry(*made).or_default() += 1);
    let total: usize = counts.values().sum();
    let width = total.to_string().len();
    let lines =
        counts.iter().map(|(Made { kind, rule }, count)| format!("\n  {count:>width$} × {kind} ({rule})"));
    Some(format!("{done} {total} in {files}:{}", lines.collect::<String>()))
}

/// What could not be fixed, and why: once per file and reason.
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
    for place in &outcome.broken {
        let source = outcome.workspace.sources.file(place.file);
        let line = Lines::new(&source.text).line(place.start);
        let text = format!(
            "{}: line {line} is not YAML, so keys, ids, numbers and order were not fixed in this file",
            source.path
        );
        terminal.tell(&visible(&text));
    }
}

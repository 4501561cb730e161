//! Mends goal files: what findings offer, and what nobody needs to be told about first. Pure: texts in, texts out.
//!
//! Fixes are made in rounds, since one can make way for the next: a misspelt `key_results` hides everything below it.
//! After every change the file is read again; a change that does not lead where it should is left out.

mod figures;
mod guard;
mod ids;
mod mender;
mod order;
mod positional;
mod words;

use crate::finding::Finding;
use crate::goals::{Day, Workspace, has_goal_key};
use crate::lint::{Selection, lint};
use crate::prose::Vocabulary;
use crate::settings::Settings;
use crate::source::{FileId, SourceFile};
use crate::yaml::edit::{Fix, Refusal};
use mender::Mender;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// After so many rounds it ends, whatever is left: every round mends at least one thing, and few hide more than one other.
const MOST_ROUNDS: usize = 10;

/// What is to be fixed.
#[derive(Debug)]
pub struct Request<'r> {
    /// The settings of the workspace.
    pub settings: &'r Settings,
    /// The day to judge by.
    pub as_of: Day,
    /// The rules whose findings count. With a choice of some rules, only what these found is fixed.
    pub selection: &'r Selection,
    /// Make the changes, too, that only probably do what was meant.
    pub unsafe_too: bool,
    /// Only these files; all where it is `None`.
    pub only: Option<&'r HashSet<FileId>>,
}

/// A file with its fixes made.
#[derive(Debug)]
pub struct Change {
    /// Which file it is, in the workspace from before and in the one after.
    pub file: FileId,
    /// Its text as it was.
    pub before: String,
    /// Its text now.
    pub after: String,
    /// The kinds of the fixes that were made in it.
    pub kinds: Vec<&'static str>,
}

/// A fix that was not made.
#[derive(Debug)]
pub struct Left {
    /// The file it is about.
    pub file: FileId,
    /// What it would have done.
    pub title: String,
    /// Why it was not.
    pub reason: Refusal,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// The goals with all fixes made.
    pub workspace: Workspace,
    /// The files that changed, in their order.
    pub changes: Vec<Change>,
    /// What could not be made, in the order of the files.
    pub left: Vec<Left>,
}

/// Makes every fix there is for the goals of a workspace.
#[must_use]
pub fn fix(mut workspace: Workspace, request: &Request<'_>) -> Outcome {
    let mut changes: BTreeMap<FileId, Change> = BTreeMap::new();
    let mut left = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let round = round(&workspace, request);
        left = round.left;
        if round.changes.is_empty() {
            break;
        }
        let texts = round.changes.iter().map(|change| (change.file, change.after.as_str()));
        workspace = with_texts(&workspace, texts, &request.settings.vocabulary);
        for change in round.changes {
            match changes.get_mut(&change.file) {
                Some(known) => {
                    known.after = change.after;
                    known.kinds.extend(change.kinds);
                }
                None => _ = changes.insert(change.file, change),
            }
        }
    }
    Outcome { workspace, changes: changes.into_values().collect(), left }
}

/// What one round did.
struct Round {
    changes: Vec<Change>,
    left: Vec<Left>,
}

fn round(workspace: &Workspace, request: &Request<'_>) -> Round {
    let of_files: Vec<(FileId, Vec<Fix>)> = gather(workspace, request).into_iter().collect();
    let vocabulary = &request.settings.vocabulary;
    let done = of_files.into_par_iter().map(|(id, fixes)| Mender::of(workspace, id, vocabulary).mend(fixes));
    let done: Vec<(Option<Change>, Vec<Left>)> = done.collect();
    let (changes, left): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    Round { changes: changes.into_iter().flatten().collect(), left: left.into_iter().flatten().collect() }
}

/// The fixes for each file. What findings offer comes first: in a file that has any, the others wait for the next round.
fn gather(workspace: &Workspace, request: &Request<'_>) -> BTreeMap<FileId, Vec<Fix>> {
    let report = lint(workspace, request.settings, request.as_of, request.selection);
    let is_goal = |id: FileId| has_goal_key(&workspace.sources.file(id).text);
    let wanted = |id: FileId| request.only.is_none_or(|only| only.contains(&id)) && is_goal(id);
    let mut of_files: BTreeMap<FileId, Vec<Fix>> = BTreeMap::new();
    let found = report.findings.into_iter().filter_map(|Finding { span, fix, .. }| Some((span.file, fix?)));
    for (id, fix) in found.filter(|(id, fix)| wanted(*id) && (fix.safe || request.unsafe_too)) {
        of_files.entry(id).or_default().push(fix);
    }
    if request.selection.select.is_empty() {
        let improved = improvements(workspace, request.unsafe_too);
        for (id, fixes) in improved.into_iter().filter(|(id, _)| wanted(*id)) {
            of_files.entry(id).or_default().extend(fixes);
        }
    }
    of_files
}

/// What can be better without anything being wrong.
fn improvements(workspace: &Workspace, unsafe_too: bool) -> BTreeMap<FileId, Vec<Fix>> {
    let mut of_files: BTreeMap<FileId, Vec<Fix>> = BTreeMap::new();
    let ids = ids::missing(workspace);
    let figures = workspace.key_results().filter_map(figures::lifted);
    let order = order::check_ins(workspace, unsafe_too);
    for (id, fix) in ids.into_iter().chain(figures).chain(order) {
        of_files.entry(id).or_default().push(fix);
    }
    of_files
}

/// The workspace with other texts for some files; the others are not read again.
#[must_use]
pub fn with_texts<'t>(
    workspace: &Workspace,
    texts: impl Iterator<Item = (FileId, &'t str)>,
    vocabulary: &Vocabulary,
) -> Workspace {
    let changed = texts.map(|(id, text)| {
        let source = workspace.sources.file(id).clone();
        (id, SourceFile { text: Arc::new(text.to_owned()), ..source })
    });
    workspace.with_files(changed.collect(), vocabulary)
}

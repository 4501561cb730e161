//! Mends goal files: what findings offer, and what nobody needs to be told about first. Pure: texts in, texts out.
//!
//! Fixes are made in rounds, since one can make way for the next: a misspelt `key_results` hides everything below it.
//! After every change the file is read again; a change that does not lead where it should is left out.

mod figures;
mod guard;
mod ids;
mod order;
mod positional;
mod slug;

use crate::finding::Finding;
use crate::goals::{Day, Workspace};
use crate::lint::{Selection, lint};
use crate::prose::Vocabulary;
use crate::settings::Settings;
use crate::source::{FileId, SourceFile, Sources};
use crate::yaml::edit::{Edit, Fix, Refusal, apply};
use guard::Guard;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

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
        workspace = with_texts(&workspace, &round.changes, &request.settings.vocabulary);
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
    let done = of_files.into_par_iter().map(|(id, fixes)| Mender::of(workspace, id, request).mend(fixes));
    let done: Vec<(Option<Change>, Vec<Left>)> = done.collect();
    let (changes, left): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    Round { changes: changes.into_iter().flatten().collect(), left: left.into_iter().flatten().collect() }
}

/// The fixes for each file. What findings offer comes first: in a file that has any, the others wait for the next round.
fn gather(workspace: &Workspace, request: &Request<'_>) -> BTreeMap<FileId, Vec<Fix>> {
    let report = lint(workspace, request.settings, request.as_of, request.selection);
    let wanted = |id: FileId| request.only.is_none_or(|only| only.contains(&id));
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

/// The workspace with some texts changed, read anew.
fn with_texts(workspace: &Workspace, changes: &[Change], vocabulary: &Vocabulary) -> Workspace {
    let mut files: Vec<SourceFile> = workspace.sources.iter().map(|(_, file)| file.clone()).collect();
    for change in changes {
        files[change.file.0 as usize].text.clone_from(&change.after);
    }
    Workspace::read(Sources::new(files), vocabulary, workspace.calendar)
}

/// A file's new text, and the kinds of the fixes made in it.
type Done = (String, Vec<&'static str>);

/// Lets a text pass, or says why not.
type Check<'m> = fn(&Guard<'m>, String) -> Result<String, Refusal>;

/// Makes the fixes of one file.
struct Mender<'m> {
    id: FileId,
    guard: Guard<'m>,
    left: Vec<Left>,
}

impl<'m> Mender<'m> {
    fn of(workspace: &'m Workspace, id: FileId, request: &'m Request<'_>) -> Self {
        Self { id, guard: Guard::of(workspace, id, &request.settings.vocabulary), left: Vec::new() }
    }

    /// Makes what can be made: first what mends a problem of reading, and the rest only where there is nothing of that kind,
    /// since their places and meanings change with it.
    fn mend(mut self, fixes: Vec<Fix>) -> (Option<Change>, Vec<Left>) {
        let (quotes, others): (Vec<Fix>, Vec<Fix>) =
            fixes.into_iter().partition(|fix| matches!(fix.edits[..], [Edit::Quote { .. }]));
        let quoted = self.quote(&quotes);
        let (text, kinds) = match quoted {
            Some(quoted) => quoted,
            None => {
                let (mending, improving): (Vec<Fix>, Vec<Fix>) =
                    others.into_iter().partition(|fix| guard::mends_reading(fix));
                let mended = self.accept_what_mends(&mending);
                let Some(done) = mended.or_else(|| self.accept_all(&improving)) else {
                    return (None, self.left);
                };
                done
            }
        };
        let before = self.guard.source.text.clone();
        (Some(Change { file: self.id, before, after: text, kinds }), self.left)
    }

    /// Puts words in quotes, one place after the other: only one that is right can be told from one that is not.
    fn quote(&mut self, fixes: &[Fix]) -> Option<Done> {
        let mut text = self.guard.source.text.clone();
        let mut kinds = Vec::new();
        let mut shift = 0;
        for fix in fixes {
            let [Edit::Quote { at }] = &fix.edits[..] else { continue };
            let mut at = *at;
            at.start += shift;
            at.end += shift;
            match apply(&text, &[Edit::Quote { at }])
                .and_then(|edited| self.guard.fewer_problems(&text, edited))
            {
                Ok(edited) => {
                    shift += (edited.len() - text.len()) as u32;
                    text = edited;
                    kinds.push(fix.kind);
                }
                Err(reason) => self.leave(fix, reason),
            }
        }
        (!kinds.is_empty()).then_some((text, kinds))
    }

    /// Makes fixes of what could not be read, or those of them that mend it when made alone.
    fn accept_what_mends(&mut self, fixes: &[Fix]) -> Option<Done> {
        let all: Vec<&Fix> = fixes.iter().collect();
        let together = self.try_out(&all).and_then(|edited| self.guard.mended(&all, edited));
        if let (Ok(text), false) = (together, all.is_empty()) {
            return Some((text, all.iter().map(|fix| fix.kind).collect()));
        }
        let mut good = Vec::new();
        for fix in all {
            match self.try_out(&[fix]).and_then(|edited| self.guard.mended(&[fix], edited)) {
                Ok(_) => good.push(fix),
                Err(reason) => self.leave(fix, reason),
            }
        }
        self.accept(&good, |_, edited| Ok(edited))
    }

    /// Makes fixes of what could be read and is to be read as the same afterwards, or those of them that can be made.
    fn accept_all(&mut self, fixes: &[Fix]) -> Option<Done> {
        let all: Vec<&Fix> = fixes.iter().collect();
        self.accept(&all, Guard::unchanged)
    }

    /// Makes fixes together; where that does not work, by halves, so that only the bad ones stay out.
    fn accept(&mut self, fixes: &[&Fix], check: Check<'m>) -> Option<Done> {
        let mut waiting = vec![fixes];
        let mut accepted: Vec<&Fix> = Vec::new();
        let mut text = None;
        while let Some(next) = waiting.pop() {
            let together: Vec<&Fix> = accepted.iter().chain(next).copied().collect();
            let tried = self.try_out(&together).and_then(|edited| check(&self.guard, edited));
            match (tried, next) {
                (_, []) => {}
                (Ok(edited), _) => (text, accepted) = (Some(edited), together),
                (Err(reason), [fix]) => self.leave(fix, reason),
                (Err(_), _) => {
                    let (first, second) = next.split_at(next.len() / 2);
                    waiting.extend([second, first]);
                }
            }
        }
        Some((text?, accepted.iter().map(|fix| fix.kind).collect()))
    }

    fn try_out(&self, fixes: &[&Fix]) -> Result<String, Refusal> {
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        apply(&self.guard.source.text, &edits)
    }

    fn leave(&mut self, fix: &Fix, reason: Refusal) {
        self.left.push(Left { file: self.id, title: fix.title.clone(), reason });
    }
}

//! Makes the fixes that findings offer. Pure: texts in, texts out.
//!
//! Fixes are made in rounds, since one can make way for the next: a misspelt `key_results` hides everything below it.
//! After every change the file is read again; a change that does not keep its promise is left out.

mod guard;
mod mender;

use crate::finding::Finding;
use crate::goals::{Day, GoalFile, Workspace, has_goal_key};
use crate::lint::{Selection, lint};
use crate::parallel;
use crate::prose::Vocabulary;
use crate::settings::Settings;
use crate::source::{FileId, SourceFile, Span};
use crate::yaml::ProblemKind;
use crate::yaml::edit::{Edit, Editor, Fix, Part, Refusal};
use mender::Mender;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// After so many rounds it ends, whatever is left: every round fixes at least one thing, and few hide more than one other.
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
    /// Whether every goal file could be read. Where one could not, it may refer to a goal by its place, so goals keep their
    /// names.
    pub is_complete: bool,
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
    /// The fixes that were made in it.
    pub made: Vec<Made>,
}

/// A fix that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// What kind of change it is, for counting: `missing id added`.
    pub kind: &'static str,
    /// The rule whose finding offered it.
    pub rule: &'static str,
}

/// A fix with the rule that offers it.
#[derive(Debug, Clone)]
struct Offer {
    rule: &'static str,
    fix: Fix,
}

impl Offer {
    /// Each part on its own.
    fn parts(self) -> impl Iterator<Item = Offer> {
        let Offer { rule, mut fix } = self;
        // What is copied for each part has none of the others.
        let parts = std::mem::take(&mut fix.parts);
        let alone = move |part: Part| {
            let title = part.title.clone();
            Offer { rule, fix: Fix { title, parts: vec![part], ..fix.clone() } }
        };
        parts.into_iter().map(alone)
    }

    /// The edits of an offer of one part.
    fn edits(&self) -> &[Edit] {
        self.fix.parts.first().map(|part| part.edits.as_slice()).unwrap_or_default()
    }

    fn made(&self) -> Made {
        Made { kind: self.fix.kind, rule: self.rule }
    }
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

/// Its result.
#[derive(Debug)]
pub struct Outcome {
    /// The goals with all fixes made.
    pub workspace: Workspace,
    /// The files that changed, in their order.
    pub changes: Vec<Change>,
    /// What could not be made, in the order of the files.
    pub left: Vec<Left>,
    /// The files that are still not valid YAML, so that only characters could be fixed in them, with a place that is invalid.
    pub broken: Vec<Span>,
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
                    known.made.extend(change.made);
                }
                None => _ = changes.insert(change.file, change),
            }
        }
    }
    let broken =
        workspace.files.iter().filter(|file| request.only.is_none_or(|only| only.contains(&file.id)));
    let broken = broken.filter_map(|file| not_yaml(&workspace, file)).collect();
    Outcome { workspace, changes: changes.into_values().collect(), left, broken }
}

/// Makes one fix that a rule offers for a file, if it does what it promises. Nothing else is looked at again.
#[must_use]
pub fn make(
    workspace: &Workspace,
    file: FileId,
    (rule, fix): (&'static str, &Fix),
    vocabulary: &Vocabulary,
) -> Option<Change> {
    let offers = Offer { rule, fix: fix.clone() }.parts().collect();
    Mender::of(workspace, file, vocabulary).mend(offers).0
}

/// The first place of a file that is not YAML.
fn not_yaml(workspace: &Workspace, file: &GoalFile) -> Option<Span> {
    let syntax = file.problems.iter().find(|problem| problem.kind == ProblemKind::Syntax)?;
    Editor::of(&workspace.sources.file(file.id).text).is_err().then_some(syntax.span)
}

/// What one round did.
struct Round {
    changes: Vec<Change>,
    left: Vec<Left>,
}

fn round(workspace: &Workspace, request: &Request<'_>) -> Round {
    let of_files: Vec<(FileId, Vec<Offer>)> = gather(workspace, request).into_iter().collect();
    let vocabulary = &request.settings.vocabulary;
    let mend = |(id, fixes)| Mender::of(workspace, id, vocabulary).mend(fixes);
    let done: Vec<(Option<Change>, Vec<Left>)> = parallel::map_slow(of_files, mend);
    let (changes, left): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    Round { changes: changes.into_iter().flatten().collect(), left: left.into_iter().flatten().collect() }
}

/// What the findings offer for each file.
fn gather(workspace: &Workspace, request: &Request<'_>) -> BTreeMap<FileId, Vec<Offer>> {
    let report = lint(workspace, request.settings, request.as_of, request.selection);
    let is_wanted = |id: FileId, fix: &Fix| {
        request.only.is_none_or(|only| only.contains(&id)) && (fix.safe || request.unsafe_too)
    };
    let mut of_files: BTreeMap<FileId, Vec<Offer>> = BTreeMap::new();
    // Two metrics with one name would get one id: the second is looked at again in the next round.
    let mut new_ids = HashSet::new();
    for Finding { rule, span, fix, .. } in report.findings {
        let Some(fix) = fix.filter(|fix| is_wanted(span.file, fix)) else { continue };
        let is_metric_id = rule == "missing-field";
        if is_metric_id && !new_ids.insert(fix.title.clone()) || rule == "missing-id" && !request.is_complete
        {
            continue;
        }
        of_files.entry(span.file).or_default().extend(Offer { rule, fix }.parts());
    }
    of_files.retain(|id, _| has_goal_key(&workspace.sources.file(*id).text));
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

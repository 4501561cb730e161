//! The difference between two versions, put together to be shown.

use super::check_ins::{CheckInChange, check_in_changes};
use super::fields::{FieldChange, PROMISED, key_result_changes, metric_changes, objective_changes};
use super::matching::{Matching, Pair, only_renames, renamed};
use super::texts::{TextChange, untold};
use super::wording::plain;
use crate::goals::format::Initiative;
use crate::goals::{Day, GoalFile, KeyResultView, MetricView, ObjectiveView, Readings, Workspace};
use crate::parallel;
use crate::score::{score_at_former_numbers, score_that_counts};
use crate::source::{FileId, Span};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use strum::{IntoStaticStr, VariantArray};

/// How much a change matters, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum ChangeKind {
    /// A key result promises something else: another baseline, target, limit, metric or measure.
    Retargeted,
    /// It is gone.
    Removed,
    /// It is new.
    Added,
    /// A metric means something else.
    Redefined,
    /// Something was measured.
    #[strum(to_string = "checked in")]
    CheckedIn,
    /// Anything else: owners, reasons, weights, bets.
    Edited,
}

impl ChangeKind {
    /// Every kind, the most important first.
    pub const ALL: &[ChangeKind] = ChangeKind::VARIANTS;

    /// The word for it in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Subject {
    /// An objective itself.
    Objective,
    /// A key result.
    #[strum(to_string = "key result")]
    KeyResult,
    /// A metric.
    Metric,
}

impl Subject {
    /// The word for it in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A score in two versions, 0 to 1 each; `None` without data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// As it was.
    pub before: Option<f64>,
    /// As it is.
    pub after: Option<f64>,
    /// Its score now with the numbers promised before; `None` if those are the same or unknown.
    pub at_former_numbers: Option<f64>,
}

/// Everything that changed about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The most important of what changed.
    pub kind: ChangeKind,
    /// What kind of thing it is.
    pub subject: Subject,
    /// Its address, or the metric's id; the former one where it is gone.
    pub address: String,
    /// Its address before, where that was another one.
    pub was: Option<String>,
    /// Its sentence or name.
    pub title: String,
    /// What is different, the most important first.
    pub fields: Vec<FieldChange>,
    /// Why, in the words of a new revision.
    pub reason: Option<String>,
    /// What was measured, or is said differently about it, by day.
    pub check_ins: Vec<CheckInChange>,
    /// How its score moved; `None` if it did not, and for what has no score.
    pub score: Option<Scores>,
}

/// The difference between two versions of a workspace.
#[derive(Debug, Default, PartialEq)]
pub struct Diff {
    /// The most important first, then by address.
    pub changes: Vec<Change>,
    /// Files whose text differs although it contains none of these changes; by path.
    pub texts: Vec<TextChange>,
    /// Whether the settings are others, which decide about bands, quarters and how numbers are read.
    pub settings_changed: bool,
    /// The settings among them that decide how goals are judged.
    pub settings: Vec<FieldChange>,
}

impl Diff {
    /// Compares two versions; scores are as of one day in both.
    #[must_use]
    pub fn between(before: &Workspace, after: &Workspace, as_of: Day) -> Self {
        let matching = Matching::between(before, after);
        let scores = ScoreBook::new(before, after, &matching, as_of);
        let renamed = renamed(before, after);
        let mut changes: Vec<Change> = Vec::new();
        let mut told: HashSet<FileId> = HashSet::new();
        for pair in &matching.objectives {
            if let Some(change) = objective_change(pair, &renamed) {
                changes.push(change);
                told.extend([pair.before, pair.after].into_iter().flatten().map(|view| view.file.id));
            }
        }
        let place = |view: &ObjectiveView<'_>| (view.file.id, view.position);
        let pairs = matching.objectives.iter().filter_map(|pair| pair.before.zip(pair.after));
        let became: HashMap<_, _> = pairs.map(|(before, after)| (place(&before), place(&after))).collect();
        let has_moved = |before: &ObjectiveView<'_>, after: &ObjectiveView<'_>| {
            became.get(&place(before)) != Some(&place(after))
        };
        for pair in &matching.key_results {
            if let Some(change) = key_result_change(pair, &scores, &renamed, has_moved) {
                changes.push(change);
                told.extend(
                    [pair.before, pair.after].into_iter().flatten().map(|view| view.objective.file.id),
                );
            }
        }
        for change in metrics(before, after, &renamed) {
            let was = change.was.as_deref().unwrap_or(&change.address);
            let views = [before.metric(was), after.metric(&change.address)];
            for view in views.into_iter().flatten() {
                told.extend(view.series().map(|(file, _)| file.id).chain([view.file.id]));
            }
            changes.push(change);
        }
        changes.extend(moved_by_readings(after, &matching, &scores));
        changes.sort_by(|a, b| (a.kind, a.subject, &a.address).cmp(&(b.kind, b.subject, &b.address)));
        let texts = untold(before, after, &matching, &told);
        Self { changes, texts, settings_changed: false, settings: Vec::new() }
    }

    /// How many changes there are of a kind.
    #[must_use]
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// Every key result's score by its address, in both versions.
struct ScoreBook {
    before: HashMap<String, Option<f64>>,
    after: HashMap<String, Option<f64>>,
    /// The later scores by the numbers that the earlier version promised, where those are others.
    at_former_numbers: HashMap<String, f64>,
}

impl ScoreBook {
    fn new(before: &Workspace, after: &Workspace, matching: &Matching<'_>, as_of: Day) -> Self {
        let pairs = matching.key_results.iter().filter_map(|pair| Some((pair.after?, pair.before?)));
        let renumbered = pairs.filter(|(is, was)| {
            key_result_changes(was, is).iter().any(|change| NUMBERS.contains(&change.field))
        });
        let renumbered: HashMap<String, KeyResultView<'_>> =
            renumbered.map(|(is, was)| (is.address(), was)).collect();
        let readings = Readings::of(after, as_of);
        let mut at_former_numbers = HashMap::new();
        for view in
            in_order(after).iter().filter(|_| !renumbered.is_empty()).flat_map(|view| view.key_results())
        {
            let (address, quarter) = (view.address(), view.quarter());
            let Some((was, quarter)) = renumbered.get(&address).zip(quarter) else { continue };
            let score = score_at_former_numbers(&view, was, &readings, quarter, as_of);
            at_former_numbers.extend(score.map(|score| (address, score)));
        }
        Self {
            before: scores(before, &Readings::of(before, as_of), as_of),
            after: scores(after, &readings, as_of),
            at_former_numbers,
        }
    }

    /// How a score moved, as far as two decimals show it.
    fn moved(&self, before: Option<&str>, after: Option<&str>) -> Option<Scores> {
        let of = |book: &HashMap<String, Option<f64>>, address: Option<&str>| {
            address.and_then(|address| book.get(address).copied()).flatten()
        };
        let at_former_numbers = after.and_then(|address| self.at_former_numbers.get(address).copied());
        let scores =
            Scores { before: of(&self.before, before), after: of(&self.after, after), at_former_numbers };
        let cents = |score: Option<f64>| score.map(|score| (score * 100.0).round() as i64);
        let is = cents(scores.after);
        let differs =
            cents(scores.before) != is || at_former_numbers.is_some_and(|score| cents(Some(score)) != is);
        differs.then_some(scores)
    }
}

/// The numbers of a promise; with others the same check-ins give another score.
const NUMBERS: [&str; 4] = ["baseline", "target", "at_least", "at_most"];

/// The score of every key result of a quarter by its address; of several with one address that of the last.
fn scores<'w>(workspace: &'w Workspace, readings: &Readings<'w>, as_of: Day) -> HashMap<String, Option<f64>> {
    let score = |view: KeyResultView<'w>| {
        let score = score_that_counts(&view, readings, view.quarter()?, as_of);
        Some((view.address(), score))
    };
    let of_objectives = parallel::map(&in_order(workspace), |objective| -> Vec<_> {
        objective.key_results().filter_map(score).collect()
    });
    of_objectives.into_iter().flatten().collect()
}

/// The objectives in the order of a scorecard, as far as two of them can have one address.
fn in_order(workspace: &Workspace) -> Vec<ObjectiveView<'_>> {
    let mut objectives: Vec<ObjectiveView<'_>> = workspace.objectives().collect();
    objectives.sort_by_key(|view| (view.level(), &workspace.sources.file(view.file.id).path));
    objectives
}

fn key_result_change(
    pair: &Pair<KeyResultView<'_>>,
    scores: &ScoreBook,
    renamed: &HashMap<&str, &str>,
    has_moved: impl Fn(&ObjectiveView<'_>, &ObjectiveView<'_>) -> bool,
) -> Option<Change> {
    let addresses = [pair.before.map(|view| view.address()), pair.after.map(|view| view.address())];
    let [was, is] = addresses.each_ref().map(Option::as_deref);
    let change = |kind, view: &KeyResultView<'_>| Change {
        title: view.text().to_owned(),
        ..Change::new(kind, Subject::KeyResult, is.or(was).unwrap_or_default())
    };
    match (pair.before, pair.after) {
        (Some(before), Some(after)) => {
            let mut fields = without_renames(key_result_changes(&before, &after), renamed);
            let retargeted = fields.iter().any(|change| {
                PROMISED.contains(&change.field) && (change.before.is_some() || change.field == "key_result")
            });
            let check_ins = check_in_changes(
                before.key_result.check_ins.readable(),
                after.key_result.check_ins.readable(),
            );
            let score = scores.moved(was, is);
            let kind = if retargeted {
                ChangeKind::Retargeted
            } else if !check_ins.is_empty() || score.is_some() && !fields.iter().any(is_decision) {
                ChangeKind::CheckedIn
            } else {
                ChangeKind::Edited
            };
            // Without ids an address is a place in a list, which changes with everything above it.
            let is_told = || has_own_name(&after) || has_moved(&before.objective, &after.objective);
            let moved = was.filter(|was| Some(*was) != is && is_told()).map(str::to_owned);
            if was == is && has_moved(&before.objective, &after.objective) {
                // Two objectives without ids that change places: the place says nothing.
                let [before, after] =
                    [before, after].map(|view| Some(view.objective.text().trim().to_owned()));
                fields.push(FieldChange { field: "objective", before, after });
            }
            let nothing = fields.is_empty() && check_ins.is_empty() && score.is_none() && moved.is_none();
            let reason = new_reason(&before, &after);
            let whole = Change { was: moved, fields, reason, check_ins, score, ..change(kind, &after) };
            (!nothing).then_some(whole)
        }
        (None, Some(after)) => {
            let fields = figures_of(&after, false);
            Some(Change { fields, ..change(ChangeKind::Added, &after) })
        }
        (Some(before), None) => {
            let fields = figures_of(&before, true);
            Some(Change { fields, score: scores.moved(was, None), ..change(ChangeKind::Removed, &before) })
        }
        (None, None) => None,
    }
}

/// Whether a field moves the score without anything measured.
fn is_decision(change: &FieldChange) -> bool {
    matches!(change.field, "cancelled" | "grade")
}

/// Whether its address is of its own choosing rather than its place in a list.
fn has_own_name(view: &KeyResultView<'_>) -> bool {
    !view.key_result.id.is_absent() && !view.objective.objective.id.is_absent()
}

/// The numbers that a key result came or went with.
fn figures_of(view: &KeyResultView<'_>, gone: bool) -> Vec<FieldChange> {
    use crate::goals::Aim;
    let figures = match view.aim() {
        Some(Aim::Move { baseline, target }) => [("baseline", baseline), ("target", target)],
        Some(Aim::Hold { at_least, at_most }) => [("at_least", at_least), ("at_most", at_most)],
        None => return Vec::new(),
    };
    let text = |figure: &Option<crate::goals::Figure>| {
        figure.as_ref().map(|figure| figure.quantity.text().to_owned())
    };
    let present = figures.into_iter().filter_map(|(field, figure)| Some((field, text(figure)?)));
    present
        .map(|(field, text)| {
            let (before, after) = if gone { (Some(text), None) } else { (None, Some(text)) };
            FieldChange { field, before, after }
        })
        .collect()
}

/// The reason of the newest revision that was not there before.
fn new_reason(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> Option<String> {
    let known = before.key_result.revisions.items().len();
    let revisions = after.key_result.revisions.readable().skip(known).map(|(revision, _)| revision);
    revisions.filter_map(|revision| revision.reason.get().cloned()).last()
}

/// Changes without those that only follow a metric to its new id.
fn without_renames(mut fields: Vec<FieldChange>, renamed: &HashMap<&str, &str>) -> Vec<FieldChange> {
    let names_metrics = |field: &str| {
        matches!(field, "metric" | "counter_metric" | "equals" | "drives" | "guardrails" | "supports")
    };
    fields.retain(|change| {
        let ends = change.before.as_deref().zip(change.after.as_deref());
        !(names_metrics(change.field)
            && ends.is_some_and(|(before, after)| only_renames(renamed, before, after)))
    });
    fields
}

fn objective_change(pair: &Pair<ObjectiveView<'_>>, renamed: &HashMap<&str, &str>) -> Option<Change> {
    let addresses = [pair.before.map(|view| view.address()), pair.after.map(|view| view.address())];
    let [was, is] = addresses.each_ref().map(Option::as_deref);
    let view = pair.after.or(pair.before)?;
    let whole = |kind| Change {
        title: view.text().to_owned(),
        ..Change::new(kind, Subject::Objective, is.or(was).unwrap_or_default())
    };
    let (Some(before), Some(after)) = (pair.before, pair.after) else {
        return Some(whole(if pair.before.is_none() { ChangeKind::Added } else { ChangeKind::Removed }));
    };
    let mut fields = without_renames(objective_changes(&before, &after), renamed);
    fields.extend(initiative_changes(&before, &after));
    let is_told = || !after.objective.id.is_absent() || before.team() != after.team();
    let moved = was.filter(|was| Some(*was) != is && is_told()).map(str::to_owned);
    let nothing = fields.is_empty() && moved.is_none();
    (!nothing).then(|| Change { fields, was: moved, ..whole(ChangeKind::Edited) })
}

/// Bets that were added, removed or changed their state.
fn initiative_changes(before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> Vec<FieldChange> {
    let all = |view: &ObjectiveView<'_>| -> Vec<(String, String)> {
        let initiatives = view.objective.initiatives.readable().map(|(short, _)| &short.0);
        let known = initiatives.filter_map(|initiative| {
            let title = initiative.title.get()?;
            Some((plain(title), describe(view, initiative, title)))
        });
        known.collect()
    };
    let (was, is) = (all(before), all(after));
    let earlier: HashMap<&str, &str> = was.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    let later: HashSet<&str> = is.iter().map(|(key, _)| key.as_str()).collect();
    let change = |before: Option<&str>, after: Option<&str>| FieldChange {
        field: "initiative",
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let mut changes: Vec<FieldChange> = is
        .iter()
        .filter(|(key, text)| earlier.get(key.as_str()) != Some(&text.as_str()))
        .map(|(key, text)| change(earlier.get(key.as_str()).copied(), Some(text)))
        .collect();
    let gone = was.iter().filter(|(key, _)| !later.contains(key.as_str()));
    changes.extend(gone.map(|(_, text)| change(Some(text), None)));
    changes
}

/// `Template gallery (done, decision ship)`.
fn describe(view: &ObjectiveView<'_>, initiative: &Initiative, title: &str) -> String {
    let written = |span: Option<Span>| span.map(|span| view.workspace.sources.text(span).to_owned());
    let status = written(initiative.status.span());
    let decision = written(initiative.decision.span()).map(|decision| format!("decision {decision}"));
    let result = initiative.result.get().cloned();
    let about: Vec<String> = [status, result, decision].into_iter().flatten().collect();
    if about.is_empty() { title.to_owned() } else { format!("{title} ({})", about.join(", ")) }
}

/// Metrics that came, went, mean something else, or have other readings.
fn metrics(before: &Workspace, after: &Workspace, renamed: &HashMap<&str, &str>) -> Vec<Change> {
    let (was, is) = (own_metrics(before, after), own_metrics(after, before));
    let earlier: HashMap<&str, &MetricView<'_>> =
        was.iter().rev().filter_map(|view| Some((view.id()?, view))).collect();
    let former: HashMap<&str, &str> = renamed.iter().map(|(was, is)| (*is, *was)).collect();
    let later: HashSet<&str> =
        is.iter().filter_map(|view| view.id()).chain(renamed.keys().copied()).collect();
    let mut changes = Vec::new();
    for view in &is {
        let Some(id) = view.id() else { continue };
        let was = former.get(id).filter(|_| !earlier.contains_key(id)).copied();
        let whole = |kind| Change {
            title: view.name().to_owned(),
            was: was.map(str::to_owned),
            ..Change::new(kind, Subject::Metric, id)
        };
        let Some(earlier) = earlier.get(was.unwrap_or(id)) else {
            changes.push(whole(ChangeKind::Added));
            continue;
        };
        let fields = without_renames(metric_changes(earlier, view), renamed);
        let check_ins = check_in_changes(earlier.written(), view.written());
        let kind = if fields.iter().any(|change| redefines(change.field)) {
            ChangeKind::Redefined
        } else if !check_ins.is_empty() {
            ChangeKind::CheckedIn
        } else {
            ChangeKind::Edited
        };
        if !fields.is_empty() || !check_ins.is_empty() || was.is_some() {
            changes.push(Change { fields, check_ins, ..whole(kind) });
        }
    }
    let gone = was.iter().filter_map(|view| Some((view, view.id()?)));
    changes.extend(gone.filter(|(_, id)| !later.contains(id)).map(|(view, id)| Change {
        title: view.name().to_owned(),
        ..Change::new(ChangeKind::Removed, Subject::Metric, id)
    }));
    changes
}

/// Fields of a metric that decide what its numbers mean or must keep to.
fn redefines(field: &str) -> bool {
    !matches!(field, "owner" | "team" | "cadence" | "name" | "targets" | "segments")
}

fn own_metrics<'w>(workspace: &'w Workspace, other: &Workspace) -> Vec<MetricView<'w>> {
    let files =
        |version: &Workspace| -> HashSet<*const GoalFile> { version.files.iter().map(Arc::as_ptr).collect() };
    let (own, others) = (files(workspace), files(other));
    let is_shared =
        |file: &GoalFile| [&own, &others].iter().all(|files| files.contains(&std::ptr::from_ref(file)));
    // Where only pulled readings came or went, the file of the metric is the same.
    let has_other_series = |view: &MetricView<'_>| {
        let versions = [workspace, other].into_iter().filter_map(|version| version.metric(view.id()?));
        versions.flat_map(|view| view.series()).any(|(file, _)| !is_shared(file))
    };
    workspace.metrics().filter(|view| !is_shared(view.file) || has_other_series(view)).collect()
}

/// Key results in unchanged files whose score moved because their metric was measured.
fn moved_by_readings(after: &Workspace, matching: &Matching<'_>, scores: &ScoreBook) -> Vec<Change> {
    let seen: HashSet<String> =
        matching.key_results.iter().filter_map(|pair| pair.after).map(|view| view.address()).collect();
    let unseen = after.key_results().map(|view| (view, view.address()));
    unseen
        .filter(|(_, address)| !seen.contains(address))
        .filter_map(|(view, address)| {
            let score = scores.moved(Some(&address), Some(&address))?;
            let change = Change::new(ChangeKind::CheckedIn, Subject::KeyResult, &address);
            Some(Change { title: view.text().to_owned(), score: Some(score), ..change })
        })
        .collect()
}

impl Change {
    fn new(kind: ChangeKind, subject: Subject, address: &str) -> Self {
        Self {
            kind,
            subject,
            address: address.to_owned(),
            was: None,
            title: String::new(),
            fields: Vec::new(),
            reason: None,
            check_ins: Vec::new(),
            score: None,
        }
    }
}

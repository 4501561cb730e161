//! A number, a sentence or an owner that changes in mid-quarter, in the open.

use super::draft::Draft;
use super::find::find;
use super::refused::Refused;
use super::spot::{Spot, literal, words};
use super::value::{self, Beside};
use crate::changes::{FieldChange, key_result_changes, metric_changes, objective_changes};
use crate::goals::values::{Ambition, RevisedField};
use crate::goals::{self, Aim, Figure, KeyResultView, MetricView, Target, Workspace};
use crate::quantity::{Quantity, same};
use crate::yaml::edit::Node;
use std::ops::Range;

/// What is to change about an objective, a key result or a metric, and why.
#[derive(Debug, Clone, Default)]
pub struct Revision<'a> {
    /// What it is about.
    pub address: &'a str,
    /// Why. What was promised does not change without it.
    pub reason: Option<&'a str>,
    /// New numbers, by the key of the format: `target`, `baseline`, `stretch`, `at_least`, `at_most`, `max_increase`,
    /// `max_decrease`.
    pub numbers: Vec<(&'static str, &'a str)>,
    /// How much it counts beside the others.
    pub weight: Option<&'a str>,
    /// How sure the owner was at the start, 1 to 10.
    pub confidence: Option<u8>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// Whether an objective is a stretch or a promise.
    pub ambition: Option<Ambition>,
    /// The new sentence.
    pub text: Option<&'a str>,
}

/// Changes it, in its field and in its sentence, and writes the `revisions` that own up to what was promised.
///
/// # Errors
/// Why it is refused. The draft may then have some of the edits; see [`Draft::answer`].
pub fn revise(draft: &mut Draft<'_>, revision: &Revision<'_>) -> Result<String, Refused> {
    let quarter = draft.workspace().calendar.quarter_of(draft.today());
    let (spot, subject) = match find(draft.workspace(), revision.address, quarter)? {
        Target::Objective(view) => (Spot::of_objective(&view), view.address()),
        Target::KeyResult(view) => (Spot::of_key_result(&view), view.address()),
        Target::Metric(view) => (Spot::of_metric(&view), view.id().unwrap_or_default().to_owned()),
    };
    refuse_what_it_lacks(&spot, &subject, revision)?;
    let before = draft.workspace().with_files(Vec::new(), &draft.settings().vocabulary);
    if let Some(text) = revision.text {
        let key = if matches!(spot, Spot::KeyResult { .. }) { "key_result" } else { "objective" };
        spot.set(draft, key, words(text))?;
    }
    for (key, text) in &revision.numbers {
        number(draft, &spot, key, text, revision.text.is_some())?;
    }
    if let Some(weight) = revision.weight {
        spot.set(draft, "weight", literal(weight.trim()))?;
    }
    if let Some(confidence) = revision.confidence {
        spot.set(draft, "confidence", literal(confidence.to_string()))?;
    }
    if let Some(owner) = revision.owner {
        spot.set(draft, "owner", words(owner))?;
    }
    if let Some(ambition) = revision.ambition {
        spot.set(draft, "ambition", words(ambition.name()))?;
    }
    let changes = changes(&spot, &before, draft.workspace());
    if changes.is_empty() {
        return Err(Refused::Nothing(format!("{subject} says that already; nothing is to be revised")));
    }
    own_up(draft, &spot, &subject, &changes, revision.reason)?;
    Ok(subject)
}

fn refuse_what_it_lacks(spot: &Spot, subject: &str, revision: &Revision<'_>) -> Result<(), Refused> {
    let wrong = |is, wanted, instead: &str| {
        Err(Refused::WrongKind { address: subject.to_owned(), is, wanted, instead: instead.to_owned() })
    };
    match spot {
        Spot::Objective { .. } if !revision.numbers.is_empty() || revision.confidence.is_some() => {
            wrong("an objective", "numbers and confidence are of key results", "name one of its key results")
        }
        Spot::Metric { .. } if revision.ambition.is_some() => {
            wrong("a metric", "ambition is of objectives", "name the objective")
        }
        Spot::KeyResult { .. } if revision.ambition.is_some() => {
            wrong("a key result", "ambition is of objectives", "name its objective")
        }
        Spot::Metric { .. }
            if revision.text.is_some() || revision.weight.is_some() || revision.confidence.is_some() =>
        {
            wrong("a metric", "text, weight and confidence are of key results", "name the key result")
        }
        Spot::Metric { .. } => {
            match revision.numbers.iter().find(|(key, _)| matches!(*key, "target" | "stretch")) {
                Some(_) => wrong(
                    "a metric",
                    "its targets stand in `targets`, period by period",
                    "name the key result that moves it",
                ),
                None => Ok(()),
            }
        }
        Spot::KeyResult { .. } => {
            match revision.numbers.iter().find(|(key, _)| matches!(*key, "max_increase" | "max_decrease")) {
                Some(_) => wrong("a key result", "increases and decreases are limited by guardrails", ""),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// One new number, where the old one stands: in the field, in the sentence, or in both.
fn number(
    draft: &mut Draft<'_>,
    spot: &Spot,
    key: &'static str,
    text: &str,
    has_new_text: bool,
) -> Result<(), Refused> {
    let mark = draft.settings().vocabulary.decimal_mark();
    let workspace = draft.workspace();
    let Some(view) = key_result(spot, workspace) else {
        let beside = match spot {
            Spot::Metric { id } => workspace.metric(id).map(|metric| limits(&metric)).unwrap_or_default(),
            _ => Vec::new(),
        };
        let beside = Beside { ends: beside, ..Beside::default() };
        // `5%` more than a baseline of 1,200 tickets is right.
        let is_change = matches!(key, "max_increase" | "max_decrease");
        let beside = if is_change { Beside::default() } else { beside };
        let written = value::read(text, &beside, mark)?.meant.text().to_owned();
        return spot.set(draft, key, literal(written));
    };
    refuse_other_aim(&view, key)?;
    let old = figure(&view, key);
    let ends: Vec<&Quantity> = figures(&view).into_iter().map(|figure| &figure.quantity).collect();
    value::refuse_relative(text, starts(&view, key), mark)?;
    let meant = value::read(text, &Beside { ends, ..Beside::default() }, mark)?.meant;
    let has_field = spot.mapping(workspace)?.keys.span(key).is_some();
    let spoken = if has_new_text { None } else { spoken(&view, key, old) };
    let sentence = spoken.map(|range| {
        let said = view.text();
        format!("{}{}{}", &said[..range.start], meant.text(), &said[range.end..])
    });
    if has_field || sentence.is_none() {
        // A new sentence may say the number itself.
        let says_it = has_new_text && old.is_some_and(|old| same(&old.quantity, &meant)) && !has_field;
        if !says_it {
            spot.set(draft, key, literal(meant.text()))?;
        }
    }
    match sentence {
        Some(sentence) => spot.set(draft, "key_result", words(&sentence)),
        None => Ok(()),
    }
}

/// The numbers that a new one may be said of: where it starts, then the one that it replaces.
fn starts<'w>(view: &KeyResultView<'w>, key: &str) -> Vec<&'w Quantity> {
    let baseline = figure(view, "baseline").filter(|_| key == "target");
    baseline.into_iter().chain(figure(view, key)).map(|figure| &figure.quantity).collect()
}

/// A target of what holds a limit would say two things, and the other way round.
fn refuse_other_aim(view: &KeyResultView<'_>, key: &str) -> Result<(), Refused> {
    let wrong = |is, wanted, instead: &str| {
        Err(Refused::WrongKind { address: view.address(), is, wanted, instead: instead.to_owned() })
    };
    match (view.aim(), key) {
        (Some(Aim::Hold { .. }), "target" | "stretch") => wrong(
            "a limit to hold",
            "a target is for what moves",
            "revise its limit: `--at-most` or `--at-least`",
        ),
        (Some(Aim::Move { target: Some(_), .. }), "at_least" | "at_most") => {
            wrong("on its way to a target", "a limit is for what is held", "revise its target: `--target`")
        }
        _ => Ok(()),
    }
}

fn key_result<'w>(spot: &Spot, workspace: &'w Workspace) -> Option<KeyResultView<'w>> {
    match spot {
        Spot::KeyResult { file, objective, position } => {
            workspace.key_result_at(*file, *objective, *position)
        }
        _ => None,
    }
}

fn limits<'w>(metric: &MetricView<'w>) -> Vec<&'w Quantity> {
    let own = metric.metric;
    let fields = [&own.at_least, &own.at_most, &own.baseline];
    let readings = metric.readings().into_iter().map(|reading| reading.value).next_back();
    fields.into_iter().filter_map(|field| field.get()).chain(readings).collect()
}

fn figures<'w>(view: &KeyResultView<'w>) -> Vec<&'w Figure> {
    match view.aim() {
        Some(Aim::Move { baseline: one, target: other } | Aim::Hold { at_least: one, at_most: other }) => {
            one.iter().chain(other).collect()
        }
        None => Vec::new(),
    }
}

fn figure<'w>(view: &KeyResultView<'w>, key: &str) -> Option<&'w Figure> {
    match (view.aim()?, key) {
        (Aim::Move { baseline, .. }, "baseline") => baseline.as_ref(),
        (Aim::Move { target, .. }, "target") => target.as_ref(),
        (Aim::Hold { at_least, .. }, "at_least") => at_least.as_ref(),
        (Aim::Hold { at_most, .. }, "at_most") => at_most.as_ref(),
        _ => None,
    }
}

/// Where a number stands in the sentence, beside its field or alone.
fn spoken(view: &KeyResultView<'_>, key: &str, old: Option<&Figure>) -> Option<Range<usize>> {
    let old = old?;
    let range = |range: &Range<u32>| range.start as usize..range.end as usize;
    if let Some(words) = &old.words {
        return Some(range(words));
    }
    let reading = view.reading()?;
    let band = reading.band.as_ref();
    let said = match key {
        "baseline" => reading.baseline.as_ref(),
        "at_least" => band.map(|band| &band.0).or(reading.target.as_ref()),
        "at_most" => band.map(|band| &band.1).or(reading.target.as_ref()),
        _ => reading.target.as_ref(),
    }?;
    same(&said.quantity, &old.quantity).then(|| range(&said.range))
}

/// What is different about the thing at a spot.
fn changes(spot: &Spot, before: &Workspace, after: &Workspace) -> Vec<FieldChange> {
    let changes = match spot {
        Spot::Objective { file, position } => {
            let view = |workspace| Workspace::objective_at(workspace, *file, *position);
            view(before).zip(view(after)).map(|(before, after)| objective_changes(&before, &after))
        }
        Spot::Metric { id } => {
            before.metric(id).zip(after.metric(id)).map(|(before, after)| metric_changes(&before, &after))
        }
        _ => key_result(spot, before)
            .zip(key_result(spot, after))
            .map(|(before, after)| key_result_changes(&before, &after)),
    };
    changes.unwrap_or_default()
}

/// Writes a revision for each change of what was promised.
fn own_up(
    draft: &mut Draft<'_>,
    spot: &Spot,
    subject: &str,
    changes: &[FieldChange],
    reason: Option<&str>,
) -> Result<(), Refused> {
    let reason = reason.and_then(goals::said);
    let promised: Vec<&FieldChange> =
        changes.iter().filter(|change| RevisedField::named(change.field).is_some()).collect();
    let Some(reason) = reason else {
        return match promised.first() {
            None => Ok(()),
            Some(change) => Err(Refused::Nothing(format!(
                "the {} of {subject} changes what was promised, and nobody would know why\nhelp: add the reason: `--reason TEXT`",
                change.field.replace('_', " ")
            ))),
        };
    };
    if promised.is_empty() {
        return Err(Refused::Nothing(format!(
            "the reason would be lost: only changes of what was promised keep theirs, and {} is none\nhelp: leave `--reason` out",
            changes.iter().map(|change| change.field).collect::<Vec<_>>().join(", ")
        )));
    }
    for change in promised {
        let today = draft.today();
        let said = |key: &'static str, text: &Option<String>| {
            text.as_ref().map(|text| (key, said(change.field, text)))
        };
        let is_wording = change.field == "key_result";
        let to = if is_wording { None } else { said("to", &change.after) };
        let mut entries = vec![("date", literal(today.to_string())), ("field", words(change.field))];
        entries.extend(said("from", &change.before));
        entries.extend(to);
        entries.push(("reason", words(reason)));
        spot.append(draft, "revisions", Node::Mapping(entries))?;
    }
    Ok(())
}

fn said(field: &str, text: &str) -> Node {
    let is_number = !matches!(
        field,
        "key_result" | "measurement" | "definition" | "formula" | "metric" | "aggregate" | "phased_targets"
    );
    if is_number { literal(text) } else { words(text) }
}

//! What the rules about a key result's wording share.

use super::super::Context;
use super::super::objective::initiative_as_key_result;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView, ObjectiveView};
use crate::prose::{Certainty, Kind, Language, Reading};
use std::collections::HashSet;

/// Whether a wording rule reports the key result: then missing numbers are not reported as well, because
/// they belong to another sentence.
pub(super) fn is_no_outcome(key_result: &KeyResultView<'_>) -> bool {
    key_result.reading().is_some_and(|reading| judged_kind(key_result, reading) != Kind::Outcome)
}

/// What the sentence says where it is English and an outcome: for rules about what is measured.
pub(super) fn outcome<'w>(key_result: &KeyResultView<'w>) -> Option<&'w Reading> {
    key_result
        .reading()
        .filter(|reading| reading.kind == Kind::Outcome && reading.language == Language::English)
}

/// Reports the key results of an objective whose sentences are of this kind. If one repeats an initiative, that is more
/// useful to know, and only `initiative-as-key-result` reports it unless that is off.
pub(super) fn report(context: &mut Context<'_>, objective: ObjectiveView<'_>, kind: Kind) {
    // That a sentence is missing altogether is told as a missing field.
    let is_of_kind = |key_result: &KeyResultView<'_>| {
        !key_result.text().trim().is_empty()
            && key_result.reading().is_some_and(|reading| judged_kind(key_result, reading) == kind)
    };
    let mut found: Vec<KeyResultView<'_>> = objective.key_results().filter(is_of_kind).collect();
    if !found.is_empty() && context.levels.level_of(&initiative_as_key_result::RULE).is_some() {
        let repeated: HashSet<usize> =
            initiative_as_key_result::repeated(objective).iter().map(|(each, _)| each.position).collect();
        found.retain(|key_result| !repeated.contains(&key_result.position));
    }
    for key_result in found {
        if let Some(reading) = key_result.reading() {
            report_one(context, &key_result, reading);
        }
    }
}

fn report_one(context: &mut Context<'_>, key_result: &KeyResultView<'_>, reading: &Reading) {
    let explanation = reading.explain(key_result.text());
    let place = match reading.evidence() {
        [first, .., last] => key_result.spoken(&(first.start..last.end)),
        [only] => key_result.spoken(only),
        [] => key_result.heading(),
    };
    let mut remark = Remark::new(place, explanation.message);
    if !explanation.help.is_empty() {
        remark = remark.help(explanation.help);
    }
    // Where fields name a measure beyond the work itself, only the sentence is wrong. Numbers alone may just count the work.
    let names_measure = key_result.facts().is_some_and(|facts| facts.names_measure);
    let is_unsure = |reading: &Reading| reading.certainty == Certainty::Unsure;
    if is_unsure(reading) || names_measure || with_numbers(key_result).is_some_and(is_unsure) {
        remark = remark.at_most(Level::Warning);
    }
    if reading.is_hunch() {
        remark = remark.at_most(Level::Note);
    }
    context.report(within_language(reading, remark));
}

/// What a sentence in another language says is a guess: a note at most.
pub(super) fn within_language(reading: &Reading, remark: Remark) -> Remark {
    if reading.language == Language::English { remark } else { remark.at_most(Level::Note) }
}

/// The kind of the sentence together with its fields.
fn judged_kind(key_result: &KeyResultView<'_>, reading: &Reading) -> Kind {
    let is_outcome = match reading.kind {
        Kind::Vague => is_measured(key_result),
        Kind::Output | Kind::Activity => is_measure(key_result, reading) || stays_within(key_result, reading),
        Kind::Outcome => true,
    };
    if is_outcome { Kind::Outcome } else { reading.kind }
}

/// Whether a sentence that sounds like work is about what its fields measure: a metric of something else, or numbers that make a result of
/// it.
fn is_measure(key_result: &KeyResultView<'_>, reading: &Reading) -> bool {
    let names_measure = key_result.facts().is_some_and(|facts| facts.names_measure);
    let measures_else = || measures_else(key_result, reading) && !reading.own_work;
    match with_numbers(key_result) {
        Some(whole) => {
            !matches!(whole.kind, Kind::Output | Kind::Activity) || names_measure && measures_else()
        }
        None => measures_else(),
    }
}

/// What the sentence says together with the numbers of its fields.
fn with_numbers<'w>(key_result: &KeyResultView<'w>) -> Option<&'w Reading> {
    key_result.facts()?.with_numbers.as_deref()
}

/// Whether it is only kept from growing, as in “Do not exceed 40 open tickets”: nobody sets an upper limit to an effort that is
/// planned, and `Zero secrets committed` delivers nothing.
fn stays_within(key_result: &KeyResultView<'_>, reading: &Reading) -> bool {
    let Some(Aim::Hold { at_least: None, at_most: Some(limit) }) = key_result.aim() else { return false };
    let begins_with_zero =
        limit.quantity.value() == 0.0 && limit.words.as_ref().is_some_and(|words| words.start == 0);
    reading.certainty == Certainty::Unsure && (reading.kind == Kind::Activity || begins_with_zero)
}

/// Whether fields measure something that the sentence does not say. `target: 30` beside `Fix 30 bugs` only repeats it.
fn measures_else(key_result: &KeyResultView<'_>, reading: &Reading) -> bool {
    let names_measure = key_result.facts().is_some_and(|facts| facts.names_measure);
    let repeats = || {
        let said = reading.target.as_ref().map(|said| said.quantity.value());
        let target = key_result.target().map(|target| target.quantity.value());
        said.is_some() && said == target
    };
    is_measured(key_result) && (names_measure || !repeats())
}

/// Whether fields say what is measured: a metric, a measurement, or a value to start from, to reach or to hold.
pub(super) fn is_measured(key_result: &KeyResultView<'_>) -> bool {
    let fields = key_result.key_result;
    let figures = [&fields.baseline, &fields.target, &fields.at_least, &fields.at_most];
    let named = !fields.metric.is_absent() || !fields.measurement.is_absent();
    named || figures.iter().any(|figure| !figure.is_absent())
}

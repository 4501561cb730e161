//! `baseline-drift`.

use super::super::facts::Past;
use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::figures::values;
use super::history::History;
use crate::finding::{Level, Remark};
use crate::goals::values::{Aggregate, RevisedField};
use crate::goals::{Figure, KeyResultView};
use crate::quantity::{Quantity, order};
use crate::score::aggregate_of;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "baseline-drift",
    summary: "a baseline that differs from where the metric stood",
    page: include_str!("baseline_drift.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "tolerance",
        default: 10.0,
        range: (0.0, 100.0),
        unit: OptionUnit::Percent,
        meaning: "how far the baseline may be off, in percent of the distance to the target",
    }],
    check: Check::KeyResult(check),
};

fn check<'c>(context: &mut Context<'c>, key_result: KeyResultView<'c>) {
    let (history, past) = (History(context.facts.readings()), context.facts.past());
    let tolerance = context.option("tolerance");
    let carried_over = || carried_over(key_result, past, history, tolerance);
    if let Some(remark) = judge(key_result, history, tolerance).or_else(carried_over) {
        context.report(remark);
    }
}

fn judge<'w>(key_result: KeyResultView<'w>, history: History<'w>, tolerance: f64) -> Option<Remark> {
    let before = history.before_the_quarter(key_result)?;
    let baseline = key_result.baseline()?;
    let drifted = |reading: &Quantity| has_drifted(key_result, baseline, reading, tolerance);
    // Where the last reading meets the target, `already-reached` reports that.
    if !drifted(&before.value)
        || was_revised(key_result)
        || history.met_before_the_quarter(key_result).is_some()
        || history.at_kick_off(key_result).iter().any(|reading| !drifted(reading.value))
    {
        return None;
    }
    let (start, stood) = (baseline.quantity.text(), before.value.text());
    let ((was_at, when), name) = (before.around(), before.metric.name());
    let message = format!("the baseline is `{start}`, but `{name}` {was_at} `{stood}` {when}");
    let instead = match (&baseline.words, key_result.target()) {
        (Some(_), Some(target)) if target.words.is_some() => {
            format!("from {stood} to {}", target.quantity.text())
        }
        (Some(_), _) => format!("from {stood}"),
        (None, _) => format!("baseline: {stood}"),
    };
    let help = format!("write `{instead}`, or add the reading that shows `{start}` to the metric");
    let remark = Remark::new(key_result.place_of(baseline), message).help(help);
    Some(remark.related(before.place(), "the last reading before the quarter"))
}

/// A key result without a metric starts where the same one ended in the quarter before.
fn carried_over<'w>(
    key_result: KeyResultView<'w>,
    past: &Past<'w>,
    history: History<'w>,
    tolerance: f64,
) -> Option<Remark> {
    if !key_result.key_result.metric.is_absent() || was_revised(key_result) {
        return None;
    }
    let last = past.last_value(key_result, history.0)?;
    let baseline = key_result.baseline()?;
    if !has_drifted(key_result, baseline, &last.value, tolerance) {
        return None;
    }
    let (start, ended) = (baseline.quantity.text(), last.value.text());
    let message =
        format!("the baseline is `{start}`, but the quarter before ended at `{ended}`, on {}", last.last.day);
    let help = format!(
        "start where it ended, `baseline: {ended}`; if this measures something else, say so in its sentence and its id"
    );
    let remark = Remark::new(key_result.place_of(baseline), message).help(help);
    Some(remark.related(last.place(), "where it ended"))
}

/// Whether the two differ by more than the tolerance; without a target by more than that part of the reading.
fn has_drifted(key_result: KeyResultView<'_>, baseline: &Figure, reading: &Quantity, tolerance: f64) -> bool {
    // What adds up may begin with nothing again.
    let begins_anew = || baseline.quantity.value() == 0.0 && aggregate_of(&key_result) == Aggregate::Sum;
    if order(&baseline.quantity, reading) == Some(Ordering::Equal) || begins_anew() {
        return false;
    }
    let Some((start, stood)) = values(&baseline.quantity, reading) else { return false };
    let end = key_result.target().and_then(|target| values(&target.quantity, reading));
    let whole = end.map_or(stood, |(end, _)| end - start);
    (start - stood).abs() > tolerance / 100.0 * whole.abs() * (1.0 + 1e-9)
}

/// A baseline that was revised openly is intended.
fn was_revised(key_result: KeyResultView<'_>) -> bool {
    let mut revisions = key_result.key_result.revisions.readable();
    revisions.any(|(revision, _)| revision.field.get() == Some(&RevisedField::Baseline))
}

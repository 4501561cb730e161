//! `baseline-drift`.

use super::super::{Check, Context, Rule, RuleOption};
use super::figures::{before_the_quarter, met_before_the_quarter, order, values};
use crate::finding::{Level, Remark};
use crate::goals::values::RevisedField;
use crate::goals::{Figure, KeyResultView};
use crate::quantity::Quantity;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "baseline-drift",
    summary: "a baseline that is not where the metric stood",
    page: include_str!("baseline_drift.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "tolerance",
        default: 10.0,
        range: (0.0, 100.0),
        meaning: "how far the baseline may be off, in percent of the way to the target",
    }],
    check: Check::KeyResult(check),
};

/// A baseline measured when the quarter began is as good as one from just before it.
const KICK_OFF_DAYS: i64 = 14;

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let (Some(baseline), Some((metric, reading))) = (key_result.baseline(), before_the_quarter(key_result))
    else {
        return;
    };
    let tolerance = context.option("tolerance");
    let drifted = |reading: &Quantity| has_drifted(key_result, baseline, reading, tolerance);
    // Where the last reading meets the target, `already-reached` says so.
    if !drifted(reading.value)
        || was_revised(key_result)
        || met_before_the_quarter(key_result).is_some()
        || is_from_the_kick_off(key_result, &drifted)
    {
        return;
    }
    let (start, stood) = (baseline.quantity.text(), reading.value.text());
    let name = metric.name();
    let message = format!("the baseline is `{start}`, but `{name}` stood at `{stood}` on {}", reading.day);
    let instead = match (&baseline.words, key_result.target()) {
        (Some(_), Some(target)) if target.words.is_some() => {
            format!("from {stood} to {}", target.quantity.text())
        }
        (Some(_), _) => format!("from {stood}"),
        (None, _) => format!("baseline: {stood}"),
    };
    context.report(
        Remark::new(key_result.place_of(baseline), message)
            .help(format!("write `{instead}`, or add the reading that shows `{start}` to the metric"))
            .related(
                reading.check_in.value.span().unwrap_or(reading.span),
                "the last reading before the quarter",
            ),
    );
}

/// Whether the two differ by more than the tolerance; without a target by more than that part of the reading.
fn has_drifted(key_result: KeyResultView<'_>, baseline: &Figure, reading: &Quantity, tolerance: f64) -> bool {
    if order(&baseline.quantity, reading) == Some(Ordering::Equal) {
        return false;
    }
    let Some((start, stood)) = values(&baseline.quantity, reading) else { return false };
    let end = key_result.target().and_then(|target| values(&target.quantity, reading));
    let whole = end.map_or(stood, |(end, _)| end - start);
    (start - stood).abs() > tolerance / 100.0 * whole.abs() * (1.0 + 1e-9)
}

/// A baseline that was changed in the open is meant.
fn was_revised(key_result: KeyResultView<'_>) -> bool {
    let mut revisions = key_result.key_result.revisions.readable();
    revisions.any(|(revision, _)| revision.field.get() == Some(&RevisedField::Baseline))
}

fn is_from_the_kick_off(key_result: KeyResultView<'_>, drifted: &impl Fn(&Quantity) -> bool) -> bool {
    let (Some(quarter), Some(metric)) = (key_result.quarter(), key_result.metric()) else { return false };
    let first_day = key_result.workspace().calendar.first_day(quarter);
    let last_day = first_day.plus_days(KICK_OFF_DAYS - 1);
    let at_kick_off = |reading: &&crate::goals::Measured<'_>| (first_day..=last_day).contains(&reading.day);
    metric.readings().iter().filter(at_kick_off).any(|reading| !drifted(reading.value))
}

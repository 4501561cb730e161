//! `timid-target`.

use super::super::facts::Past;
use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::figures::{speaks_of_staying, way};
use super::history::History;
use super::perfect_past::PerfectPast;
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;
use crate::goals::values::Ambition;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "timid-target",
    summary: "a target that is almost certain to be met",
    page: include_str!("timid_target.md"),
    level: Level::Note,
    off_for: &[],
    options: &[RuleOption {
        name: "confidence",
        default: 9.0,
        range: (2.0, 10.0),
        unit: OptionUnit::Count,
        meaning: "the starting confidence, 1 to 10, from which a target is too easy",
    }],
    check: Check::KeyResultAndWorkspace(check, after_perfect_quarters),
};

fn check<'c>(context: &mut Context<'c>, key_result: KeyResultView<'c>) {
    let (history, past) = (History(context.facts.readings()), context.facts.past());
    let too_sure = || too_sure(key_result, context.option("confidence"));
    if let Some(remark) = behind_last_quarter(key_result, past, history).or_else(too_sure) {
        context.report(remark);
    }
}

/// Once for a team and quarter, at its first objective.
fn after_perfect_quarters(context: &mut Context<'_>) {
    let perfect = PerfectPast::of(context.workspace, context.facts.readings(), context.as_of);
    if perfect.is_empty() {
        return;
    }
    let mut told = BTreeSet::new();
    for objective in context.workspace.objectives() {
        let (Some(quarter), team) = (objective.quarter(), objective.team()) else { continue };
        if !perfect.includes(quarter, &team) || !told.insert((quarter, team.to_string())) {
            continue;
        }
        let message =
            format!("`{team}` reached every target of the last two quarters: these may be too easy as well");
        context.report(
            Remark::new(objective.heading(), message)
                .help("aim for what you are 50 to 70% sure of; 0.7 is a good grade for a stretch goal"),
        );
    }
}

fn behind_last_quarter<'w>(
    key_result: KeyResultView<'w>,
    past: &Past<'w>,
    history: History<'w>,
) -> Option<Remark> {
    let last = past.last_value(key_result, history.0)?;
    let target = key_result.target()?;
    let way = way(key_result)?;
    if speaks_of_staying(key_result) || history.met_before_the_quarter(key_result).is_some() {
        return None;
    }
    if !way.is_beyond(&last.value, &target.quantity) {
        return None;
    }
    let (end, stood) = (target.quantity.text(), last.value.text());
    let remark = Remark::new(
        key_result.place_of(target),
        format!("`{end}` would be a step back: the last quarter ended at `{stood}`"),
    );
    let remark = remark.help(format!("start from there: `baseline: {stood}`, and a target beyond it"));
    Some(remark.related(last.place(), "where the last quarter ended"))
}

/// A commitment should be almost certain, and a limit to hold is not a stretch: only aspirational moves are judged.
fn too_sure(key_result: KeyResultView<'_>, threshold: f64) -> Option<Remark> {
    let (confidence, place) = key_result.key_result.confidence.located()?;
    let target = key_result.target()?;
    if f64::from(confidence.0) < threshold
        || key_result.objective.ambition() == Ambition::Committed
        || speaks_of_staying(key_result)
    {
        return None;
    }
    let message = format!(
        "a confidence of {} at the start: `{}` is not a stretch",
        confidence.0,
        target.quantity.text()
    );
    Some(Remark::new(place, message).help(
        "aim for what you are 50 to 70% sure of; or, if it is a commitment, write `ambition: committed` under the objective",
    ))
}

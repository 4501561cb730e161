//! `timid-target`.

use super::super::{Check, Context, Rule, RuleOption};
use super::figures::{met_before_the_quarter, speaks_of_staying, way};
use crate::finding::{Level, Remark};
use crate::goals::values::Ambition;
use crate::goals::{Day, KeyResultView, Measured, Quarter};
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "timid-target",
    summary: "a target that is all but certain to be met",
    page: include_str!("timid_target.md"),
    level: Level::Note,
    off_for: &[],
    options: &[RuleOption {
        name: "confidence",
        default: 9.0,
        range: (2.0, 10.0),
        meaning: "the starting confidence, 1 to 10, from which a target is too easy",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let past = Past::of(context);
    for key_result in context.workspace.key_results() {
        if let Some(remark) = behind_last_quarter(key_result, &past, context.as_of) {
            context.report(remark);
        } else if let Some(remark) = too_sure(key_result, context.option("confidence")) {
            context.report(remark);
        }
    }
}

/// The key results by what makes one the sequel of another: the metric it moves, or the team and its id.
#[derive(Default)]
struct Past<'w> {
    by_metric: HashMap<(Quarter, &'w str), KeyResultView<'w>>,
    by_id: HashMap<(Quarter, String, &'w str), KeyResultView<'w>>,
}

impl<'w> Past<'w> {
    /// Of two with one name the first counts.
    fn of(context: &Context<'w>) -> Self {
        let mut past = Self::default();
        for key_result in context.workspace.key_results() {
            let Some(quarter) = key_result.quarter() else { continue };
            if let Some(metric) = key_result.key_result.metric.get() {
                past.by_metric.entry((quarter, metric)).or_insert(key_result);
            }
            if let Some(id) = key_result.key_result.id.get() {
                let key = (quarter, key_result.objective.short_address(), id.as_str());
                past.by_id.entry(key).or_insert(key_result);
            }
        }
        past
    }

    /// The key result of the quarter before that moved the same number.
    fn forerunner(&self, key_result: KeyResultView<'w>) -> Option<KeyResultView<'w>> {
        let before = key_result.quarter()?.previous();
        let own_metric = key_result.key_result.metric.get();
        let by_metric = own_metric.and_then(|metric| self.by_metric.get(&(before, metric.as_str())));
        let by_id = || {
            let id = key_result.key_result.id.get()?.as_str();
            let found = self.by_id.get(&(before, key_result.objective.short_address(), id))?;
            // Under one id two metrics are two things.
            let metric = found.key_result.metric.get();
            (own_metric.is_none() || metric.is_none() || own_metric == metric).then_some(found)
        };
        by_metric.or_else(by_id).copied()
    }
}

fn behind_last_quarter<'w>(key_result: KeyResultView<'w>, past: &Past<'w>, as_of: Day) -> Option<Remark> {
    let target = key_result.target()?;
    let way = way(key_result)?;
    // What the metric itself reached before the quarter is `already-reached`'s.
    if speaks_of_staying(key_result) || met_before_the_quarter(key_result).is_some() {
        return None;
    }
    let last = final_value(past.forerunner(key_result)?, as_of)?;
    if !way.is_beyond(last.value, &target.quantity) {
        return None;
    }
    let (end, stood) = (target.quantity.text(), last.value.text());
    let remark = Remark::new(
        key_result.place_of(target),
        format!("`{end}` would be a step back: the last quarter ended at `{stood}`"),
    );
    let remark = remark.help(format!("start from there: `baseline: {stood}`, and a target beyond it"));
    Some(remark.related(last.check_in.value.span().unwrap_or(last.span), "where the last quarter ended"))
}

fn final_value(key_result: KeyResultView<'_>, as_of: Day) -> Option<Measured<'_>> {
    key_result.check_ins_seen(as_of).pop()
}

/// A promise should be all but certain, and a limit to hold is no stretch: only aspirational moves are judged.
fn too_sure(key_result: KeyResultView<'_>, threshold: f64) -> Option<Remark> {
    let (confidence, place) = key_result.key_result.confidence.located()?;
    let target = key_result.target()?;
    if f64::from(confidence.0) < threshold
        || key_result.objective.ambition() == Ambition::Committed
        || speaks_of_staying(key_result)
    {
        return None;
    }
    let message =
        format!("a confidence of {} at the start: `{}` is no stretch", confidence.0, target.quantity.text());
    Some(Remark::new(place, message).help(
        "aim for what you are five to seven in ten sure of; or, if it is a promise, write `ambition: committed` under the objective",
    ))
}

//! `timid-target`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::figures::{speaks_of_staying, way};
use super::history::History;
use super::perfect_past::PerfectPast;
use crate::finding::{Level, Remark};
use crate::goals::values::Ambition;
use crate::goals::{Day, KeyResultView, Measured, Quarter, Readings, Workspace};
use std::collections::{BTreeSet, HashMap};

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
        unit: OptionUnit::Count,
        meaning: "the starting confidence, 1 to 10, from which a target is too easy",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let past = Past::of(context.workspace, context.as_of);
    let history = History::of(context.workspace, context.as_of);
    for key_result in context.workspace.key_results() {
        if let Some(remark) = behind_last_quarter(key_result, &past, &history) {
            context.report(remark);
        } else if let Some(remark) = too_sure(key_result, context.option("confidence")) {
            context.report(remark);
        }
    }
    after_perfect_quarters(context);
}

/// Once for a team and quarter, at its first objective.
fn after_perfect_quarters(context: &mut Context<'_>) {
    let perfect = PerfectPast::of(context.workspace, context.settings, context.as_of);
    let mut told = BTreeSet::new();
    for objective in context.workspace.objectives() {
        let (Some(quarter), team) = (objective.quarter(), objective.team()) else { continue };
        if !perfect.includes(quarter, &team) || !told.insert((quarter, team.to_string())) {
            continue;
        }
        let message =
            format!("`{team}` reached every target of the last two quarters: these may be too easy as well");
        context.report(Remark::new(objective.heading(), message).help(
            "aim for what you are five to seven in ten sure of; a grade of 0.7 is a good one for a stretch",
        ));
    }
}

/// What key results ended with, by what makes another one their sequel: the metric they move, or team and id.
#[derive(Default)]
struct Past<'w> {
    by_metric: HashMap<(Quarter, &'w str), Measured<'w>>,
    by_id: HashMap<(Quarter, String, &'w str), (Option<&'w String>, Measured<'w>)>,
}

impl<'w> Past<'w> {
    /// Only check-ins of a key result's own count: what its metric reached is `already-reached`'s. Of two with one
    /// name the first counts.
    fn of(workspace: &'w Workspace, as_of: Day) -> Self {
        let mut past = Self::default();
        let quarters: BTreeSet<Quarter> =
            workspace.objectives().filter_map(|objective| objective.quarter()).collect();
        let counts = |key_result: &KeyResultView<'_>| {
            let has_sequel = key_result.quarter().is_some_and(|quarter| quarters.contains(&quarter.next()));
            has_sequel && key_result.key_result.check_ins.readable().next().is_some()
        };
        let readings = Readings::of(workspace, as_of);
        for key_result in workspace.key_results().filter(counts) {
            let Some(quarter) = key_result.quarter() else { continue };
            let Some(last) = readings.track(&key_result, quarter).counted.last().copied() else { continue };
            let metric = key_result.key_result.metric.get();
            if let Some(metric) = metric {
                past.by_metric.entry((quarter, metric)).or_insert(last);
            }
            if let Some(id) = key_result.key_result.id.get().filter(|id| !is_a_number(id.as_str())) {
                let key = (quarter, key_result.objective.short_address(), id.as_str());
                past.by_id.entry(key).or_insert((metric, last));
            }
        }
        past
    }

    /// Where the same number ended in the quarter before.
    fn last_value(&self, key_result: KeyResultView<'w>) -> Option<Measured<'w>> {
        let before = key_result.quarter()?.previous();
        let metric = key_result.key_result.metric.get();
        let by_metric = metric.and_then(|metric| self.by_metric.get(&(before, metric.as_str())));
        let by_id = || {
            let id = key_result.key_result.id.get()?.as_str();
            let (other, last) = self.by_id.get(&(before, key_result.objective.short_address(), id))?;
            // Under one id two metrics are two things.
            (metric.is_none() || other.is_none() || metric == *other).then_some(last)
        };
        by_metric.or_else(by_id).copied()
    }
}

/// `kr1` is the first key result of any quarter, whatever it measures.
fn is_a_number(id: &str) -> bool {
    let number = ["key-result", "kr", "k"].iter().find_map(|word| id.strip_prefix(word)).unwrap_or(id);
    number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

fn behind_last_quarter<'w>(
    key_result: KeyResultView<'w>,
    past: &Past<'w>,
    history: &History<'w>,
) -> Option<Remark> {
    let target = key_result.target()?;
    let way = way(key_result)?;
    if speaks_of_staying(key_result) || history.met_before_the_quarter(key_result).is_some() {
        return None;
    }
    let last = past.last_value(key_result)?;
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

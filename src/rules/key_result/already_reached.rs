//! `already-reached`.

use super::super::{Check, Context, Rule};
use super::figures::{Way, speaks_of_staying, way, way_of_numbers, way_of_words};
use super::history::History;
use super::wrong_direction;
use crate::finding::{Level, Remark};
use crate::goals::{Figure, KeyResultView};
use crate::quantity::{Quantity, order};
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "already-reached",
    summary: "a target that was met before the quarter began",
    page: include_str!("already_reached.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check<'c>(context: &mut Context<'c>, key_result: KeyResultView<'c>) {
    if let Some(remark) = judge(key_result, History(context.facts.readings())) {
        context.report(remark);
    }
}

fn judge<'w>(key_result: KeyResultView<'w>, history: History<'w>) -> Option<Remark> {
    let target = key_result.target()?;
    if speaks_of_staying(key_result) {
        return None;
    }
    let remark = at_the_baseline(key_result, target).or_else(|| in_history(key_result, target, history))?;
    // Equal ends are left to `no-change`, numbers that contradict the words or the metric to `wrong-direction`.
    let is_for_others = is_no_change(key_result, target) || wrong_direction::opponent(key_result).is_some();
    (!is_for_others).then_some(remark)
}

fn at_the_baseline(key_result: KeyResultView<'_>, target: &Figure) -> Option<Remark> {
    let (baseline, way) = met_by_the_baseline(key_result, target)?;
    let (start, end) = (baseline.quantity.text(), target.quantity.text());
    let message = format!("it starts at `{start}`, where `{end}` is already reached");
    let remark = Remark::new(key_result.place_of(target), message).help(help(way, start, end));
    Some(remark.related(key_result.place_of(baseline), "where it starts"))
}

fn in_history<'w>(key_result: KeyResultView<'w>, target: &Figure, history: History<'w>) -> Option<Remark> {
    let met = history.met_before_the_quarter(key_result)?;
    let (stood, end) = (met.value.text(), target.quantity.text());
    let ((was_at, when), name) = (met.around(), met.metric.name());
    let message = format!("`{end}` was already reached: `{name}` {was_at} `{stood}` {when}");
    let remark = Remark::new(key_result.place_of(target), message).help(help(way(key_result)?, stood, end));
    Some(remark.related(met.place(), "where it stood"))
}

/// “At least 50%” from a baseline of 55%.
fn met_by_the_baseline<'w>(key_result: KeyResultView<'w>, target: &Figure) -> Option<(&'w Figure, Way)> {
    let baseline = key_result.baseline()?;
    let way = way_of_words(key_result).filter(|_| way_of_numbers(key_result).is_some())?;
    way.is_beyond(&baseline.quantity, &target.quantity).then_some((baseline, way))
}

fn is_no_change(key_result: KeyResultView<'_>, target: &Figure) -> bool {
    key_result
        .baseline()
        .is_some_and(|baseline| order(&baseline.quantity, &target.quantity) == Some(Ordering::Equal))
}

fn help(way: Way, stood: &str, end: &str) -> String {
    let beyond = match way {
        Way::Up => "above",
        Way::Down => "below",
    };
    let limit = way.limit_field();
    // Below nothing there is nothing to aim at.
    if way == Way::Down
        && stood.starts_with('0')
        && stood.parse::<Quantity>().is_ok_and(|stood| stood.value() == 0.0)
    {
        return format!("to hold it all quarter, write `{limit}: {end}` instead of a target");
    }
    format!("aim {beyond} `{stood}`; or, to hold what you have, write `{limit}: {end}` instead of a target")
}

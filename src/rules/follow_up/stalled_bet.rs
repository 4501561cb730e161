//! `stalled-bet`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::STANDSTILL;
use super::check_ins::files_with_quarter;
use crate::finding::{Level, Remark};
use crate::goals::format::Initiative;
use crate::goals::values::InitiativeStatus;
use crate::goals::{Day, KeyResultView, Measured, ObjectiveView, Quarter, Target};
use crate::quantity::Quantity;
use crate::score::cadence::{check_in_allowed, overdue};
use crate::score::{aggregate_of, way_made};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "stalled-bet",
    summary: "an initiative that has been worked on for weeks without moving its key results",
    page: include_str!("stalled_bet.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "weeks",
        default: 4.0,
        range: (1.0, 13.0),
        unit: OptionUnit::Count,
        meaning: "how many weeks of work a bet has before its key results should move",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let current = workspace.calendar.quarter_of(context.as_of);
    for (file, _) in files_with_quarter(workspace).filter(|(_, quarter)| *quarter == current) {
        for objective in workspace.objectives_of(file) {
            for (short, _) in objective.objective.initiatives.readable() {
                if let Some(remark) = judge(context, objective, current, &short.0) {
                    context.report(remark);
                }
            }
        }
    }
}

fn judge<'w>(
    context: &Context<'w>,
    objective: ObjectiveView<'w>,
    quarter: Quarter,
    initiative: &Initiative,
) -> Option<Remark> {
    let (_, place) = initiative.title.located()?;
    let started = *initiative.started.get()?;
    // This rule asks for a decision, and there is one.
    if initiative.status.get() != Some(&InitiativeStatus::Active) || !initiative.decision.is_absent() {
        return None;
    }
    // What was gained before the quarter is in the baselines.
    let since = started.max(context.workspace.calendar.first_day(quarter));
    if context.as_of.days_since(since) < context.count("weeks") as i64 * 7 {
        return None;
    }
    // What an earlier month brought says nothing about the last one.
    let lately = context.as_of.plus_days(-(context.count("weeks") as i64) * 7).max(since);
    let standstills: Option<Vec<Standstill<'_>>> = bets(objective, initiative)
        .map(|key_result| standstill(context, key_result?, quarter, lately))
        .collect();
    let standstills = standstills.filter(|all| !all.is_empty())?;
    let weeks = format!("{} weeks of work", context.as_of.days_since(since) / 7);
    let weeks = if since > started { weeks + " this quarter" } else { weeks };
    Some(remark(&weeks, place, &standstills))
}

/// The key results an initiative bets on; `None` for one that cannot be found.
fn bets<'w>(
    objective: ObjectiveView<'w>,
    initiative: &Initiative,
) -> impl Iterator<Item = Option<KeyResultView<'w>>> {
    let references = initiative.bets_on.items().iter();
    references.map(move |reference| {
        let text = reference.get()?.trim();
        if !text.contains('/') {
            return objective.key_results().find(|key_result| key_result.id() == text);
        }
        match objective.workspace.resolve(text, objective.quarter())? {
            Target::KeyResult(key_result) => Some(key_result),
            Target::Objective(_) | Target::Metric(_) => None,
        }
    })
}

/// A key result that is where it was when the work began.
struct Standstill<'w> {
    key_result: KeyResultView<'w>,
    /// What counted when the work began.
    then: Quantity,
    /// What counts now.
    stands: Quantity,
    now: Measured<'w>,
}

/// `None` if it moved, and if that is unknown: the last check-in is too old (`stale-check-in` reports that) or from before
/// the work began, its metric is lagging, or it holds a limit.
fn standstill<'w>(
    context: &Context<'w>,
    key_result: KeyResultView<'w>,
    quarter: Quarter,
    since: Day,
) -> Option<Standstill<'w>> {
    if key_result.quarter() != Some(quarter)
        || context.facts.readings().metric(&key_result).is_some_and(|metric| metric.is_lagging())
    {
        return None;
    }
    let track = context.facts.track(key_result, quarter)?;
    let now = *track.seen().last()?;
    let allowed = check_in_allowed(track.metric.as_ref(), context.settings);
    if now.day <= since || overdue(now.day, context.as_of, allowed).is_some() {
        return None;
    }
    let earlier = track.known_before(since.plus_days(1), aggregate_of(&key_result));
    let (then, before) = way_made(&key_result, earlier)?;
    let (stands, gained) = way_made(&key_result, track.seen())?;
    let stands_still = gained < 1.0 && gained - before < STANDSTILL;
    stands_still.then_some(Standstill { key_result, then, stands, now })
}

fn remark(weeks: &str, place: Span, standstills: &[Standstill<'_>]) -> Remark {
    let message = match standstills {
        [only] => {
            let (id, then, now) = (only.key_result.id(), only.then.text(), only.stands.text());
            match then == now {
                true => format!("{weeks}, and `{id}` is still at `{now}`"),
                false => format!("{weeks}, and `{id}` went from `{then}` to `{now}`"),
            }
        }
        several => format!("{weeks}, and none of the {} key results it bets on has moved", several.len()),
    };
    let help = "record a decision: `decision: stop`, or `decision: iterate` with what you change; if the work is done, write `status: done`";
    let remark = Remark::new(place, message).help(help);
    standstills.iter().fold(remark, |remark, each| {
        let place = each.now.check_in.value().span().unwrap_or(each.now.span);
        remark.related(place, format!("`{}` on {}", each.key_result.id(), each.now.day.short()))
    })
}

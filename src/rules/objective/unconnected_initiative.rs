//! `unconnected-initiative`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::format::Initiative;
use crate::goals::values::InitiativeStatus;
use crate::goals::{GoalFile, KeyResultView, ObjectiveView, Target};
use crate::source::Span;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "unconnected-initiative",
    summary: "an initiative that bets on no key result of its objective",
    page: include_str!("unconnected_initiative.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, file: &GoalFile) {
    let workspace = context.workspace;
    let mut silent: Vec<(ObjectiveView<'_>, &Initiative, Span)> = Vec::new();
    let mut betting = false;
    for objective in workspace.objectives_of(file) {
        let ids: HashSet<String> =
            objective.key_results().map(|key_result| key_result.id().into_owned()).collect();
        for (short, span) in objective.objective.initiatives.readable() {
            let initiative = &short.0;
            if !initiative.bets_on.items().is_empty() || !is_absent_or_empty(initiative) {
                betting = true;
                wrong_bets(context, objective, initiative, &ids);
            } else if ids.len() > 1 && initiative.status.get() != Some(&InitiativeStatus::Dropped) {
                // With one key result there is no question what it bets on; with none, that is said elsewhere.
                silent.push((objective, initiative, span));
            }
        }
    }
    if !file.damaged {
        report_silent(context, &silent, betting);
    }
}

fn is_absent_or_empty(initiative: &Initiative) -> bool {
    initiative.bets_on.is_absent() || initiative.bets_on.get().is_some_and(Vec::is_empty)
}

/// Bets on something that is not a key result of the objective.
fn wrong_bets(
    context: &mut Context<'_>,
    objective: ObjectiveView<'_>,
    initiative: &Initiative,
    ids: &HashSet<String>,
) {
    for (bet, span) in initiative.bets_on.readable() {
        let named = context.workspace.resolve(bet, objective.quarter());
        if ids.contains(bet.trim())
            || matches!(named, Some(Target::KeyResult(found)) if is_in(found, objective))
        {
            continue;
        }
        let message = match named {
            Some(Target::KeyResult(_)) => format!("`{bet}` belongs to another objective"),
            Some(Target::Metric(_)) => format!("`{bet}` is a metric, and a bet names a key result"),
            _ => format!("this objective has no key result `{bet}`"),
        };
        let by_metric = objective.key_results().find(|each| {
            matches!(named, Some(Target::Metric(_)))
                && each.key_result.metric.get().is_some_and(|id| id == bet.trim())
        });
        let near =
            crate::yaml::nearest(bet, ids_in_order(objective).iter().map(String::as_str)).map(str::to_owned);
        let help = match by_metric.map(|key_result| key_result.id().into_owned()) {
            Some(id) => format!("write `bets_on: [{id}]`, the key result that moves it"),
            None => near.map_or_else(|| help(objective), |near| format!("did you mean `{near}`?")),
        };
        context.report(Remark::new(span, message).help(help));
    }
}

fn is_in(key_result: KeyResultView<'_>, objective: ObjectiveView<'_>) -> bool {
    key_result.objective.file.id == objective.file.id && key_result.objective.position == objective.position
}

/// Initiatives that bet on nothing.
fn report_silent(
    context: &mut Context<'_>,
    silent: &[(ObjectiveView<'_>, &Initiative, Span)],
    betting: bool,
) {
    // A file in which no initiative names its bet is one habit, not as many mistakes as it has initiatives.
    let [first, _, ..] = silent else {
        return silent.iter().for_each(|each| context.report(unconnected(*each)));
    };
    if betting {
        return silent.iter().for_each(|each| context.report(unconnected(*each)));
    }
    let mut remark = unconnected(*first);
    remark.message =
        format!("none of the {} initiatives here says which key result it should move", silent.len());
    context.report(remark);
}

fn unconnected((objective, initiative, span): (ObjectiveView<'_>, &Initiative, Span)) -> Remark {
    let place = initiative.title.span().unwrap_or(span);
    Remark::new(place, "nothing says which key result this should move").help(help(objective))
}

fn ids_in_order(objective: ObjectiveView<'_>) -> Vec<String> {
    objective.key_results().map(|key_result| key_result.id().into_owned()).collect()
}

/// Shows the line to write, with the ids there are.
fn help(objective: ObjectiveView<'_>) -> String {
    let ids = ids_in_order(objective);
    let shown: Vec<String> = ids.iter().take(5).map(|id| format!("`{id}`")).collect();
    match ids.first() {
        None => "write the key result it should move first, then `bets_on: [...]` with its id".to_owned(),
        Some(first) => format!(
            "add `bets_on: [{first}]` below its `title:`, with the one it should move: {}; if it moves none, why do it now?",
            shown.join(", ")
        ),
    }
}

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
        let help = match meant(objective, bet.trim()) {
            Some(id) => format!("did you mean `{id}`?"),
            None => format!("write `bets_on:` with the one it should move: {}", ids_listed(objective)),
        };
        context.report(Remark::new(span, message).help(help));
    }
}

/// The key result that a wrong bet was probably meant for: one named by its place or its metric, or misspelt.
fn meant(objective: ObjectiveView<'_>, bet: &str) -> Option<String> {
    let named_otherwise = objective.key_results().find(|key_result| {
        bet == format!("kr{}", key_result.position + 1)
            || key_result.key_result.metric.get().is_some_and(|metric| metric == bet)
    });
    let named_otherwise = named_otherwise.map(|key_result| key_result.id().into_owned());
    named_otherwise.or_else(|| {
        let ids: Vec<_> = objective.key_results().map(|key_result| key_result.id()).collect();
        crate::yaml::nearest(bet, ids.iter().map(|id| &**id)).map(str::to_owned)
    })
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
    let first = objective.key_results().next().map(|key_result| key_result.id()).unwrap_or_default();
    let title = initiative.title.get().map(String::as_str).unwrap_or_default();
    let how = match initiative.title.span() == Some(span) {
        true if is_plain(title) => format!("write `- {{title: {title}, bets_on: [{first}]}}`"),
        true => format!("write it as `title:`, and `bets_on: [{first}]` below"),
        false => format!("add `bets_on: [{first}]`"),
    };
    let ids = ids_listed(objective);
    Remark::new(place, "nothing says which key result this should move")
        .help(format!("{how}, with the one it should move: {ids}; if it moves none, it may not be for now"))
}

/// Whether a text can be shown inside braces as it is.
fn is_plain(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
}

/// The ids of an objective's first key results, to choose from.
fn ids_listed(objective: ObjectiveView<'_>) -> String {
    let ids: Vec<String> =
        objective.key_results().take(5).map(|key_result| format!("`{}`", key_result.id())).collect();
    if ids.is_empty() { "a key result of this objective".to_owned() } else { ids.join(", ") }
}

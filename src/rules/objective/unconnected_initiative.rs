//! `unconnected-initiative`.

use super::super::{Check, Context, Rule, empty_key};
use crate::finding::{Level, Remark};
use crate::goals::format::Initiative;
use crate::goals::values::InitiativeStatus;
use crate::goals::{GoalFile, ObjectiveView};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unconnected-initiative",
    summary: "an initiative that does not say which key result it bets on",
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
        let choice = objective.key_results().count() > 1;
        for (short, span) in objective.objective.initiatives.readable() {
            let initiative = &short.0;
            if !initiative.bets_on.items().is_empty() || !is_absent_or_empty(initiative) {
                betting = true;
            } else if choice && initiative.status.get() != Some(&InitiativeStatus::Dropped) {
                // With one key result it is clear what it bets on; without any, another rule reports that.
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
    let empty = empty_key::of_item(&objective.workspace.sources, span, "bets_on");
    let place = empty.or(initiative.title.span()).unwrap_or(span);
    let first = objective.key_results().next().map(|key_result| key_result.id()).unwrap_or_default();
    let title = initiative.title.get().map(String::as_str).unwrap_or_default();
    let how = match initiative.title.span() == Some(span) {
        true if is_plain(title) => format!("write `- {{title: {title}, bets_on: [{first}]}}`"),
        true => format!("write it as `title:`, and `bets_on: [{first}]` below"),
        false if empty.is_some() => format!("write `bets_on: [{first}]`"),
        false => format!("add `bets_on: [{first}]`"),
    };
    let ids = ids_listed(objective);
    Remark::new(place, "nothing says which key result this should move").help(format!(
        "{how}, with the one it should move: {ids}; if it moves none, it may not be needed now"
    ))
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

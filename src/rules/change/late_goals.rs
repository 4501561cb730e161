//! `late-goals`.

use super::super::{Check, Context, Rule};
use crate::changes::{GoalStep, History, Reference};
use crate::finding::{Level, Remark};
use crate::goals::{Day, GoalFile, KeyResultView, ObjectiveView, Quarter};
use crate::score::is_done;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "late-goals",
    summary: "a team's goals that first appear when much of their quarter is over",
    page: include_str!("late_goals.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[super::super::RuleOption {
        name: "days",
        default: 31.0,
        range: (1.0, 92.0),
        unit: super::super::OptionUnit::Count,
        meaning: "how many days of the quarter may be over",
    }],
    check: Check::Change(check),
};

fn check(context: &mut Context<'_>, history: &History) {
    // Who has kept no goals here so far may bring older ones along.
    if history.base.objectives().next().is_none() {
        return;
    }
    let calendar = context.workspace.calendar;
    let days = context.count("days") as i64;
    let touched = |objective: &ObjectiveView<'_>| history.touched.contains(&objective.file.id);
    let mut new: BTreeMap<(Quarter, String), Vec<ObjectiveView<'_>>> = BTreeMap::new();
    for objective in context.workspace.objectives().filter(touched).filter(|view| !view.file.damaged) {
        if let Some(quarter) = objective.quarter() {
            new.entry((quarter, objective.team().into_owned())).or_default().push(objective);
        }
    }
    let settled = history.references.values().flat_map(|reference| reference.goals.objectives());
    let others = context.workspace.objectives().filter(|objective| !touched(objective));
    let earlier = history.base.objectives().chain(settled).chain(others);
    let known: HashSet<(Option<Quarter>, String)> =
        earlier.map(|objective| (objective.quarter(), objective.team().into_owned())).collect();
    let names: HashSet<String> =
        new.values().flatten().map(|objective| objective.text().to_owned()).collect();
    // A team that goes by another name now left its old one: whoever still has such an objective has only one of the same words.
    let still_there: HashSet<(Option<Quarter>, Cow<'_, str>, &str)> = context
        .workspace
        .objectives()
        .filter(|objective| names.contains(objective.text()))
        .map(|objective| (objective.quarter(), objective.team(), objective.text()))
        .collect();
    let gone: Vec<ObjectiveView<'_>> = history
        .base
        .objectives()
        .filter(|objective| names.contains(objective.text()))
        .filter(|was| !still_there.contains(&(was.quarter(), was.team(), was.text())))
        .collect();
    let is_renamed = |now: &ObjectiveView<'_>| {
        gone.iter().any(|was| {
            was.text() == now.text() && (was.quarter() == now.quarter() || !was_worked_on(was, history))
        })
    };
    for ((quarter, team), objectives) in new {
        let step = objectives[0].key_results().next().and_then(|first| history.arrival_of(&first));
        let day = step.and_then(GoalStep::day).unwrap_or(context.as_of);
        let over = day.days_since(calendar.first_day(quarter));
        let is_known = known.contains(&(Some(quarter), team.clone())) || objectives.iter().any(is_renamed);
        if over <= days || is_known {
            continue;
        }
        let key_results = objectives.iter().flat_map(|objective| objective.key_results());
        let readings = context.facts.readings();
        let reached = key_results
            .filter(|key_result| is_done(key_result, &readings.track(key_result, quarter).counted))
            .map(|key_result| format!("`{}`", key_result.id()));
        let reached: Vec<String> = reached.take(3).collect();
        let when = match context.workspace.calendar.last_day(quarter) < day {
            true => format!("after {quarter} had ended"),
            false => format!("{over} days into {quarter}"),
        };
        let what = match reached.is_empty() {
            true => "targets set so late are known to be within reach".to_owned(),
            false => format!("{} is already at its target", reached.join(", ")),
        };
        let message = format!("the goals of `{team}` appear here {when}: {what}");
        let remark = Remark::new(top_of(objectives[0].file, &objectives[0]), message).help(format!(
            "plan {} with these, and let {quarter} go without; or say in the objective's `why` why they are late",
            quarter.next()
        ));
        context.report(remark.on_occasion_of(format!("late {quarter} {team}")));
    }
}

/// Whether goals were those of the quarter that they named, which was no slip: they stood there when its goals were settled, or
/// something was measured in it.
fn was_worked_on(was: &ObjectiveView<'_>, history: &History) -> bool {
    let Some(quarter) = was.quarter() else { return false };
    let stood = |reference: &Reference| {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(quarter);
        reference.goals.objectives().filter(of_quarter).any(|then| then.text() == was.text())
    };
    let calendar = was.workspace.calendar;
    let is_in_it = |day: Day| calendar.quarter_of(day) == quarter;
    let is_measured = |key_result: KeyResultView<'_>| {
        let check_ins = &key_result.key_result.check_ins;
        check_ins.readable().any(|check_in| check_in.date().get().is_some_and(is_in_it))
    };
    history.references.get(&quarter).is_some_and(stood) || was.key_results().any(is_measured)
}

fn top_of(file: &GoalFile, objective: &ObjectiveView<'_>) -> crate::source::Span {
    file.content.quarter.span().unwrap_or_else(|| objective.heading())
}

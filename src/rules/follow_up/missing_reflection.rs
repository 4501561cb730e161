//! `missing-reflection`.

use super::super::facts::Tracks;
use super::super::{Check, Context, Rule};
use super::check_ins::followed_quarter;
use super::ending::{Ending, TIME_TO_GRADE, ending, is_closed};
use crate::finding::{Level, Remark};
use crate::goals::{GoalFile, ObjectiveView, Quarter, says_nothing};
use crate::settings::Settings;

pub(super) static RULE: Rule = Rule {
    name: "missing-reflection",
    summary: "an objective that was graded without saying why it went that way",
    page: include_str!("missing_reflection.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    // What was learned a year ago nobody remembers: only the quarter that has just ended is asked about.
    let last = workspace.calendar.last_ended(context.as_of);
    if followed_quarter(file) != Some(last) || !is_closed(workspace, last, context.as_of, TIME_TO_GRADE) {
        return;
    }
    let (told, silent): (Vec<_>, Vec<_>) =
        workspace.objectives_of(file).partition(|each| is_explained(*each));
    let mut graded = silent;
    let tracks = context.tracks(file);
    graded.retain(|objective| is_graded(*objective, last, &tracks, context.settings));
    match graded.as_slice() {
        // A team that writes none at all has one habit to change.
        [first, _, ..] if told.is_empty() => context.report(remark(
            *first,
            format!("{} objectives of {last} are graded, and none says why it went that way", graded.len()),
        )),
        each => each.iter().for_each(|objective| {
            context.report(remark(*objective, "graded, but nothing says why it went that way".to_owned()));
        }),
    }
}

fn is_graded<'w>(
    objective: ObjectiveView<'w>,
    quarter: Quarter,
    tracks: &Tracks<'w>,
    settings: &Settings,
) -> bool {
    let mut key_results = objective.key_results().peekable();
    key_results.peek().is_some()
        && key_results
            .all(|key_result| matches!(ending(key_result, quarter, tracks, settings), Some(Ending::Graded)))
}

/// A reflection, or the reason of a grade set by hand.
fn is_explained(objective: ObjectiveView<'_>) -> bool {
    let has_reason = |grade: &crate::goals::format::GradeByHand| !says_nothing(&grade.reason);
    let mut key_results = objective.key_results();
    !objective.objective.reflection.is_absent()
        || key_results.any(|key_result| key_result.key_result.grade.get().is_some_and(has_reason))
}

fn remark(objective: ObjectiveView<'_>, message: String) -> Remark {
    Remark::new(objective.heading(), message).help(
        "add two sentences while they are fresh, `reflection: ...`: what moved the numbers or did not, and what you do differently now",
    )
}

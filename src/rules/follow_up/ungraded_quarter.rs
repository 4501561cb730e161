//! `ungraded-quarter`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::check_ins::followed_quarter;
use super::ending::{Ending, TIME_TO_GRADE, ending, is_closed};
use super::how_to_pull;
use crate::finding::{Level, Remark};
use crate::goals::{GoalFile, KeyResultView, Measured, ObjectiveView, Quarter};

pub(super) static RULE: Rule = Rule {
    name: "ungraded-quarter",
    summary: "a completed quarter without grades",
    page: include_str!("ungraded_quarter.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "days",
        default: TIME_TO_GRADE as f64,
        range: (0.0, 90.0),
        unit: OptionUnit::Count,
        meaning: "how many days after the quarter's end there is time to grade",
    }],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let days = context.count("days") as i64;
    if let Some(quarter) = followed_quarter(file)
        && is_closed(context.workspace, quarter, context.as_of, days)
    {
        check_closed(context, file, quarter);
    }
}

/// The key results of an objective that can be graded, and those of them that nobody did.
struct Graded<'w> {
    objective: ObjectiveView<'w>,
    count: usize,
    open: Vec<(KeyResultView<'w>, Option<Measured<'w>>)>,
}

/// A file, or an objective, that nobody graded is one omission.
fn check_closed<'w>(context: &mut Context<'w>, file: &'w GoalFile, quarter: Quarter) {
    let tracks = context.tracks(file);
    let mut all = Vec::new();
    for objective in context.workspace.objectives_of(file) {
        let mut graded = Graded { objective, count: 0, open: Vec::new() };
        for key_result in objective.key_results() {
            match ending(key_result, quarter, &tracks, context.settings) {
                None => continue,
                Some(Ending::Graded) => {}
                Some(Ending::Open(last)) => graded.open.push((key_result, last)),
            }
            graded.count += 1;
        }
        all.push(graded);
    }
    let (count, open) = all.iter().fold((0, 0), |sum, each| (sum.0 + each.count, sum.1 + each.open.len()));
    if count > 1 && open == count {
        if let Some(objective) = context.workspace.objectives_of(file).next() {
            context.report(none_graded(context, objective, quarter, count));
        }
        return;
    }
    for graded in all {
        if graded.count > 1 && graded.open.len() == graded.count {
            context.report(none_graded(context, graded.objective, quarter, graded.count));
        } else {
            graded.open.iter().for_each(|open| context.report(ungraded(context, quarter, *open)));
        }
    }
}

fn none_graded(
    context: &Context<'_>,
    objective: ObjectiveView<'_>,
    quarter: Quarter,
    count: usize,
) -> Remark {
    let last_day = context.workspace.calendar.last_day(quarter);
    let message = format!("{quarter} is over, and none of the {count} key results here says where it ended");
    Remark::new(objective.heading(), message).help(format!(
        "add to each its final value, `check_ins: [{{date: {last_day}, value: ...}}]`, or a `grade` with its reason"
    ))
}

fn ungraded(
    context: &Context<'_>,
    quarter: Quarter,
    (key_result, last): (KeyResultView<'_>, Option<Measured<'_>>),
) -> Remark {
    let last_day = context.workspace.calendar.last_day(quarter);
    let message = match last {
        Some(last) => format!(
            "{quarter} is over, and the last known value is `{}` on {}",
            last.value.text(),
            last.day.short()
        ),
        None => format!("{quarter} is over, and nothing says where this ended"),
    };
    let pulled = key_result.metric().and_then(how_to_pull);
    let help = match (key_result.key_result.metric.get(), key_result.key_result.check_ins.is_absent()) {
        (_, true) if pulled.is_some() => pulled.unwrap_or_default(),
        (Some(metric), true) => {
            format!("add to the readings of `{metric}` the final value: `- {{date: {last_day}, value: ...}}`")
        }
        (_, false) => format!("add the final value: `- {{date: {last_day}, value: ...}}`"),
        (None, true) => {
            format!("add the final value: `check_ins: [{{date: {last_day}, value: ...}}]`")
        }
    };
    Remark::new(key_result.heading(), message)
        .help(help + "; or grade it: `grade: {score: ..., reason: ...}`")
}

//! `missing-why`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{GoalFile, ObjectiveView, says_nothing};

pub(super) static RULE: Rule = Rule {
    name: "missing-why",
    summary: "an objective that does not say why it matters now",
    page: include_str!("missing_why.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

const HELP: &str = "add `why: ...` with what made you choose it: a number, or what customers say";

fn check(context: &mut Context<'_>, file: &GoalFile) {
    if file.damaged {
        return;
    }
    let workspace = context.workspace;
    let without: Vec<ObjectiveView<'_>> =
        workspace.objectives_of(file).filter(|objective| lacks_why(*objective)).collect();
    let count = file.content.objectives.items().len();
    match without[..] {
        // A file in which nobody gives reasons is one habit, not as many mistakes as it has objectives.
        [first, _, ..] if without.len() == count => context.report(
            Remark::new(
                first.heading(),
                format!("none of the {count} objectives here says why it matters now"),
            )
            .help(format!("{HELP}; start with this one")),
        ),
        _ => {
            for objective in without {
                let message = "nothing says why this matters now";
                context.report(Remark::new(objective.heading(), message).help(HELP));
            }
        }
    }
}

/// Whether there is neither a reason of its own nor one in the sentence.
fn lacks_why(objective: ObjectiveView<'_>) -> bool {
    let text = objective.text().to_lowercase();
    says_nothing(&objective.objective.why)
        && ![" because ", " so that "].iter().any(|reason| text.contains(reason))
}

//! `terse-objective`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;
use crate::prose::Terse;

pub(super) static RULE: Rule = Rule {
    name: "terse-objective",
    summary: "an objective too short to inspire",
    page: include_str!("terse_objective.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let Some(reading) = objective.reading() else { return };
    let Some((why, words)) = &reading.terse else { return };
    // One mistake, one finding.
    if reading.numeric.is_some() || reading.output.is_some() {
        return;
    }
    let message = match why {
        Terse::FewWords => "so few words could mean many things and inspire nobody",
        Terse::BareVerb => "this says that something should get better, not what it will be like",
    };
    context.report(
        Remark::new(objective.spoken(words), message)
            .help("say for whom, and what it will be like: “New teams feel at home in their first week”"),
    );
}

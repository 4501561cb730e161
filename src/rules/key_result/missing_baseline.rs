//! `missing-baseline`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView};

pub(super) static RULE: Rule = Rule {
    name: "missing-baseline",
    summary: "a key result that does not say where it starts",
    page: include_str!("missing_baseline.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(facts) = key_result.facts().filter(|_| !wording::is_no_outcome(&key_result)) else { return };
    let Aim::Move { baseline: None, target } = &facts.aim else { return };
    // Without a target there is nothing to start towards: `missing-target` says so.
    if (target.is_none() && !facts.relative_target) || !key_result.key_result.baseline.is_absent() {
        return;
    }
    let remark = match &facts.reading.target {
        Some(measure) if facts.relative_target => Remark::new(
            key_result.spoken(&measure.range),
            "a change without a starting point: nobody can say later whether it happened",
        ),
        _ => Remark::new(key_result.heading(), "no baseline: where does this stand today?"),
    };
    context.report(match target {
        Some(target) => remark.help(format!(
            "say where it starts, in words (`from ... to {0}`) or with `baseline: ...` beside `target: {0}`",
            target.quantity.text()
        )),
        None => remark.help("say where it starts and ends (`from ... to ...`), or add `baseline:`"),
    });
}

//! `missing-baseline`.

use super::super::{Check, Context, Rule};
use super::history::History;
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, Figure, KeyResultView};

pub(super) static RULE: Rule = Rule {
    name: "missing-baseline",
    summary: "a key result that does not say where it starts",
    page: include_str!("missing_baseline.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let history = History::of(context.workspace);
    for key_result in context.workspace.key_results() {
        if let Some(remark) = judge(key_result, &history) {
            context.report(remark);
        }
    }
}

fn judge<'w>(key_result: KeyResultView<'w>, history: &History<'w>) -> Option<Remark> {
    let facts = key_result.facts()?;
    let Aim::Move { baseline: None, target } = &facts.aim else { return None };
    // Without a target there is nothing to start towards: `missing-target` says so. Where the wording is no outcome, the
    // rules about wording say what is wrong, and a baseline would not mend it.
    if (target.is_none() && !facts.relative_target)
        || wording::is_no_outcome(&key_result)
        || !key_result.key_result.baseline.is_absent()
        || key_result.objective.file.damaged
    {
        return None;
    }
    let remark = match &facts.reading.target {
        Some(measure) if facts.relative_target => Remark::new(
            key_result.spoken(&measure.range),
            "a change without a starting point: nobody can say later whether it happened",
        ),
        _ => Remark::new(key_result.heading(), "no baseline: where does this stand today?"),
    };
    let remark = remark.help(help(key_result, target.as_ref(), history));
    Some(wording::within_language(&facts.reading, remark))
}

fn help<'w>(key_result: KeyResultView<'w>, target: Option<&Figure>, history: &History<'w>) -> String {
    if let Some((metric, reading)) = history.before_the_quarter(key_result) {
        let (value, name) = (reading.value.text(), metric.name());
        return format!("write `baseline: {value}`, where `{name}` stood on {}", reading.day);
    }
    match target {
        Some(target) => format!(
            "say where it starts, in words (`from ... to {0}`) or with `baseline: ...` beside `target: {0}`; \
             what is new starts at `baseline: 0`",
            target.quantity.text()
        ),
        None => "say where it starts and ends (`from ... to ...`), or add `baseline:`".to_owned(),
    }
}

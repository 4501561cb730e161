//! `unclear-limit`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;

pub(super) static RULE: Rule = Rule {
    name: "unclear-limit",
    summary: "a limit that does not say which side of it is good",
    page: include_str!("unclear_limit.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(figure) = key_result.unclear_limit() else { return };
    let limit = figure.quantity.text();
    let message = format!("is `{limit}` the most or the least it should be?");
    let by_metric = match key_result.metric() {
        Some(metric) => format!(", or say `better: lower` or `better: higher` at `{}`", metric.name()),
        None => String::new(),
    };
    let help = format!(
        "add `at_most: {limit}` where less is better, or `at_least: {limit}` where more is better{by_metric}; \
         “no more than {limit}” or “at least {limit}” says it in the sentence"
    );
    context.report(Remark::new(key_result.place_of(figure), message).help(help));
}

//! `lagging-only`.

use super::super::words::late_measure;
use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::values::Indicator;
use crate::goals::{KeyResultView, ObjectiveView};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "lagging-only",
    summary: "an objective whose key results all move too late to act on",
    page: include_str!("lagging_only.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let count = objective.objective.key_results.items().len();
    let late: Vec<Span> = objective.key_results().map_while(late_words).collect();
    if count == 0 || late.len() < count {
        return;
    }
    let first = context.workspace.sources.text(late[0]);
    let message = if count == 1 {
        format!("its only key result moves too late to act on: `{first}` confirms past work")
    } else {
        "all its key results move too late to act on: they confirm past work".to_owned()
    };
    let remark = Remark::new(objective.heading(), message).help(format!(
        "keep `{first}` as the confirmation, and add a key result that moves within weeks and leads to it, like how \
         many customers come back, finish or recommend"
    ));
    let labelled = late.into_iter().filter(|_| count > 1);
    context.report(labelled.fold(remark, |remark, span| remark.related(span, "moves late")));
}

/// The words that name a measure known late: the metric's id, where it is defined as lagging, otherwise words of the
/// sentence.
fn late_words(key_result: KeyResultView<'_>) -> Option<Span> {
    let indicator = key_result.metric().and_then(|metric| metric.metric.indicator.get());
    match indicator {
        Some(Indicator::Leading) => None,
        Some(Indicator::Lagging) => key_result.key_result.metric.span(),
        None => late_measure(key_result.text()).map(|range| key_result.words(range)),
    }
}

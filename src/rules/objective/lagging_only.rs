//! `lagging-only`.

use super::super::{Check, Context, Rule};
use super::words::placed_words;
use crate::finding::{Level, Remark};
use crate::goals::values::Indicator;
use crate::goals::{KeyResultView, ObjectiveView};
use crate::source::Span;
use std::ops::Range;

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
        format!("its only key result is known too late to act on: `{first}` confirms past work")
    } else {
        "all its key results are known too late to act on: they confirm past work".to_owned()
    };
    let remark = Remark::new(objective.heading(), message).help(format!(
        "keep `{first}` as the confirmation, and add a key result that moves within weeks and leads to it, like how \
         many customers come back, finish or recommend"
    ));
    let labelled = late.into_iter().filter(|_| count > 1);
    context.report(labelled.fold(remark, |remark, span| remark.related(span, "moves late")));
}

/// The words that name a measure known late: the metric's id, where it is defined as lagging, else words of the
/// sentence.
fn late_words(key_result: KeyResultView<'_>) -> Option<Span> {
    let indicator = key_result.metric().and_then(|metric| metric.metric.indicator.get());
    match indicator {
        Some(Indicator::Leading) => None,
        Some(Indicator::Lagging) => key_result.key_result.metric.span(),
        None => late_measure(key_result.text()).map(|range| key_result.words(range)),
    }
}

/// What the documents name as telling late: revenue in its forms, recommendation scores, contract value.
const LATE: [&str; 12] = [
    "revenue",
    "revenues",
    "arr",
    "mrr",
    "acv",
    "tcv",
    "nps",
    "ebitda",
    "profit",
    "profits",
    "net promoter",
    "contract value",
];

/// What makes such a word part of something else: a survey's answers, a team's name, a group of customers.
const FOLLOWERS: [&str; 19] = [
    "survey",
    "surveys",
    "response",
    "responses",
    "respondents",
    "team",
    "teams",
    "operations",
    "report",
    "reports",
    "dashboard",
    "forecast",
    "forecasts",
    "forecasting",
    "process",
    "customers",
    "accounts",
    "clients",
    "deals",
];

/// After these the words say whom or where it is measured, not what.
const QUALIFIERS: [&str; 16] = [
    "among", "whose", "with", "who", "that", "which", "where", "for", "above", "over", "below", "under",
    "across", "using", "than", "without",
];

/// Where a sentence names a measure that tells late as the thing it measures.
fn late_measure(text: &str) -> Option<Range<usize>> {
    let words = placed_words(text);
    let qualified = words.iter().position(|(word, _)| QUALIFIERS.contains(&word.as_str()));
    (0..qualified.unwrap_or(words.len())).find_map(|at| {
        let word = words[at].0.as_str();
        let next = words.get(at + 1);
        if LATE.contains(&word) {
            let part_of_other =
                next.is_some_and(|(next, _)| FOLLOWERS.contains(&next.trim_end_matches("'s")));
            return (!part_of_other).then(|| words[at].1.clone());
        }
        let (next, end) = next?;
        LATE.contains(&format!("{word} {next}").as_str()).then(|| words[at].1.start..end.end)
    })
}

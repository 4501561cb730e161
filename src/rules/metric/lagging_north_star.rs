//! `lagging-north-star`.

use super::super::{Check, Context, Rule};
use super::{called, words_of};
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, MetricView};
use crate::source::Span;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "lagging-north-star",
    summary: "a north star that moves long after the work",
    page: include_str!("lagging_north_star.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

/// Results that follow from value delivered earlier; seed 004 names revenue, NPS and contract value.
const RESULTS: &[&[&str]] = &[
    &["revenue"],
    &["revenues"],
    &["arr"],
    &["mrr"],
    &["acv"],
    &["contract", "value"],
    &["nps"],
    &["net", "promoter"],
    &["profit"],
    &["profits"],
    &["profitability"],
    &["ebitda"],
    &["lifetime", "value"],
    &["ltv"],
    &["clv"],
];

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    if metric.role != MetricRole::NorthStar {
        return;
    }
    let (place, message) = if metric.is_lagging() {
        let place = metric.metric.indicator.span().unwrap_or_else(|| metric.heading());
        (
            place,
            format!("the north star {} is lagging: it moves too late to steer a quarter by", called(metric)),
        )
    } else {
        let Some((place, result)) = result_in_name(metric) else { return };
        (
            place,
            format!(
                "“{result}” follows from value delivered earlier: as a north star it moves too late to steer a quarter by"
            ),
        )
    };
    let keep = metric
        .id()
        .map_or_else(String::new, |id| format!(", and keep `{id}` under `metrics:` to check the link"));
    context.report(Remark::new(place, message).help(format!(
        "choose what users do that brings it about within weeks, such as weekly active teams or orders completed{keep}"
    )));
}

/// The place and words of a result in the metric's name; in its id when it has no name.
fn result_in_name(metric: MetricView<'_>) -> Option<(Span, String)> {
    let (text, span) = match metric.metric.name.located() {
        Some((name, span)) => (name.as_str(), span),
        None => (metric.id()?, metric.metric.id.span()?),
    };
    let range = result_in(text)?;
    Some((metric.workspace.words(span, text, range.clone()), text[range].to_owned()))
}

fn result_in(text: &str) -> Option<Range<usize>> {
    let words: Vec<_> = words_of(text).collect();
    (0..words.len()).find_map(|start| {
        let phrase = RESULTS.iter().find(|phrase| {
            phrase.len() <= words.len() - start
                && phrase
                    .iter()
                    .zip(&words[start..])
                    .all(|(wanted, (_, word))| word.eq_ignore_ascii_case(wanted))
        })?;
        let end = start + phrase.len();
        let before = start.checked_sub(1).map(|at| words[at].1);
        let after = words.get(end).map(|(_, word)| *word);
        (!is_about_something_else(before, after)).then(|| words[start].0.start..words[end - 1].0.end)
    })
}

/// “NPS responses collected” counts answers, “revenue-generating teams” counts teams.
fn is_about_something_else(before: Option<&str>, after: Option<&str>) -> bool {
    const AFTER: [&str; 8] =
        ["response", "responses", "respondents", "survey", "surveys", "generating", "team", "teams"];
    let is = |word: Option<&str>, list: &[&str]| {
        word.is_some_and(|word| list.iter().any(|listed| word.eq_ignore_ascii_case(listed)))
    };
    is(after, &AFTER) || is(before, &["non"])
}

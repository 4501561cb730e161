//! `lagging-key-result`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::values::{Indicator, Level as Whose};
use crate::goals::{KeyResultView, MetricView};
use crate::prose::Kind;
use crate::quantity::Dimension;
use std::collections::HashMap;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "lagging-key-result",
    summary: "a team's key result that tells too late",
    page: include_str!("lagging_key_result.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

/// What confirms a result long after the work; seeds 001 and 004. Churn and retention are left out: seed 003 sets
/// them as key results of a quarter.
const LATE: [&[&str]; 9] = [
    &["revenue"],
    &["arr"],
    &["mrr"],
    &["acv"],
    &["tcv"],
    &["nps"],
    &["net", "promoter"],
    &["contract", "value"],
    &["contract", "values"],
];
/// Before such a word these make it a circumstance: “customers with revenue above $1M”.
const CIRCUMSTANCE: [&str; 7] = ["with", "whose", "without", "per", "of", "despite", "by"];
/// Behind such a word these make it another thing: “NPS responses” come in every week.
const OTHER_THING: [&str; 14] = [
    "team",
    "teams",
    "operations",
    "ops",
    "recognition",
    "report",
    "reports",
    "reporting",
    "dashboard",
    "response",
    "responses",
    "survey",
    "surveys",
    "model",
];

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let mut drivers: HashMap<&str, MetricView<'_>> = HashMap::new();
    for metric in workspace.metrics().filter(|metric| !metric.is_lagging()) {
        for (driven, _) in metric.metric.drives.readable() {
            drivers.entry(driven).or_insert(metric);
        }
    }
    for key_result in workspace.key_results() {
        if key_result.objective.level() != Whose::Company
            && let Some(remark) = judge(key_result, &drivers)
        {
            context.report(remark);
        }
    }
}

fn judge(key_result: KeyResultView<'_>, drivers: &HashMap<&str, MetricView<'_>>) -> Option<Remark> {
    let metric = key_result.metric();
    match metric.and_then(|metric| metric.metric.indicator.located()) {
        Some((Indicator::Lagging, place)) => {
            let metric = metric?;
            let message = format!("`{}` tells too late to steer a quarter by", metric.name());
            let remark = Remark::new(key_result.key_result.metric.span()?, message);
            Some(remark.help(help(metric.id(), drivers)).related(place, "the metric is lagging"))
        }
        // Whoever called the metric leading has thought about it.
        Some((Indicator::Leading, _)) => None,
        None => {
            let words = late_words(key_result)?;
            let message = format!(
                "“{}” tells too late to steer a quarter by",
                key_result.text().get(words.clone()).unwrap_or("this")
            );
            let id = metric.and_then(|metric| metric.id());
            Some(Remark::new(key_result.words(words), message).help(help(id, drivers)))
        }
    }
}

fn help(metric: Option<&str>, drivers: &HashMap<&str, MetricView<'_>>) -> String {
    match metric.and_then(|id| drivers.get(id)).and_then(|driver| driver.id()) {
        Some(driver) => format!("move what drives it, `metric: {driver}`, and look at this one when the quarter is over"),
        None => "make what moves it within weeks the key result, like how many customers use the product each week, \
                 and look at this one when the quarter is over"
            .to_owned(),
    }
}

/// The words of the sentence that name a late measure, where that is what the key result moves.
fn late_words(key_result: KeyResultView<'_>) -> Option<Range<usize>> {
    let reading = key_result.reading()?;
    let dimension = reading.target.as_ref()?.quantity.dimension();
    if reading.kind != Kind::Outcome || matches!(dimension, Dimension::Duration | Dimension::Data) {
        return None;
    }
    let text = key_result.text();
    let words: Vec<(usize, &str)> = words(text).collect();
    let (place, length) = (0..words.len()).find_map(|place| {
        let phrase = LATE.iter().find(|phrase| starts_with(&words[place..], phrase))?;
        let follows = words.get(place + phrase.len()).map_or("", |word| word.1);
        let precedes = place.checked_sub(1).map_or("", |before| words[before].1);
        (!is_one_of(follows, &OTHER_THING) && !is_one_of(precedes, &CIRCUMSTANCE))
            .then_some((place, phrase.len()))
    })?;
    let (last, word) = words[place + length - 1];
    Some(words[place].0..last + word.len())
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |piece| {
        let start = next;
        next += piece.len();
        (start, piece.trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

fn starts_with(words: &[(usize, &str)], phrase: &[&str]) -> bool {
    words.len() >= phrase.len()
        && phrase.iter().zip(words).all(|(wanted, word)| word.1.eq_ignore_ascii_case(wanted))
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| word.eq_ignore_ascii_case(other))
}

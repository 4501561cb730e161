//! `unclear-limit`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, Figure, KeyResultView, Measured};
use crate::prose::{Comparator, Direction, words_that_leave_out};
use crate::quantity::order;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "unclear-limit",
    summary: "a limit that does not say which side of it is good",
    page: include_str!("unclear_limit.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check<'c>(context: &mut Context<'c>, key_result: KeyResultView<'c>) {
    if let Some(remark) = band_or_way(key_result) {
        context.report(remark);
    }
    if let Some(remark) = right_at_the_limit(context, key_result) {
        context.report(remark);
    }
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

/// “Fewer than 3 incidents”, and 3 were recorded: the score takes a limit with its number.
fn right_at_the_limit<'c>(context: &Context<'c>, key_result: KeyResultView<'c>) -> Option<Remark> {
    let Some(Aim::Hold { at_least, at_most }) = key_result.aim() else { return None };
    let spoken = |figure: &Figure| {
        let words = figure.words.as_ref()?;
        words_that_leave_out(key_result.text(), words.start as usize)
    };
    let limits = [("at_least", at_least), ("at_most", at_most)];
    let (field, figure, words) = limits
        .into_iter()
        .find_map(|(field, limit)| Some((field, limit.as_ref()?, spoken(limit.as_ref()?)?)))?;
    let track = context.facts.track(key_result, key_result.quarter()?)?;
    let is_there =
        |measured: &&Measured<'_>| order(measured.value, &figure.quantity) == Some(Ordering::Equal);
    let measured = track.seen().iter().find(is_there)?;
    let limit = figure.quantity.text();
    let message = format!("exactly `{limit}` counts as kept, but the sentence says “{words} {limit}”");
    let help = format!(
        "if it is still allowed, write `{field}: {limit}`; if not, write `{field}:` with the last number that is"
    );
    Some(Remark::new(measured.span, message).help(help).related(key_result.place_of(figure), "the limit"))
}

/// “Keep stock from 10 to 20 days”: a band to stay in, or a way to go.
fn band_or_way(key_result: KeyResultView<'_>) -> Option<Remark> {
    let reading = key_result.reading()?;
    let (start, end) = (key_result.baseline()?, key_result.target()?);
    let (from, to) = (start.words.as_ref()?, end.words.as_ref()?);
    // “Keep reducing it from 10 to 5” goes somewhere, and so does “Maintain the ratio: from 8 to 9”.
    let before = key_result.text().get(..from.start as usize)?;
    let goes = before.contains([':', '(', '–'])
        || before.contains(" - ")
        || before.split_whitespace().skip(1).take(2).any(|word| word.len() > 4 && word.ends_with("ing"));
    // “Keep open bugs at 20 or fewer, from 40”: the limit says which number is the end.
    let is_limit = matches!(reading.target.as_ref()?.comparator, Comparator::AtMost | Comparator::AtLeast);
    if reading.direction != Some(Direction::Maintain) || goes || is_limit {
        return None;
    }
    let (low, high) = match order(&start.quantity, &end.quantity)? {
        Ordering::Greater => (end.quantity.text(), start.quantity.text()),
        _ => (start.quantity.text(), end.quantity.text()),
    };
    let (first, last) = (start.quantity.text(), end.quantity.text());
    let place = key_result.spoken(&(from.start..to.end));
    let message = format!("should it stay between `{low}` and `{high}`, or get from `{first}` to `{last}`?");
    Some(Remark::new(place, message).help(format!(
        "add `at_least: {low}` and `at_most: {high}` to hold it there all quarter; else begin with a verb like “raise” or “reduce”"
    )))
}

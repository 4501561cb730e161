//! `lagging-key-result`.

use super::super::words::late_measure;
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
    late_measure(key_result.text())
}

//! `lagging-key-result`.

use super::super::words::late_measure;
use super::super::{Check, Context, Facts, Rule};
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;
use crate::goals::graph::{Graph, Relation};
use crate::goals::values::{Indicator, Level as Whose};
use crate::prose::Kind;
use crate::quantity::Dimension;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "lagging-key-result",
    summary: "a team's key result on a number that responds too late",
    page: include_str!("lagging_key_result.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    if key_result.objective.level() != Whose::Company
        && let Some(remark) = judge(key_result, context.facts)
    {
        context.report(remark);
    }
}

fn judge(key_result: KeyResultView<'_>, facts: &Facts<'_>) -> Option<Remark> {
    let metric = key_result.metric();
    match metric.and_then(|metric| metric.metric.indicator.located()) {
        Some((Indicator::Lagging, place)) => {
            let metric = metric?;
            let message = format!("`{}` moves too late to steer a quarter by", metric.name());
            let remark = Remark::new(key_result.key_result.metric.span()?, message);
            Some(remark.help(help(metric.id(), facts)).related(place, "the metric is lagging"))
        }
        // An explicit `indicator: leading` is a decision.
        Some((Indicator::Leading, _)) => None,
        None => {
            let words = late_words(key_result)?;
            let message = format!(
                "“{}” moves too late to steer a quarter by",
                key_result.text().get(words.clone()).unwrap_or("this")
            );
            let id = metric.and_then(|metric| metric.id());
            Some(Remark::new(key_result.words(words), message).help(help(id, facts)))
        }
    }
}

fn help(metric: Option<&str>, facts: &Facts<'_>) -> String {
    match metric.and_then(|id| early_driver(id, facts.graph())) {
        Some(driver) => format!("move what drives it, `metric: {driver}`, and look at this one when the quarter is over"),
        None => "make what moves it within weeks the key result, like how many customers use the product each week, \
                 and look at this one when the quarter is over"
            .to_owned(),
    }
}

/// The first metric that drives another and is not lagging itself.
fn early_driver<'w>(id: &str, graph: &Graph<'w>) -> Option<&'w str> {
    let said = graph.arrows_to(graph.metric(id)?, Relation::Drives).filter(|arrow| arrow.place.is_some());
    let mut drivers = said.filter_map(|arrow| graph.item(arrow.from).metric());
    drivers.find(|driver| !driver.is_lagging())?.id()
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

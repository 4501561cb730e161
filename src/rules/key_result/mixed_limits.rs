//! `mixed-limits`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::values::{Aggregate, Better};
use crate::goals::{Aim, GoalFile, KeyResultView, MetricView, Period};
use crate::quantity::{Dimension, Physical, Quantity, order, same};
use crate::score::aggregate_of;
use crate::source::Span;
use crate::yaml::Field;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "mixed-limits",
    summary: "limits that contradict each other or the target",
    page: include_str!("mixed_limits.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    for key_result in workspace.key_results_of(file) {
        let fields = key_result.key_result;
        let remark = upside_down(&fields.at_least, &fields.at_most).or_else(|| {
            beside_target(&fields.target, [("at_least", &fields.at_least), ("at_most", &fields.at_most)])
        });
        let remark = remark
            .or_else(|| aggregate_of_limits(key_result))
            .or_else(|| plan_of_limit(key_result))
            .or_else(|| sum_of_key_result(key_result))
            .or_else(|| counted_otherwise(key_result));
        if let Some(remark) = remark {
            context.report(remark);
        }
    }
    for metric in workspace.metrics_of(file) {
        let fields = metric.metric;
        let allowances = [("max_increase", &fields.max_increase), ("max_decrease", &fields.max_decrease)];
        let below_zero = || allowances.into_iter().find_map(|(name, field)| negative(name, field));
        let one_sided = || against_better(&metric);
        let twice = || two_targets(&metric);
        let sum = || sum_of_metric(&metric);
        let remark = upside_down(&fields.at_least, &fields.at_most)
            .or_else(below_zero)
            .or_else(one_sided)
            .or_else(twice)
            .or_else(sum);
        if let Some(remark) = remark {
            context.report(remark);
        }
    }
}

/// A lowest value above the highest one: nothing is inside.
fn upside_down(at_least: &Field<Quantity>, at_most: &Field<Quantity>) -> Option<Remark> {
    let ((low, low_place), (high, high_place)) = (at_least.located()?, at_most.located()?);
    if order(low, high) != Some(Ordering::Greater) {
        return None;
    }
    let (low, high) = (low.text(), high.text());
    let message = format!("no value is at least `{low}` and at most `{high}`");
    Some(
        Remark::new(low_place, message)
            .help(format!("write `at_least: {high}` and `at_most: {low}`"))
            .related(high_place, "the other limit"),
    )
}

/// A target beside a limit: one is an end to reach, the other a state to keep, and only the limit would count.
fn beside_target(target: &Field<Quantity>, limits: [(&str, &Field<Quantity>); 2]) -> Option<Remark> {
    let (target, place) = target.located()?;
    let (name, limit, limit_place): (&str, &Quantity, Span) = limits
        .into_iter()
        .find_map(|(name, field)| field.located().map(|(limit, span)| (name, limit, span)))?;
    let (target, limit) = (target.text(), limit.text());
    let message =
        format!("a target `{target}` and a limit `{name}: {limit}`: a key result has one or the other");
    Some(
        Remark::new(place, message)
            .help(format!(
                "keep `target: {target}` to get there by the end of the quarter, or `{name}: {limit}` to hold it all \
                 quarter; for both, write two key results"
            ))
            .related(limit_place, "the limit"),
    )
}

fn negative(name: &str, allowance: &Field<Quantity>) -> Option<Remark> {
    let (quantity, place) = allowance.located().filter(|(quantity, _)| quantity.value() < 0.0)?;
    let text = quantity.text();
    let positive = text.trim_start_matches(['-', '−', '–']);
    let other = if name == "max_increase" { "max_decrease" } else { "max_increase" };
    Some(
        Remark::new(place, format!("`{name}: {text}` cannot be negative"))
            .help(format!("write `{name}: {positive}`, or `{other}: {positive}` if it may go the other way")),
    )
}

/// `aggregate: share` beside a target: only limits are held or not.
fn aggregate_of_limits(key_result: KeyResultView<'_>) -> Option<Remark> {
    let own = key_result.key_result.aggregate.located();
    let (aggregate, place) = own.filter(|(own, _)| matches!(own, Aggregate::Share | Aggregate::Worst))?;
    let target = key_result.target()?;
    let (name, target) = (aggregate.name(), target.quantity.text());
    let message =
        format!("`aggregate: {name}` says which check-ins held a limit, and `{target}` is a target");
    let help = "to hold it all quarter, write `at_least` or `at_most` in place of the target; else leave `aggregate` out, or write `sum` or `mean`";
    Some(Remark::new(place, message).help(help))
}

/// `aggregate: sum` beside numbers that do not add up.
fn sum_of_key_result(key_result: KeyResultView<'_>) -> Option<Remark> {
    let (one, other) = match key_result.aim()? {
        Aim::Move { baseline, target } => (target, baseline),
        Aim::Hold { at_least, at_most } => (at_most, at_least),
    };
    let ends = one.iter().chain(other).map(|figure| &figure.quantity);
    added_up(&key_result.key_result.aggregate, ends)
}

fn sum_of_metric(metric: &MetricView<'_>) -> Option<Remark> {
    added_up(&metric.metric.aggregate, metric.written().filter_map(|reading| reading.value().get()))
}

/// Shares of several days, ratings, and numbers that are per week already, make no total.
fn added_up<'q>(
    aggregate: &Field<Aggregate>,
    mut numbers: impl Iterator<Item = &'q Quantity>,
) -> Option<Remark> {
    let (_, place) = aggregate.located().filter(|(aggregate, _)| **aggregate == Aggregate::Sum)?;
    let (number, what) =
        numbers.find_map(|number| Some((number, what_makes_no_total(number.dimension())?)))?;
    let message = format!("`aggregate: sum` adds up what makes no total: `{}` is {what}", number.text());
    let help = "write `aggregate: mean` where the average of all values counts, or leave it out where the last one does";
    let remark = Remark::new(place, message).help(help);
    // Shares of one whole that each day brings do add up.
    Some(if number.dimension() == Dimension::Percent { remark.at_most(Level::Warning) } else { remark })
}

fn what_makes_no_total(dimension: Dimension) -> Option<&'static str> {
    Some(match dimension {
        Dimension::Percent => "a share",
        Dimension::Rating(_) => "a rating",
        Dimension::Physical(Physical::Celsius | Physical::Fahrenheit) => "a temperature",
        per_time if per_time.is_per_time() => "a number for each day, week or month",
        _ => return None,
    })
}

/// What counts of a metric's values here, where the metric says otherwise: both would be shown, and look like one number.
fn counted_otherwise(key_result: KeyResultView<'_>) -> Option<Remark> {
    let (own, place) = key_result.key_result.aggregate.located()?;
    let metric = key_result.metric()?;
    let (other, other_place) = metric.metric.aggregate.located()?;
    let is_one_number =
        |aggregate: &Aggregate| matches!(aggregate, Aggregate::Last | Aggregate::Sum | Aggregate::Mean);
    if own == other || !is_one_number(own) || !is_one_number(other) {
        return None;
    }
    let (here, there, name) = (own.name(), other.name(), metric.name());
    let message = format!(
        "`aggregate: {here}` of “{name}”, which itself says `aggregate: {there}`: one metric with two values"
    );
    let help = "leave it out here, so that what counts of the metric counts here, or correct the metric; of two that are both meant, make two metrics";
    let remark = Remark::new(place, message).help(help).related(other_place, "what counts of the metric");
    Some(remark.at_most(Level::Note))
}

/// A plan on the way to a limit that there is no way to: it is to hold from the first day on.
fn plan_of_limit(key_result: KeyResultView<'_>) -> Option<Remark> {
    let place = key_result.key_result.phased_targets.span()?;
    let Some(Aim::Hold { .. }) = key_result.aim() else { return None };
    if aggregate_of(&key_result) == Aggregate::Sum {
        return None;
    }
    let message = "`phased_targets` do not count here: they lead to a target, and this key result has a limit to hold all quarter";
    let help = "write `baseline` and `target` in place of the limit, `aggregate: sum` if a total must stay within it, or leave `phased_targets` out";
    Some(Remark::new(place, message).help(help).at_most(Level::Warning))
}

/// Two different targets for the same period, of which only one could count.
fn two_targets(metric: &MetricView<'_>) -> Option<Remark> {
    let mut seen: Vec<(Period, &Quantity, Span)> = Vec::new();
    for (target, _) in metric.metric.targets.readable() {
        let (Some(period), Some((value, place))) = (target.period.get(), target.target.located()) else {
            continue;
        };
        let same_period = seen.iter().find(|(other, _, _)| other == period);
        if let Some((_, first, first_place)) = same_period.filter(|(_, first, _)| !same(first, value)) {
            let (first, value) = (first.text(), value.text());
            let message = format!("`{value}` is a second target for the same period, beside `{first}`");
            return Some(
                Remark::new(place, message).help("keep one of the two").related(*first_place, "the first"),
            );
        }
        seen.push((*period, value, place));
    }
    None
}

/// A metric of which less is better and whose only limit is from below, or the other way around.
fn against_better(metric: &MetricView<'_>) -> Option<Remark> {
    let fields = metric.metric;
    let (better, stated) = fields.better.located()?;
    let limits = [
        ("at_least", &fields.at_least, "at_most", Better::Lower),
        ("max_decrease", &fields.max_decrease, "max_increase", Better::Lower),
        ("at_most", &fields.at_most, "at_least", Better::Higher),
        ("max_increase", &fields.max_increase, "max_decrease", Better::Higher),
    ];
    let mut given = limits.into_iter().filter(|(_, field, _, _)| !field.is_absent());
    let (name, field, other, kept_if) = given.next()?;
    // With another limit beside it, it is one side of a band.
    if given.next().is_some() || *better != kept_if {
        return None;
    }
    let limit = field.located()?;
    let word = if *better == Better::Lower { "lower" } else { "higher" };
    let (limit, place) = (limit.0.text(), limit.1);
    let message = format!("`{name}: {limit}` is kept however bad this gets: {word} is better");
    let help = format!("write `{other}: {limit}`, or change `better:`; for a band, write both limits");
    Some(Remark::new(place, message).help(help).related(stated, "what is better").at_most(Level::Warning))
}

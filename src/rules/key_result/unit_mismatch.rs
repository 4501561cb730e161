//! `unit-mismatch`.

use super::super::{Check, Context, Rule};
use super::figures::name_of;
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, CheckInView, GoalFile, KeyResultView, MetricView};
use crate::quantity::{
    Dimension, Physical, Quantity, comparable, noun_after, opposites, relative, share_a_word,
};
use crate::source::Span;
use crate::yaml::Field;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "unit-mismatch",
    summary: "numbers that belong together but have different units",
    page: include_str!("unit_mismatch.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// What a metric's value is called beside the numbers of a key result.
const OF_METRIC: &str = "value of its metric";
/// More votes than these on what the right unit is change nothing.
const MOST_VOTES: usize = 16;

/// A number with a unit, and what to call it.
#[derive(Clone, Copy)]
struct Number<'w> {
    name: &'static str,
    quantity: &'w Quantity,
    span: Span,
}

/// Two numbers that do not convert into each other: the odd one out, and what it was compared with.
type Clash<'w> = (Number<'w>, Number<'w>);

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    for metric in workspace.metrics_of(file) {
        if let Err(clash) = unit_of(metric) {
            report(context, clash);
        }
    }
    // Many key results may move one metric.
    let mut units: HashMap<Span, Option<Number<'_>>> = HashMap::new();
    let mut unit_of_metric =
        |metric: MetricView<'c>| *units.entry(metric.span).or_insert_with(|| unit_of(metric).ok().flatten());
    for key_result in workspace.key_results_of(file) {
        let figures = figures(key_result);
        let check_ins = || values(key_result.key_result.check_ins.readable(), "check-in");
        // What is wrong with a metric is said there, once, however many key results move it.
        let unit = key_result.metric().and_then(&mut unit_of_metric);
        if let Some(clash) = clash(&figures, check_ins, unit) {
            report(context, clash);
        } else if let Some(remark) = counted_otherwise(key_result, check_ins()) {
            context.report(remark);
        }
    }
}

/// A number with the unit that a metric is measured in, where it has one; its first clash.
fn unit_of(metric: MetricView<'_>) -> Result<Option<Number<'_>>, Clash<'_>> {
    let figures = metric_figures(metric);
    let readings = || values(metric.written(), "reading");
    match clash(&figures, readings, None) {
        Some(clash) => Err(clash),
        None => {
            let unit = figures.first().copied().or_else(|| readings().next());
            Ok(unit.map(|unit| Number { name: OF_METRIC, ..unit }))
        }
    }
}

/// A value of other things than those that the sentence counts: `12 classes` for “from 0 to 650 students”.
fn counted_otherwise<'w>(
    key_result: KeyResultView<'w>,
    mut values: impl Iterator<Item = Number<'w>>,
) -> Option<Remark> {
    let target = key_result.target().filter(|target| target.quantity.noun().is_empty())?;
    let words = target.words.as_ref()?;
    let is_count = matches!(target.quantity.dimension(), Dimension::Count) || target.quantity.is_bare();
    let noun = noun_after(key_result.text(), words.end as usize).filter(|_| is_count)?;
    let is_other = |value: &Number<'_>| match value.quantity.dimension() {
        Dimension::Count => {
            let counted = value.quantity.noun();
            !counted.is_empty() && !share_a_word(counted, noun) && !share_a_word(counted, key_result.text())
        }
        Dimension::Currency(_)
        | Dimension::Duration
        | Dimension::Data
        | Dimension::Rating(_)
        | Dimension::Physical(_) => true,
        _ => false,
    };
    let value = values.find(is_other)?;
    let (text, counted) = (value.quantity.text(), value.quantity.noun());
    let counted = match counted.is_empty() {
        true => name_of(value.quantity.dimension()),
        false => format!("a number of {counted}"),
    };
    let place = key_result.spoken(&(words.start..words.end + 1 + noun.len() as u32));
    let message = format!("the {} `{text}` is {counted}, but the sentence counts {noun}", value.name);
    let remark =
        Remark::new(value.span, message).at_most(Level::Warning).related(place, "what the sentence counts");
    Some(remark.help("count the same everywhere, and call it by the same word"))
}

/// The numbers with a unit that a key result states: its fields, or those of its sentence.
fn figures(key_result: KeyResultView<'_>) -> Vec<Number<'_>> {
    let named = match key_result.aim() {
        Some(Aim::Move { baseline, target }) => [("baseline", baseline), ("target", target)],
        Some(Aim::Hold { at_least, at_most }) => [("limit", at_least), ("limit", at_most)],
        None => return Vec::new(),
    };
    let is_no_outcome = wording::is_no_outcome(&key_result);
    let numbers = named.into_iter().filter_map(|(name, figure)| {
        // “Launch the weekly dashboard”: numbers of a sentence that is not an outcome measure nothing.
        let figure = figure.as_ref().filter(|figure| figure.words.is_none() || !is_no_outcome)?;
        Some(Number { name, quantity: &figure.quantity, span: key_result.place_of(figure) })
    });
    let phases = key_result.key_result.phased_targets.readable();
    let held = matches!(key_result.aim(), Some(Aim::Hold { .. }));
    let baseline = number("baseline", &key_result.key_result.baseline).filter(|_| held);
    numbers
        .chain(baseline)
        .chain(number("stretch", &key_result.key_result.stretch))
        .chain(phases.filter_map(|(phase, _)| number("phased target", &phase.target)))
        .filter(|number| !number.quantity.is_bare())
        .collect()
}

fn metric_figures(metric: MetricView<'_>) -> Vec<Number<'_>> {
    let fields = metric.metric;
    let of_periods = fields.targets.readable().flat_map(|(period, _)| {
        [number("target", &period.target), number("stretch", &period.stretch)].into_iter().flatten()
    });
    let limits = [
        number("baseline", &fields.baseline),
        number("limit", &fields.at_least),
        number("limit", &fields.at_most),
    ];
    let limits: Vec<Number<'_>> =
        limits.into_iter().flatten().filter(|number| !number.quantity.is_bare()).collect();
    let reading = values(metric.written(), "reading").next();
    let is_share = limits
        .first()
        .copied()
        .or(reading)
        .is_none_or(|number| number.quantity.dimension() == Dimension::Percent);
    // An allowance in percent is a share of the baseline, whatever that is measured in; one in points is of a share.
    let allowances = [number("allowance", &fields.max_increase), number("allowance", &fields.max_decrease)];
    let allowances =
        allowances.into_iter().flatten().filter(|allowance| match allowance.quantity.dimension() {
            Dimension::Percent => false,
            Dimension::Points => !is_share,
            _ => true,
        });
    let numbers = limits.into_iter().chain(of_periods).chain(allowances);
    numbers.filter(|number| !number.quantity.is_bare()).collect()
}

fn number<'w>(name: &'static str, field: &'w Field<Quantity>) -> Option<Number<'w>> {
    field.located().map(|(quantity, span)| Number { name, quantity, span })
}

/// The measured values with a unit.
fn values<'w>(
    written: impl Iterator<Item = CheckInView<'w>>,
    name: &'static str,
) -> impl Iterator<Item = Number<'w>> {
    let numbers = written.filter_map(move |check_in| {
        check_in.value().located().map(|(quantity, span)| Number { name, quantity, span })
    });
    numbers.filter(|number| !number.quantity.is_bare())
}

/// The first number that does not fit the others. What most of the figures are measured in is right; where they are
/// divided, the metric's unit, then the first check-in's, then the first figure's decides.
fn clash<'w, I: Iterator<Item = Number<'w>>>(
    figures: &[Number<'w>],
    rest: impl Fn() -> I,
    metric: Option<Number<'w>>,
) -> Option<Clash<'w>> {
    let witnesses = metric.into_iter().chain(rest().next());
    let votes: Vec<Number<'w>> = figures.iter().copied().take(MOST_VOTES).chain(witnesses).collect();
    let for_unit = |unit: &Number<'_>| votes.iter().filter(|vote| fits(vote, unit)).count();
    // Of equals `rev` and `max_by_key` give the first.
    let right = votes.iter().rev().copied().max_by_key(for_unit)?;
    let odd = figures.iter().copied().chain(rest()).find(|number| !fits(number, &right));
    match (odd, metric) {
        (Some(odd), _) => Some((odd, right)),
        (None, Some(metric)) if !fits(&metric, &right) => Some((right, metric)),
        _ => None,
    }
}

fn fits(a: &Number<'_>, b: &Number<'_>) -> bool {
    comparable(a.quantity, b.quantity)
}

fn report(context: &mut Context<'_>, (odd, right): Clash<'_>) {
    let message = format!(
        "the {} `{}` is {}, but the {} `{}` is {}",
        odd.name,
        odd.quantity.text(),
        what_of(odd.quantity, right.quantity),
        right.name,
        right.quantity.text(),
        what_of(right.quantity, odd.quantity),
    );
    context.report(
        Remark::new(odd.span, message)
            .help(help(&odd, &right))
            .related(right.span, format!("the {}", right.name)),
    );
}

/// What a number measures, distinct from other numbers: its dimension, or what it counts.
fn what_of(quantity: &Quantity, other: &Quantity) -> String {
    if let Some((own, _)) = opposites(quantity, other) {
        return format!("{}, {own}", name_of(quantity.dimension()));
    }
    let name = match quantity.per() {
        Some((noun, _)) if quantity.dimension() == other.dimension() && !noun.is_empty() => {
            let of_what = if quantity.noun().is_empty() {
                name_of(quantity.dimension())
            } else {
                "a number".to_owned()
            };
            return format!("{of_what} per {noun}");
        }
        _ => quantity.noun(),
    };
    let is_alike = quantity.dimension() == other.dimension();
    match (name, quantity.said()) {
        _ if quantity.is_multiple() => "a multiple".to_owned(),
        (noun, _) if !noun.is_empty() && is_alike => format!("a number of {noun}"),
        ("", said) if !said.is_empty() && is_alike => format!("{}, “{said}”", name_of(quantity.dimension())),
        _ => name_of(quantity.dimension()),
    }
}

/// `12 tons` beside `16,000 kg`: a ton is one of three weights.
fn help_with_tons(one: &Quantity, other: &Quantity) -> Option<String> {
    let is_in_tons = |quantity: &Quantity| matches!(quantity.noun(), "ton" | "tons");
    let is_weight = |quantity: &Quantity| quantity.dimension() == Dimension::Physical(Physical::Mass);
    let tons =
        [(one, other), (other, one)].into_iter().find(|(one, other)| is_in_tons(one) && is_weight(other));
    let (tons, _) = tons?;
    let number = tons.text().trim_end_matches('s').trim_end_matches("ton").trim_end();
    Some(format!(
        "write `{number} t` for tonnes of 1,000 kg; a US ton is 907.2 kg and an old British one 1,016 kg"
    ))
}

fn help(odd: &Number<'_>, right: &Number<'_>) -> String {
    use Dimension::{Currency, Percent, Points, Rating};
    // `-20%` of `1200 users`, and twice of them.
    if odd.name == "target"
        && right.name == "baseline"
        && let Some(factor) = relative(odd.quantity)
    {
        let end = right.quantity.write_like(right.quantity.value() * factor);
        return format!("write where it ends: `{end}`");
    }
    if let Some(help) = help_with_tons(odd.quantity, right.quantity) {
        return help;
    }
    if let Some((_, wanted)) = opposites(odd.quantity, right.quantity) {
        return format!("give all numbers as {wanted}");
    }
    match (odd.quantity.dimension(), right.quantity.dimension()) {
        // `target: +5pp` of a metric that is at 40%
        (Percent, Points) if right.name == "target" => {
            let end = odd.quantity.value() + right.quantity.value();
            format!("write where it ends: `{}`", odd.quantity.write_like(end))
        }
        (Points, Percent) if odd.name == "target" && right.name != "limit" => {
            let end = right.quantity.value() + odd.quantity.value();
            format!("write where it ends: `{}`", right.quantity.write_like(end))
        }
        (of_odd, of_right)
            if of_odd == of_right && (odd.quantity.per().is_some() || right.quantity.per().is_some()) =>
        {
            "count both for the same, with the same word after the stroke or `per`".to_owned()
        }
        (Currency(one), Currency(other)) if one != other => {
            "give both in one currency; no exchange rate is looked up".to_owned()
        }
        (of_odd, of_right) if of_odd == of_right => {
            "count the same everywhere, and call it by the same word".to_owned()
        }
        (Rating(_), Rating(maximum)) => format!("give every rating out of {maximum}"),
        (_, of_right) => {
            let other_way = match right.name {
                OF_METRIC => "name the metric that this is measured by".to_owned(),
                _ if odd.name == "allowance" => "write a share of the baseline, like `5%`".to_owned(),
                name if name == odd.name => "correct the other one".to_owned(),
                name => format!("correct the {name}"),
            };
            let like = right.quantity.text();
            format!("write the {} as {}, like `{like}`, or {other_way}", odd.name, name_of(of_right))
        }
    }
}

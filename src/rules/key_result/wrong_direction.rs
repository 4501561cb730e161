//! `wrong-direction`.

use super::super::{Check, Context, Rule};
use super::figures::{Way, is_change, speaks_of_staying, way_of_numbers, way_of_verb};
use crate::finding::{Level, Remark};
use crate::goals::values::Better;
use crate::goals::{Aim, Figure, KeyResultView, MetricView};
use crate::quantity::{Quantity, doubt, order};
use crate::source::Span;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "wrong-direction",
    summary: "numbers that move the other way than the words or the metric",
    page: include_str!("wrong_direction.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

/// Who contradicts the way that the numbers go.
pub(super) enum Opponent<'w> {
    Verb,
    Metric(MetricView<'w>),
}

/// Whether baseline and target go against the sentence's verb, or against what is better for the metric.
pub(super) fn opponent(key_result: KeyResultView<'_>) -> Option<(Way, Opponent<'_>)> {
    let numbers = way_of_numbers(key_result)?;
    if speaks_of_staying(key_result) {
        return None;
    }
    if is_against_the_verb(key_result, numbers) {
        return Some((numbers, Opponent::Verb));
    }
    let metric = key_result.metric().filter(|metric| numbers != metric.better().into())?;
    Some((numbers, Opponent::Metric(metric)))
}

fn is_against_the_verb(key_result: KeyResultView<'_>, numbers: Way) -> bool {
    let Some(reading) = key_result.reading() else { return false };
    // A target calculated from “by 25%” has its direction from the verb.
    let reckoned = key_result.target().is_some_and(|target| target.words.is_some())
        && reading.target.as_ref().is_some_and(is_change);
    // Where sentence and fields go different ways, `text-disagrees` reports that.
    let said = reading.baseline.as_ref().zip(reading.target.as_ref().filter(|end| !is_change(end)));
    let said = said.and_then(|(start, end)| order(&end.quantity, &start.quantity));
    let agrees = match said {
        Some(Ordering::Greater) => numbers == Way::Up,
        Some(Ordering::Less) => numbers == Way::Down,
        _ => true,
    };
    !reckoned && agrees && way_of_verb(key_result) == Some(numbers.opposite())
}

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let remark = match (opponent(key_result), key_result.baseline(), key_result.target()) {
        (Some((way, Opponent::Verb)), Some(baseline), Some(target)) => {
            Some(against_the_verb(key_result, way, baseline, target))
        }
        (Some((way, Opponent::Metric(metric))), Some(baseline), Some(target)) => {
            Some(against_the_metric(key_result, way, metric, baseline, target))
        }
        _ => stretch_on_the_wrong_side(key_result)
            .or_else(|| phase_off_the_way(key_result))
            .or_else(|| phases_out_of_order(key_result))
            .or_else(|| limit_against_the_metric(key_result)),
    };
    if let Some(remark) = remark {
        context.report(remark);
    }
}

fn against_the_verb(key_result: KeyResultView<'_>, way: Way, baseline: &Figure, target: &Figure) -> Remark {
    let (said, done, verb) = match way {
        Way::Down => ("more", "fall", "reduce"),
        Way::Up => ("less", "rise", "raise"),
    };
    let (start, end) = (baseline.quantity.text(), target.quantity.text());
    Remark::new(
        key_result.place_of(target),
        format!("the sentence asks for {said}, but the numbers {done} from `{start}` to `{end}`"),
    )
    .help(format!("swap the numbers (`from {end} to {start}`), or begin with a verb like “{verb}”"))
    .related(key_result.place_of(baseline), "where it starts")
}

fn against_the_metric(
    key_result: KeyResultView<'_>,
    way: Way,
    metric: MetricView<'_>,
    baseline: &Figure,
    target: &Figure,
) -> Remark {
    let (done, better, field) = match way {
        Way::Down => ("falls", "higher", "lower"),
        Way::Up => ("rises", "lower", "higher"),
    };
    let (start, end) = (baseline.quantity.text(), target.quantity.text());
    let stated = metric.metric.better.span();
    let message = match stated {
        Some(_) => {
            format!("it {done} from `{start}` to `{end}`, but {better} is better for `{}`", metric.name())
        }
        None => format!(
            "it {done} from `{start}` to `{end}`, but `{}` counts as better when it is {better}",
            metric.name()
        ),
    };
    let help = match stated {
        Some(_) => format!("swap the numbers, or write `better: {field}` at the metric"),
        None => format!("add `better: {field}` to the metric, or swap the numbers"),
    };
    let label = if stated.is_some() { "what is better" } else { "no `better:` here, so higher is better" };
    let remark = Remark::new(key_result.place_of(target), message).help(help);
    let remark = remark.related(stated.unwrap_or_else(|| metric.heading()), label);
    // Most likely the metric forgot to say what is better, and the goal is right.
    if stated.is_some() { remark } else { remark.at_most(Level::Warning) }
}

/// A stretch that is easier than what it stretches.
fn stretch_on_the_wrong_side(key_result: KeyResultView<'_>) -> Option<Remark> {
    let (stretch, place) = key_result.key_result.stretch.located()?;
    let (name, figure, way) = match key_result.aim()? {
        Aim::Move { target, .. } => ("target", target.as_ref()?, way_of_numbers(key_result)?),
        Aim::Hold { at_least: Some(limit), at_most: None } => ("limit", limit, Way::Up),
        Aim::Hold { at_least: None, at_most: Some(limit) } => ("limit", limit, Way::Down),
        Aim::Hold { .. } => return None,
    };
    if !way.opposite().is_beyond(stretch, &figure.quantity) || is_unclear(key_result, stretch) {
        return None;
    }
    let (side, end) = match way {
        Way::Up => ("above", figure.quantity.text()),
        Way::Down => ("below", figure.quantity.text()),
    };
    let remark =
        Remark::new(place, format!("the stretch `{}` is easier than the {name} `{end}`", stretch.text()));
    let remark = remark.help(format!("write a stretch {side} `{end}`, or swap the two"));
    Some(remark.related(key_result.place_of(figure), format!("the {name}")))
}

/// A plan that goes back, or has two targets for one day.
fn phases_out_of_order(key_result: KeyResultView<'_>) -> Option<Remark> {
    let way = way_of_numbers(key_result)?;
    let phases = key_result.key_result.phased_targets.readable();
    let mut phases: Vec<_> =
        phases.filter_map(|(phase, _)| Some((*phase.by.get()?, phase.target.located()?))).collect();
    phases.sort_by_key(|(day, _)| *day);
    phases.windows(2).find_map(|pair| {
        let [(day, (first, place)), (next, (second, own))] = pair else { return None };
        let (one, other) = (first.text(), second.text());
        let is_back = way.opposite().is_beyond(second, first);
        let message = match day == next {
            true if is_back || way.is_beyond(second, first) => {
                format!("`{one}` and `{other}` are both planned for {day}")
            }
            false if is_back => format!("the plan goes back from `{one}` by {day} to `{other}` by {next}"),
            _ => return None,
        };
        let help = "each phased target goes further than the one before it: correct the number or the day that is wrong";
        Some(Remark::new(*own, message).help(help).related(*place, "the one before").at_most(Level::Warning))
    })
}

/// Whether a number may mean several things beside the ends, which `unclear-number` says.
fn is_unclear(key_result: KeyResultView<'_>, number: &Quantity) -> bool {
    let ends = match key_result.aim() {
        Some(Aim::Move { baseline: one, target: other } | Aim::Hold { at_least: one, at_most: other }) => {
            [one, other]
        }
        None => return false,
    };
    let ends: Vec<&Quantity> = ends.into_iter().flatten().map(|figure| &figure.quantity).collect();
    doubt(&ends, &[number]).is_some()
}

/// A phased target beyond the target or behind the baseline.
fn phase_off_the_way(key_result: KeyResultView<'_>) -> Option<Remark> {
    let (baseline, target) = (key_result.baseline()?, key_result.target()?);
    let way = way_of_numbers(key_result)?;
    let phases = key_result.key_result.phased_targets.readable();
    let clear = |(phase, _): &(&Quantity, Span)| !is_unclear(key_result, phase);
    phases.filter_map(|(phase, _)| phase.target.located()).filter(clear).find_map(|(phase, place)| {
        let (where_to, name, figure) = if way.is_beyond(phase, &target.quantity) {
            ("beyond", "target", target)
        } else if way.opposite().is_beyond(phase, &baseline.quantity) {
            ("behind", "baseline", baseline)
        } else {
            return None;
        };
        let (phase, end) = (phase.text(), figure.quantity.text());
        let message = format!("the phased target `{phase}` is {where_to} the {name} `{end}`");
        let between = format!(
            "phased targets lie on the way from `{}` to `{}`: correct the number that is wrong",
            baseline.quantity.text(),
            target.quantity.text()
        );
        Some(
            Remark::new(place, message)
                .help(between)
                .related(key_result.place_of(figure), format!("the {name}")),
        )
    })
}

/// `at_least` for a metric of which less is better: everything worse than the limit would hold it.
fn limit_against_the_metric(key_result: KeyResultView<'_>) -> Option<Remark> {
    let metric = key_result.metric()?;
    let (better, stated) = metric.metric.better.located()?;
    let (name, figure, other, word) = match (key_result.aim()?, better) {
        (Aim::Hold { at_least: Some(limit), at_most: None }, Better::Lower) => {
            ("at_least", limit, "at_most", "lower")
        }
        (Aim::Hold { at_least: None, at_most: Some(limit) }, Better::Higher) => {
            ("at_most", limit, "at_least", "higher")
        }
        _ => return None,
    };
    let limit = figure.quantity.text();
    let message =
        format!("`{name}: {limit}` is held however bad `{}` gets: {word} is better for it", metric.name());
    let help = format!("write `{other}: {limit}`, or change `better:` at the metric");
    let remark =
        Remark::new(key_result.place_of(figure), message).help(help).related(stated, "what is better");
    Some(remark.at_most(Level::Warning))
}

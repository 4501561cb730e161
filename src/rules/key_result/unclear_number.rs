//! `unclear-number`.

use super::super::{Check, Context, Rule};
use super::figures::{Placed, measured};
use super::unclear_allowance::{self, MEANT};
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, GoalFile, KeyResultView, MetricView};
use crate::prose::{Comparator, Direction, Open, Unclear};
use crate::quantity::{
    Dimension, Doubt, Other, Overview, Quantity, doubt, leaves_no_doubt, may_be_other, period_in,
};
use crate::source::Span;
use crate::yaml::Field;
use crate::yaml::edit::{Edit, Fix, Node, Place, Scalar};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "unclear-number",
    summary: "a number that could mean more than one thing",
    page: include_str!("unclear_number.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    for metric in workspace.metrics_of(file) {
        if let Some(remark) = of_metric(context, metric) {
            context.report(remark);
        }
    }
    for key_result in workspace.key_results_of(file) {
        if let Some(remark) = in_sentence(key_result).or_else(|| among_numbers(context, key_result)) {
            context.report(remark);
        }
    }
}

/// Numbers of the sentence that are not read.
fn in_sentence(key_result: KeyResultView<'_>) -> Option<Remark> {
    let reading = key_result.reading()?;
    // A time of day is reported only if there is nothing else to go by.
    let has_end = match key_result.aim()? {
        Aim::Move { target, .. } => target.is_some(),
        Aim::Hold { .. } => true,
    };
    let says_enough = has_end || wording::is_no_outcome(&key_result);
    let fields = key_result.key_result;
    let is_way = !fields.baseline.is_absent() && !fields.target.is_absent();
    let is_limited = !fields.at_least.is_absent() || !fields.at_most.is_absent();
    let is_settled = |unclear: &Unclear| match unclear.open {
        Open::Number => false,
        Open::Aside => says_enough,
        Open::Ends => is_way || is_limited,
        Open::Target => !fields.target.is_absent() || is_limited,
    };
    let mut unclear = reading.unclear.iter().filter(|unclear| !is_settled(unclear));
    let first = unclear.next()?;
    let place = |unclear: &Unclear| key_result.spoken(&unclear.range);
    let mut remark = Remark::new(place(first), first.wrong.message.clone());
    if let Some(fix) = rewritten(key_result, &reading.unclear) {
        remark = remark.fix(fix);
    }
    if let Some(help) = &first.wrong.help {
        remark = remark.help(help.clone());
    }
    remark = remark.choices(readings_of(key_result, first));
    Some(unclear.fold(remark, |remark, other| remark.related(place(other), other.wrong.message.clone())))
}

/// The sentence with each number as it would be read, where every one of them has a single reading.
fn rewritten(key_result: KeyResultView<'_>, unclear: &[Unclear]) -> Option<Fix> {
    let part = |unclear: &Unclear| Some((unclear.range.clone(), unclear.wrong.replacement.clone()?));
    let parts: Vec<(Range<u32>, String)> = unclear.iter().map(part).collect::<Option<_>>()?;
    let title = match &parts[..] {
        [(_, with)] => format!("write `{with}`"),
        _ => "write the numbers so that they are read".to_owned(),
    };
    let edit = sentence_with(key_result, &parts)?;
    Some(Fix::likely("number of a sentence written another way", title, vec![edit]))
}

/// The sentence with a number as it may be meant, for each way.
fn readings_of(key_result: KeyResultView<'_>, unclear: &Unclear) -> Vec<Fix> {
    let written = |reading: &String| {
        let edit = sentence_with(key_result, &[(unclear.range.clone(), reading.clone())])?;
        Some(Fix::likely(MEANT, format!("write `{reading}`"), vec![edit]))
    };
    unclear.wrong.readings.iter().filter_map(written).collect()
}

/// The sentence with other words in some places.
fn sentence_with(key_result: KeyResultView<'_>, parts: &[(Range<u32>, String)]) -> Option<Edit> {
    let at = key_result.key_result.key_result.span()?;
    let mut text = key_result.text().to_owned();
    for (range, with) in parts.iter().rev() {
        let range = range.start as usize..range.end as usize;
        text.get(range.clone())?;
        text.replace_range(range, with);
    }
    Some(Edit::Set { at, to: Scalar::Text(text) })
}

/// The change that writes a reading in place of a number, which is in a sentence or in a field.
fn written(key_result: Option<KeyResultView<'_>>, place: Span, reading: &str) -> Option<Fix> {
    let in_sentence = key_result.and_then(|view| {
        let mut spoken = view.reading().into_iter().flat_map(|said| [&said.baseline, &said.target]).flatten();
        let measure = spoken.find(|measure| view.spoken(&measure.range) == place)?;
        Some(sentence_with(view, &[(measure.range.clone(), reading.to_owned())]))
    });
    match in_sentence {
        Some(edit) => Some(Fix::likely(MEANT, format!("write `{reading}`"), vec![edit?])),
        None => Some(Fix::writing(MEANT, place, reading.to_owned())),
    }
}

/// The change that writes where it ends as the target, for a sentence that leaves it open.
fn with_target(key_result: KeyResultView<'_>, target: &str) -> Fix {
    let fields = key_result.key_result;
    let number = |text: &str| -> Node { Scalar::Literal(text.to_owned()).into() };
    let edit = match fields.key_result.span() {
        Some(at) if at == key_result.span => {
            let baseline = key_result.baseline().map(|figure| ("baseline", number(figure.quantity.text())));
            let entries = baseline.into_iter().chain([("target", number(target))]).collect();
            Edit::Expand { at, field: "key_result", entries }
        }
        _ => {
            let place = if fields.baseline.is_absent() { "key_result" } else { "baseline" };
            let entries = vec![("target", number(target))];
            Edit::Add { mapping: key_result.span, place: Place::After(place), entries }
        }
    };
    Fix::likely(MEANT, format!("write `target: {target}`"), vec![edit])
}

/// Numbers that do not fit each other as written: `0.29` beside `35%`.
fn among_numbers<'c>(context: &Context<'c>, key_result: KeyResultView<'c>) -> Option<Remark> {
    let figures = match key_result.aim()? {
        Aim::Move { baseline: one, target: other } | Aim::Hold { at_least: one, at_most: other } => {
            [one, other]
        }
    };
    let ends = figures.into_iter().flatten().map(|figure| (&figure.quantity, key_result.place_of(figure)));
    let ends: Vec<Placed<'_>> = ends.collect();
    let fields_of = key_result.key_result;
    let phases = fields_of.phased_targets.readable().filter_map(|(phase, _)| phase.target.located());
    let planned: Vec<Placed<'_>> = fields_of.stretch.located().into_iter().chain(phases).collect();
    let measured = measured(context, key_result);
    let overview = overview(&planned).and(measured.overview);
    let rest = || planned.iter().chain(&*measured.values).copied();
    of_change(key_result, &ends)
        .or_else(|| share_of_share(key_result, &ends))
        .or_else(|| judge(Some(key_result), &ends, overview, rest()))
        .or_else(|| below_zero(key_result, &ends))
        .or_else(|| of_another_period(key_result, &ends, rest()))
}

/// A baseline above this is no share that a percentage beside it could be, too.
const MOST_PERCENT: f64 = 100.0;

/// `Increase active teams 20%` beside `baseline: 400`: by how much they rise, and not a share of the 400.
fn of_change(key_result: KeyResultView<'_>, ends: &[Placed<'_>]) -> Option<Remark> {
    let [(base, base_place), (end, place)] = ends else { return None };
    // In a field, or after `to`, a share beside an amount is a slip of the unit.
    let said = key_result.reading()?.target.as_ref()?.range.start as usize;
    let is_led = key_result.text().get(..said)?.trim_end().ends_with(" to");
    if is_led || !key_result.key_result.target.is_absent() {
        return None;
    }
    let is_amount = !matches!(base.dimension(), Dimension::Percent | Dimension::Points)
        && (!base.is_bare() || base.value() > MOST_PERCENT);
    let is_relative = end.text().starts_with(['+', '-', '−', '–']);
    if !is_amount || end.dimension() != Dimension::Percent || is_relative || end.unit_scale() != 1.0 {
        return None;
    }
    let factor = match key_result.reading()?.direction? {
        Direction::Increase => 1.0 + end.value() / 100.0,
        Direction::Decrease => 1.0 - end.value() / 100.0,
        _ => return None,
    };
    let factors = [factor, end.value() / 100.0];
    let readings = factors.map(|factor| base.write_like(base.value() * factor));
    // A rise does not end below its start.
    let leads_there = |other: &f64| (other - 1.0) * (factor - 1.0) > 0.0;
    let choices = factors.iter().zip(&readings).filter(|(factor, _)| leads_there(factor));
    let choices = choices.map(|(_, reading)| with_target(key_result, reading)).collect();
    let doubt = Doubt { index: 1, beside: 0, readings: readings.into() };
    Some(of_doubt(None, &doubt, (end, *place), (base, *base_place)).choices(choices))
}

/// Up to so many percent, a change of a share is more often meant in points.
const MOST_POINTS: f64 = 10.0;

/// `Improve conversion by 2%` or `Improve conversion 50%` beside `baseline: 4%`: so much of the share, so many points, or the
/// share that is reached.
fn share_of_share(key_result: KeyResultView<'_>, ends: &[Placed<'_>]) -> Option<Remark> {
    let [(base, base_place), (_, place)] = ends else { return None };
    let reading = key_result.reading()?;
    let said = reading.target.as_ref()?;
    let is_plain = |quantity: &Quantity| {
        quantity.dimension() == Dimension::Percent
            && quantity.unit_scale() == 1.0
            && quantity.text().starts_with(|c: char| c.is_ascii_digit())
    };
    if !key_result.key_result.target.is_absent() || !is_plain(base) || !is_plain(&said.quantity) {
        return None;
    }
    let (start, share) = (base.value(), said.quantity.value());
    let sign = match reading.direction? {
        Direction::Increase => 1.0,
        Direction::Decrease => -1.0,
        _ => return None,
    };
    let of_share = start * (1.0 + sign * share / 100.0);
    // `Get 80% of the volunteers to ...`
    let is_of_all =
        || key_result.text().get(said.range.end as usize..).is_some_and(|after| after.starts_with(" of "));
    let other = match said.comparator {
        // Of a share near 100%, both are nearly the same.
        Comparator::By if share <= MOST_POINTS && start < 75.0 => start + sign * share,
        Comparator::Exactly
            if reading.baseline.is_none()
                && !is_led(key_result.text(), said.range.start as usize)
                && !is_of_all() =>
        {
            share
        }
        _ => return None,
    };
    let is_share = |share: f64| (0.0..=100.0).contains(&share) && (share - start) * sign > 0.0;
    if !is_share(of_share) || !is_share(other) {
        return None;
    }
    let number = said.quantity.text();
    // A start that is written without its percent sign may be a number of things.
    let written = key_result.key_result.baseline.get().filter(|written| written.is_bare());
    let shown = written.unwrap_or(base).text();
    let message = format!("`{number}` may mean more than one thing beside `{shown}`");
    // Written so that the number read back is the one that is meant: 2% more than 4% is 4.08%.
    let style = Quantity::read("0.0%", base.mark()).unwrap_or_else(|_| (*base).clone());
    let readings = [written.unwrap_or(&style).write_like(of_share), style.write_like(other)];
    let [one, two] = &readings;
    let remark = Remark::new(*place, message);
    let remark = remark.help(format!("write where it ends: `to {one}` or `to {two}`"));
    let remark = remark.choices(readings.iter().map(|reading| with_target(key_result, reading)).collect());
    Some(remark.related(*base_place, "where it starts"))
}

/// Whether the word before a number says what it is: `to 50%`, `of 50%`, but not `conversion 50%`.
fn is_led(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    const LEADS: [&str; 20] = [
        "to", "at", "of", "in", "with", "for", "is", "be", "than", "under", "below", "above", "over",
        "least", "most", "reach", "from", "target", "goal", "by",
    ];
    word.is_empty() || !before.ends_with(char::is_alphanumeric) || LEADS.contains(&word.as_str())
}

/// Shares that do go below zero.
const GOES_BELOW: [&str; 9] =
    ["net", "growth", "margin", "change", "profit", "deviation", "variance", "trend", "balance"];

/// `target: -20%` beside a baseline of 35%: a share does not go below zero, so that it is a slip or what is taken away.
fn below_zero(key_result: KeyResultView<'_>, ends: &[Placed<'_>]) -> Option<Remark> {
    let [(base, base_place), (end, place)] = ends else { return None };
    let is_share = |quantity: &Quantity| quantity.dimension() == Dimension::Percent;
    let is_field = key_result.key_result.target.get().is_some();
    let names = [Some(key_result.text()), key_result.key_result.measurement.get().map(|text| text.as_str())];
    let may_go_below = names.into_iter().flatten().any(|text| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| GOES_BELOW.iter().any(|known| word.eq_ignore_ascii_case(known)))
    });
    if !is_field
        || may_go_below
        || !is_share(base)
        || !is_share(end)
        || base.value() <= 0.0
        || end.value() >= 0.0
    {
        return None;
    }
    let times = base.write_like(base.value() * (1.0 + end.value() / 100.0));
    let left = (base.value() + end.value() >= 0.0).then(|| base.write_like(base.value() + end.value()));
    let mut readings: Vec<String> = left.into_iter().chain([times]).collect();
    let plain = end.write_like(-end.value());
    if !readings.contains(&plain) {
        readings.push(plain);
    }
    let doubt = Doubt { index: 1, beside: 0, readings };
    Some(of_doubt(Some(key_result), &doubt, (end, *place), (base, *base_place)))
}

/// `60 per month` where the sentence says “per week” and its numbers have no unit.
fn of_another_period<'w>(
    key_result: KeyResultView<'_>,
    ends: &[Placed<'_>],
    mut values: impl Iterator<Item = Placed<'w>>,
) -> Option<Remark> {
    if ends.is_empty() || !ends.iter().all(|(end, _)| end.is_bare()) {
        return None;
    }
    let spoken = period_in(key_result.text())?;
    let other = values.find(|(value, _)| {
        value.dimension() == Dimension::Rate && period_in(value.text()).is_some_and(|period| period != spoken)
    })?;
    let (end, place) = ends[ends.len() - 1];
    let readings = vec![format!("{} per {spoken}", end.text())];
    let doubt = Doubt { index: 0, beside: 0, readings };
    Some(of_doubt(Some(key_result), &doubt, (end, place), other))
}

fn of_metric<'c>(context: &Context<'c>, metric: MetricView<'c>) -> Option<Remark> {
    let fields_of = metric.metric;
    let ends = fields([&fields_of.baseline, &fields_of.at_least, &fields_of.at_most]);
    let targets =
        fields_of.targets.readable().flat_map(|(period, _)| fields([&period.target, &period.stretch]));
    let targets: Vec<Placed<'_>> = targets.collect();
    let seen = context.facts.seen(metric)?;
    let base = fields([&fields_of.baseline]).first().or(seen.values.first()).copied();
    let all = overview(&targets).and(seen.overview);
    let rest = targets.iter().chain(&seen.values).copied();
    let allowances = [("max_increase", &fields_of.max_increase), ("max_decrease", &fields_of.max_decrease)];
    let mut allowances = allowances
        .into_iter()
        .filter_map(|(name, field)| field.located().map(|(change, at)| (name, change, at)));
    of_targets(&targets, base)
        .or_else(|| judge(None, &ends, all, rest))
        .or_else(|| allowances.find_map(|allowance| unclear_allowance::remark(allowance, base?)))
}

/// `target: +10%` or `2x` of a metric that starts at 40%: the number to reach, or by how much it is to rise.
fn of_targets(targets: &[Placed<'_>], base: Option<Placed<'_>>) -> Option<Remark> {
    let base = base?;
    targets.iter().find_map(|target| judge(None, &[base, *target], overview(&[]), [].into_iter()))
}

fn fields<'w, const N: usize>(fields: [&'w Field<Quantity>; N]) -> Vec<Placed<'w>> {
    fields.into_iter().filter_map(Field::located).collect()
}

fn overview(numbers: &[Placed<'_>]) -> Overview {
    Overview::of(numbers.iter().map(|(quantity, _)| *quantity))
}

/// `overview` is that of the values.
fn judge<'w>(
    key_result: Option<KeyResultView<'w>>,
    ends: &[Placed<'w>],
    overview: Overview,
    values: impl Iterator<Item = Placed<'w>>,
) -> Option<Remark> {
    let quantities =
        |list: &[Placed<'w>]| -> Vec<&'w Quantity> { list.iter().map(|(quantity, _)| *quantity).collect() };
    let quantities_of_ends = quantities(ends);
    if leaves_no_doubt(&quantities_of_ends, overview) {
        return None;
    }
    let values: Vec<Placed<'w>> = values.collect();
    let doubt = doubt(&quantities_of_ends, &quantities(&values))?;
    let all: Vec<Placed<'w>> = ends.iter().chain(&values).copied().collect();
    Some(of_doubt(key_result, &doubt, all[doubt.index], all[doubt.beside]))
}

/// A number with two readings beside another one, of a key result or of a metric.
fn of_doubt(
    key_result: Option<KeyResultView<'_>>,
    doubt: &Doubt,
    (number, place): Placed<'_>,
    (beside, beside_place): Placed<'_>,
) -> Remark {
    // Where a reading is the number as it stands, only the one beside it can be written otherwise.
    let stands = doubt.readings.iter().any(|reading| reading == number.text());
    let is_alike = number.is_bare() == beside.is_bare() && !stands;
    let others = doubt.readings.iter().filter(|reading| *reading != number.text());
    let choices = others.filter_map(|reading| written(key_result, place, reading)).collect();
    let other = may_be_other(number).filter(|_| doubt.readings.is_empty());
    let (number, beside) = (number.text(), beside.text());
    let mut message = format!("`{number}` may mean more than one thing beside `{beside}`");
    let help = match other {
        Some(Other::PartOfWay) => {
            message = format!("`{number}` may be the value, or how much of the way is done");
            "write the value that was measured: how much of the way is done is worked out from it".to_owned()
        }
        Some(_) => "write where it stands now, or the same words in all numbers".to_owned(),
        None => help(doubt, is_alike),
    };
    let remark = Remark::new(place, message);
    let remark = remark.help(help).related(beside_place, "the number it stands beside");
    remark.choices(choices)
}

/// `is_alike` says that both numbers have a unit or neither has, so that none is missing.
fn help(doubt: &Doubt, is_alike: bool) -> String {
    let readings: Vec<String> = doubt.readings.iter().map(|reading| format!("`{reading}`")).collect();
    match &readings[..] {
        [] => "give both numbers the same unit".to_owned(),
        [one] => format!("write the resulting number, {one}, or give both numbers the same unit"),
        [others @ .., last] if is_alike => format!("write what is meant, {} or {last}", others.join(", ")),
        [others @ .., last] => format!(
            "write what is meant, {} or {last}, and give all numbers the same unit",
            others.join(", ")
        ),
    }
}

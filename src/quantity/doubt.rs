//! Numbers that may mean more than one thing beside each other: where the unit of one cannot be taken for the other.

use super::after;
use super::head::{self, Form};
use super::{Dimension, Physical, Quantity, comparable, order, unit};
use std::cmp::Ordering;

/// A number that may mean more than one thing, and what it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The place of the number among the ends and values given.
    pub index: usize,
    /// The place of the number beside it.
    pub beside: usize,
    /// What it may mean, as it would be written; the likelier one first. Where it is the number beside that may be meant
    /// otherwise, the readings are of that one.
    pub readings: Vec<String>,
}

/// Looks for a number that does not fit the others as written: `0.29` beside `35%`, `70%` beside 60 and 100, a
/// target of `-20%` or `2x` beside a baseline of 1200, `75` beside `2 h 30 min`. `ends` are what the measure comes from, goes
/// to or should stay within, `values` the measured ones. `None` if all of them can be compared as written.
#[must_use]
pub fn doubt(ends: &[&Quantity], values: &[&Quantity]) -> Option<Doubt> {
    let all = || ends.iter().chain(values).copied();
    if all().any(|number| number.dimension().is_per_time())
        && let Some(numbers) = for_one_time(&all().collect::<Vec<_>>())
    {
        let numbers: Vec<&Quantity> = numbers.iter().collect();
        let (ends, values) = numbers.split_at(ends.len());
        return doubt(ends, values);
    }
    if let Some(index) = values
        .iter()
        .position(|value| says_other(value, ends) && ends.iter().all(|end| comparable(value, end)))
        .filter(|_| !ends.is_empty())
    {
        return Some(Doubt { index: ends.len() + index, beside: 0, readings: Vec::new() });
    }
    let has_bare = all().any(is_amount);
    let one_scale = || {
        let part = || part_of_start(ends);
        let signed = || added(ends).or_else(|| taken_away(ends)).or_else(|| added_since(ends, values));
        shared_scale(ends, values).or_else(signed).or_else(part)
    };
    // Nearly always all numbers have a unit, or none has.
    if !has_bare || all().all(Quantity::is_bare) {
        let of_work = || working_time(&all().collect::<Vec<_>>());
        return all().any(is_working_time).then(of_work).flatten().or_else(one_scale);
    }
    let numbers: Vec<&Quantity> = all().collect();
    // `110%` beside 340 and 425: no share of the ends' own.
    let are_amounts = ends.iter().any(|end| end.value().abs() > 100.0);
    bytes(&numbers)
        .or_else(|| working_time(&numbers))
        .or_else(|| relative_end(ends))
        .or_else(|| part_of_start(ends))
        .or_else(|| share_of_counts(ends, &numbers).filter(|_| are_amounts))
        .or_else(|| strange_unit(&numbers, ends.len()))
        .or_else(|| time_between(ends, &numbers))
        .or_else(|| share_of_counts(ends, &numbers))
        .or_else(|| several_units(&numbers))
        .or_else(one_scale)
}

/// The numbers, where some leave out the time that others name: `$260` beside `$300 a month`. `None` if none does.
fn for_one_time(numbers: &[&Quantity]) -> Option<Vec<Quantity>> {
    let of_a_time = *numbers.iter().find(|number| number.dimension().is_per_time())?;
    let leaves_out = |number: &Quantity| {
        number.dimension().per_time().is_some() && comparable(number, of_a_time) && !number.is_bare()
    };
    let any = numbers.iter().any(|number| leaves_out(number));
    let with_time = |number: &&Quantity| {
        if number.is_bare() { (*number).clone() } else { number.with_unit_of(of_a_time) }
    };
    any.then(|| numbers.iter().map(with_time).collect())
}

/// What numbers are like together: enough to see, as nearly always, that nothing is strange about them, without another look
/// at each.
#[derive(Clone, Copy, Debug)]
pub struct Overview {
    /// The smallest and the largest value.
    pub range: (f64, f64),
    /// The smallest and the largest value by size, apart from zero.
    pub sizes: (f64, f64),
    has_unit: bool,
    has_bare: bool,
    /// A bare number that is not zero.
    has_amount: bool,
    /// `+5`
    has_sign: bool,
    /// `5 min saved`
    may_be_other: bool,
    /// The smallest and the largest unit of working time: `3 working days`.
    working_time: (f64, f64),
    /// `3 days`
    has_plain_time: bool,
}

impl Overview {
    /// Looks at each number once.
    pub fn of<'q>(numbers: impl IntoIterator<Item = &'q Quantity>) -> Self {
        const NONE: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);
        let nothing = Self {
            range: NONE,
            sizes: NONE,
            has_unit: false,
            has_bare: false,
            has_amount: false,
            has_sign: false,
            may_be_other: false,
            working_time: NONE,
            has_plain_time: false,
        };
        numbers.into_iter().fold(nothing, |so_far, number| {
            let value = number.value();
            so_far.and(Self {
                range: (value, value),
                sizes: if value == 0.0 { NONE } else { (value.abs(), value.abs()) },
                has_unit: !number.is_bare(),
                has_bare: number.is_bare(),
                has_amount: is_amount(number),
                has_sign: number.text().starts_with('+'),
                may_be_other: may_be_other(number).is_some(),
                working_time: match is_working_time(number) {
                    true => (number.unit_scale(), number.unit_scale()),
                    false => NONE,
                },
                has_plain_time: is_plain_time(number),
            })
        })
    }

    /// The numbers of both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let wider = |one: (f64, f64), other: (f64, f64)| (one.0.min(other.0), one.1.max(other.1));
        Self {
            range: wider(self.range, other.range),
            sizes: wider(self.sizes, other.sizes),
            has_unit: self.has_unit || other.has_unit,
            has_bare: self.has_bare || other.has_bare,
            has_amount: self.has_amount || other.has_amount,
            has_sign: self.has_sign || other.has_sign,
            may_be_other: self.may_be_other || other.may_be_other,
            working_time: wider(self.working_time, other.working_time),
            has_plain_time: self.has_plain_time || other.has_plain_time,
        }
    }

    /// Whether all have a unit or none has: then each means what it says.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        !(self.has_unit && self.has_bare)
    }
}

/// Whether it is plain from the overview of the values that [`doubt`] would find nothing.
#[must_use]
pub fn leaves_no_doubt(ends: &[&Quantity], values: Overview) -> bool {
    let all = Overview::of(ends.iter().copied()).and(values);
    let (least, most) = all.sizes;
    let is_one_scale = most <= 0.0
        || least * SMALLEST_SCALE > most
        || least * SHARED_SCALE > most && !ends.iter().any(|end| is_of_a_small_scale(end));
    let takes_no_unit = !(all.has_unit && all.has_amount);
    let (shortest, longest) = all.working_time;
    let is_one_clock = shortest >= longest && !(shortest <= longest && all.has_plain_time);
    takes_no_unit
        && is_one_clock
        && is_one_scale
        && !values.has_sign
        && !values.may_be_other
        && added(ends).is_none()
        && taken_away(ends).is_none()
        && part_of_start(ends).is_none()
}

/// How many times as large a number with a magnitude is as one without, before the magnitude may be meant for both.
const SHARED_SCALE: f64 = 200.0;

/// How many times as large a number must be at least before any magnitude may be meant for both: half a dozen.
const SMALLEST_SCALE: f64 = 6.0;

/// `7 dozen`, `4 hundred`
fn is_of_a_small_scale(number: &Quantity) -> bool {
    let text = number.text();
    text.contains("dozen") || text.contains("hundred")
}

/// `1.2` beside `1.5 million`, `$5` beside `$8K`: the magnitude may be written once, for both.
fn shared_scale(ends: &[&Quantity], values: &[&Quantity]) -> Option<Doubt> {
    // Most numbers lie near each other, which is quickly seen.
    let sizes = ends.iter().chain(values).map(|number| number.value().abs()).filter(|size| *size > 0.0);
    let (least, most) =
        sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    let all = || ends.iter().chain(values).copied();
    if least * SMALLEST_SCALE > most || least * SHARED_SCALE > most && !all().any(is_of_a_small_scale) {
        return None;
    }
    let numbers: Vec<&Quantity> = all().collect();
    let factor = |number: &Quantity| Some(head::read(number.text(), number.mark()).ok()??.factor);
    let apart = |factor: f64| if factor < 1e3 { factor / 2.0 } else { SHARED_SCALE };
    (0..numbers.len())
        .filter(|large| factor(numbers[*large]).is_some_and(|factor| factor > 1.0))
        .take(2)
        .find_map(|beside| {
            let (large, factor_of_large) = (numbers[beside], factor(numbers[beside])?);
            let index = (0..numbers.len()).find(|small| {
                let small = numbers[*small];
                let times = large.value() / small.value();
                comparable(large, small)
                    && small.unit_scale() == large.unit_scale()
                    && times >= apart(factor_of_large)
                    && (0.1..10.0).contains(&(times / factor_of_large))
                    && factor(small) == Some(1.0)
            })?;
            let small = numbers[index];
            let meant = large.write_like(small.value() * factor_of_large);
            Some(Doubt { index, beside, readings: vec![meant, small.text().to_owned()] })
        })
}

/// `+300` beside a baseline of 1200: what is reached, or what is added.
fn added(ends: &[&Quantity]) -> Option<Doubt> {
    let [base, end] = ends else { return None };
    let is_added = end.text().starts_with('+') && !base.text().starts_with('+') && base.value() > 0.0;
    let times = relative(end);
    if !is_added || !comparable(base, end) || times.is_some() && is_amount(base) {
        return None;
    }
    let plain = end.text().trim_start_matches('+').to_owned();
    let sum = base.write_like(base.value() + end.value_beside(base));
    // `+10%` beside 40% is 50% in points, and 44% as a share of it.
    let share = times.map(|times| base.write_like(base.value() * times));
    Some(Doubt { index: 1, beside: 0, readings: apart([sum].into_iter().chain(share).chain([plain])) })
}

/// `-300` beside a baseline of 1200: what is taken away, or a slip of the sign. Temperatures and rates of change do go below zero.
fn taken_away(ends: &[&Quantity]) -> Option<Doubt> {
    let [base, end] = ends else { return None };
    let goes_below = matches!(
        base.dimension(),
        Dimension::Percent
            | Dimension::Points
            | Dimension::PercentRate
            | Dimension::Physical(Physical::Celsius | Physical::Fahrenheit | Physical::Loudness)
    );
    let is_signed = end.text().starts_with(['-', '−', '–']) && end.value() < 0.0;
    if !is_signed || goes_below || base.value() <= 0.0 || !comparable(base, end) || relative(end).is_some() {
        return None;
    }
    let end_value = end.value_beside(base);
    let left = base.value() + end_value;
    let plain = end.write_like(-end.value());
    let left = (left >= 0.0).then(|| base.write_like(left));
    let readings = left.into_iter().chain([plain.clone(), format!("minus {plain}")]).collect();
    Some(Doubt { index: 1, beside: 0, readings })
}

/// `+0.5%` on the way from 2.1% to 3.1%: what was added rather than what was reached. `+30` for an NPS on the way from 20 to 40
/// can only be the value.
fn added_since(ends: &[&Quantity], values: &[&Quantity]) -> Option<Doubt> {
    let [base, end] = ends else { return None };
    let signed = |quantity: &Quantity| quantity.text().starts_with('+');
    if base.value() == 0.0 || signed(base) || signed(end) {
        return None;
    }
    let unit = [base, end].into_iter().find(|number| !number.is_bare()).unwrap_or(base);
    let (start, stop) = (base.value_beside(unit), end.value_beside(unit));
    let is_between = |value: f64| (start.min(stop)..=start.max(stop)).contains(&value);
    let index = values.iter().position(|value| {
        let value_in_unit = value.value_beside(unit);
        let is_reached = is_between(value_in_unit);
        let is_added = is_between(start + value_in_unit);
        signed(value) && comparable(value, unit) && is_added && (!is_reached || stop > 2.0 * start)
    })?;
    let value = values[index];
    let sum = unit.write_like(start + value.value_beside(unit));
    let plain = value.text().trim_start_matches('+').to_owned();
    Some(Doubt { index: ends.len() + index, beside: 0, readings: vec![sum, plain] })
}

/// How many times as far as both ends a bare number must lie for another unit to be likelier that puts it between them.
const BEYOND_BOTH_ENDS: f64 = 3.0;

/// `42` on the way from 8 weeks to 4 weeks: days rather than weeks.
fn time_between(ends: &[&Quantity], numbers: &[&Quantity]) -> Option<Doubt> {
    let [base, end] = ends else { return None };
    let unit = [base, end].into_iter().find(|number| is_time(number))?;
    let (one, other) = (base.value_beside(unit), end.value_beside(unit));
    let (least, most) = (one.min(other), one.max(other));
    let index = (ends.len()..numbers.len()).find(|index| {
        let number = numbers[*index];
        let value = number.value().abs() * unit.unit_scale();
        is_amount(number) && (value > most * BEYOND_BOTH_ENDS || value * BEYOND_BOTH_ENDS < least)
    })?;
    let number = numbers[index];
    let units = [
        (unit::MONTH, "months"),
        (7.0 * unit::DAY, "weeks"),
        (unit::DAY, "days"),
        (unit::HOUR, "h"),
        (unit::MINUTE, "min"),
        (1.0, "s"),
        (1e-3, "ms"),
    ];
    let is_between = |scale: f64| (least..=most).contains(&(number.value() * scale));
    let (_, name) = units.into_iter().find(|(scale, _)| *scale != unit.unit_scale() && is_between(*scale))?;
    let readings = vec![format!("{} {name}", number.text()), with_unit(number, unit)];
    Some(Doubt { index, beside: 0, readings })
}

/// `75` beside `90 min` and `1 h`: either unit could be meant.
fn several_units(numbers: &[&Quantity]) -> Option<Doubt> {
    let index = numbers.iter().position(|number| is_amount(number))?;
    let mut units = (0..numbers.len()).filter(|i| !numbers[*i].is_bare());
    let beside = units.next()?;
    let first = numbers[beside];
    let other = units
        .map(|i| numbers[i])
        .find(|other| other.unit_scale() != first.unit_scale() && comparable(first, other))?;
    Some(Doubt {
        index,
        beside,
        readings: vec![with_unit(numbers[index], first), with_unit(numbers[index], other)],
    })
}

/// How many times as large as a time beside it a bare number must be for a smaller unit to be likelier.
const OTHER_UNIT_OF_TIME: f64 = 15.0;

/// `13000` beside `11 kg`: grams rather than tonnes; `11` beside `13000 g`: kilograms.
fn in_thousandths(bare: &Quantity, unit: &Quantity) -> Option<Vec<String>> {
    let beside = unit.value() / unit.unit_scale();
    let times = if beside == 0.0 { 0.0 } else { (bare.value() / beside).abs() };
    let range = SHARED_SCALE..20_000.0;
    let factor = if range.contains(&times) {
        1e-3
    } else if range.contains(&(1.0 / times)) {
        1e3
    } else {
        return None;
    };
    Some(vec![unit.write_like(bare.value() * unit.unit_scale() * factor), with_unit(bare, unit)])
}

/// How near a bare number in a larger unit must come to the time beside it, in times: `90 min` may well become 5.
const SAME_TIME: f64 = 2.0;

/// `90` beside `1 h`: 90 minutes rather than 90 hours; `9` beside `500 min`: perhaps 9 hours.
fn in_other_unit_of_time(bare: &Quantity, time: &Quantity) -> Option<Vec<String>> {
    let own = time.unit_scale();
    let times = (bare.value() * own / time.value()).abs();
    let in_unit = |scale: f64| times * scale / own;
    let units = [(unit::DAY, "days"), (unit::HOUR, "h"), (unit::MINUTE, "min"), (1.0, "s"), (1e-3, "ms")];
    let mut units = units.into_iter();
    let name = if times.is_finite() && times >= OTHER_UNIT_OF_TIME {
        units.find(|(scale, _)| *scale < own && in_unit(*scale) < OTHER_UNIT_OF_TIME)
    } else if times <= 1.0 / OTHER_UNIT_OF_TIME {
        units.rfind(|(scale, _)| *scale > own && (1.0 / SAME_TIME..=SAME_TIME).contains(&in_unit(*scale)))
    } else {
        None
    };
    let (_, name) = name?;
    Some(vec![format!("{} {name}", bare.text()), with_unit(bare, time)])
}

/// A bare number that is not zero: zero is zero in every unit.
fn is_amount(quantity: &Quantity) -> bool {
    quantity.is_bare() && quantity.value() != 0.0
}

/// A target of `-20%` or `2x` beside a plain baseline.
fn relative_end(ends: &[&Quantity]) -> Option<Doubt> {
    let (beside, base) = ends.iter().enumerate().find(|(_, end)| is_amount(end))?;
    let (index, end) = ends.iter().enumerate().find(|(_, end)| relative(end).is_some())?;
    let meant = base.write_like(base.value() * relative(end)?);
    Some(Doubt { index, beside, readings: vec![meant] })
}

/// How near a start without a unit must be to a target above 100% to be a share like it.
const SHARE_ABOVE_ALL: f64 = 0.75;

/// `half` or `200%` beside a start of 80, `150% of baseline`: so much of the start, or a share like the one it starts from.
fn part_of_start(ends: &[&Quantity]) -> Option<Doubt> {
    let [base, end] = ends else { return None };
    let (start, share) = (base.value(), end.value());
    if end.dimension() != Dimension::Percent || end.unit_scale() != 1.0 || start <= 0.0 {
        return None;
    }
    let text = end.text();
    let is_in_words = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_of_start = || {
        const STARTS: [&str; 6] =
            [" of baseline", " of the baseline", " of today", " of the start", " of now", " of current"];
        STARTS.iter().any(|of| text.contains(of))
    };
    // `half` beside 30 is where it gets to.
    let may_be_part =
        base.is_bare() && (is_in_words && start > share || share > 100.0 && start < share * SHARE_ABOVE_ALL);
    if !may_be_part && !is_of_start() {
        return None;
    }
    let part = base.write_like(start * share / 100.0);
    let level = Quantity::read("0%", end.mark()).ok()?.write_like(share);
    Some(Doubt { index: 1, beside: 0, readings: vec![part, level] })
}

/// What a relative number multiplies by: `-20%` is 0.8, `2x` is 2.
pub(crate) fn relative(quantity: &Quantity) -> Option<f64> {
    let text = quantity.text();
    let is_signed = text.starts_with(['+', '-', '−', '–']);
    match quantity.dimension() {
        Dimension::Percent if is_signed => Some(1.0 + quantity.value() / 100.0),
        Dimension::Count if quantity.is_multiple() => Some(quantity.value()),
        _ => None,
    }
}

fn with_unit(bare: &Quantity, unit: &Quantity) -> String {
    bare.with_unit_of(unit).text().to_owned()
}

/// A bare number that cannot be meant in the unit beside it.
fn strange_unit(numbers: &[&Quantity], ends: usize) -> Option<Doubt> {
    let units: Vec<usize> = (0..numbers.len()).filter(|i| !numbers[*i].is_bare()).collect();
    // `3` on the way from `2x` to `4x` is three times.
    if ends > 1 && numbers[..ends].iter().all(|end| end.is_multiple()) {
        return None;
    }
    // `104` on the way from 98% to 115% is a share like the target.
    let is_share = |i: &usize| {
        units.iter().map(|unit| numbers[*unit]).any(|unit| {
            let is_above = unit.dimension() == Dimension::Percent && unit.value().abs() > 100.0;
            is_above && SAME_SHARE.contains(&(numbers[*i].value() / unit.value()).abs())
        })
    };
    // `0.9` beside 1.5% and 0.5%: as a fraction it would be 90%. Beside 0% and 60% it may be either.
    let is_small_share = |i: &usize| {
        let shares = || units.iter().map(|unit| numbers[*unit]);
        let is_plain = |unit: &Quantity| unit.dimension() == Dimension::Percent && unit.unit_scale() == 1.0;
        let most = shares().map(|unit| unit.value().abs()).fold(0.0, f64::max);
        most > 0.0 && shares().all(is_plain) && numbers[*i].value().abs() * 100.0 >= FAR_ABOVE * most
    };
    let is_small = |i: &usize| numbers[*i].value().abs() < 1.0 && is_small_share(i);
    // `2.8` beside a limit of `3x` is one of them: of a limit nothing starts that it could be three times of.
    let is_multiple = |i: &usize| {
        ends == 1
            && numbers[0].is_multiple()
            && SAME_MULTIPLE.contains(&(numbers[*i].value() / numbers[0].value()).abs())
    };
    let is_open = |i: &usize| is_amount(numbers[*i]) && !is_share(i) && !is_small(i) && !is_multiple(i);
    (0..numbers.len()).filter(is_open).find_map(|index| {
        let fits = |unit: &usize| comparable(numbers[index], numbers[*unit]);
        let beside = units.iter().copied().find(fits).or(units.first().copied())?;
        let readings = readings(numbers[index], numbers[beside])?;
        Some(Doubt { index, beside, readings })
    })
}

/// What a bare number may mean beside one with a unit; `None` if it takes that unit without doubt.
fn readings(bare: &Quantity, unit: &Quantity) -> Option<Vec<String>> {
    let (value, written) = (bare.value(), bare.text());
    match unit.dimension() {
        Dimension::Percent if unit.unit_scale() != 1.0 => of_another_whole(bare, unit),
        // `0.4` may be 40% or 0.4%.
        Dimension::Percent if value.abs() <= 1.0 && written.contains(['.', ',']) => {
            Some(vec![unit.write_like(value * 100.0), with_unit(bare, unit)])
        }
        // `1.35` on the way from 120% to 150%
        Dimension::Percent
            if value.abs() < LEAST_LARGE_SHARE / 10.0
                && written.contains(['.', ','])
                && unit.value().abs() >= LEAST_LARGE_SHARE
                && SAME_SHARE.contains(&(value * 100.0 / unit.value()).abs()) =>
        {
            Some(vec![unit.write_like(value * 100.0), with_unit(bare, unit)])
        }
        // `996` beside 99.5% has lost its point.
        Dimension::Percent
            if value > 100.0
                && unit.value() <= 100.0
                && LOST_POINT.contains(&(value / 10.0 / unit.value())) =>
        {
            Some(vec![unit.write_like(value / 10.0), with_unit(bare, unit)])
        }
        // Shares end at 100%; `1200` beside `80%` is an amount, and so is `340` beside `150%`.
        Dimension::Percent
            if value.abs() > 100.0
                && (unit.value().abs() <= 100.0 || !SAME_SHARE.contains(&(value / unit.value()).abs())) =>
        {
            Some(vec![bare.write_like(value * unit.value() / 100.0), with_unit(bare, unit)])
        }
        Dimension::Count if unit.text().contains(':') => of_ratio(bare, unit),
        Dimension::Rating(most) if value > most || value < 0.0 => Some(Vec::new()),
        // `3M` beside 2 months, `20 mn` beside 25 min: short for the unit rather than for millions of it.
        Dimension::Duration if written.ends_with(char::is_alphabetic) => {
            let digits = written.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
            let plain = Quantity::read(digits, bare.mark()).ok()?;
            Some(vec![with_unit(&plain, unit)])
        }
        Dimension::Duration if is_in_parts(unit) => {
            Some(vec![format!("{written} min"), format!("{written} h")])
        }
        Dimension::Duration => in_other_unit_of_time(bare, unit),
        Dimension::Physical(_) | Dimension::Data => in_thousandths(bare, unit),
        _ if unit.is_multiple() => Some(vec![with_unit(bare, unit), bare.write_like(value * unit.value())]),
        _ => magnified(bare, unit),
    }
}

/// How many times as large as all shares beside it a fraction must be as a percentage, so that it is none.
const FAR_ABOVE: f64 = 10.0;

/// Beside a share of at least so many percent, a hundredth of its size is rather a fraction.
const LEAST_LARGE_SHARE: f64 = 80.0;

/// How near a tenth of a number must be to a share for its point to be missing.
const LOST_POINT: std::ops::RangeInclusive<f64> = 0.97..=1.03;

/// How near a bare number must be to a multiple to be one as well.
const SAME_MULTIPLE: std::ops::RangeInclusive<f64> = 0.05..=20.0;

/// How near numbers above a hundred must be to a share above 100% to be shares as well.
const SAME_SHARE: std::ops::RangeInclusive<f64> = 0.6..=1.6;

/// Beside `3 in 10` or `5 in every 1,000`: `25` of 10 can only be percent, and `0.31` may be a share of one.
fn of_another_whole(bare: &Quantity, unit: &Quantity) -> Option<Vec<String>> {
    let (value, written) = (bare.value(), bare.text());
    let own = value * unit.unit_scale();
    if own.abs() > 100.0 {
        let percent = (value.abs() <= 100.0).then(|| format!("{written}%"));
        return Some(percent.into_iter().collect());
    }
    let from_beside = |share: f64| libm::log((share / unit.value()).abs()).abs();
    let is_share_of_one = value.abs() <= 1.0
        && written.contains(['.', ','])
        && (unit.unit_scale() > 1.0 || from_beside(value * 100.0) < from_beside(own));
    is_share_of_one.then(|| vec![unit.write_like(value * 100.0), with_unit(bare, unit)])
}

/// `0.15` beside `1:8` is the quotient; `2` may be that as well, or the first number of `2:8`.
fn of_ratio(bare: &Quantity, unit: &Quantity) -> Option<Vec<String>> {
    let quotient = format!("{}:1", bare.text());
    let ends_in_one = unit.text().trim_end().ends_with(":1");
    match bare.value().abs() < 1.0 {
        true => Some(vec![quotient]),
        false if ends_in_one => None,
        false => Some(vec![with_unit(bare, unit), quotient]),
    }
}

/// `1.2` beside `$900K`: the number with each magnitude that brings it near.
fn magnified(bare: &Quantity, unit: &Quantity) -> Option<Vec<String>> {
    let head = head::read(unit.text(), unit.mark()).ok()??;
    let beside = unit.value() / unit.unit_scale();
    // `110` beside `$110,000`
    let times = beside / bare.value();
    let is_money = matches!(unit.dimension(), Dimension::Currency(_));
    if head.factor == 1.0 && is_money && times >= SHARED_SCALE && (0.1..10.0).contains(&(times / 1e3)) {
        return Some(vec![unit.write_like(bare.value() * 1e3), with_unit(bare, unit)]);
    }
    if head.factor < 1e3 || beside == 0.0 || (bare.value() / beside).abs() * 50.0 > 1.0 {
        return None;
    }
    let near = |factor: &f64| (0.02..50.0).contains(&(bare.value() * factor / beside).abs());
    let factor = [1e3, 1e6, 1e9].into_iter().find(near)?;
    Some(vec![unit.write_like(bare.value() * factor * unit.unit_scale()), with_unit(bare, unit)])
}

/// `70%` among plain numbers: the number, or the way made.
fn share_of_counts(ends: &[&Quantity], numbers: &[&Quantity]) -> Option<Doubt> {
    let beside =
        ends.iter().position(|end| is_amount(end)).filter(|_| ends.iter().all(|end| end.is_bare()))?;
    let index = (ends.len()..numbers.len()).find(|i| numbers[*i].dimension() == Dimension::Percent)?;
    let share = numbers[index].value();
    let plain = ends[beside].write_like(share);
    let reading = match ends {
        [start, end] => start.write_like(start.value() + (end.value() - start.value()) * share / 100.0),
        _ => ends[beside].write_like(ends[beside].value() * share / 100.0),
    };
    Some(Doubt { index, beside, readings: apart([plain, reading]) })
}

/// Each reading once.
fn apart(readings: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for reading in readings {
        if !all.contains(&reading) {
            all.push(reading);
        }
    }
    all
}

/// `2048 B` beside `1 KiB`: bytes, although a number with `B` is in billions elsewhere.
fn bytes(numbers: &[&Quantity]) -> Option<Doubt> {
    let beside = numbers.iter().position(|number| number.dimension() == Dimension::Data)?;
    let index = numbers.iter().position(|number| number.is_bare() && number.text().ends_with('B'))?;
    let digits = numbers[index].text().trim_end_matches('B').trim_end();
    let with_unit = Quantity::read(digits, numbers[index].mark()).ok()?.with_unit_of(numbers[beside]);
    Some(Doubt { index, beside, readings: vec![format!("{digits} bytes"), with_unit.text().to_owned()] })
}

/// Whether a time is counted in working days or hours, of which nobody but its author knows how many make a week.
pub(super) fn is_working_time(quantity: &Quantity) -> bool {
    is_time(quantity) && {
        let text = quantity.text().to_ascii_lowercase();
        ["working ", "business "].iter().any(|word| text.contains(word))
    }
}

/// The word that may make a number a difference or a plan: `saved` in `5 min saved`.
pub(crate) fn may_be_other(quantity: &Quantity) -> Option<after::Other> {
    let is_number = quantity.notation.is_plain() && !quantity.notation.is_in_words();
    if is_number { None } else { after::may_be_other(quantity.text()) }
}

/// Whether a value says that it is a difference or a plan, where no end says so. Of what falls, so many `left` are the value, and
/// of what starts at zero, so many `added`.
fn says_other(value: &Quantity, ends: &[&Quantity]) -> bool {
    let Some(other) =
        may_be_other(value).filter(|other| !ends.iter().any(|end| may_be_other(end) == Some(*other)))
    else {
        return false;
    };
    match (other, ends) {
        (after::Other::Plan | after::Other::PartOfWay, _) => true,
        (after::Other::Rest, [start, end]) => order(start, end) == Some(Ordering::Less),
        (after::Other::Gain, [start, _]) => start.value() != 0.0,
        _ => false,
    }
}

/// A time by the calendar and the clock.
fn is_plain_time(quantity: &Quantity) -> bool {
    is_time(quantity) && !is_working_time(quantity)
}

fn is_time(quantity: &Quantity) -> bool {
    quantity.dimension() == Dimension::Duration
}

/// `2 weeks` beside `3 working days`: nobody says how long a working day is, and whether a weekend counts.
fn working_time(numbers: &[&Quantity]) -> Option<Doubt> {
    let beside = numbers.iter().position(|number| is_working_time(number))?;
    let working = numbers[beside];
    let is_of_other_unit = |number: &&Quantity| {
        is_working_time(number) && number.unit_scale() != working.unit_scale() && number.value() != 0.0
    };
    // `24 working hours` beside `4 working days`
    if let Some(index) = numbers.iter().position(is_of_other_unit) {
        return Some(Doubt { index, beside, readings: Vec::new() });
    }
    let index = numbers.iter().position(|number| is_plain_time(number) && number.value() != 0.0)?;
    let (plain, working) = (numbers[index], numbers[beside]);
    let in_working = Quantity::read(plain.text(), plain.mark())
        .ok()
        .filter(|_| plain.unit_scale() == working.unit_scale());
    let readings = in_working.map(|_| working.write_like(plain.value())).into_iter().collect();
    Some(Doubt { index, beside, readings })
}

/// Whether a time is written in parts: `2 h 30 min`.
pub(crate) fn is_in_parts(quantity: &Quantity) -> bool {
    let head = head::read(quantity.text(), quantity.mark());
    matches!(head, Ok(Some(head)) if head.form != Form::Simple)
}

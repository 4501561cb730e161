//! How the numbers of a key result relate: its direction, and what is already reached.

use super::super::Context;
use super::super::facts::values_up_to;
use super::super::words::Beginnings;
use super::less_is_more;
use crate::goals::KeyResultView;
use crate::goals::values::Better;
use crate::prose::{Comparator, Direction, Measure};
use crate::quantity::{Dimension, Overview, Physical, Quantity, comparable, doubt, order};
use crate::source::Span;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Which way a number is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

impl Way {
    /// How a value relates to one that it has passed.
    fn ahead(self) -> Ordering {
        match self {
            Way::Up => Ordering::Greater,
            Way::Down => Ordering::Less,
        }
    }

    /// Whether `value` is farther along than `other`; no where they cannot be compared.
    pub(super) fn is_beyond(self, value: &Quantity, other: &Quantity) -> bool {
        order(value, other) == Some(self.ahead())
    }

    /// Whether `value` is at `target` or beyond it; no where they cannot be compared.
    pub(super) fn has_reached(self, value: &Quantity, target: &Quantity) -> bool {
        self.is_beyond(value, target) || order(value, target) == Some(Ordering::Equal)
    }

    /// The field that holds a limit reached by going this way.
    pub(super) fn limit_field(self) -> &'static str {
        match self {
            Way::Up => "at_least",
            Way::Down => "at_most",
        }
    }

    pub(super) fn opposite(self) -> Way {
        match self {
            Way::Up => Way::Down,
            Way::Down => Way::Up,
        }
    }
}

impl From<Better> for Way {
    fn from(better: Better) -> Self {
        match better {
            Better::Higher => Way::Up,
            Better::Lower => Way::Down,
        }
    }
}

/// A number and its place.
pub(super) type Placed<'w> = (&'w Quantity, Span);

/// The values of a key result that can be seen on a day.
pub(super) struct Measured<'c, 'w> {
    /// In the order they are written.
    pub(super) values: Cow<'c, [Placed<'w>]>,
    /// What they are like together.
    pub(super) overview: Overview,
}

/// The values of a key result: its own, otherwise those of its metric.
pub(super) fn measured<'c>(context: &Context<'c>, key_result: KeyResultView<'c>) -> Measured<'c, 'c> {
    let own = values_up_to(key_result.key_result.check_ins.readable(), context.as_of);
    match key_result.metric().and_then(|metric| context.facts.seen(metric)) {
        Some(seen) if own.is_empty() => {
            Measured { values: Cow::Borrowed(&seen.values), overview: seen.overview }
        }
        _ => {
            let overview = Overview::of(own.iter().map(|(value, _)| *value));
            Measured { values: Cow::Owned(own), overview }
        }
    }
}

/// Two numbers in the base unit they share; `None` if their units do not convert.
pub(super) fn values(a: &Quantity, b: &Quantity) -> Option<(f64, f64)> {
    comparable(a, b).then(|| (a.value_beside(b), b.value_beside(a)))
}

/// The way from the baseline to the target; `None` if one is missing or they are equal.
pub(super) fn way_of_numbers(key_result: KeyResultView<'_>) -> Option<Way> {
    let (baseline, target) = (&key_result.baseline()?.quantity, &key_result.target()?.quantity);
    // Numbers that may mean several things are for `unclear-number`.
    if doubt(&[baseline, target], &[]).is_some() {
        return None;
    }
    match order(target, baseline)? {
        Ordering::Greater => Some(Way::Up),
        Ordering::Less => Some(Way::Down),
        Ordering::Equal => None,
    }
}

/// Verbs with a fixed direction whatever they act on. “Improve latency” goes down, so `improve` is not among them.
static UP: Beginnings =
    Beginnings::of(&["raise", "increase", "grow", "lift", "boost", "raises", "increases", "grows"]);
static DOWN: Beginnings = Beginnings::of(&[
    "reduce",
    "cut",
    "decrease",
    "lower",
    "shorten",
    "shrink",
    "reduces",
    "decreases",
    "falls",
]);

/// The way that the verb of the sentence or its first word names clearly: “raise”, “cut”, “fewer”.
pub(super) fn way_of_verb(key_result: KeyResultView<'_>) -> Option<Way> {
    let numbers = way_of_numbers(key_result);
    if numbers == Some(Way::Down) && less_is_more::is_measured_by_less(key_result)
        || numbers == Some(Way::Up) && less_is_more::is_loss(key_result)
    {
        return numbers;
    }
    let names = |verbs: &Beginnings| {
        let mut words = key_result.text().split(|c: char| !c.is_alphanumeric());
        verbs.are_in(key_result.text())
            && words.any(|word| verbs.words.iter().any(|verb| word.eq_ignore_ascii_case(verb)))
    };
    match key_result.reading()?.direction? {
        Direction::Increase if names(&UP) && !names(&DOWN) => Some(Way::Up),
        Direction::Decrease if names(&DOWN) && !names(&UP) => Some(Way::Down),
        _ => way_of_first_word(key_result.text()),
    }
}

/// “Fewer bugs”, “more members”; “more than 80%” is a limit, and in “Fewer surprises: accuracy 99%” the number is of something else.
fn way_of_first_word(text: &str) -> Option<Way> {
    let mut words = text.split_whitespace();
    let first = words.next()?.to_lowercase();
    if text.contains([':', ';']) {
        return None;
    }
    let way = match first.as_str() {
        "fewer" | "less" => Way::Down,
        "more" => Way::Up,
        _ => return None,
    };
    (words.next() != Some("than")).then_some(way)
}

/// The way the words name: the verb, or “at least”, “under”.
pub(super) fn way_of_words(key_result: KeyResultView<'_>) -> Option<Way> {
    way_of_verb(key_result).or_else(|| match said_target(key_result)?.comparator {
        Comparator::AtLeast => Some(Way::Up),
        Comparator::AtMost => Some(Way::Down),
        _ => None,
    })
}

/// The number of the sentence that is to be reached. Beside a target in a field, another number only says what is measured: the 20 s
/// of “Calls answered within 20 s”.
pub(super) fn said_target(key_result: KeyResultView<'_>) -> Option<&Measure> {
    let said = key_result.reading()?.target.as_ref()?;
    let field = key_result.target().filter(|target| target.words.is_none());
    let is_other =
        field.is_some_and(|target| order(&said.quantity, &target.quantity) != Some(Ordering::Equal));
    (!is_other).then_some(said)
}

/// The direction of a key result, as far as it is known: from its numbers, its words, or its metric.
pub(super) fn way(key_result: KeyResultView<'_>) -> Option<Way> {
    way_of_numbers(key_result)
        .or_else(|| way_of_words(key_result))
        .or_else(|| key_result.metric().map(|metric| metric.better().into()))
}

/// Whether the sentence is about staying rather than changing.
pub(super) fn speaks_of_staying(key_result: KeyResultView<'_>) -> bool {
    key_result.reading().is_some_and(|reading| reading.direction == Some(Direction::Maintain))
}

/// Whether a number of a sentence is a change (“by 25%”, “double”) rather than an end.
pub(super) fn is_change(measure: &Measure) -> bool {
    matches!(measure.comparator, Comparator::By | Comparator::Times)
}

/// What a dimension measures, for people: `a share in percent`.
pub(super) fn name_of(dimension: Dimension) -> String {
    match dimension {
        Dimension::Count => "a number".to_owned(),
        Dimension::Percent => "a percentage".to_owned(),
        Dimension::Points => "a difference in percentage points".to_owned(),
        Dimension::Currency(currency) => format!("an amount in {}", currency.code()),
        Dimension::Duration => "a time".to_owned(),
        Dimension::Data => "an amount of data".to_owned(),
        Dimension::Rating(maximum) => format!("a rating out of {maximum}"),
        Dimension::Rate => "a number per day, week or month".to_owned(),
        Dimension::PercentRate => "a percentage per day, week or month".to_owned(),
        Dimension::CurrencyRate(currency) => {
            format!("an amount in {} per day, week or month", currency.code())
        }
        Dimension::DurationRate => "a time per day, week or month".to_owned(),
        Dimension::DataRate => "an amount of data per day, week or month".to_owned(),
        Dimension::Physical(physical) => name_of_physical(physical).to_owned(),
        Dimension::PhysicalRate(physical) => format!("{} per day, week or month", name_of_physical(physical)),
    }
}

fn name_of_physical(physical: Physical) -> &'static str {
    match physical {
        Physical::Energy => "an amount of energy",
        Physical::Power => "a power",
        Physical::Mass => "a weight",
        Physical::Length => "a length",
        Physical::Area => "an area",
        Physical::Volume => "a volume",
        Physical::Frequency => "a frequency",
        Physical::Voltage => "a voltage",
        Physical::Current => "a current",
        Physical::Charge => "an electric charge",
        Physical::ApparentPower => "an apparent power",
        Physical::PeakPower => "a peak power",
        Physical::Force => "a force",
        Physical::Substance => "an amount of substance",
        Physical::Dose => "a dose of radiation",
        Physical::Gallons => "a volume in gallons",
        Physical::Pressure => "a pressure",
        Physical::Celsius => "a temperature in °C",
        Physical::Fahrenheit => "a temperature in °F",
        Physical::Loudness => "a level in decibels",
    }
}

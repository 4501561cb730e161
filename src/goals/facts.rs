//! What a key result says once its fields and its sentence are put together.

use super::format::KeyResult;
use super::read_once::ReadOnce;
use crate::prose::{self, Comparator, Direction, Reason, Side, Vocabulary};
use crate::quantity::{Dimension, Quantity, doubt, order};
use crate::source::{Excerpt, Span};
use crate::yaml::Field;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// A number that counts for a key result, and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number; a bare one has taken the unit of those beside it.
    pub quantity: Quantity,
    /// The field's value, or the sentence it was read from.
    pub span: Span,
    /// The words of the sentence it was read from; `None` for a field.
    pub words: Option<Range<u32>>,
}

/// What a key result aims for.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// To get from the baseline to the target.
    Move {
        /// Where it starts.
        baseline: Option<Figure>,
        /// Where it should end.
        target: Option<Figure>,
    },
    /// To stay on the right side of a limit all quarter; both limits make a band.
    Hold {
        /// Inclusive limit from below.
        at_least: Option<Figure>,
        /// Inclusive limit from above.
        at_most: Option<Figure>,
    },
}

/// What the fields and the sentence of one key result say.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What the sentence says by itself.
    pub reading: Arc<prose::Reading>,
    /// Which numbers count.
    pub aim: Aim,
    /// A limit whose side the sentence leaves open; the metric may know it.
    pub open_limit: Option<Box<OpenLimit>>,
    /// `metric:` or `measurement:` says what is measured, and it is more than our own work: numbers of “features shipped” would
    /// only count that.
    pub names_measure: bool,
    /// What a sentence that sounds like work says with the numbers of its fields in it: “Permits filed online” from 50% to 75% and “Order
    /// value” from $40 to $52 are outcomes. `None` for an order, of which numbers only count what is delivered.
    pub with_numbers: Option<Arc<prose::Reading>>,
    /// The sentence gives a change (“by 25%”, “double”) and there is no baseline to calculate it from.
    pub relative_target: bool,
}

/// A limit that the sentence names without a side: `Keep the cost at $4`.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenLimit {
    /// The limit.
    pub figure: Figure,
    /// What is wanted where more is better.
    pub at_least: Aim,
    /// What is wanted where less is better.
    pub at_most: Aim,
}

impl OpenLimit {
    fn new(figure: &Figure) -> Self {
        let aim = |side| hold(figure.clone(), Some(side));
        Self { figure: figure.clone(), at_least: aim(Side::AtLeast), at_most: aim(Side::AtMost) }
    }
}

/// A limit on one side; on none where that is not known.
fn hold(figure: Figure, side: Option<Side>) -> Aim {
    match side {
        Some(Side::AtLeast) => Aim::Hold { at_least: Some(figure), at_most: None },
        Some(Side::AtMost) => Aim::Hold { at_least: None, at_most: Some(figure) },
        None => Aim::Hold { at_least: None, at_most: None },
    }
}

impl Facts {
    /// Puts a key result's sentence and fields together; `None` without a sentence.
    #[must_use]
    pub(super) fn of(key_result: &KeyResult, sentences: &ReadOnce<'_>) -> Option<Self> {
        let (text, sentence) = key_result.key_result.located()?;
        let reading = sentences.key_result(text);
        let spoken = |measure: &prose::Measure| Figure {
            quantity: measure.quantity.clone(),
            span: sentence,
            words: Some(measure.range.clone()),
        };
        let baseline = field(&key_result.baseline).or_else(|| reading.baseline.as_ref().map(spoken));
        let mut relative_target = false;
        let mut open_limit = None;
        let aim = if key_result.at_least.is_absent() && key_result.at_most.is_absent() {
            let wants_field = key_result.target.is_absent();
            let spoken_target = reading.target.as_ref().filter(|_| wants_field);
            let has_baseline = baseline.is_some() || !key_result.baseline.is_absent();
            if wants_field && let Some(band) = &reading.band {
                Aim::Hold { at_least: Some(spoken(&band.0)), at_most: Some(spoken(&band.1)) }
            } else if let Some(limit) = spoken_target
                && let Some(side) = spoken_side(text, &reading, limit, has_baseline)
                && !starts_beyond(baseline.as_ref(), limit, side.of(&reading))
            {
                if side == SpokenSide::Open {
                    open_limit = Some(Box::new(OpenLimit::new(&spoken(limit))));
                }
                hold(spoken(limit), side.of(&reading))
            } else if let Some(limit) = spoken_target.filter(|limit| is_allowance(&reading, limit))
                && let Some(from) = &baseline
                && let Some(change) = change(&reading, limit, Some(&from.quantity))
            {
                hold(Figure { quantity: change.apply(&from.quantity), ..spoken(limit) }, reading.side)
            } else {
                let from = baseline.as_ref().map(|from| &from.quantity);
                let target = match spoken_target.map(|measure| (measure, change(&reading, measure, from))) {
                    None => field(&key_result.target),
                    Some((measure, None)) => Some(spoken(measure)),
                    Some((measure, Some(change))) => {
                        relative_target = baseline.is_none();
                        baseline
                            .as_ref()
                            .map(|from| Figure { quantity: change.apply(&from.quantity), ..spoken(measure) })
                    }
                };
                Aim::Move { baseline, target }
            }
        } else {
            Aim::Hold { at_least: field(&key_result.at_least), at_most: field(&key_result.at_most) }
        };
        let names_measure = names_measure(key_result, sentences.vocabulary);
        let with_numbers = with_numbers(key_result, text, &reading, sentences);
        let unit = reading.unit.clone();
        Some(Self {
            reading,
            aim: aim.in_one_unit(unit.as_deref()),
            open_limit,
            names_measure,
            with_numbers,
            relative_target,
        })
    }
}

fn names_measure(key_result: &KeyResult, vocabulary: &Vocabulary) -> bool {
    let metric = key_result.metric.get().map(|id| id.to_string().replace(['_', '-'], " "));
    let measurement = key_result.measurement.get().map(ToString::to_string);
    metric.into_iter().chain(measurement).any(|name| !prose::names_own_work(&name, vocabulary))
}

/// Reads a sentence that sounds like work once more, with the numbers of its fields. What those numbers only count stays an order.
fn with_numbers(
    key_result: &KeyResult,
    text: &str,
    reading: &prose::Reading,
    sentences: &ReadOnce<'_>,
) -> Option<Arc<prose::Reading>> {
    if !matches!(reading.kind, prose::Kind::Output | prose::Kind::Activity) {
        return None;
    }
    let whole = joined_to_numbers(key_result, text, reading)?;
    let with_numbers = sentences.key_result(&Excerpt::new(&whole));
    let names_deed = reading.reason == Reason::FinishedState;
    let names_thing = matches!(reading.reason, Reason::ThingNamed | Reason::ThingDescribed);
    let may_name_measure = || prose::may_name_measure(text, sentences.vocabulary);
    if with_numbers.kind != prose::Kind::Outcome {
        return (names_deed || names_thing || falls(key_result) && may_name_measure())
            .then_some(with_numbers);
    }
    let may_be_measure = match reading.reason {
        // What is there from nothing on is the work.
        _ if names_thing => !starts_from_nothing(key_result),
        Reason::SerialContent | Reason::RepeatedEffort => true,
        // At least so many visits are the work.
        _ => names_deed || !key_result.at_least.get().is_some_and(Quantity::is_bare) && may_name_measure(),
    };
    (may_be_measure && !says_how_much_is_done(key_result)).then_some(with_numbers)
}

/// `Permits filed online from 50% to 75%`: the sentence with the numbers of its fields, if it has no others.
fn joined_to_numbers(key_result: &KeyResult, text: &str, reading: &prose::Reading) -> Option<String> {
    let (baseline, target) = (key_result.baseline.get(), key_result.target.get());
    let said = reading.target.as_ref().map(|said| &said.quantity);
    let repeats =
        said.is_none_or(|said| target.and_then(|target| order(said, target)) == Some(Ordering::Equal));
    if reading.baseline.is_some() || !repeats {
        return None;
    }
    match (baseline, target, key_result.at_least.get(), key_result.at_most.get()) {
        (Some(from), Some(to), None, None) => Some(format!("{text} from {} to {}", from.text(), to.text())),
        (None, None, Some(least), None) => Some(format!("{text} stays at or above {}", least.text())),
        (None, None, None, Some(most)) => Some(format!("{text} stays at or below {}", most.text())),
        _ => None,
    }
}

/// A share from nothing or to everything says how much of the work is done.
fn says_how_much_is_done(key_result: &KeyResult) -> bool {
    let is_share = |field: &Field<Quantity>, end: f64| {
        field.get().is_some_and(|value| value.dimension() == Dimension::Percent && value.value() == end)
    };
    is_share(&key_result.baseline, 0.0) || is_share(&key_result.target, 100.0)
}

fn falls(key_result: &KeyResult) -> bool {
    let ends = key_result.baseline.get().zip(key_result.target.get());
    ends.and_then(|(from, to)| order(to, from)) == Some(Ordering::Less)
}

fn starts_from_nothing(key_result: &KeyResult) -> bool {
    key_result.baseline.get().is_some_and(|from| from.is_bare() && from.value() == 0.0)
}

fn field(field: &Field<Quantity>) -> Option<Figure> {
    field.located().map(|(quantity, span)| Figure { quantity: quantity.clone(), span, words: None })
}

/// Who says on which side of a spoken limit its measure may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SpokenSide {
    /// The words around the number.
    Said(Side),
    /// The metric, otherwise what is measured.
    Open,
}

impl SpokenSide {
    fn of(self, reading: &prose::Reading) -> Option<Side> {
        match self {
            SpokenSide::Said(side) => Some(side),
            SpokenSide::Open => reading.side,
        }
    }
}

/// “Keep latency under 250 ms”, “Zero incidents”: limits to hold rather than ends to reach. With a baseline, zero is an end.
fn spoken_side(
    text: &str,
    reading: &prose::Reading,
    limit: &prose::Measure,
    has_baseline: bool,
) -> Option<SpokenSide> {
    let keeps = reading.direction == Some(Direction::Maintain);
    if !keeps
        && !has_baseline
        && let Some(side) = forbidden(text, reading, limit)
    {
        return Some(SpokenSide::Said(side));
    }
    let is_none_at_all =
        limit.quantity.value() == 0.0 && !has_baseline && reading.direction != Some(Direction::Decrease);
    match limit.comparator {
        Comparator::AtMost if keeps => Some(SpokenSide::Said(Side::AtMost)),
        Comparator::AtLeast if keeps => Some(SpokenSide::Said(Side::AtLeast)),
        Comparator::Exactly if is_none_at_all => Some(SpokenSide::Said(Side::AtMost)),
        // “Maintain the ratio: from 8 to 9” gets somewhere.
        Comparator::Exactly if keeps && reading.baseline.is_none() => Some(SpokenSide::Open),
        _ => None,
    }
}

/// “At most 20 open bugs, down from 40”: what starts on the wrong side of its limit has a way to go, and holds nothing yet.
fn starts_beyond(start: Option<&Figure>, limit: &prose::Measure, side: Option<Side>) -> bool {
    let beyond = match side {
        Some(Side::AtMost) => Ordering::Greater,
        Some(Side::AtLeast) => Ordering::Less,
        None => return false,
    };
    start.is_some_and(|start| {
        doubt(&[&start.quantity, &limit.quantity], &[]).is_none()
            && order(&start.quantity, &limit.quantity) == Some(beyond)
    })
}

/// “Limit refunds to 3%”, “Don't let the wait exceed 10 minutes”, “Avoid falling below 95%”: the side that is left.
fn forbidden(text: &str, reading: &prose::Reading, limit: &prose::Measure) -> Option<Side> {
    let is = |word: &str, wanted: &[&str]| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted));
    let verb = reading.verb.as_ref().and_then(|verb| text.get(verb.start as usize..verb.end as usize));
    let limits = verb.is_some_and(|verb| is(verb, &["limit", "restrict", "cap"]));
    let first = || text.split_whitespace().next().unwrap_or_default();
    match limit.comparator {
        // “Have no more than one failed audit”
        Comparator::AtMost if limits || is(first(), &["have"]) || says_not(text) => Some(Side::AtMost),
        Comparator::Exactly if limits => Some(Side::AtMost),
        Comparator::AtLeast if says_not(text) => Some(Side::AtLeast),
        _ => None,
    }
}

/// “Never exceed 2%”, “Refunds do not go above 2%”: what must not happen.
fn says_not(text: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["don't ", "do not ", "never ", "avoid ", "prevent "];
    const WITHIN: [&str; 15] = [
        " never ",
        " do not ",
        " does not ",
        " don't ",
        " doesn't ",
        " must not ",
        " should not ",
        " cannot ",
        " won't ",
        " will not ",
        " mustn't ",
        " shouldn't ",
        " can't ",
        " shall not ",
        " may not ",
    ];
    let lower = text.to_lowercase().replace('’', "'");
    BEGINNINGS.iter().any(|words| lower.trim_start().starts_with(words))
        || WITHIN.iter().any(|words| lower.contains(words))
}

/// “At most 5% above last quarter (200)”: how far it may go, and not what is to be reached.
fn is_allowance(reading: &prose::Reading, measure: &prose::Measure) -> bool {
    measure.comparator == Comparator::By
        && reading.direction == Some(Direction::Maintain)
        && reading.side.is_some()
}

/// A change that needs a baseline to become a target.
enum Change<'q> {
    /// Percent of the baseline, signed.
    Percent(f64),
    /// So much, and 1 or -1 for up or down.
    Absolute(&'q Quantity, f64),
    Times(f64),
}

fn change<'q>(
    reading: &prose::Reading,
    measure: &'q prose::Measure,
    baseline: Option<&Quantity>,
) -> Option<Change<'q>> {
    // `20% faster` is less of a time.
    let is_time = baseline.is_some_and(|baseline| baseline.dimension() == Dimension::Duration);
    let is_open = matches!(reading.direction, None | Some(Direction::Reach));
    let may_fall = is_allowance(reading, measure) && reading.side == Some(Side::AtLeast);
    let falls = reading.direction == Some(Direction::Decrease) || is_open && is_time || may_fall;
    let sign = if falls { -1.0 } else { 1.0 };
    let value = measure.quantity.value();
    match measure.comparator {
        // From `2.5x` to `4x`, both are multiples of something else.
        Comparator::Times if baseline.is_some_and(Quantity::is_multiple) => None,
        // “To 150% of last year”, “half as many”
        Comparator::Times if measure.quantity.dimension() == Dimension::Percent => {
            Some(Change::Times(value / 100.0))
        }
        // “Cut it 2x” means to half of it.
        Comparator::Times if sign < 0.0 && value > 1.0 => Some(Change::Times(1.0 / value)),
        Comparator::Times => Some(Change::Times(value)),
        // `by 20%`, `by 20 percent`, `by a third`
        // Not `by 20 ppm`
        Comparator::By
            if measure.quantity.dimension() == Dimension::Percent && measure.quantity.unit_scale() >= 1.0 =>
        {
            Some(Change::Percent(sign * value))
        }
        Comparator::By => Some(match measure.quantity.dimension() {
            Dimension::Rating(whole) => Change::Percent(sign * value / whole * 100.0),
            _ => Change::Absolute(&measure.quantity, sign),
        }),
        _ => None,
    }
}

impl Change<'_> {
    fn apply(&self, baseline: &Quantity) -> Quantity {
        let from = baseline.value();
        match self {
            Change::Percent(percent) => baseline.with_value(from * (1.0 + percent / 100.0)),
            // `30 min less`, from 2: the unit is written once, for both.
            Change::Absolute(amount, sign) => {
                let from = if amount.dimension() == Dimension::Points {
                    baseline.clone()
                } else {
                    baseline.with_unit_of(amount)
                };
                from.with_value(from.value() + sign * amount.value_beside(&from))
            }
            Change::Times(factor) => baseline.with_value(from * factor),
        }
    }
}

impl Aim {
    /// A bare number beside a unit takes that unit: `baseline: 23`, `target: 35%`. Where no number has one, all are in the
    /// unit that the sentence names: `Median wait (days)`.
    fn in_one_unit(self, named: Option<&prose::NamedUnit>) -> Self {
        let in_named = |figure: Figure| match named {
            Some(unit) => Figure { quantity: unit.of(&figure.quantity), ..figure },
            None => figure,
        };
        let all_bare = |a: &Option<Figure>, b: &Option<Figure>| {
            [a, b].into_iter().flatten().all(|figure| figure.quantity.is_bare())
        };
        let settle = |a: Option<Figure>, b: Option<Figure>| match (a, b) {
            (a, b) if named.is_some() && all_bare(&a, &b) => (a.map(in_named), b.map(in_named)),
            // A number with two possible meanings is left alone and reported.
            (Some(a), Some(b)) if doubt(&[&a.quantity, &b.quantity], &[]).is_none() => {
                let (left, right) =
                    (a.quantity.with_unit_of(&b.quantity), b.quantity.with_unit_of(&a.quantity));
                (Some(Figure { quantity: left, ..a }), Some(Figure { quantity: right, ..b }))
            }
            other => other,
        };
        match self {
            Aim::Move { baseline, target } => {
                let (baseline, target) = settle(baseline, target);
                Aim::Move { baseline, target }
            }
            Aim::Hold { at_least, at_most } => {
                let (at_least, at_most) = settle(at_least, at_most);
                Aim::Hold { at_least, at_most }
            }
        }
    }
}

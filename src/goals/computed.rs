//! Readings of a metric that has none of its own, computed from those that its `equals:` names.

use super::check_ins::{CheckInView, CheckIns};
use super::day::Day;
use super::facts::Aim;
use super::file::GoalFile;
use super::format::{CheckIn, CheckInList, Metric};
use super::identity::{Identity, Operator};
use super::measured::{Origin, measured, one_a_day};
use super::sections::{metrics_in, objectives_in};
use crate::quantity::{Dimension, Quantity, comparable};
use crate::source::Span;
use crate::yaml::Field;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Why an identity has no value for some values of its operands.
#[derive(Debug, Clone, PartialEq)]
pub enum NoValue {
    /// Something is divided by zero.
    ByZero,
    /// The result is larger than any number.
    TooLarge,
    /// These two cannot be added.
    Mixed(Box<(Quantity, Quantity)>),
    /// No unit is known for the product or quotient of these two.
    NoUnit(Box<(Quantity, Quantity)>),
}

/// A number on the way through an identity.
#[derive(Debug, Clone)]
struct Worth {
    /// In base units; percent as written.
    value: f64,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// A number of the identity itself.
    Literal,
    /// A number of things.
    Count,
    /// A part of something, such as `done / started`.
    Ratio,
    /// In the unit of this quantity.
    Unit(Quantity),
}

impl Worth {
    fn of(quantity: &Quantity) -> Self {
        let kind = match quantity.dimension() {
            Dimension::Count => Kind::Count,
            _ => Kind::Unit(quantity.clone()),
        };
        Self { value: quantity.value(), kind }
    }

    fn unit(&self) -> Option<&Quantity> {
        match &self.kind {
            Kind::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    fn is_share(&self) -> bool {
        self.unit().is_some_and(|unit| matches!(unit.dimension(), Dimension::Percent | Dimension::Points))
    }

    /// The value where a percentage counts as the fraction it is.
    fn as_factor(&self) -> f64 {
        if self.is_share() { self.value / 100.0 } else { self.value }
    }
}

/// What an identity comes to for quantities of its operands, in their order. `like` is a number of the metric that is
/// computed: where it is a percentage, a quotient of two counts is shown as one.
///
/// # Errors
/// Why it comes to nothing.
pub fn compute(
    identity: &Identity,
    values: &[&Quantity],
    like: Option<&Quantity>,
) -> Result<Quantity, NoValue> {
    let number = |value| Worth { value, kind: Kind::Literal };
    let operand = |at: usize| Worth::of(values[at]);
    let negate = |worth: Worth| Worth { value: -worth.value, ..worth };
    let worth = identity.fold(number, operand, negate, apply)?;
    let share = like.filter(|like| like.dimension() == Dimension::Percent);
    Ok(match (worth.kind, share) {
        (Kind::Unit(unit), _) => unit.with_value(worth.value),
        (Kind::Ratio, Some(share)) => share.with_value(worth.value * 100.0),
        (_, Some(share)) => share.with_value(worth.value),
        // Shares of one need more digits than counts.
        _ => {
            let style = if worth.value.abs() < 10.0 { "0.00" } else { "0.0" };
            Quantity::read(style, Default::default())
                .map_or(values[0].clone(), |style| style.with_value(worth.value))
        }
    })
}

fn apply(operator: Operator, left: Worth, right: Worth) -> Result<Worth, NoValue> {
    let worth = match operator {
        Operator::Add => added(left, right, 1.0)?,
        Operator::Subtract => added(left, right, -1.0)?,
        Operator::Multiply => multiplied(left, right)?,
        Operator::Divide => divided(left, right)?,
    };
    if worth.value.is_finite() { Ok(worth) } else { Err(NoValue::TooLarge) }
}

fn added(left: Worth, right: Worth, sign: f64) -> Result<Worth, NoValue> {
    let sum = |a: f64, b: f64, kind: Kind| Ok(Worth { value: a + sign * b, kind });
    match (left.unit().cloned(), right.unit().cloned()) {
        (Some(one), Some(other)) => {
            let are_shares = left.is_share() && right.is_share();
            if !are_shares && !can_be_added(&one, &other) {
                return Err(NoValue::Mixed(Box::new((one, other))));
            }
            sum(left.value, right.value, Kind::Unit(one))
        }
        // `1 - churn` counts the percentage as a fraction, `100 - churn` as percent.
        (None, Some(_)) if right.is_share() && is_fraction(&left) => {
            sum(left.value, right.as_factor(), Kind::Ratio)
        }
        (Some(_), None) if left.is_share() && is_fraction(&right) => {
            sum(left.as_factor(), right.value, Kind::Ratio)
        }
        // A bare number takes the unit it is added to.
        (None, Some(unit)) => sum(left.value * unit.unit_scale(), right.value, Kind::Unit(unit)),
        (Some(unit), None) => sum(left.value, right.value * unit.unit_scale(), Kind::Unit(unit)),
        (None, None) => {
            let kind = if matches!(left.kind, Kind::Literal) { right.kind } else { left.kind };
            sum(left.value, right.value, kind)
        }
    }
}

/// Whether two numbers measure the same. In an identity `$300 a month` and `$300` do not: one of them has to be multiplied by a time.
fn can_be_added(one: &Quantity, other: &Quantity) -> bool {
    comparable(one, other) && one.dimension().is_per_time() == other.dimension().is_per_time()
}

fn is_fraction(worth: &Worth) -> bool {
    matches!(worth.kind, Kind::Ratio) || matches!(worth.kind, Kind::Literal if worth.value.abs() <= 1.0)
}

fn multiplied(left: Worth, right: Worth) -> Result<Worth, NoValue> {
    let kind = match (&left.kind, &right.kind) {
        (Kind::Unit(one), Kind::Unit(other)) if !left.is_share() && !right.is_share() => product(one, other)
            .or_else(|| product(other, one))
            .ok_or_else(|| NoValue::NoUnit(Box::new((one.clone(), other.clone()))))?,
        // A share of a share, and a share times a number of the identity, stay shares.
        (Kind::Unit(share), Kind::Unit(_)) if left.is_share() && right.is_share() => {
            let value = left.value * right.value / 100.0;
            return Ok(Worth { value, kind: Kind::Unit(share.clone()) });
        }
        (Kind::Unit(share), Kind::Literal | Kind::Ratio) if left.is_share() => {
            return Ok(Worth { value: left.value * right.value, kind: Kind::Unit(share.clone()) });
        }
        (Kind::Literal | Kind::Ratio, Kind::Unit(share)) if right.is_share() => {
            return Ok(Worth { value: left.value * right.value, kind: Kind::Unit(share.clone()) });
        }
        (Kind::Unit(unit), _) if !left.is_share() => Kind::Unit(unit.clone()),
        (_, Kind::Unit(unit)) if !right.is_share() => Kind::Unit(unit.clone()),
        (Kind::Ratio, Kind::Ratio) => Kind::Ratio,
        (Kind::Ratio, Kind::Literal) | (Kind::Literal, Kind::Ratio) => Kind::Literal,
        _ => Kind::Count,
    };
    Ok(Worth { value: left.as_factor() * right.as_factor(), kind })
}

fn divided(left: Worth, right: Worth) -> Result<Worth, NoValue> {
    if right.value == 0.0 {
        return Err(NoValue::ByZero);
    }
    let kind = match (&left.kind, &right.kind) {
        (Kind::Unit(one), Kind::Unit(other)) if can_be_added(one, other) => {
            return Ok(Worth { value: left.value / right.value, kind: Kind::Ratio });
        }
        (Kind::Unit(one), Kind::Unit(other)) if !left.is_share() && !right.is_share() => {
            quotient(one, other).ok_or_else(|| NoValue::NoUnit(Box::new((one.clone(), other.clone()))))?
        }
        (Kind::Unit(unit), Kind::Unit(_)) if !left.is_share() => Kind::Unit(unit.clone()),
        (Kind::Unit(one), Kind::Unit(other)) => {
            return Err(NoValue::NoUnit(Box::new((one.clone(), other.clone()))));
        }
        (Kind::Unit(share), _) if left.is_share() => {
            return Ok(Worth { value: left.value / right.value, kind: Kind::Unit(share.clone()) });
        }
        (Kind::Unit(unit), _) => Kind::Unit(unit.clone()),
        (Kind::Count, Kind::Count) => Kind::Ratio,
        (Kind::Ratio, _) => Kind::Ratio,
        (_, Kind::Unit(other)) if !right.is_share() => {
            return Err(NoValue::NoUnit(Box::new((Worth::one(), other.clone()))));
        }
        _ => Kind::Count,
    };
    Ok(Worth { value: left.as_factor() / right.as_factor(), kind })
}

impl Worth {
    fn one() -> Quantity {
        Quantity::read("1", Default::default()).expect("internal error: 1 is no number")
    }
}

/// Money for each of so many per week is money per week.
fn product(rate: &Quantity, money: &Quantity) -> Option<Kind> {
    let (Dimension::Rate, Dimension::Currency(_)) = (rate.dimension(), money.dimension()) else {
        return None;
    };
    let text = rate.text();
    let per = period_at(text)?;
    Quantity::read(&format!("{}{}", money.text(), &text[per..]), money.mark()).ok().map(Kind::Unit)
}

/// Money per week for so many per week is money for each.
fn quotient(money: &Quantity, rate: &Quantity) -> Option<Kind> {
    let (Dimension::CurrencyRate(_), Dimension::Rate) = (money.dimension(), rate.dimension()) else {
        return None;
    };
    let text = money.text();
    Quantity::read(&text[..period_at(text)?], money.mark()).ok().map(Kind::Unit)
}

fn period_at(text: &str) -> Option<usize> {
    [" per ", "/", " a ", " an ", " each ", " every "].iter().filter_map(|words| text.rfind(words)).max()
}

/// The computed readings of each metric that has an identity and no reading, by its id.
pub(super) fn readings(files: &[Arc<GoalFile>]) -> HashMap<Box<str>, CheckIns> {
    let mut metrics: HashMap<&str, &Metric> = HashMap::new();
    let mut waiting: Vec<(&str, &Metric, Identity, Span)> = Vec::new();
    let mut series: HashMap<&str, Vec<&CheckInList>> = HashMap::new();
    for series_of_file in files.iter().filter_map(|file| file.series.as_ref()) {
        series.entry(&series_of_file.metric).or_default().push(&series_of_file.readings);
    }
    let is_computed = |id: &str, metric: &Metric| is_computed(metric) && !series.contains_key(id);
    for (_, _, metric, _) in files.iter().flat_map(|file| metrics_in(file)) {
        let Some(id) = metric.id.get().map(|id| id.as_str()) else { continue };
        if metrics.contains_key(id) {
            continue;
        }
        metrics.insert(id, metric);
        if is_computed(id, metric)
            && let Some((text, span)) = metric.equals.located()
            && let Ok(identity) = Identity::parse(text)
        {
            waiting.push((id, metric, identity, span));
        }
    }
    let mut done: HashMap<Box<str>, CheckIns> = HashMap::new();
    // Identities may be made of others. What is left once nothing more can be computed runs in a circle.
    loop {
        let before = waiting.len();
        let ready = |id: &str, done: &HashMap<Box<str>, CheckIns>| {
            done.contains_key(id) || metrics.get(id).is_some_and(|metric| !is_computed(id, metric))
        };
        let (now, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|(_, _, identity, _)| identity.operands().iter().all(|part| ready(&part.id, &done)));
        for (id, metric, identity, span) in now {
            let sides: Vec<BTreeMap<Day, &Quantity>> =
                identity.operands().iter().map(|part| side(&part.id, &metrics, &series, &done)).collect();
            let like = like(id, metric, files);
            let readings = by_date(&identity, &sides, like, span);
            done.insert(id.into(), readings);
        }
        waiting = later;
        if waiting.is_empty() || waiting.len() == before {
            return done;
        }
    }
}

/// Whether a metric has an identity and no reading among its fields.
pub(super) fn is_computed(metric: &Metric) -> bool {
    metric.equals.get().is_some() && metric.readings.is_absent()
}

fn side<'m>(
    id: &str,
    metrics: &HashMap<&str, &'m Metric>,
    series: &HashMap<&str, Vec<&'m CheckInList>>,
    done: &'m HashMap<Box<str>, CheckIns>,
) -> BTreeMap<Day, &'m Quantity> {
    let dated = |reading: CheckInView<'m>| Some((reading.date().get()?, reading.value().get()?));
    match (done.get(id), metrics.get(id)) {
        (Some(readings), _) => readings.readable().filter_map(dated).collect(),
        (None, Some(metric)) => {
            let of_files = series.get(id).map(Vec::as_slice).unwrap_or_default();
            let lists = std::iter::once(&metric.readings).chain(of_files.iter().copied());
            let written = lists.flat_map(|list| list.readable());
            let readings = one_a_day(measured(written, Origin::Metric));
            readings.into_iter().map(|reading| (reading.day, reading.value)).collect()
        }
        (None, None) => BTreeMap::new(),
    }
}

/// A reading for each date on which every part has one.
fn by_date(
    identity: &Identity,
    sides: &[BTreeMap<Day, &Quantity>],
    like: Option<&Quantity>,
    span: Span,
) -> CheckIns {
    let Some(first) = sides.first() else { return CheckIns::default() };
    let values = |day: &Day| sides.iter().map(|side| side.get(day).copied()).collect::<Option<Vec<_>>>();
    first
        .keys()
        .filter_map(|day| {
            let value = compute(identity, &values(day)?, like).ok()?;
            let (date, value) = (Field::new(*day, span), Field::new(value, span));
            Some(Field::new(CheckIn { date, value, ..CheckIn::default() }, span))
        })
        .collect()
}

/// A number that shows in which unit a metric is meant: its own, otherwise one of a key result that moves it.
fn like<'f>(id: &str, metric: &'f Metric, files: &'f [Arc<GoalFile>]) -> Option<&'f Quantity> {
    let targets = metric.targets.readable().filter_map(|(target, _)| target.target.get());
    let fields = [&metric.baseline, &metric.at_least, &metric.at_most];
    let mut own = fields.into_iter().filter_map(Field::get).chain(targets);
    own.find(|number| !number.is_bare()).or_else(|| {
        files.iter().find_map(|file| {
            objectives_in(file).find_map(|(at, objective, _)| {
                let mut key_results = objective.key_results.items().iter().enumerate();
                key_results.find_map(|(position, item)| {
                    let key_result = &item.get()?.0;
                    let facts = file
                        .facts(at, position)
                        .filter(|_| key_result.metric.get().is_some_and(|metric| metric == id))?;
                    let figures = match &facts.aim {
                        Aim::Move { baseline, target } => [baseline.as_ref(), target.as_ref()],
                        Aim::Hold { at_least, at_most } => [at_least.as_ref(), at_most.as_ref()],
                    };
                    figures
                        .into_iter()
                        .flatten()
                        .map(|figure| &figure.quantity)
                        .find(|number| !number.is_bare())
                })
            })
        })
    })
}

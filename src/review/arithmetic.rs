//! The arithmetic of `equals`: what a metric comes to by its parts, and what each part did to its change.

use crate::goals::identity::{Identity, Shape};
use crate::goals::{Day, Measured, MetricView, Readings};
use crate::quantity::{Dimension, Quantity, same};

/// A metric computed from its parts on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Arithmetic {
    /// The day: the latest on which every part has a reading.
    pub day: Day,
    /// The sum with its numbers put in: `customers 1,275 × arpu €312`.
    pub text: String,
    /// What comes out, in the style of the metric's readings, else of its target.
    pub computed: Quantity,
    /// The metric's own reading of that day, where it has one.
    pub read: Option<Quantity>,
    /// What changed since an earlier day; `None` where there is none with all parts.
    pub change: Option<Change>,
}

impl Arithmetic {
    /// Whether the reading says something else than the sum: more than 1% apart.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.read.as_ref().is_some_and(|read| {
            let (read, computed) = (read.value(), self.computed.value());
            !same(&self.computed.with_value(read), &self.computed)
                && (read - computed).abs() > 0.01 * read.abs().max(computed.abs())
        })
    }
}

/// How a change of the whole is shared among its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The whole is a sum: each part adds what it changed by.
    Directly,
    /// The whole is a product: each part gets its share of the logarithm of the change.
    Logarithms,
    /// Anything else: each part is changed alone, and the effects are averaged over all orders to change them in.
    AllOrders,
}

impl Method {
    /// How it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Method::Directly => "directly",
            Method::Logarithms => "by logarithms",
            Method::AllOrders => "averaged over all orders",
        }
    }
}

/// What changed between two days, and what each part did to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The earlier day.
    pub since: Day,
    /// The whole on the earlier day, by its parts.
    pub before: Quantity,
    /// How much it changed, in base units of the whole.
    pub by: f64,
    /// How it was shared among the parts.
    pub method: Method,
    /// The parts, in the order the identity names them.
    pub parts: Vec<PartChange>,
}

/// What one part did to the change of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct PartChange {
    /// Its id.
    pub metric: String,
    /// Its value on the earlier day.
    pub before: Quantity,
    /// Its value on the later day.
    pub now: Quantity,
    /// What it added to the whole, in base units of the whole; all together add up to the change.
    pub added: f64,
    /// The same as a share of the change; `None` where the whole did not change.
    pub share: Option<f64>,
}

/// How units are read in a sum: people mix them freely (`done / started * 100` is a percentage, an NPS of 40 is 60% less 20%).
#[derive(Debug, Clone, Copy)]
struct Units {
    /// 5% is 0.05 rather than 5.
    fraction: bool,
    /// 3 per week is 3 rather than as many per day.
    written: bool,
}

impl Units {
    const ALL: [Units; 4] = [
        Units { fraction: true, written: true },
        Units { fraction: true, written: false },
        Units { fraction: false, written: true },
        Units { fraction: false, written: false },
    ];

    /// How many base units one unit of a number is in the sum.
    fn unit(self, quantity: &Quantity) -> f64 {
        let scale = if self.written { quantity.unit_scale() } else { 1.0 };
        let is_percent = matches!(quantity.dimension(), Dimension::Percent | Dimension::Points);
        if self.fraction && is_percent { scale * 100.0 } else { scale }
    }
}

/// Does the arithmetic of a metric that has an identity, on the latest day on which all of its parts have a reading, and
/// compares it with the last such day up to `since`, else with the first after it. `None` where there is no such day.
#[must_use]
pub(super) fn arithmetic(metric: MetricView<'_>, readings: &Readings<'_>, since: Day) -> Option<Arithmetic> {
    let text = metric.metric.equals.get()?;
    let identity = Identity::parse(text).ok()?;
    let parts: Vec<&[Measured<'_>]> =
        identity.operands().iter().map(|operand| readings.of_metric(&operand.id)).collect();
    let days = common_days(&parts);
    let day = *days.last()?;
    let own = readings.of_metric(metric.id()?);
    let on = |series: &[Measured<'_>], day: Day| -> Option<Quantity> {
        let at = series.binary_search_by_key(&day, |reading| reading.day).ok()?;
        Some(series[at].value.clone())
    };
    let values_on =
        |day: Day| -> Option<Vec<Quantity>> { parts.iter().map(|series| on(series, day)).collect() };
    let now = values_on(day)?;
    let read = on(own, day);
    let like = own.last().map(|reading| reading.value).or_else(|| style(metric));
    let whole = Whole::new(&identity, &now, read.as_ref(), like)?;
    let named = |id: &str| {
        let at = identity.operands().iter().position(|operand| &*operand.id == id);
        at.map_or(id.to_owned(), |at| format!("{id} {}", now[at].text()))
    };
    let before = days.iter().rev().find(|earlier| **earlier <= since && **earlier < day);
    let before = before.or_else(|| days.first().filter(|first| **first < day));
    let change = before.and_then(|earlier| whole.change(*earlier, &values_on(*earlier)?, &now));
    Some(Arithmetic {
        day,
        text: Identity::written_out(text, named),
        computed: whole.quantity(whole.evaluate(&now)?),
        read,
        change,
    })
}

/// The number in whose style a metric without readings is written: its target.
fn style(metric: MetricView<'_>) -> Option<&Quantity> {
    metric.metric.targets.readable().find_map(|(target, _)| target.target.get())
}

/// The days on which every series has a value, in order.
fn common_days(series: &[&[Measured<'_>]]) -> Vec<Day> {
    let Some((first, others)) = series.split_first() else { return vec![] };
    let has = |series: &[Measured<'_>], day: Day| series.binary_search_by_key(&day, |one| one.day).is_ok();
    let days = first.iter().map(|reading| reading.day);
    days.filter(|day| others.iter().all(|series| has(series, *day))).collect()
}

/// An identity, and how units are read in it.
struct Whole<'i> {
    identity: &'i Identity,
    units: Units,
    /// How many base units of the whole one of the sum is.
    unit: f64,
    like: Quantity,
}

impl<'i> Whole<'i> {
    /// Reads units in the way that comes nearest to what was read, else in the most usual one.
    fn new(
        identity: &'i Identity,
        values: &[Quantity],
        read: Option<&Quantity>,
        like: Option<&Quantity>,
    ) -> Option<Self> {
        let like = like.or(read).cloned().or_else(|| one_unit(values))?;
        let ways = Units::ALL.into_iter().flat_map(|units| {
            [units.fraction, !units.fraction].map(|fraction| (units, Units { fraction, ..units }.unit(&like)))
        });
        let mut best: Option<(f64, Whole<'i>)> = None;
        for (units, unit) in ways {
            let whole = Whole { identity, units, unit, like: like.clone() };
            let apart = match read {
                Some(read) => (whole.evaluate(values)? - read.value()).abs(),
                None => 0.0,
            };
            if best.as_ref().is_none_or(|(least, _)| apart < *least * (1.0 - 1e-9)) {
                best = Some((apart, whole));
            }
        }
        best.map(|(_, whole)| whole)
    }

    /// The whole for some values of the parts, in its base units.
    fn evaluate(&self, values: &[Quantity]) -> Option<f64> {
        self.of_numbers(&self.numbers(values))
    }

    fn of_numbers(&self, numbers: &[f64]) -> Option<f64> {
        Some(self.identity.evaluate(numbers)? * self.unit)
    }

    fn numbers(&self, values: &[Quantity]) -> Vec<f64> {
        values.iter().map(|value| value.value() / self.units.unit(value)).collect()
    }

    fn quantity(&self, value: f64) -> Quantity {
        self.like.with_value(value)
    }

    fn change(&self, since: Day, before: &[Quantity], now: &[Quantity]) -> Option<Change> {
        let (from, to) = (self.numbers(before), self.numbers(now));
        let (start, end) = (self.of_numbers(&from)?, self.of_numbers(&to)?);
        let (method, added) = self.shares(&from, &to, start, end)?;
        let by = end - start;
        let parts = self.identity.operands().iter().zip(before.iter().zip(now)).zip(added);
        let parts = parts.map(|((operand, (before, now)), added)| PartChange {
            metric: operand.id.to_string(),
            before: before.clone(),
            now: now.clone(),
            added,
            share: (by != 0.0).then(|| added / by),
        });
        Some(Change { since, before: self.quantity(start), by, method, parts: parts.collect() })
    }

    /// What each part added to the whole.
    fn shares(&self, from: &[f64], to: &[f64], start: f64, end: f64) -> Option<(Method, Vec<f64>)> {
        match self.identity.shape() {
            Shape::Sum(factors) => {
                let parts = factors.iter().zip(from.iter().zip(to));
                let added = parts.map(|(factor, (from, to))| factor * (to - from) * self.unit);
                Some((Method::Directly, added.collect()))
            }
            Shape::Product(powers) if from.iter().chain(to).all(|number| *number > 0.0) => {
                // The logarithmic mean of both ends: times the logarithm of a part's change, it is what that part added.
                let mean = if (end - start).abs() <= 1e-12 * start.abs() {
                    start
                } else {
                    (end - start) / libm::log(end / start)
                };
                let parts = powers.iter().zip(from.iter().zip(to));
                let added = parts.map(|(power, (from, to))| power * libm::log(to / from) * mean);
                Some((Method::Logarithms, added.collect()))
            }
            Shape::Product(_) | Shape::Mixed => Some((Method::AllOrders, self.all_orders(from, to)?)),
        }
    }

    /// The effect of each part alone, averaged over all orders in which they could have changed (the Shapley value). With
    /// very many parts only over the order of the identity and its reverse.
    fn all_orders(&self, from: &[f64], to: &[f64]) -> Option<Vec<f64>> {
        const MOST_PARTS: usize = 8;
        let count = from.len();
        if count > MOST_PARTS {
            let forward: Vec<usize> = (0..count).collect();
            let backward: Vec<usize> = forward.iter().rev().copied().collect();
            let (one, other) = (self.one_order(from, to, &forward)?, self.one_order(from, to, &backward)?);
            return Some(one.iter().zip(&other).map(|(one, other)| one / 2.0 + other / 2.0).collect());
        }
        let value = |changed: usize| {
            let number = |part: usize| if changed >> part & 1 == 1 { to[part] } else { from[part] };
            self.of_numbers(&(0..count).map(number).collect::<Vec<_>>())
        };
        let values: Vec<f64> = (0..1 << count).map(value).collect::<Option<_>>()?;
        let factorial = |number: usize| (1..=number).map(|n| n as f64).product::<f64>();
        let added = |part: usize| {
            let without = (0..1 << count).filter(|changed: &usize| changed >> part & 1 == 0);
            let effect = without.map(|changed| {
                let before = changed.count_ones() as usize;
                let weight = factorial(before) * factorial(count - before - 1) / factorial(count);
                weight * (values[changed | 1 << part] - values[changed])
            });
            effect.sum()
        };
        Some((0..count).map(added).collect())
    }

    fn one_order(&self, from: &[f64], to: &[f64], order: &[usize]) -> Option<Vec<f64>> {
        let (mut numbers, mut added) = (from.to_vec(), vec![0.0; from.len()]);
        let mut last = self.of_numbers(&numbers)?;
        for part in order {
            numbers[*part] = to[*part];
            let next = self.of_numbers(&numbers)?;
            added[*part] = next - last;
            last = next;
        }
        Some(added)
    }
}

/// The unit that the sum has if its parts have one between them that is more than a count.
fn one_unit(values: &[Quantity]) -> Option<Quantity> {
    let with_unit =
        values.iter().find(|value| !matches!(value.dimension(), Dimension::Count | Dimension::Percent));
    with_unit.or(values.first()).cloned()
}

/// What a metric would be with other values for some of its parts: the latest day's arithmetic with those put in.
#[must_use]
pub fn supposed(
    metric: MetricView<'_>,
    readings: &Readings<'_>,
    value_of: impl Fn(&str) -> Option<Quantity>,
) -> Option<(Quantity, Quantity)> {
    let identity = Identity::parse(metric.metric.equals.get()?).ok()?;
    let latest = |id: &str| readings.of_metric(id).last().map(|reading| reading.value.clone());
    let ids = || identity.operands().iter().map(|operand| &*operand.id);
    let now: Vec<Quantity> = ids().map(latest).collect::<Option<_>>()?;
    let then: Vec<Quantity> = ids().map(|id| value_of(id).or_else(|| latest(id))).collect::<Option<_>>()?;
    let own = readings.of_metric(metric.id()?).last().map(|reading| reading.value);
    let whole = Whole::new(&identity, &now, own, own.or_else(|| style(metric)))?;
    Some((whole.quantity(whole.evaluate(&now)?), whole.quantity(whole.evaluate(&then)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole, and what each part added, for values before and now; all texts are quantities.
    fn shared(text: &str, before: &[&str], now: &[&str], read: Option<&str>) -> (Method, Vec<f64>, f64) {
        let identity = Identity::parse(text).unwrap();
        let quantities =
            |texts: &[&str]| -> Vec<Quantity> { texts.iter().map(|text| text.parse().unwrap()).collect() };
        let (before, now) = (quantities(before), quantities(now));
        let read: Option<Quantity> = read.map(|text| text.parse().unwrap());
        let whole = Whole::new(&identity, &now, read.as_ref(), None).unwrap();
        let change = whole.change("2026-01-05".parse().unwrap(), &before, &now).unwrap();
        (change.method, change.parts.iter().map(|part| part.added).collect(), change.by)
    }

    fn near(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        found
            .iter()
            .zip(wanted)
            .for_each(|(found, wanted)| assert!((found - wanted).abs() < 0.01, "{found} for {wanted}"));
    }

    #[test]
    fn a_product_is_shared_out_by_logarithms() {
        // 1,240 * 310 = 384,400 and 1,275 * 312 = 397,800: 13,400 more. The logarithmic mean of both is 391,061.7;
        // ln(1275 / 1240) = 0.0278348 and ln(312 / 310) = 0.0064309 of it are 10,885.12 and 2,514.88, 13,400 together.
        let (method, added, by) =
            shared("customers * arpu", &["1240", "€310"], &["1275", "€312"], Some("€397,800"));
        assert_eq!(method, Method::Logarithms);
        near(&added, &[10_885.12, 2_514.88]);
        near(&[by], &[13_400.0]);
    }

    #[test]
    fn a_sum_is_shared_out_directly() {
        let (method, added, by) =
            shared("new + expansion - lost", &["$10K", "$4K", "$3K"], &["$12K", "$5K", "$2K"], Some("$15K"));
        assert_eq!(method, Method::Directly);
        near(&added, &[2_000.0, 1_000.0, 1_000.0]);
        near(&[by], &[4_000.0]);
    }

    #[test]
    fn anything_else_is_averaged_over_all_orders() {
        // 200 * 0.95 = 190 and 220 * 0.92 = 202.4. Customers first: +19, then churn -6.6; churn first: -6, then customers +18.4.
        let (method, added, by) =
            shared("existing * (1 - churn)", &["200", "5%"], &["220", "8%"], Some("202"));
        assert_eq!(method, Method::AllOrders);
        near(&added, &[18.7, -6.3]);
        near(&[by], &[12.4]);
    }

    #[test]
    fn units_are_read_as_the_reading_says() {
        // A percentage of a percentage, and a share of counts that is written in percent.
        let (_, _, by) = shared("done / started", &["20", "100"], &["30", "100"], Some("30%"));
        near(&[by], &[10.0]);
        let (_, _, by) = shared("promoters - detractors", &["50%", "20%"], &["60%", "20%"], Some("40"));
        near(&[by], &[10.0]);
        let (_, _, by) = shared("a * b", &["10 per week", "€5"], &["12 per week", "€5"], Some("€60"));
        near(&[by], &[10.0]);
    }

    #[test]
    fn a_product_with_a_zero_has_no_logarithm_and_is_averaged() {
        let (method, added, _) = shared("a * b", &["0", "2"], &["3", "4"], None);
        assert_eq!(method, Method::AllOrders);
        near(&added, &[9.0, 3.0]);
    }
}

//! `identity-mismatch`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use crate::finding::{Level, Remark};
use crate::goals::computed::{NoValue, compute};
use crate::goals::identity::Identity;
use crate::goals::{Day, Measured, MetricView, Workspace};
use crate::quantity::{Dimension, Quantity};
use crate::source::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "identity-mismatch",
    summary: "a metric whose readings do not match the formula in its `equals`",
    page: include_str!("identity_mismatch.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "tolerance",
        default: 1.0,
        range: (0.0, 100.0),
        unit: OptionUnit::Percent,
        meaning: "how far the two sides may differ, in percent",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let mut identities = Vec::new();
    for metric in workspace.metrics() {
        let Some((text, span)) = metric.metric.equals.located() else { continue };
        match Identity::parse(text) {
            Ok(identity) => identities.push(Stated { metric, identity, text: shortened(text), span }),
            Err(error) => {
                let place = workspace.words(span, text, error.words);
                context.report(Remark::new(place, error.message).help(error.help));
            }
        }
    }
    let readings = readings_of_operands(workspace, &identities, context.as_of);
    let tolerance = context.option("tolerance") / 100.0;
    for stated in &identities {
        let remark =
            stated.no_value(&readings).or_else(|| stated.compare(&readings, tolerance, context.as_of));
        if let Some(remark) = remark {
            context.report(remark);
        }
    }
}

fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() > 60 { text.chars().take(58).chain(['…']).collect() } else { text }
}

/// Readings by the day; of two on one day the later in the file.
type ByDay<'w> = BTreeMap<Day, Measured<'w>>;

fn by_day(metric: MetricView<'_>, as_of: Day) -> ByDay<'_> {
    let seen = metric.readings().into_iter().filter(|reading| reading.day <= as_of);
    seen.map(|reading| (reading.day, reading)).collect()
}

fn readings_of_operands<'w>(
    workspace: &'w Workspace,
    identities: &[Stated<'_>],
    as_of: Day,
) -> HashMap<&'w str, ByDay<'w>> {
    let operands = identities.iter().flat_map(|stated| stated.identity.operands());
    let wanted: HashSet<&str> = operands.map(|operand| &*operand.id).collect();
    let mut readings = HashMap::new();
    for metric in workspace.metrics() {
        if let Some(id) = metric.id().filter(|id| wanted.contains(id)) {
            readings.entry(id).or_insert_with(|| by_day(metric, as_of));
        }
    }
    readings
}

/// A metric's identity.
struct Stated<'w> {
    metric: MetricView<'w>,
    identity: Identity,
    /// As it is quoted.
    text: String,
    span: Span,
}

impl Stated<'_> {
    /// The first date on which the parts cannot be put together.
    fn no_value(&self, readings: &HashMap<&str, ByDay<'_>>) -> Option<Remark> {
        let operands = self.identity.operands();
        let sides: Vec<&ByDay<'_>> =
            operands.iter().map(|operand| readings.get(&*operand.id)).collect::<Option<_>>()?;
        let (day, parts, no_value) = sides.first()?.keys().find_map(|day| {
            let parts: Vec<&Measured<'_>> = sides.iter().map(|side| side.get(day)).collect::<Option<_>>()?;
            let values: Vec<&Quantity> = parts.iter().map(|part| part.value).collect();
            Some((*day, parts, compute(&self.identity, &values, None).err()?))
        })?;
        let (message, help) = match &no_value {
            NoValue::ByZero => (
                format!("on {day} `{}` divides by zero", self.text),
                "correct the reading that is zero, or leave out the date",
            ),
            NoValue::TooLarge => (
                format!("on {day} `{}` comes to more than a number can hold", self.text),
                "check the readings of that date",
            ),
            NoValue::Mixed(pair) => (
                format!(
                    "`{}` adds `{}` to `{}`, which cannot be added",
                    self.text,
                    pair.1.text(),
                    pair.0.text()
                ),
                "give both one unit; no exchange rate is looked up",
            ),
            // With readings of its own nothing has to be computed.
            NoValue::NoUnit(_) if !self.metric.is_computed() => return None,
            NoValue::NoUnit(pair) => (
                format!(
                    "`{}` puts `{}` and `{}` together, and no unit is known for that",
                    self.text,
                    pair.0.text(),
                    pair.1.text()
                ),
                "give the metric `readings:` of its own, or leave the unit out of its parts",
            ),
        };
        let remark = Remark::new(self.span, message).help(help);
        Some(operands.iter().zip(parts).take(4).fold(remark, |remark, (operand, part)| {
            remark.related(
                part.check_in.value().span().unwrap_or(part.span),
                format!("`{}` on that date", operand.id),
            )
        }))
    }

    fn compare(&self, readings: &HashMap<&str, ByDay<'_>>, tolerance: f64, as_of: Day) -> Option<Remark> {
        let operands = self.identity.operands();
        let sides: Vec<&ByDay<'_>> =
            operands.iter().map(|operand| readings.get(&*operand.id)).collect::<Option<_>>()?;
        let mut first = None;
        let mut others = 0;
        if self.metric.is_computed() {
            return None;
        }
        for (day, own) in by_day(self.metric, as_of) {
            let Some(parts) = sides.iter().map(|side| side.get(&day)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let values: Vec<Figure> = parts.iter().map(|part| Figure::of(part.value)).collect();
            if let Some(gap) = gap(&self.identity, &Figure::of(own.value), &values, tolerance) {
                if first.is_some() {
                    others += 1;
                } else {
                    first = Some((own, parts, gap));
                }
            }
        }
        let (own, parts, gap) = first?;
        Some(self.remark(&own, &parts, &gap, others))
    }

    fn remark(&self, own: &Measured<'_>, parts: &[&Measured<'_>], gap: &Gap, others: usize) -> Remark {
        let what = super::called(self.metric);
        let more = match others {
            0 => String::new(),
            1 => ", and they differ on one more date".to_owned(),
            others => format!(", and they differ on {others} more dates"),
        };
        let message = format!(
            "on {} {what} is {}, but `{}` makes {}{more}",
            own.day,
            own.value.text(),
            self.text,
            own.value.with_value(gap.computed).text()
        );
        let place = own.check_in.value().span().unwrap_or(own.span);
        let percent = (gap.share * 1000.0).round() / 10.0;
        let remark = Remark::new(place, message)
            .help(format!("they are {percent}% apart: correct the reading that is wrong, or say in `equals` what is missing from it"))
            .related(self.span, "what it should equal");
        let operands = self.identity.operands().iter().zip(parts).take(4);
        operands.fold(remark, |remark, (operand, part)| {
            remark.related(
                part.check_in.value().span().unwrap_or(part.span),
                format!("`{}` on that date", operand.id),
            )
        })
    }
}

/// A reading as the numbers it may represent in a sum.
struct Figure {
    /// In the base unit of its dimension.
    base: f64,
    /// How many base units the written unit is.
    scale: f64,
    is_percent: bool,
    dimension: Dimension,
    /// How far the true value may lie from the written one, in base units: `$1.2M` may be 50,000 more or less.
    rounding: f64,
}

/// How units are read on one side of a sum. People mix them freely (an NPS of 40 is 60% less 20%; `done / started * 100`
/// is a percentage), so a sum holds when it holds in one of these ways.
#[derive(Clone, Copy)]
struct Units {
    /// 5% is 0.05 rather than 5.
    fraction: bool,
    /// 3 per week is 3 rather than as many per day.
    written: bool,
}

impl Figure {
    fn of(quantity: &Quantity) -> Self {
        let is_percent = matches!(quantity.dimension(), Dimension::Percent | Dimension::Points);
        let scale = quantity.unit_scale();
        let rounding = rounding(quantity, scale, is_percent);
        Self { base: quantity.value(), scale, is_percent, dimension: quantity.dimension(), rounding }
    }

    /// How many base units one unit of the number is.
    fn unit(&self, units: Units) -> f64 {
        let scale = if units.written { self.scale } else { 1.0 };
        if units.fraction && self.is_percent { scale * 100.0 } else { scale }
    }
}

/// Half of the last digit written. Whole numbers are counts and exact, unless they are percentages or end in K or M.
fn rounding(quantity: &Quantity, scale: f64, is_percent: bool) -> f64 {
    let text = quantity.text();
    let from = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let rest = &text[from..];
    let digits =
        &rest[..rest.find(|c: char| !(c.is_ascii_digit() || ",._".contains(c))).unwrap_or(rest.len())];
    let decimals = digits.split_once(quantity.mark().sign()).map_or(0, |(_, decimals)| decimals.len());
    let plain = digits.replace([quantity.mark().thousands(), '_'], "").replace(',', ".");
    let Ok(numeral) = plain.parse::<f64>() else { return 0.0 };
    let magnitude = if numeral == 0.0 { 1.0 } else { (quantity.value() / scale).abs() / numeral };
    if decimals == 0 && !is_percent && magnitude < 1.5 {
        return 0.0;
    }
    0.5 * magnitude * scale / 10f64.powi(decimals.min(30) as i32)
}

/// Two sides that differ.
struct Gap {
    /// The right side, in base units of the left.
    computed: f64,
    /// How far they are apart, as a share of the larger.
    share: f64,
}

/// How far an identity is from holding; `None` if it holds, or where it has no value.
fn gap(identity: &Identity, own: &Figure, operands: &[Figure], tolerance: f64) -> Option<Gap> {
    let mut nearest: Option<Gap> = None;
    // `1 h + 30 min` is not 31: numbers count as written only if all of a kind have one unit.
    let figures = || operands.iter().chain([own]);
    let in_one_unit = figures()
        .all(|one| figures().all(|other| one.dimension != other.dimension || one.scale == other.scale));
    for written in [true, false].into_iter().filter(|written| !written || in_one_unit) {
        for fraction in [true, false] {
            let of_operands = Units { fraction, written };
            let values: Vec<f64> =
                operands.iter().map(|operand| operand.base / operand.unit(of_operands)).collect();
            let right = identity.evaluate(&values)?;
            let slack = || rounding_of_sum(identity, operands, of_operands, &values, right);
            for own_fraction in [fraction, !fraction] {
                let unit = own.unit(Units { fraction: own_fraction, written });
                let left = own.base / unit;
                let (apart, larger) = ((left - right).abs(), left.abs().max(right.abs()));
                let allowed = larger * (tolerance + 1e-9);
                if apart <= allowed || apart <= allowed + own.rounding / unit + slack() {
                    return None;
                }
                let share = apart / larger;
                if nearest.as_ref().is_none_or(|nearest| share < nearest.share) {
                    nearest = Some(Gap { computed: right * unit, share });
                }
            }
        }
    }
    nearest
}

/// How much the rounding of the operands may change the sum.
fn rounding_of_sum(identity: &Identity, operands: &[Figure], units: Units, values: &[f64], sum: f64) -> f64 {
    let mut values = values.to_vec();
    let mut total = 0.0;
    for (at, operand) in operands.iter().enumerate().filter(|(_, operand)| operand.rounding > 0.0) {
        let value = values[at];
        values[at] = value + operand.rounding / operand.unit(units);
        total += identity.evaluate(&values).map_or(0.0, |changed| (changed - sum).abs());
        values[at] = value;
    }
    total
}

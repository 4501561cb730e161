//! How far a value may move from its baseline: `max_increase: 5%`, `max_decrease: 2 days`.

use super::head;
use super::{Dimension, Quantity, comparable};

/// What is not clear about an allowance, and what it may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum AllowanceDoubt {
    /// It is no difference from this baseline: `5 days` from 20%.
    OtherUnit,
    /// It may mean any of these; none if nobody can say.
    Unclear(Vec<String>),
    /// It is about as large as the baseline itself, as a limit would be.
    Limit,
}

/// A fraction below one may be a share, where the baseline is so many times as large: `0.05` of €1.2M is 5% rather than five cents.
const FRACTION_OF: f64 = 10.0;
/// The same of a baseline that is a share: `0.1` of 4% is rather 10% of it than a tenth of a point.
const FRACTION_OF_SHARE: f64 = 2.0;
/// An amount is too small for its baseline below this share of it: `$5` of $10K.
const TOO_SMALL: f64 = 0.002;
/// Of fewer things than these, one more is a lot.
const FEW: f64 = 10.0;
/// What is taken away from a baseline is rather what is left from this share of it on.
const NEAR: f64 = 0.8;
/// Shares of a share from this on are rather shares of all: `76%` beside 80%.
const LARGE_SHARE: f64 = 50.0;

/// How far a value may move from a baseline, in its base unit: `5%` is a share of the baseline, anything else an amount.
///
/// # Errors
/// What keeps the allowance from being read in one way only.
pub fn allowance(from: &Quantity, change: &Quantity, is_decrease: bool) -> Result<f64, AllowanceDoubt> {
    let start = from.value().abs();
    if change.is_multiple() {
        // `1.05x` is 5% more, and `2x` twice as much.
        let percent = (change.value() - 1.0).abs() * 100.0;
        return Err(AllowanceDoubt::Unclear(in_percent(percent, change).into_iter().collect()));
    }
    match (change.dimension(), from.dimension()) {
        (Dimension::Percent, of) => {
            let (share, all) =
                (change.value().abs(), if of == Dimension::Percent { LARGE_SHARE } else { 100.0 });
            let is_limit = share >= all && start > 0.0;
            if is_limit { Err(AllowanceDoubt::Limit) } else { Ok(start * share / 100.0) }
        }
        (Dimension::Points, Dimension::Percent) => Ok(change.value().abs()),
        (Dimension::Points, _) if from.is_bare() && start <= 1.0 => Err(AllowanceDoubt::Unclear(Vec::new())),
        (Dimension::Rating(whole), of) if !matches!(of, Dimension::Rating(_)) => {
            let percent = in_percent(change.value() / whole * 100.0, change);
            Err(AllowanceDoubt::Unclear(percent.into_iter().collect()))
        }
        _ if !comparable(from, change) => Err(AllowanceDoubt::OtherUnit),
        _ => amount(from, change, is_decrease),
    }
}

/// An amount in the baseline's unit, unless its size says that something else is meant.
fn amount(from: &Quantity, change: &Quantity, is_decrease: bool) -> Result<f64, AllowanceDoubt> {
    let in_unit = change.with_unit_of(from);
    let (start, by) = (from.value().abs(), in_unit.value().abs());
    if start == 0.0 || by == 0.0 {
        return Ok(by);
    }
    if let Some(readings) = share_or_amount(from, change, &in_unit) {
        return Err(AllowanceDoubt::Unclear(readings));
    }
    let is_limit =
        by >= start && (is_decrease || !is_few(from)) || is_decrease && by >= start * NEAR && !is_few(from);
    if is_limit { Err(AllowanceDoubt::Limit) } else { Ok(by) }
}

fn is_few(from: &Quantity) -> bool {
    from.dimension() == Dimension::Count && from.value().abs() < FEW
}

/// A number of percent as the author of another number would write it.
fn in_percent(value: f64, author: &Quantity) -> Option<String> {
    let plain = Quantity::read("0%", author.mark()).ok()?;
    (value > 0.0).then(|| plain.write_like(value))
}

/// What a bare number may mean beside a baseline of another size: percent, or the baseline's unit.
fn share_or_amount(from: &Quantity, change: &Quantity, in_unit: &Quantity) -> Option<Vec<String>> {
    if !change.is_bare() {
        return None;
    }
    let (start, value) = ((from.value() / from.unit_scale()).abs(), change.value().abs());
    let is_share = from.dimension() == Dimension::Percent;
    let (most, least_start) = if is_share { (0.2, FRACTION_OF_SHARE) } else { (1.0, FRACTION_OF) };
    let is_fraction = value < most && start >= least_start;
    let factor = head::read(from.text(), from.mark()).ok().flatten().map_or(1.0, |head| head.factor);
    let is_tiny = factor >= 1e3 && value < factor && value < start * TOO_SMALL;
    let percent = if is_fraction { value * 100.0 } else { value };
    let may_be_percent = !from.is_bare() || (FEW..=100.0).contains(&value);
    let is_large = value > start && may_be_percent;
    if !is_fraction && !is_tiny && !is_large {
        return None;
    }
    let percent = in_percent(percent, change).filter(|_| percent < 100.0);
    let scaled =
        (is_tiny && value * factor < start).then(|| from.write_like(value * factor * from.unit_scale()));
    // `15%` beside 4% would be a share of it.
    let amount = if is_share { format!("{}pp", change.text()) } else { in_unit.text().to_owned() };
    let amount = Some(amount).filter(|text| Quantity::read(text, from.mark()).is_ok());
    Some(percent.into_iter().chain(scaled).chain(amount).collect())
}

//! Allowances of `unclear-number`: `max_increase: 0.05` beside €1.2M.

use super::figures::Placed;
use crate::finding::Remark;
use crate::quantity::{AllowanceDoubt, Dimension, Quantity, allowance};
use crate::source::Span;
use crate::yaml::edit::Fix;

/// What a fix does that writes one of several readings.
pub(super) const MEANT: &str = "number written as it is meant";

/// `max_increase: 0.05` beside €1.2M, or `20` beside 5 min: percent, or the baseline's own unit; `1,260` beside 1,200: the limit itself.
pub(super) fn remark((name, change, place): (&str, &Quantity, Span), base: Placed<'_>) -> Option<Remark> {
    let is_decrease = name == "max_decrease";
    let text = change.text();
    let readings = match allowance(base.0, change, is_decrease).err()? {
        AllowanceDoubt::OtherUnit => return None,
        AllowanceDoubt::Unclear(readings) => readings,
        AllowanceDoubt::Limit => return Some(of_limit(name, (change, place), base)),
    };
    let message = format!("`{text}` may mean more than one thing beside `{}`", base.0.text());
    let remark = Remark::new(place, message).related(base.1, "the number it stands beside");
    let others: Vec<&String> = readings.iter().filter(|reading| *reading != text).collect();
    let choices = others.iter().map(|reading| Fix::writing(MEANT, place, (*reading).clone())).collect();
    let quoted: Vec<String> = others.iter().map(|reading| format!("`{reading}`")).collect();
    let (is_share, is_alone) = (|text: &String| text.ends_with("%`"), quoted.len() == 1);
    let help = match &quoted[..] {
        [one] if is_share(one) => format!("write {one} if a share of the baseline is meant"),
        [one, rest @ ..] if is_share(one) && !is_alone => {
            format!("write {one} for a share of the baseline, or {}", rest.join(" or "))
        }
        [one] => format!("write {one} if that is meant, or the unit that is"),
        _ => {
            "write how far it may move in the unit of the baseline, or as a share of it, like `5%`".to_owned()
        }
    };
    Some(remark.help(help).choices(choices))
}

/// `max_increase: 1,260` beside 1,200: it allows 2,460.
fn of_limit(name: &str, (change, place): Placed<'_>, (from, of_base): Placed<'_>) -> Remark {
    let is_share = change.dimension() == Dimension::Percent;
    let (field, sign, way) = match name {
        "max_decrease" => ("at_least", -1.0, "down to"),
        _ => ("at_most", 1.0, "up to"),
    };
    let of_all = from.value().abs() * change.value().abs() / 100.0;
    let by = if is_share { of_all } else { change.value_beside(from).abs() };
    let end = from.write_like(from.value() + sign * by);
    let (text, start) = (change.text(), from.text());
    let message = format!("`{name}: {text}` allows {way} `{end}`, for it counts from `{start}`");
    // Of 100, 110% is 110, and nobody means by 120% that less than nothing is left.
    let limit = match is_share && from.dimension() != Dimension::Percent {
        true => Some(from.write_like(of_all)).filter(|_| sign > 0.0),
        false => Some(text.to_owned()),
    };
    let as_limit =
        limit.map_or_else(String::new, |limit| format!("write `{field}: {limit}` if that is the limit, or "));
    let help = format!("{as_limit}say how far it may move, like `{name}: 5%`");
    Remark::new(place, message).help(help).related(of_base, "what it counts from")
}

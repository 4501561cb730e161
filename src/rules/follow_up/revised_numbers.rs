//! The numbers that a revision leads from and to: whether each can be read, and whether it fits the numbers of today.

use crate::finding::Remark;
use crate::goals::format::Revision;
use crate::goals::values::RevisedField;
use crate::quantity::{DecimalMark, Quantity, comparable, doubt};
use crate::source::Span;
use crate::yaml::Fix;

/// A number of the goal as it is today, and its place.
pub(super) type Today<'w> = (&'w Quantity, Span);

/// What is wrong with a number of a revision: it cannot be read, or not beside the numbers of today.
pub(super) fn misfit(
    revision: &Revision,
    field: RevisedField,
    today: &[Today<'_>],
    mark: DecimalMark,
) -> Option<Remark> {
    [&revision.from, &revision.to].into_iter().find_map(|end| {
        let text = end.get()?;
        let place = end.span()?;
        match read(text, field, mark) {
            Read::Number(number) => beside(&number, place, today),
            Read::None => None,
            Read::Wrong(remark) => Some(remark(place)),
        }
    })
}

enum Read {
    Number(Quantity),
    /// No number of a field that has numbers, or a word for having none.
    None,
    Wrong(Box<dyn Fn(Span) -> Remark>),
}

fn read(text: &str, field: RevisedField, mark: DecimalMark) -> Read {
    use RevisedField::{AtLeast, AtMost, Baseline, MaxDecrease, MaxIncrease, Stretch, Target, Weight};
    if text.trim().is_empty() {
        return Read::None;
    }
    match (field, Quantity::read(text, mark)) {
        (Weight, Ok(weight)) if !weight.is_bare() || weight.value() <= 0.0 => {
            let message = format!("`{text}` is not a weight");
            Read::Wrong(Box::new(move |place| {
                Remark::new(place, message.clone()).help("write the number that `weight` had, like 2")
            }))
        }
        (Baseline | Target | Stretch | AtLeast | AtMost, Ok(number)) => Read::Number(number),
        (Baseline | Target | Stretch | AtLeast | AtMost | MaxIncrease | MaxDecrease | Weight, Err(wrong))
            if !wrong.says_that_there_is_none() =>
        {
            Read::Wrong(Box::new(move |place| {
                let remark = Remark::new(place, wrong.message()).help(wrong.help());
                match wrong.replacement() {
                    Some(meant) => remark.fix(Fix::writing("number of a revision", place, meant.to_owned())),
                    None => remark,
                }
            }))
        }
        _ => Read::None,
    }
}

/// `80%` or `80k` where the goal goes from 20 to 60.
fn beside(number: &Quantity, place: Span, today: &[Today<'_>]) -> Option<Remark> {
    let ends: Vec<&Quantity> = today.iter().map(|(quantity, _)| *quantity).collect();
    if doubt(&ends, &[]).is_some() {
        // What the goal itself leaves unclear is told there.
        return None;
    }
    let text = number.text();
    if let Some((other, other_place)) = today.iter().find(|(other, _)| !comparable(number, other)) {
        let message = format!("the revision's `{text}` and `{}` cannot be compared", other.text());
        let help = format!("write it in the unit of `{}`", other.text());
        return Some(Remark::new(place, message).help(help).related(*other_place, "what it is now"));
    }
    let own = ends.len();
    let doubt = doubt(&ends, &[number]).filter(|doubt| doubt.index == own || doubt.beside == own)?;
    let other = if doubt.index == own { doubt.beside } else { doubt.index };
    let (other, other_place) = today.get(other)?;
    let message = format!("it is not clear what the revision's `{text}` was beside `{}`", other.text());
    let readings: Vec<String> = doubt.readings.iter().map(|reading| format!("`{reading}`")).collect();
    let help = match &readings[..] {
        [.., _] if doubt.index == own => format!("write what was meant: {}", readings.join(" or ")),
        _ => "check the number, and write it with the unit that the others have".to_owned(),
    };
    Some(Remark::new(place, message).help(help).related(*other_place, "what it is now"))
}

//! The unit that a sentence names apart from its numbers: `days` in `Median time to convert (days) from 14 to 7`.

use super::token::Tokens;
use crate::quantity::{Dimension, Quantity};

/// A unit, as the text around a number that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUnit {
    before: Box<str>,
    after: Box<str>,
}

impl NamedUnit {
    /// A number without a unit in this one: `14 days` for 14. A number that has a unit stays as it is.
    #[must_use]
    pub fn of(&self, number: &Quantity) -> Quantity {
        let text = format!("{}{}{}", self.before, number.text(), self.after);
        let read = Quantity::read(&text, number.mark()).ok().filter(|_| number.is_bare());
        read.unwrap_or_else(|| number.clone())
    }

    fn one(&self) -> Option<Quantity> {
        format!("{}1{}", self.before, self.after).parse().ok()
    }
}

/// The unit that the sentence names for numbers without one. `None` if it names none, or more than one.
pub(super) fn find(tokens: &Tokens) -> Option<NamedUnit> {
    let text = tokens.lower.as_str();
    let mut named = in_brackets(text).chain(after_in(text)).chain(counted_first(text)).filter_map(unit);
    let first = named.next()?;
    let one = first.one()?;
    let is_same = |other: NamedUnit| other.one().is_some_and(|other| crate::quantity::same(&one, &other));
    named.all(is_same).then_some(first)
}

/// `(days)`, `(in %)`
fn in_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(open, _)| {
        let inside = text[open + 1..].split(')').next()?.trim();
        Some(inside.strip_prefix("in ").unwrap_or(inside))
    })
}

/// `in days:`, `in hours from`, `in €k,`
fn after_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(" in ").map(|(at, lead)| {
        let rest = &text[at + lead.len()..];
        let ends = [":", ",", " from ", " at ", " →"].iter().filter_map(|end| rest.find(end)).min();
        rest[..ends.unwrap_or(rest.len())].trim()
    })
}

/// `Days to fill a role from 60 to 45`, `Cut the hours of downtime`: the time is what is counted.
fn counted_first(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    let time = words.by_ref().take(4).find(|word| !leads_to_measure(word))?;
    let goes_on = matches!(
        words.next()?,
        "to" | "of" | "until" | "till" | "between" | "before" | "after" | "spent" | "it" | "lost"
    );
    // `days to 5` names no unit that is not there already.
    let is_number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_time = matches!(time, "seconds" | "minutes" | "hours" | "days");
    (is_time && goes_on && !is_number).then_some(time)
}

/// Words that may stand before the time that is counted.
fn leads_to_measure(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "average"
            | "median"
            | "mean"
            | "cut"
            | "reduce"
            | "lower"
            | "shorten"
            | "raise"
            | "increase"
            | "decrease"
            | "bring"
            | "keep"
            | "hold"
            | "number"
            | "of"
    )
}

/// The unit that a text is the name of.
fn unit(name: &str) -> Option<NamedUnit> {
    if name.is_empty() || name.len() > 12 || name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let symbol = name.chars().next().filter(|first| !first.is_alphanumeric()).map_or(0, char::len_utf8);
    // `€1k`, `1%`; `1 days`, `1 USD`
    let around = |before: &str, after: &str| NamedUnit { before: before.into(), after: after.into() };
    let (first, second) = if symbol > 0 {
        (around(&name[..symbol], &name[symbol..]), Some(around("", name)))
    } else {
        let is_money = |unit: &NamedUnit| {
            unit.one().is_some_and(|one| matches!(one.dimension(), Dimension::Currency(_)))
        };
        // `usd` is written `USD`.
        let code = around("", &format!(" {}", name.to_ascii_uppercase()));
        let code = Some(code).filter(|code| name.len() == 3 && is_money(code));
        (code.unwrap_or_else(|| around("", &format!(" {name}"))), None)
    };
    std::iter::once(first).chain(second).find(|unit| {
        let Some(one) = unit.one() else { return false };
        let is_unit = match one.dimension() {
            Dimension::Count | Dimension::Rate | Dimension::Rating(_) | Dimension::Points => false,
            Dimension::Duration => name.len() > 2 || name == "ms",
            _ => true,
        };
        is_unit && !one.is_bare()
    })
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Vocabulary;
    use super::super::token;
    use super::find;
    use crate::quantity::Quantity;

    #[test]
    fn a_unit_is_named_beside_the_measure() {
        let vocabulary = Vocabulary::default();
        let twelve: Quantity = "12".parse().unwrap();
        let named = |text: &str| {
            find(&token::tokens(text, &vocabulary)).map(|unit| unit.of(&twelve).text().to_owned())
        };
        let table = [
            ("Median time to convert (days) from 14 to 7", Some("12 days")),
            ("Median time to convert, in days: 14 → 7", Some("12 days")),
            ("Days to fill a role from 60 to 45", Some("12 days")),
            ("Cut the hours of downtime from 12 to 4", Some("12 hours")),
            ("Conversion (%) from 2 to 3", Some("12%")),
            ("Revenue (€k) from 200 to 300", Some("€12k")),
            ("Revenue in USD from 200 to 300", Some("12 USD")),
            ("Sick days per person from 9 to 7", None),
            ("Retention (day 7) from 20 to 30", None),
            ("Calls answered in 3 days from 20 to 30", None),
            ("Members (active) from 20 to 30", None),
            ("Sessions in the app from 20 to 30", None),
            ("Time to hire (days) and to train (weeks) from 20 to 30", None),
        ];
        for (text, unit) in table {
            assert_eq!(named(text).as_deref(), unit, "{text}");
        }
    }
}

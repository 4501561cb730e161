//! Numbers within a range: weights, confidence, grades set by hand.

use super::shorten;
use crate::wrong::Wrong;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::borrow::Cow;
use std::str::FromStr;

/// A number within a range, read from the text in the file or on the command line.
macro_rules! ranged_number {
    ($(#[$doc:meta])* $name:ident($inner:ty): $accepts:expr, $wanted:literal, $meant:expr, $form:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(pub $inner);

        impl FromStr for $name {
            type Err = Wrong;

            fn from_str(text: &str) -> Result<Self, Wrong> {
                let accepts: fn($inner) -> bool = $accepts;
                if may_be_thousands(text.trim()) {
                    return Err(in_two_ways(text.trim()));
                }
                if let Ok(number) = with_point(text.trim()).parse::<$inner>()
                    && accepts(number)
                {
                    return Ok($name(number));
                }
                let meant: fn(&str) -> Option<f64> = $meant;
                let meant = meant(text.trim()).filter(|meant| meant.to_string().parse().is_ok_and(accepts));
                let wrong = Wrong::new(format!(concat!("`{}` is not ", $wanted), shorten(text)));
                Err(match meant {
                    Some(meant) => {
                        wrong.help(format!(concat!("write `{}`: ", $form), meant)).meant(meant.to_string())
                    }
                    None => wrong.help($form),
                })
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <&str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

ranged_number!(
    /// How much an item counts in the mean above it: any positive number.
    Weight(f64): |weight| weight > 0.0 && weight <= 1e6, "a weight", weight_meant,
    "a weight is a positive number up to 1,000,000, like 2; 1 by default"
);
ranged_number!(
    /// The owner's confidence, from 1 (hopeless) to 10 (certain); seed 003.
    Confidence(u8): |confidence| (1..=10).contains(&confidence), "a confidence", confidence_meant,
    "confidence is a whole number from 1 (hopeless) to 10 (certain)"
);
ranged_number!(
    /// A grade set by hand, 0 to 1.
    HandGrade(f64): |score| (0.0..=1.0).contains(&score), "a grade", |text| share_of(text).map(rounded),
    "a grade is a number from 0 to 1, like 0.7"
);

/// `50%` counts like 50 where the others are percentages, too; `1/2` and `1,5` are numbers.
fn weight_meant(text: &str) -> Option<f64> {
    match (text.strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => number(percent),
        (None, Some((part, whole))) => Some(rounded(number(part)? / number(whole)?)),
        (None, None) => number(text),
    }
}

/// `7/10` and `70%` are a confidence of 7; no share is between two of them.
fn confidence_meant(text: &str) -> Option<f64> {
    let is_whole = |ten: &f64| (ten - ten.round()).abs() < 1e-9;
    let of_ten = share_of(text).map(|share| share * 10.0);
    of_ten.or_else(|| number(text)).filter(is_whole).map(f64::round)
}

/// What `70%`, `7/10`, `7 of 10`, `0.7` and `0,7` have in common.
fn share_of(text: &str) -> Option<f64> {
    if let Some(share) = share_in_words(text) {
        return Some(share);
    }
    let part_of =
        || text.split_once('/').or_else(|| text.split_once(" out of ")).or_else(|| text.split_once(" of "));
    let share = match (text.trim().strip_suffix('%'), part_of()) {
        (Some(percent), _) => number(percent)? / 100.0,
        (None, Some((part, whole))) => number(part)? / number(whole).filter(|whole| *whole != 0.0)?,
        (None, None) => number(text)?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

/// A number, with either decimal mark; `1,000` is a thousand in this format.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = text.split(',');
    let is_first = |first: &str| is_digits(first) && first.len() <= 3 && !first.starts_with('0');
    let is_thousands = text.contains(',')
        && groups.next().is_some_and(is_first)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    text.replace(',', if is_thousands { "" } else { "." })
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
}

/// `1,5` is 1.5, however decimals are written elsewhere: a comma before other than three digits separates no thousands.
fn with_point(text: &str) -> Cow<'_, str> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(',') {
        Some((whole, decimals)) if is_digits(whole) && is_digits(decimals) && decimals.len() != 3 => {
            Cow::Owned(format!("{whole}.{decimals}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `1.500`: with three decimals, or one thousand five hundred.
fn may_be_thousands(text: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, decimals)| {
        decimals.len() == 3
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && is_digits(whole)
            && is_digits(decimals)
    })
}

fn in_two_ways(text: &str) -> Wrong {
    let decimals = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    let thousands = text.replace('.', "");
    Wrong::new(format!("`{text}` can be read in two ways, with decimals or with thousands"))
        .help(format!("`{decimals}` or `{thousands}`: write the one you mean"))
        .may_mean(vec![decimals, thousands])
}

/// What the words for a confidence come to: `amber` is about 5 of 10.
fn share_in_words(text: &str) -> Option<f64> {
    let word = text.trim().to_lowercase().replace(['_', '-'], " ");
    match word.as_str() {
        "green" | "high" | "on track" | "confident" | "🟢" => Some(0.8),
        "amber" | "yellow" | "medium" | "at risk" | "unsure" | "🟡" => Some(0.5),
        "red" | "low" | "off track" | "🔴" => Some(0.2),
        _ => None,
    }
}

/// To three decimals, so that 0.55 * 100 is shown as 55.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

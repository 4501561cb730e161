//! Numbers within a range: weights, confidence, grades set by hand.

use super::shorten;
use crate::wrong::Wrong;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// A number within a range, read from the text in the file.
macro_rules! ranged_number {
    ($(#[$doc:meta])* $name:ident($inner:ty): $accepts:expr, $wanted:literal, $instead:expr, $form:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <&str>::deserialize(deserializer)?;
                let accepts: fn($inner) -> bool = $accepts;
                match text.trim().parse::<$inner>() {
                    Ok(number) if accepts(number) => Ok($name(number)),
                    _ => {
                        let instead: fn(f64) -> f64 = $instead;
                        let meant = share_of(&text).map(instead);
                        let meant = meant.filter(|meant| meant.to_string().parse().is_ok_and(accepts));
                        let wrong = Wrong::new(format!(concat!("`{}` is not ", $wanted), shorten(text)));
                        Err(D::Error::custom(match meant {
                            Some(meant) => {
                                wrong.help(format!(concat!("write `{}`: ", $form), meant)).meant(meant.to_string())
                            }
                            None => wrong.help($form),
                        }))
                    }
                }
            }
        }
    };
}

ranged_number!(
    /// How much an item counts in the mean above it: any positive number.
    Weight(f64): |weight| weight > 0.0 && weight <= 1e6, "a weight", |share| rounded(share * 100.0),
    "a weight is a positive number up to 1,000,000, like 2; 1 by default"
);
ranged_number!(
    /// The owner's confidence, from 1 (hopeless) to 10 (certain); seed 003.
    Confidence(u8): |confidence| (1..=10).contains(&confidence), "a confidence",
    |share| Some((share * 10.0).round()).filter(|ten| (ten - share * 10.0).abs() < 1e-9).unwrap_or_default(),
    "confidence is a whole number from 1 (hopeless) to 10 (certain)"
);
ranged_number!(
    /// A grade set by hand, 0 to 1.
    HandGrade(f64): |score| (0.0..=1.0).contains(&score), "a grade", rounded,
    "a grade is a number from 0 to 1, like 0.7"
);

/// What `70%`, `7/10`, `0.7` and `0,7` have in common.
fn share_of(text: &str) -> Option<f64> {
    if let Some(share) = share_in_words(text) {
        return Some(share);
    }
    let number =
        |text: &str| text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let share = match (text.trim().strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => number(percent)? / 100.0,
        (None, Some((part, whole))) => number(part)? / number(whole).filter(|whole| *whole != 0.0)?,
        (None, None) => number(text)?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
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

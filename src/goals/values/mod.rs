//! The small values of a goal file: ids, owners, numbers within a range, and words that fit only one field.

mod ids;
mod numbers;
mod owner;
mod quantity;
mod words;

pub use ids::{Id, MetricId, slug, without_marks};
pub use numbers::{Confidence, HandGrade, Weight};
pub use owner::{Owner, is_owned_by, names_of};
pub use words::{
    Aggregate, Ambition, Better, Decision, Frequency, Indicator, InitiativeStatus, Level, RevisedField, Stage,
};

/// The start of a long text, on one line.
pub(super) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < text.trim_end().len() {
        line.chars().take(38).chain(['…']).collect()
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde::de::value::{BorrowedStrDeserializer, Error as PlainError};

    fn message<T: for<'de> Deserialize<'de>>(text: &str) -> String {
        let from = BorrowedStrDeserializer::<PlainError>::new(text);
        T::deserialize(from).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn wrong_numbers_are_told_with_the_number_meant() {
        for right in ["1", "0.5", "3", "1e2"] {
            assert_eq!(message::<Weight>(right), "");
        }
        for right in ["0", "1", "0.7", "1.0"] {
            assert_eq!(message::<HandGrade>(right), "");
        }
        let confidence = "confidence is a whole number from 1 (hopeless) to 10 (certain)";
        let grade = "a grade is a number from 0 to 1, like 0.7";
        let weight = "a weight is a positive number up to 1,000,000, like 2; 1 by default";
        for (text, help) in [
            ("70%", "write `7`: "),
            ("7/10", "write `7`: "),
            ("0.5", "write `5`: "),
            ("11", ""),
            ("0", ""),
            ("-3", ""),
            ("high", "write `8`: "),
            ("amber", "write `5`: "),
            ("7.5", ""),
            ("7 of 10", "write `7`: "),
            ("7.0", "write `7`: "),
            ("7/0", ""),
            ("NaN", ""),
        ] {
            assert_eq!(
                message::<Confidence>(text),
                format!("`{text}` is not a confidence\n{help}{confidence}")
            );
        }
        for (text, help) in [
            ("70%", "write `0.7`: "),
            ("7/10", "write `0.7`: "),
            ("0,700", "write `0.7`: "),
            ("7", ""),
            ("inf", ""),
        ] {
            assert_eq!(message::<HandGrade>(text), format!("`{text}` is not a grade\n{help}{grade}"));
        }
        for (text, help) in [
            ("55%", "write `55`: "),
            ("1/2", "write `0.5`: "),
            ("1,500", "write `1500`: "),
            ("0", ""),
            ("-1", ""),
            ("1e999", ""),
            ("heavy", ""),
            ("high", ""),
        ] {
            assert_eq!(message::<Weight>(text), format!("`{text}` is not a weight\n{help}{weight}"));
        }
    }

    #[test]
    fn three_decimals_may_be_thousands() {
        for text in ["1.500", "10.000"] {
            assert!(message::<Weight>(text).contains("two ways"), "{text}");
        }
        for text in ["0.125", "1.25", "1.5000", "1,5", "0,25", "1,5000"] {
            assert_eq!(message::<Weight>(text), "");
        }
    }

    #[test]
    fn wrong_ids_are_told_with_the_nearest_right_one() {
        for right in ["a", "win-mid-market", "2026-plan", "o1"] {
            assert_eq!(message::<Id>(right), "");
        }
        for right in ["a", "day_30_retention"] {
            assert_eq!(message::<MetricId>(right), "");
        }
        let id = "an id has lower-case letters, digits and `-`";
        let metric = "a metric id starts with a letter and has lower-case letters, digits and `_`";
        for (text, help) in [
            ("Effortless start!", "; write `effortless-start`"),
            ("effortless_start", "; write `effortless-start`"),
            ("-x", "; write `x`"),
            ("", ""),
            ("日本", ""),
        ] {
            assert_eq!(message::<Id>(text), format!("`{text}` cannot be an id\n{id}{help}"));
        }
        for (text, help) in [
            ("Activation rate", "; write `activation_rate`"),
            ("day-30-retention", "; write `day_30_retention`"),
            ("30_day_retention", "; write `day_retention`"),
            ("_", ""),
        ] {
            assert_eq!(message::<MetricId>(text), format!("`{text}` cannot be a metric id\n{metric}{help}"));
        }
        let on_two_lines = message::<Id>("two\nlines");
        assert_eq!(on_two_lines, format!("`two…` cannot be an id\n{id}; write `two-lines`"));
        assert!(message::<Id>(&"x Y".repeat(10_000)).len() < 250);
    }
}

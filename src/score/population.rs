//! Whether two numbers count the same things, so that one can be a share of the other.

use crate::quantity::{Dimension, Quantity, comparable};

/// Why two counts are not divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotComparable {
    /// One of them has no reading.
    NoReading,
    /// One of them is no count: a share, an amount of money, a rating.
    NotACount(String),
    /// They count other things, or say not what.
    OtherThings(String, String),
    /// One counts per week, say, and the other in all.
    OtherTime,
    /// Their latest readings are of times too far apart.
    TooFarApart,
    /// The earlier count is zero.
    Zero,
}

impl NotComparable {
    /// Why, as a part of a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            NotComparable::NoReading => "one of them has no reading".to_owned(),
            NotComparable::NotACount(value) => format!("`{value}` is no count of people or things"),
            NotComparable::OtherThings(one, other) => {
                format!(
                    "`{one}` and `{other}` do not say that they count the same: give both values one noun"
                )
            }
            NotComparable::OtherTime => {
                "one counts in a time and the other in all, or in another time".to_owned()
            }
            NotComparable::TooFarApart => "their latest readings are more than five weeks apart".to_owned(),
            NotComparable::Zero => "the earlier count is zero".to_owned(),
        }
    }
}

/// Readings this many days apart or less are of one time.
pub const SAME_TIME: i64 = 35;
/// Whether two numbers count the same things in the same time: both have a noun, and it is one.
///
/// # Errors
/// Why not.
pub fn one_population(one: &Quantity, other: &Quantity) -> Result<(), NotComparable> {
    for quantity in [one, other] {
        if !matches!(quantity.dimension(), Dimension::Count | Dimension::Rate) {
            return Err(NotComparable::NotACount(quantity.text().to_owned()));
        }
    }
    if one.dimension() != other.dimension() || one.unit_scale() != other.unit_scale() {
        return Err(NotComparable::OtherTime);
    }
    if one.noun().is_empty() || other.noun().is_empty() || !comparable(one, other) {
        return Err(NotComparable::OtherThings(one.text().to_owned(), other.text().to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_counts_of_the_same_things_are_divided() {
        let compared =
            |one: &str, other: &str| one_population(&one.parse().unwrap(), &other.parse().unwrap());
        assert_eq!(compared("1,200 teams", "300 teams"), Ok(()));
        assert_eq!(compared("1,200 teams per week", "1 team per week"), Ok(()));
        let refused = |one: &str, other: &str| compared(one, other).unwrap_err().words();
        assert!(refused("1,200", "300").starts_with("`1,200` and `300` do not say"));
        assert!(refused("1,200 visitors", "300 teams").starts_with("`1,200 visitors`"));
        assert!(refused("1,200 teams", "23%").contains("no count"));
        assert!(refused("$1,200", "300 teams").contains("no count"));
        assert!(refused("1,200 teams per week", "300 teams").starts_with("one counts in a time"));
        assert!(refused("1,200 teams per week", "300 teams per day").starts_with("one counts in a time"));
        assert!(refused("1,200 per week", "300 per week").contains("one noun"));
    }
}

//! Which sign separates decimals.

use schemars::JsonSchema;
use serde::Deserialize;

/// The sign between whole numbers and decimals. The other one of point and comma separates thousands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DecimalMark {
    /// `1,200.50`
    #[default]
    Point,
    /// `1.200,50`
    Comma,
}

impl DecimalMark {
    /// The mark of who writes decimals with a comma, or with a point.
    #[must_use]
    pub fn of(has_decimal_commas: bool) -> Self {
        if has_decimal_commas { DecimalMark::Comma } else { DecimalMark::Point }
    }

    /// The sign before decimals.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    /// The sign between thousands.
    #[must_use]
    pub fn thousands(self) -> char {
        match self {
            DecimalMark::Point => ',',
            DecimalMark::Comma => '.',
        }
    }
}

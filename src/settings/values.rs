//! Values that only settings have.

use crate::quantity::{DecimalMark, Dimension, Quantity};
use crate::wrong::Wrong;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::borrow::Cow;

/// A month by its number, 1 to 12.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month(u8);

impl Month {
    pub(super) fn number(self) -> u8 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const NAMES: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let text = String::deserialize(deserializer)?;
        if let Ok(month @ 1..=12) = text.trim().parse() {
            return Ok(Month(month));
        }
        let lower = text.trim().to_lowercase();
        let named = NAMES.iter().zip(1..).find(|(name, _)| lower.starts_with(**name));
        let wrong = Wrong::new(format!("`{}` is not the number of a month", first_line(&text)));
        Err(D::Error::custom(match named {
            Some((_, number)) => {
                wrong.help(format!("write its number: `{number}`")).meant(number.to_string())
            }
            None => wrong.help("write the month the fiscal year starts in, 1 to 12"),
        }))
    }
}

impl JsonSchema for Month {
    fn schema_name() -> Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A month by its number.",
            "type": "integer",
            "minimum": 1,
            "maximum": 12,
            "examples": [4],
        })
    }
}

/// After how many whole days a check-in is stale; parts of one are rounded, so `1 month` is 30.
#[derive(Debug, Clone, Copy)]
pub(super) struct DaysToStale(i64);

impl DaysToStale {
    pub(super) fn days(self) -> i64 {
        self.0
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        // Where the decimal mark is set is in this file itself, and no such time is in the thousands.
        let read = |mark| Quantity::read(text, mark).ok();
        let quantity = read(DecimalMark::Point).or_else(|| read(DecimalMark::Comma))?;
        let days = if quantity.is_bare() { quantity.value() } else { quantity.value() / 86_400.0 };
        let is_time = quantity.is_bare() || quantity.dimension() == Dimension::Duration;
        (is_time && (1.0..=366.0).contains(&days)).then_some(Self(days.round() as i64))
    }
}

/// How long it takes where nothing is ever to be stale.
pub(super) const NEVER_STALE: &str = "`366 days` is the longest; what `okr check` says of stale check-ins is switched off with `rules: {stale-check-in: off}`";

/// Words for no such time at all.
pub(super) fn means_never(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "never" | "no" | "off" | "none" | "false" | "forever")
}

impl<'de> Deserialize<'de> for DaysToStale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            let message = format!("`{}` is not a time after which a check-in is stale", first_line(&text));
            let help = if means_never(&text) { NEVER_STALE } else { "write 1 to 366 days, like `14 days`" };
            D::Error::custom(Wrong::new(message).help(help))
        })
    }
}

impl JsonSchema for DaysToStale {
    fn inline_schema() -> bool {
        Quantity::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Quantity::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Quantity::json_schema(generator)
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A path that is the same on every machine, below the root.
pub(super) struct GoalsFolder;

impl JsonSchema for GoalsFolder {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Folder".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[^/\\~* ][^\\*]*$" })
    }
}

//! The small values of a goal file in a JSON Schema.

use super::calendar::{Period, Quarter};
use super::day::Day;
use super::values::{Confidence, HandGrade, Id, MetricId, Owner, Weight};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Describes a type of this room by a schema that needs no others.
macro_rules! described {
    ($name:ident: $schema:tt) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

described!(Id: {
    "title": "Id",
    "description": "A short name for others to refer to: lower-case letters, digits and `-`.",
    "type": "string",
    "pattern": "^[a-z0-9][a-z0-9-]*$",
    "patternErrorMessage": "an id has lower-case letters, digits and `-`, like `effortless-start`",
    "examples": ["effortless-start"],
});

described!(MetricId: {
    "title": "Metric id",
    "description": "The name others refer to a metric by: a lower-case letter, then letters, digits and `_`.",
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]*$",
    "patternErrorMessage": "a metric id starts with a letter and has lower-case letters, digits and `_`, like `activation_rate`",
    "examples": ["activation_rate"],
});

described!(Weight: {
    "title": "Weight",
    "description": "Weight relative to the others: a positive number, 1 by default.",
    "type": "number",
    "exclusiveMinimum": 0,
    "examples": [2],
});

described!(Confidence: {
    "title": "Confidence",
    "description": "A whole number from 1 (hopeless) to 10 (certain).",
    "type": "integer",
    "minimum": 1,
    "maximum": 10,
    "examples": [5],
});

described!(HandGrade: {
    "title": "Grade",
    "description": "A number from 0 (nothing reached) to 1 (all of it).",
    "type": "number",
    "minimum": 0,
    "maximum": 1,
    "examples": [0.7],
});

described!(Day: {
    "title": "Date",
    "description": "A day: year-month-day.",
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
    "patternErrorMessage": "write year-month-day, like 2026-01-19",
    "examples": ["2026-01-19"],
});

described!(Quarter: {
    "title": "Quarter",
    "description": "A fiscal quarter: the year, `-Q` and 1 to 4.",
    "type": "string",
    "pattern": "^(?:19|2[0-9])[0-9]{2}-Q[1-4]$",
    "patternErrorMessage": "write a year and a quarter, like 2026-Q1",
    "examples": ["2026-Q1"],
});

described!(Period: {
    "title": "Period",
    "description": "A quarter, a month, a half-year or a year.",
    "type": ["string", "integer"],
    "pattern": "^(?:(?:19|2[0-9])[0-9]{2}(?:-Q[1-4]|-[HS][12]|-(?:0[1-9]|1[0-2])|)|[HS][12] (?:19|2[0-9])[0-9]{2})$",
    "patternErrorMessage": "write a quarter like 2026-Q1, a month like 2026-01, a half-year like 2026-H1, or a year",
    "minimum": 1900,
    "maximum": 2999,
    "examples": ["2026-Q1", "2026-01", "2026-H1", 2026],
});

described!(Owner: {
    "title": "Owner",
    "description": "The owner: a name, or a list of names.",
    "type": ["string", "number", "boolean", "array"],
    "items": {"type": ["string", "number", "boolean"]},
    "minItems": 1,
    "examples": ["ana", ["ana", "bo"]],
});

/// What was written before or after a revision: any text, and a number is a text, too.
pub(super) struct TextOrNumber;

described!(TextOrNumber: {
    "title": "Text or number",
    "type": ["string", "number"],
});

//! What a reader should know, drawn: forecasts, trees, the funnel, the chain, reviews. Each subject has its file or folder, and
//! each takes its data from [`crate::review`].

pub mod agenda;
pub mod chain;
mod drawing;
pub mod forecast;
pub mod funnel;
mod outline;
pub mod tree;
pub mod what_if;

use crate::render::json::{JsonValue, value, word};
use crate::render::scorecard::draw::short;
use crate::render::scorecard::words;
use crate::score::Reading;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// What most of them are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// For programs, version 1.
    Json,
    /// For a page or a comment.
    Markdown,
}

/// A value with its day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reading")]
struct JsonReading<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    value: JsonValue<'c>,
}

impl<'c> JsonReading<'c> {
    fn of(reading: &'c Reading) -> Self {
        Self { date: reading.day.to_string(), value: value(&reading.value) }
    }
}

/// Says each address by its end where no other of `all` ends so, else by more of it.
fn in_brief<'a>(all: impl Iterator<Item = &'a str>) -> impl Fn(&str) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    all.for_each(|address| *counts.entry(words::last(address)).or_default() += 1);
    move |address| {
        let last = words::last(address);
        if counts.get(&last).is_some_and(|count| *count > 1) { short(address) } else { last }
    }
}

//! The table of results, in Markdown.

use std::fmt;
use std::time::Duration;

#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<[String; 4]>,
}

impl Table {
    /// A figure that no target is set for.
    pub(crate) fn add(&mut self, what: impl Into<String>, result: impl Into<String>) {
        self.push([what.into(), result.into(), String::new(), String::new()]);
    }

    /// A ratio that must stay below a limit.
    pub(crate) fn at_most(&mut self, what: impl Into<String>, ratio: f64, limit: f64) {
        self.judge(what.into(), ratio, format!("at most {limit}"), ratio <= limit);
    }

    /// A ratio that must reach a limit.
    pub(crate) fn at_least(&mut self, what: impl Into<String>, ratio: f64, limit: f64) {
        self.judge(what.into(), ratio, format!("at least {limit}"), ratio >= limit);
    }

    fn judge(&mut self, what: String, ratio: f64, target: String, holds: bool) {
        let verdict = if holds { "holds" } else { "missed" };
        self.push([what, format!("{ratio:.2}×"), target, verdict.to_owned()]);
    }

    /// Rows take minutes, so each is printed as soon as it is known.
    fn push(&mut self, row: [String; 4]) {
        eprintln!("{}", row.join("  "));
        self.rows.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | measured | target | verdict |")?;
        writeln!(f, "|---|---:|---:|---|")?;
        self.rows.iter().try_for_each(|row| writeln!(f, "| {} |", row.join(" | ")))
    }
}

pub(crate) fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    match milliseconds {
        0.0..10.0 => format!("{milliseconds:.1} ms"),
        10.0..10_000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.1} s", milliseconds / 1e3),
    }
}

pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

pub(crate) fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64()
}

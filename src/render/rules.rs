//! The list of rules with their levels as they are set.

use crate::rules::{self, FAMILIES, Levels, Rule};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use schemars::JsonSchema;
use serde::Serialize;

/// A table for each family, as wide as `width` columns.
#[must_use]
pub fn table(levels: &Levels, width: usize) -> String {
    let mut out = String::new();
    for family in FAMILIES {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for rule in family.rules {
            table.add_row([rule.name.to_owned(), level(rule, levels), rule.summary.to_owned()]);
        }
        let longest = rules::all().map(|rule| rule.name.len()).max().unwrap_or_default() as u16;
        let fixed = |columns| ColumnConstraint::Absolute(Width::Fixed(columns));
        // Two columns of padding each.
        table.set_constraints([fixed(longest + 2), fixed(9 + 2)]);
        out.push_str(&format!("{}\n", family.title));
        let lines = table.to_string();
        lines.lines().for_each(|line| out.push_str(&format!(" {}\n", line.trim_end())));
        out.push('\n');
    }
    let last = "Levels marked * are set in okr.yaml. `okr explain RULE` prints a rule's page.";
    textwrap::wrap(last, width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    out
}

fn level(rule: &Rule, levels: &Levels) -> String {
    let level = levels.level_of(rule).map_or("off", |level| level.name());
    let set = if levels.sets_level_of(rule) { " *" } else { "" };
    format!("{level}{set}")
}

/// What `okr rules --format json` prints. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr rules")]
struct Output<'r> {
    #[schemars(extend("const" = 1))]
    version: u32,
    rules: Vec<JsonRule<'r>>,
}

/// A rule as it is set in this workspace.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
struct JsonRule<'r> {
    name: &'r str,
    /// The part of the goals it judges.
    family: &'r str,
    /// What it finds, in one sentence.
    summary: &'r str,
    /// `off`, `note`, `warning` or `error`.
    level: &'r str,
    /// The level where nothing is set.
    default_level: &'r str,
    options: Vec<JsonOption<'r>>,
}

/// A number that a rule can be set to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Option")]
struct JsonOption<'r> {
    name: &'r str,
    /// What it is set to.
    value: f64,
    /// What it is where nothing is set.
    default: f64,
    /// The smallest number that is accepted.
    least: f64,
    /// The largest number that is accepted.
    most: f64,
    /// What the number means.
    meaning: &'r str,
}

/// The JSON Schema of what [`json`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    super::json::schema_of::<Output<'_>>()
}

/// The same for programs.
#[must_use]
pub fn json(levels: &Levels) -> String {
    let of_rule = |family: &'static str, rule: &'static Rule| JsonRule {
        name: rule.name,
        family,
        summary: rule.summary,
        level: levels.level_of(rule).map_or("off", |level| level.name()),
        default_level: rule.level.name(),
        options: rule
            .options
            .iter()
            .map(|option| JsonOption {
                name: option.name,
                value: levels.option_of(rule, option.name),
                default: option.default,
                least: option.range.0,
                most: option.range.1,
                meaning: option.meaning,
            })
            .collect(),
    };
    let rules =
        FAMILIES.iter().flat_map(|family| family.rules.iter().map(|rule| of_rule(family.title, rule)));
    let output = Output { version: 1, rules: rules.collect() };
    super::json::pretty(&output)
}

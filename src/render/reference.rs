//! The reference: every field, unit, rule, setting, command and exit code on one page of Markdown. Whatever the code
//! knows comes from the code; only what connects it is written here.

mod commands;
mod fields;
mod units;

pub use commands::{Command, Parameter};

use crate::finding::Level;
use crate::goals;
use crate::rules::{self, FAMILIES, Rule};
use crate::settings::Organization;
use fields::{Section, words_of};

/// The page. The commands, what all of them take, and the meaning of each exit code come from the command line.
#[must_use]
pub fn page(commands: &[Command], everywhere: &[Parameter], exit_codes: &[(&str, &str)]) -> String {
    let goals = goals::schema();
    let settings = rules::settings_schema();
    let mut page = String::from(INTRODUCTION);
    page.push_str("## Fields\n\n");
    page.push_str(FIELDS);
    Section::of_goals().iter().for_each(|section| page.push_str(&section.render(&goals)));
    page.push_str("### Words\n\nSome fields take one of a few words.\n\n");
    page.push_str(&words_of(&goals));
    page.push_str("## Quantities and units\n\n");
    page.push_str(&units::section(&goals));
    page.push_str(ADDRESSES);
    page.push_str("## Rules\n\n");
    page.push_str(RULES);
    FAMILIES.iter().for_each(|family| page.push_str(&rules(family.title, family.rules)));
    page.push_str("## Settings\n\n");
    page.push_str(SETTINGS);
    Section::of_settings().iter().for_each(|section| page.push_str(&section.render(&settings)));
    page.push_str("### Words of settings\n\n");
    page.push_str(&words_of(&settings));
    page.push_str(SUPPRESSIONS);
    page.push_str("## Commands\n\n");
    commands.iter().for_each(|command| page.push_str(&command.render()));
    page.push_str("### Every command\n\n");
    page.push_str(&commands::parameters(everywhere));
    page.push_str("## Exit codes\n\n");
    page.push_str(&table(
        &["Code", "Meaning"],
        exit_codes.iter().map(|(code, meaning)| vec![*code, *meaning]),
    ));
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

const INTRODUCTION: &str = "\
# Reference

Everything okr knows, made from its code: `okr reference` prints this page for the version you have. To begin, read the README
and the examples beside this page; come here to look something up.

[Fields](#fields) · [Quantities and units](#quantities-and-units) · [Addresses](#addresses) · [Rules](#rules) ·
[Settings](#settings) · [Suppressions](#suppressions) · [Commands](#commands) · [Exit codes](#exit-codes)

";

const FIELDS: &str = "\
Goal files are all `*.yaml` and `*.yml` below `okrs/`. Any file may hold any of the fields under [The file](#the-file), and
all files together are one workspace. A field in bold cannot be left out; all others can, unless a [rule](#rules) asks for them.

Where a text has a colon and a space, or begins with one of ``@ % ` * & ! | > { [ - ?``, put it in quotes; between braces and
brackets, also where it has a comma: `{date: 2026-01-19, value: \"10,250\"}`.

";

const ADDRESSES: &str = "\
## Addresses

An address names a goal, in a file (`supports`, `depends_on`) as on the command line and in every output.

| Address | Names |
|---|---|
| `activation_rate` | a metric, by its id |
| `growth/effortless-start` | an objective of a team in the same quarter |
| `growth/effortless-start/activation` | a key result of it |
| `2026-Q1/growth/effortless-start/activation` | the same from anywhere |
| `company/win-mid-market` | an objective of the whole company |
| `ana/write-more` | an objective of a person, whose file says `level: individual` and `person: ana` |

An objective without an `id` is `o1`, `o2` and so on by its place in the file, a key result `kr1`, `kr2` and so on. On the command
line the end of an address is enough where only one goal ends like that.

";

const RULES: &str = "\
`okr explain RULE` prints a rule’s page: why it matters, and what to write instead. Levels and options are set in
[`okr.yaml`](#settings); a level is `off`, `note`, `warning` or `error`.

";

const SETTINGS: &str = "\
Settings are in `okr.yaml` at the root of the workspace. The file may be empty, and every value has a default.

";

const SUPPRESSIONS: &str = "\
## Suppressions

A comment keeps a rule quiet, and says why.

| Comment | Covers |
|---|---|
| `# okr: ignore[rule-name] reason` | the item that starts on the line, or on the line below where the comment stands alone; with an objective, all that is in it |
| `# okr: ignore[rule-name, other-rule] reason` | the same for several rules |
| `# okr: ignore[rule-name] until=2026-03-31 reason` | the same, up to that day |
| `# okr: ignore-file[rule-name] reason` | the whole file; it stands above the first key |

A suppression without a reason, past its date, or for a rule that does not exist is a finding of `bad-suppression`; one that
keeps nothing quiet, of `unused-suppression`.

";

fn rules(title: &str, rules: &[&Rule]) -> String {
    let rows = rules.iter().map(|rule| {
        let options = rule.options.iter().map(|option| {
            let (least, most) = option.range;
            format!("`{}` {} ({least} to {most}): {}", option.name, option.default, option.meaning)
        });
        let options: Vec<String> = options.collect();
        vec![format!("`{}`", rule.name), level(rule), rule.summary.to_owned(), options.join("<br>")]
    });
    let heads = ["Rule", "Level", "Finds", "Options: default (range)"];
    format!(
        "### {title}{}\n\n{}",
        if title.starts_with("The ") { " itself" } else { "" },
        table(&heads, rows)
    )
}

fn level(rule: &Rule) -> String {
    let off: Vec<&str> = rule.off_for.iter().map(|organization| Organization::name(*organization)).collect();
    let off = if off.is_empty() { String::new() } else { format!("; off for {}", off.join(" and ")) };
    format!("{}{off}", Level::name(rule.level))
}

/// A Markdown table with the empty line after it. A column that is empty in every row is left out.
fn table<S: AsRef<str>>(heads: &[&str], rows: impl IntoIterator<Item = Vec<S>>) -> String {
    let rows: Vec<Vec<S>> = rows.into_iter().collect();
    let is_used = |column: &usize| rows.iter().any(|row| !row[*column].as_ref().is_empty());
    let columns: Vec<usize> = (0..heads.len()).filter(is_used).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(columns.iter().map(|column| heads[*column].to_owned()).collect());
    out.push_str(&format!("|{}\n", "---|".repeat(columns.len())));
    for row in &rows {
        out.push_str(&line(columns.iter().map(|column| cell(row[*column].as_ref())).collect()));
    }
    out.push('\n');
    out
}

/// Inside a cell a bar would begin the next one, in code as well.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_to_their_columns() {
        let rows = [vec!["`a|b`", "", "x\ny"], vec!["c", "", "d"]];
        assert_eq!(
            table(&["One", "Two", "Three"], rows),
            "| One | Three |\n|---|---|\n| `a\\|b` | x y |\n| c | d |\n\n"
        );
    }
}

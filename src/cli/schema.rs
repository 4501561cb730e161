//! `okr schema`: schemas with which editors complete and check goal files, and schemas of
//! the JSON that the other commands print.

use super::Exit;
use super::terminal::Terminal;
use crate::{goals, render, rules};
use clap::ValueEnum as _;
use serde_json::Value;

const USE: &str = "\
For your editor, write the schemas of goals and settings to files in your repository, once and after each update of okr:

  mkdir -p .okr
  okr schema goals > .okr/goals.schema.json
  okr schema settings > .okr/settings.schema.json

Editors that use the yaml-language-server (VS Code with the extension YAML by Red Hat, Neovim, Helix, Zed and others) \
then need one of two things. Either a first line in each file, with the path from that file:

  # yaml-language-server: $schema=../../.okr/goals.schema.json

or, in VS Code, a setting for the whole repository in .vscode/settings.json:

  {
    \"yaml.schemas\": {
      \".okr/goals.schema.json\": \"okrs/**/*.yaml\",
      \".okr/settings.schema.json\": \"okr.yaml\"
    }
  }

JetBrains: Settings, Languages & Frameworks, Schemas and DTDs, JSON Schema Mappings.

A schema knows the shape of a file: fields, words, dates, numbers. What the goals say, and what they refer to, only \
`okr check` knows. Where the two differ on shape, `okr check` is right: it is more patient, and also reads empty \
values, numbers in quotes, and numbers and dates where a text belongs.

The other schemas describe what commands print with `--format json`, for programs that read it. Fields may be added; \
none is renamed or removed while `version` is 1.";

/// Prints a JSON Schema of goal files, for your editor, or of the JSON that a command prints.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT, after_long_help = format!("{USE}\n\n{}", super::DONE_OR_NOT))]
pub(super) struct Arguments {
    /// The subject of the schema; without it, lists the choices.
    #[arg(value_name = "OF", value_enum)]
    of: Option<Of>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Of {
    /// The goal files below okrs/.
    Goals,
    /// The settings file okr.yaml.
    Settings,
    /// What `okr check --format json` prints.
    Check,
    /// What `okr status --format json` prints.
    Status,
    /// What `okr grade --format json` prints.
    Grade,
    /// What `okr status` and `okr grade` print for several quarters, as with `--quarter 2026`.
    Period,
    /// What `okr diff --format json` prints.
    Diff,
    /// What `okr todo --format json` prints.
    Todo,
    /// What `okr rules --format json` prints.
    Rules,
    /// What `okr forecast --format json` prints.
    Forecast,
    /// What `okr review --format json` prints.
    Review,
    /// What `okr tree --format json` prints.
    Tree,
    /// What `okr funnel --format json` prints.
    Funnel,
    /// What `okr chain --format json` prints.
    Chain,
    /// What `okr what-if --format json` prints.
    WhatIf,
    /// What `okr pull --format json` prints.
    Pull,
}

impl Of {
    fn schema(self) -> Value {
        match self {
            Self::Goals => goals::schema(),
            Self::Settings => rules::settings_schema(),
            Self::Check => render::findings::json::schema(),
            Self::Status | Self::Grade => render::scorecard::schema(),
            Self::Period => render::scorecard::period_schema(),
            Self::Diff => render::diff::schema(),
            Self::Todo => render::todo::schema(),
            Self::Rules => render::rules::schema(),
            Self::Forecast => render::review::forecast::schema(),
            Self::Review => render::review::agenda::schema(),
            Self::Tree => render::review::tree::schema(),
            Self::Funnel => render::review::funnel::schema(),
            Self::Chain => render::review::chain::schema(),
            Self::WhatIf => render::review::what_if::schema(),
            Self::Pull => render::pulled::schema(),
        }
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let text = match arguments.of {
        Some(of) => format!("{:#}\n", of.schema()),
        None => choices(),
    };
    terminal.print(&text)?;
    Ok(Exit::Clean)
}

/// A line for each schema.
fn choices() -> String {
    let values = Of::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
    let line = |value: clap::builder::PossibleValue| {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        format!("okr schema {:<10}{help}\n", value.get_name())
    };
    values.map(line).collect()
}

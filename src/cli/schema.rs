//! `okr schema`: what an editor needs to complete and check goal files while they are written.

use super::Exit;
use super::terminal::Terminal;
use crate::{goals, rules};

const USE: &str = "\
To use it, write both to files in your repository, once and after each update of okr:

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
values, numbers in quotes, and numbers and dates where a text belongs.";

/// Prints a JSON Schema, by which editors complete and check files while you write.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES, after_long_help = format!("{USE}\n\n{}", super::EXIT_CODES))]
pub(super) struct Arguments {
    /// The kind of file.
    #[arg(value_name = "FILE", value_enum)]
    file: File,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum File {
    /// The goal files below okrs/.
    Goals,
    /// The settings file okr.yaml.
    Settings,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let schema = match arguments.file {
        File::Goals => goals::schema(),
        File::Settings => rules::settings_schema(),
    };
    terminal.print(&format!("{schema:#}\n"))?;
    Ok(Exit::Clean)
}

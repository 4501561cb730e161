//! Commands and what they take.

use super::table;

/// A command, as the command line describes it.
#[derive(Debug)]
pub struct Command {
    /// How it is called, like `okr check [OPTIONS] [PATH]...`.
    pub usage: String,
    /// What it does.
    pub about: String,
    /// What it takes.
    pub parameters: Vec<Parameter>,
}

/// An argument or option.
#[derive(Debug)]
pub struct Parameter {
    /// How it is written, like `--as-of <DATE>`.
    pub spelling: String,
    /// What it means.
    pub help: String,
    /// The words it accepts, if only some.
    pub choices: Vec<String>,
    /// Its value when it is left out.
    pub default: Option<String>,
}

impl Command {
    /// The command's section.
    pub(super) fn render(&self) -> String {
        let name = self
            .usage
            .split_whitespace()
            .take_while(|word| !word.starts_with(['[', '<']))
            .collect::<Vec<_>>()
            .join(" ");
        format!(
            "### {name}\n\n{}.\n\n```\n{}\n```\n\n{}",
            self.about,
            self.usage,
            parameters(&self.parameters)
        )
    }
}

/// A table of arguments and options; nothing without any.
pub(super) fn parameters(parameters: &[Parameter]) -> String {
    if parameters.is_empty() {
        return String::new();
    }
    let rows = parameters.iter().map(|parameter| {
        vec![format!("`{}`", parameter.spelling), parameter.help.clone(), values(parameter)]
    });
    table(&["Option", "Meaning", "Values"], rows)
}

fn values(parameter: &Parameter) -> String {
    if let ([], Some(default)) = (parameter.choices.as_slice(), &parameter.default) {
        return format!("`{default}` by default");
    }
    let words = parameter.choices.iter().map(|word| {
        let is_default = parameter.default.as_ref() == Some(word);
        format!("`{word}`{}", if is_default { " (default)" } else { "" })
    });
    words.collect::<Vec<_>>().join(", ")
}

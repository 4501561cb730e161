//! The help of `okr`: its commands grouped by task.

use clap::builder::Styles;
use terminal_size::{Width, terminal_size};

/// The width of clap's own help.
const WIDEST: usize = 100;

/// Commands for one purpose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Their purpose.
    pub(super) heading: &'static str,
    /// Their modules, which have the same names.
    pub(super) modules: &'static [&'static str],
}

impl Group {
    /// Their names, as typed.
    pub(super) fn names(self) -> impl Iterator<Item = String> {
        self.modules.iter().map(|module| module.replace('_', "-"))
    }
}

/// The command line with its commands listed in groups.
pub(super) fn grouped(command: clap::Command, groups: &[Group]) -> clap::Command {
    // Only then do commands say what they do. What is returned is still to be built: the help of `help` would be another.
    let mut built = command.clone();
    built.build();
    let width = terminal_size().map_or(WIDEST, |(Width(columns), _)| usize::from(columns).min(WIDEST));
    let header = command.get_styles().get_header();
    let mut template = String::from("{about-with-newline}\n{usage-heading} {usage}\n");
    for group in groups {
        template.push_str(&format!("\n{header}{}:{header:#}\n", group.heading));
        template.push_str(&lines(&built, *group, longest(groups), width));
    }
    template.push_str("\n`okr help COMMAND` says more about one of them.\n");
    template.push_str(&format!("\n{header}Options:{header:#}\n{{options}}{{after-help}}"));
    command.help_template(template)
}

fn longest(groups: &[Group]) -> usize {
    groups.iter().flat_map(|group| group.names()).map(|name| name.len()).max().unwrap_or_default()
}

/// A line for each command of a group, with the texts aligned.
fn lines(command: &clap::Command, group: Group, longest: usize, width: usize) -> String {
    let literal = Styles::default().get_literal().to_owned();
    let indent = " ".repeat(longest + 4);
    let options = textwrap::Options::new(width.saturating_sub(indent.len()).max(20));
    let line = |name: String| {
        let about = command.find_subcommand(&name).and_then(clap::Command::get_about);
        let about = about.map(ToString::to_string).unwrap_or_default();
        let about = textwrap::wrap(&about, &options).join(&format!("\n{indent}"));
        format!("  {literal}{name}{literal:#}{}  {about}\n", " ".repeat(longest - name.len()))
    };
    group.names().map(line).collect()
}

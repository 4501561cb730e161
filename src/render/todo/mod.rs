//! What is to be done, for people, programs and notes.

mod json;
mod markdown;
mod table;

use super::scorecard::Layout;
use super::text::for_whom;
use crate::goals::{Day, Quarter};
use crate::review::{Kind, Task};
use crate::score::Filter;

pub use json::schema;
pub(crate) use markdown::line as markdown_line;

/// What a list of things to do is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// The contract for programs, version 1.
    Json,
    /// For a meeting's notes.
    Markdown,
}

/// What is to be done, by whom, and when that was found.
#[derive(Debug, Clone, Copy)]
pub struct Todo<'t> {
    /// The quarter.
    pub quarter: Quarter,
    /// The day looked from.
    pub as_of: Day,
    /// Whose tasks these are.
    pub scope: &'t Filter,
    /// The tasks, the most harmful to leave undone first.
    pub tasks: &'t [Task],
}

/// Writes what is to be done.
#[must_use]
pub fn render(todo: &Todo<'_>, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => table::render(todo, layout),
        Format::Json => json::render(todo),
        Format::Markdown => markdown::render(todo),
    }
}

/// A command as it can be pasted into a shell: words that a shell would take apart stand in single quotes.
pub(super) fn pasted(command: &[String]) -> String {
    let is_plain = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./,:%+@=".contains(c))
    };
    let word = |word: &String| match is_plain(word) {
        true => word.clone(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// What to do and the command for it, as people read them: what is off track wants a word, too.
fn step(task: &Task) -> (&str, String) {
    let command = pasted(&task.command);
    match task.kind {
        Kind::OffTrack => (&task.next, format!("{command} --note TEXT")),
        _ => ("", command),
    }
}

/// `5 things to do for ana`.
fn heading(todo: &Todo<'_>) -> String {
    let whose = for_whom(todo.scope);
    match todo.tasks.len() {
        0 => format!("Nothing to do{whose}"),
        1 => format!("1 thing to do{whose}"),
        count => format!("{count} things to do{whose}"),
    }
}

#[cfg(test)]
mod tests {
    use super::pasted;

    #[test]
    fn a_command_can_be_pasted() {
        let command = ["okr", "decide", "Don't stop; 3 > 2 $HOME"].map(str::to_owned);
        assert_eq!(pasted(&command), r"okr decide 'Don'\''t stop; 3 > 2 $HOME'");
        assert_eq!(pasted(&["okr", "checkin", "team/kr-1"].map(str::to_owned)), "okr checkin team/kr-1");
    }
}

//! Numbered lines for a terminal.

use super::{Todo, heading, step};
use crate::render::scorecard::Layout;
use crate::render::visible;
use crate::review::{Kind, Task};
use anstyle::{AnsiColor, Style};

/// Lines get hard to follow beyond this.
const WIDEST: usize = 120;
/// The longest of the words for a kind of task.
const WORDS: usize = 10;

pub(super) fn render(todo: &Todo<'_>, layout: Layout) -> String {
    let mut out = format!("{}\n", heading(todo));
    let digits = todo.tasks.len().to_string().len();
    for (number, task) in todo.tasks.iter().enumerate() {
        out.push_str(&format!("\n{}", lines(number + 1, digits, task, layout)));
    }
    out
}

fn lines(number: usize, digits: usize, task: &Task, layout: Layout) -> String {
    let margin = digits + WORDS + 6;
    let columns = layout.width.clamp(60, WIDEST).saturating_sub(margin);
    let style = style(task.kind, layout.color);
    let owner = task.owner.as_ref().map_or_else(String::new, |owner| format!(" ({owner})"));
    let text = format!("{}{owner}", task.title);
    let start = format!("  {number:>digits$}  {style}{:<WORDS$}{style:#}  ", task.kind.words());
    let mut out = String::new();
    for (number, line) in wrapped(&text, columns).iter().enumerate() {
        let left = if number == 0 { start.clone() } else { " ".repeat(margin) };
        out.push_str(&format!("{left}{line}\n"));
    }
    for line in wrapped(&task.detail, columns) {
        out.push_str(&format!("{}{line}\n", " ".repeat(margin)));
    }
    let (next, command) = step(task);
    for line in wrapped(next, columns) {
        out.push_str(&format!("{}{line}\n", " ".repeat(margin)));
    }
    // A command is never broken: it is there to be copied.
    out + &format!("{}{}\n", " ".repeat(margin), visible(&command))
}

fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let text = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    textwrap::wrap(&text, columns)
        .into_iter()
        .map(|line| line.into_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn style(kind: Kind, color: bool) -> Style {
    match kind {
        _ if !color => Style::new(),
        Kind::Breached | Kind::OffTrack => AnsiColor::Red.on_default(),
        Kind::StaleGuardrail | Kind::Stale | Kind::NoData | Kind::Stalled => AnsiColor::Yellow.on_default(),
        _ => Style::new(),
    }
}

//! What is to be done as a list with boxes to tick.

use super::{Todo, heading, step};
use crate::render::markdown::{inert, inert_sentence};
use crate::review::Task;

pub(super) fn render(todo: &Todo<'_>) -> String {
    let mut out = format!("## {}\n", inert(&heading(todo)));
    if !todo.tasks.is_empty() {
        out.push('\n');
    }
    todo.tasks.iter().for_each(|task| out.push_str(&line(task)));
    out
}

/// A thing to do as an item with a box to tick.
pub(crate) fn line(task: &Task) -> String {
    let owner = task.owner.as_ref().map_or_else(String::new, |owner| format!(" ({})", inert(owner)));
    let detail = if task.detail.is_empty() { String::new() } else { format!(": {}", inert(&task.detail)) };
    let (next, command) = step(task);
    let next = if next.is_empty() { String::new() } else { format!("; {}", inert(next)) };
    let command = inert_sentence(&format!("`{}`", command.replace('`', "'")));
    format!("- [ ] **{}** {}{owner}{detail}{next}; {command}\n", task.kind.words(), inert(&task.title))
}

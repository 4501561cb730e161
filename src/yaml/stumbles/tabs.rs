//! Tabs as indentation.

use super::put_right::with_example;
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::entry::Entry;
use crate::yaml::view::lines::line_end;

/// How many spaces another tab represents.
const WIDTH: usize = 2;

/// A line that is indented by a tab, at the error or right after it. All such lines are repaired at once: anyone who has
/// indented one by a tab has indented most of them so.
pub(super) fn in_indentation(scene: &Scene<'_>) -> Option<Stumble> {
    if !scene.fault.is_about_tabs() {
        return None;
    }
    let lines = spaced(scene);
    let ends_after = |entry: &Entry| line_end(scene.text, entry.line) >= scene.fault.at;
    let (first, spaces) = lines.iter().find(|(entry, _)| ends_after(entry)).or(lines.last())?;
    let words = scene.slice(first.start..line_end(scene.text, first.start)).trim_end();
    let tab = first.line + scene.slice(first.line..first.start).find('\t')?;
    let message = match lines.iter().filter(|(entry, _)| entry.line > first.line).count() {
        0 => "this line is indented by a tab, where YAML wants spaces".to_owned(),
        1 => "this line and another one are indented by a tab, where YAML wants spaces".to_owned(),
        more => format!("this line and {more} others are indented by a tab, where YAML wants spaces"),
    };
    let problem = scene
        .problem(tab..first.start, message)
        .help(with_example("write spaces instead", &format!("{}{words}", " ".repeat(*spaces))));
    let repair =
        |(entry, spaces): &(&Entry, usize)| Repair::change(entry.line..entry.start, " ".repeat(*spaces));
    Some(Stumble::new(problem, lines.iter().map(repair).collect()))
}

/// The lines indented by tabs, each with the number of spaces it seems to need.
fn spaced<'s>(scene: &'s Scene<'_>) -> Vec<(&'s Entry, usize)> {
    let indent = |entry: &Entry| scene.slice(entry.line..entry.start);
    let width = |entry: &Entry| indent(entry).len() + indent(entry).matches('\t').count() * (WIDTH - 1);
    let by_spaces = |entry: &Entry| !indent(entry).is_empty() && !indent(entry).contains('\t');
    let is_mixed = scene.entries.iter().any(by_spaces);
    let mut lines: Vec<(&Entry, usize)> = Vec::new();
    for (i, entry) in scene.entries.iter().enumerate().filter(|(_, entry)| indent(entry).contains('\t')) {
        let above = i.checked_sub(1).map(|i| &scene.entries[i]);
        let spaces = match (above, lines.last()) {
            (Some(above), Some((last, spaces))) if above.line == last.line => {
                (spaces + width(entry)).saturating_sub(width(above))
            }
            (Some(above), _) if is_mixed => beside(above, entry),
            _ => width(entry),
        };
        lines.push((entry, spaces));
    }
    lines
}

/// The column that lines an entry up with the one above it.
fn beside(above: &Entry, entry: &Entry) -> usize {
    match (above.has_value(), entry.dash.is_some() && above.dash.is_some()) {
        (_, true) => above.column(),
        (true, false) => above.content_column(),
        (false, false) => above.content_column() + WIDTH,
    }
}

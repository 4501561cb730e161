//! Items of a list that lack their dashes: to YAML they are one text.

use super::comments::has_way;
use super::keyless::list_marker;
use super::put_right::with_example;
use crate::source::Span;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::tree::{NodeId, Tree};
use std::ops::Range;

/// A line of a text: where it begins, and its words.
type Line<'t> = (usize, &'t str);

/// A list of sentences whose lines have no dashes, or stand in a block of text.
pub(in crate::yaml) fn items(tree: &Tree<'_>, node: NodeId, list: &str) -> Option<Problem> {
    tree.node(node).data.text()?;
    let written = tree.written(node);
    if written.starts_with(['"', '\'']) {
        return None;
    }
    let start = tree.span(node).start as usize;
    let header = header_of_block(tree.text.get(..start)?);
    let sign = header.as_ref().map_or("", |header| &tree.text[header.start..header.start + 1]);
    let lines = lines(written);
    let (first, words) = *lines.first()?;
    let at = |from: usize, to: usize| Span::new(tree.file, from, to);
    let delete =
        |header: &Range<usize>| Edit::Retype { at: at(header.start, header.end), with: String::new() };
    let mut edits: Vec<Edit> = header.iter().map(delete).collect();
    let has_marks = lines.iter().any(|(_, words)| list_marker(words).is_some());
    if let Some(header) = header.as_ref().filter(|_| list_marker(words).is_some()) {
        let message = format!("`{sign}` makes one text of the lines below, so `{list}` is no list");
        let fix = Fix::likely("sign of a text block removed", format!("delete the `{sign}`"), edits);
        let problem = Problem::new(ProblemKind::Syntax, at(header.start, header.end), message);
        return Some(problem.help(with_example("delete it", &format!("{list}:"))).fix(fix));
    }
    let keeps_lines = sign == "|";
    let begins = |(_, words): &Line<'_>| !words.starts_with(char::is_lowercase);
    if lines.len() < 2 || has_marks || !keeps_lines && !lines.iter().all(begins) {
        return None;
    }
    for (from, _) in &lines {
        edits.push(Edit::Retype { at: at(start + from, start + from), with: "- ".to_owned() });
    }
    let message = format!("without dashes these {} lines are one item of `{list}`", lines.len());
    let problem = Problem::new(ProblemKind::Syntax, at(start + first, start + first + words.len()), message);
    let help = with_example("begin each item with a dash", &format!("- {words}"));
    Some(problem.help(help).fix(Fix::likely("missing dash added", "begin each line with a dash", edits)))
}

/// The `|` or `>` of a block of text, for what stands before its first word.
fn header_of_block(before: &str) -> Option<Range<usize>> {
    let before = before.trim_end();
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    let sign = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    let start = before.len() - line.len() + sign.len().checked_sub(1)?;
    (sign.ends_with(['|', '>']) && sign[..sign.len() - 1].ends_with([' ', ':']))
        .then_some(start..before.len())
}

/// An item of a list with another sentence on the line below, each with its own numbers.
pub(in crate::yaml) fn sentences(tree: &Tree<'_>, node: NodeId) -> Option<Problem> {
    tree.node(node).data.plain()?;
    let written = tree.written(node);
    let start = tree.span(node).start as usize;
    let lines = lines(written);
    let (at, words) = *lines.get(1)?;
    if !lines.iter().all(|(_, words)| has_way(words)) {
        return None;
    }
    let line = tree.text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = tree.text.get(line..start)?;
    before.trim_end().strip_suffix('-').filter(|lead| lead.trim().is_empty())?;
    let indent = &before[..before.len() - before.trim_start().len()];
    let place = |from: usize, to: usize| Span::new(tree.file, start + from, start + to);
    let edits = lines[1..].iter().map(|(at, _)| {
        let from = written[..*at].trim_end_matches(' ').len();
        Edit::Retype { at: place(from, *at), with: format!("{indent}- ") }
    });
    let fix = Fix::likely("missing dash added", "begin each line with a dash", edits.collect());
    let message = "without a dash this line is part of the item above";
    let help = with_example("begin it with a dash", &format!("{indent}- {words}"));
    Some(Problem::new(ProblemKind::Syntax, place(at, at + words.len()), message).help(help).fix(fix))
}

fn lines(written: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in written.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            lines.push((at + line.len() - line.trim_start().len(), words));
        }
        at += line.len();
    }
    lines
}

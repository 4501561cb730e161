//! One edit of any text, checked from outside: for property tests and fuzzing.

use super::editor::apply;
use super::page::Page;
use crate::source::{FileId, Span};
use crate::yaml::change::{Edit, Node, Place, Scalar};
use crate::yaml::tree::Data;
use crate::yaml::{ProblemKind, Value, read};

/// What a checked edit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The edit that was chosen.
    pub edit: Edit,
    /// The edited text; `None` if the edit was refused.
    pub edited: Option<String>,
}

/// Chooses one of the edits that a text offers, by `choice`, makes it, and checks the result: it can be read with no more
/// problems than before, it lost no line or byte that the edit is not about, and it kept its kind of line break and its last
/// line's end. `None` if the text offers no edit.
///
/// # Errors
/// What is wrong with the result, in words for the developers of this program.
pub fn check_one_edit(text: &str, choice: u64, value: &str) -> Result<Option<Checked>, String> {
    let Some(edit) = choose(text, choice, value) else { return Ok(None) };
    let Ok(edited) = apply(text, std::slice::from_ref(&edit)) else {
        return Ok(Some(Checked { edit, edited: None }));
    };
    match fault(text, &edited, &edit) {
        Some(fault) => Err(format!("{fault}, by {edit:?}, which leads to {edited:?}")),
        None => Ok(Some(Checked { edit, edited: Some(edited) })),
    }
}

/// What an edited text has that it must not.
fn fault(text: &str, edited: &str, edit: &Edit) -> Option<String> {
    let problems = |text: &str| read::<Value>(text, FileId::default()).problems;
    let (before, after) = (problems(text), problems(edited).len());
    // What is below the second of two equal keys is skipped, and shows its problems when the key changes.
    let passes_over = before.iter().any(|problem| problem.kind == ProblemKind::DuplicateKey);
    let before = before.len();
    if after > before && !passes_over {
        return Some(format!("{after} problems where there were {before}"));
    }
    let ends_line = |text: &str| text.ends_with('\n');
    // Where a last line without an end goes and the one above it is blank, that is now a last line without an end.
    let bares_blank = text.strip_prefix(edited).is_some_and(|gone| gone.starts_with(['\n', '\r']));
    if ends_line(text) != ends_line(edited) && !text.is_empty() && !bares_blank {
        return Some("the end of the last line changed".to_owned());
    }
    if !keeps_bytes(text, edited, edit) {
        return Some("other bytes changed".to_owned());
    }
    let lone_feeds = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    if lone_feeds(text) == 0 && text.contains("\r\n") && lone_feeds(edited) > 0 {
        return Some("a line ends as no other does".to_owned());
    }
    lost_line(text, edited, edit).map(|lost| format!("the line {lost:?} is gone"))
}

/// Whether the bytes that the edit is not about are all there, in their order.
fn keeps_bytes(text: &str, edited: &str, edit: &Edit) -> bool {
    let (old, new) = (text.as_bytes(), edited.as_bytes());
    match edit {
        Edit::Set { at, .. } | Edit::Quote { at } | Edit::Retype { at, .. } => {
            let rest = new.strip_prefix(&old[..at.start as usize]);
            rest.is_some_and(|rest| rest.ends_with(&old[at.end as usize..]))
        }
        Edit::Add { .. } | Edit::Insert { .. } => {
            let mut new = new.iter();
            old.iter().all(|byte| new.any(|other| other == byte))
        }
        // What is around the item or mapping; within, the check of what the result says has to do.
        Edit::Append { mapping: at, .. } | Edit::Expand { at, .. } | Edit::Unset { mapping: at, .. } => {
            let after = text.get(at.end as usize..).unwrap_or_default();
            // A comment at the end of its last line stays there, above what is added, as do comments below it.
            let (comment, below) = after.split_at(after.find(['\n', '\r']).unwrap_or(after.len()));
            let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
            let comments: usize = below.split_inclusive('\n').take_while(is_comment).map(str::len).sum();
            let below = &below[comments..];
            let above = edited.trim_end().strip_suffix(below.trim());
            let within = above.and_then(|above| above.get(at.start as usize..));
            new.starts_with(&old[..at.start as usize])
                && within.is_some_and(|within| within.contains(comment.trim()))
        }
        Edit::Sort { .. } => sorted(old) == sorted(new),
        Edit::Remove { .. } | Edit::RemoveComment { .. } => {
            let at_start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
            let at_end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
            new.len() < old.len() && at_start + at_end >= new.len()
        }
    }
}

fn sorted(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.sort_unstable();
    bytes
}

/// A line that the edit is not about and that the result lacks.
fn lost_line<'t>(text: &'t str, edited: &str, edit: &Edit) -> Option<&'t str> {
    let touched = match edit {
        Edit::Set { at, .. }
        | Edit::RemoveComment { at }
        | Edit::Quote { at }
        | Edit::Retype { at, .. }
        | Edit::Add { mapping: at, .. }
        | Edit::Append { mapping: at, .. }
        | Edit::Expand { at, .. }
        | Edit::Unset { mapping: at, .. }
        | Edit::Sort { list: at, .. }
        | Edit::Insert { list: at, .. }
        | Edit::Remove { list: at, .. } => at.range(),
    };
    let is_touched = |line: &&str| {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        start <= touched.end && touched.start <= start + line.len()
    };
    let lines = text.lines().filter(|line| !is_touched(line));
    let mut kept = edited.lines();
    // Untouched lines come in their old order.
    lines.filter(|line| !line.trim().is_empty()).find(|line| !kept.any(|other| other == *line))
}

fn choose(text: &str, choice: u64, value: &str) -> Option<Edit> {
    let page = Page::read(text).ok()?;
    let tree = &page.tree;
    if tree.nodes.is_empty() {
        return None;
    }
    let pick = |count: usize| (choice / 7) as usize % count.max(1);
    let id = pick(tree.nodes.len()) as u32;
    let (node, at) = (tree.node(id), tree.span(id));
    let own = Scalar::Text(value.to_owned());
    let value = Node::Scalar(own.clone());
    let place = Place::After("key_result");
    let mapping = |value: &Node| Node::Mapping(vec![("date", value.clone()), ("note", value.clone())]);
    Some(match &node.data {
        Data::Mapping { .. } => match choice % 6 {
            0 => Edit::Add { mapping: at, place: Place::First, entries: vec![("id", value)] },
            1 => Edit::Add {
                mapping: at,
                place,
                entries: vec![("baseline", value.clone()), ("target", value)],
            },
            2 => Edit::Append { mapping: at, key: "check_ins", place, item: mapping(&value) },
            3 => Edit::Append { mapping: at, key: "supports", place: Place::First, item: value },
            4 => {
                let entries = vec![("a", mapping(&value)), ("b", Node::List(vec![mapping(&value), value]))];
                Edit::Add { mapping: at, place: Place::First, entries }
            }
            _ => Edit::Unset { mapping: at, key: if choice.is_multiple_of(4) { "owner" } else { "id" } },
        },
        Data::List { items } if choice.is_multiple_of(2) => {
            Edit::Sort { list: at, order: (0..tree.children(*items).len()).rev().collect() }
        }
        Data::List { items } if choice.is_multiple_of(3) => {
            let before = pick(tree.children(*items).len());
            Edit::Insert { list: at, before, item: mapping(&value) }
        }
        Data::List { items } => Edit::Remove { list: at, items: vec![pick(tree.children(*items).len())] },
        _ if choice.is_multiple_of(7) && !tree.comments.is_empty() => {
            Edit::RemoveComment { at: tree.comments[pick(tree.comments.len())] }
        }
        _ if choice.is_multiple_of(3) => {
            Edit::Expand { at, field: "key_result", entries: vec![("owner", value)] }
        }
        _ => Edit::Set { at: Span { file: FileId::default(), ..at }, to: own },
    })
}

//! Lines that are neither `key: value` nor `- item`, though they were meant to be.

use super::characters::is_foreign_space;
use super::indentation::open_levels;
use super::put_right::with_example;
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::{is_key_word, line_end};
use granit_parser::ErrorKind;

/// The line of the error, or the one above it, which the parser took for the start of a longer text.
pub(super) fn line_without_key(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    let is_text = |entry: &Entry| matches!(entry.shape, Shape::Plain | Shape::Quoted { closed: Some(_) });
    let is_bare = |entry: &Entry| entry.key.is_none() && is_text(entry);
    if is_bare(entry) && entry.dash.is_none() {
        return explain(scene, scene.here);
    }
    let above = scene.before().filter(|above| is_bare(above))?;
    let follows = scene.fault.kind == ErrorKind::MappingValueNotAllowed && entry.column() >= above.column();
    follows.then(|| explain(scene, scene.here - 1))?
}

fn explain(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let entry = &scene.entries[i];
    glued_colon(scene, entry)
        .or_else(|| foreign_colon(scene, entry))
        .or_else(|| equals_sign(scene, entry))
        .or_else(|| glued_dash(scene, entry))
        .or_else(|| missing_dash(scene, i))
        .or_else(|| missing_colon(scene, entry))
        .or_else(|| neither(scene, i))
}

/// The line with `from..to` of the text replaced.
fn line_with(scene: &Scene<'_>, entry: &Entry, from: usize, to: usize, with: &str) -> String {
    let end = entry.value.end.min(line_end(scene.text, entry.start));
    [&scene.text[entry.start..from], with, &scene.text[to..end.max(to)]].concat()
}

/// `baseline:23%`
fn glued_colon(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let words = scene.slice(entry.value.clone());
    let colon = words.find(':').filter(|at| is_key_word(&words[..*at]))?;
    let next = words[colon + 1..].chars().next()?;
    if next.is_whitespace() || next == '/' {
        return None;
    }
    let at = entry.value.start + colon + 1;
    let line = line_with(scene, entry, at, at, " ");
    let problem = scene
        .problem(entry.value.clone(), "a space is missing after the colon")
        .help(with_example("write", &line));
    Some(Stumble::new(problem, vec![Repair::change(at..at, " ")]))
}

/// A colon from another script, or one with a space after it that is none to YAML.
fn foreign_colon(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let words = scene.slice(entry.value.clone());
    let (colon, c) = words.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '﹕' | '꞉'))?;
    let key = words[..colon].trim_end_matches(is_foreign_space);
    let rest = words[colon + c.len_utf8()..].trim_start_matches(|c: char| is_foreign_space(c) || c == ' ');
    let from = entry.value.start + key.len();
    let to = entry.value.start + words.len() - rest.len();
    if !is_key_word(key) || scene.slice(from..to).is_ascii() {
        return None;
    }
    let message = match c {
        ':' => format!("the space after `{key}:` is a special one that YAML does not take for a space"),
        _ => format!("the colon after `{key}` is a special one that YAML does not take for a colon"),
    };
    let line = line_with(scene, entry, from, to, ": ");
    let problem = scene.problem(entry.value.clone(), message).help(with_example("type it anew", &line));
    Some(Stumble::new(problem, vec![Repair::change(from..to, ": ")]))
}

/// `key = value`
fn equals_sign(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let words = scene.slice(entry.value.clone());
    let (key, value) = words.split_once('=').filter(|(key, _)| is_key_word(key.trim_end()))?;
    let from = entry.value.start + key.trim_end().len();
    let to = entry.value.end - value.trim_start().len();
    let problem = scene
        .problem(entry.value.clone(), "a key is followed by a colon, not by `=`")
        .help(with_example("write", &line_with(scene, entry, from, to, ": ")));
    Some(Stumble::new(problem, vec![Repair::change(from..to, ": ")]))
}

/// `-Raise x`, and the bullets of word processors.
fn glued_dash(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    if entry.dash.is_some() {
        return None;
    }
    let words = scene.slice(entry.value.clone());
    let first = words.chars().next().filter(|c| is_bullet(*c))?;
    let rest =
        words[first.len_utf8()..].trim_start_matches(|c: char| c.is_whitespace() || is_foreign_space(c));
    let range = entry.value.start..entry.value.end - rest.len();
    let message = match first {
        '-' => "a space is missing after the dash of this list item".to_owned(),
        bullet => format!("a list item starts with a dash, not with `{bullet}`"),
    };
    let problem = scene
        .problem(entry.value.clone(), message)
        .help(with_example("write", &line_with(scene, entry, range.start, range.end, "- ")));
    Some(Stumble::new(problem, vec![Repair::change(range, "- ")]))
}

/// What people type for a list item.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '•' | '·' | '‣' | '▪')
}

/// A line in the column of the dashes above it.
fn missing_dash(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let entry = &scene.entries[i];
    let mut levels = open_levels(&scene.entries, i).into_iter();
    levels.find(|level| level.is_list && level.column == entry.column())?;
    let problem = scene
        .problem(entry.value.clone(), "this line stands among list items but has no dash")
        .help(with_example(
            "start it with a dash, or indent it more if it goes on with the line above",
            &line_with(scene, entry, entry.start, entry.start, "- "),
        ));
    Some(Stumble::new(problem, vec![Repair::change(entry.start..entry.start, "- ")]))
}

/// `key_results` or `baseline 23%`
fn missing_colon(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let words = scene.slice(entry.value.clone());
    let first = words.split_whitespace().next().filter(|word| is_key_word(word))?;
    let is_alone = first.len() == words.len();
    if !is_alone && !super::colons::is_key_elsewhere(scene.text, first, entry.value.start) {
        return None;
    }
    let at = entry.value.start + first.len();
    let problem = scene
        .problem(entry.value.start..at, format!("the colon after `{first}` is missing"))
        .help(with_example("write", &line_with(scene, entry, at, at, ":")));
    Some(Stumble::new(problem, vec![Repair::change(at..at, ":")]))
}

fn neither(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let entry = &scene.entries[i];
    if entry.dash.is_some() {
        return None;
    }
    let problem = scene
        .problem(entry.value.clone(), "this line has neither a key nor a dash")
        .help("indent it if it goes on with the text above; put `# ` before it if it is a note");
    let above = i.checked_sub(1).map(|i| &scene.entries[i]).filter(|above| above.shape == Shape::Plain);
    Some(match above {
        // What stands above may be only half of what was meant.
        Some(above) => Stumble::new(problem, vec![Repair::hide(above.value.start..entry.value.end)]),
        None => Stumble::new(problem, vec![Repair::change(entry.value.clone(), "")]).losing_lines(),
    })
}

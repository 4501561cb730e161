//! A colon and a space in the middle of unquoted text.

use super::put_right::in_quotes;
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::brackets::Segment;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::{colon, is_key_word};
use std::ops::Range;

const MESSAGE: &str = "a colon followed by a space ends a key, even in the middle of a text";

/// A second colon in the value of an entry, or one in a further line of its text.
pub(super) fn in_entry(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    if entry.shape == Shape::Plain && colon(scene.slice(entry.value.clone())).is_some() {
        return Some(in_text(scene, entry, entry.value.clone()));
    }
    // `why: A sentence` and on the next line, indented, `that goes on: and on`.
    let before = scene.before().filter(|before| before.shape == Shape::Plain)?;
    let key = entry.key.as_ref().filter(|_| entry.dash.is_none())?;
    let goes_on = entry.column() > before.content_column() && !is_key_word(scene.slice(key.clone()));
    goes_on.then(|| in_text(scene, before, before.value.start..entry.value.end.max(entry.end)))
}

fn in_text(scene: &Scene<'_>, entry: &Entry, value: Range<usize>) -> Stumble {
    let (prefix, meant) = scene.meant(entry);
    let value = meant.start..value.end;
    if let Some(stumble) = round_brackets(scene, prefix, value.clone()) {
        return stumble;
    }
    if let Some(stumble) = several_fields(scene, entry, prefix, value.clone()) {
        return stumble;
    }
    match glued_key(scene, value.clone()) {
        Some(second) => two_keys(scene, prefix, value, second, "on a line of its own"),
        None => must_be_quoted(scene, prefix, value),
    }
}

/// `owner: tom, confidence: 5`: commas set fields apart, as they do in other formats.
fn several_fields(scene: &Scene<'_>, entry: &Entry, prefix: &str, value: Range<usize>) -> Option<Stumble> {
    let words = scene.slice(value.clone());
    let fields = scene.lexicon.fields_in(words);
    if fields.is_empty() || words.contains(['\n', '\r']) || !fields.iter().all(|field| field.after_comma) {
        return None;
    }
    if words.ends_with('}') && !words.contains('{') {
        return Some(missing_brace(scene, entry, value));
    }
    // A sentence with fields needs its key.
    let first = match prefix.contains(':') {
        true => "",
        false => {
            let i = scene.entries.iter().position(|other| other.start == entry.start)?;
            scene.lexicon.sentence(scene.list_of(i)?)?
        }
    };
    let lead = if first.is_empty() { String::new() } else { format!("{first}: ") };
    let newline = if scene.text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = " ".repeat(entry.content_column());
    let mut repairs = Vec::new();
    if !lead.is_empty() {
        repairs.push(Repair::change(value.start..value.start, lead.clone()));
    }
    let mut lines = Vec::new();
    let mut from = 0;
    for field in &fields {
        lines.push(words[from..field.end_before].to_owned());
        let gap = value.start + field.end_before..value.start + field.start;
        repairs.push(Repair::change(gap, format!("{newline}{indent}")));
        from = field.start;
    }
    lines.push(words[from..].to_owned());
    lines[0] = format!("{prefix}{lead}{}", lines[0]);
    let keys: Vec<&str> = fields.iter().map(|field| &words[field.start..field.colon]).collect();
    let message = match keys.as_slice() {
        [key] => format!("a second key, `{key}:`, is in this value"),
        keys => format!("more keys are in this value: {}", keys_with_colons(keys)),
    };
    let written: Vec<String> = lines.iter().map(|line| format!("`{line}`")).collect();
    let help = format!("write each on a line of its own: {}", written.join(", "));
    let problem = scene.problem(value, message).help(help);
    let title = "write each on a line of its own";
    Some(Stumble::likely(problem, repairs, scene.file, "field put on a line of its own", title))
}

/// `- date: 2026-02-10, value: 15%}`
fn missing_brace(scene: &Scene<'_>, entry: &Entry, value: Range<usize>) -> Stumble {
    let line = scene.slice(entry.content..value.end);
    let right = format!("{}{{{line}", scene.slice(entry.start..entry.content));
    let end = value.end - 1;
    let problem = scene
        .problem(end..value.end, "this `}` closes nothing: its `{` is missing")
        .help(super::put_right::with_example("write both", &right));
    let repairs = vec![Repair::change(entry.content..entry.content, "{")];
    Stumble::likely(problem, repairs, scene.file, "missing brace added", "write the opening brace")
}

/// `status:` and `bets_on:`
fn keys_with_colons(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}:`")).collect();
    let (last, rest) =
        keys.split_last().map_or((String::new(), &[][..]), |(last, rest)| (last.clone(), rest));
    if rest.is_empty() { last } else { format!("{} and {last}", rest.join(", ")) }
}

/// `(date: 2026-01-26, value: 25%)`
fn round_brackets(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Option<Stumble> {
    let inside = scene.slice(value.clone()).trim_end().strip_prefix('(')?.strip_suffix(')')?;
    scene.lexicon.key(inside.split(':').next()?.trim())?;
    let right = format!("{{{inside}}}");
    let problem = scene
        .problem(value.clone(), "keys and values stand between `{ }`, not between `( )`")
        .help(super::put_right::with_example("write", &format!("{prefix}{right}")));
    let repairs = vec![Repair::change(value, right)];
    Some(Stumble::certain(problem, repairs, scene.file, "round brackets replaced", "write braces"))
}

const AFTER_A_COMMA: &str = "after a comma";

/// The text needs quotes because of a colon in it.
pub(super) fn must_be_quoted(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Stumble {
    let problem = scene.problem(value.clone(), MESSAGE).help(in_quotes(prefix, scene.slice(value.clone())));
    let words = problem.span;
    let problem = problem.quoting(words);
    Stumble::new(problem, vec![Repair::hide(value)])
}

/// The same between brackets.
pub(super) fn in_segment(scene: &Scene<'_>, segment: &Segment) -> Option<Stumble> {
    let value = segment.whole();
    segment.key.as_ref()?;
    let text = scene.slice(segment.value.clone());
    if text.starts_with(['"', '\'']) {
        return None;
    }
    colon(text)?;
    let prefix = &scene.text[segment.range.start..value.start];
    Some(match glued_key(scene, value.clone()) {
        Some(second) => two_keys(scene, prefix, segment.value.clone(), second, AFTER_A_COMMA),
        None => must_be_quoted(scene, prefix, value),
    })
}

/// `ana baseline: 5`: the word before the colon is a key elsewhere in the file, so a line break or comma is missing.
fn glued_key(scene: &Scene<'_>, value: Range<usize>) -> Option<usize> {
    let text = scene.slice(value.clone());
    let colon = colon(text)?;
    let word = text[..colon].rsplit(char::is_whitespace).next().filter(|word| word.len() < colon)?;
    let start = value.start + colon - word.len();
    let is_key = scene.lexicon.key(word).is_some();
    (is_key_word(word) && (is_key || is_key_elsewhere(scene.text, word, start))).then_some(start)
}

/// Whether the word is followed by a colon in the position of a key elsewhere in the text.
pub(super) fn is_key_elsewhere(text: &str, word: &str, here: usize) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\t']);
        let starts = before.is_empty() || before.ends_with(['\n', '\r', '{', ',', '-']);
        at != here && starts && text[at + word.len()..].starts_with(':')
    })
}

fn two_keys(scene: &Scene<'_>, prefix: &str, value: Range<usize>, second: usize, place: &str) -> Stumble {
    let rest = scene.slice(second..value.end);
    let key = rest.split(':').next().unwrap_or_default();
    // `{date: 2026-01-12 value: 42}`: what stands before the key is no text.
    let first = scene.slice(value.start..second).trim_end_matches([' ', ',', ';']);
    let help = match first.contains(char::is_alphabetic) {
        true => {
            let quoted = in_quotes(prefix, scene.slice(value.clone()));
            format!("write `{rest}` {place}; if it belongs to the text, {quoted}")
        }
        false if place == AFTER_A_COMMA => format!("write a comma between them: `{prefix}{first}, {rest}`"),
        false => format!("write `{rest}` {place}"),
    };
    let problem =
        scene.problem(value.clone(), format!("a second key, `{key}:`, is in this value")).help(help);
    Stumble::new(problem, vec![Repair::hide(value)])
}

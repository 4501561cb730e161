//! Texts that start with a character YAML keeps for itself.

use super::put_right::{in_quotes, with_example};
use super::quotes::{typographic, typographic_words};
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::quoting::quoted;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::line_end;
use std::ops::Range;

/// What a character at the start of a value means to YAML; `None` if it means nothing.
pub(super) fn meaning(text: &str) -> Option<&'static str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let alone = chars.next().is_none_or(char::is_whitespace);
    Some(match first {
        '@' | '`' | '%' => "YAML keeps it for itself",
        '|' | '>' => "it announces a block of lines",
        '*' => "it stands for a value that has a name further up",
        '&' => "it gives the value a name",
        '!' => "it gives the value a type",
        '[' => "it opens a list",
        ']' => "it closes a list",
        '{' => "it opens a mapping",
        '}' => "it closes a mapping",
        ',' => "it separates entries",
        '#' => "it starts a comment",
        '-' if alone => "it starts a list item",
        '?' if alone => "it announces a key",
        ':' if alone => "it ends a key",
        _ => return None,
    })
}

/// The message for a text that starts with such a character.
pub(super) fn message(text: &str) -> String {
    let first = text.chars().next().unwrap_or_default();
    let meaning = meaning(text).unwrap_or("YAML keeps it for itself");
    let first = if first == '`' { "a backquote".to_owned() } else { format!("`{first}`") };
    format!("a text cannot start with {first} unless it stands in quotes: {meaning}")
}

/// The whole value needs quotes.
pub(super) fn must_be_quoted(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Stumble {
    let text = scene.slice(value.clone());
    if let Some(stumble) = code(scene, prefix, value.clone()) {
        return stumble;
    }
    let problem = scene.problem(value.clone(), message(text)).help(in_quotes(prefix, text));
    let words = problem.span;
    let problem = problem.quoting(words);
    Stumble::new(problem, vec![Repair::hide(value)])
}

/// `` `bo` ``: backquotes around the whole value, as in Markdown.
fn code(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Option<Stumble> {
    let inner = scene.slice(value.clone()).strip_prefix('`')?.strip_suffix('`')?;
    if inner.is_empty() || inner.contains(['`', '\n', '\r']) {
        return None;
    }
    let text = scene.slice(value.clone());
    let problem =
        scene.problem(value.clone(), message(text)).help(with_example("write", &format!("{prefix}{inner}")));
    let repairs = vec![Repair::change(value, inner)];
    Some(Stumble::likely(problem, repairs, scene.file, "backquotes removed", "remove the backquotes"))
}

/// A value that starts with such a character, or is in a word processor's quotes.
pub(super) fn in_entry(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    if scene.slice(entry.start..entry.end).starts_with("* ")
        && let Some(stumble) = super::keyless::glued_dash(scene, entry)
    {
        return Some(stumble);
    }
    if let Some(stumble) = markdown(scene, entry) {
        return Some(stumble);
    }
    if let Some(stumble) = emphasis(scene, entry).or_else(|| dash_behind_key(scene, entry)) {
        return Some(stumble);
    }
    let (prefix, value) = scene.meant(entry);
    let is_whole = matches!(entry.shape, Shape::Bracketed { closed: Some(closed) } if closed == value.end);
    let is_text = matches!(entry.shape, Shape::Plain) || value.start == entry.content && !is_whole;
    let stumble = is_text.then(|| in_segment(scene, prefix, value)).flatten();
    stumble.or_else(|| key(scene, entry))
}

/// Marks of Markdown that mean nothing in YAML: the line around code, and rows of a table.
fn markdown(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let line = scene.text[entry.start..line_end(scene.text, entry.start)].trim_end();
    let place = entry.start..entry.start + line.len();
    let (message, help) = match line {
        _ if line.starts_with("```") || line.starts_with("~~~") => (
            "this line marks code in Markdown, and means nothing in YAML",
            "delete it, here and where the code ends",
        ),
        _ if is_row(line) => (
            "a table starts here, and YAML has no tables",
            "write each cell with its key, like `objective: ...`, `key_result: ...` and `target: 35%`; `okr init` writes an example \
             in an empty folder",
        ),
        _ => return None,
    };
    let problem = scene.problem(place.clone(), message).help(help);
    let rows = scene.text[place.start..].split_inclusive('\n').take_while(|row| is_row(row.trim()));
    let end = place.start + rows.map(str::len).sum::<usize>();
    let all = place.start..end.max(place.end);
    Some(Stumble::new(problem, vec![Repair::change(all, "")]).losing_lines())
}

/// `**owner:** tom`: a key in bold, as in Markdown.
fn emphasis(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let line = scene.slice(entry.content..line_end(scene.text, entry.content)).trim_end();
    let inner = line.trim_start_matches(['*', '_']);
    let colon = inner.find(':')?;
    let key = inner[..colon].trim_end_matches(['*', '_', ' ']);
    let rest = inner[colon + 1..].trim_start_matches(['*', '_']);
    let known = scene.lexicon.key(key).filter(|_| inner.len() < line.len() && line.starts_with('*'))?;
    let is_spaced = rest.is_empty() || rest.starts_with(' ');
    let marks = entry.content..entry.content + line.len() - rest.len();
    let with = if is_spaced { format!("{known}:") } else { format!("{known}: ") };
    let right = format!("{}{with}{rest}", scene.slice(entry.start..entry.content));
    let problem = scene
        .problem(marks.clone(), "asterisks mark words in Markdown, and mean something else in YAML")
        .help(with_example("write", &right));
    let repairs = vec![Repair::change(marks, with)];
    let title = format!("write `{known}:` without asterisks");
    Some(Stumble::certain(problem, repairs, scene.file, "marks of Markdown removed", title))
}

/// `owner: - tom`: the dash of a list item on the line of a key.
fn dash_behind_key(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let key = scene.slice(entry.key.clone()?);
    let value = entry.value.clone();
    let words = scene.slice(value.clone());
    let said = words.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '))?.trim_start();
    scene.lexicon.key(key)?;
    let before = scene.slice(entry.start..value.start);
    let problem = scene.problem(value.clone(), message(words));
    if said.is_empty() {
        let problem =
            problem.help(format!("delete the dash, or the whole line, as long as `{key}` has no value"));
        return Some(Stumble::new(problem, vec![Repair::change(value, "")]));
    }
    if said.starts_with(|c: char| c.is_ascii_digit()) {
        let help = format!("write `{key}: {said}`, or `{key}: -{said}` if it is below zero");
        return Some(Stumble::new(problem.help(help), vec![Repair::hide(value)]));
    }
    let problem = problem.help(with_example("write it without the dash", &format!("{before}{said}")));
    let repairs = vec![Repair::change(value.start..value.end - said.len(), "")];
    Some(Stumble::likely(problem, repairs, scene.file, "dash behind a key removed", "remove the dash"))
}

/// `| Objective | Target |`
fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.matches('|').count() > 2
}

/// A key that starts with such a character.
fn key(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let key = entry.key.clone()?;
    let text = scene.slice(key.clone());
    meaning(text)?;
    let line =
        [scene.slice(entry.start..key.start), &quoted(text), scene.slice(key.end..entry.value.end)].concat();
    let problem = scene
        .problem(key, message(text).replacen("a text", "a key", 1))
        .help(with_example("write it in quotes", &line));
    Some(Stumble::new(problem, vec![Repair::change(entry.start..entry.end, "")]).losing_lines())
}

/// The same for a value with the text before it.
pub(super) fn in_segment(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Option<Stumble> {
    let text = scene.slice(value.clone());
    if let Some(found) = typographic(text) {
        let (message, help) = typographic_words(prefix, found);
        let problem = scene.problem(value.clone(), message).help(help);
        return Some(Stumble::new(problem, vec![Repair::hide(value)]));
    }
    meaning(text)?;
    Some(must_be_quoted(scene, prefix, value))
}

//! Lines that are neither `key: value` nor `- item`, though they were meant to be.

use super::characters::is_foreign_space;
use super::indentation::{open_levels, shift_lines};
use super::put_right::with_example;
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::lexicon::Lexicon;
use crate::yaml::problem::Problem;
use crate::yaml::quoting::quoted;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::{is_key_word, line_end};
use granit_parser::ErrorKind;
use std::ops::Range;

/// The line of the error, or the one above it, which the parser took for the start of a longer text.
pub(super) fn line_without_key(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    let is_text = |entry: &Entry| matches!(entry.shape, Shape::Plain | Shape::Quoted { closed: Some(_) });
    let is_bare = |entry: &Entry| entry.key.is_none() && is_text(entry);
    if is_bare(entry) && entry.dash.is_none() {
        return explain(scene, scene.here);
    }
    let above = scene.before().filter(|above| is_bare(above))?;
    if let Some(stumble) = sentence_with_fields(scene, scene.here - 1) {
        return Some(stumble);
    }
    let follows = scene.fault.kind == ErrorKind::MappingValueNotAllowed && entry.column() >= above.column();
    follows.then(|| explain(scene, scene.here - 1))?
}

fn explain(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let entry = &scene.entries[i];
    sentence_with_fields(scene, i)
        .or_else(|| doubled_dash(scene, i))
        .or_else(|| foreign_comment(scene, entry))
        .or_else(|| foreign_indent(scene, entry))
        .or_else(|| glued_colon(scene, entry))
        .or_else(|| foreign_colon(scene, entry))
        .or_else(|| sign_for_colon(scene, entry))
        .or_else(|| glued_dash(scene, entry))
        .or_else(|| missing_dash(scene, i))
        .or_else(|| missing_colon(scene, entry))
        .or_else(|| neither(scene, i))
}

/// `- Raise NPS from 60 to 100` with `owner: ana` on the line below: with fields, the sentence needs a key.
fn sentence_with_fields(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let (entry, below) = (&scene.entries[i], scene.entries.get(i + 1)?);
    let dash = entry.dash?;
    let dashes = dash - entry.line;
    let first = scene.slice(below.key.clone()?);
    let has_field = below.dash.is_none() && below.column() > dashes && scene.lexicon.key(first).is_some();
    let words = scene.slice(entry.value.clone());
    let list = scene.list_of(i).filter(|_| has_field && !scene.lexicon.begins_with_key(words))?;
    let field = scene.lexicon.sentence(list)?;
    let written = match entry.shape {
        Shape::Plain if !words.contains(['\n', '\r']) => words.to_owned(),
        Shape::Plain => quoted(words),
        _ => words.to_owned(),
    };
    let line = format!("- {field}: {written}");
    let problem = scene
        .problem(
            entry.value.clone(),
            format!("`{first}` is a field below this sentence, so the sentence needs a key, too"),
        )
        .help(with_example("begin the item with its key", &line));
    let mut repairs = vec![Repair::change(entry.value.clone(), format!("{field}: {written}"))];
    let (column, wanted) = (below.column(), entry.content_column());
    let fields = scene.entries[i + 1..].iter().take_while(|field| field.column() > dashes);
    for field in fields.filter(|_| column != wanted) {
        shift_lines(scene, field, column, wanted, &mut repairs);
    }
    let title = format!("write `{field}:` before the sentence");
    Some(Stumble::certain(problem, repairs, scene.file, "sentence given its key", title))
}

/// `-- Raise NPS` where an item of a list is due: another dash, not a comment.
fn doubled_dash(scene: &Scene<'_>, i: usize) -> Option<Stumble> {
    let entry = &scene.entries[i];
    let line = scene.text[entry.start..line_end(scene.text, entry.start)].trim_end();
    let words = line.trim_start_matches('-').trim_start();
    if !line.starts_with("--") || words.is_empty() {
        return None;
    }
    let waits = i.checked_sub(1).is_some_and(|above| {
        let above = &scene.entries[above];
        above.key.is_some() && !above.has_value()
    });
    let is_among_items =
        open_levels(&scene.entries, i).iter().any(|level| level.is_list && level.column == entry.column());
    if !waits && !is_among_items {
        return None;
    }
    let marks = entry.start..entry.start + line.len() - words.len();
    let problem = scene
        .problem(marks.clone(), "a list item starts with one dash")
        .help(with_example("write", &format!("- {words}")));
    let repairs = vec![Repair::change(marks, "- ")];
    Some(Stumble::certain(problem, repairs, scene.file, "dash of a list item corrected", "write one dash"))
}

/// `// our second one` and `<!-- our second one -->`: what other languages have for `#`.
pub(super) fn foreign_comment(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    if entry.dash.is_some() {
        return None;
    }
    let line = &scene.text[entry.start..line_end(scene.text, entry.start)];
    let signs = [("//", ""), ("<!--", "-->"), ("/*", "*/"), ("--", "")];
    let (sign, end) = signs
        .into_iter()
        .find(|(sign, _)| line.strip_prefix(sign).is_some_and(|rest| !rest.starts_with('-')))?;
    let words = line.trim_end().trim_start_matches(sign).trim_end_matches(end).trim();
    let place = entry.start..entry.start + line.trim_end().len();
    let problem = scene
        .problem(place.clone(), format!("a comment starts with `#`, not with `{sign}`"))
        .help(with_example("write", &format!("# {words}")));
    let repairs = vec![Repair::change(place, format!("# {words}"))];
    // A dash too many is also what a list item may have.
    Some(match sign {
        "--" => Stumble::new(problem, repairs),
        _ => {
            Stumble::certain(problem, repairs, scene.file, "comment sign corrected", "write it as a comment")
        }
    })
}

/// A line that begins with spaces that YAML does not accept as such.
fn foreign_indent(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let line = &scene.text[entry.start..line_end(scene.text, entry.start)];
    let words = line.trim_start_matches(|c: char| is_foreign_space(c) || c == ' ');
    let spaces = &line[..line.len() - words.len()];
    if spaces.is_empty() || spaces.is_ascii() || words.is_empty() {
        return None;
    }
    let place = entry.start..entry.start + spaces.len();
    let message = "this line begins with special characters that YAML does not accept as spaces";
    let right = format!("{}{}", " ".repeat(spaces.chars().count()), words.trim_end());
    let problem = scene.problem(place.clone(), message).help(with_example("type ordinary spaces", &right));
    let repairs = vec![Repair::change(place, " ".repeat(spaces.chars().count()))];
    Some(Stumble::certain(problem, repairs, scene.file, "special spaces replaced", "write ordinary spaces"))
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
    let is_key = scene.lexicon.key(&words[..colon]).is_some();
    let repairs = vec![Repair::change(at..at, " ")];
    Some(match is_key {
        true => Stumble::certain(
            problem,
            repairs,
            scene.file,
            "missing space added",
            "put a space after the colon",
        ),
        false => Stumble::new(problem, repairs),
    })
}

/// A colon from another script, or one followed by a space that YAML does not accept.
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
        ':' => {
            format!("the space after `{key}:` is a special character that YAML does not accept as a space")
        }
        _ => format!("the colon after `{key}` is a special character that YAML does not accept as a colon"),
    };
    let line = line_with(scene, entry, from, to, ": ");
    let problem = scene.problem(entry.value.clone(), message).help(with_example("type it again", &line));
    Some(colon_written(scene, key, problem, from..to))
}

/// Another sign replaced by a colon and a space.
fn colon_written(scene: &Scene<'_>, key: &str, problem: Problem, place: Range<usize>) -> Stumble {
    let repairs = vec![Repair::change(place, ": ")];
    match scene.lexicon.key(key) {
        Some(key) => {
            let title = format!("put a colon after `{key}`");
            Stumble::certain(problem, repairs, scene.file, "sign replaced by a colon", title)
        }
        None => Stumble::new(problem, repairs),
    }
}

/// `key = value` and `key; value`
fn sign_for_colon(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let words = scene.slice(entry.value.clone());
    let (sign, key, value) = ["=", ";"].into_iter().find_map(|sign| {
        let (key, value) = words.split_once(sign)?;
        let key = key.trim_end();
        // A semicolon is found in sentences, too.
        let is_key = is_key_word(key) && (sign == "=" || scene.lexicon.key(key).is_some());
        is_key.then_some((sign, key, value))
    })?;
    let from = entry.value.start + key.len();
    let to = entry.value.end - value.trim_start().len();
    let problem = scene
        .problem(entry.value.clone(), format!("a key is followed by a colon, not by `{sign}`"))
        .help(with_example("write", &line_with(scene, entry, from, to, ": ")));
    Some(colon_written(scene, key, problem, from..to))
}

/// `-Raise x`, and what stands before list items in texts that are no YAML: bullets, `*`, `1.`
pub(super) fn glued_dash(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    if entry.dash.is_some() {
        return None;
    }
    let words = scene.slice(entry.start..entry.value.end);
    if words.starts_with("--") {
        let i = scene.entries.iter().position(|other| other.start == entry.start)?;
        return doubled_dash(scene, i).or_else(|| foreign_comment(scene, entry));
    }
    if let Some(comment) = foreign_comment(scene, entry) {
        return Some(comment);
    }
    let marker = list_marker(words)?;
    let range = entry.start..entry.start + marker.length;
    let place = match &entry.key {
        Some(key) => entry.start..key.end,
        None => entry.value.clone(),
    };
    let problem = scene
        .problem(place, marker.message())
        .help(with_example("write", &line_with(scene, entry, range.start, range.end, "- ")));
    Some(Stumble::new(problem, vec![Repair::change(range, "- ")]))
}

/// `– objective: ...` and `-objective: ...`, which YAML takes for a key: what is below does not line up with it.
pub(super) fn marker_before_key(scene: &Scene<'_>) -> Option<Stumble> {
    let is_marked = |entry: &&Entry| {
        entry.dash.is_none()
            && entry.key.clone().is_some_and(|key| marked_key(scene.lexicon, scene.slice(key)).is_some())
    };
    let entry = scene.entries[..=scene.here].iter().rev().find(is_marked)?;
    glued_dash(scene, entry)
}

/// The key of the format in `– objective`, and the mark before it.
pub(super) fn marked_key<'w>(lexicon: &Lexicon, text: &'w str) -> Option<(Marker<'w>, &'static str)> {
    let marker = list_marker(text)?;
    let key = lexicon.key(&text[marker.length..])?;
    Some((marker, key))
}

/// What stands for a list item's dash and space.
pub(super) struct Marker<'w> {
    mark: &'w str,
    /// With the space after it.
    pub(super) length: usize,
}

impl Marker<'_> {
    pub(super) fn message(&self) -> String {
        match self.mark {
            "-" => "a space is missing after the dash of this list item".to_owned(),
            mark => format!("a list item starts with a dash, not with `{mark}`"),
        }
    }
}

/// The mark of a list item that a text begins with. Those that may belong to a text need a space after them.
pub(super) fn list_marker(words: &str) -> Option<Marker<'_>> {
    let first = words.chars().next()?;
    let mark = match first {
        bullet if is_bullet(bullet) => first.len_utf8(),
        '*' | '+' => 1,
        digit if digit.is_ascii_digit() => {
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            let ends = digits <= 2 && words[digits..].starts_with(['.', ')']);
            ends.then_some(digits + 1)?
        }
        _ => return None,
    };
    let rest = words[mark..].trim_start_matches(|c: char| c.is_whitespace() || is_foreign_space(c));
    let length = words.len() - rest.len();
    let is_set_apart = length > mark && !rest.is_empty();
    (is_set_apart || is_bullet(first)).then_some(Marker { mark: &words[..mark], length })
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
    let first = words.split_whitespace().next()?;
    let known = scene.lexicon.key(first);
    let is_alone = first.len() == words.len();
    let is_meant = || {
        is_key_word(first)
            && (is_alone || super::colons::is_key_elsewhere(scene.text, first, entry.value.start))
    };
    if known.is_none() && !is_meant() {
        return None;
    }
    let start = entry.value.start;
    let at = start + first.len();
    // `owner -> tom`: a sign stands for the colon.
    let rest = words[first.len()..].trim_start();
    let said = without_sign(rest).unwrap_or(rest);
    let to = if said.len() < rest.len() { entry.value.end - said.len() } else { at };
    let end = if to > at { ": " } else { ":" };
    let problem = |with: &str| {
        scene
            .problem(start..at, format!("the colon after `{first}` is missing"))
            .help(with_example("write", &line_with(scene, entry, start, to, with)))
    };
    Some(match known {
        // `target - 5%` may be less than nothing.
        Some(key) if to > at && said.starts_with(|c: char| c.is_ascii_digit()) => {
            let with = format!("{key}{end}");
            Stumble::new(problem(&with), vec![Repair::change(start..to, with)])
        }
        Some(key) => {
            let with = format!("{key}{end}");
            let repairs = vec![Repair::change(start..to, with.clone())];
            let title = format!("put a colon after `{key}`");
            Stumble::certain(problem(&with), repairs, scene.file, "missing colon added", title)
        }
        None => Stumble::new(problem(&format!("{first}{end}")), vec![Repair::change(at..to, end)]),
    })
}

/// What follows an arrow or a dash that was written for a colon.
pub(super) fn without_sign(text: &str) -> Option<&str> {
    let signs = ["->", "=>", "→", "-", "–", "—"];
    let rest = signs.iter().find_map(|sign| text.strip_prefix(sign))?;
    let said = rest.trim_start();
    (!said.is_empty() && said.len() < rest.len()).then_some(said)
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
        // The text above may be only half of what was meant.
        Some(above) => Stumble::new(problem, vec![Repair::hide(above.value.start..entry.value.end)]),
        None => Stumble::new(problem, vec![Repair::change(entry.value.clone(), "")]).losing_lines(),
    })
}

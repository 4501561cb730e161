//! Quotes that are never closed, that close too early, and backslashes between double quotes.

use super::colons;
use super::put_right::{in_quotes, with_example};
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::quoting::quoted;
use crate::yaml::view::brackets::Segment;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::line_end;
use crate::yaml::view::quotes::close;
use std::ops::Range;

/// Faults of quotes in the entry of the error, or a quote left open further up.
pub(super) fn in_entries(scene: &Scene<'_>) -> Option<Stumble> {
    if scene.fault.is_about_quotes() || scene.fault.is_about_brackets() {
        let mut above = scene.entries[..=scene.here].iter().rev();
        if let Some(stumble) = above.find_map(|entry| never_closed(scene, entry)) {
            return Some(stumble);
        }
    }
    let entry = scene.entry();
    never_closed(scene, entry).or_else(|| match entry.shape {
        Shape::Quoted { closed: Some(closed) } => {
            let (prefix, meant) = scene.meant(entry);
            if let Some(stumble) = super::ends::comma_at_end(scene, entry, closed) {
                return Some(stumble);
            }
            let goes_on = closed < entry.value.end;
            if goes_on && meant.start < entry.value.start {
                return Some(colons::must_be_quoted(scene, prefix, meant));
            }
            let prefix = scene.slice(entry.start..entry.opening);
            in_value(scene, prefix, entry.opening..entry.value.end, closed)
        }
        _ => None,
    })
}

fn never_closed(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    match entry.shape {
        Shape::Quoted { closed: None } => {
            let prefix = &scene.text[entry.start..entry.opening];
            Some(left_open(scene, prefix, entry.opening..entry.value.end))
        }
        Shape::Bracketed { .. } => {
            let segments = entry.segments(scene.text);
            let open = segments.into_iter().find(|segment| segment.open_quote)?;
            Some(left_open(scene, &scene.text[open.range.start..open.value.start], open.value))
        }
        _ => None,
    }
}

fn left_open(scene: &Scene<'_>, prefix: &str, value: Range<usize>) -> Stumble {
    let line = value.start..line_end(scene.text, value.start).min(value.end);
    let words = scene.slice(line.start + 1..line.end).trim();
    let mut help = with_example("close it where the text ends", &format!("{prefix}{}", quoted(words)));
    if scene.slice(line.clone()).starts_with('\'') {
        let text = quoted(scene.slice(line.clone()));
        help.push_str(&format!("; if it is an apostrophe, write: `{prefix}{text}`"));
    }
    let problem = scene.problem(line.clone(), "this quote is never closed").help(help);
    Stumble::new(problem, vec![Repair::hide(line)])
}

/// What is wrong with a value whose quote closes at `closed`.
pub(super) fn in_value(
    scene: &Scene<'_>,
    prefix: &str,
    value: Range<usize>,
    closed: usize,
) -> Option<Stumble> {
    let written = scene.slice(value.clone());
    let rest = scene.slice(closed..value.end);
    if !rest.trim().is_empty() {
        return Some(text_after_quote(scene, prefix, value, closed));
    }
    if scene.fault.is_about_escapes() && (value.start..=value.end).contains(&scene.fault.at) {
        let words = written[1..written.len() - 1].replace("\\\"", "\"");
        let line = format!("{prefix}'{}'", words.replace('\'', "''"));
        let problem = scene
            .problem(value.clone(), "between double quotes a backslash `\\` starts a special character")
            .help(with_example("write it in single quotes", &line));
        return Some(Stumble::new(problem, vec![Repair::hide(value)]));
    }
    let comment = scene.text[closed..].starts_with('#').then_some(closed)?;
    let problem = scene
        .problem(comment..line_end(scene.text, comment), "a comment needs a space before its `#`")
        .help("put a space before the `#`");
    Some(Stumble::new(problem, vec![Repair::change(comment..comment, " ")]))
}

fn text_after_quote(scene: &Scene<'_>, prefix: &str, value: Range<usize>, closed: usize) -> Stumble {
    let written = scene.slice(value.clone());
    let problem = scene.problem(value.clone(), "the text goes on after its closing quote");
    let intended = intended_text(written, closed - value.start);
    let problem = problem.help(if intended.len() < written.len() {
        let advice = "use the other kind of quotes around it";
        with_example(advice, &format!("{prefix}{}", other_quotes(written, intended)))
    } else {
        with_example("put the whole text in quotes", &format!("{prefix}{}", quoted(written)))
    });
    Stumble::new(problem, vec![Repair::hide(value)])
}

/// `'it's fine'` is meant without its outer quotes, `"Fast" onboarding` with all of them.
fn intended_text(written: &str, closed: usize) -> &str {
    let quote = &written[..1];
    let is_word_char = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = written[..closed - 1].chars().next_back();
    let after = written[closed..].chars().next();
    // A quote between letters is an apostrophe; one after a space opens, so the first was not its partner.
    let partner = !is_word_char(after) || before.is_some_and(char::is_whitespace) && written.len() < 3;
    let opens = before.is_some_and(char::is_whitespace);
    // `'Raise customers' activation'`: one of three is an apostrophe.
    let is_odd = quote == "'" && written.matches('\'').count() % 2 == 1;
    let partner = partner && !is_odd;
    if written.len() > 2 && written.ends_with(quote) && (!partner || opens) {
        &written[1..written.len() - 1]
    } else {
        written
    }
}

fn other_quotes(written: &str, text: &str) -> String {
    if written.starts_with('\'') && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// The same for one entry between brackets.
pub(super) fn in_segment(scene: &Scene<'_>, segment: &Segment) -> Option<Stumble> {
    let value = segment.value.clone();
    let prefix = &scene.text[segment.range.start..value.start];
    if segment.open_quote {
        return Some(left_open(scene, prefix, value));
    }
    if !scene.slice(value.clone()).starts_with(['"', '\'']) {
        return None;
    }
    let closed = close(scene.text, value.start, None)?;
    in_value(scene, prefix, value, closed)
}

/// Quotes of word processors around the whole text: their partner and the text between.
pub(super) fn typographic(text: &str) -> Option<(char, char, &str)> {
    let open = text.chars().next()?;
    let close = text.chars().next_back()?;
    let pairs = [
        ('“', "”“"),
        ('„', "“”"),
        ('”', "”"),
        ('‘', "’‘"),
        ('‚', "‘’"),
        ('’', "’"),
        ('«', "»"),
        ('»', "«"),
        ('‹', "›"),
        ('›', "‹"),
    ];
    let (_, partners) = pairs.iter().find(|(quote, _)| *quote == open)?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    (partners.contains(close) && !inner.contains([open, close])).then_some((open, close, inner))
}

/// Message and help for [`typographic`] quotes.
pub(super) fn typographic_words(prefix: &str, (open, close, inner): (char, char, &str)) -> (String, String) {
    let message = format!("`{open}` and `{close}` are letters to YAML, not quotes");
    (message, in_quotes(prefix, inner).replacen("write it in quotes", "use straight quotes", 1))
}

//! Faults of lists and mappings between brackets and braces.

use super::put_right::{in_quotes, with_example};
use super::scene::{Scene, Stumble};
use super::{colons, ends, quotes, starts};
use crate::yaml::change::Repair;
use crate::yaml::quoting::quoted;
use crate::yaml::view::brackets::{Brackets, Segment};
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::{comment, line_end};
use granit_parser::ErrorKind;

/// Faults between brackets in the entry of the error, or a bracket left open above it.
pub(super) fn in_entries(scene: &Scene<'_>) -> Option<Stumble> {
    let mut candidates = vec![scene.here];
    if scene.fault.is_about_brackets() {
        let is_open = |i: &usize| matches!(scene.entries[*i].shape, Shape::Bracketed { closed: None });
        candidates.extend((0..scene.here).rev().find(is_open));
    }
    candidates.into_iter().find_map(|i| in_entry(scene, &scene.entries[i]))
}

fn in_entry(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let Shape::Bracketed { closed } = entry.shape else { return None };
    let text = scene.text;
    let prefix = &text[entry.start..entry.value.start];
    let brackets = entry.brackets(text);
    if closed.is_some_and(|closed| scene.slice(closed..entry.value.end).trim().starts_with([']', '}'])) {
        return Some(one_too_many(scene, entry, closed?));
    }
    if closed.is_some_and(|closed| !scene.slice(closed..entry.value.end).trim().is_empty()) {
        if let Some(stumble) = box_to_tick(scene, entry, closed?)
            .or_else(|| ends::comma_at_end(scene, entry, closed?))
            .or_else(|| several(scene, entry, closed?))
            .or_else(|| note_behind(scene, entry, closed?))
        {
            return Some(stumble);
        }
        let (prefix, meant) = scene.meant(entry);
        return Some(match meant.start == entry.value.start {
            true => starts::must_be_quoted(scene, prefix, meant),
            false => colons::must_be_quoted(scene, prefix, meant),
        });
    }
    let at = scene.fault.at;
    let segments = &brackets.segments;
    let nearest = segments.iter().rposition(|segment| segment.range.start <= at);
    nearest
        .into_iter()
        .chain((0..segments.len()).rev())
        .find_map(|i| in_segment_or_owner(scene, segments, i))
        .or_else(|| comment_before_bracket(scene, entry, &brackets))
        .or_else(|| lone_comma(scene, &brackets))
        .or_else(|| not_closed(scene, prefix, entry, &brackets))
        .filter(|_| closed.is_none() || scene.fault.is_about_brackets() || entry.end >= at)
}

/// `check_ins: {...}, {...}`: two items where a list is wanted.
fn several(scene: &Scene<'_>, entry: &Entry, closed: usize) -> Option<Stumble> {
    let value = entry.value.clone();
    let rest = scene.slice(closed..value.end).trim_start().strip_prefix(',')?.trim_start();
    let is_list = entry.key.is_some() && scene.slice(value.clone()).starts_with('{') && rest.starts_with('{');
    if !is_list || !rest.ends_with('}') {
        return None;
    }
    let right = format!("{}[{}]", scene.slice(entry.start..value.start), scene.slice(value.clone()));
    let problem = scene
        .problem(value.clone(), "there are several values here, so write them as a list")
        .help(with_example("put brackets around them", &right));
    let repairs =
        vec![Repair::change(value.start..value.start, "["), Repair::change(value.end..value.end, "]")];
    Some(Stumble::likely(problem, repairs, scene.file, "brackets put around a list", "write a list"))
}

/// `- {date: 2026-02-10, value: 15%} hello`: a note that was put behind the braces.
fn note_behind(scene: &Scene<'_>, entry: &Entry, closed: usize) -> Option<Stumble> {
    let value = entry.value.clone();
    let inside = scene.slice(value.start..closed).strip_prefix('{')?.strip_suffix('}')?;
    let first = inside.split(':').next()?.trim();
    // What has a day and a value has a note, too.
    let has_note = scene.lexicon.by_key.iter().any(|(_, key, value)| *key == first && *value == "value");
    if !has_note || inside.contains("note:") {
        return None;
    }
    let text = scene.slice(closed..value.end).trim().trim_start_matches([',', ';', '-', ' ']);
    let text_length = text.len();
    let text =
        if text.contains([',', ':', '{', '}', '[', ']', '#']) { quoted(text) } else { text.to_owned() };
    let right = format!(
        "{}{{{}, note: {text}}}",
        scene.slice(entry.start..value.start),
        inside.trim_end_matches([' ', ','])
    );
    let problem = scene
        .problem(value.end - text_length..value.end, "these words come after the item's closing brace")
        .help(with_example("write them as its note", &right));
    let end = value.start + 1 + inside.trim_end_matches([' ', ',']).len();
    let repairs = vec![Repair::change(end..value.end, format!(", note: {text}}}"))];
    Some(Stumble::likely(problem, repairs, scene.file, "words written as a note", "write a note"))
}

/// `- [ ] Raise NPS`, as in a list of things to do.
fn box_to_tick(scene: &Scene<'_>, entry: &Entry, closed: usize) -> Option<Stumble> {
    if entry.dash.is_none() || entry.key.is_some() {
        return None;
    }
    let start = entry.value.start;
    let inside = scene.slice(start..closed).strip_prefix('[')?.strip_suffix(']')?;
    let text = scene.slice(closed..entry.value.end).trim_start();
    if !matches!(inside.trim(), "" | "x" | "X" | "✓" | "✔") || text.is_empty() {
        return None;
    }
    let rest = entry.value.end - text.len();
    let problem = scene
        .problem(start..closed, "there is nothing to tick here: what is done follows from the numbers")
        .help(with_example("write", &format!("{}{text}", scene.slice(entry.start..start))));
    Some(Stumble::new(problem, vec![Repair::change(start..rest, "")]))
}

/// A stumble in words that a comma cut off is one of the text they were cut off.
fn in_segment_or_owner(scene: &Scene<'_>, segments: &[Segment], i: usize) -> Option<Stumble> {
    let stumble = in_segment(scene, &segments[i])?;
    let holds = |segment: &&Segment| segment.in_braces && segment.whole_end >= segments[i].range.end;
    let Some(owner) = segments[..i].iter().rev().take_while(holds).last() else { return Some(stumble) };
    let prefix = scene.slice(owner.range.start..owner.value.start);
    let problem = scene
        .problem(owner.whole(), stumble.problem.message)
        .help(in_quotes(prefix, scene.slice(owner.whole())));
    Some(Stumble::new(problem, vec![Repair::hide(owner.whole())]))
}

fn in_segment(scene: &Scene<'_>, segment: &Segment) -> Option<Stumble> {
    let prefix = &scene.text[segment.range.start..segment.value.start];
    quotes::in_segment(scene, segment)
        .or_else(|| starts::in_segment(scene, prefix, segment.whole()))
        .or_else(|| colons::in_segment(scene, segment))
        .or_else(|| {
            let problem = segment.bracket_in_text.then(|| {
                let message = "brackets inside `{ }` or `[ ]` open a list, even in the middle of a text";
                scene.problem(segment.whole(), message)
            })?;
            let problem = problem.help(in_quotes(prefix, scene.slice(segment.whole())));
            Some(Stumble::new(problem, vec![Repair::hide(segment.whole())]))
        })
}

/// `[a, b #1]`: the comment takes the closing bracket along.
fn comment_before_bracket(scene: &Scene<'_>, entry: &Entry, brackets: &Brackets) -> Option<Stumble> {
    let last = brackets.segments.last().filter(|_| brackets.closed.is_none())?;
    let line = last.range.end..line_end(scene.text, last.range.end);
    let rest = scene.slice(line.clone());
    let comment = line.start + comment(rest).filter(|at| rest[*at..].contains([']', '}']))?;
    let words = scene.slice(comment..line.end).trim_end_matches([']', '}', ' ']);
    let end = comment + words.len();
    let before = scene.slice(entry.start..last.value.start);
    let (text, after) = (scene.slice(last.value.start..end), scene.slice(end..line.end));
    let right = format!("{before}{}{after}", with_signs_in_quotes(scene, text, last.in_braces));
    let problem = scene
        .problem(comment..line.end, "` #` starts a comment, so the closing bracket is not seen")
        .help(with_example("write it in quotes", &right));
    Some(Stumble::new(problem, vec![Repair::hide(entry.value.start..line.end)]))
}

/// The value at the start of a text, and the entries behind it, with quotes around each value that has ` #` in it. Between braces
/// a comma and a key of the format end a value; between brackets nobody knows.
fn with_signs_in_quotes(scene: &Scene<'_>, text: &str, in_braces: bool) -> String {
    let starts_entry = |part: &str| {
        let key = part.split_once(": ").map(|(key, _)| key.trim());
        in_braces && key.is_some_and(|key| scene.lexicon.key(key).is_some())
    };
    let mut entries: Vec<String> = Vec::new();
    for part in text.split(',') {
        match entries.last_mut().filter(|_| !starts_entry(part)) {
            Some(open) => *open = format!("{open},{part}"),
            None => entries.push(part.to_owned()),
        }
    }
    let quoted_entry = |(position, entry): (usize, &String)| {
        let (key, value) = match entry.split_once(": ").filter(|_| position > 0) {
            Some((key, value)) => (format!("{key}: "), value),
            None => (String::new(), &**entry),
        };
        let is_cut = value.contains(" #");
        if is_cut { format!("{key}{}", quoted(value)) } else { entry.clone() }
    };
    entries.iter().enumerate().map(quoted_entry).collect::<Vec<_>>().join(",")
}

fn lone_comma(scene: &Scene<'_>, brackets: &Brackets) -> Option<Stumble> {
    let commas = &brackets.lone_commas;
    let comma = *commas.iter().rev().find(|comma| **comma <= scene.fault.at).or(commas.first())?;
    let problem = scene.problem(comma..comma + 1, "there is nothing before this comma").help("delete it");
    Some(Stumble::new(problem, vec![Repair::change(comma..comma + 1, " ")]))
}

fn one_too_many(scene: &Scene<'_>, entry: &Entry, closed: usize) -> Stumble {
    let from = closed + scene.slice(closed..entry.value.end).find([']', '}']).unwrap_or(0);
    let bracket = scene.slice(from..from + 1);
    let line = scene.slice(entry.start..closed);
    let problem = scene
        .problem(from..from + 1, format!("this `{bracket}` closes nothing"))
        .help(with_example("delete it", line));
    Stumble::new(problem, vec![Repair::change(from..from + 1, " ")])
}

fn not_closed(scene: &Scene<'_>, prefix: &str, entry: &Entry, brackets: &Brackets) -> Option<Stumble> {
    let text = scene.text;
    let value = entry.value.clone();
    let hide = vec![Repair::hide(value.clone())];
    if let Some(wrong) = brackets.mismatch {
        let bracket = scene.slice(wrong..wrong + 1);
        let other = if bracket == "]" { "}" } else { "]" };
        let line = [&text[entry.start..wrong], other, &text[wrong + 1..value.end]].concat();
        let problem = scene
            .problem(wrong..wrong + 1, format!("`{bracket}` does not close what was opened"))
            .help(with_example("close it with its partner", &line));
        return Some(Stumble::new(problem, hide));
    }
    match brackets.still_open.filter(|_| brackets.closed.is_none()) {
        Some(open) => {
            let bracket = scene.slice(open..open + 1);
            let partner = if bracket == "[" { "]" } else { "}" };
            let line = format!("{prefix}{}{partner}", scene.slice(value.clone()));
            let problem = scene
                .problem(
                    open..line_end(text, open).min(value.end),
                    format!("this `{bracket}` is never closed"),
                )
                .help(with_example(
                    &format!("write `{partner}` where it ends"),
                    &line.replace(['\n', '\r'], " "),
                ));
            Some(Stumble::new(problem, hide))
        }
        // Between the brackets all is well; the line stands in the wrong column.
        None if scene.entry().start == entry.start && super::indentation::out_of_line(scene).is_some() => {
            None
        }
        None => {
            let message = match scene.fault.kind {
                ErrorKind::RecursionLimitExceeded => "there are too many brackets inside brackets here",
                _ => "this list or mapping between brackets cannot be read",
            };
            let help = "separate the entries by commas and put texts with special characters in quotes";
            let problem = scene.problem(value, message).help(help);
            Some(Stumble { is_guess: true, ..Stumble::new(problem, hide) })
        }
    }
}

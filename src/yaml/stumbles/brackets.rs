//! Lists and mappings between brackets and braces.

use super::entry::{Entry, Shape, comment, is_key_word, line_end, next_line, next_words};
use super::put_right::{in_quotes, quoted, with_example};
use super::{Repair, Scene, Stumble, colons, quotes, starts};
use granit_parser::ErrorKind;
use std::ops::Range;

/// What stands between two commas or brackets.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    /// Where the words end that a comma cut off its value; where the value ends if it cut none off.
    whole_end: usize,
    in_braces: bool,
    /// Its value starts with a quote that does not close.
    pub(super) open_quote: bool,
    /// A bracket in the middle of its text.
    bracket_in_text: bool,
}

impl Segment {
    /// The value with the words that a comma cut off.
    pub(super) fn whole(&self) -> Range<usize> {
        self.value.start..self.whole_end
    }
}

/// A bracketed value taken apart, whatever its nesting, into the segments in the order written.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    pub(super) segments: Vec<Segment>,
    /// Where the last word that belongs to it ends.
    pub(super) end: usize,
    /// Where the last bracket is passed.
    pub(super) closed: Option<usize>,
    /// A bracket that closes another kind than was opened.
    mismatch: Option<usize>,
    /// Commas with nothing before them.
    lone_commas: Vec<usize>,
    /// Where the innermost bracket that is still open stands.
    still_open: Option<usize>,
}

impl Brackets {
    /// Reads from the bracket at `open`. Lines that are not indented more than `column` are not part of the value,
    /// unless they close it.
    pub(super) fn scan(text: &str, open: usize, column: Option<usize>) -> Brackets {
        Scan {
            text,
            column,
            stack: Vec::new(),
            found: Brackets::default(),
            at: open,
            partners: Partners::default(),
        }
        .run()
    }
}

/// The brackets of one line that close each other, whatever their kind.
#[derive(Default)]
struct Partners {
    line: Range<usize>,
    /// The opening one, and where the closing one is passed; in the order of the opening ones.
    pairs: Vec<(usize, usize)>,
}

impl Partners {
    fn of_line(text: &str, line: Range<usize>) -> Self {
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        for (at, c) in text[line.clone()].char_indices() {
            match c {
                '[' | '{' => open.push(line.start + at),
                ']' | '}' => pairs.extend(open.pop().map(|open| (open, line.start + at + 1))),
                _ => {}
            }
        }
        pairs.sort_unstable();
        Self { line, pairs }
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        Some(self.pairs[found].1)
    }
}

struct Scan<'t> {
    text: &'t str,
    column: Option<usize>,
    stack: Vec<usize>,
    found: Brackets,
    at: usize,
    partners: Partners,
}

impl Scan<'_> {
    fn run(mut self) -> Brackets {
        let mut after_value = false;
        while let Some(c) = self.peek() {
            self.found.end = self.at + c.len_utf8();
            match c {
                '[' | '{' if self.stack.is_empty() || !self.is_in_text() => {
                    self.stack.push(self.at);
                    self.at += 1;
                    after_value = false;
                }
                ']' | '}' => {
                    let Some(open) = self.stack.pop() else { break };
                    let opening = if c == ']' { '[' } else { '{' };
                    if !self.text[open..].starts_with(opening) {
                        self.found.mismatch.get_or_insert(self.at);
                    }
                    self.at += 1;
                    after_value = true;
                    if self.stack.is_empty() {
                        self.found.closed = Some(self.at);
                        break;
                    }
                }
                ',' => {
                    if !after_value {
                        self.found.lone_commas.push(self.at);
                    }
                    self.at += 1;
                    after_value = false;
                }
                _ => {
                    self.segment();
                    after_value = true;
                }
            }
        }
        self.found.still_open = self.stack.last().copied();
        self.join_cut_off_words();
        self.found
    }

    /// `{note: live: yes, and used}`: once the text must be quoted, the words after the comma belong to it.
    fn join_cut_off_words(&mut self) {
        let segments = &mut self.found.segments;
        for segment in segments.iter_mut() {
            segment.whole_end += lone_commas_at(&self.text[segment.whole_end..]);
        }
        for i in (1..segments.len()).rev() {
            let (before, rest) = segments.split_at_mut(i);
            let (Some(before), [words, ..]) = (before.last_mut(), rest) else { continue };
            let between = &self.text[before.range.end..words.range.start];
            let no_entry = words.key.as_ref().is_none_or(|key| !is_key_word(&self.text[key.clone()]));
            if words.in_braces && no_entry && between.trim() == "," {
                before.whole_end = words.whole_end;
            }
        }
    }

    /// The next character that is neither space nor comment; `None` where the value must have ended.
    fn peek(&mut self) -> Option<char> {
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next()?;
            match c {
                ' ' | '\t' => self.at += 1,
                '#' if comment(rest).is_some() => self.at = line_end(self.text, self.at),
                '\n' | '\r' => {
                    let (indent, words) = next_words(self.text, next_line(self.text, self.at))?;
                    let closes = self.text[words..].starts_with([']', '}']);
                    if self.column.is_some_and(|column| indent <= column) && !closes {
                        return None;
                    }
                    self.at = words;
                }
                _ => return Some(c),
            }
        }
    }

    /// Reads `key: value`, `key` or `value`, up to the comma or bracket after it.
    fn segment(&mut self) {
        let start = self.at;
        let mut segment = Segment {
            range: start..start,
            key: None,
            value: start..start,
            whole_end: start,
            in_braces: self.stack.last().is_some_and(|open| self.text[*open..].starts_with('{')),
            open_quote: false,
            bracket_in_text: false,
        };
        let mut words = start;
        let mut fresh = true;
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { break };
            match c {
                '"' | '\'' if fresh => {
                    self.quote(&mut segment);
                    words = self.at;
                }
                ':' if segment.key.is_none() && ends_key(rest) => {
                    segment.key = Some(start..words);
                    self.at += 1;
                    self.skip_spaces();
                    segment.value.start = self.at;
                    words = self.at;
                    fresh = true;
                    if self.text[self.at..].starts_with(['[', '{']) && !self.is_in_text() {
                        break;
                    }
                    continue;
                }
                '[' | '{' => {
                    segment.bracket_in_text = true;
                    self.at = self.closing_on_line().unwrap_or(self.at + 1);
                    words = self.at;
                }
                ',' | ']' | '}' => break,
                '\n' | '\r' => {
                    let (before, end) = (self.at, words);
                    if self.peek().is_none() || self.at == before {
                        self.at = before;
                        words = end;
                        break;
                    }
                }
                '#' if self.text[..self.at].ends_with([' ', '\t']) => break,
                ' ' | '\t' => self.at += 1,
                _ => {
                    self.at += c.len_utf8();
                    words = self.at;
                }
            }
            fresh = fresh && matches!(c, ' ' | '\t');
        }
        segment.range.end = words;
        segment.value.end = words.max(segment.value.start);
        segment.whole_end = segment.value.end;
        self.found.end = words;
        self.found.segments.push(segment);
    }

    fn quote(&mut self, segment: &mut Segment) {
        match quotes::close(self.text, self.at, self.column) {
            Some(closed) => self.at = closed,
            None => {
                segment.open_quote = true;
                let line = line_end(self.text, self.at);
                let rest = &self.text[self.at..line];
                self.at += rest.find([',', ']', '}']).unwrap_or(rest.trim_end().len()).max(1);
            }
        }
    }

    /// Past the bracket that closes the one here on the same line, if there is one.
    fn closing_on_line(&mut self) -> Option<usize> {
        if !self.partners.line.contains(&self.at) {
            self.partners = Partners::of_line(self.text, self.at..line_end(self.text, self.at));
        }
        self.partners.closing(self.at)
    }

    /// Whether text goes on behind the bracket that closes the one here: `[draft] Raise`.
    fn is_in_text(&mut self) -> bool {
        let Some(closed) = self.closing_on_line() else { return false };
        let rest = self.text[closed..].trim_start_matches([' ', '\t']);
        !rest.is_empty() && !rest.starts_with([',', ']', '}', '#', ':', '\n', '\r'])
    }

    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }
}

/// The bytes of commas that only another comma follows.
fn lone_commas_at(rest: &str) -> usize {
    let commas = rest.len() - rest.trim_start_matches(',').len();
    commas.saturating_sub(1)
}

fn ends_key(rest: &str) -> bool {
    rest[1..].is_empty() || rest[1..].starts_with([' ', '\t', '\n', '\r', ',', ']', '}'])
}

/// The segments of an entry whose value is bracketed.
pub(super) fn segments(text: &str, entry: &Entry) -> Vec<Segment> {
    scan_entry(text, entry).segments
}

fn scan_entry(text: &str, entry: &Entry) -> Brackets {
    let column = (entry.key.is_some() || entry.dash.is_some())
        .then(|| if entry.key.is_some() { entry.content_column() } else { entry.column() });
    Brackets::scan(text, entry.opening, column)
}

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
    let brackets = scan_entry(text, entry);
    if closed.is_some_and(|closed| scene.slice(closed..entry.value.end).trim().starts_with([']', '}'])) {
        return Some(one_too_many(scene, entry, closed?));
    }
    if closed.is_some_and(|closed| !scene.slice(closed..entry.value.end).trim().is_empty()) {
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
        .or_else(|| Some(not_closed(scene, prefix, entry, &brackets)))
        .filter(|_| closed.is_none() || scene.fault.is_about_brackets() || entry.end >= at)
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
                let message = "brackets inside `{ }` or `[ ]` open a list, also in the middle of a text";
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
    let problem = scene
        .problem(comment..line.end, "` #` starts a comment, so the closing bracket is not seen")
        .help(with_example("write it in quotes", &format!("{before}{}{after}", quoted(text))));
    Some(Stumble::new(problem, vec![Repair::hide(entry.value.start..line.end)]))
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

fn not_closed(scene: &Scene<'_>, prefix: &str, entry: &Entry, brackets: &Brackets) -> Stumble {
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
        return Stumble::new(problem, hide);
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
            Stumble::new(problem, hide)
        }
        None => {
            let message = match scene.fault.kind {
                ErrorKind::RecursionLimitExceeded => "there are too many brackets inside brackets here",
                _ => "this list or mapping between brackets cannot be read",
            };
            let help = "separate the entries by commas and put texts with special characters in quotes";
            let problem = scene.problem(value, message).help(help);
            Stumble { is_guess: true, ..Stumble::new(problem, hide) }
        }
    }
}

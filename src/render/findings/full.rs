//! Findings as rustc shows its errors: an excerpt of the file, the words underlined, and what to write instead.

use super::{Run, Style, most_frequent, summary};
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;
use crate::plural::counted;
use crate::render::text::{ZERO_WIDTH_JOINER, commands, is_unsafe, shapes};
use crate::render::visible;
use crate::source::{LineColumn, Lines, Sources, Span};
use crate::yaml::Problem;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Shown, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use textwrap::{Options, WordSplitter};
use unicode_width::UnicodeWidthChar as _;

/// Up to so many findings are all drawn, in the order of files and lines.
const FEW: usize = 40;
/// Of more, so many are drawn, the errors first.
const DRAWN: usize = 30;

/// The findings and a summary. Of very many the first are drawn, errors first, and the rest counted by file and rule.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut excerpts = Excerpts::new(&workspace.sources, run.style);
    let mut out = String::new();
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    let are_few = run.all || findings.len() <= FEW;
    if !are_few {
        findings.sort_by_key(|finding| Reverse(finding.level));
    }
    let (drawn, not_drawn) = findings.split_at(if are_few { findings.len() } else { DRAWN });
    for finding in drawn {
        out.push_str(&excerpts.finding(finding));
        out.push_str("\n\n");
    }
    if !not_drawn.is_empty() {
        out.push_str(&rest(not_drawn, &workspace.sources, run.style));
    }
    let mut last = vec![summary(report)];
    last.extend(most_frequent(report).map(|rules| format!("Most often: {rules}.")));
    // The worst first; of equals the first in its file.
    let first = drawn.iter().rev().max_by_key(|finding| finding.level);
    last.extend(
        first.map(|first| format!("`okr explain {}` explains why it matters and what to write.", first.rule)),
    );
    last.iter().for_each(|line| out.push_str(&wrapped(line, "", run.style)));
    out
}

/// A line of ours, broken between words where it is wider than the screen, what follows below `margin`.
fn wrapped(line: &str, margin: &str, style: Style) -> String {
    let options = Options::new(style.width).break_words(false).subsequent_indent(margin);
    textwrap::fill(line, options.word_splitter(WordSplitter::NoHyphenation)) + "\n"
}

/// `okrs/growth.yaml: error missing-why (4); warning terse-objective (5)`, a line for each file: those with the worst first.
fn rest(findings: &[&Finding], sources: &Sources, style: Style) -> String {
    let mut by_file: BTreeMap<&str, BTreeMap<Reverse<Level>, BTreeMap<&str, usize>>> = BTreeMap::new();
    for finding in findings {
        let path = sources.file(finding.span.file).path.as_str();
        let of_level = by_file.entry(path).or_default().entry(Reverse(finding.level)).or_default();
        *of_level.entry(finding.rule).or_default() += 1;
    }
    const FILES: usize = 20;
    let levels = [Level::Error, Level::Warning, Level::Note].into_iter();
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let levels = levels.map(|level| (level, count(level))).filter(|(_, count)| *count > 0);
    let levels: Vec<String> = levels.map(|(level, count)| counted(count, level.name())).collect();
    let title = format!("Not drawn here, but with `--all`: {}.", levels.join(", "));
    let mut out = wrapped(&title, "", style);
    let further = by_file.len().saturating_sub(FILES);
    let mut by_file: Vec<_> = by_file.into_iter().collect();
    by_file.sort_by_key(|(_, levels)| levels.keys().next().copied());
    for (path, levels) in by_file.into_iter().take(FILES) {
        let levels: Vec<String> =
            levels.iter().map(|(Reverse(level), rules)| format!("{level} {}", by_count(rules))).collect();
        let line = format!("  {}: {}", visible(path), levels.join("; "));
        out.push_str(&wrapped(&line, "    ", style));
    }
    if further > 0 {
        out.push_str(&format!("  and in {further} more files\n"));
    }
    out.push('\n');
    out
}

/// `missing-why (4), terse-objective (2)`: the most frequent first.
fn by_count(rules: &BTreeMap<&str, usize>) -> String {
    let mut rules: Vec<(&str, usize)> = rules.iter().map(|(rule, count)| (*rule, *count)).collect();
    rules.sort_by_key(|(_, count)| Reverse(*count));
    rules.iter().map(|(rule, count)| format!("{rule} ({count})")).collect::<Vec<_>>().join(", ")
}

/// A problem of the settings file in the same dress.
#[must_use]
pub fn render_problem(problem: &Problem, sources: &Sources, style: Style) -> String {
    let related = problem.related.iter().map(|(span, label)| (*span, label.as_str())).collect();
    Excerpts::new(sources, style).draw(&Drawing {
        level: Level::Error,
        id: "settings",
        message: &problem.message,
        span: problem.span,
        related,
        help: problem.help.as_deref(),
    })
}

struct Drawing<'d> {
    level: Level,
    id: &'d str,
    message: &'d str,
    span: Span,
    related: Vec<(Span, &'d str)>,
    help: Option<&'d str>,
}

struct Excerpts<'s> {
    sources: &'s Sources,
    lines: HashMap<u32, Lines<'s>>,
    renderer: Renderer,
    width: usize,
}

/// Two places at most so many lines apart share an excerpt,
const CLOSE: usize = 6;
/// if it has at most so many bytes. A line may have millions, and a finding at every word: it is not shown.
const LONGEST_EXCERPT: usize = 4_000;
/// Columns beside an excerpt: the number of the line, the bar, and the dots where it was cut.
const EXCERPT_MARGIN: usize = 14;
/// No mark is cut shorter.
const LEAST_EXCERPT: usize = 30;

impl<'s> Excerpts<'s> {
    fn new(sources: &'s Sources, style: Style) -> Self {
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        Self {
            sources,
            lines: HashMap::new(),
            renderer: renderer.term_width(style.width),
            width: style.width,
        }
    }

    fn finding(&mut self, finding: &Finding) -> String {
        let related = finding.related.iter().map(|related| (related.span, related.label.as_str())).collect();
        self.draw(&Drawing {
            level: finding.level,
            id: finding.rule,
            message: &finding.message,
            span: finding.span,
            related,
            help: finding.help.as_deref(),
        })
    }

    fn draw(&mut self, drawing: &Drawing<'_>) -> String {
        let shown = match drawing.level {
            Level::Error => Shown::ERROR,
            Level::Warning => Shown::WARNING,
            Level::Note => Shown::NOTE,
        };
        let title = shown.primary_title(visible(drawing.message)).id(drawing.id);
        let mut group = Group::with_title(title);
        for excerpt in self.excerpts(drawing) {
            group = group.element(excerpt);
        }
        if let Some(help) = drawing.help {
            group = group.element(Shown::HELP.message(self.wrapped(help)));
        }
        self.renderer.render(&[group])
    }

    /// Help wrapped to the width, with the margin it is drawn at.
    fn wrapped(&self, help: &str) -> String {
        const MARGIN: usize = 14;
        let visible = visible(help);
        let room = self.width.saturating_sub(MARGIN).max(40);
        textwrap::fill(
            &visible,
            textwrap::Options::new(room)
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation),
        )
    }

    /// One excerpt for places close to each other, one each for the others; the primary place's first.
    fn excerpts<'d>(&mut self, drawing: &Drawing<'d>) -> Vec<Element<'d>>
    where
        's: 'd,
    {
        let primary_line = self.line(drawing.span);
        let is_long = self.whole_lines(&[drawing.span]).len() > LONGEST_EXCERPT;
        let mut marks = vec![(AnnotationKind::Primary, drawing.span, None)];
        let mut elsewhere = Vec::new();
        for (span, label) in &drawing.related {
            let mark = (AnnotationKind::Context, *span, Some(*label));
            let close = span.file == drawing.span.file
                && !is_long
                && self.line(*span).abs_diff(primary_line) <= CLOSE
                && self.whole_lines(&[drawing.span, *span]).len() <= LONGEST_EXCERPT;
            if close { marks.push(mark) } else { elsewhere.push(mark) }
        }
        let mut excerpts = self.excerpt(&marks);
        excerpts.extend(elsewhere.into_iter().flat_map(|mark| self.excerpt(&[mark])));
        excerpts
    }

    fn lines(&mut self, span: Span) -> &Lines<'s> {
        let sources = self.sources;
        self.lines.entry(span.file.0).or_insert_with(|| Lines::new(&sources.file(span.file).text))
    }

    fn line(&mut self, span: Span) -> usize {
        self.lines(span).line(span.start)
    }

    /// The bytes of the lines that places of one file start on, from the first to the last.
    fn whole_lines(&mut self, spans: &[Span]) -> Range<usize> {
        let numbers: Vec<usize> = spans.iter().map(|span| self.line(*span)).collect();
        let top = numbers.iter().copied().min().unwrap_or(1);
        let bottom = numbers.iter().copied().max().unwrap_or(1);
        let lines = self.lines(spans[0]);
        lines.start_of(top) as usize..lines.start_of(bottom + 1) as usize
    }

    /// The lines from the first mark to the last, with the marks; a file is never drawn whole.
    fn excerpt<'d>(&mut self, marks: &[Mark<'d>]) -> Vec<Element<'d>>
    where
        's: 'd,
    {
        let spans: Vec<Span> = marks.iter().map(|(_, span, _)| *span).collect();
        let file = self.sources.file(spans[0].file);
        let range = self.whole_lines(&spans);
        if range.len() > LONGEST_EXCERPT {
            return marks.iter().map(|mark| self.place(mark)).collect();
        }
        let (text, from) = (&file.text[range.clone()], range.start);
        let room = self.width.saturating_sub(EXCERPT_MARGIN).max(LEAST_EXCERPT);
        let annotations = marks.iter().map(|(kind, span, label)| {
            kind.span(within_one_line(text, from, *span, room)).label(label.map(visible))
        });
        let top = self.lines(spans[0]).line(range.start as u32);
        let snippet = Snippet::source(harmless(text)).path(visible(&file.path)).line_start(top);
        vec![snippet.annotations(annotations).into()]
    }

    /// A mark in a line that is too long to show: its place and its text.
    fn place<'d>(&mut self, (_, span, label): &Mark<'d>) -> Element<'d>
    where
        's: 'd,
    {
        let path = visible(&self.sources.file(span.file).path);
        let LineColumn { line, column } = self.lines(*span).line_column(span.start);
        match label {
            None => Origin::path(path).line(line).char_column(column).into(),
            Some(label) => Shown::NOTE.message(format!("{}: {path}:{line}:{column}", visible(label))).into(),
        }
    }
}

/// A place that is marked in an excerpt, with its label.
type Mark<'d> = (AnnotationKind, Span, Option<&'d str>);

/// The part of a place that is on its first line and fits on the screen, as a range of the excerpt: a finding about a long
/// item marks its head.
fn within_one_line(text: &str, from: usize, span: Span, room: usize) -> Range<usize> {
    let start = (span.start as usize).saturating_sub(from).min(text.len());
    let end = (span.end as usize).saturating_sub(from).clamp(start, text.len());
    let words = text.get(start..end).unwrap_or_default();
    let first = words.lines().next().unwrap_or_default().trim_end();
    let mut columns = 0;
    let too_far = first.char_indices().find(|(_, c)| {
        columns += c.width().unwrap_or(0);
        columns > room
    });
    start..start + too_far.map_or(first.len(), |(at, _)| at)
}

/// The drawing library makes most control characters visible, and leaves out what ties emoji together; what else it lets through, and what would be a command in a build
/// log, is replaced here by as many bytes, so that the places stay right.
fn harmless(text: &str) -> Cow<'_, str> {
    let let_through = |c: char| !c.is_ascii() && c != ZERO_WIDTH_JOINER && is_unsafe(c);
    if !text.contains(let_through) && commands(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut commands = commands(text).peekable();
    for (at, c) in text.char_indices() {
        match c.len_utf8() {
            _ if commands.next_if_eq(&at).is_some() => out.push('('),
            _ if !let_through(c) || shapes(text, at, c) => out.push(c),
            2 => out.push('¿'),
            3 => out.push('\u{fffd}'),
            _ => out.push_str("\u{fffd}?"),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_hides_is_shown_in_as_many_bytes() {
        for text in ["a\u{9b}2J", "\u{feff}b: 2", "a\u{202e}b", "\u{e0041}c", "\u{61c}"] {
            let shown = harmless(text);
            assert_eq!(shown.len(), text.len());
            assert!(!shown.contains(|c: char| !c.is_ascii() && super::is_unsafe(c)), "{shown:?}");
        }
        assert_eq!(harmless("👩\u{200d}👧 größer"), "👩\u{200d}👧 größer");
    }
}

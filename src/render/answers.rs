//! What an answer changes: the lines of the files, and the scores.

use super::scorecard::Layout;
use super::scorecard::draw::wrap;
use super::scorecard::sparkline;
use super::text::visible;
use crate::answers::{Effect, GuardrailMoved, KeyResultMoved, MetricMoved, Question, Standing};
use crate::goals::address::Endings;
use crate::score::{Bands, Status};
use crate::write::Text;
use anstyle::AnsiColor;
use similar::{ChangeTag, TextDiff};

/// The lines that change, each group below its place: `okrs/2026-Q4/booking.yaml:21`.
#[must_use]
pub fn lines(texts: &[Text], color: bool) -> String {
    texts.iter().map(|text| lines_of(text, color)).collect()
}

fn lines_of(text: &Text, color: bool) -> String {
    let path = visible(&text.path).into_owned();
    let Some(before) = &text.before else {
        return format!("{path}, new\n{}\n", shown(&added(&text.after), color));
    };
    let diff = TextDiff::from_lines(before.as_str(), text.after.as_str());
    let mut groups: Vec<(usize, Vec<(char, String)>)> = Vec::new();
    let (mut line, mut is_open) = (1, false);
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        if sign != ' ' {
            if !is_open {
                groups.push((line, Vec::new()));
            }
            if let Some((_, lines)) = groups.last_mut() {
                lines.push((sign, change.value().trim_end_matches(['\r', '\n']).to_owned()));
            }
        }
        is_open = sign != ' ';
        line += usize::from(sign != '-');
    }
    groups
        .iter()
        .map(|(line, lines)| format!("{path}:{line}\n{}\n", shown(&without_equal(lines), color)))
        .collect()
}

/// Why an answer is not taken, below its question.
#[must_use]
pub fn objection(why: &str, width: usize) -> String {
    const INDENT: usize = 8;
    let lines = why.lines().flat_map(|line| wrap(&visible(line), width.saturating_sub(INDENT)));
    lines.map(|line| format!("{:INDENT$}{line}\n", "")).collect()
}

fn added(text: &str) -> Vec<(char, String)> {
    text.lines().map(|line| ('+', line.to_owned())).collect()
}

/// A last line that got its line break is not another line.
fn without_equal(lines: &[(char, String)]) -> Vec<(char, String)> {
    match lines {
        [('-', old), ('+', new), rest @ ..] if old == new => rest.to_vec(),
        _ => lines.to_vec(),
    }
}

/// The lines with their signs, less the margin that all of them have.
fn shown(lines: &[(char, String)], color: bool) -> String {
    let margin = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = lines.iter().filter(|(_, line)| !line.trim().is_empty()).map(|(_, line)| margin(line)).min();
    let line = |(sign, line): &(char, String)| {
        let style = match sign {
            _ if !color => anstyle::Style::new(),
            '-' => AnsiColor::Red.on_default(),
            _ => AnsiColor::Green.on_default(),
        };
        let rest = visible(line.get(common.unwrap_or(0)..).unwrap_or_default()).into_owned();
        format!("  {style}{sign} {rest}{style:#}\n")
    };
    lines.iter().map(line).collect()
}

/// How the scores moved, a line for each thing; addresses as briefly as `endings` allow.
#[must_use]
pub fn effect(effect: &Effect, endings: &Endings, layout: Layout) -> String {
    let rows = rows(effect, endings);
    let width =
        |column: fn(&Row) -> &str| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
    let (name, score) = (width(|row| &row.name), width(|row| &row.score));
    let mut out = String::new();
    for row in &rows {
        let margin = name + score + 4;
        let start = format!("{:<name$}  {:<score$}  ", row.name, row.score);
        let columns = layout.width.max(60).saturating_sub(margin).max(24);
        let lines = textwrap::wrap(&row.words, columns);
        if lines.is_empty() {
            out.push_str(start.trim_end());
            out.push('\n');
        }
        for (number, line) in lines.iter().enumerate() {
            let left = if number == 0 { start.clone() } else { " ".repeat(margin) };
            out.push_str(format!("{left}{line}").trim_end());
            out.push('\n');
        }
    }
    out
}

/// A question of the walk through check-ins: its number, what it is about, and how that stands.
#[must_use]
pub fn question(
    question: &Question,
    (number, count): (usize, usize),
    bands: Bands,
    layout: Layout,
) -> String {
    let start = format!("{number} of {count}");
    let margin = start.chars().count() + 2;
    let columns = layout.width.max(60).saturating_sub(margin);
    let title = visible(&question.title).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = textwrap::wrap(&title, columns);
    let last = question.last.as_ref().map(|(value, day)| {
        let trend = match question.values.len() {
            0 | 1 => String::new(),
            _ => format!("{} ", sparkline(&question.values, layout.unicode)),
        };
        format!("{trend}{} on {}", visible(value), day.short())
    });
    let score = question.score.map(|score| bands.text(score));
    let parts = [Some(last.unwrap_or_else(|| "no value yet".to_owned())), score, question.takes.clone()];
    let stands = visible(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).into_owned();
    let stands = textwrap::wrap(&stands, columns);
    lines.extend(stands);
    let mut out = String::from("\n");
    for (number, line) in lines.iter().enumerate() {
        let left = if number == 0 { format!("{start}  ") } else { " ".repeat(margin) };
        out.push_str(&format!("{left}{line}\n"));
    }
    out
}

/// `0.19, off track`.
#[must_use]
pub fn standing(standing: &Standing, bands: Bands) -> String {
    let score = standing.score.map_or("no data".to_owned(), |score| bands.text(score));
    format!("{score}, {}", standing.status.name())
}

struct Row {
    name: String,
    score: String,
    words: String,
}

fn rows(effect: &Effect, endings: &Endings) -> Vec<Row> {
    let name = |address: &str| visible(endings.shortest(address)).into_owned();
    let key_results =
        effect.key_results.iter().map(|moved| of_key_result(moved, name(&moved.address), effect.bands));
    let objectives = effect.objectives.iter().map(|moved| Row {
        name: name(&moved.address),
        score: scores(effect.bands, &moved.before, &moved.after),
        words: statuses(&moved.before, &moved.after),
    });
    let guardrails = effect.guardrails.iter().map(of_guardrail);
    let metrics = effect.metrics.iter().map(of_metric);
    key_results.chain(objectives).chain(guardrails).chain(metrics).collect()
}

fn of_key_result(moved: &KeyResultMoved, name: String, bands: Bands) -> Row {
    let Standing { reason, takes, .. } = &moved.after;
    let takes = takes.as_ref().map_or_else(String::new, |takes| format!("; {takes}"));
    let words = format!("{}: {reason}{takes}", statuses(&moved.before, &moved.after));
    Row { name, score: scores(bands, &moved.before, &moved.after), words: visible(&words).into_owned() }
}

fn of_guardrail(moved: &GuardrailMoved) -> Row {
    let states = arrow(moved.before.name(), moved.after.name());
    let words = format!("{states}: {}", moved.reason);
    Row { name: visible(&moved.id).into_owned(), score: String::new(), words: visible(&words).into_owned() }
}

fn of_metric(moved: &MetricMoved) -> Row {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "no reading".to_owned());
    let target = moved.target.as_ref().map_or_else(String::new, |target| format!(", target {target}"));
    let words = format!("{}{target}", arrow(&value(&moved.before), &value(&moved.after)));
    Row { name: visible(&moved.id).into_owned(), score: String::new(), words: visible(&words).into_owned() }
}

/// `0.31 → 0.44`.
fn scores(bands: Bands, before: &Standing, after: &Standing) -> String {
    let score = |standing: &Standing| standing.score.map_or("-".to_owned(), |score| bands.text(score));
    arrow(&score(before), &score(after))
}

/// `at risk → on track`.
fn statuses(before: &Standing, after: &Standing) -> String {
    let name = |status: Status| status.name();
    arrow(name(before.status), name(after.status))
}

fn arrow(before: &str, after: &str) -> String {
    if before == after { after.to_owned() } else { format!("{before} → {after}") }
}

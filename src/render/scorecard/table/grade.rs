//! `okr grade` at a terminal: what the quarter came to, then why.

use super::super::grid::{Column, Grid};
use super::super::lines::{apart, hanging, indented};
use super::super::paint::{Tone, finish, of_band, of_guardrail, paint};
use super::super::words::{self, Headline};
use super::super::{INDENT, Layout, empty};
use super::key_result::{Widths, numbers, side_by_side};
use super::{bar_and_score, heading, left_out_lines, paint_words, removed, team_name};
use crate::goals::Quarter;
use crate::goals::values::Level;
use crate::parallel;
use crate::score::{Band, Bands, GuardrailState, KeyResultCard, Means, ObjectiveCard, Scorecard, TeamCard};
use unicode_width::UnicodeWidthStr as _;

/// On a screen narrower than this so many quarters before are shown at most.
const WIDE: usize = 80;
const FEW_QUARTERS: usize = 2;

/// The grades of a quarter.
pub(in super::super) fn grade(card: &Scorecard, layout: Layout) -> String {
    let mut out = heading(card, " grades", layout);
    if let Some(line) = empty::no_objectives(card) {
        return finish(&format!("{out}\n{line}\n"), layout.color);
    }
    for other in words::other_means(card.bands, &card.means) {
        out.push_str(&apart("", &other, layout));
    }
    let says_more = card.teams.len() > 1 || !card.earlier.is_empty() || card.is_filtered();
    if says_more {
        out.push_str(&format!("\n{}", summary(card, layout)));
    }
    out.push_str(&conclusions(card, layout));
    let widths = Widths::of(card, band_name, 0, layout);
    let of_teams = parallel::map(&card.teams, |team| {
        let objectives = team.objectives.iter();
        let lines = objectives.map(|objective| objective_lines(card.bands, team, objective, &widths, layout));
        finish(&format!("\n{}{}", team_head(card.bands, team), lines.collect::<String>()), layout.color)
    });
    let end = left_out(card, layout) + &next_step(card, layout);
    finish(&out, layout.color) + &of_teams.concat() + &finish(&end, layout.color)
}

/// A line for each team, with what it came to in the quarters before, as many of them as fit.
fn summary(card: &Scorecard, layout: Layout) -> String {
    let most = if layout.columns() < WIDE { FEW_QUARTERS } else { card.earlier.len() };
    let mut tables = (1..=most.min(card.earlier.len())).rev().map(|shown| summary_since(card, shown, layout));
    let fits = |table: &String| table.lines().all(|line| line.width() <= layout.columns());
    tables.find(fits).unwrap_or_else(|| summary_since(card, 0, layout))
}

/// The same with the latest `shown` quarters before.
fn summary_since(card: &Scorecard, shown: usize, layout: Layout) -> String {
    let earlier = &card.earlier[..shown];
    let mut columns = vec![
        (Column::Text, String::new()),
        (Column::Short, "Score".to_owned()),
        (Column::Short, "Band".to_owned()),
        (Column::Number, "First agreed".to_owned()),
    ];
    let title = |quarter: Quarter| match quarter.year() == card.quarter.year() {
        true => format!("Q{}", quarter.number()),
        false => quarter.to_string(),
    };
    columns.extend(earlier.iter().map(|grades| (Column::Number, title(grades.quarter))));
    let mut grid = Grid::new(&columns);
    let has_other = std::iter::once(&card.means).chain(card.teams.iter().map(|team| &team.means));
    let has_other = has_other.into_iter().any(|means| means.other_first_agreed().is_some());
    let mut row = |name: String, score, band, means: &Means, before: Vec<Option<f64>>| {
        let tone = of_band(band);
        let first = if has_other { words::score(card.bands, means.first_agreed) } else { String::new() };
        let mut cells = vec![
            name,
            bar_and_score(card.bands, score, tone, layout),
            paint(tone, band.map_or("", Band::name)),
            first,
        ];
        let shown = |score: Option<f64>| score.map_or("-".to_owned(), |score| card.bands.text(score));
        cells.extend(before.into_iter().map(shown));
        grid.row(cells);
    };
    if card.teams.len() > 1 || card.is_filtered() {
        let before = earlier.iter().map(|grades| grades.score).collect();
        row("all".to_owned(), card.score, card.band, &card.means, before);
    }
    for team in &card.teams {
        let is_it = |level: Level, name: &str| level == team.level && name == team.team;
        let before = earlier.iter().map(|grades| {
            grades
                .teams
                .iter()
                .find(|before| is_it(before.level, &before.team))
                .and_then(|before| before.score)
        });
        row(team_name(team), team.score, team.band, &team.means, before.collect());
    }
    grid.without_empty_columns().render(layout, INDENT)
}

/// Promises, stretch goals and the weakest key result, a sentence each.
fn conclusions(card: &Scorecard, layout: Layout) -> String {
    let mut sentences = Vec::new();
    sentences.extend(promises(card));
    if card.ended() {
        sentences.extend(Headline::of_quarter(card).stretch_sentence(card.bands));
        let of_team = |team: &TeamCard| {
            let judged = Headline::of_team(team).judged()?;
            Some(format!("{} {judged}", team_name(team)))
        };
        let of_teams: Vec<String> = card.teams.iter().filter_map(of_team).collect();
        if card.teams.len() > 1 && !of_teams.is_empty() {
            sentences.push(format!("By team: {}.", of_teams.join(", ")));
        }
    }
    sentences.extend(words::weakest_shown(card).map(|weakest| {
        format!("Weakest: {}, {}.", words::short(&weakest.address), card.bands.text(weakest.score))
    }));
    let lines: String = sentences.iter().map(|sentence| indented(sentence, "", INDENT, layout)).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// `Promises kept: 2 of 3; carriers/dependable-events was not (event-availability 0.67).`
fn promises(card: &Scorecard) -> Option<String> {
    let so_far = if card.ended() { "" } else { " so far" };
    let kept = (card.promises.made > 0)
        .then(|| format!("Promises kept{so_far}: {} of {}", card.promises.kept, card.promises.made))?;
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let named = |address: &str, score: Option<f64>| {
        format!(" ({} {})", words::last(address), words::score(card.bands, score))
    };
    // In mid-quarter a promise is open as long as it can be kept.
    let broken = objectives.filter_map(|objective| {
        let by = match card.ended() {
            true if objective.is_broken_promise() => {
                objective.weakest.as_ref().map(|weakest| named(&weakest.address, Some(weakest.score)))
            }
            true => return None,
            false => objective.lost_by().map(|lost| Some(named(&lost.address, lost.score)))?,
        };
        Some(format!("{}{}", words::short(&objective.address), by.unwrap_or_default()))
    });
    let broken: Vec<String> = broken.collect();
    Some(match broken.as_slice() {
        [] => format!("{kept}."),
        [one] if card.ended() => format!("{kept}; {one} was not."),
        several => format!("{kept}; not kept: {}.", several.join(", ")),
    })
}

/// `routing · 0.77 delivered`.
fn team_head(bands: Bands, team: &TeamCard) -> String {
    let name = paint(Tone::Strong, &team_name(team));
    format!("{name} · {}\n", score_and_band(bands, team.score, team.band))
}

fn score_and_band(bands: Bands, score: Option<f64>, band: Option<Band>) -> String {
    let shown = words::score(bands, score);
    match band {
        Some(band) => format!("{shown} {}", paint(of_band(Some(band)), band.name())),
        None if score.is_some() => format!("{shown} so far"),
        None => shown,
    }
}

fn objective_lines(
    bands: Bands,
    team: &TeamCard,
    objective: &ObjectiveCard,
    widths: &Widths,
    layout: Layout,
) -> String {
    let several = team.objectives.len() > 1;
    let mut out = if several { "\n".to_owned() } else { String::new() };
    let stands = match objective.cancelled {
        Some(_) => paint(Tone::Dim, "cancelled"),
        None if several => score_and_band(bands, objective.score, objective.band),
        None => String::new(),
    };
    let sentence = paint_words(Tone::Strong, &words::plain(&objective.objective));
    out.push_str(&indented(&sentence, &stands, INDENT, layout));
    let facts = words::objective_facts(bands, objective);
    if !facts.is_empty() {
        out.push_str(&indented(&facts.join(", "), "", INDENT, layout));
    }
    for mark in &objective.guardrails {
        let (name, reason) = (words::plain(&mark.name), words::plain(&mark.reason));
        let text = match mark.state {
            GuardrailState::Breached | GuardrailState::Recovered => format!("{name}: {reason}"),
            GuardrailState::Stale => name,
            _ => continue,
        };
        let state = paint(of_guardrail(mark.state), mark.state.name());
        out.push_str(&hanging(&format!("! guardrail {state}"), &text, layout));
    }
    let counted: Vec<&KeyResultCard> =
        objective.key_results.iter().filter(|card| card.cancelled.is_none()).collect();
    if objective.key_results.is_empty() {
        out.push_str(&format!("{}No key results yet.\n", " ".repeat(INDENT)));
    }
    for card in counted {
        out.push_str(&key_result(bands, card, widths, layout));
    }
    if let Some(reflection) = &objective.reflection {
        out.push_str(&hanging(&paint(Tone::Dim, "Learned"), &words::plain(reflection), layout));
    }
    out
}

/// The sentence, the numbers, and what they alone do not say.
fn key_result(bands: Bands, card: &KeyResultCard, widths: &Widths, layout: Layout) -> String {
    let name = paint(Tone::Dim, &words::last(&card.address));
    let mut out = indented(&words::plain(&card.key_result), &name, INDENT, layout);
    let mut pieces = numbers(bands, card, widths, (of_band(card.band), band_name(card)), layout);
    pieces.extend(words::original(bands, card).map(|first| (3, words::tied(&first))));
    out.push_str(&side_by_side(pieces.into_iter(), layout));
    for remark in words::late(card).into_iter().chain(words::not_by_numbers(bands, card)) {
        out.push_str(&indented(&remark, "", 2 * INDENT, layout));
    }
    out
}

fn band_name(card: &KeyResultCard) -> &'static str {
    card.band.map_or("", Band::name)
}

/// What is not in the means: given up, or gone since it was agreed.
fn left_out(card: &Scorecard, layout: Layout) -> String {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let cancelled =
        objectives.flat_map(|objective| &objective.key_results).filter(|card| card.cancelled.is_some());
    let cancelled = cancelled.map(|each| {
        let stood = words::score(card.bands, each.stood_at);
        (words::short(&each.address), format!("{}; stood at {stood}", words::plain(&each.reason)))
    });
    left_out_lines(cancelled.chain(removed(card)), layout)
}

fn next_step(card: &Scorecard, layout: Layout) -> String {
    words::weakest_shown(card).map_or(String::new(), |weakest| {
        let how =
            format!("`okr explain {}` shows how a grade is calculated.", words::short(&weakest.address));
        format!("\n{}", indented(&how, "", 0, layout))
    })
}

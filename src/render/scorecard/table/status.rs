//! `okr status` at a terminal.

use super::super::grid::{Column, Grid};
use super::super::paint::{Tone, finish, of_status, paint, tie};
use super::super::{INDENT, Layout, empty, shapes, words};
use super::{bar_and_score, heading, metrics, objectives, tally, team_name, weakest_line};
use crate::quantity::Quantity;
use crate::score::{Bands, Figures, KeyResultCard, ObjectiveCard, Scorecard, Status};
use unicode_width::UnicodeWidthStr;

/// How a quarter stands.
pub(in super::super) fn status(card: &Scorecard, layout: Layout) -> String {
    let mut out = heading(card, "status");
    match empty::no_metrics(card) {
        Some(line) => out.push_str(&format!("{line}\n\n")),
        None => out.push_str(&metrics::metrics(card, layout)),
    }
    if let Some(line) = empty::no_objectives(card) {
        return finish(&format!("{out}{line}\n"), layout.color);
    }
    out.push_str(&summary(card, layout));
    out.push_str(&weakest_line(card, layout));
    let head = |objective: &ObjectiveCard| bar_and_score(card.bands, objective.score, Tone::Plain, layout);
    out.push_str(&objectives(card, layout, head, |objective| key_results(card.bands, objective, layout)));
    finish(&out, layout.color)
}

fn summary(card: &Scorecard, layout: Layout) -> String {
    let columns = [(Column::Text, ""), (Column::Short, "Score so far"), (Column::Text, "Key results")];
    let mut grid = Grid::new(&columns);
    let key_results = |teams: &[crate::score::TeamCard]| {
        tally(teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results))
    };
    let score = |score| bar_and_score(card.bands, score, Tone::Plain, layout);
    let all = if card.is_filtered() { String::new() } else { key_results(&card.teams) };
    grid.row([words::quarter(card), score(card.score), all]);
    for team in &card.teams {
        grid.row([team_name(team), score(team.score), key_results(std::slice::from_ref(team))]);
    }
    format!("{}\n{}", paint(Tone::Strong, "Objectives"), grid.render(layout, INDENT))
}

fn key_results(bands: Bands, objective: &ObjectiveCard, layout: Layout) -> Grid {
    let mut grid = Grid::new(&[
        (Column::Text, "Key result"),
        (Column::Short, "Progress"),
        (Column::Short, "Last check-in"),
        (Column::Text, "Status"),
    ]);
    grid.airy = true;
    for card in &objective.key_results {
        grid.row([sentence(bands, card), progress(bands, card, layout), last_check_in(card), standing(card)]);
    }
    grid
}

/// What it wants, and what was agreed at first where that was something else.
fn sentence(bands: Bands, card: &KeyResultCard) -> String {
    let first = words::original(bands, card).map_or_else(String::new, |first| format!("\n{first}"));
    format!("{}{first}", words::plain(&card.key_result))
}

/// The bar with the score, the way from baseline to target, and where the pace leads.
fn progress(bands: Bands, card: &KeyResultCard, layout: Layout) -> String {
    let mut lines = vec![bar_and_score(bands, card.score, of_status(card.status), layout)];
    if let Some(remark) = words::remark(card) {
        lines.push(remark);
    }
    lines.push(way(card, layout));
    // Where the reason does not tell of the pace, it is told here.
    if matches!(card.status, Status::Stale | Status::Early) {
        lines.extend(
            card.projected
                .as_ref()
                .map(|projected| tie(&format!("at pace: {}", bands.text(projected.score)))),
        );
    }
    lines.join("\n")
}

/// `23% → 35%`, broken after the arrow where it is long, or the limits to hold.
fn way(card: &KeyResultCard, layout: Layout) -> String {
    let Figures::Move { baseline, target } = &card.figures else { return words::plain(&words::wanted(card)) };
    let text = |quantity: &Option<Quantity>| {
        quantity.as_ref().map_or("?".to_owned(), |quantity| words::plain(quantity.text()))
    };
    let (from, to) = (text(baseline), text(target));
    let arrow = if layout.unicode { "→" } else { "->" };
    if baseline.is_none() && target.is_none() {
        "no target".to_owned()
    } else if from.width() + arrow.width() + to.width() + 2 <= shapes::BAR + " 0.00".len() {
        tie(&format!("{from} {arrow} {to}"))
    } else {
        format!("{from} {arrow}\n{to}")
    }
}

fn last_check_in(card: &KeyResultCard) -> String {
    let mut lines = Vec::new();
    match card.current() {
        Some(latest) => {
            lines.push(words::plain(latest.value.text()));
            lines.push(format!("on {}", latest.day.short()));
        }
        None => lines.push("-".to_owned()),
    }
    lines.extend(card.confidence.map(|(confidence, _)| tie(&format!("confidence {confidence}"))));
    lines.join("\n")
}

fn standing(card: &KeyResultCard) -> String {
    format!("{}\n{}", paint(of_status(card.status), card.status.name()), words::reason(card))
}

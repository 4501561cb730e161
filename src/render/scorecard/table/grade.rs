//! `okr grade` at a terminal.

use super::super::grid::{Column, Grid};
use super::super::paint::{finish, of_band, paint};
use super::super::words::Headline;
use super::super::{INDENT, Layout, empty, words};
use super::{bar_and_score, heading, is_wide, objectives, team_name, weakest_line};
use crate::score::{Bands, KeyResultCard, ObjectiveCard, Scorecard};

/// The grades of a quarter.
pub(in super::super) fn grade(card: &Scorecard, layout: Layout) -> String {
    let mut out = heading(card, "grades");
    if let Some(line) = empty::no_objectives(card) {
        return finish(&format!("{out}{line}\n"), layout.color);
    }
    out.push_str(&summary(card, layout));
    out.push_str(&weakest_line(card, layout));
    let head = |objective: &ObjectiveCard| {
        let tone = of_band(objective.band);
        let score = bar_and_score(card.bands, objective.score, tone, layout);
        let band = objective.band.map_or(String::new(), |band| format!(" {}", paint(tone, band.name())));
        format!("{score}{band}")
    };
    out.push_str(&objectives(card, layout, head, |objective| key_results(card, objective, layout)));
    finish(&out, layout.color)
}

fn summary(card: &Scorecard, layout: Layout) -> String {
    let mut grid = Grid::new(&[
        (Column::Text, ""),
        (Column::Short, "Score"),
        (Column::Short, "Band"),
        (Column::Text, if card.ended() { "Calibration" } else { "" }),
    ]);
    let quarter = (words::quarter(card), card.score, card.band, &card.means, Headline::of_quarter(card));
    let teams = card
        .teams
        .iter()
        .map(|team| (team_name(team), team.score, team.band, &team.means, Headline::of_team(team)));
    for (name, score, band, means, headline) in std::iter::once(quarter).chain(teams) {
        let mut notes = vec![];
        notes.extend(Some(headline.words(card.bands)).filter(|words| card.ended() && !words.is_empty()));
        notes.extend(words::other_means(card.bands, means));
        let tone = of_band(band);
        let word = band.map_or("", |band| band.name());
        grid.row([name, bar_and_score(card.bands, score, tone, layout), paint(tone, word), notes.join("\n")]);
    }
    grid.without_empty_columns().render(layout, INDENT)
}

fn key_results(card: &Scorecard, objective: &ObjectiveCard, layout: Layout) -> Grid {
    let columns = [
        (Column::Text, "Key result"),
        (Column::Number, "Baseline"),
        (Column::Number, "Target"),
        (Column::Number, words::last_value(card)),
        (Column::Short, "Score"),
        (Column::Short, "Band"),
    ];
    let wide = is_wide(layout);
    let mut grid = Grid::new(if wide { &columns } else { &columns[..5] });
    grid.airy = true;
    let bands = card.bands;
    for card in &objective.key_results {
        let tone = of_band(card.band);
        let mut score = vec![words::score(bands, card.score)];
        score.extend(words::remark(card));
        let notes = [words::original(bands, card), why(bands, card)];
        let mut sentence = words::plain(&card.key_result);
        for note in notes.into_iter().flatten() {
            sentence.push_str(&format!("\n{note}"));
        }
        let band = paint(tone, card.band.map_or("", |band| band.name()));
        if !wide {
            score.push(band.clone());
        }
        let mut cells = vec![
            sentence,
            card.baseline.as_ref().map_or("-".to_owned(), |baseline| words::plain(baseline.text())),
            words::plain(&words::wanted(card)),
            words::current(card),
            score.join("\n"),
        ];
        cells.extend(wide.then_some(band));
        grid.row(cells);
    }
    grid
}

/// What the score alone does not say.
fn why(bands: Bands, card: &KeyResultCard) -> Option<String> {
    if card.cancelled.is_some() {
        let stood = words::score(bands, card.computed);
        return Some(format!("{}; stood at {stood}", words::plain(&card.reason)));
    }
    let by_hand = card.by_hand.as_ref();
    match (&card.no_data, by_hand.and_then(|grade| grade.reason.as_ref())) {
        (_, Some(reason)) if card.is_by_hand() => Some(format!(
            "by hand, computed {}: {}",
            words::score(bands, card.computed),
            words::plain(reason)
        )),
        (Some(no_data), _) => Some(words::plain(&no_data.to_string())),
        (None, None) if by_hand.is_some() => {
            Some("the grade set by hand does not count: it has no reason".to_owned())
        }
        _ => None,
    }
}

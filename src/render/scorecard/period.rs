//! Several quarters side by side: a year, or half of one.

use super::grid::{Column, Grid};
use super::paint::{Tone, finish, of_status, paint};
use super::words::{self, Headline};
use super::{Format, INDENT, Layout, csv, json};
use crate::goals::values::Level;
use crate::plural::counted;
use crate::render::markdown::inert;
use crate::score::{Band, Means, Scorecard, Status};

/// Which of the two screens shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The grades.
    Grade,
    /// Its status.
    Status,
}

/// The quarters of a period, in order: the mean of every team in each. The layout counts for tables only. Ends with a line
/// break.
#[must_use]
pub fn period(name: &str, cards: &[Scorecard], screen: Screen, format: Format, layout: Layout) -> String {
    match format {
        Format::Json => json::period(name, cards, screen == Screen::Status),
        Format::Csv => lines(cards, if screen == Screen::Status { csv::status } else { csv::grade }),
        Format::Table => table(name, cards, screen, layout),
        Format::Markdown => markdown(name, cards, screen),
    }
}

/// The lines of every quarter below one header.
fn lines(cards: &[Scorecard], of: impl Fn(&Scorecard) -> String) -> String {
    let texts: Vec<String> = cards.iter().map(of).collect();
    let header =
        texts.first().and_then(|text| text.split_inclusive('\n').next()).unwrap_or_default().to_owned();
    texts.iter().fold(header.clone(), |out, text| out + text.strip_prefix(&header).unwrap_or(text))
}

/// A row: what it is about, and a cell for each quarter with the status that colours it.
struct Row {
    name: String,
    cells: Vec<(String, Option<Status>)>,
}

/// The row below a mean that differs from that of the first agreed numbers.
const AS_FIRST_AGREED: &str = "· against what was agreed at first";

fn rows(cards: &[Scorecard], screen: Screen) -> Vec<Row> {
    let shown = |card: &Scorecard, score: Option<f64>, band: Option<Band>, status: Status| {
        let Some(score) = score else { return ("-".to_owned(), None) };
        let text = card.bands.text(score);
        match band.map(Status::Closed).filter(|_| card.ended()) {
            Some(closed) => (format!("{text} {}", closed.name()), Some(closed)),
            None if screen == Screen::Grade => (format!("{text} so far"), None),
            None => (format!("{text} {}", status.name()), Some(status)),
        }
    };
    // What stands beside a mean on every other screen: the same with the numbers as first agreed.
    let first_agreed = |means: Vec<Option<&Means>>| {
        let cell = |(means, card): (&Option<&Means>, &Scorecard)| {
            let first = means.and_then(Means::other_first_agreed).filter(|_| card.ended());
            (first.map_or(String::new(), |score| card.bands.text(score)), None)
        };
        let cells: Vec<_> = means.iter().zip(cards).map(cell).collect();
        let differs = cells.iter().any(|(text, _)| !text.is_empty());
        differs.then(|| Row { name: AS_FIRST_AGREED.to_owned(), cells })
    };
    let mut rows = vec![Row {
        name: "all".to_owned(),
        cells: cards.iter().map(|card| shown(card, card.score, card.band, card.standing.status)).collect(),
    }];
    rows.extend(first_agreed(cards.iter().map(|card| Some(&card.means)).collect()));
    let mut teams: Vec<(Level, String)> =
        cards.iter().flat_map(|card| &card.teams).map(|team| (team.level, team.team.clone())).collect();
    teams.sort();
    teams.dedup();
    for (level, name) in teams {
        let cell = |card: &Scorecard| {
            let team = card.teams.iter().find(|team| team.level == level && team.team == name);
            team.map_or(("-".to_owned(), None), |team| {
                shown(card, team.score, team.band, team.standing.status)
            })
        };
        let person = if level == Level::Individual { " (person)" } else { "" };
        rows.push(Row {
            name: format!("{}{person}", words::plain(&name)),
            cells: cards.iter().map(cell).collect(),
        });
        let of_team =
            |card: &'_ Scorecard| card.teams.iter().position(|team| team.level == level && team.team == name);
        let means = cards.iter().map(|card| of_team(card).map(|at| &card.teams[at].means));
        rows.extend(first_agreed(means.collect()));
    }
    let calibration = |card: &Scorecard| {
        let words = Headline::of_quarter(card).words(card.bands);
        (if card.ended() { words } else { String::new() }, None)
    };
    let calibrated: Vec<_> = cards.iter().map(calibration).collect();
    if calibrated.iter().any(|(words, _)| !words.is_empty()) {
        rows.push(Row { name: "how targets were set".to_owned(), cells: calibrated });
    }
    rows
}

fn title(name: &str, cards: &[Scorecard], screen: Screen) -> String {
    let what = if screen == Screen::Grade { "grades" } else { "status" };
    let as_of = cards.first().map_or_else(String::new, |card| format!(", as of {}", card.as_of));
    let quarters = counted(cards.len(), "quarter");
    format!("{name} {what}, {quarters}{as_of}")
}

fn next(cards: &[Scorecard]) -> String {
    let last = cards.last().map(|card| card.quarter.to_string());
    last.map_or("No objectives in this period.\n".to_owned(), |last| {
        format!("One quarter with all its key results: `--quarter {last}`.\n")
    })
}

fn table(name: &str, cards: &[Scorecard], screen: Screen, layout: Layout) -> String {
    let mut columns = vec![(Column::Text, "")];
    columns.extend(cards.iter().map(|_| (Column::Short, "")));
    let mut grid = Grid::new(&columns);
    let quarters = cards.iter().map(|card| paint(Tone::Strong, &card.quarter.to_string()));
    grid.row(std::iter::once(String::new()).chain(quarters).collect::<Vec<_>>());
    for row in rows(cards, screen) {
        let tone = |status: Option<Status>| status.map_or(Tone::Plain, of_status);
        let cells = row.cells.iter().map(|(text, status)| match status {
            Some(_) => paint(tone(*status), text),
            None => text.clone(),
        });
        grid.row(std::iter::once(row.name.clone()).chain(cells).collect::<Vec<_>>());
    }
    let head = paint(Tone::Strong, &title(name, cards, screen));
    let body = if cards.is_empty() { String::new() } else { format!("{}\n", grid.render(layout, INDENT)) };
    finish(&format!("{head}\n\n{body}{}", next(cards)), layout.color)
}

fn markdown(name: &str, cards: &[Scorecard], screen: Screen) -> String {
    let mut table = String::new();
    if !cards.is_empty() {
        let quarters: Vec<String> = cards.iter().map(|card| card.quarter.to_string()).collect();
        table = format!("\n| | {} |\n|---{}|\n", quarters.join(" | "), "|---".repeat(cards.len()));
        for row in rows(cards, screen) {
            let cells: Vec<String> = row.cells.iter().map(|(text, _)| inert(text)).collect();
            table.push_str(&format!("| {} | {} |\n", inert(&row.name), cells.join(" | ")));
        }
    }
    format!("## {}\n{table}\n{}", title(name, cards, screen), next(cards))
}

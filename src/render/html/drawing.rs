//! One chart by itself, for a README or a chat: an SVG file that needs no styles around it.

use super::Report;
use super::charts::{Level, LevelKind, Line, Point, Row, Size, line, rows};
use super::document::MARK;
use super::marks;
use super::metrics::{guardrail_line, metric_line};
use super::view::View;
use super::voice::Voice;
use crate::goals::address::NotFound;
use crate::quantity::Quantity;
use crate::render::scorecard::words;
use crate::score::{Figures, KeyResultCard, ObjectiveCard, Subject, TeamCard};
use maud::{Markup, html};

/// Why there is no chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDrawing {
    /// Nothing goes by the name, or several things do.
    #[error("{}", unknown(.0))]
    Unknown(NotFound),
    /// There is nothing to draw.
    #[error("nothing was measured there: there is nothing to draw")]
    NothingMeasured,
}

fn unknown(not_found: &NotFound) -> String {
    match (not_found.candidates.as_slice(), &not_found.near) {
        ([], Some(near)) => format!("nothing has this address; did you mean `{near}`?"),
        ([], None) => "nothing has this address".to_owned(),
        (several, _) => format!("this address may mean {}; write more of it", several.join(" or ")),
    }
}

const WIDE: Size = Size { width: 640.0, height: 240.0 };

/// The chart of what an address names: a metric, a guardrail or a key result as a line over time; an objective, a team or the
/// quarter as a bar for each part. Ends with a line break.
///
/// # Errors
/// That there is nothing by that name, or nothing to draw.
pub fn drawing(report: &Report<'_>, name: &str) -> Result<String, NoDrawing> {
    let view = View { report, voice: Voice { redacts: report.redacts } };
    let subject = report.card.explain(name).map_err(NoDrawing::Unknown)?.subject;
    let (chart, size, title) = match &subject {
        Subject::Metric(card) if !card.history.is_empty() => {
            (metric_line(view, card, WIDE, "any-width"), WIDE, view.voice.sentence(&card.name))
        }
        Subject::Guardrail(card) if !card.readings.is_empty() => {
            (guardrail_line(view, card, WIDE), WIDE, view.voice.sentence(&card.name))
        }
        Subject::KeyResult(card) if !card.readings.is_empty() => {
            (key_result_line(view, card), WIDE, view.voice.sentence(&card.key_result))
        }
        Subject::Objective(card) => {
            bars(&view.voice.sentence(&card.objective), &parts_of_objective(view, card))
        }
        Subject::Team(card) => bars(&view.voice.name(&card.team), &parts_of_team(view, card)),
        Subject::Quarter => bars(&report.card.quarter.to_string(), &parts_of_quarter(view)),
        _ => return Err(NoDrawing::NothingMeasured),
    };
    Ok(alone(&chart, size, &title))
}

/// The space for the title above a chart.
const ABOVE: f64 = 34.0;

fn alone(chart: &Markup, size: Size, title: &str) -> String {
    let Size { width, height } = size;
    let whole = height + ABOVE;
    let file = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {whole}")) width=(width) height=(whole)
            font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" {
            metadata { (MARK) }
            rect width=(width) height=(whole) rx="6" fill="#ffffff" {}
            text x="12" y="22" font-size="15" font-weight="600" fill="#1f2328" { (cut(title, width)) }
            g transform=(format!("translate(0 {ABOVE})")) { (chart) }
        }
    };
    file.into_string() + "\n"
}

/// A title that fits above the chart; the chart's own title has all of it.
fn cut(title: &str, width: f64) -> String {
    let fits = (width / 8.2) as usize;
    if title.chars().count() <= fits {
        title.to_owned()
    } else {
        title.chars().take(fits - 1).chain(['…']).collect()
    }
}

fn key_result_line(view: View<'_>, card: &KeyResultCard) -> Markup {
    let points = card.readings.iter().map(|reading| Point {
        day: reading.day,
        value: reading.value.value(),
        is_breach: reading.held == Some(false),
    });
    let points: Vec<Point> = points.collect();
    let level = |limit: &Option<Quantity>, kind, word: &str| {
        let limit = limit.as_ref()?;
        let label = view.voice.value(limit).map_or(word.to_owned(), |limit| format!("{word} {limit}"));
        Some(Level { value: limit.value(), label, kind })
    };
    let levels = match &card.figures {
        Figures::Move { baseline, target } => {
            [level(baseline, LevelKind::Target, "from"), level(target, LevelKind::Target, "target")]
        }
        Figures::Hold { at_least, at_most } => {
            [level(at_least, LevelKind::AtLeast, "at least"), level(at_most, LevelKind::AtMost, "at most")]
        }
    };
    let levels: Vec<Level> = levels.into_iter().flatten().collect();
    let title = view.voice.sentence(&card.key_result);
    let score = words::score(view.bands(), card.score);
    let description = format!("{} values; the score is {score}, {}", points.len(), card.status.name());
    let latest = card.readings.last();
    line(&Line {
        title: &title,
        description: &description,
        points: &points,
        levels: &levels,
        days: (view.card().first_day, view.card().last_day),
        unit: latest.map(|reading| &reading.value).filter(|_| !view.voice.redacts),
        end: latest.and_then(|reading| view.voice.value(&reading.value)).unwrap_or(score),
        range: None,
        hue: marks::hue(card.status),
        size: WIDE,
        class: "any-width",
    })
}

fn bars(title: &str, parts: &[Row]) -> (Markup, Size, String) {
    let size = Size { width: WIDE.width, height: parts.len() as f64 * 26.0 + 12.0 };
    (rows(title, parts, size), size, title.to_owned())
}

fn parts_of_objective(view: View<'_>, objective: &ObjectiveCard) -> Vec<Row> {
    let part = |card: &KeyResultCard| Row {
        name: view.voice.sentence(&card.key_result),
        share: card.score,
        text: format!("{} {}", words::score(view.bands(), card.score), card.status.name()),
        hue: marks::hue(card.status),
    };
    objective.key_results.iter().map(part).collect()
}

fn parts_of_team(view: View<'_>, team: &TeamCard) -> Vec<Row> {
    let part = |card: &ObjectiveCard| Row {
        name: view.voice.sentence(&card.objective),
        share: card.score,
        text: format!("{} {}", words::score(view.bands(), card.score), card.standing.status.name()),
        hue: marks::hue(card.standing.status),
    };
    team.objectives.iter().map(part).collect()
}

fn parts_of_quarter(view: View<'_>) -> Vec<Row> {
    let part = |card: &TeamCard| Row {
        name: view.voice.name(&card.team),
        share: card.score,
        text: format!("{} {}", words::score(view.bands(), card.score), card.standing.status.name()),
        hue: marks::hue(card.standing.status),
    };
    view.card().teams.iter().map(part).collect()
}

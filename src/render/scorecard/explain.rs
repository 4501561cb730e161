//! The sum behind a score, reading by reading.

use super::grid::{Column, Grid};
use super::lines::{hanging, wrap};
use super::paint::{Tone, finish, of_guardrail, paint, tie};
use super::{INDENT, Layout, words};
use crate::score::{
    Bands, GuardrailMark, GuardrailState, Judged, ObjectiveCard, Part, Reading, Scorecard, Step, Subject, Sum,
};

/// A sum for people at a terminal: what it is about, the readings that count, and each step with its numbers put in.
/// `card` is the scorecard it was taken from. Ends with a line break.
#[must_use]
pub fn explain_sum(sum: &Sum, card: &Scorecard, layout: Layout) -> String {
    let mut out = format!("{}\n", paint(Tone::Strong, &words::plain(&sum.address)));
    let title = words::plain(&sum.title);
    if !title.is_empty() && !sum.address.ends_with(&title) {
        wrap(&title, layout.columns()).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }
    out.push_str(&format!("{}, {}, as of {}\n", card.quarter, words::progress(card), card.as_of));
    out.push_str(&subject(sum, card, layout));
    if !sum.readings.is_empty() {
        out.push_str(&format!("\n{}", readings(sum, card.bands, layout)));
    }
    if !sum.steps.is_empty() {
        out.push_str(&format!("\n{}", steps(&sum.steps, layout)));
    }
    finish(&out, layout.color)
}

fn subject(sum: &Sum, card: &Scorecard, layout: Layout) -> String {
    match &sum.subject {
        Subject::KeyResult(card) => {
            let mut facts = vec![format!("{}: {}", card.status.name(), words::reason(card))];
            if let (Some(metric), true) = (&card.metric, card.readings_of_metric) {
                facts.push(format!("The readings are those of the metric {}.", words::plain(metric)));
            }
            let lines = facts.iter().flat_map(|fact| wrap(fact, layout.columns()));
            lines.fold("\n".to_owned(), |out, line| out + &line + "\n")
        }
        Subject::Objective(objective) => {
            let name = |part: &Part| {
                let name = words::last(&part.address);
                if part.is_cancelled { format!("{name} (cancelled)") } else { name }
            };
            let rows = objective.parts.iter().map(|part| (name(part), part.weight, part.means.score));
            let table = parts_table("Key result", rows, card.bands, layout);
            let head = stands(&objective.standing, layout) + &breaches(objective, layout);
            format!("\n{head}{table}")
        }
        Subject::Team(team) => {
            let parts = team.objectives.iter();
            let rows = parts.map(|objective| {
                let cancelled = objective.cancelled.as_ref().map_or("", |_| " (cancelled)");
                let name = words::last(&objective.address) + cancelled;
                (name, objective.weight, objective.score)
            });
            let table = parts_table("Objective", rows, card.bands, layout);
            format!("\n{}{table}", stands(&team.standing, layout))
        }
        Subject::Quarter => {
            let rows = card.teams_counted().map(|team| (words::plain(&team.team), 1.0, team.score));
            let table = parts_table("Team", rows, card.bands, layout);
            format!("\n{}{table}", stands(&card.standing, layout))
        }
        Subject::Metric(_) | Subject::Guardrail(_) => String::new(),
    }
}

/// `at risk: heading for 0.67; weakest is ...`
fn stands(standing: &Judged, layout: Layout) -> String {
    let text = format!("{}: {}", standing.status.name(), words::plain(&standing.reason));
    wrap(&text, layout.columns()).into_iter().map(|line| line + "\n").collect()
}

/// The guardrails of an objective that are breached, a line each.
fn breaches(objective: &ObjectiveCard, layout: Layout) -> String {
    let breached = objective.guardrails.iter().filter(|mark| mark.state == GuardrailState::Breached);
    let line = |mark: &GuardrailMark| {
        let state = paint(of_guardrail(mark.state), mark.state.name());
        let text = format!("{}: {}", words::plain(&mark.name), words::plain(&mark.reason));
        hanging(&format!("! guardrail {state}"), &text, layout)
    };
    breached.map(line).collect()
}

fn parts_table(
    title: &'static str,
    parts: impl Iterator<Item = (String, f64, Option<f64>)>,
    bands: Bands,
    layout: Layout,
) -> String {
    let mut grid = Grid::new(&[(Column::Text, title), (Column::Number, "Weight"), (Column::Number, "Score")]);
    for (name, weight, score) in parts {
        grid.row([name, weight.to_string(), words::score(bands, score)]);
    }
    format!("\n{}", grid.render(layout, INDENT))
}

fn readings(sum: &Sum, bands: Bands, layout: Layout) -> String {
    let kind = sum.readings.iter().any(|(reading, _)| reading.held.is_some());
    let mut grid = Grid::new(&[
        (Column::Short, "Date"),
        (Column::Number, "Value"),
        (Column::Number, if kind { "Held" } else { "Ratio" }),
        (Column::Number, "Confidence"),
        (Column::Text, "Note"),
    ]);
    for (reading, way) in &sum.readings {
        grid.row([
            reading.day.to_string(),
            words::plain(reading.value.text()),
            judged(reading, *way, bands),
            reading.confidence.map_or(String::new(), |confidence| confidence.to_string()),
            words::plain(reading.note.as_deref().unwrap_or_default()),
        ]);
    }
    grid.without_empty_columns().render(layout, INDENT)
}

fn judged(reading: &Reading, way: Option<f64>, bands: Bands) -> String {
    match (reading.held, way) {
        (Some(true), _) => "yes".to_owned(),
        (Some(false), _) => "no".to_owned(),
        (None, Some(way)) => bands.text(way),
        (None, None) => String::new(),
    }
}

fn steps(steps: &[Step], layout: Layout) -> String {
    let mut grid = Grid::new(&[(Column::Short, ""), (Column::Text, "")]);
    grid.airy = true;
    for step in steps {
        let number = step.result.map(|result| format!("{result:.4}"));
        let result = step.value.clone().or(number).map(|result| tie(&format!("= {}", words::plain(&result))));
        let sum = [words::plain(&step.working), result.unwrap_or_default()];
        let sum = sum.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        grid.row([tie(step.name), format!("{}\n{sum}", words::plain(&step.formula)).trim_end().to_owned()]);
    }
    grid.render(layout, INDENT)
}

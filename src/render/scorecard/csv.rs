//! One line for each key result, for a spreadsheet: numbers are numbers, each key result's in the one unit named beside
//! them, and no text can be taken for a formula.

use super::json::kind;
use super::words::plain;
use crate::quantity::Quantity;
use crate::score::{
    Band, Figures, GuardrailState, KeyResultCard, ObjectiveCard, Scorecard, TeamCard, in_unit_of,
};
use ::csv::Writer;

const COMMON: [&str; 19] = [
    "quarter",
    "team",
    "level",
    "objective_address",
    "objective",
    "ambition",
    "guardrails_breached",
    "address",
    "key_result",
    "owner",
    "kind",
    "weight",
    "unit",
    "baseline",
    "target",
    "at_least",
    "at_most",
    "current",
    "check_ins",
];
const GRADE: [&str; 8] =
    ["ratio", "score", "computed_score", "band", "no_data", "note", "first_agreed_score", "cancelled"];
const STATUS: [&str; 16] = [
    "ratio",
    "score",
    "status",
    "reason",
    "projected",
    "projected_score",
    "last_check_in",
    "confidence",
    "no_data",
    "computed_score",
    "first_agreed_score",
    "cancelled",
    "takes",
    "likely_low",
    "likely_high",
    "chance",
];

/// The grades: a header line, then a line for each key result.
pub(super) fn grade(card: &Scorecard) -> String {
    write(card, &GRADE, |card| {
        let note = card.by_hand.as_ref().filter(|_| card.is_by_hand()).and_then(|grade| grade.reason.clone());
        let note = note.or_else(|| card.cancelled.as_ref().map(|_| card.reason.clone()));
        let note = note.or_else(|| card.no_data.as_ref().map(ToString::to_string));
        vec![
            number(card.ratio),
            number(card.score),
            number(card.computed),
            card.band.map_or("", Band::name).to_owned(),
            card.no_data.is_some().to_string(),
            text(&note.unwrap_or_default()),
            number(card.means().first_agreed),
            card.cancelled.is_some().to_string(),
        ]
    })
}

/// The status: a header line, then a line for each key result.
pub(super) fn status(card: &Scorecard) -> String {
    write(card, &STATUS, |card| {
        let projected = card.projected.as_ref();
        let likely = projected.and_then(|projected| projected.likely.as_ref());
        vec![
            number(card.ratio),
            number(card.score),
            card.status.name().to_owned(),
            text(&card.reason),
            in_unit(projected.map(|projected| &projected.value), unit(card)),
            number(projected.map(|projected| projected.score)),
            card.current().map_or(String::new(), |latest| latest.day.to_string()),
            card.confidence.map_or(String::new(), |(confidence, _)| confidence.to_string()),
            card.no_data.is_some().to_string(),
            number(card.computed),
            number(card.means().first_agreed),
            card.cancelled.is_some().to_string(),
            text(card.takes.as_ref().map_or("", |takes| &takes.words)),
            in_unit(likely.map(|end| &end.likely.low), unit(card)),
            in_unit(likely.map(|end| &end.likely.high), unit(card)),
            number(likely.map(|end| end.chance)),
        ]
    })
}

fn write(card: &Scorecard, own: &[&str], own_cells: impl Fn(&KeyResultCard) -> Vec<String>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let mut rows = vec![COMMON.iter().chain(own).map(|title| (*title).to_owned()).collect::<Vec<String>>()];
    for team in &card.teams {
        for objective in &team.objectives {
            for key_result in &objective.key_results {
                let mut row = common(card, team, objective, key_result);
                row.extend(own_cells(key_result));
                rows.push(row);
            }
        }
    }
    for row in rows {
        writer.write_record(row).expect("internal error: writing to memory cannot fail");
    }
    let bytes = writer.into_inner().expect("internal error: writing to memory cannot fail");
    String::from_utf8(bytes).expect("internal error: only text was written")
}

fn common(
    scorecard: &Scorecard,
    team: &TeamCard,
    objective: &ObjectiveCard,
    card: &KeyResultCard,
) -> Vec<String> {
    let breached = objective.guardrails.iter().filter(|mark| mark.state == GuardrailState::Breached);
    let breached: Vec<&str> = breached.map(|mark| mark.metric.as_str()).collect();
    let unit = unit(card);
    let (target, at_least, at_most) = match &card.figures {
        Figures::Move { target, .. } => (target.as_ref(), None, None),
        Figures::Hold { at_least, at_most } => (None, at_least.as_ref(), at_most.as_ref()),
    };
    vec![
        scorecard.quarter.to_string(),
        text(&team.team),
        team.level.name().to_owned(),
        text(&objective.address),
        text(&objective.objective),
        objective.ambition.name().to_owned(),
        text(&breached.join(" ")),
        text(&card.address),
        text(&card.key_result),
        text(card.owner.as_deref().unwrap_or_default()),
        kind(card.figures.kind()).to_owned(),
        number(Some(card.weight)),
        text(&unit.map(Quantity::unit_name).unwrap_or_default()),
        in_unit(card.baseline.as_ref(), unit),
        in_unit(target, unit),
        in_unit(at_least, unit),
        in_unit(at_most, unit),
        in_unit(card.value.as_ref().or(card.current().map(|latest| &latest.value)), unit),
        card.readings.len().to_string(),
    ]
}

/// The quantity whose unit all numbers of a key result are given in: its target's or limit's, otherwise any other's.
fn unit(card: &KeyResultCard) -> Option<&Quantity> {
    let (Figures::Move { target: one, baseline: other } | Figures::Hold { at_most: one, at_least: other }) =
        &card.figures;
    one.as_ref().or(other.as_ref()).or(card.current().map(|latest| &latest.value))
}

/// A number in the unit of another quantity; empty if the two do not convert.
fn in_unit(quantity: Option<&Quantity>, unit: Option<&Quantity>) -> String {
    number(quantity.zip(unit).and_then(|(quantity, unit)| in_unit_of(quantity, unit)))
}

fn number(number: Option<f64>) -> String {
    number.filter(|number| number.is_finite()).map_or(String::new(), |number| number.to_string())
}

/// Text that no spreadsheet takes for a formula: an apostrophe goes before the characters that start one.
fn text(text: &str) -> String {
    let text = plain(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

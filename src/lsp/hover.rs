//! What is said of what the cursor is on.

use super::answer::Answer;
use super::comment::{Comment, comment_at};
use super::places::{Name, mention_at, role_name, target};
use super::schema::Schema;
use super::session::{Session, Spot};
use crate::goals::{Calendar, Quarter, Target, Workspace};
use crate::quantity::{Dimension, Quantity};
use crate::render::scorecard::{Layout, explain_sum};
use crate::render::{plain_markdown, visible};
use crate::rules;
use crate::source::Span;
use crate::yaml::{Outline, OutlineValue};
use gen_lsp_types as lsp;
use std::ops::Range;

/// What is said, and of which words.
type Said = (String, Range<usize>);

/// Answers with the first of: the page of a rule, the dates of a quarter, what a number was read as, where a named thing
/// stands, what a key means, where the key result around stands.
pub(super) fn hover(session: &Session, params: lsp::HoverParams) -> Answer<Option<lsp::Hover>> {
    let Some(spot) = session.spot(&params.text_document_position_params) else { return Ok(None) };
    let said = of_rule(&spot).or_else(|| of_place(&spot));
    Ok(said.map(|(value, range)| lsp::Hover {
        contents: lsp::Contents::MarkupContent(lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value }),
        range: Some(spot.page.range(range)),
    }))
}

/// The page of a rule that a suppression or the settings name.
fn of_rule(spot: &Spot<'_>) -> Option<Said> {
    let text = spot.page.text();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start = text[..spot.offset].rfind(|c| !is_part(c)).map_or(0, |at| at + 1);
    // The character before may have several bytes.
    let start = (start..=spot.offset).find(|at| text.is_char_boundary(*at))?;
    let end = spot.offset + text[spot.offset..].find(|c| !is_part(c)).unwrap_or(text.len() - spot.offset);
    let rule = rules::find(&text[start..end])?;
    let is_named =
        spot.sheet.is_settings() || matches!(comment_at(text, spot.offset), Some(Comment::Directive { .. }));
    is_named.then(|| (rule.page.to_owned(), start..end))
}

fn of_place(spot: &Spot<'_>) -> Option<Said> {
    let outline = Outline::of(spot.page.text());
    let number = outline.at(spot.offset)?;
    let part = outline.part(number);
    if let Some((_, key)) =
        part.key.as_ref().filter(|(_, key)| key.start <= spot.offset && spot.offset <= key.end)
    {
        let schema = Schema::of(spot.sheet.is_settings());
        return schema.description(&outline.path(number)).map(|text| (text, key.clone()));
    }
    let project = spot.sheet.opened.overlay.project();
    if let OutlineValue::Text(text) = &part.value {
        let said = match part.name() {
            "quarter" | "period" => {
                text.parse().ok().map(|quarter| dates(project.settings.calendar, quarter))
            }
            name if NUMBERS.contains(&name) => {
                Quantity::read(text, project.settings.vocabulary.decimal_mark())
                    .ok()
                    .map(|number| read_as(&number))
            }
            _ => None,
        };
        if let Some(said) = said {
            return Some((said, part.span.clone()));
        }
    }
    let file = spot.sheet.file()?;
    if let Some(mention) = mention_at(spot.sheet.opened, file, spot.offset)
        && let Some(said) = of_name(spot, &mention.name)
    {
        return Some((said, mention.span.range()));
    }
    around(spot, &project.workspace)
}

/// The keys whose values are numbers with a unit.
pub(super) const NUMBERS: &[&str] = &[
    "baseline",
    "target",
    "stretch",
    "at_least",
    "at_most",
    "value",
    "max_increase",
    "max_decrease",
    "from",
    "to",
];

fn dates(calendar: Calendar, quarter: Quarter) -> String {
    format!("**{quarter}**: {} to {}", calendar.first_day(quarter).long(), calendar.last_day(quarter).long())
}

/// What a number was read as.
fn read_as(number: &Quantity) -> String {
    let what = match number.dimension() {
        Dimension::Count => "a count",
        Dimension::Percent => "a percentage",
        Dimension::Points => "percentage points",
        Dimension::Currency(_) => "an amount of money",
        Dimension::Duration => "a duration",
        Dimension::Data => "an amount of data",
        Dimension::Rating(_) => "a rating",
        Dimension::Physical(_) => "a physical quantity",
        _ => "a rate",
    };
    let unit = number.unit_name();
    let unit = if unit.is_empty() { String::new() } else { format!(" of unit {}", plain_markdown(&unit)) };
    let shown = number.display_like(number.value());
    format!("Read as {what}{unit}: **{}**", plain_markdown(&shown))
}

/// Where a named thing stands.
fn of_name(spot: &Spot<'_>, name: &Name) -> Option<String> {
    let opened = spot.sheet.opened;
    let project = opened.overlay.project();
    let today = spot.sheet.session.today();
    let (quarter, address) = match target(&project.workspace, name)? {
        Target::KeyResult(view) => (view.quarter()?, view.address()),
        Target::Objective(view) => (view.quarter()?, view.address()),
        Target::Metric(view) => {
            let mut said = format!("**{}** ({})\n\n", plain_markdown(view.name()), role_name(view.role));
            if let Some(definition) = view.metric.definition.get() {
                said.push_str(&format!("{}\n\n", plain_markdown(definition)));
            }
            let readings = view.readings();
            for reading in readings.iter().rev().take(5) {
                said.push_str(&format!("- {}: {}\n", reading.day, plain_markdown(reading.value.text())));
            }
            let movers = movers(&project.workspace, name.id());
            if !movers.is_empty() {
                said.push_str(&format!("\nMoved by {}\n", movers.join(", ")));
            }
            return Some(said);
        }
    };
    sum(spot, quarter, &address, today)
}

/// The addresses of the key results that are to move a metric.
fn movers(workspace: &Workspace, metric: &str) -> Vec<String> {
    let moves =
        workspace.key_results().filter(|view| view.key_result.metric.get().is_some_and(|id| id == metric));
    moves.take(10).map(|view| format!("`{}`", visible(&view.address()).replace('`', "'"))).collect()
}

/// A score with the sum behind it.
pub(super) fn sum(
    spot: &Spot<'_>,
    quarter: Quarter,
    address: &str,
    today: crate::goals::Day,
) -> Option<String> {
    let card = spot.sheet.opened.card(quarter, today);
    let sum = card.explain(address).ok()?;
    let line: Vec<f64> = sum.readings.iter().map(|(reading, _)| reading.value.value()).collect();
    let line = if line.len() > 1 {
        format!("{}\n\n", crate::render::scorecard::sparkline(&line, true))
    } else {
        String::new()
    };
    let heading = super::hints::every_card(&card).find(|card| card.address == address);
    let summary = |key_result| format!("**{}**\n\n", super::hints::summary(key_result, card.bands));
    let heading = heading.map(summary).unwrap_or_default();
    let text = explain_sum(&sum, &card, Layout { width: 80, color: false, unicode: true });
    Some(format!("{heading}{line}````text\n{}````", text.replace("````", "''''")))
}

/// The key result around, or the objective.
fn around(spot: &Spot<'_>, workspace: &Workspace) -> Option<Said> {
    let file = spot.sheet.goals()?;
    let place = Span::new(file.id, spot.offset, spot.offset);
    let today = spot.sheet.session.today();
    let objective = workspace.objectives_of(file).find(|view| view.span.contains(place))?;
    let quarter = objective.quarter()?;
    let key_result = objective.key_results().find(|view| view.span.contains(place));
    let (address, span) = match key_result {
        Some(view) => (view.address(), view.span),
        None => (objective.address(), objective.heading()),
    };
    Some((sum(spot, quarter, &address, today)?, span.range()))
}

//! The sections of a file: its metrics, its objectives, the guardrails it only names.

use super::file::GoalFile;
use super::format::{List, Metric, Objective};
use crate::source::Span;
use crate::yaml::{Field, Short};
use std::borrow::Cow;

/// The section a metric is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetricRole {
    /// `north_star:`
    NorthStar,
    /// `input_metrics:`
    Input,
    /// `guardrails:`
    Guardrail,
    /// `metrics:`
    Watched,
}

/// The metrics a file defines: role, position in the section, metric, place.
pub(super) fn metrics_in(file: &GoalFile) -> impl Iterator<Item = (MetricRole, u32, &Metric, Span)> {
    let content = &file.content;
    let star = content.north_star.located().map(|(metric, span)| (MetricRole::NorthStar, 0, &**metric, span));
    let guardrails = content.guardrails.items().iter().enumerate().filter_map(|(position, item)| {
        let (short, span) = item.located()?;
        (!is_reference(item)).then_some((MetricRole::Guardrail, position as u32, &short.0, span))
    });
    star.into_iter()
        .chain(numbered(MetricRole::Input, &content.input_metrics))
        .chain(guardrails)
        .chain(numbered(MetricRole::Watched, &content.metrics))
}

/// The metric at a place, with its place in the file.
pub(super) fn metric_at(file: &GoalFile, role: MetricRole, position: u32) -> Option<(&Metric, Span)> {
    let content = &file.content;
    let position = position as usize;
    match role {
        MetricRole::NorthStar => content.north_star.located().map(|(metric, span)| (&**metric, span)),
        MetricRole::Input => content.input_metrics.items().get(position)?.located(),
        MetricRole::Watched => content.metrics.items().get(position)?.located(),
        MetricRole::Guardrail => {
            let (short, span) = content.guardrails.items().get(position)?.located()?;
            Some((&short.0, span))
        }
    }
}

fn numbered(role: MetricRole, list: &List<Metric>) -> impl Iterator<Item = (MetricRole, u32, &Metric, Span)> {
    list.items().iter().enumerate().filter_map(move |(position, item)| {
        let (metric, span) = item.located()?;
        Some((role, position as u32, metric, span))
    })
}

/// The objectives that could be read, with their places in the list and in the file.
pub(super) fn objectives_in(file: &GoalFile) -> impl Iterator<Item = (usize, &Objective, Span)> {
    file.content.objectives.items().iter().enumerate().filter_map(|(position, item)| {
        let (objective, span) = item.located()?;
        Some((position, objective, span))
    })
}

/// The id of an objective; `o1`, `o2`, ... by position if it has none.
pub(super) fn objective_id(objective: &Objective, position: usize) -> Cow<'_, str> {
    match objective.id.get() {
        Some(id) => Cow::Borrowed(id.as_str()),
        None => Cow::Owned(format!("o{}", position + 1)),
    }
}

/// A file's guardrail written as a bare id: it names a guardrail rather than defining one.
fn is_reference(item: &Field<Short<Metric>>) -> bool {
    item.get().is_some_and(|short| short.0.id.span().is_some() && short.0.id.span() == item.span())
}

/// The guardrails that a file sets as the default of its objectives.
pub(super) fn guardrail_references(file: &GoalFile) -> impl Iterator<Item = (&str, Span)> {
    file.content.guardrails.items().iter().filter(|item| is_reference(item)).filter_map(|item| {
        let (short, span) = item.located()?;
        Some((short.0.id.get()?.as_str(), span))
    })
}

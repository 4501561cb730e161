//! Readings that lie where those before them did not let expect one, and where to look first.

use super::forecast::{self, Coverage, Point, between};
use super::pace::Bounds;
use super::reading::Reading;
use super::units::{beside, unit_of};
use crate::goals::graph::{Graph, Relation};
use crate::goals::{Day, Measured, Readings, Workspace};
use crate::quantity::Quantity;
use std::collections::HashSet;

/// A latest reading outside of the range that 98 in 100 lie in.
#[derive(Debug, Clone, PartialEq)]
pub struct Unusual {
    /// The reading.
    pub reading: Reading,
    /// The lower end of the range.
    pub low: Quantity,
    /// The upper end of the range.
    pub high: Quantity,
    /// Which of its parts or drivers to look at first.
    pub first: FirstLook,
}

/// Where to look first when a reading is unusual.
#[derive(Debug, Clone, PartialEq)]
pub enum FirstLook {
    /// It has no parts and no drivers with enough readings.
    Itself,
    /// It has, and none of them stands out.
    NoneStandsOut,
    /// The one that moved farthest from where it was to be expected.
    Part {
        /// Its id.
        metric: String,
        /// The reading before.
        from: Box<Reading>,
        /// The reading that stands out.
        to: Box<Reading>,
    },
}

impl Unusual {
    /// Judges the last of some readings, which can be compared and are in order.
    pub(super) fn of(readings: &[Reading]) -> Option<Box<Self>> {
        let points: Vec<Point> =
            readings.iter().map(|reading| (reading.day, reading.value.value())).collect();
        let range = forecast::unusual(&points)?.range(Coverage::NinetyEight);
        let reading = readings.last()?.clone();
        let bounds = Bounds::of(readings.iter().map(|reading| &reading.value));
        let end = |value: f64| reading.value.with_value(bounds.keep(value));
        let (low, high) = (end(*range.start()), end(*range.end()));
        Some(Box::new(Self { low, high, reading, first: FirstLook::Itself }))
    }

    /// The same for readings as the files have them, of which some may not be comparable.
    pub(super) fn of_measured(all: &[Measured]) -> Option<Box<Self>> {
        Self::of(&comparable(all))
    }

    /// `57 on 16 Nov; 20–42 was to be expected`.
    #[must_use]
    pub fn words(&self) -> String {
        let (value, day) = (self.reading.value.text(), self.reading.day.short());
        format!("{value} on {day}; {} was to be expected", between(&self.low, &self.high))
    }

    /// What to do first, as a part of a sentence.
    #[must_use]
    pub fn next(&self) -> String {
        match &self.first {
            FirstLook::Part { metric, from, to } => {
                let (from, to) = (from.value.text(), to.value.text());
                format!("look at {metric} first, which went from {from} to {to}; then at how it is counted")
            }
            FirstLook::NoneStandsOut => {
                "nothing that drives it stands out: look at how it is counted, and note what you find"
                    .to_owned()
            }
            FirstLook::Itself => "look at how it is counted, and note what you find".to_owned(),
        }
    }
}

/// The last readings that can stand beside the latest, as many as a forecast looks at.
fn comparable(all: &[Measured]) -> Vec<Reading> {
    let Some(unit) = unit_of(all.iter().map(|reading| reading.value)) else { return vec![] };
    let last = &all[all.len().saturating_sub(forecast::MOST + 1)..];
    let in_unit =
        |measured: &Measured| Some(Reading { value: beside(unit, measured.value)?, ..Reading::of(measured) });
    last.iter().filter_map(in_unit).collect()
}

/// Says of unusual readings, each with its metric's id, where to look first: by what the metric is computed from, else by what
/// drives it.
pub(super) fn look_first<'c>(
    workspace: &Workspace,
    readings: &Readings<'_>,
    all: impl Iterator<Item = (&'c String, &'c mut Unusual)>,
) {
    let mut all = all.peekable();
    if all.peek().is_none() {
        return;
    }
    let graph = Graph::of(workspace);
    for (id, unusual) in all {
        unusual.first = first_look(&graph, readings, id, unusual.reading.day);
    }
}

fn first_look(graph: &Graph<'_>, readings: &Readings<'_>, id: &str, day: Day) -> FirstLook {
    let Some(node) = graph.metric(id) else { return FirstLook::Itself };
    let mut parts: Vec<_> =
        graph.arrows_from(node, Relation::ComputedFrom).map(|arrow| graph.item(arrow.to)).collect();
    if parts.is_empty() {
        parts = graph.arrows_to(node, Relation::Drives).map(|arrow| graph.item(arrow.from)).collect();
    }
    let mut seen = HashSet::new();
    let ids = parts.iter().filter_map(|item| item.metric()?.id()).filter(|id| seen.insert(*id));
    let judged: Vec<(f64, FirstLook)> = ids.filter_map(|id| stands_out(readings, id, day)).collect();
    if judged.is_empty() {
        return FirstLook::Itself;
    }
    let farthest = judged.into_iter().reduce(|one, other| if other.0 > one.0 { other } else { one });
    farthest.filter(|(distance, _)| *distance > 1.0).map_or(FirstLook::NoneStandsOut, |(_, first)| first)
}

/// How far the reading of a metric on a day, or the last before it, lies from where it was to be expected: 1 at the end of
/// the range that eight in ten lie in.
fn stands_out(readings: &Readings<'_>, id: &str, day: Day) -> Option<(f64, FirstLook)> {
    let all = readings.of_metric(id);
    let seen = comparable(&all[..all.partition_point(|reading| reading.day <= day)]);
    let points: Vec<Point> = seen.iter().map(|reading| (reading.day, reading.value.value())).collect();
    let ((on, value), before) = points.split_last()?;
    let expected = forecast::smooth(before)?.on(*on);
    let reach = expected.reach(Coverage::Eighty) * expected.error;
    let [.., from, to] = seen.as_slice() else { return None };
    let (from, to) = (Box::new(from.clone()), Box::new(to.clone()));
    let distance = (value - expected.value).abs() / reach;
    Some((distance, FirstLook::Part { metric: id.to_owned(), from, to }))
}

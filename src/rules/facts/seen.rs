//! The values of metrics that can be seen on a day: collected once, however many key results move a metric.

use crate::goals::{CheckInView, Day, MetricView, Workspace};
use crate::quantity::{Overview, Quantity};
use crate::source::Span;
use std::collections::HashMap;

/// What was measured of a metric up to a day.
#[derive(Debug)]
pub(crate) struct Seen<'w> {
    /// In the order they are written, with their places.
    pub(crate) values: Vec<(&'w Quantity, Span)>,
    /// What they are like together.
    pub(crate) overview: Overview,
    /// Every reading that is written could be read, those after the day as well.
    pub(crate) is_whole: bool,
}

/// What was seen of every metric, by its place.
pub(super) fn of_metrics(workspace: &Workspace, as_of: Day) -> HashMap<Span, Seen<'_>> {
    workspace.metrics().map(|metric| (metric.span, Seen::of(metric, as_of))).collect()
}

impl<'w> Seen<'w> {
    fn of(metric: MetricView<'w>, as_of: Day) -> Self {
        let values = values_up_to(metric.written(), as_of);
        let overview = Overview::of(values.iter().map(|(value, _)| *value));
        let is_whole = !metric.file.damaged
            && metric.lists().all(|list| {
                (list.is_absent() || list.get().is_some())
                    && list.items().all(|item| item.get().is_some_and(CheckInView::is_measured))
            });
        Self { values, overview, is_whole }
    }
}

/// The measured values among entries of a list that can be seen on a day.
pub(crate) fn values_up_to<'w>(
    written: impl Iterator<Item = CheckInView<'w>>,
    as_of: Day,
) -> Vec<(&'w Quantity, Span)> {
    let is_seen = |check_in: &CheckInView<'_>| check_in.date().get().is_none_or(|day| day <= as_of);
    let seen = written.filter(is_seen);
    seen.filter_map(|check_in| check_in.value().located()).collect()
}

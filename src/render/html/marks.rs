//! A status as a word with a shape and a colour.

use super::charts::{Hue, Shape, shape};
use crate::review::Concern;
use crate::score::{Band, GuardrailState, MetricStatus, Status};
use maud::{Markup, html};

fn mark(word: &str, (form, hue): (Shape, Hue)) -> Markup {
    html! { span .status.(hue.class()) { (shape(form, hue)) " " (word) } }
}

pub(super) fn status(status: Status) -> Markup {
    mark(status.name(), of_status(status))
}

pub(super) fn hue(status: Status) -> Hue {
    of_status(status).1
}

fn of_status(status: Status) -> (Shape, Hue) {
    match status {
        Status::Done => (Shape::Tick, Hue::Good),
        Status::Closed(band) => of_band(band),
        Status::OnTrack => (Shape::Disc, Hue::Good),
        Status::AtRisk => (Shape::Triangle, Hue::Watch),
        Status::OffTrack => (Shape::Diamond, Hue::Bad),
        Status::Stale => (Shape::Ring, Hue::Watch),
        Status::NoData => (Shape::Ring, Hue::Quiet),
        Status::Early => (Shape::Disc, Hue::Quiet),
        Status::Cancelled => (Shape::Dash, Hue::Quiet),
    }
}

fn of_band(band: Band) -> (Shape, Hue) {
    match band {
        Band::Delivered => (Shape::Tick, Hue::Good),
        Band::Progressed => (Shape::Triangle, Hue::Watch),
        Band::Missed => (Shape::Diamond, Hue::Bad),
    }
}

pub(super) fn band(band: Option<Band>) -> Markup {
    band.map_or_else(|| html! { "-" }, |band| mark(band.name(), of_band(band)))
}

pub(super) fn guardrail(state: GuardrailState) -> Markup {
    mark(state.name(), of_guardrail(state))
}

pub(super) fn guardrail_hue(state: GuardrailState) -> Hue {
    of_guardrail(state).1
}

fn of_guardrail(state: GuardrailState) -> (Shape, Hue) {
    match state {
        GuardrailState::Ok => (Shape::Tick, Hue::Good),
        GuardrailState::NoData => (Shape::Ring, Hue::Quiet),
        GuardrailState::Recovered | GuardrailState::Near => (Shape::Triangle, Hue::Watch),
        GuardrailState::Stale => (Shape::Ring, Hue::Watch),
        GuardrailState::Breached => (Shape::Diamond, Hue::Bad),
    }
}

/// How a metric stands, in words that may say more than its status.
pub(super) fn metric(status: Option<MetricStatus>, words: &str) -> Markup {
    mark(words, of_metric(status))
}

pub(super) fn metric_hue(status: Option<MetricStatus>) -> Hue {
    of_metric(status).1
}

fn of_metric(status: Option<MetricStatus>) -> (Shape, Hue) {
    match status {
        Some(MetricStatus::OnTarget) => (Shape::Tick, Hue::Good),
        Some(MetricStatus::Near) => (Shape::Triangle, Hue::Watch),
        Some(MetricStatus::Off) => (Shape::Diamond, Hue::Bad),
        None => (Shape::Ring, Hue::Quiet),
    }
}

pub(super) fn concern(concern: Concern) -> Markup {
    let of = match concern {
        Concern::Breached | Concern::OffTrack => (Shape::Diamond, Hue::Bad),
        Concern::StaleGuardrail | Concern::Stale | Concern::Due => (Shape::Ring, Hue::Watch),
        Concern::Unusual => (Shape::Triangle, Hue::Watch),
        Concern::NoData => (Shape::Ring, Hue::Quiet),
    };
    mark(concern.name(), of)
}

//! The funnel: the metrics of each stage, and what is left from one stage to the next.

use super::charts::{Hue, share_bar};
use super::marks;
use super::view::View;
use crate::render::scorecard::words;
use crate::review::{Conversion, Funnel, StageMetric, Step};
use maud::{Markup, html};

/// Whether a page has the section: that of everybody, where a metric has a stage.
pub(super) fn shown(view: View<'_>) -> Option<&Funnel> {
    view.report.funnel.filter(|funnel| !view.card().is_filtered() && !funnel.stages.is_empty())
}

pub(super) fn section(view: View<'_>) -> Markup {
    let Some(funnel) = shown(view) else { return html! {} };
    html! {
        section #funnel aria-labelledby="funnel-title" {
            h2 #funnel-title { "Funnel" }
            table .metrics {
                thead { tr {
                    th scope="col" { "Stage" }
                    th scope="col" { "Metric" }
                    @if !view.voice.redacts { th scope="col" .number { "Now" } th scope="col" .number { "Target" } }
                    th scope="col" { "Status" }
                } }
                tbody {
                    @for stage in &funnel.stages { @for (number, metric) in stage.metrics.iter().enumerate() {
                        (stage_row(view, (number == 0).then_some(stage.stage.name()), metric))
                    } }
                }
            }
            @if !view.voice.redacts { (steps(funnel)) }
        }
    }
}

fn stage_row(view: View<'_>, stage: Option<&str>, metric: &StageMetric) -> Markup {
    let target = metric.target.as_ref().and_then(|target| view.voice.value(target));
    html! {
        tr {
            td .stage { (stage.unwrap_or_default()) }
            th scope="row" dir="auto" { (view.voice.sentence(&metric.name)) }
            @if !view.voice.redacts {
                td .number data-label="Now" { (words::value(metric.current.as_ref())) }
                td .number data-label="Target" { (target.as_deref().unwrap_or("-")) }
            }
            td {
                (marks::metric(metric.status, metric.status.map_or("no target", |status| status.name())))
                @if let Some(trend) = &metric.trend { " " span .quiet { (words::trend(trend)) } }
            }
        }
    }
}

/// The share of each stage that gets to the next, where the two can be divided.
fn steps<'f>(funnel: &'f Funnel) -> Markup {
    let known = |(number, step): (usize, &'f Step)| Some((number, step, step.conversion.as_ref().ok()?));
    let steps: Vec<(usize, &Step, &Conversion)> = funnel.steps.iter().enumerate().filter_map(known).collect();
    if steps.is_empty() {
        return html! {};
    }
    html! {
        h3 { "What is left from stage to stage" }
        table .steps {
            thead { tr { th scope="col" { "From, to" } th scope="col" .number { "Left" } td .wide {} th scope="col" { "Before" } } }
            tbody { @for (number, step, conversion) in steps {
                @let is_weakest = funnel.weakest_step == Some(number);
                tr {
                    th scope="row" { (step.from_stage.name()) " → " (step.to_stage.name()) }
                    td .number { (percent(conversion.share)) }
                    td .wide { (share_bar(conversion.share, if is_weakest { Hue::Watch } else { Hue::Quiet })) }
                    td {
                        @if let Some((share, day)) = conversion.before { (percent(share)) " on " (day.short()) }
                        @if is_weakest { " " span .strong { "the weakest step" } }
                    }
                }
            } }
        }
    }
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 9.95 { format!("{percent:.1}%") } else { format!("{percent:.0}%") }
}

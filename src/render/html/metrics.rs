//! What is watched: the north star, indicators, guardrails, and what drives what.

use super::anchor::anchor;
use super::charts::{Level, LevelKind, Line, Point, Size, Spark, line, sparkline};
use super::marks;
use super::view::View;
use crate::goals::Day;
use crate::goals::values::{Better, Indicator};
use crate::quantity::Quantity;
use crate::render::scorecard::words;
use crate::score::forecast::chance_words;
use crate::score::{GuardrailCard, MetricCard, Reading, limits};
use maud::{Markup, html};

/// The one metric above all, with its line.
pub(super) fn north_star(view: View<'_>) -> Markup {
    let Some(star) = &view.card().north_star else { return html! {} };
    html! {
        section #north-star aria-labelledby="north-star-title" {
            h2 #north-star-title { "North star" }
            div .star id=(anchor(&star.id, view.voice)) {
                div .star-text {
                    p .star-name dir="auto" { (view.voice.sentence(&star.name)) }
                    @if !view.voice.redacts { p .score { (words::metric_value(star)) } }
                    p { (marks::metric(star.status, &words::standing(star))) @if let Some(target) = star.target.as_ref().and_then(|target| view.voice.value(target)) { " of the target, " (target) } }
                    @if let Some(chance) = star.chance { p .quiet { (likely(view, star)) "chance to reach the target: " (chance_words(chance)) } }
                    @if let Some(trend) = &star.trend { p .quiet { (words::trend(trend)) } }
                    @if let Some(latest) = &star.current { p .quiet { "Last reading on " (latest.day.long()) } }
                    @if let Some(owner) = &star.owner { p { bdi .owner { (view.voice.name(owner)) } } }
                }
                div .star-chart {
                    (metric_line(view, star, Size { width: 660.0, height: 250.0 }, "if-wide"))
                    (metric_line(view, star, Size { width: 286.0, height: 210.0 }, "if-narrow"))
                    (readings_table(view, &[star]))
                }
            }
        }
    }
}

/// `likely 49K–53K by 31 Dec, `, where values are shown.
fn likely(view: View<'_>, card: &MetricCard) -> String {
    let likely = card.likely.as_ref().filter(|_| !view.voice.redacts);
    likely.map_or_else(String::new, |likely| format!("{}, ", words::plain(&likely.words())))
}

/// The target that single readings should come to: not that of their total or mean.
fn target_of_readings(card: &MetricCard) -> impl Iterator<Item = &Quantity> {
    card.target.iter().filter(|_| card.counted.is_none())
}

/// A metric's readings over time, with its target.
pub(super) fn metric_line(view: View<'_>, card: &MetricCard, size: Size, class: &'static str) -> Markup {
    let points: Vec<Point> = card.history.iter().map(|reading| point(reading, false)).collect();
    let (Some(first), Some(latest)) = (card.history.first(), card.history.last()) else { return html! {} };
    let name = view.voice.sentence(&card.name);
    let mut description =
        format!("{} readings from {} to {}", points.len(), first.day.long(), latest.day.long());
    let levels: Vec<Level> = target_of_readings(card)
        .map(|target| {
            let label =
                view.voice.value(target).map_or("target".to_owned(), |target| format!("target {target}"));
            Level { value: target.value(), label, kind: LevelKind::Target }
        })
        .collect();
    let end = match view.voice.value(&latest.value) {
        Some(value) => {
            description.push_str(&format!(", the latest {value}"));
            value
        }
        None => {
            card.attainment.map(|share| format!("{} of target", words::of_target(share))).unwrap_or_default()
        }
    };
    levels.iter().for_each(|level| description.push_str(&format!("; {}", level.label)));
    let days = (first.day, view.card().last_day.max(latest.day));
    let unit = (!view.voice.redacts).then_some(&latest.value);
    let hue = marks::metric_hue(card.status);
    let range = card.likely.as_ref().map(|likely| {
        if !view.voice.redacts {
            description.push_str(&format!("; {}", words::plain(&likely.words())));
        }
        (likely.by, likely.low.value(), likely.high.value())
    });
    line(&Line {
        title: &name,
        description: &description,
        points: &points,
        levels: &levels,
        days,
        unit,
        end,
        range,
        hue,
        size,
        class,
    })
}

fn point(reading: &Reading, is_breach: bool) -> Point {
    Point { day: reading.day, value: reading.value.value(), is_breach }
}

/// The numbers behind lines.
fn readings_table(view: View<'_>, cards: &[&MetricCard]) -> Markup {
    let rows = cards.iter().flat_map(|card| card.history.iter().map(move |reading| (*card, reading)));
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return html! {};
    }
    let several = cards.len() > 1;
    html! {
        details {
            summary { "Numbers" span .hidden { " behind the lines" } }
            table {
                thead { tr {
                    @if several { th scope="col" { "Metric" } }
                    th scope="col" { "Day" }
                    th scope="col" .number { @if view.voice.redacts { "Against the first" } @else { "Value" } }
                    @if !view.voice.redacts { th scope="col" { "Note" } }
                } }
                tbody { @for (card, reading) in rows { tr {
                    @if several { th scope="row" dir="auto" { (view.voice.sentence(&card.name)) } }
                    td { (reading.day.long()) }
                    @match view.voice.value(&reading.value) {
                        Some(value) => { td .number { (value) } td dir="auto" { (words::plain(reading.note.as_deref().unwrap_or_default())) } },
                        None => td .number { (against_first(&card.history, reading)) },
                    }
                } } }
            }
        }
    }
}

/// A reading beside the first one: `+4%`.
fn against_first(history: &[Reading], reading: &Reading) -> String {
    let first = history.first().map_or(0.0, |first| first.value.value());
    let change = (reading.value.value() - first) / first.abs() * 100.0;
    if change.is_finite() { format!("{change:+.0}%") } else { "-".to_owned() }
}

/// Leading, lagging and other metrics.
pub(super) fn indicators(view: View<'_>) -> Markup {
    let card = view.card();
    if card.metrics.is_empty() {
        return html! {};
    }
    let with = |indicator: Option<Indicator>| -> Vec<&MetricCard> {
        card.metrics.iter().filter(|metric| metric.indicator == indicator).collect()
    };
    let groups = [
        ("Leading indicators: they move first", with(Some(Indicator::Leading))),
        ("Lagging indicators: they tell what came of it", with(Some(Indicator::Lagging))),
        ("Other metrics", with(None)),
    ];
    html! {
        section #indicators aria-labelledby="indicators-title" {
            h2 #indicators-title { "Indicators" }
            @for (title, metrics) in groups.iter().filter(|(_, metrics)| !metrics.is_empty()) {
                h3 { (title) }
                (metric_table(view, metrics))
                (readings_table(view, metrics))
            }
        }
    }
}

fn metric_table(view: View<'_>, metrics: &[&MetricCard]) -> Markup {
    let shows = !view.voice.redacts;
    html! {
        table .metrics {
            thead { tr {
                th scope="col" { "Metric" }
                @if shows { th scope="col" .number { "Now" } th scope="col" .number { "Target" } }
                th scope="col" { "Status" } th scope="col" .trend { "Trend" }
            } }
            tbody { @for metric in metrics { tr id=(anchor(&metric.id, view.voice)) {
                th scope="row" {
                    span dir="auto" { (view.voice.sentence(&metric.name)) }
                    @if let Some(owner) = &metric.owner { br; bdi .owner { (view.voice.name(owner)) } }
                }
                @if shows {
                    td .number data-label="Now" { (words::metric_value(metric)) }
                    td .number data-label="Target" { (metric.target.as_ref().map_or("-".to_owned(), |target| words::plain(target.text()))) }
                }
                td { (marks::metric(metric.status, &words::standing(metric))) }
                td .trend { (metric_spark(metric)) @if let Some(trend) = &metric.trend { span .quiet { (words::trend(trend)) } } }
            } } }
        }
    }
}

fn metric_spark(metric: &MetricCard) -> Markup {
    let points: Vec<(Day, f64)> =
        metric.history.iter().map(|reading| (reading.day, reading.value.value())).collect();
    if points.len() < 2 {
        return html! {};
    }
    let levels: Vec<f64> = target_of_readings(metric).map(Quantity::value).collect();
    let better = match metric.better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
    };
    let description = format!("{} readings; {better}; they are listed below the table", points.len());
    let spark = Spark {
        title: "The last readings",
        description: &description,
        points: &points,
        days: None,
        levels: &levels,
        pace: None,
        hue: marks::metric_hue(metric.status),
        width: 120.0,
    };
    sparkline(&spark)
}

/// What may not get worse, with the stretch that is allowed.
pub(super) fn guardrails(view: View<'_>) -> Markup {
    let mut cards: Vec<&GuardrailCard> = view.card().guardrails.iter().collect();
    if cards.is_empty() {
        return html! {};
    }
    cards.sort_by_key(|card| std::cmp::Reverse(card.state));
    html! {
        section #guardrails aria-labelledby="guardrails-title" {
            h2 #guardrails-title { "Guardrails" }
            p .quiet { "What may not get worse while the objectives are pursued. The shaded stretch is allowed; a diamond is a reading outside of it." }
            div .guardrails { @for card in cards { (guardrail(view, card)) } }
        }
    }
}

fn guardrail(view: View<'_>, card: &GuardrailCard) -> Markup {
    let allowed = limits(card.at_least.as_ref(), card.at_most.as_ref());
    let has_limit = card.at_least.is_some() || card.at_most.is_some();
    html! {
        article .guardrail id=(anchor(&card.metric, view.voice)) {
            h3 dir="auto" { (view.voice.sentence(&card.name)) }
            p { (marks::guardrail(card.state))
                @if card.is_critical { " " span .chip { "critical" } }
                @if let Some(owner) = &card.owner { " " bdi .owner { (view.voice.name(owner)) } } }
            @if !view.voice.redacts && has_limit { p .values { "allowed " span .end { (words::plain(&allowed)) } @if card.latest.is_some() { ", now " strong { (words::value(card.latest.as_ref())) } } } }
            @if card.reason != allowed { @if let Some(reason) = view.voice.reason(&card.reason) { p .quiet { (reason) } } }
            (guardrail_line(view, card, Size { width: 286.0, height: 150.0 }))
            @if !card.readings.is_empty() { details {
                summary { "Numbers" span .hidden { " of " (view.voice.sentence(&card.name)) } }
                table {
                    thead { tr { th scope="col" { "Day" } @if !view.voice.redacts { th scope="col" .number { "Value" } } th scope="col" .number { "Held" } } }
                    tbody { @for reading in &card.readings { tr {
                        td { (reading.day.short()) }
                        @if let Some(value) = view.voice.value(&reading.value) { td .number { (value) } }
                        td .number { @if reading.held == Some(false) { "no" } @else { "yes" } }
                    } } }
                }
            } }
        }
    }
}

/// A guardrail's readings of the quarter, with its limits.
pub(super) fn guardrail_line(view: View<'_>, card: &GuardrailCard, size: Size) -> Markup {
    let Some(latest) = card.readings.last() else { return html! {} };
    let points: Vec<Point> =
        card.readings.iter().map(|reading| point(reading, reading.held == Some(false))).collect();
    let level = |limit: &Option<_>, kind, words: &str| {
        let limit: &crate::quantity::Quantity = limit.as_ref()?;
        let label = view.voice.value(limit).map_or("limit".to_owned(), |limit| format!("{words} {limit}"));
        Some(Level { value: limit.value(), label, kind })
    };
    let levels: Vec<Level> = [
        level(&card.at_least, LevelKind::AtLeast, "at least"),
        level(&card.at_most, LevelKind::AtMost, "at most"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let breached = points.iter().filter(|point| point.is_breach).count();
    let mut description = format!("{} readings, {breached} of them past the limit", points.len());
    let end = view.voice.value(&latest.value).unwrap_or_default();
    // The axis says what it is counted by.
    let end = end.split_once(" per ").map_or(end.as_str(), |(number, _)| number).to_owned();
    if !end.is_empty() {
        let labels: Vec<&str> = levels.iter().map(|level| level.label.as_str()).collect();
        description.push_str(&format!("; the latest {end}; allowed: {}", labels.join(", ")));
    }
    let name = view.voice.sentence(&card.name);
    line(&Line {
        title: &name,
        description: &description,
        points: &points,
        levels: &levels,
        days: (view.card().first_day, view.card().last_day),
        unit: (!view.voice.redacts).then_some(&latest.value),
        end,
        range: None,
        hue: marks::guardrail_hue(card.state),
        size,
        class: "any-width",
    })
}

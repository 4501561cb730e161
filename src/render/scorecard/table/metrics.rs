//! The north star, the indicators and the guardrails at a terminal.

use super::super::grid::{Column, Grid};
use super::super::lines::{hanging, indented, wrap};
use super::super::paint::{Tone, of_guardrail, of_metric, of_verdict, paint, tie};
use super::super::shapes::sparkline;
use super::super::words;
use super::super::{INDENT, Layout};
use super::is_wide;

use crate::goals::values::Indicator;
use crate::score::{GuardrailCard, GuardrailState, MetricCard, Scorecard, limits};

/// All that is watched.
pub(super) fn metrics(card: &Scorecard, layout: Layout) -> String {
    let mut out = String::new();
    if let Some(star) = &card.north_star {
        out.push_str(&north_star(star, layout));
    }
    let with = |indicator: Option<Indicator>| -> Vec<&MetricCard> {
        card.metrics.iter().filter(|metric| metric.indicator == indicator).collect()
    };
    let groups = [
        ("Leading indicators", with(Some(Indicator::Leading))),
        ("Lagging indicators", with(Some(Indicator::Lagging))),
        ("Other metrics", with(None)),
    ];
    for (title, metrics) in groups.into_iter().filter(|(_, metrics)| !metrics.is_empty()) {
        out.push_str(&indicators(title, &metrics, layout));
    }
    if !card.guardrails.is_empty() {
        out.push_str(&guardrails(&card.guardrails, layout));
    }
    out
}

/// The north star by itself, if there is one.
pub(super) fn north_star_line(card: &Scorecard, layout: Layout) -> String {
    card.north_star.as_ref().map_or_else(String::new, |star| {
        format!("\n{}", north_star(star, layout).trim_end_matches('\n').to_owned() + "\n")
    })
}

/// The number of guardrails and indicators by status, in one line.
pub(super) fn counts(card: &Scorecard, layout: Layout) -> String {
    use crate::score::MetricStatus::{Near, Off, OnTarget};
    let mut parts = Vec::new();
    let guardrails: Vec<(String, usize)> = GuardrailState::ALL
        .iter()
        .rev()
        .map(|state| {
            let count = card.guardrails.iter().filter(|guardrail| guardrail.state == *state).count();
            (paint(of_guardrail(*state), state.name()), count)
        })
        .collect();
    parts.extend(counted("Guardrails", &guardrails));
    for (title, indicator) in [("Leading", Indicator::Leading), ("Lagging", Indicator::Lagging)] {
        let of_kind: Vec<&MetricCard> =
            card.metrics.iter().filter(|metric| metric.indicator == Some(indicator)).collect();
        let standings = [Some(Off), Some(Near), Some(OnTarget), None];
        let counts: Vec<(String, usize)> = standings
            .iter()
            .map(|status| {
                let name = status.map_or("without a target or value", |status| status.name());
                let count = of_kind.iter().filter(|metric| metric.status == *status).count();
                (paint(of_metric(*status), name), count)
            })
            .collect();
        parts.extend(counted(title, &counts));
    }
    if parts.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = parts.iter().map(|part| tie(part)).collect();
    let out = format!("\n{}", indented(&parts.join(" · "), "", 0, layout));
    out + &indented("`okr status --metrics` shows each with its trend.", "", 0, layout)
}

/// `Guardrails: 1 breached, 2 ok`; empty without any.
fn counted(title: &str, counts: &[(String, usize)]) -> Option<String> {
    let there: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    (!there.is_empty()).then(|| format!("{title}: {}", there.join(", ")))
}

fn north_star(star: &MetricCard, layout: Layout) -> String {
    let mut out = String::new();
    for line in wrap(&format!("North star: {}", words::plain(&star.name)), layout.columns()) {
        out.push_str(&format!("{}\n", paint(Tone::Strong, &line)));
    }
    let mut facts = Vec::new();
    match &star.current {
        None => facts.push("no reading yet".to_owned()),
        Some(now) => facts.push(format!("{} on {}", words::metric_value(star), now.day.short())),
    }
    facts.extend(star.target.as_ref().map(|target| format!("target {}", words::plain(target.text()))));
    facts.extend(star.status.map(|_| words::standing(star)));
    facts.extend(star.trend.as_ref().map(words::trend));
    facts.extend(star.computed_from.as_ref().map(|sum| format!("computed from {}", words::plain(sum))));
    facts.extend(star.likely.as_ref().map(|likely| words::plain(&likely.words())));
    let line = spark(star, layout);
    let facts = facts.join(", ");
    let facts = if line.is_empty() { format!("  {facts}\n") } else { hanging(&line, &facts, layout) };
    format!("{out}{facts}\n")
}

/// A metric's sparkline in the tone of its trend.
fn spark(card: &MetricCard, layout: Layout) -> String {
    let values: Vec<f64> = card.history.iter().map(|reading| reading.value.value()).collect();
    let tone = card.trend.as_ref().map_or(Tone::Plain, |trend| of_verdict(trend.verdict));
    if values.len() < 2 { String::new() } else { paint(tone, &sparkline(&values, layout.unicode)) }
}

fn indicators(title: &'static str, metrics: &[&MetricCard], layout: Layout) -> String {
    let columns = [
        (Column::Text, "Metric"),
        (Column::Number, "Current"),
        (Column::Number, "Target"),
        (Column::Short, "Status"),
        (Column::Short, "Trend"),
        (Column::Text, ""),
    ];
    let wide = is_wide(layout);
    let mut grid = Grid::new(if wide { &columns } else { &columns[..5] });
    for metric in metrics {
        let mut moved = vec![metric.trend.as_ref().map(words::trend).unwrap_or_default()];
        moved.extend(metric.likely.as_ref().map(|likely| words::plain(&likely.words())));
        let mut trend = vec![spark(metric, layout), moved.join("\n")];
        if !wide {
            trend = vec![trend.join("\n")];
        }
        let computed = metric.computed_from.as_ref().map_or("", |_| " (computed)");
        let mut cells = vec![
            words::plain(&metric.name) + computed,
            words::metric_value(metric),
            metric.target.as_ref().map_or("-".to_owned(), |target| words::plain(target.text())),
            paint(of_metric(metric.status), &words::standing(metric)),
        ];
        cells.extend(trend);
        grid.row(cells);
    }
    format!("{}\n{}\n", paint(Tone::Strong, title), grid.render(layout, INDENT))
}

fn guardrails(cards: &[GuardrailCard], layout: Layout) -> String {
    let mut grid = Grid::new(&[
        (Column::Text, "Guardrail"),
        (Column::Number, "Latest"),
        (Column::Number, "Allowed"),
        (Column::Short, "Status"),
        (Column::Text, ""),
    ]);
    for card in cards {
        let has_limit = card.at_least.is_some() || card.at_most.is_some();
        let allowed = if has_limit {
            words::plain(&limits(card.at_least.as_ref(), card.at_most.as_ref()))
        } else {
            "-".to_owned()
        };
        grid.row([
            words::plain(&card.name),
            words::value(card.latest.as_ref()),
            allowed,
            paint(of_guardrail(card.state), card.state.name()),
            note(card),
        ]);
    }
    format!("{}\n{}\n", paint(Tone::Strong, "Guardrails"), grid.render(layout, INDENT))
}

/// The worst reading if it matters, or why there is none.
fn note(card: &GuardrailCard) -> String {
    match (card.state, &card.worst) {
        (GuardrailState::Ok, _) => String::new(),
        (GuardrailState::Stale | GuardrailState::Recovered, _) => words::plain(&card.reason),
        (_, Some(worst)) => format!("{} on {}", words::plain(worst.value.text()), worst.day.short()),
        (_, None) => words::plain(&card.reason),
    }
}

//! What a month adds to a review.

use crate::render::markdown::{inert, table};
use crate::render::review::chain;
use crate::render::scorecard::draw::{metric_value, short, sparkline, standing as metric_standing, trend};
use crate::review::Month;
use crate::score::{Bands, MetricCard, MetricStatus};

/// The balanced dashboard: leading metrics weekly, lagging ones monthly.
pub(super) fn dashboard(month: &Month, is_filtered: bool) -> String {
    let rows = |metrics: &[MetricCard]| -> Vec<[String; 5]> {
        let row = |metric: &MetricCard| {
            let icon = match metric.status {
                Some(MetricStatus::OnTarget) => "🟢 ",
                Some(MetricStatus::Near) => "🟡 ",
                Some(MetricStatus::Off) => "🔴 ",
                None => "",
            };
            let moved = metric.trend.as_ref().map(trend);
            let likely = metric.likely.as_ref().map(|likely| inert(&likely.words()));
            [
                inert(&metric.name),
                inert(&metric_value(metric)),
                metric.target.as_ref().map_or("-".to_owned(), |target| inert(target.text())),
                format!("{icon}{}", metric_standing(metric)),
                moved.into_iter().chain(likely).collect::<Vec<_>>().join("; "),
            ]
        };
        metrics.iter().map(row).collect()
    };
    let titles = ["Metric", "Current", "Target", "Status", "Trend"];
    let right = [false, true, true, false, false];
    let part = |name: &str, metrics: &[MetricCard]| {
        if metrics.is_empty() && is_filtered {
            format!("\n**{name}**: none of those shown here.\n")
        } else if metrics.is_empty() {
            format!("\n**{name}**: none. `okr explain unbalanced-dashboard` says why both are needed.\n")
        } else {
            format!("\n**{name}**\n{}", table(titles, right, &rows(metrics)))
        }
    };
    format!(
        "\n### Balanced dashboard\n{}{}",
        part("Leading, looked at weekly", &month.leading),
        part("Lagging, looked at monthly", &month.lagging)
    )
}

/// Whether the model still holds, and how sure people are.
pub(super) fn model(month: &Month, bands: Bands) -> String {
    let mut out = "\n### Does the chain hold?\n\n".to_owned();
    out.push_str(&format!("{}\n\n", inert(&chain::verdict(&month.chain.verdict, bands))));
    for link in &month.chain.links {
        let names = format!("**{} → {}**", inert(&link.driver_name), inert(&link.driven_name));
        out.push_str(&format!("- {names}: {}\n", inert(&chain::found(link))));
    }
    out.push_str("\n### Questions to the input model\n\n");
    if month.questions.is_empty() {
        out.push_str("- Which number surprised you this month, and does the model have a place for it?\n");
    }
    month.questions.iter().for_each(|question| out.push_str(&format!("- {}\n", inert(question))));
    if !month.confidence.is_empty() {
        let row = |(address, said): &(String, Vec<(crate::goals::Day, u8)>)| {
            let values: Vec<f64> = said.iter().map(|(_, confidence)| f64::from(*confidence)).collect();
            let ends = said.first().zip(said.last());
            let ends = ends.map(|((_, first), (day, last))| format!("{first} → {last} on {}", day.short()));
            [inert(&short(address)), sparkline(&values, true), ends.unwrap_or_default()]
        };
        let rows: Vec<_> = month.confidence.iter().map(row).collect();
        out.push_str(&format!(
            "\n### Confidence\n{}",
            table(["Key result", "Check-in by check-in", "From, to"], [false; 3], &rows)
        ));
    }
    out
}

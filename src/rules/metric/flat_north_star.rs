//! `flat-north-star`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::{called, is_companys};
use crate::finding::{Level, Remark};
use crate::goals::graph::{Graph, Node, Nodes, Relation};
use crate::goals::values::Better;
use crate::goals::{Measured, MetricView, Quarter};
use crate::quantity::comparable;
use crate::score::Scorecard;
use crate::settings::Organization;
use crate::source::Excerpt;

pub(super) static RULE: Rule = Rule {
    name: "flat-north-star",
    summary: "two quarters of key results were hit, and the north star did not move",
    page: include_str!("flat_north_star.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup],
    options: &[RuleOption {
        name: "within",
        default: 2.0,
        range: (0.0, 100.0),
        unit: OptionUnit::Percent,
        meaning: "percent within which the north star counts as flat",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let Some(star) = workspace.north_stars().next().filter(|star| context.facts.is_judged(*star)) else {
        return;
    };
    let calendar = workspace.calendar;
    let last = calendar.last_ended(context.as_of);
    let quarters = [last.previous(), last];
    let has_goals = |quarter: &Quarter| workspace.objectives().any(|view| view.quarter() == Some(*quarter));
    if !quarters.iter().all(has_goals) {
        return;
    }
    let readings = star.readings();
    let readings = &readings[..readings.partition_point(|reading| reading.day <= calendar.last_day(last))];
    let first_day = calendar.first_day(quarters[0]);
    let Some((then, now, change)) = change(star, readings, first_day) else { return };
    if now.day < calendar.first_day(last) || change > context.option("within") / 100.0 * (1.0 + 1e-9) {
        return;
    }
    let graph = context.facts.graph();
    let Some(leading) = star.id().and_then(|id| graph.metric(id)).map(|node| leading_to(graph, node)) else {
        return;
    };
    let scores = quarters.map(|quarter| mean(context, graph, &leading, quarter));
    let [Some(one), Some(other)] = scores else { return };
    let bands = crate::score::Bands::of(context.settings);
    if one + 1e-9 < bands.delivered || other + 1e-9 < bands.delivered {
        return;
    }
    let percent = (change * 1000.0).round() / 10.0;
    let moved = if percent.abs() < 0.05 {
        "did not move".to_owned()
    } else {
        format!("changed by {percent}% for the better")
    };
    let moved = if percent < 0.0 { format!("got {}% worse", -percent) } else { moved };
    let message = format!(
        "the key results that should drive {} ended at {} in {} and {} in {} on average, and it {moved}",
        called(star),
        bands.text(one),
        quarters[0],
        bands.text(other),
        quarters[1],
    );
    let place = |reading: &Measured<'_>| reading.check_in.value().span().unwrap_or(reading.span);
    context.report(
        Remark::new(star.heading(), message)
            .help("revise the input metrics: either they do not drive it, or something between them and it is missing; `okr chain` shows what moves with it")
            .related(place(&then), format!("{} before these quarters", then.value.text()))
            .related(place(&now), format!("{} after them", now.value.text())),
    );
}

/// The last reading before a day, else the first after it, the latest, and the change for the better as a share.
fn change<'w>(
    star: MetricView<'_>,
    readings: &[Measured<'w>],
    from: crate::goals::Day,
) -> Option<(Measured<'w>, Measured<'w>, f64)> {
    let start = readings.partition_point(|reading| reading.day < from).saturating_sub(1);
    let (then, now) = (*readings.get(start)?, *readings.last()?);
    if then.day >= now.day || !comparable(then.value, now.value) {
        return None;
    }
    let before = then.value.value_beside(now.value);
    let change = (now.value.value_beside(then.value) - before) / before.abs();
    let change = if star.better() == Better::Higher { change } else { -change };
    change.is_finite().then_some((then, now, change))
}

/// The metrics from which drivers and parts lead to the north star; not that itself.
fn leading_to(graph: &Graph<'_>, star: Node) -> Nodes {
    let drivers = graph.leading_to([star], &[Relation::Drives]);
    let mut leading = graph.led_to_from(drivers.iter().copied(), &[Relation::ComputedFrom]);
    leading.extend(drivers);
    leading.remove(&star);
    leading
}

/// The mean score of the teams' key results of a quarter that lead to the north star.
fn mean(context: &Context<'_>, graph: &Graph<'_>, leading: &Nodes, quarter: Quarter) -> Option<f64> {
    let workspace = context.workspace;
    let leads = |id: Option<&str>| {
        id.and_then(|id| graph.metric(id.trim())).is_some_and(|node| leading.contains(&node))
    };
    let objectives =
        workspace.objectives().filter(|view| view.quarter() == Some(quarter) && !is_companys(*view));
    if !objectives
        .flat_map(|view| view.key_results())
        .any(|view| leads(view.key_result.metric.get().map(Excerpt::as_str)))
    {
        return None;
    }
    let card = Scorecard::new(workspace, context.settings, quarter, context.as_of);
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let own =
        objectives.flat_map(|objective| &objective.key_results).filter(|card| leads(card.metric.as_deref()));
    let scores: Vec<f64> = own.filter_map(|card| card.score).collect();
    (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
}

//! `too-many-metrics`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::team_of;
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, MetricView};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "too-many-metrics",
    summary: "more metrics than one team can act on",
    page: include_str!("too_many_metrics.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[RuleOption {
        name: "max",
        default: 7.0,
        range: (1.0, 1000.0),
        unit: OptionUnit::Count,
        meaning: "the maximum number of input and other metrics per team",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let max = context.count("max");
    let mut by_team: BTreeMap<&str, Vec<MetricView<'_>>> = BTreeMap::new();
    for metric in context.facts.judged() {
        if matches!(metric.role, MetricRole::Input | MetricRole::Watched)
            && let Some(team) = team_of(metric)
        {
            by_team.entry(team).or_default().push(metric);
        }
    }
    for (team, metrics) in by_team {
        let Some(first_too_many) = metrics.get(max) else { continue };
        let message = format!(
            "`{team}` has {} metrics: with more than {max}, people look at most of them and act on none",
            metrics.len()
        );
        let help = format!("keep the {max} that could change a decision, and drop or hand over the others");
        context.report(Remark::new(first_too_many.heading(), message).help(help));
    }
}

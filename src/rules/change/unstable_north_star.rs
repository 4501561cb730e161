//! `unstable-north-star`.

use super::super::{Check, Context, Rule};
use crate::changes::{GoalStep, History, metric_changes};
use crate::finding::{Level, Remark};
use crate::goals::MetricView;

pub(super) static RULE: Rule = Rule {
    name: "unstable-north-star",
    summary: "a north star that changed within the last few quarters",
    page: include_str!("unstable_north_star.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[super::super::RuleOption {
        name: "quarters",
        default: 4.0,
        range: (1.0, 12.0),
        unit: super::super::OptionUnit::Count,
        meaning: "for how many quarters a north star should stay",
    }],
    check: Check::Change(check),
};

fn check(context: &mut Context<'_>, history: &History) {
    let mut stars = context.workspace.north_stars();
    let mut former = history.base.north_stars();
    let (Some(now), None, Some(was), None) = (stars.next(), stars.next(), former.next(), former.next())
    else {
        return;
    };
    let Some(said) = difference(&was, &now) else { return };
    let step = history.steps.iter().find(|step| made(step, &now));
    let quarters = context.count("quarters");
    if step.and_then(GoalStep::day).is_some_and(|day| {
        let calendar = context.workspace.calendar;
        let mut oldest = calendar.quarter_of(context.as_of);
        (0..quarters).for_each(|_| oldest = oldest.previous());
        day < calendar.first_day(oldest)
    }) {
        return;
    }
    let said = match step {
        Some(step) => format!("{said} {}", step.told()),
        None => said,
    };
    let help = format!(
        "let a north star stand for {quarters} quarters, or nobody can see where it leads: keep `{}` and put what is new \
         among the input metrics; where the change is right, keep this quiet with a comment that says why",
        was.id().unwrap_or_default()
    );
    let id = now.id().unwrap_or_default();
    let definition = now.metric.definition.get().map(String::as_str).unwrap_or_default();
    context.report(Remark::new(now.heading(), said).help(help).on_occasion_of(format!("{id}: {definition}")));
}

/// What makes it another north star; `None` if it is the same, perhaps under another id.
fn difference(was: &MetricView<'_>, now: &MetricView<'_>) -> Option<String> {
    let changes = metric_changes(was, now);
    let changed = |field: &str| changes.iter().any(|change| change.field == field);
    let has_definition = now.metric.definition.get().is_some() && was.metric.definition.get().is_some();
    let counts_otherwise = changed("definition") || changed("formula");
    if was.id() != now.id() {
        let same_under_another_id = !counts_otherwise && (has_definition || !changed("name"));
        let names = format!("the north star changed from “{}” to “{}”", was.name(), now.name());
        return (!same_under_another_id).then_some(names);
    }
    let is_computed_otherwise = changes.iter().any(|change| {
        matches!(change.field, "formula" | "numerator" | "denominator" | "equals")
            && change.before.is_some()
            && change.after.is_some()
    });
    (has_definition && changed("definition") || is_computed_otherwise)
        .then(|| format!("the north star “{}” now counts something else", now.name()))
}

/// Whether a step made the north star what it is.
fn made(step: &GoalStep, now: &MetricView<'_>) -> bool {
    let is_it = |star: Option<MetricView<'_>>| star.is_some_and(|star| difference(&star, now).is_none());
    is_it(step.after.north_stars().next()) && !is_it(step.before.north_stars().next())
}

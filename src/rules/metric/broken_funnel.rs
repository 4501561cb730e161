//! `broken-funnel`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::values::Stage;
use crate::goals::{Measured, MetricRole, MetricView};
use crate::quantity::order;
use crate::score::{SAME_TIME, one_population};
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "broken-funnel",
    summary: "a later stage that counts more of the same things than an earlier one",
    page: include_str!("broken_funnel.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

/// A metric of a stage with its latest reading.
type Staged<'w> = (Stage, MetricView<'w>, Measured<'w>);

fn check(context: &mut Context<'_>) {
    let as_of = context.as_of;
    let all = context.facts.judged().filter(|metric| metric.role != MetricRole::Guardrail);
    let staged = all.filter_map(|metric| {
        Some((
            *metric.metric.stage.get()?,
            metric,
            metric.readings().into_iter().rfind(|reading| reading.day <= as_of)?,
        ))
    });
    let mut staged: Vec<Staged<'_>> = staged.collect();
    staged.sort_by_key(|(stage, ..)| Stage::ALL.iter().position(|own| own == stage));
    // The first of each kind of count, by stage: what came in first is never less than what is left of it later.
    let mut first: Vec<Staged<'_>> = Vec::new();
    for later in staged {
        let same = |earlier: &&Staged<'_>| one_population(earlier.2.value, later.2.value).is_ok();
        match first.iter().find(same) {
            Some(earlier) if earlier.0 != later.0 && is_more(&later, earlier) => {
                context.report(remark(earlier, &later));
            }
            Some(_) => {}
            None => first.push(later),
        }
    }
}

/// Whether the later stage counts more of the same things in the same time.
fn is_more(later: &Staged<'_>, earlier: &Staged<'_>) -> bool {
    let ((.., later), (.., earlier)) = (later, earlier);
    earlier.day.days_since(later.day).abs() <= SAME_TIME
        && order(later.value, earlier.value) == Some(Ordering::Greater)
}

fn remark(earlier: &Staged<'_>, later: &Staged<'_>) -> Remark {
    let place = |reading: &Measured<'_>| reading.check_in.value().span().unwrap_or(reading.span);
    let message = format!(
        "{} is {}, more than the {} of {} at an earlier stage",
        called(later.1),
        later.2.value.text(),
        earlier.2.value.text(),
        called(earlier.1)
    );
    Remark::new(place(&later.2), message)
        .help(format!(
            "count the same things over the same time in both; where they are not the same, say what each counts, or give {} \
             another `stage:` than {}",
            called(later.1),
            later.0.name()
        ))
        .related(place(&earlier.2), format!("{}, {}", called(earlier.1), earlier.0.name()))
}

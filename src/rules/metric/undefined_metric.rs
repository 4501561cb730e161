//! `undefined-metric`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::{MetricView, says_nothing};

pub(super) static RULE: Rule = Rule {
    name: "undefined-metric",
    summary: "a metric that does not say what it counts, or where its numbers come from",
    page: include_str!("undefined_metric.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

const DEFINITION: &str = "`definition:` (who or what is counted, and within which time)";
const SOURCE: &str =
    "`source:` (the system and the place in it, like `{system: warehouse, location: events.signup}`)";

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    // What is computed from other metrics is defined by them, and so are its numbers.
    if !metric.metric.equals.is_absent() || !context.facts.is_judged(metric) {
        return;
    }
    let fields = metric.metric;
    let counted = !(says_nothing(&fields.definition) && says_nothing(&fields.formula));
    let sourced = !fields.source.is_absent() || metric.is_pulled();
    let name = called(metric);
    let (message, help) = match (counted, sourced) {
        (true, true) => return,
        (false, false) => (
            format!("nothing says what {name} counts, or where its numbers come from"),
            format!("add {DEFINITION} and {SOURCE}"),
        ),
        (false, true) => (
            format!("nothing says what {name} counts: two people will count it two ways"),
            format!("add {DEFINITION}, or `formula:`"),
        ),
        (true, false) => (
            format!("nothing says where the numbers of {name} come from: nobody else can look them up"),
            format!("add {SOURCE}"),
        ),
    };
    context.report(Remark::new(metric.heading(), message).help(help));
}

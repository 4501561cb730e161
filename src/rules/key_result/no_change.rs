//! `no-change`.

use super::super::{Check, Context, Rule};
use super::figures::{Way, is_change, way_of_words};
use crate::finding::{Level, Remark};
use crate::goals::{Figure, KeyResultView};
use crate::quantity::order;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "no-change",
    summary: "a key result that ends where it starts",
    page: include_str!("no_change.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let (Some(baseline), Some(target)) = (key_result.baseline(), key_result.target()) else { return };
    if order(&baseline.quantity, &target.quantity) != Some(Ordering::Equal) {
        return;
    }
    let said = key_result.reading().and_then(|reading| reading.target.as_ref());
    let change = said.filter(|measure| target.words.is_some() && is_change(measure));
    let (start, end) = (baseline.quantity.text(), target.quantity.text());
    let message = match change {
        Some(measure) => {
            format!("it starts at `{start}`, where `{}` changes nothing", measure.quantity.text())
        }
        None if start == end => format!("it starts and ends at `{end}`: nothing has to happen"),
        None => format!("it starts at `{start}` and ends at `{end}`, which is the same"),
    };
    let help = match change {
        Some(_) => "say where it should end as a number, with `target: ...`".to_owned(),
        None => hold(key_result, target),
    };
    context.report(
        Remark::new(key_result.place_of(target), message)
            .help(help)
            .related(key_result.place_of(baseline), "where it starts"),
    );
}

fn hold(key_result: KeyResultView<'_>, target: &Figure) -> String {
    let by_metric = || key_result.metric().map(|metric| metric.better().into());
    let way: Option<Way> = way_of_words(key_result).or_else(by_metric);
    let field = way.unwrap_or(Way::Up).limit_field();
    format!(
        "say what it should become; or, to hold it all quarter, write `{field}: {}` instead of a target",
        target.quantity.text()
    )
}

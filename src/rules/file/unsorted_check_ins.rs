//! `unsorted-check-ins`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::format::CheckInList;
use crate::goals::{CheckInView, Day, GoalFile, Part, Workspace};
use crate::source::Span;
use crate::yaml::edit::{Edit, Fix};

pub(super) static RULE: Rule = Rule {
    name: "unsorted-check-ins",
    summary: "check-ins or readings that are out of date order, or repeated",
    page: include_str!("unsorted_check_ins.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// Looks at every list of check-ins and readings of a file.
fn check(context: &mut Context<'_>, file: &GoalFile) {
    let workspace = context.workspace;
    let key_results = workspace.objectives_of(file).flat_map(|objective| objective.key_results());
    let of_key_results = key_results.map(|view| ("check-ins", &view.key_result.check_ins));
    let of_metrics = workspace.metrics_of(file).map(|view| ("readings", &view.metric.readings));
    for (what, list) in of_key_results.chain(of_metrics) {
        let Some(span) = list.span() else { continue };
        if let Some(remark) = unsorted(what, list, span).or_else(|| repeated(workspace, what, list, span)) {
            context.report(remark);
        }
    }
}

/// The days of a list, if every item has one.
fn days(list: &CheckInList) -> Option<Vec<Day>> {
    list.items().map(|item| item.get()?.date().get()).collect()
}

fn unsorted(what: &str, list: &CheckInList, span: Span) -> Option<Remark> {
    let written = list.items().filter_map(|item| item.get()?.date().get());
    if written.is_sorted() {
        return None;
    }
    let days = days(list)?;
    let first_early = days.windows(2).position(|pair| pair[1] < pair[0])? + 1;
    let place = list.items().nth(first_early)?.get()?.date().span()?;
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|number| days[*number]);
    let edits = vec![Edit::Sort { list: span, order }];
    let fix = Fix::safe("check-ins sorted by date", format!("sort these {what} by date"), edits);
    let message = format!("these {what} are not in date order: this one is earlier than the one above");
    let remark = Remark::new(place, message).help("put the oldest first").fix(fix.keeping_goals());
    Some(remark.unless_found_by("check-in-dates"))
}

/// Items that say the same, word for word, as the one before them.
fn repeated(workspace: &Workspace, what: &str, list: &CheckInList, span: Span) -> Option<Remark> {
    let items: Vec<Part<CheckInView<'_>>> = list.items().collect();
    let same = |pair: &[Part<CheckInView<'_>>]| {
        let words = |item: &Part<CheckInView<'_>>| item.span().map(|span| workspace.sources.text(span));
        let day = |item: &Part<CheckInView<'_>>| item.get()?.date().get();
        day(&pair[0]).is_some() && day(&pair[0]) == day(&pair[1]) && words(&pair[0]) == words(&pair[1])
    };
    let repeats = (1..items.len()).filter(|number| same(&items[number - 1..=*number]));
    let repeats: Vec<usize> = repeats.collect();
    let place = items[*repeats.first()?].get()?.date().span()?;
    let message = match repeats.len() {
        1 => format!("these {what} are repeated"),
        count => format!("{count} of these {what} repeat the one above them"),
    };
    let edits = vec![Edit::Remove { list: span, items: repeats }];
    let title = format!("remove the repeated {what}");
    let fix = Fix::likely("repeated check-in removed", title, edits).keeping_goals();
    let remark = Remark::new(place, message).help("delete the second one").fix(fix);
    Some(remark.unless_found_by("check-in-dates"))
}

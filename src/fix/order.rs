//! Check-ins and readings in the order of their dates, and none of them twice.

use crate::goals::format::{CheckIn, List};
use crate::goals::{Day, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::Field;
use crate::yaml::edit::{Edit, Fix};

/// Sorts lists of check-ins; takes out what is there twice word for word where changes that are not safe are wanted.
pub(super) fn check_ins(workspace: &Workspace, unsafe_too: bool) -> impl Iterator<Item = (FileId, Fix)> {
    let of_key_results = workspace.key_results().map(|view| ("check-ins", &view.key_result.check_ins));
    let of_metrics = workspace.metrics().map(|view| ("readings", &view.metric.readings));
    let lists = of_key_results.chain(of_metrics);
    lists.filter_map(move |(what, list)| {
        let span = list.span()?;
        let fix = sorted(what, list, span);
        let fix =
            fix.or_else(|| if unsafe_too { without_repeated(workspace, what, list, span) } else { None });
        Some((span.file, fix?))
    })
}

/// The days of a list, if every item has one.
fn days(list: &List<CheckIn>) -> Option<Vec<Day>> {
    list.items().iter().map(|item| item.get()?.date.get().copied()).collect()
}

fn sorted(what: &str, list: &List<CheckIn>, span: Span) -> Option<Fix> {
    let days = days(list)?;
    if days.is_sorted() {
        return None;
    }
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|number| days[*number]);
    let edits = vec![Edit::Sort { list: span, order }];
    Some(Fix::safe("check-ins sorted by date", format!("sort these {what} by date"), edits))
}

/// Takes out the first check-in that says the same as the one before it.
fn without_repeated(workspace: &Workspace, what: &str, list: &List<CheckIn>, span: Span) -> Option<Fix> {
    let items = list.items();
    let same = |pair: &[Field<CheckIn>]| {
        let words = |item: &Field<CheckIn>| item.span().map(|span| workspace.sources.text(span));
        let has_day = pair[0].get().is_some_and(|check_in| check_in.date.get().is_some());
        has_day && words(&pair[0]) == words(&pair[1])
    };
    let item = items.windows(2).position(same)? + 1;
    let edits = vec![Edit::Remove { list: span, item }];
    Some(Fix::likely("repeated check-in removed", format!("take out what these {what} say twice"), edits))
}

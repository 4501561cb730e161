//! `check-in-dates`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::format::{Cancelled, CheckInList};
use crate::goals::values::Aggregate;
use crate::goals::{Day, GoalFile, KeyResultView, MetricView, Quarter, Workspace};
use crate::quantity::{order, same};
use crate::score::aggregate_of;
use crate::source::Span;
use crate::yaml::Field;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "check-in-dates",
    summary: "check-ins with dates that cannot be right",
    page: include_str!("check_in_dates.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    for metric in workspace.metrics_of(file) {
        check_list(context, &metric.metric.readings, None);
    }
    if let Some(series) = &file.series {
        check_list(context, &series.readings, None);
    }
    for remark in workspace.metrics_of(file).filter_map(|metric| in_two_files(workspace, metric)) {
        context.report(remark);
    }
    for key_result in workspace.key_results_of(file) {
        check_list(context, &key_result.key_result.check_ins, quarter_of(key_result));
        let given_up = given_up_later(&key_result.key_result.cancelled, quarter_of(key_result));
        let early = before_start(key_result, context.as_of);
        let twice = beside_reading(context, key_result);
        for remark in plan_elsewhere(key_result).into_iter().chain(given_up).chain(early).chain(twice) {
            context.report(remark);
        }
    }
    for objective in workspace.objectives_of(file) {
        let bounds = objective.quarter().map(|quarter| Bounds::of(workspace, quarter));
        if let Some(remark) = given_up_later(&objective.objective.cancelled, bounds) {
            context.report(remark);
        }
    }
    if let Some(latest) = context.facts.last_known() {
        decided_later(context, file, latest);
    }
}

/// A cancellation after the quarter, which changes no grade any more.
fn given_up_later(cancelled: &Field<Cancelled>, bounds: Option<Bounds>) -> Option<Remark> {
    let Bounds { quarter, last, .. } = bounds?;
    let (day, place) = cancelled.get()?.date.located().filter(|(day, _)| **day > last)?;
    let message =
        format!("{day} is after {quarter}, which ends on {last}, so cancelling it then changes no grade");
    let help = "write the day of the quarter on which it was given up, or remove `cancelled`";
    Some(Remark::new(place, message).help(help))
}

/// A start outside of the quarter, or a phased target outside it: neither could ever count.
fn plan_elsewhere(key_result: KeyResultView<'_>) -> Option<Remark> {
    let bounds = quarter_of(key_result)?;
    let Bounds { quarter, first, last } = bounds;
    let fields = key_result.key_result;
    let starts = fields.starts.located().filter(|(day, _)| !(first..=last).contains(*day));
    if let Some((day, place)) = starts {
        let (message, help) = if *day > last {
            let message = format!("it starts on {day}, after {quarter}, which ends on {last}");
            (message, "write a day of the quarter, or move it to the quarter it belongs to")
        } else {
            let message = format!("it starts on {day}, before {quarter}, which begins on {first}");
            (message, "write a day of the quarter, or remove `starts`: the pace counts from the first day")
        };
        let help =
            in_year_within(*day, bounds).map_or(help.to_owned(), |meant| format!("did you mean `{meant}`?"));
        return Some(Remark::new(place, message).help(help));
    }
    let mut phases = fields.phased_targets.readable().filter_map(|(phase, _)| phase.by.located());
    let (day, place) = phases.find(|(day, _)| **day < first || **day > last)?;
    let message =
        format!("a target for {day} is outside of {quarter}, from {first} to {last}: it does not count");
    Some(Remark::new(place, message).help("phased targets say where it should be on days of this quarter"))
}

/// Check-ins of its own from before it starts: where several values count, these do not.
fn before_start(key_result: KeyResultView<'_>, as_of: Day) -> Option<Remark> {
    let bounds = quarter_of(key_result)?;
    let start = key_result.start(bounds.quarter, as_of);
    if start <= bounds.first || start > bounds.last {
        return None;
    }
    let own = key_result.key_result.check_ins.readable();
    let own = own.filter(|check_in| check_in.value().get().is_some());
    let days = own.filter_map(|check_in| check_in.date().located());
    let mut early = days.filter(|(day, _)| (bounds.first..start).contains(day)).peekable();
    early.peek()?;
    if aggregate_of(&key_result) == Aggregate::Last {
        return None;
    }
    let (day, place) = early.next()?;
    let more = match early.count() {
        0 => String::new(),
        1 => ", and neither does 1 more".to_owned(),
        more => format!(", and neither do {more} more"),
    };
    let message = format!("{day} is before its start on {start}: the value does not count{more}");
    let help = "correct the day, or the start (`starts`, or the revision `added`), or leave these values out";
    Some(Remark::new(place, message).help(help).at_most(Level::Warning))
}

/// A check-in of its own for a day on which its metric has another value: the check-in counts.
fn beside_reading(context: &Context<'_>, key_result: KeyResultView<'_>) -> Option<Remark> {
    let fields = key_result.key_result;
    let metric = fields.metric.get().filter(|_| fields.check_ins.items().len() > 0)?;
    let readings = context.facts.readings().of_metric(metric);
    fields.check_ins.readable().find_map(|check_in| {
        let (day, place) = check_in.date().located()?;
        let value = check_in.value().get()?;
        let reading = &readings[readings.binary_search_by_key(&day, |reading| reading.day).ok()?];
        (order(value, reading.value).is_some() && !same(value, reading.value)).then_some(())?;
        let (own, other) = (value.text(), reading.value.text());
        let message = format!("two values for {day}: `{own}` here and `{other}` of the metric; this one counts");
        let help = "if both measure the same, correct one of them; a key result with a metric needs no check-ins of its own";
        let remark = Remark::new(place, message).help(help).related(reading.span, "the metric's");
        Some(remark.at_most(Level::Note))
    })
}

/// Revisions and cancellations with a day that is still to come: they say nothing yet.
fn decided_later(context: &mut Context<'_>, file: &GoalFile, latest: Day) {
    let workspace = context.workspace;
    let of_key_results =
        workspace.key_results_of(file).map(|view| (&*view.key_result.cancelled, view.quarter()));
    let of_objectives =
        workspace.objectives_of(file).map(|view| (&*view.objective.cancelled, view.quarter()));
    for (cancelled, quarter) in of_objectives.chain(of_key_results) {
        let date = cancelled.get().and_then(|cancelled| cancelled.date.located());
        let Some((day, place)) = date.filter(|(day, _)| **day > latest) else { continue };
        // Of a day after the quarter that is told.
        if quarter.is_none_or(|quarter| *day <= workspace.calendar.last_day(quarter)) {
            let message = format!("it is cancelled on {day}, which is in the future: it counts until then");
            context.report(Remark::new(place, message).help("write the day on which it was given up"));
        }
    }
    let of_metrics = workspace.metrics_of(file).map(|view| &view.metric.revisions);
    let of_objectives = workspace.objectives_of(file).map(|view| &*view.objective.revisions);
    let of_key_results = workspace.key_results_of(file).map(|view| &*view.key_result.revisions);
    let lists =
        [&*file.content.revisions].into_iter().chain(of_metrics).chain(of_objectives).chain(of_key_results);
    for list in lists {
        let mut days = list.readable().filter_map(|(revision, _)| revision.date.located());
        let Some((day, place)) = days.find(|(day, _)| **day > latest) else { continue };
        let message = format!(
            "this revision is dated {day}, which is in the future: nothing can have been decided then"
        );
        context.report(Remark::new(place, message).help("write the day it was decided"));
    }
}

fn dates_of(list: &CheckInList) -> impl Iterator<Item = (Day, Span)> {
    list.readable().filter_map(|check_in| check_in.date().located())
}

fn quarter_of(key_result: KeyResultView<'_>) -> Option<Bounds> {
    Some(Bounds::of(key_result.workspace(), key_result.quarter()?))
}

/// The quarter that check-ins must be in. Readings of metrics have none: earlier ones are their history.
#[derive(Clone, Copy)]
struct Bounds {
    quarter: Quarter,
    first: Day,
    last: Day,
}

impl Bounds {
    fn of(workspace: &Workspace, quarter: Quarter) -> Self {
        let calendar = workspace.calendar;
        Self { quarter, first: calendar.first_day(quarter), last: calendar.last_day(quarter) }
    }
}

/// Each kind of mistake is reported once per list: a reversed list, or one copied from last quarter, is one mistake.
fn check_list(context: &mut Context<'_>, list: &CheckInList, bounds: Option<Bounds>) {
    let dates: Vec<(Day, Span)> = dates_of(list).collect();
    let latest = context.facts.last_known();
    let is_outside = |day: Day| bounds.is_some_and(|bounds| day < bounds.first || day > bounds.last);
    let is_ahead = |day: Day| latest.is_some_and(|latest| day > latest);
    let ahead =
        dates.iter().find(|(day, _)| is_ahead(*day)).map(|date| to_come(context.as_of, *date, bounds));
    let outside = bounds.and_then(|bounds| {
        let date = dates.iter().find(|(day, _)| is_outside(*day) && !is_ahead(*day))?;
        Some(elsewhere(*date, bounds))
    });
    let sound: Vec<(Day, Span)> =
        dates.into_iter().filter(|(day, _)| !is_outside(*day) && !is_ahead(*day)).collect();
    let is_in_order = sound.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let sequence = if is_in_order { None } else { twice(&sound).or_else(|| disorder(&sound)) };
    for remark in ahead.into_iter().chain(outside).chain(sequence) {
        context.report(remark);
    }
}

fn to_come(as_of: Day, (day, place): (Day, Span), bounds: Option<Bounds>) -> Remark {
    let help = match in_year_of(day, as_of).filter(|meant| is_plausible(*meant, as_of, bounds)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write the day it was measured; what you expect for later belongs in `target`".to_owned(),
    };
    Remark::new(place, format!("{day} is in the future: nothing can have been measured yet")).help(help)
}

/// The same day in another year: the typical mistake of January.
fn in_year_of(day: Day, other: Day) -> Option<Day> {
    use chrono::Datelike as _;
    (day.0.year() != other.0.year()).then(|| day.0.with_year(other.0.year()).map(Day))?
}

fn is_plausible(day: Day, as_of: Day, bounds: Option<Bounds>) -> bool {
    day <= as_of && bounds.is_none_or(|bounds| (bounds.first..=bounds.last).contains(&day))
}

fn elsewhere((day, place): (Day, Span), bounds: Bounds) -> Remark {
    let Bounds { quarter, first, last } = bounds;
    let (message, help) = if day < first {
        (
            format!("{day} is before {quarter}, which begins on {first}: it does not count"),
            "the value before the quarter is its `baseline`".to_owned(),
        )
    } else {
        (
            format!("{day} is after {quarter}, which ends on {last}: it does not count"),
            format!("if it says how the quarter ended, write the quarter's last day: `{last}`"),
        )
    };
    let help = in_year_within(day, bounds).map_or(help, |meant| format!("did you mean `{meant}`?"));
    Remark::new(place, message).help(help)
}

/// The same day in the year that would put it into the quarter.
fn in_year_within(day: Day, Bounds { first, last, .. }: Bounds) -> Option<Day> {
    let meant = [first, last].into_iter().filter_map(|bound| in_year_of(day, bound));
    meant.into_iter().find(|meant| (first..=last).contains(meant))
}

/// Two entries for one day.
fn twice(dates: &[(Day, Span)]) -> Option<Remark> {
    let mut first: HashMap<Day, Span> = HashMap::new();
    let (day, place, earlier) =
        dates.iter().find_map(|(day, place)| Some((day, *place, first.insert(*day, *place)?)))?;
    let remark = Remark::new(place, format!("two values for {day}: only one can be right"));
    let remark = remark.help("keep the right one, or give the other the day it was measured");
    Some(remark.related(earlier, "the other one"))
}

/// Days for which a metric has a reading among its fields and another in a file of its own.
fn in_two_files(workspace: &Workspace, metric: MetricView<'_>) -> Option<Remark> {
    let mut lists = metric.lists();
    let mut first: HashMap<Day, Span> = dates_of(lists.next()?).collect();
    let mut clashes: Vec<(Day, Span, Span)> = Vec::new();
    for list in lists {
        let own: Vec<(Day, Span)> = dates_of(list).collect();
        let both = own.iter().filter_map(|(day, place)| Some((*day, *place, *first.get(day)?)));
        clashes.extend(both);
        first.extend(own);
    }
    let (day, place, other) = *clashes.first()?;
    let path = &workspace.sources.file(other.file).path;
    let more = match clashes.len() - 1 {
        0 => String::new(),
        1 => ", and the same for one more day".to_owned(),
        more => format!(", and the same for {more} more days"),
    };
    let message = format!("two values for {day}: one here and one in {path}{more}");
    let remark =
        Remark::new(place, message).help(format!("only one counts: remove this line, or the one in {path}"));
    Some(remark.related(other, "the other one"))
}

fn disorder(dates: &[(Day, Span)]) -> Option<Remark> {
    let at = dates.windows(2).position(|pair| pair[1].0 < pair[0].0)?;
    let ((earlier, _), (day, place)) = (dates[at], dates[at + 1]);
    if dates.len() > 2 && dates.windows(2).all(|pair| pair[1].0 <= pair[0].0) {
        let remark = Remark::new(place, "these are in order from newest to oldest");
        return Some(remark.help("reverse them: the oldest first, and each new one at the end"));
    }
    let next = dates.get(at + 2).map(|(next, _)| *next);
    let fits = |meant: &Day| *meant > earlier && next.is_none_or(|next| *meant < next);
    let meant =
        [Some(earlier), next].into_iter().flatten().filter_map(|other| in_year_of(day, other)).find(fits);
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write the oldest first; if the order is right, correct its date".to_owned(),
    };
    Some(Remark::new(place, format!("{day} comes after {earlier} here")).help(help))
}

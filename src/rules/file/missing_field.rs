//! `missing-field`.

use super::super::{Check, Context, Rule, empty_key};
use super::{missing_id, quarter_in};
use crate::finding::{Level, Remark};
use crate::goals::format::{Cancelled, Initiative, Revision};
use crate::goals::values::{Level as GoalLevel, slug};
use crate::goals::{CheckInView, GoalFile, KeyResultView, MetricRole, MetricView, says_nothing};
use crate::source::Span;
use crate::yaml::{Field, Fix};

pub(super) static RULE: Rule = Rule {
    name: "missing-field",
    summary: "a required field is missing",
    page: include_str!("missing_field.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// A key that may be missing.
struct Need {
    key: &'static str,
    /// What nobody knows without it: the end of “does not say ...”.
    says: &'static str,
    is_missing: bool,
    /// Where it is there, and says nothing.
    empty: Option<Span>,
    /// Whether it is there, and says nothing.
    is_there: bool,
    /// The line to add.
    line: String,
}

fn need<T>(field: &Field<T>, key: &'static str, says: &'static str, value: impl std::fmt::Display) -> Need {
    needed(field.is_absent(), key, says, value)
}

/// The line is written only if it is missing: there are many check-ins.
fn needed(is_missing: bool, key: &'static str, says: &'static str, value: impl std::fmt::Display) -> Need {
    let line = if is_missing { format!("{key}: {value}") } else { String::new() };
    Need { key, says, is_missing, empty: None, is_there: false, line }
}

/// For sentences, where an empty text says as little as none.
fn need_text(field: &Field<impl AsRef<str>>, key: &'static str, says: &'static str, value: &str) -> Need {
    Need { is_there: !field.is_absent(), ..needed(says_nothing(field), key, says, value) }
}

fn check(context: &mut Context<'_>, file: &GoalFile) {
    if file.damaged {
        return;
    }
    check_top(context, file);
    for metric in context.workspace.metrics_of(file) {
        check_metric(context, metric);
    }
    for objective in context.workspace.objectives_of(file) {
        let text = &objective.objective.objective;
        let text =
            need_text(text, "objective", "what it wants to achieve", "where you want to be, in one sentence");
        demand(context, objective.span, "objective", [text]);
        check_cancelled(context, &objective.objective.cancelled);
        for (initiative, span) in objective.objective.initiatives.readable() {
            check_initiative(context, &initiative.0, span);
        }
        for key_result in objective.key_results() {
            check_key_result(context, key_result);
        }
    }
}

/// One finding for all that an item lacks, at its first words.
fn demand(context: &mut Context<'_>, span: Span, what: &str, needs: impl IntoIterator<Item = Need>) {
    demand_or_fix(context, span, what, needs, None);
}

/// The same where there may be a fix for all of it.
fn demand_or_fix(
    context: &mut Context<'_>,
    span: Span,
    what: &str,
    needs: impl IntoIterator<Item = Need>,
    fix: Option<Fix>,
) {
    let mut missing: Vec<Need> = needs.into_iter().filter(|need| need.is_missing).collect();
    if missing.is_empty() {
        return;
    }
    for need in &mut missing {
        need.find_empty(context, span, what);
    }
    let says: Vec<String> = missing.iter().map(|need| format!("{} (`{}`)", need.says, need.key)).collect();
    let empty = missing.iter().find_map(|need| need.empty);
    let place = empty.unwrap_or_else(|| first_line(context, span));
    let remark = Remark::new(place, format!("this {what} does not say {}", joined(&says, "or")))
        .help(advice(what, &missing));
    context.report(fix.filter(|_| empty.is_none()).into_iter().fold(remark, Remark::fix));
}

impl Need {
    /// A second key beside an empty one would only be the next mistake.
    fn find_empty(&mut self, context: &Context<'_>, item: Span, what: &str) {
        let sources = &context.workspace.sources;
        let found = match what {
            "file" => empty_key::at_top(sources, item.file, self.key),
            _ => empty_key::of_item(sources, item, self.key),
        };
        self.empty = found.filter(|_| !self.is_there);
        self.is_there |= self.empty.is_some();
    }
}

/// What to write where a key is there already, and what to add.
fn advice(what: &str, missing: &[Need]) -> String {
    let lines = |is_there: bool| -> Vec<String> {
        missing
            .iter()
            .filter(|need| need.is_there == is_there)
            .map(|need| format!("`{}`", need.line))
            .collect()
    };
    let hint = match what {
        "file" if missing.iter().any(|need| need.key == "team") => {
            "; for goals of the whole company, `level: company` instead of a team"
        }
        _ => "",
    };
    let at_top = if what == "file" { " at the top" } else { "" };
    match (lines(true), lines(false)) {
        (there, new) if there.is_empty() => format!("add {}{at_top}{hint}", joined(&new, "and")),
        (there, new) if new.is_empty() => format!("write {}{hint}", joined(&there, "and")),
        (there, new) => {
            format!("write {}, and add {}{at_top}{hint}", joined(&there, "and"), joined(&new, "and"))
        }
    }
}

/// `a, b or c`.
fn joined(parts: &[String], last_word: &str) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {last_word} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The part of a place that is on its first line.
fn first_line(context: &Context<'_>, span: Span) -> Span {
    let line = context.workspace.sources.text(span).lines().next().unwrap_or_default().trim_end();
    Span { end: span.start + line.len() as u32, ..span }
}

/// Quarter and team, which every objective's address begins with.
fn check_top(context: &mut Context<'_>, file: &GoalFile) {
    let content = &file.content;
    if content.objectives.items().is_empty() {
        return;
    }
    let source = context.workspace.sources.file(file.id);
    let quarter =
        quarter_in(&source.path).unwrap_or_else(|| context.workspace.calendar.quarter_of(context.as_of));
    let mut needs = vec![need(&content.quarter, "quarter", "which quarter it is for", quarter)];
    let says = "whose goals these are";
    match content.level.get() {
        Some(GoalLevel::Company) => {}
        Some(GoalLevel::Individual) => {
            let owner = content.owner.get().map(|owner| slug(owner.as_str(), '-')).unwrap_or_default();
            needs.push(need(&content.person, "person", says, if owner.is_empty() { "ana" } else { &owner }));
        }
        // A wrong level may have been meant as any of them.
        None if !content.level.is_absent() => {}
        _ => needs.push(need(&content.team, "team", says, team_in(&source.path))),
    }
    let first_key = first_key(&source.text);
    let place = Span::new(file.id, first_key.start, first_key.end);
    demand(context, place, "file", needs);
}

/// The team that a file is named after; an example where it has no such name.
fn team_in(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let team = slug(stem, '-');
    if team.is_empty() || quarter_in(path.rsplit('/').next().unwrap_or_default()).is_some() {
        "growth".to_owned()
    } else {
        team
    }
}

/// The place of the first key of a file.
fn first_key(text: &str) -> std::ops::Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if !(content.is_empty() || content.starts_with(['#', '%']) || content.starts_with("---")) {
            let indent = line.len() - line.trim_start().len();
            let length = content.find(':').unwrap_or(content.len());
            return start + indent..start + indent + length;
        }
        start += line.len();
    }
    0..0
}

fn check_metric(context: &mut Context<'_>, view: MetricView<'_>) {
    let metric = view.metric;
    let what = match view.role {
        MetricRole::NorthStar => "north star",
        MetricRole::Input => "input metric",
        MetricRole::Guardrail => "guardrail",
        MetricRole::Watched => "metric",
    };
    let slug = slug(view.name(), '_');
    let named = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let id = if named.is_empty() { "a_short_name" } else { named };
    let id = need(&metric.id, "id", "what its id is", id);
    let is_new = metric.id.is_absent() && view.metric.name.get().is_some_and(|name| name.is_ascii());
    let fix = is_new.then(|| missing_id::metric_id(context.workspace, view.span, named)).flatten();
    demand_or_fix(context, view.span, what, [id], fix);
    let example = metric.readings.readable().find_map(|reading| reading.value().get());
    let example = quoted(example.map_or("23%", |value| value.text()));
    for reading in metric.readings.readable() {
        check_reading(context, reading, &example);
    }
    for (target, span) in metric.targets.readable() {
        let quarter = context.workspace.calendar.quarter_of(context.as_of);
        let needs = [
            need(&target.period, "period", "which quarter it is for", quarter),
            need(&target.target, "target", "what to reach", &example),
        ];
        demand(context, span, "target", needs);
    }
}

/// A value as it can be written between braces.
fn quoted(value: &str) -> String {
    if value.contains(',') { format!("\"{value}\"") } else { value.to_owned() }
}

fn check_reading(context: &mut Context<'_>, reading: CheckInView<'_>, example: &str) {
    let needs = [
        needed(reading.date().is_absent(), "date", "when it was measured", context.as_of),
        needed(reading.value().is_absent(), "value", "what was measured", example),
    ];
    demand(context, reading.span(), "reading", needs);
}

fn check_cancelled(context: &mut Context<'_>, cancelled: &Field<Cancelled>) {
    let Some((cancelled, span)) = cancelled.located() else { return };
    let needs = [
        need(&cancelled.date, "date", "since when", context.as_of),
        need_text(&cancelled.reason, "reason", "why", "what has changed since"),
    ];
    demand(context, span, "cancellation", needs);
}

fn check_initiative(context: &mut Context<'_>, initiative: &Initiative, span: Span) {
    let title = need_text(&initiative.title, "title", "what is done", "what you will do, in a few words");
    demand(context, span, "initiative", [title]);
}

fn check_key_result(context: &mut Context<'_>, view: KeyResultView<'_>) {
    let key_result = view.key_result;
    if says_nothing(&key_result.key_result) {
        let text = needed(true, "key_result", "what should change", sentence(view));
        demand(context, view.span, "key result", [text]);
    }
    let known = key_result
        .target
        .get()
        .or(key_result.baseline.get())
        .or(view.target().map(|figure| &figure.quantity));
    let example = quoted(known.map_or("23%", |value| value.text()));
    check_cancelled(context, &key_result.cancelled);
    for check_in in key_result.check_ins.readable() {
        // Without a value it says that somebody looked.
        let date = needed(check_in.date().is_absent(), "date", "when that was", context.as_of);
        demand(context, check_in.span(), "check-in", [date]);
    }
    for (phase, span) in key_result.phased_targets.readable() {
        let needs = [
            need(&phase.by, "by", "by when", context.as_of),
            need(&phase.target, "target", "where it should be then", &example),
        ];
        demand(context, span, "phased target", needs);
    }
    for (revision, span) in key_result.revisions.readable() {
        check_revision(context, revision, span);
    }
    if let Some((grade, span)) = key_result.grade.located() {
        let needs = [
            need(&grade.score, "score", "how good it was", "0.7"),
            need_text(&grade.reason, "reason", "why", "what the numbers do not show"),
        ];
        demand(context, span, "grade", needs);
    }
}

fn check_revision(context: &mut Context<'_>, revision: &Revision, span: Span) {
    let needs = [
        need(&revision.date, "date", "when it was decided", context.as_of),
        need(&revision.field, "field", "what was changed", "target"),
        need_text(&revision.reason, "reason", "why", "what has changed since"),
    ];
    demand(context, span, "revision", needs);
}

/// The sentence that the other fields of a key result amount to.
fn sentence(view: KeyResultView<'_>) -> String {
    let key_result = view.key_result;
    let subject = view.metric().map_or("...", |metric| metric.name());
    let text =
        |field: &Field<crate::quantity::Quantity>| field.get().map(|quantity| quantity.text().to_owned());
    match (text(&key_result.baseline), text(&key_result.target)) {
        (Some(baseline), Some(target)) => format!("{subject} from {baseline} to {target}"),
        (None, Some(target)) => format!("{subject} from ... to {target}"),
        (Some(baseline), None) => format!("{subject} from {baseline} to ..."),
        (None, None) => match (text(&key_result.at_least), text(&key_result.at_most)) {
            (Some(limit), _) => format!("Keep {subject} at or above {limit}"),
            (None, Some(limit)) => format!("Keep {subject} at or below {limit}"),
            (None, None) => format!("{subject} from ... to ..."),
        },
    }
}

//! `unusable-pull`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::MetricView;
use crate::goals::format::Pull;
use crate::settings::{DataSource, Reached, is_below};
use crate::source::Span;
use crate::yaml::{Field, list_of, nearest};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "unusable-pull",
    summary: "a `pull` from which no values can come",
    page: include_str!("unusable_pull.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    let Some((pull, span)) = metric.metric.pull.located() else { return };
    let not_there = &context.workspace.not_there;
    let fault = fault(&context.settings.sources, metric, pull, span);
    if let Some(remark) = fault.or_else(|| missing(not_there, pull)) {
        context.report(remark);
    }
}

/// A file of queries or values that is not in the workspace.
fn missing(not_there: &BTreeSet<String>, pull: &Pull) -> Option<Remark> {
    let path = pull.files().find(|path| not_there.contains(*path))?;
    let place = pull.csv.span().or(pull.sql.span())?;
    let help = "write its path from the workspace's root, the folder of okr.yaml; it must be committed with the goals";
    Some(Remark::new(place, format!("there is no file `{path}`")).help(help))
}

fn fault(sources: &[DataSource], metric: MetricView<'_>, pull: &Pull, span: Span) -> Option<Remark> {
    if let Some(equals) = metric.metric.equals.span() {
        let message = "this metric is computed from others by `equals`, so its values are not pulled";
        return Some(
            Remark::new(span, message).help("remove `pull`, or `equals`").related(equals, "computed here"),
        );
    }
    match (&pull.from, &pull.csv) {
        (from, csv) if from.is_absent() && csv.is_absent() => {
            Some(Remark::new(span, "this `pull` names no source").help(
                "add `from:` with one of `sources` in okr.yaml, or `csv:` with a file of this workspace",
            ))
        }
        (from, csv) if !from.is_absent() && !csv.is_absent() => Some(
            Remark::new(
                csv.span().unwrap_or(span),
                "values come from a source or from a CSV file, not from both",
            )
            .help("remove `from` or `csv`"),
        ),
        (from, csv) if from.is_absent() => {
            let query = pull.sql.span().map(|span| {
                Remark::new(span, "a CSV file is read as it is: it takes no query").help("remove `sql`")
            });
            query.or_else(|| misplaced(csv, ".csv", "data/activation.csv"))
        }
        (from, _) => {
            let (name, place) = from.located()?;
            match sources.iter().find(|source| source.name == *name) {
                Some(source) => unanswerable(source, pull, place),
                None => Some(unknown(sources, name, place)),
            }
        }
    }
}

/// A path that is none of a file in this workspace.
fn misplaced(field: &Field<String>, ending: &str, example: &str) -> Option<Remark> {
    let (path, place) = field.located()?;
    if is_below(path) && path.ends_with(ending) {
        return None;
    }
    let message = format!("`{path}` is not the path of a `{ending}` file in this workspace");
    let help = format!("write a path that starts at the workspace's root, like `{example}`, without `..`");
    Some(Remark::new(place, message).help(help))
}

fn unanswerable(source: &DataSource, pull: &Pull, from: Span) -> Option<Remark> {
    if pull.query_file().is_some() {
        return misplaced(&pull.sql, ".sql", "sql/activation.sql");
    }
    let Reached::Program { program, .. } = source.reached else { return None };
    let is_empty = pull.sql.get().is_some_and(|sql| sql.trim().is_empty());
    (pull.sql.is_absent() || is_empty).then(|| {
        let message = format!("`{}` asks {}, and there is no query", source.name, program.name());
        Remark::new(from, message)
            .help("add `sql:` with a query that yields `date` and `value`, or with its file, like `sql/activation.sql`")
    })
}

fn unknown(sources: &[DataSource], name: &str, place: Span) -> Remark {
    let names = || sources.iter().map(|source| source.name.as_str());
    let help = match nearest(name, names()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if sources.is_empty() => {
            "add it to okr.yaml, for example: `sources: {warehouse: {program: psql}}`".to_owned()
        }
        None => {
            format!("write {}, or add it under `sources` in okr.yaml", list_of(&names().collect::<Vec<_>>()))
        }
    };
    Remark::new(place, format!("okr.yaml has no source `{name}`")).help(help)
}

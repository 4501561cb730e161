//! The message about a reference that leads nowhere, and what its author probably meant.

use super::super::known::Known;
use super::{Fault, Reference, Wanted};
use crate::goals::values::slug;
use crate::goals::{ObjectiveView, Quarter};
use crate::quantity::named_limit;

/// More names than this are counted, not listed.
const MOST_LISTED: usize = 5;

/// The start of a long text.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() > 60 { text.chars().take(58).chain(['…']).collect() } else { text.to_owned() }
}

/// `` `a`, `b` and `c` ``, out of `count` names; `None` if there is nothing to list.
fn list<'n>(names: impl Iterator<Item = &'n str>, count: usize) -> Option<String> {
    let mut quoted: Vec<String> = names.take(MOST_LISTED).map(|name| format!("`{name}`")).collect();
    if count > MOST_LISTED {
        quoted.push(format!("{} more", count - MOST_LISTED));
    }
    let last = quoted.pop()?;
    Some(if quoted.is_empty() { last } else { format!("{} and {last}", quoted.join(", ")) })
}

/// Where a metric or guardrail could be defined, with the line to write.
pub(super) fn how_to_define(known: &Known<'_>, reference: Reference<'_>) -> String {
    let limit = named_limit(reference.text).filter(|_| reference.wanted == Wanted::Guardrail);
    let slug = slug(limit.as_ref().map_or(reference.text, |limit| limit.name.as_str()), '_');
    let id = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    let id = if id.is_empty() { "..." } else { id };
    let (section, line) = match reference.wanted {
        Wanted::Guardrail => {
            let (field, number) = limit.as_ref().map_or(("max_increase", "5%"), |limit| {
                (limit.field.unwrap_or("at_most"), limit.number.as_str())
            });
            ("guardrails", format!("- {{id: {id}, {field}: {number}}}"))
        }
        _ => ("metrics", format!("- id: {id}")),
    };
    let file = known.metrics_file.unwrap_or("okrs/metrics.yaml");
    let define = format!("define it under `{section}:` in {file}: `{line}`");
    if limit.is_some() {
        return format!("{define}, and name it here: `guardrails: [{id}]`");
    }
    if reference.wanted == Wanted::Measure && reference.text.contains(' ') {
        return format!(
            "`metric` takes the id of a metric; to say in words how it is measured, write `measurement:`, or {define}"
        );
    }
    define
}

/// An address with too few or too many parts.
pub(super) fn no_address(text: &str) -> Fault {
    Fault {
        message: format!("`{}` is not an address", shorten(text)),
        meant: None,
        help: "write `team/objective` or `team/objective/key-result`, with a quarter in front (`2026-Q1/...`) if it is another one"
            .to_owned(),
    }
}

/// `team/objective` or `team/objective/key-result` without such an objective in the quarter.
pub(super) fn unknown_objective(
    known: &Known<'_>,
    within: ObjectiveView<'_>,
    prefix: &str,
    quarter: Quarter,
    (team, id, key_result): (&str, &str, Option<&str>),
) -> Fault {
    let tail = key_result.map(|key_result| format!("/{key_result}")).unwrap_or_default();
    let elsewhere = known.other_quarter(quarter, team, id).map(|other| format!("{other}/{team}/{id}{tail}"));
    let Some(ids) = list(known.objectives_of(quarter, team), known.objectives_of(quarter, team).len()) else {
        return unknown_team(known, within, prefix, quarter, (team, id, tail), elsewhere);
    };
    let near = known.nearest(id, known.objectives_of(quarter, team));
    Fault {
        message: format!("`{}` has no objective `{}` in {quarter}", shorten(team), shorten(id)),
        meant: near.map(|near| format!("{prefix}{team}/{near}{tail}")).or(elsewhere),
        help: format!("in {quarter} it has {ids}"),
    }
}

fn unknown_team(
    known: &Known<'_>,
    within: ObjectiveView<'_>,
    prefix: &str,
    quarter: Quarter,
    (team, id, tail): (&str, &str, String),
    elsewhere: Option<String>,
) -> Fault {
    // `objective/key-result`: the team was left out.
    let own = within.team();
    let owners = [own.as_ref(), "company"];
    let owner = owners.into_iter().find(|owner| known.objective(quarter, owner, team).is_some());
    let without_team = owner.filter(|_| tail.is_empty()).map(|owner| format!("{prefix}{owner}/{team}/{id}"));
    let near = known.nearest(team, known.teams(quarter));
    let of_near = near.map(|near| format!("{prefix}{near}/{id}{tail}"));
    let teams = list(known.teams(quarter), known.teams(quarter).len());
    Fault {
        message: format!("`{}` has no goals in {quarter}", shorten(team)),
        meant: without_team.or(elsewhere).or(of_near),
        help: match teams {
            Some(teams) => {
                format!("an address begins with a team; teams with goals in {quarter} there are {teams}")
            }
            None => {
                format!("nobody has goals in {quarter}; check the quarter, or add the file that holds them")
            }
        },
    }
}

/// An objective that is there, but not this key result of it. `start` is its address as it was written.
pub(super) fn unknown_key_result(
    known: &Known<'_>,
    objective: ObjectiveView<'_>,
    start: &str,
    key_result: &str,
) -> Fault {
    let written = objective.objective.key_results.items().len();
    let ids = key_result_ids(known, objective);
    let near = known.nearest(key_result, ids.iter().map(String::as_str));
    Fault {
        message: format!("`{}` has no key result `{}`", shorten(start), shorten(key_result)),
        meant: near.map(|near| format!("{start}/{near}")),
        help: match list(ids.iter().map(String::as_str), written) {
            Some(ids) => format!("it has {ids}"),
            None => format!("it has no key results; to name the objective write `{start}`"),
        },
    }
}

/// The ids of an objective's key results, as long as there is time to look at them.
fn key_result_ids(known: &Known<'_>, objective: ObjectiveView<'_>) -> Vec<String> {
    let written = objective.objective.key_results.items().len();
    let count = if known.may_compare(written) { written } else { MOST_LISTED };
    objective.key_results().take(count).map(|key_result| key_result.id().into_owned()).collect()
}

/// A bet on something that is not a key result of its objective.
pub(super) fn unknown_bet(known: &Known<'_>, within: ObjectiveView<'_>, id: &str) -> Fault {
    let written = within.objective.key_results.items().len();
    let ids = key_result_ids(known, within);
    let by_metric = || {
        let mut looked_at = within.key_results().take(ids.len());
        let moves = looked_at
            .find(|key_result| key_result.key_result.metric.get().is_some_and(|metric| metric == id));
        moves.map(|key_result| key_result.id().into_owned())
    };
    let near = known.nearest(id, ids.iter().map(String::as_str)).map(str::to_owned);
    Fault {
        message: format!("this objective has no key result `{}`", shorten(id)),
        meant: by_metric().or(near).or_else(|| in_same_file(known, within, id)),
        help: match list(ids.iter().map(String::as_str), written) {
            Some(ids) => format!(
                "its key results are {ids}; one of another objective is named `team/objective/key-result`"
            ),
            None => "it has no key results yet: add the one that this should move".to_owned(),
        },
    }
}

/// The address of a key result of another objective of the same file.
fn in_same_file(known: &Known<'_>, within: ObjectiveView<'_>, id: &str) -> Option<String> {
    within.workspace.objectives_of(within.file).find_map(|objective| {
        if !known.may_compare(objective.objective.key_results.items().len()) {
            return None;
        }
        let has_id = |found: &str| found == id;
        let mut ids = objective.key_results().filter_map(|key_result| key_result.key_result.id.get());
        ids.any(|found| has_id(found.as_str())).then(|| format!("{}/{id}", objective.short_address()))
    })
}

/// A need that is a metric.
pub(super) fn metric_as_need(id: &str) -> Fault {
    Fault {
        message: format!("`{id}` is a metric, not a key result of a team"),
        meant: None,
        help: "name the key result you need, as `team/objective/key-result`".to_owned(),
    }
}

/// A need that names a key result of the same objective without its address.
pub(super) fn own_key_result(within: ObjectiveView<'_>, id: &str) -> Fault {
    Fault {
        message: format!("`{id}` does not say whose key result it is"),
        meant: Some(format!("{}/{id}", within.short_address())),
        help: String::new(),
    }
}

/// One word where a metric, an objective or an address is expected.
pub(super) fn unknown_word(known: &Known<'_>, within: ObjectiveView<'_>, id: &str, wanted: Wanted) -> Fault {
    let shown = shorten(id);
    let quarter = within.quarter();
    if let Some(team) = quarter.and_then(|quarter| known.team_with(quarter, id)) {
        let message = format!("`{shown}` does not say whose objective it is");
        return Fault { message, meant: Some(format!("{team}/{id}")), help: String::new() };
    }
    let objectives = quarter
        .and_then(|quarter| list(known.objectives_of(quarter, id), known.objectives_of(quarter, id).len()));
    if let Some(objectives) = objectives {
        let help = format!("name one of its objectives as `{id}/...`; it has {objectives}");
        return Fault { message: format!("`{shown}` is a team, not one of its goals"), meant: None, help };
    }
    if wanted == Wanted::Need {
        return Fault {
            message: format!("`{shown}` does not say whose key result it is"),
            meant: None,
            help: "write `team/objective/key-result`".to_owned(),
        };
    }
    Fault {
        message: format!("there is no metric or objective `{shown}`"),
        meant: known.nearest_metric(id, None).map(str::to_owned),
        help: "name a metric by its id, an objective as `team/objective`".to_owned(),
    }
}

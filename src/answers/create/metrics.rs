//! New metrics and guardrails.

use super::skeleton::{Blank, below_new_item, in_lines};
use super::{Created, Goals, NotCreated, bad_name, changed, is_id, judged, scalar};
use crate::goals::{GoalFile, MetricRole, Workspace};
use crate::source::Span;
use crate::write::Text;
use crate::yaml::edit::{Edit, Entries, Node, Place, Refusal, Scalar, apply, top_mapping};
use crate::yaml::written;

/// Where a metric goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What drives the north star.
    Input,
    /// Everything else worth watching.
    Watched,
}

/// A new metric.
#[derive(Debug, Clone, Copy)]
pub struct NewMetric<'a> {
    /// Its id.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// What is counted.
    pub definition: Option<&'a str>,
    /// Where the numbers come from.
    pub source: Option<&'a str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// The team that owns it.
    pub team: Option<&'a str>,
    /// Less is better.
    pub lower_is_better: bool,
    /// How often there is a new number, as the format names it.
    pub cadence: Option<&'a str>,
    /// Where it goes.
    pub section: Section,
}

/// A new guardrail.
#[derive(Debug, Clone, Copy)]
pub struct NewGuardrail<'a> {
    /// Its id.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Its limit: `at_most`, `at_least`, `max_increase` or `max_decrease`, and the number.
    pub limit: (&'static str, &'a str),
    /// How often there is a new number, as the format names it.
    pub cadence: Option<&'a str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
}

/// Adds a metric to the file that holds others, or begins one in a folder of goals.
///
/// # Errors
/// An id that is taken or cannot be one, or a file that cannot be edited.
pub fn metric(goals: Goals<'_>, folder: &str, new: &NewMetric<'_>) -> Result<Created, NotCreated> {
    let entry = |key: &'static str, value: Option<&str>| value.map(|value| (key, Node::from(scalar(value))));
    let mut entries: Entries = vec![("id", scalar(new.id).into()), ("name", scalar(new.name).into())];
    entries.extend(new.lower_is_better.then(|| ("better", scalar("lower").into())));
    entries.extend(entry("definition", new.definition));
    entries.extend(entry("source", new.source));
    entries.extend(entry("owner", new.owner));
    entries.extend(entry("team", new.team));
    entries.extend(entry("cadence", new.cadence));
    let key = match new.section {
        Section::Input => "input_metrics",
        Section::Watched => "metrics",
    };
    measured(goals, folder, key, new.id, entries)
}

/// Adds a guardrail to the file that holds others or metrics, or begins one in a folder of goals.
///
/// # Errors
/// As [`metric`].
pub fn guardrail(goals: Goals<'_>, folder: &str, new: &NewGuardrail<'_>) -> Result<Created, NotCreated> {
    let (key, limit) = new.limit;
    let better = if matches!(key, "at_most" | "max_increase") { "lower" } else { "higher" };
    let mut entries: Entries = vec![
        ("id", scalar(new.id).into()),
        ("name", scalar(new.name).into()),
        ("better", scalar(better).into()),
    ];
    entries.extend(new.owner.map(|owner| ("owner", Node::from(scalar(owner)))));
    entries.extend(new.cadence.map(|cadence| ("cadence", Node::from(scalar(cadence)))));
    entries.push((key, Scalar::Literal(limit.to_owned()).into()));
    measured(goals, folder, "guardrails", new.id, entries)
}

/// What a metric should say, beyond its name.
const BLANKS: [Blank<'_>; 4] = [
    ("definition", "what exactly is counted, of whom, in which time"),
    ("source", "where the number comes from"),
    ("owner", "who is asked when it looks odd"),
    ("cadence", "daily, weekly, biweekly, monthly or quarterly"),
];

/// Adds an entry to a section of metrics.
fn measured(
    goals: Goals<'_>,
    folder: &str,
    key: &'static str,
    id: &str,
    entries: Entries,
) -> Result<Created, NotCreated> {
    let (workspace, ..) = goals;
    if !is_id(id, '_') {
        return Err(bad_name(id, "the id of a metric", '_'));
    }
    if let Some(known) = workspace.metric(id) {
        let path = workspace.sources.file(known.file.id).path.clone();
        return Err(NotCreated::There { what: "the metric", name: id.to_owned(), path });
    }
    let has = |wanted: &str| entries.iter().any(|(key, _)| *key == wanted);
    let blanks: Vec<Blank<'_>> = BLANKS.into_iter().filter(|(key, _)| !has(key)).collect();
    let Some(file) = file_with_metrics(workspace, key) else {
        let lines: Vec<String> = entries
            .iter()
            .map(|(key, value)| match value {
                Node::Scalar(scalar) => format!("{key}: {}", written(scalar, false)),
                _ => String::new(),
            })
            .collect();
        let after = format!(
            "# What is measured. Goals come and go with the quarter; these numbers stay.\n{key}:\n  - {}\n",
            lines.join("\n    ")
        );
        let after = below_new_item("", &after, id, &blanks);
        let path = format!("{folder}/metrics.yaml");
        if workspace.sources.iter().any(|(_, source)| source.path == path) {
            return Err(NotCreated::File { path, reason: Refusal("it holds no metrics") });
        }
        return Ok(judged(goals, id.to_owned(), vec![Text { path, before: None, after }]));
    };
    let source = workspace.sources.file(file.id);
    let failed = |reason| NotCreated::File { path: source.path.clone(), reason };
    let top = top_mapping(&source.text).ok_or(failed(Refusal("it cannot be read as YAML")))?;
    let mapping = Span { file: file.id, ..top };
    let item = Node::Mapping(entries.clone());
    let edit = Edit::Append { mapping, key, place: last_section(file), item };
    let after = apply(&source.text, &[edit]).map_err(failed)?;
    let is_first = match key {
        "input_metrics" => file.content.input_metrics.items().is_empty(),
        "guardrails" => file.content.guardrails.is_absent(),
        _ => file.content.metrics.items().is_empty(),
    };
    let after = if is_first { in_lines(&source.text, &after, (id, &entries)) } else { after };
    let after = below_new_item(&source.text, &after, id, &blanks);
    Ok(judged(goals, id.to_owned(), vec![changed(&source.path, &source.text, after)]))
}

/// The file that a metric joins: one with that section, else one with other metrics and without objectives.
fn file_with_metrics<'w>(workspace: &'w Workspace, key: &str) -> Option<&'w GoalFile> {
    let has_section = |file: &&GoalFile| match key {
        "input_metrics" => !file.content.input_metrics.items().is_empty(),
        "guardrails" => workspace.metrics_of(file).any(|metric| metric.role == MetricRole::Guardrail),
        _ => !file.content.metrics.items().is_empty(),
    };
    let files = || workspace.files.iter().map(|file| &**file);
    let has_metrics = |file: &&GoalFile| {
        workspace.metrics_of(file).next().is_some() && file.content.objectives.items().is_empty()
    };
    files().find(has_section).or_else(|| files().find(has_metrics))
}

fn last_section(file: &GoalFile) -> Place {
    let content = &file.content;
    let sections = [
        ("north_star", content.north_star.span()),
        ("input_metrics", content.input_metrics.span()),
        ("guardrails", content.guardrails.span()),
        ("metrics", content.metrics.span()),
    ];
    let last = sections.into_iter().filter_map(|(key, span)| Some((span?.start, key))).max();
    last.map_or(Place::First, |(_, key)| Place::After(key))
}

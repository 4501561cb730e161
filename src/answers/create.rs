//! New teams, objectives, key results, metrics and guardrails, in the file where they belong.

use super::refused::Refused;
use crate::finding::{Finding, Level};
use crate::goals::format::Objective;
use crate::goals::{Day, GoalFile, ObjectiveView, Quarter, Target, Workspace};
use crate::lint::{Selection, lint};
use crate::prose::{self, Comparator};
use crate::rules::id_for;
use crate::settings::Settings;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::write::Text;
use crate::yaml::edit::{Edit, Entries, Node, Place, Refusal, Scalar, apply, top_mapping};
use crate::yaml::{nearest, written};
use std::collections::HashSet;
use std::sync::Arc;

/// Something new, not written yet.
#[derive(Debug)]
pub struct Created {
    /// What it is called from now on: an address, or a metric's id.
    pub name: String,
    /// The files that change.
    pub texts: Vec<Text>,
    /// What `okr check` finds in them that it did not find before.
    pub findings: Vec<Finding>,
}

/// What a sentence is that says what is made or done instead of what changes.
const OUTPUTS: [&str; 4] =
    ["output-key-result", "activity-key-result", "output-objective", "initiative-as-key-result"];

impl Created {
    /// Whether it should be written differently: an error, or a sentence about what is made. That something is still to be
    /// added to it is none.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let is_unfinished = |finding: &Finding| finding.rule == "key-result-count";
        self.findings.iter().any(|finding| {
            OUTPUTS.contains(&finding.rule) || finding.level == Level::Error && !is_unfinished(finding)
        })
    }
}

/// Why something new is not written. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum NotCreated {
    /// An address that cannot be used.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is there.
    #[error("{what} `{name}` is there already, in {path}")]
    There {
        /// What it is, with its article.
        what: &'static str,
        /// Its name.
        name: String,
        /// The file.
        path: String,
    },
    /// A team without goals in the quarter.
    #[error("{team} has no goals for {quarter}{}\nhelp: `okr new team {team}` begins a file for them", .near.as_ref().map_or(String::new(), |near| format!("; did you mean `{near}`?")))]
    NoTeam {
        /// The team.
        team: String,
        /// The quarter.
        quarter: Quarter,
        /// The team that was probably meant.
        near: Option<String>,
    },
    /// A name that no id can be.
    #[error("`{name}` cannot be {what}: {how}")]
    BadName {
        /// The name.
        name: String,
        /// What it should be, with its article.
        what: &'static str,
        /// How one is written.
        how: &'static str,
    },
    /// A sentence without words for an id.
    #[error("there is no short name in `{sentence}`\nhelp: add one with `--id`")]
    NoId {
        /// The sentence.
        sentence: String,
    },
    /// A file that cannot be edited so.
    #[error("{path} is left as it is: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: Refusal,
    },
}

/// A new objective.
#[derive(Debug, Clone, Copy)]
pub struct NewObjective<'a> {
    /// The team, `company` or person.
    pub team: &'a str,
    /// The sentence.
    pub sentence: &'a str,
    /// Its id; made of the sentence where there is none.
    pub id: Option<&'a str>,
    /// Why it matters.
    pub why: Option<&'a str>,
    /// What it helps.
    pub supports: &'a [String],
}

/// A new key result.
#[derive(Debug, Clone, Copy)]
pub struct NewKeyResult<'a> {
    /// The address of its objective.
    pub objective: &'a str,
    /// The sentence.
    pub sentence: &'a str,
    /// Its id; made of the sentence where there is none.
    pub id: Option<&'a str>,
    /// The metric that it moves.
    pub metric: Option<&'a str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
}

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
    /// Who answers for it.
    pub owner: Option<&'a str>,
}

/// The goals and what they are judged by.
type Goals<'g> = (&'g Workspace, &'g Settings, Day);

const IDS: &str = "write small letters, digits and hyphens, like `effortless-start`";
const METRIC_IDS: &str = "write small letters, digits and underscores, like `activation_rate`";

/// Begins a file for a team's goals of a quarter, in a folder of goals.
///
/// # Errors
/// A team that has goals for the quarter, or a name that cannot be one.
pub fn team(
    goals: Goals<'_>,
    folder: &str,
    team: &str,
    quarter: Quarter,
    owner: Option<&str>,
) -> Result<Created, NotCreated> {
    let (workspace, ..) = goals;
    if !is_id(team, '-') {
        return Err(NotCreated::BadName { name: team.to_owned(), what: "the name of a team", how: IDS });
    }
    if let Some(file) = file_of(workspace, team, quarter) {
        let path = workspace.sources.file(file.id).path.clone();
        return Err(NotCreated::There { what: "the team", name: team.to_owned(), path });
    }
    let last_day = workspace.calendar.last_day(quarter);
    let (head, whose) = match team {
        "company" => ("level: company".to_owned(), "the whole company"),
        _ => (format!("team: {team}"), "the team"),
    };
    let owner = match owner {
        Some(owner) => format!("owner: {}", text_of(owner)),
        None => "# owner: ana              # answers for everything below that names nobody else".to_owned(),
    };
    let after = format!(
        "quarter: {quarter}\n{head}\n{owner}\n# guardrails: [id]       # metrics that must not get worse meanwhile\n\n\
         # Where {whose} wants to be on {last_day}: one to three objectives, each with two to five key results.\n\
         # `okr new objective {team} SENTENCE` adds one.\nobjectives: []\n"
    );
    let path = format!("{folder}/{quarter}/{team}.yaml");
    if workspace.sources.iter().any(|(_, source)| source.path == path) {
        return Err(NotCreated::There { what: "a file for", name: team.to_owned(), path });
    }
    Ok(judged(goals, format!("{quarter}/{team}"), vec![Text { path, before: None, after }]))
}

/// Adds an objective to a team's goals of a quarter, with what is to be filled in as comments.
///
/// # Errors
/// A team without goals in the quarter, an id that is taken, or a file that cannot be edited.
pub fn objective(goals: Goals<'_>, quarter: Quarter, new: &NewObjective<'_>) -> Result<Created, NotCreated> {
    let (workspace, ..) = goals;
    let file = file_of(workspace, new.team, quarter).ok_or_else(|| no_team(workspace, new.team, quarter))?;
    let path = workspace.sources.file(file.id).path.clone();
    let is_taken = |id: &str| workspace.objective(Some(quarter), new.team, id).is_some();
    let id = id_of(new.id, new.sentence, false, &is_taken, ("the objective", &path))?;
    let last = workspace.objectives_of(file).last();
    let text = &workspace.sources.file(file.id).text;
    let column = last.map_or(2, |view| column_of(text, view.span).saturating_sub(2));
    let (indent, newline) = (" ".repeat(column), if text.contains("\r\n") { "\r\n" } else { "\n" });
    let mut lines =
        vec![format!("{indent}- id: {id}"), format!("{indent}  objective: {}", text_of(new.sentence))];
    match new.why {
        Some(why) => lines.push(format!("{indent}  why: {}", text_of(why))),
        None => lines.push(format!("{indent}  # why:                  why it matters, and why now")),
    }
    if !new.supports.is_empty() {
        let supports: Vec<String> = new.supports.iter().map(|text| written(&scalar(text), true)).collect();
        lines.push(format!("{indent}  supports: [{}]", supports.join(", ")));
    }
    let address = format!("{}/{id}", new.team);
    lines.push(format!(
        "{indent}  # key_results:          two to five; `okr new key-result {address} SENTENCE` adds one"
    ));
    let edit = inserted(file, last, text, &lines.join(newline), newline);
    let after = edit
        .and_then(|edit| apply(text, &[edit]))
        .map_err(|reason| NotCreated::File { path: path.clone(), reason })?;
    Ok(judged(goals, format!("{quarter}/{address}"), vec![changed(&path, text, after)]))
}

/// Where the lines of a new objective go: below the last one, in the place of an empty list, or at the end of the file.
fn inserted(
    file: &GoalFile,
    last: Option<ObjectiveView<'_>>,
    text: &str,
    lines: &str,
    newline: &str,
) -> Result<Edit, Refusal> {
    let at = |place: usize| Span::new(file.id, place, place);
    if let Some(last) = last {
        let is_in_lines = text[..last.span.start as usize].trim_end_matches(' ').ends_with('-');
        if !is_in_lines {
            return Err(Refusal("its objectives are not written in lines of their own"));
        }
        let end = last.span.end as usize;
        let end = end + text[end..].find(['\r', '\n']).unwrap_or(text.len() - end);
        return Ok(Edit::Retype { at: at(end), with: format!("{newline}{newline}{lines}") });
    }
    let list = &file.content.objectives;
    let begun = format!("{newline}{lines}");
    Ok(match list.span() {
        Some(span) if text[span.range()].starts_with('[') => {
            // The blank before the brackets goes as well.
            let start = text[..span.start as usize].trim_end_matches(' ').len();
            Edit::Retype { at: Span::new(file.id, start, span.end as usize), with: begun }
        }
        Some(_) => return Err(Refusal("its list of objectives cannot be added to")),
        None => {
            let end = text.trim_end().len();
            Edit::Retype { at: at(end), with: format!("{newline}{newline}objectives:{begun}") }
        }
    })
}

/// Adds a key result to an objective, its numbers also as fields.
///
/// # Errors
/// An address that is no objective's, an id that is taken, or a file that cannot be edited.
pub fn key_result(goals: Goals<'_>, quarter: Quarter, new: &NewKeyResult<'_>) -> Result<Created, NotCreated> {
    let (workspace, settings, _) = goals;
    let view = match super::find::find(workspace, new.objective, quarter)? {
        Target::Objective(view) => view,
        Target::KeyResult(view) => return Err(no_objective(&view.address(), "a key result")),
        Target::Metric(_) => return Err(no_objective(new.objective, "a metric")),
    };
    let source = workspace.sources.file(view.file.id);
    let is_taken = |id: &str| view.key_results().any(|known| known.id() == id);
    let id = id_of(new.id, new.sentence, true, &is_taken, ("the key result", &source.path))?;
    let mut entries: Entries = vec![("id", scalar(&id).into()), ("key_result", scalar(new.sentence).into())];
    entries.extend(new.metric.map(|metric| ("metric", scalar(metric).into())));
    let reading = prose::read_key_result(new.sentence, &settings.vocabulary);
    let literal =
        |measure: &prose::Measure| Node::Scalar(Scalar::Literal(measure.quantity.text().to_owned()));
    if let (Some(from), Some(to)) = (&reading.baseline, &reading.target)
        && to.comparator == Comparator::Exactly
    {
        entries.extend([("baseline", literal(from)), ("target", literal(to))]);
    }
    entries.extend(new.owner.map(|owner| ("owner", scalar(owner).into())));
    let place = place_of_key_results(view.objective);
    let edit = Edit::Append { mapping: view.span, key: "key_results", place, item: Node::Mapping(entries) };
    let after = apply(&source.text, &[edit])
        .map_err(|reason| NotCreated::File { path: source.path.clone(), reason })?;
    Ok(judged(goals, format!("{}/{id}", view.address()), vec![changed(&source.path, &source.text, after)]))
}

/// Below the last of the entries that come before an objective's key results.
fn place_of_key_results(objective: &Objective) -> Place {
    let before = [
        ("id", objective.id.span()),
        ("objective", objective.objective.span()),
        ("why", objective.why.span()),
        ("owner", objective.owner.span()),
        ("supports", objective.supports.span()),
        ("ambition", objective.ambition.span()),
        ("guardrails", objective.guardrails.span()),
        ("weight", objective.weight.span()),
    ];
    let last = before.into_iter().filter_map(|(key, span)| Some((span?.start, key))).max();
    last.map_or(Place::First, |(_, key)| Place::After(key))
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
    entries.push((key, Scalar::Literal(limit.to_owned()).into()));
    measured(goals, folder, "guardrails", new.id, entries)
}

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
        return Err(NotCreated::BadName { name: id.to_owned(), what: "the id of a metric", how: METRIC_IDS });
    }
    if let Some(known) = workspace.metric(id) {
        let path = workspace.sources.file(known.file.id).path.clone();
        return Err(NotCreated::There { what: "the metric", name: id.to_owned(), path });
    }
    let Some(file) = file_with_metrics(workspace, key) else {
        let lines: Vec<String> = entries
            .iter()
            .map(|(key, value)| match value {
                Node::Scalar(scalar) => format!("{key}: {}", written(scalar, false)),
                _ => String::new(),
            })
            .collect();
        let after = format!(
            "# What is measured. Goals come and go with the quarter; these numbers stay.\n{key}:\n  - {}\n    # readings:             a line for each new number, like {{date: 2026-01-05, value: 12%}}\n",
            lines.join("\n    ")
        );
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
    let item = Node::Mapping(entries);
    let edit = Edit::Append { mapping, key, place: last_section(file), item };
    let after = apply(&source.text, &[edit]).map_err(failed)?;
    Ok(judged(goals, id.to_owned(), vec![changed(&source.path, &source.text, after)]))
}

/// The file that a metric joins: one with that section, else one with other metrics and without objectives.
fn file_with_metrics<'w>(workspace: &'w Workspace, key: &str) -> Option<&'w GoalFile> {
    let has_section = |file: &&GoalFile| match key {
        "input_metrics" => !file.content.input_metrics.items().is_empty(),
        "guardrails" => {
            workspace.metrics_of(file).any(|metric| metric.role == crate::goals::MetricRole::Guardrail)
        }
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

fn file_of<'w>(workspace: &'w Workspace, team: &str, quarter: Quarter) -> Option<&'w GoalFile> {
    let files = workspace.files.iter().map(|file| &**file);
    files.into_iter().find(|file| file.quarter() == Some(quarter) && file.team(&workspace.sources) == team)
}

fn no_team(workspace: &Workspace, team: &str, quarter: Quarter) -> NotCreated {
    let files = workspace.files.iter().filter(|file| file.quarter() == Some(quarter));
    let teams: Vec<String> = files.map(|file| file.team(&workspace.sources).into_owned()).collect();
    let near = nearest(team, teams.iter().map(String::as_str)).map(str::to_owned);
    NotCreated::NoTeam { team: team.to_owned(), quarter, near }
}

fn no_objective(address: &str, is: &'static str) -> NotCreated {
    NotCreated::Refused(Refused::WrongKind {
        address: address.to_owned(),
        is,
        wanted: "key results belong to an objective",
        instead: "name the objective, like `growth/effortless-start`".to_owned(),
    })
}

/// The id that was given, or one made of the sentence.
fn id_of(
    given: Option<&str>,
    sentence: &str,
    is_key_result: bool,
    is_taken: &dyn Fn(&str) -> bool,
    (what, path): (&'static str, &str),
) -> Result<String, NotCreated> {
    let Some(id) = given else {
        let made = id_for(sentence, is_key_result, is_taken);
        return made.ok_or_else(|| NotCreated::NoId { sentence: sentence.to_owned() });
    };
    if !is_id(id, '-') {
        return Err(NotCreated::BadName { name: id.to_owned(), what: "an id", how: IDS });
    }
    if is_taken(id) {
        return Err(NotCreated::There { what, name: id.to_owned(), path: path.to_owned() });
    }
    Ok(id.to_owned())
}

fn is_id(id: &str, separator: char) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == separator)
}

fn scalar(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

fn text_of(text: &str) -> String {
    written(&scalar(text), false)
}

fn column_of(text: &str, span: Span) -> usize {
    let before = &text[..span.start as usize];
    before.len() - before.rfind('\n').map_or(0, |at| at + 1)
}

fn changed(path: &str, before: &str, after: String) -> Text {
    Text { path: path.to_owned(), before: Some(before.to_owned()), after }
}

/// What is to be written, with what `okr check` finds in it that was not found before.
fn judged((workspace, settings, today): Goals<'_>, name: String, texts: Vec<Text>) -> Created {
    let mut sources: Vec<SourceFile> = workspace.sources.iter().map(|(_, source)| source.clone()).collect();
    let mut files = HashSet::new();
    for text in &texts {
        let source = SourceFile { path: text.path.clone(), text: Arc::new(text.after.clone()), defect: None };
        let known = sources.iter().position(|known| known.path == text.path);
        let number = known.unwrap_or(sources.len());
        files.insert(FileId(number as u32));
        match known {
            Some(number) => sources[number] = source,
            None => sources.push(source),
        }
    }
    let after = Workspace::read(Sources::new(sources), &settings.vocabulary, workspace.calendar);
    let found = |workspace: &Workspace| lint(workspace, settings, today, &Selection::default()).findings;
    let key = |finding: &Finding| (finding.rule, finding.address.clone(), finding.message.clone());
    let before: HashSet<_> = found(workspace).iter().map(key).collect();
    let mut findings = found(&after);
    findings.retain(|finding| files.contains(&finding.span.file) && !before.contains(&key(finding)));
    Created { name, texts, findings }
}

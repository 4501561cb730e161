//! New teams, objectives and key results.

use super::skeleton::{Blank, below_new_item, comment, in_lines};
use super::{Created, Goals, NotCreated, bad_name, changed, is_id, judged, scalar};
use crate::answers::find::find;
use crate::answers::refused::Refused;
use crate::goals::format::Objective;
use crate::goals::{Day, GoalFile, ObjectiveView, Quarter, Target, Workspace, said};
use crate::prose::{self, Comparator};
use crate::rules::id_for;
use crate::source::{SourceFile, Span};
use crate::write::Text;
use crate::yaml::edit::{Edit, Entries, Node, Place, Refusal, Scalar, apply, top_mapping};
use crate::yaml::{nearest, written};
use std::ops::Range;
use std::sync::Arc;

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
    /// Why it comes when the quarter's goals are settled; see [`comes_late`].
    pub reason: Option<&'a str>,
}

/// Whether what is added to a quarter on a day comes when its goals are settled: it is measured from that day on.
#[must_use]
pub fn comes_late(workspace: &Workspace, quarter: Quarter, today: Day) -> bool {
    let calendar = workspace.calendar;
    today > calendar.settled_by(quarter) && today <= calendar.last_day(quarter)
}

const KEY_RESULTS: &str = "key_results";

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
        return Err(bad_name(team, "the name of a team", '-'));
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
    let dash = last.map_or("  - ", |view| before_on_line(text, view.span));
    let (margin, newline) = (" ".repeat(dash.len()), if text.contains("\r\n") { "\r\n" } else { "\n" });
    let mut lines = vec![format!("{dash}id: {id}"), format!("{margin}objective: {}", text_of(new.sentence))];
    match new.why {
        Some(why) => lines.push(format!("{margin}why: {}", text_of(why))),
        None => lines.push(format!("{margin}{}", comment(("why", "why it matters, and why now")))),
    }
    if !new.supports.is_empty() {
        let supports: Vec<String> = new.supports.iter().map(|text| written(&scalar(text), true)).collect();
        lines.push(format!("{margin}supports: [{}]", supports.join(", ")));
    }
    let address = format!("{}/{id}", new.team);
    let key_results = format!("two to five; `okr new key-result {address} SENTENCE` adds one");
    lines.push(format!("{margin}{}", comment((KEY_RESULTS, &key_results))));
    let is_in_lines = |view: ObjectiveView<'_>| before_on_line(text, view.span).trim() == "-";
    let edit = match last {
        // In braces there is no place for comments.
        Some(last) if !is_in_lines(last) => appended(file, text, &id, new),
        _ => inserted(file, last, text, &lines.join(newline), newline),
    };
    let after = edit
        .and_then(|edit| apply(text, &[edit]))
        .map_err(|reason| NotCreated::File { path: path.clone(), reason })?;
    Ok(judged(goals, format!("{quarter}/{address}"), vec![changed(&path, text, after)]))
}

/// A new objective in the style of the others.
fn appended(file: &GoalFile, text: &str, id: &str, new: &NewObjective<'_>) -> Result<Edit, Refusal> {
    let mapping = top_mapping(text).ok_or(Refusal("it cannot be read as YAML"))?;
    let mut entries: Entries = vec![("id", scalar(id).into()), ("objective", scalar(new.sentence).into())];
    entries.extend(new.why.map(|why| ("why", scalar(why).into())));
    if !new.supports.is_empty() {
        let supports = new.supports.iter().map(|text| scalar(text).into()).collect();
        entries.push(("supports", Node::List(supports)));
    }
    let (mapping, item) = (Span { file: file.id, ..mapping }, Node::Mapping(entries));
    Ok(Edit::Append { mapping, key: "objectives", place: Place::First, item })
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
        let end =
            comments_below(text, last).last().map_or(line_end(text, last.span.end as usize), |line| line.end);
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
    let (workspace, settings, today) = goals;
    let view = match find(workspace, new.objective, quarter)? {
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
    if comes_late(workspace, view.quarter().unwrap_or(quarter), today) {
        entries.push(late(today, new.reason));
    }
    let refused = |reason| NotCreated::File { path: source.path.clone(), reason };
    let (text, mapping) = with_list(goals, view)?;
    let place = place_of_key_results(view.objective);
    let edit = Edit::Append { mapping, key: KEY_RESULTS, place, item: Node::Mapping(entries.clone()) };
    let after = apply(&text, &[edit]).map_err(refused)?;
    let is_first = view.key_results().next().is_none();
    let after = if is_first { in_lines(&text, &after, (&id, &entries)) } else { after };
    let is_limit = reading.target.as_ref().is_some_and(|target| target.comparator != Comparator::Exactly);
    let moves = !is_limit && reading.band.is_none();
    let has_owner = new.owner.is_some() || view.owner().is_some();
    let blanks: [(bool, Blank<'_>); 5] = [
        (new.metric.is_none(), ("measurement", "how it is counted, and where the number comes from")),
        (moves && reading.baseline.is_none(), ("baseline", "where it stands today")),
        (moves && reading.target.is_none(), ("target", "where it should be when the quarter ends")),
        (!has_owner, ("owner", "who answers for it")),
        (true, ("confidence", "how sure you are at the start, 1 to 10; 5 is a good stretch")),
    ];
    let blanks: Vec<Blank<'_>> =
        blanks.into_iter().filter_map(|(is_open, blank)| is_open.then_some(blank)).collect();
    let after = below_new_item(&text, &after, &id, &blanks);
    Ok(judged(goals, format!("{}/{id}", view.address()), vec![changed(&source.path, &source.text, after)]))
}

/// That a key result is measured from a day of the quarter on: with the reason it was added for, as a revision.
fn late(today: Day, reason: Option<&str>) -> (&'static str, Node) {
    let day = || Node::Scalar(Scalar::Literal(today.to_string()));
    let Some(reason) = reason.and_then(said) else { return ("starts", day()) };
    let revision =
        vec![("date", day()), ("field", scalar("added").into()), ("reason", scalar(reason).into())];
    ("revisions", Node::List(vec![Node::Mapping(revision)]))
}

/// The text of an objective's file, and where the objective is in it. A comment that holds the place of its key results gives
/// way to an empty list.
fn with_list(
    (workspace, settings, _): Goals<'_>,
    view: ObjectiveView<'_>,
) -> Result<(String, Span), NotCreated> {
    let source = workspace.sources.file(view.file.id);
    let reminder = comment((KEY_RESULTS, ""));
    let is_reminder =
        |line: &Range<usize>| source.text[line.clone()].trim_start().starts_with(reminder.trim_end());
    let comments = comments_below(&source.text, view);
    let Some(line) =
        comments.into_iter().find(|line| view.objective.key_results.is_absent() && is_reminder(line))
    else {
        return Ok((source.text.to_string(), view.span));
    };
    let start = line.end - source.text[line.clone()].trim_start().len();
    let edit =
        Edit::Retype { at: Span::new(view.file.id, start, line.end), with: format!("{KEY_RESULTS}: []") };
    let refused = |reason| NotCreated::File { path: source.path.clone(), reason };
    let text = apply(&source.text, &[edit]).map_err(refused)?;
    let changed = SourceFile { text: Arc::new(text.clone()), ..source.clone() };
    let trial = workspace.with_files(vec![(view.file.id, changed)], &settings.vocabulary);
    let span = trial.objective_at(view.file.id, view.position).map_or(view.span, |view| view.span);
    Ok((text, span))
}

/// The lines right below an objective that hold its comments: they are indented like its keys. Their places are without the line breaks.
fn comments_below(text: &str, view: ObjectiveView<'_>) -> Vec<Range<usize>> {
    let column = before_on_line(text, view.span).len();
    let mut end = line_end(text, view.span.end as usize);
    let mut comments = Vec::new();
    loop {
        let start = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        let line = start..line_end(text, start);
        let words = text[line.clone()].trim_start();
        if !words.starts_with('#') || line.len() - words.len() < column {
            return comments;
        }
        end = line.end;
        comments.push(line);
    }
}

fn line_end(text: &str, at: usize) -> usize {
    at + text[at..].find(['\r', '\n']).unwrap_or(text.len() - at)
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
        return Err(bad_name(id, "an id", '-'));
    }
    if is_taken(id) {
        return Err(NotCreated::There { what, name: id.to_owned(), path: path.to_owned() });
    }
    Ok(id.to_owned())
}

fn text_of(text: &str) -> String {
    written(&scalar(text), false)
}

/// What stands before something on its line: the margin, and the dash of its list.
fn before_on_line(text: &str, span: Span) -> &str {
    let before = &text[..span.start as usize];
    &before[before.rfind('\n').map_or(0, |at| at + 1)..]
}

//! `duplicate-id`.

use super::super::{Check, Context, Rule};
use super::{quarter_of_path, says_whose, versions};
use crate::finding::{Level, Remark};
use crate::goals::values::{Id, Level as Whose, slug};
use crate::goals::{GoalFile, ObjectiveView, Quarter, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::Field;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-id",
    summary: "two things with the same id, so nobody can say which one is meant",
    page: include_str!("duplicate_id.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    check_metrics(context);
    let workspace = context.workspace;
    let mut of_teams: HashMap<InTeam<'_>, (Named, ObjectiveView<'_>)> = HashMap::new();
    for file in &workspace.files {
        let mut of_file: HashMap<Cow<'_, str>, (Named, ObjectiveView<'_>)> = HashMap::new();
        let mut told_of: HashSet<FileId> = HashSet::new();
        for objective in workspace.objectives_of(file) {
            check_key_results(context, objective);
            if !workspace.shares_its_name(objective) {
                continue;
            }
            let own = Named { id: place_of(&objective.objective.id), heading: objective.heading() };
            let in_team = in_team(objective);
            let elsewhere = in_team.as_ref().and_then(|key| of_teams.get(key)).copied();
            if let Some((first, other_view)) = elsewhere.filter(|(_, other)| other.file.id != file.id) {
                let other = other_view.file;
                // A file that was copied is one mistake, and so are two that count their objectives from one.
                let is_of_whole_file = looks_copied(workspace, file, other).is_some()
                    || says_the_same(workspace, file, other)
                    || versions::are_of_one(workspace, file, other)
                    || other_quarter(workspace, file, other).is_some()
                    || !(own.is_written() || first.is_written());
                if !is_of_whole_file {
                    let clash = Clash::of(objective, other_view);
                    own.clash(context, first, &clash, &scope_of(objective));
                } else if told_of.insert(other.id) {
                    context.report(two_files(workspace, file, other, objective));
                }
                continue;
            }
            if let Some((first, other)) = of_file.get(&objective.id()).copied() {
                let scope =
                    if own.is_written() && in_team.is_some() { scope_of(objective) } else { String::new() };
                own.clash(context, first, &Clash::of(objective, other), &scope);
                continue;
            }
            of_file.insert(objective.id(), (own, objective));
            in_team.map(|key| of_teams.insert(key, (own, objective)));
        }
    }
}

/// ` of `growth` in 2026-Q1`.
fn scope_of(objective: ObjectiveView<'_>) -> String {
    let when = objective.quarter().map(|quarter| format!(" in {quarter}")).unwrap_or_default();
    format!(" of `{}`{when}", objective.team())
}

/// The team that a file is perhaps meant for: its name says another than its text, and the other file is called like that
/// team.
fn looks_copied(workspace: &Workspace, file: &GoalFile, other: &GoalFile) -> Option<(bool, String)> {
    let name = |file: &GoalFile| {
        let path = &workspace.sources.file(file.id).path;
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // `marketing/okrs.yaml` is called like its folder.
        let says_nothing = |name: &&str| {
            const OF_ANY_TEAM: [&str; 7] = ["okrs", "okr", "goals", "objectives", "index", "main", "team"];
            OF_ANY_TEAM.contains(name) || name.parse::<Quarter>().is_ok()
        };
        let folder = folders.rsplit('/').next().unwrap_or_default();
        slug([name, folder].iter().find(|name| !says_nothing(name)).unwrap_or(&""), '-')
    };
    let team = file.team(&workspace.sources);
    let (own, others) = (name(file), name(other));
    match file.content.level.get() {
        None | Some(Whose::Team) => {}
        // `bo.yaml` beside `ana.yaml`. Names of people are short, so that only a whole one says something.
        Some(Whose::Individual) if own == *team && is_name_of_person(&others) => {
            return Some((false, others));
        }
        Some(Whose::Individual) if others == *team && is_name_of_person(&own) => return Some((true, own)),
        // The company's goals may be in files of any name.
        _ => return None,
    }
    let speaks_of_team = |name: &str| name.len() < 3 || name.contains(&*team) || team.contains(name);
    match (speaks_of_team(&own), speaks_of_team(&others)) {
        (false, true) => Some((true, own)),
        (true, false) => Some((false, others)),
        _ => None,
    }
}

/// One word of letters.
fn is_name_of_person(name: &str) -> bool {
    !name.is_empty() && name.chars().all(char::is_alphabetic)
}

/// The quarter that one of two files of a team and a quarter is perhaps meant for, by its path; and whether that is the first.
fn other_quarter(workspace: &Workspace, file: &GoalFile, other: &GoalFile) -> Option<(bool, Quarter)> {
    let by_path = |file: &GoalFile| {
        let said = file.quarter()?;
        let named = quarter_of_path::named(&workspace.sources.file(file.id).path, said);
        Some(named.map(|named| named.quarter).filter(|quarter| *quarter != said))
    };
    match (by_path(file)?, by_path(other)?) {
        (Some(meant), None) => Some((true, meant)),
        (None, Some(meant)) => Some((false, meant)),
        _ => None,
    }
}

/// Whether a file is another one under a second name.
fn says_the_same(workspace: &Workspace, file: &GoalFile, other: &GoalFile) -> bool {
    let text = |file: &GoalFile| workspace.sources.file(file.id).text.trim_end();
    text(file) == text(other)
}

/// Two files that say the same, of which one is to go.
fn twice(workspace: &Workspace, file: &GoalFile, other: &GoalFile, at: impl Fn(&GoalFile) -> Span) -> Remark {
    let (copy, original) = copy_first(workspace, (file, other));
    let path = |file: &GoalFile| workspace.sources.file(file.id).path.clone();
    let message = format!("{} holds the same goals as {}", path(copy), path(original));
    Remark::new(at(copy), message).help("delete one of the two files").related(at(original), "the other file")
}

/// Two files of which one is an edited copy of the other: only their author knows which one counts.
fn two_versions(
    workspace: &Workspace,
    files: (&GoalFile, &GoalFile),
    at: impl Fn(&GoalFile) -> Span,
    scope: &str,
) -> Remark {
    let (copy, original) = copy_first(workspace, files);
    let path = |file: &GoalFile| workspace.sources.file(file.id).path.clone();
    let message = format!("{} and {} hold two versions of the same goals{scope}", path(copy), path(original));
    let help = "keep the one that counts and delete the other file: as they are, these goals count twice";
    Remark::new(at(copy), message).help(help).related(at(original), "the other file")
}

/// Of two files the one that is called like a copy of the other, or the first one.
fn copy_first<'f>(
    workspace: &Workspace,
    (file, other): (&'f GoalFile, &'f GoalFile),
) -> (&'f GoalFile, &'f GoalFile) {
    const COPIES: [&str; 12] = [
        "copy", "kopie", "copie", "copia", "old", "backup", "archive", "archiv", "bak", "orig", "draft",
        "drafts",
    ];
    let path = |file: &GoalFile| workspace.sources.file(file.id).path.to_lowercase();
    let is_called_copy =
        |file: &GoalFile| path(file).split(|c: char| !c.is_alphanumeric()).any(|word| COPIES.contains(&word));
    // `growth (1)`, `growth_v2`, `growth-final`
    let is_longer = |file: &GoalFile, other: &GoalFile| {
        let (file, other) = (path(file), path(other));
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let rest = stem(&file).strip_prefix(&stem(&other)).map(str::to_owned);
        rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '/'))
    };
    let is_copy = |file: &GoalFile, other: &GoalFile| {
        (is_called_copy(file), is_called_copy(other)) == (true, false) || is_longer(file, other)
    };
    if is_copy(other, file) && !is_copy(file, other) { (other, file) } else { (file, other) }
}

/// Two files that both say whose the goals are, and name the same.
fn two_files(
    workspace: &Workspace,
    file: &GoalFile,
    other: &GoalFile,
    objective: ObjectiveView<'_>,
) -> Remark {
    let path = |file: &GoalFile| workspace.sources.file(file.id).path.clone();
    let whose = |file: &GoalFile| {
        let content = &file.content;
        let place = content.team.span().or(content.person.span()).or(content.level.span());
        place.or(content.quarter.span())
    };
    let team = objective.team();
    if let Some((is_this_one, meant)) = other_quarter(workspace, file, other) {
        let (copied, original) = if is_this_one { (file, other) } else { (other, file) };
        let quarter = objective.quarter().map(|quarter| quarter.to_string()).unwrap_or_default();
        let message = format!(
            "{} and {} both say `quarter: {quarter}`: is the first one about {meant}?",
            path(copied),
            path(original)
        );
        let place = copied.content.quarter.span().unwrap_or_else(|| objective.heading());
        let remark = Remark::new(place, message).help(format!("write `quarter: {meant}` there"));
        return original
            .content
            .quarter
            .span()
            .into_iter()
            .fold(remark, |remark, there| remark.related(there, "the other file"));
    }
    let says = match (file.content.person.get(), file.content.team.get()) {
        (Some(person), _) if person.as_str() == team => format!("person: {team}"),
        (_, Some(_)) => format!("team: {team}"),
        _ => "level: company".to_owned(),
    };
    let (place, there) = (whose(file).unwrap_or_else(|| objective.heading()), whose(other));
    match looks_copied(workspace, file, other) {
        Some((is_this_one, meant)) => {
            let copied = if is_this_one { path(file) } else { path(other) };
            let (place, there) = match (is_this_one, there) {
                (false, Some(there)) => (there, Some(place)),
                _ => (place, there),
            };
            let message =
                format!("{} and {} both say `{says}`: is {copied} about `{meant}`?", path(other), path(file));
            let key = says.split(':').next().unwrap_or("team");
            let help = format!(
                "write `{key}: {meant}` there; or, if both are of `{team}`, give each objective its own `id:`"
            );
            let remark = Remark::new(place, message).help(help);
            there.into_iter().fold(remark, |remark, there| remark.related(there, "the other file"))
        }
        None if says_the_same(workspace, file, other) => {
            let start = |file: &GoalFile| whose(file).unwrap_or_else(|| Span::new(file.id, 0, 0));
            twice(workspace, file, other, start)
        }
        None if versions::are_of_one(workspace, file, other) => {
            let start = |file: &GoalFile| whose(file).unwrap_or_else(|| Span::new(file.id, 0, 0));
            two_versions(workspace, (file, other), start, &scope_of(objective))
        }
        None => {
            let id = objective.id();
            let message = format!(
                "{} and {} are both of `{team}`: without an id, `{id}` names an objective in each",
                path(other),
                path(file)
            );
            let help = "give each objective its own `id:`, so that an address names only one of them";
            let remark = Remark::new(objective.heading(), message).help(help).at_most(Level::Warning);
            there.into_iter().fold(remark, |remark, there| remark.related(there, "the other file"))
        }
    }
}

/// An objective's id among those of a team, a person or the company in a quarter, across all files.
type InTeam<'w> = (Quarter, Cow<'w, str>, Cow<'w, str>);

/// `None` if the file does not say whose the objective is and when: then its id must be unique within the file only.
fn in_team(objective: ObjectiveView<'_>) -> Option<InTeam<'_>> {
    let quarter = objective.quarter()?;
    let id = &objective.objective.id;
    // An id that cannot be read is reported by another rule.
    let is_known = id.is_absent() || id.get().is_some();
    (is_known && says_whose(objective.file)).then(|| (quarter, objective.team(), objective.id()))
}

/// Where an id is written; a wrong one names nothing.
fn place_of(id: &Field<Id>) -> Option<Span> {
    id.located().map(|(_, place)| place)
}

/// Two things of the same id.
struct Clash<'w> {
    what: &'static str,
    id: Cow<'w, str>,
    /// They seem to be versions of one.
    are_one: bool,
}

impl<'w> Clash<'w> {
    fn of(objective: ObjectiveView<'w>, other: ObjectiveView<'w>) -> Self {
        Self { what: "objective", id: objective.id(), are_one: versions::are_one(objective, other) }
    }
}

/// Something that has an id, or has one by its position.
#[derive(Clone, Copy)]
struct Named {
    /// Where the id is written.
    id: Option<Span>,
    heading: Span,
}

impl Named {
    fn is_written(self) -> bool {
        self.id.is_some()
    }

    /// Reports at the id that is written, the later one where both are. Two ids by position cannot clash.
    fn clash(self, context: &mut Context<'_>, first: Named, clash: &Clash<'_>, scope: &str) {
        let Clash { what, id, are_one } = clash;
        let (place, other, label) = match (self.id, first.id) {
            (Some(place), Some(other)) => (place, other, format!("the first `{id}`")),
            (Some(place), None) => (place, first.heading, format!("without an id, this is `{id}`")),
            (None, Some(place)) => (place, self.heading, format!("without an id, this is `{id}`")),
            (None, None) => return,
        };
        let message = format!("`{id}` names two {what}s{scope}");
        let other_id =
            format!("give one of them another id, like `{id}-2`, and use that wherever it is meant");
        let help = match are_one {
            true => format!("if they are two versions of one {what}, keep one of them; if not, {other_id}"),
            false => other_id,
        };
        context.report(Remark::new(place, message).help(help).related(other, label));
    }
}

fn check_key_results(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    if have_own_ids(objective) {
        return;
    }
    let mut seen: HashMap<Cow<'_, str>, Named> = HashMap::new();
    for key_result in objective.key_results() {
        let own = Named { id: place_of(&key_result.key_result.id), heading: key_result.heading() };
        match seen.get(&key_result.id()) {
            Some(first) => {
                let clash = Clash { what: "key result", id: key_result.id(), are_one: false };
                own.clash(context, *first, &clash, " of this objective");
            }
            None => {
                seen.insert(key_result.id(), own);
            }
        }
    }
}

/// Whether its key results are few and each has an id that no other has: comparing those takes no time.
fn have_own_ids(objective: ObjectiveView<'_>) -> bool {
    const FEW: usize = 8;
    let ids = || objective.key_results().map(|view| view.key_result.id.get());
    let is_own = |at: usize, id: Option<&Id>| id.is_some() && ids().take(at).all(|other| other != id);
    objective.objective.key_results.items().len() <= FEW && ids().enumerate().all(|(at, id)| is_own(at, id))
}

fn check_metrics(context: &mut Context<'_>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for metric in context.workspace.metrics() {
        let Some((id, place)) = metric.metric.id.located() else { continue };
        match seen.get(id.as_str()) {
            Some(first) => context.report(
                Remark::new(place, format!("`{}` names two metrics", id.as_str()))
                    .help(format!(
                        "if they are one metric, keep it in one place and name it by its id elsewhere; \
                         if not, give one of them another id, like `{}_2`",
                        id.as_str()
                    ))
                    .related(*first, format!("the first `{}`", id.as_str())),
            ),
            None => {
                seen.insert(id.as_str(), place);
            }
        }
    }
}

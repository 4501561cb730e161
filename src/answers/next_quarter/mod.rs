//! The next quarter's goals, from those of the one before.
//!
//! A file of the new quarter is a copy of the old one without what stays behind: check-ins, revisions, grades, reflections,
//! and key results that are reached or given up. What goes on keeps its id and its comments; its baseline is the last value,
//! in its fields and in its sentence.

mod choose;
mod cuts;
mod error;
mod numbers;
mod text;

pub use choose::Carry;
pub use error::{Behind, NotOpened};

use super::refused::Refused;
use crate::finding::{Finding, Level};
use crate::goals::{Day, GoalFile, ObjectiveView, Quarter, Workspace};
use crate::lint::{Selection, lint};
use crate::score::{KeyResultCard, Scorecard};
use crate::settings::Settings;
use crate::source::{FileId, SourceFile, Sources};
use crate::write::Text;
use crate::yaml::nearest;
use choose::{Kept, choose};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The rule that speaks where an objective has too few key results.
const TOO_FEW: &str = "key-result-count";

/// For so many days of the new quarter an objective may have fewer key results than it should.
const DAYS_TO_ADD_KEY_RESULTS: i64 = 14;

/// What the next quarter is to begin with.
#[derive(Debug)]
pub struct NextQuarter<'a> {
    /// The quarter to write.
    pub quarter: Quarter,
    /// Only this team's.
    pub team: Option<&'a str>,
    /// Which key results go on.
    pub carry: Carry<'a>,
    /// New targets by the addresses of their key results, or the ends of these.
    pub targets: &'a [(String, String)],
}

/// A key result that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its address in the new quarter.
    pub address: String,
    /// Its sentence.
    pub sentence: String,
    /// What is worth knowing about it; empty if nothing is.
    pub remark: String,
}

/// The files of the new quarter, not written yet.
#[derive(Debug)]
pub struct Opened {
    /// The quarter they come from.
    pub from: Quarter,
    /// The files, with their paths from the root of the workspace.
    pub texts: Vec<Text>,
    /// The key results in them.
    pub carried: Vec<Carried>,
    /// What is worth saying beside.
    pub notes: Vec<String>,
}

/// What the steps need to know.
struct Opening<'w> {
    workspace: &'w Workspace,
    settings: &'w Settings,
    from: Quarter,
    quarter: Quarter,
    /// The key results of the old quarter by their addresses.
    cards: HashMap<String, KeyResultCard>,
    /// New targets by full addresses in the old quarter.
    targets: BTreeMap<String, String>,
    /// The key results that go on, by full addresses in the old quarter.
    kept: HashSet<String>,
}

/// Lays out the files of the next quarter.
///
/// # Errors
/// No goals to begin with, goals that are there already, targets that are reached, or files that `okr check` would find
/// errors in.
pub fn open(
    workspace: &Workspace,
    settings: &Settings,
    wanted: &NextQuarter<'_>,
    today: Day,
) -> Result<Opened, NotOpened> {
    let from = quarter_before(workspace, wanted)?;
    let mut notes = Vec::new();
    let files = files_to_copy(workspace, wanted, from, &mut notes)?;
    let card = Scorecard::new(workspace, settings, from, today);
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let key_results = objectives.flat_map(|objective| &objective.key_results);
    let cards: HashMap<String, KeyResultCard> =
        key_results.map(|card| (card.address.clone(), card.clone())).collect();
    let kept = choose(workspace, &cards, &files, &wanted.carry, from)?;
    let targets = targets_by_address(workspace, wanted, from, &kept)?;
    let opening = Opening { workspace, settings, from, quarter: wanted.quarter, cards, targets, kept };
    opening.ask_for_targets(&files)?;
    let mut opened = Opened { from, texts: Vec::new(), carried: Vec::new(), notes };
    for file in &files {
        let source = &workspace.sources.file(file.id);
        let path = text::new_path(&source.path, from, wanted.quarter);
        if workspace.sources.iter().any(|(_, other)| other.path == path) {
            return Err(NotOpened::FileThere { path });
        }
        let kept = Kept::of(workspace, file, &opening.kept);
        let after = match kept.is_empty() {
            true => text::bare(workspace, file, wanted.quarter),
            false => opening.copied(file, &kept, &mut opened)?,
        };
        opened.texts.push(Text { path, before: None, after });
    }
    refuse_errors(workspace, settings, &mut opened, today, wanted.quarter)?;
    Ok(opened)
}

/// The latest quarter before the new one that has goals.
fn quarter_before(workspace: &Workspace, wanted: &NextQuarter<'_>) -> Result<Quarter, NotOpened> {
    let teams: Vec<String> = objective_files(workspace).map(|file| team_of(workspace, file)).collect();
    if let Some(team) = wanted.team.filter(|team| !teams.iter().any(|known| known == team)) {
        let near = nearest(team, teams.iter().map(String::as_str)).map(str::to_owned);
        return Err(NotOpened::UnknownTeam { team: team.to_owned(), near });
    }
    let own = objective_files(workspace).filter(|file| is_of(workspace, file, wanted.team));
    let before = own.filter_map(GoalFile::quarter).filter(|quarter| *quarter < wanted.quarter).max();
    before.ok_or(NotOpened::NothingBefore { quarter: wanted.quarter })
}

/// The files of the old quarter whose team has no goals for the new one yet.
fn files_to_copy<'w>(
    workspace: &'w Workspace,
    wanted: &NextQuarter<'_>,
    from: Quarter,
    notes: &mut Vec<String>,
) -> Result<Vec<&'w GoalFile>, NotOpened> {
    let mut files = Vec::new();
    let mut there = Vec::new();
    for file in objective_files(workspace).filter(|file| file.quarter() == Some(from)) {
        if !is_of(workspace, file, wanted.team) {
            continue;
        }
        let team = team_of(workspace, file);
        let has_new =
            |other: &&GoalFile| other.quarter() == Some(wanted.quarter) && team_of(workspace, other) == team;
        match objective_files(workspace).find(has_new) {
            Some(other) => {
                there.push(format!(
                    "{team} has goals for {} in {}",
                    wanted.quarter,
                    workspace.sources.file(other.id).path
                ));
            }
            None if file.damaged => {
                return Err(NotOpened::Damaged { path: workspace.sources.file(file.id).path.clone() });
            }
            None => files.push(file),
        }
    }
    if files.is_empty() {
        return Err(NotOpened::ThereAlready { there });
    }
    notes.extend(there.into_iter().map(|there| format!("{there} already: left as it is")));
    Ok(files)
}

fn objective_files(workspace: &Workspace) -> impl Iterator<Item = &GoalFile> {
    workspace.files.iter().map(|file| &**file).filter(|file| !file.content.objectives.items().is_empty())
}

fn team_of(workspace: &Workspace, file: &GoalFile) -> String {
    file.team(&workspace.sources).into_owned()
}

fn is_of(workspace: &Workspace, file: &GoalFile, team: Option<&str>) -> bool {
    team.is_none_or(|team| file.team(&workspace.sources) == team)
}

/// The new targets by full addresses; each must be of a key result that goes on.
fn targets_by_address(
    workspace: &Workspace,
    wanted: &NextQuarter<'_>,
    from: Quarter,
    kept: &HashSet<String>,
) -> Result<BTreeMap<String, String>, NotOpened> {
    let mut targets = BTreeMap::new();
    for (address, target) in wanted.targets {
        // Ids stay, so an address of the new quarter names the key result of the old one.
        let own = format!("{}/", wanted.quarter);
        let old = address.strip_prefix(&own).map(|rest| format!("{from}/{rest}"));
        let view = choose::key_result(workspace, old.as_deref().unwrap_or(address), from)?;
        if !kept.contains(&view) {
            return Err(NotOpened::NotCarried { address: view });
        }
        targets.insert(view, target.clone());
    }
    Ok(targets)
}

impl Opening<'_> {
    /// Asks for the targets that are reached, all of them at once.
    fn ask_for_targets(&self, files: &[&GoalFile]) -> Result<(), NotOpened> {
        let mut behind = Vec::new();
        for file in files {
            for view in self.workspace.objectives_of(file).flat_map(|objective| objective.key_results()) {
                let address = view.address();
                if self.kept.contains(&address) && !self.targets.contains_key(&address) {
                    behind.extend(self.cards.get(&address).and_then(|card| numbers::behind(view, card)));
                }
            }
        }
        if behind.is_empty() { Ok(()) } else { Err(NotOpened::Behind(behind)) }
    }

    /// The text of a file with what goes on.
    fn copied(&self, file: &GoalFile, kept: &Kept, opened: &mut Opened) -> Result<String, NotOpened> {
        let source = self.workspace.sources.file(file.id);
        let refused = |reason| NotOpened::File { path: source.path.clone(), reason };
        let edits = cuts::edits(self, file, kept);
        let text = match edits.is_empty() {
            true => source.text.to_string(),
            false => crate::yaml::edit::cut(&source.text, &edits).map_err(refused)?,
        };
        let with = |text: &str| {
            let source = SourceFile { text: Arc::new(text.to_owned()), ..source.clone() };
            self.workspace.with_files(vec![(file.id, source)], &self.settings.vocabulary)
        };
        let trial = with(&text);
        let edits = numbers::fields(self, &trial, file.id, kept, &source.path)?;
        let text = crate::yaml::edit::apply(&text, &edits).map_err(refused)?;
        let trial = with(&text);
        let edits = numbers::words(self, &trial, file.id, kept);
        let text = match edits.is_empty() {
            true => text,
            false => crate::yaml::edit::apply(&text, &edits).map_err(refused)?,
        };
        numbers::tell(self, &with(&text), file.id, kept, opened)?;
        Ok(text::ended(&text))
    }
}

/// The goals with the new files, and the errors that `okr check` finds in these, today or once the quarter is on.
fn errors(
    workspace: &Workspace,
    settings: &Settings,
    texts: &[Text],
    today: Day,
    quarter: Quarter,
) -> (Workspace, Vec<Finding>) {
    let mut sources: Vec<SourceFile> = workspace.sources.iter().map(|(_, source)| source.clone()).collect();
    let new = |text: &Text| SourceFile {
        path: text.path.clone(),
        text: Arc::new(text.after.clone()),
        defect: None,
    };
    sources.extend(texts.iter().map(new));
    let with_new = Workspace::read(Sources::new(sources), &settings.vocabulary, workspace.calendar);
    let is_ours = |path: &str| texts.iter().any(|text| text.path == path);
    let mut errors = Vec::new();
    for day in [today, workspace.calendar.first_day(quarter).max(today)] {
        let report = lint(&with_new, settings, day, &Selection::default());
        errors.extend(report.findings.into_iter().filter(|finding| {
            finding.level == Level::Error && is_ours(&with_new.sources.file(finding.span.file).path)
        }));
    }
    (with_new, errors)
}

/// Refuses files that `okr check` finds errors in. An objective that keeps too few key results because the others
/// stay behind says so in a comment, which covers the finding until the quarter is two weeks old: its author is to add another.
fn refuse_errors(
    workspace: &Workspace,
    settings: &Settings,
    opened: &mut Opened,
    today: Day,
    quarter: Quarter,
) -> Result<(), NotOpened> {
    let (with_new, found) = errors(workspace, settings, &opened.texts, today, quarter);
    let mut alone: BTreeMap<u32, (FileId, String)> = BTreeMap::new();
    for finding in found.iter().filter(|finding| finding.rule == TOO_FEW) {
        let holds = |view: &ObjectiveView<'_>| view.span.contains(finding.span);
        let Some(view) =
            with_new.file(finding.span.file).and_then(|file| with_new.objectives_of(file).find(holds))
        else {
            continue;
        };
        let old = workspace.objective(Some(opened.from), &view.team(), &view.id());
        if old.is_some_and(|old| old.key_results().count() > 1) {
            alone.insert(view.span.start, (view.file.id, view.short_address()));
        }
    }
    // From the last on, so that places above stay true.
    for (start, (file, address)) in alone.into_iter().rev() {
        let path = &with_new.sources.file(file).path;
        let Some(text) = opened.texts.iter_mut().find(|text| text.path == *path) else { continue };
        let line = text.after[..start as usize].rfind('\n').map_or(0, |at| at + 1);
        let margin: String = text.after[line..].chars().take_while(|c| *c == ' ').collect();
        let newline = if text.after.contains("\r\n") { "\r\n" } else { "\n" };
        let from = opened.from;
        let until = workspace.calendar.first_day(quarter).max(today).plus_days(DAYS_TO_ADD_KEY_RESULTS);
        let comment = format!(
            "{margin}# okr: ignore[{TOO_FEW}] until={until} it goes on from {from} with one key result; add another{newline}"
        );
        text.after.insert_str(line, &comment);
        opened.notes.push(format!(
            "{address} goes on with one key result, which `okr check` overlooks until {}: add another, and take the comment above it out",
            until.short()
        ));
    }
    let (with_new, found) = errors(workspace, settings, &opened.texts, today, quarter);
    match found.into_iter().next() {
        None => Ok(()),
        Some(error) => {
            let path = with_new.sources.file(error.span.file).path.clone();
            let (message, help) = (error.message, error.help.unwrap_or_default());
            Err(NotOpened::Error { path, rule: error.rule, address: error.address, message, help })
        }
    }
}

impl From<Refused> for NotOpened {
    fn from(refused: Refused) -> Self {
        NotOpened::Refused(refused)
    }
}

//! Everything that a reference can name, and what is nearest to a name that is not there.

use super::says_whose;
use crate::goals::values::slug;
use crate::goals::{GoalFile, MetricRole, ObjectiveView, Quarter, Workspace};
use crate::yaml::{self, Field};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How many names may be compared in search of near ones. A workspace that needs more has one big mistake, not many
/// small ones, and should not wait for the suggestions.
const MOST_COMPARISONS: usize = 300_000;

type Name<'w> = Cow<'w, str>;
type Teams<'w> = BTreeMap<Name<'w>, BTreeSet<Name<'w>>>;

/// An objective in each quarter it has, the earliest first. Nearly all have one, for which a tree would be wasted.
type Quarters<'w> = Vec<(Quarter, ObjectiveView<'w>)>;

/// What the workspace defines, by name.
pub(super) struct Known<'w> {
    metrics: BTreeMap<&'w str, MetricRole>,
    /// The first file that defines any.
    pub(super) metrics_file: Option<&'w str>,
    /// By team and objective id.
    objectives: HashMap<(Name<'w>, Name<'w>), Quarters<'w>>,
    /// The ids of each team's objectives, by quarter.
    teams: BTreeMap<Quarter, Teams<'w>>,
    no_teams: Teams<'w>,
    no_names: BTreeSet<Name<'w>>,
    /// Filled in for the objectives that references point to: by file and position.
    key_results: RefCell<HashMap<(u32, usize), HashSet<Name<'w>>>>,
    /// Names that may be defined where nobody can see it: wrong ids, ids in damaged files, and objectives of files that
    /// do not say whose they are.
    hidden: HashSet<Name<'w>>,
    any_damaged: bool,
    /// A file could not be read at all, so anything may be defined in it.
    pub(super) blind: bool,
    comparisons_left: Cell<usize>,
}

impl<'w> Known<'w> {
    pub(super) fn of(workspace: &'w Workspace) -> Self {
        let mut known = Self {
            metrics: BTreeMap::new(),
            metrics_file: None,
            objectives: HashMap::new(),
            teams: BTreeMap::new(),
            no_teams: Teams::new(),
            no_names: BTreeSet::new(),
            key_results: RefCell::default(),
            hidden: HashSet::new(),
            any_damaged: false,
            blind: false,
            comparisons_left: Cell::new(MOST_COMPARISONS),
        };
        for file in &workspace.files {
            known.take_damage(workspace, file);
            known.take_metrics(workspace, file);
            for objective in workspace.objectives_of(file) {
                known.take_objective(objective);
            }
        }
        known
    }

    fn take_damage(&mut self, workspace: &'w Workspace, file: &GoalFile) {
        let source = workspace.sources.file(file.id);
        self.any_damaged |= file.damaged;
        self.blind |= source.defect.is_some() && source.text.is_empty();
        if file.damaged {
            self.hidden.extend(ids_in(&source.text).map(Cow::Borrowed));
        }
    }

    fn take_metrics(&mut self, workspace: &'w Workspace, file: &'w GoalFile) {
        self.take_unread(workspace, file.content.guardrails.items());
        self.take_unread(workspace, file.content.metrics.items());
        self.take_unread(workspace, file.content.input_metrics.items());
        for metric in workspace.metrics_of(file) {
            self.hide_if_wrong(workspace, &metric.metric.id);
            let Some(id) = metric.id() else { continue };
            let role = self.metrics.entry(id).or_insert(metric.role);
            if metric.role == MetricRole::Guardrail {
                *role = metric.role;
            }
            self.metrics_file.get_or_insert(&workspace.sources.file(file.id).path);
        }
    }

    /// An item that could not be read has a name nevertheless: the one in its text, or the one of its place.
    fn take_unread<T>(&mut self, workspace: &'w Workspace, items: &[Field<T>]) {
        for item in items.iter().filter(|item| item.get().is_none()) {
            self.any_damaged = true;
            self.hidden.extend(
                item.span()
                    .into_iter()
                    .flat_map(|place| ids_in(workspace.sources.text(place)).map(Cow::Borrowed)),
            );
        }
    }

    fn take_objective(&mut self, view: ObjectiveView<'w>) {
        self.hide_if_wrong(view.workspace, &view.objective.id);
        self.take_unread(view.workspace, view.objective.key_results.items());
        for key_result in view.key_results() {
            self.hide_if_wrong(view.workspace, &key_result.key_result.id);
        }
        match view.quarter() {
            Some(quarter) if says_whose(view.file) => {
                let named = (view.team(), view.id());
                let quarters = self.objectives.entry(named).or_default();
                if let Err(place) = quarters.binary_search_by_key(&quarter, |(quarter, _)| *quarter) {
                    quarters.insert(place, (quarter, view));
                }
                let teams = self.teams.entry(quarter).or_default();
                teams.entry(view.team()).or_default().insert(view.id());
            }
            _ => {
                self.hidden.insert(view.id());
            }
        }
    }

    fn hide_if_wrong<T>(&mut self, workspace: &'w Workspace, id: &Field<T>) {
        if let (None, Some(wrong)) = (id.get(), id.span()) {
            // References may have it as it is written, or as it will be once it is right.
            let written = workspace.sources.text(wrong).trim_matches(['"', '\'']);
            self.hidden.extend([
                Cow::Borrowed(written),
                slug(written, '-').into(),
                slug(written, '_').into(),
            ]);
        }
    }

    /// The section a metric is in; `guardrails` if it is in several.
    pub(super) fn metric(&self, id: &str) -> Option<MetricRole> {
        self.metrics.get(id).copied()
    }

    pub(super) fn objective(&self, quarter: Quarter, team: &str, id: &str) -> Option<ObjectiveView<'w>> {
        let quarters = self.objectives.get(&(Cow::Borrowed(team), Cow::Borrowed(id)))?;
        let place = quarters.binary_search_by_key(&quarter, |(quarter, _)| *quarter).ok()?;
        Some(quarters[place].1)
    }

    pub(super) fn has_key_result(&self, objective: ObjectiveView<'w>, id: &str) -> bool {
        let place = (objective.file.id.0, objective.position);
        let mut key_results = self.key_results.borrow_mut();
        let ids = key_results.entry(place).or_insert_with(|| {
            let readable = objective.key_results();
            readable.map(|key_result| key_result.id()).collect()
        });
        ids.contains(id)
    }

    /// Whether a name may be defined in a place that could not be read.
    pub(super) fn may_be_hidden(&self, name: &str) -> bool {
        // Where part of a list is missing, its first item need not be `o1`.
        let by_position = |prefix: &str| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        self.hidden.contains(name) || (self.any_damaged && (by_position("o") || by_position("kr")))
    }

    /// The quarter nearest to `quarter` in which a team has an objective, an earlier one before a later one.
    pub(super) fn other_quarter(&self, quarter: Quarter, team: &str, id: &str) -> Option<Quarter> {
        let quarters = self.objectives.get(&(Cow::Borrowed(team), Cow::Borrowed(id)))?;
        let (before, after) = quarters.split_at(quarters.partition_point(|(other, _)| *other < quarter));
        before.last().or(after.first()).map(|(quarter, _)| *quarter)
    }

    /// The team that has an objective of this id: the company, otherwise the first by name.
    pub(super) fn team_with(&self, quarter: Quarter, id: &str) -> Option<&str> {
        let teams = self.teams.get(&quarter)?;
        let has = |team: &str| teams.get(team).is_some_and(|ids| ids.contains(id));
        if has("company") {
            return Some("company");
        }
        if !self.may_compare(teams.len()) {
            return None;
        }
        teams.iter().find(|(_, ids)| ids.contains(id)).map(|(team, _)| team.as_ref())
    }

    /// The teams with objectives in a quarter, by name.
    pub(super) fn teams(&self, quarter: Quarter) -> impl ExactSizeIterator<Item = &str> {
        self.teams.get(&quarter).unwrap_or(&self.no_teams).keys().map(Cow::as_ref)
    }

    /// The ids of a team's objectives in a quarter, by name.
    pub(super) fn objectives_of(&self, quarter: Quarter, team: &str) -> impl ExactSizeIterator<Item = &str> {
        let ids = self.teams.get(&quarter).and_then(|teams| teams.get(team));
        ids.unwrap_or(&self.no_names).iter().map(Cow::as_ref)
    }

    /// The metric whose id is nearest; only guardrails where one is wanted.
    pub(super) fn nearest_metric(&self, id: &str, wanted: Option<MetricRole>) -> Option<&'w str> {
        let metrics = self.metrics.iter().filter(|(_, role)| wanted.is_none_or(|wanted| **role == wanted));
        self.nearest(id, metrics.map(|(id, _)| *id))
    }

    /// The nearest of some names, as long as there is time for it.
    pub(super) fn nearest<'n>(&self, word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        // Of one or two letters everything is near.
        if word.len() < 3 {
            return None;
        }
        let left = self.comparisons_left.get();
        let mut compared = 0;
        let names = names.take(left).inspect(|_| compared += 1);
        // No name of another length can be near; see `yaml::nearest`.
        let near = yaml::nearest(word, names.filter(|name| name.len().abs_diff(word.len()) <= 3));
        self.comparisons_left.set(left - compared);
        near
    }

    /// Takes that many comparisons off those left; `false` where they are used up.
    pub(super) fn may_compare(&self, number: usize) -> bool {
        let left = self.comparisons_left.get();
        self.comparisons_left.set(left.saturating_sub(number));
        left >= number
    }
}

/// The words after `id:` in a text that may not be YAML.
fn ids_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("id:").skip(1).filter_map(|after| {
        let word = after.lines().next()?.trim_start();
        let word = word.split([' ', ',', ':', '}', '#', '\t']).next()?;
        Some(word.trim_matches(['"', '\''])).filter(|word| !word.is_empty())
    })
}

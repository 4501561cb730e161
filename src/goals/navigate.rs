//! The ways from one thing to another: from the workspace to what its files define, from an objective to its key results,
//! from a key result to its metric, from a reference to what it names.

use super::address::{Address, Endings, Item, NotFound, find};
use super::calendar::Quarter;
use super::file::GoalFile;
use super::key_result::KeyResultView;
use super::metric::MetricView;
use super::objective::ObjectiveView;
use super::sections::{MetricRole, guardrail_references, metric_at, metrics_in, objectives_in};
use super::values::{Owner, names_of};
use super::workspace::{PositionsById, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::Field;
use std::collections::{BTreeSet, HashMap};

/// More than anybody has: among fewer key results, looking at each is quicker than an index.
const MANY_KEY_RESULTS: usize = 30;

/// What an address or a reference names.
#[derive(Debug, Clone, Copy)]
pub enum Target<'w> {
    /// A metric, by its id.
    Metric(MetricView<'w>),
    /// An objective, by `team/objective`.
    Objective(ObjectiveView<'w>),
    /// A key result, by `team/objective/key-result`.
    KeyResult(KeyResultView<'w>),
}

impl Workspace {
    /// Every metric, file by file.
    pub fn metrics(&self) -> impl Iterator<Item = MetricView<'_>> {
        self.files.iter().flat_map(|file| self.metrics_of(file))
    }

    /// The metrics that one file defines.
    pub fn metrics_of<'w>(&'w self, file: &'w GoalFile) -> impl Iterator<Item = MetricView<'w>> {
        metrics_in(file).map(move |(role, _, metric, span)| MetricView {
            workspace: self,
            file,
            metric,
            role,
            span,
        })
    }

    /// Every north star; a good workspace has one.
    pub fn north_stars(&self) -> impl Iterator<Item = MetricView<'_>> {
        self.with_north_star.iter().filter_map(|number| {
            let file = &self.files[*number as usize];
            let (metric, span) = file.content.north_star.located()?;
            Some(MetricView { workspace: self, file, metric, role: MetricRole::NorthStar, span })
        })
    }

    /// Everybody who owns something, each under the names that are written.
    #[must_use]
    pub fn owners(&self) -> BTreeSet<&str> {
        let of_files = self.files.iter().map(|file| &file.content.owner);
        let of_objectives = self.objectives().map(|view| &*view.objective.owner);
        let of_key_results = self.key_results().map(|view| &*view.key_result.owner);
        let of_metrics = self.metrics().map(|view| &view.metric.owner);
        let bets = self.objectives().flat_map(|view| view.objective.initiatives.readable());
        let of_bets = bets.map(|(bet, _)| &bet.0.owner);
        let owners = of_files.chain(of_objectives).chain(of_key_results).chain(of_metrics).chain(of_bets);
        owners.filter_map(Field::get).flat_map(|owner: &Owner| names_of(owner.as_str())).collect()
    }

    /// Every objective, file by file.
    pub fn objectives(&self) -> impl Iterator<Item = ObjectiveView<'_>> {
        self.files.iter().flat_map(|file| self.objectives_of(file))
    }

    /// Every key result, objective by objective.
    pub fn key_results(&self) -> impl Iterator<Item = KeyResultView<'_>> {
        self.objectives().flat_map(|objective| objective.key_results())
    }

    /// The key results of one file, objective by objective.
    pub fn key_results_of<'w>(&'w self, file: &'w GoalFile) -> impl Iterator<Item = KeyResultView<'w>> {
        self.objectives_of(file).flat_map(|objective| objective.key_results())
    }

    /// The objectives of one file.
    pub fn objectives_of<'w>(&'w self, file: &'w GoalFile) -> impl Iterator<Item = ObjectiveView<'w>> {
        objectives_in(file).map(move |(position, objective, span)| ObjectiveView {
            workspace: self,
            file,
            objective,
            span,
            position,
        })
    }

    /// The metric with this id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<MetricView<'_>> {
        let place = self.metric_place(id)?;
        let file = &self.files[place.file as usize];
        let (metric, span) = metric_at(file, place.role, place.position)?;
        Some(MetricView { workspace: self, file, metric, role: place.role, span })
    }

    /// The objective with this id of a team in a quarter.
    #[must_use]
    pub fn objective(&self, quarter: Option<Quarter>, team: &str, id: &str) -> Option<ObjectiveView<'_>> {
        let place = self.objective_places(quarter, team, id).next()?;
        let file = &self.files[place.file as usize];
        let position = place.position as usize;
        let (objective, span) = file.content.objectives.items().get(position)?.located()?;
        Some(ObjectiveView { workspace: self, file, objective, span, position })
    }

    /// Whether another objective of its team has the id of this one in the same quarter.
    #[must_use]
    pub fn shares_its_name(&self, objective: ObjectiveView<'_>) -> bool {
        self.objective_places(objective.quarter(), &objective.team(), &objective.id()).nth(1).is_some()
    }

    /// What a reference in a file names: a metric id, `team/objective`, `team/objective/key-result`, or either with
    /// the quarter in front. Without one the reference stays in `quarter`.
    #[must_use]
    pub fn resolve(&self, reference: &str, quarter: Option<Quarter>) -> Option<Target<'_>> {
        let address = Address::parse(reference)?;
        let quarter = address.quarter.or(quarter);
        match address.item {
            Item::Metric(metric) => self.metric(metric).map(Target::Metric),
            Item::Objective { team, id } => self.objective(quarter, team, id).map(Target::Objective),
            Item::KeyResult { team, objective, id } => {
                let objective = self.objective(quarter, team, objective)?;
                self.key_result(objective, id).map(Target::KeyResult)
            }
        }
    }

    /// What an address on a command line names: the full one, or an ending that only one thing has.
    ///
    /// # Errors
    /// The candidates where several things go by the address; where nothing does, the nearest one.
    pub fn find(&self, address: &str) -> Result<Target<'_>, NotFound> {
        find(self.things(None), address).map(|(_, target)| target)
    }

    /// The same, seen from a quarter: first among the metrics and the goals of that quarter, then anywhere. Ids stay when
    /// key results are carried over, so that most endings would otherwise name several things.
    ///
    /// # Errors
    /// As [`Workspace::find`].
    pub fn find_in(&self, address: &str, quarter: Quarter) -> Result<Target<'_>, NotFound> {
        match find(self.things(Some(quarter)), address) {
            Err(not_found) if not_found.candidates.is_empty() => {
                let near = not_found.near;
                self.find(address).map_err(|missed| NotFound { near: near.or(missed.near), ..missed })
            }
            found => found.map(|(_, target)| target),
        }
    }

    /// The endings of the addresses that [`Workspace::find_in`] looks through first.
    #[must_use]
    pub fn endings(&self, quarter: Quarter) -> Endings {
        Endings::of(self.things(Some(quarter)).map(|(address, _)| address))
    }

    /// Everything that has an address: metrics, and the goals of one quarter or of all.
    fn things(&self, quarter: Option<Quarter>) -> impl Iterator<Item = (String, Target<'_>)> {
        let is_wanted = move |own: Option<Quarter>| quarter.is_none() || own == quarter;
        let metrics =
            self.metrics().filter_map(|metric| Some((metric.id()?.to_owned(), Target::Metric(metric))));
        let objectives = self.objectives().filter(move |view| is_wanted(view.quarter()));
        let objectives = objectives.map(|view| (view.address(), Target::Objective(view)));
        let key_results = self.key_results().filter(move |view| is_wanted(view.quarter()));
        let key_results = key_results.map(|view| (view.address(), Target::KeyResult(view)));
        metrics.chain(objectives).chain(key_results)
    }

    /// The objective at some place: its file, and its place in the list, from 0.
    pub(crate) fn objective_at(&self, file: FileId, position: usize) -> Option<ObjectiveView<'_>> {
        let file = self.file(file)?;
        let (objective, span) = file.content.objectives.items().get(position)?.located()?;
        Some(ObjectiveView { workspace: self, file, objective, span, position })
    }

    /// The key result at some place: its file, and the places of its objective and itself in their lists, from 0.
    pub(crate) fn key_result_at(
        &self,
        file: FileId,
        objective: usize,
        key_result: usize,
    ) -> Option<KeyResultView<'_>> {
        self.objective_at(file, objective)?.key_result_at(key_result)
    }

    /// The first key result of an objective with this id.
    pub(crate) fn key_result<'w>(
        &'w self,
        objective: ObjectiveView<'w>,
        id: &str,
    ) -> Option<KeyResultView<'w>> {
        if objective.objective.key_results.items().len() <= MANY_KEY_RESULTS {
            return objective.key_results().find(|candidate| candidate.id() == id);
        }
        let positions = self.key_results_of_many.get_or_init(|| self.index_many_key_results());
        let of_objective = positions.get(&(objective.file.id, objective.position))?;
        objective.key_result_at(*of_objective.get(id)?)
    }

    fn index_many_key_results(&self) -> HashMap<(FileId, usize), PositionsById> {
        let many =
            self.objectives().filter(|view| view.objective.key_results.items().len() > MANY_KEY_RESULTS);
        let index = |view: ObjectiveView<'_>| {
            let mut positions = PositionsById::new();
            for key_result in view.key_results() {
                positions.entry(Box::from(&*key_result.id())).or_insert(key_result.position);
            }
            ((view.file.id, view.position), positions)
        };
        many.map(index).collect()
    }

    /// The guardrails that a file only names, as the default of its objectives, with their places.
    pub fn guardrails_named_by<'w>(
        &self,
        file: &'w GoalFile,
    ) -> impl Iterator<Item = (&'w str, Span)> + use<'w> {
        guardrail_references(file)
    }
}

impl<'w> ObjectiveView<'w> {
    /// The key result at this place of its list, from 0, if it could be read.
    pub(super) fn key_result_at(&self, position: usize) -> Option<KeyResultView<'w>> {
        let (short, span) = self.objective.key_results.items().get(position)?.located()?;
        Some(KeyResultView { objective: *self, key_result: &short.0, span, position })
    }

    /// Its key results that could be read.
    pub fn key_results(&self) -> impl Iterator<Item = KeyResultView<'w>> + use<'w> {
        let objective = *self;
        let items = self.objective.key_results.items().iter().enumerate();
        items.filter_map(move |(position, item)| {
            let (short, span) = item.located()?;
            Some(KeyResultView { objective, key_result: &short.0, span, position })
        })
    }
}

impl<'w> KeyResultView<'w> {
    /// The metric it names, where that is defined.
    #[must_use]
    pub fn metric(&self) -> Option<MetricView<'w>> {
        self.workspace().metric(self.key_result.metric.get()?)
    }
}

impl<'w> MetricView<'w> {
    /// The ids of the metrics it drives: those it names, else, for an input metric, the north star.
    #[must_use]
    pub fn drives(&self) -> Vec<&'w str> {
        if self.metric.drives.is_absent() && self.role == MetricRole::Input {
            return self.workspace.north_stars().filter_map(|star| star.id()).take(1).collect();
        }
        self.metric.drives.readable().map(|(id, _)| id.as_str()).collect()
    }
}

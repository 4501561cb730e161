//! All goal files together, with an index over what they define.

use super::calendar::{Calendar, Quarter};
use super::file::GoalFile;
use super::format::{List, Metric};
use super::key_result::KeyResultView;
use super::metric::{MetricRole, MetricView};
use super::objective::ObjectiveView;
use super::values::{Level, slug};
use crate::prose::Vocabulary;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{Field, Short};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The union of all goal files.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The texts; those of other versions of the workspace may be among them.
    pub sources: Arc<Sources>,
    /// What each file says, by path. Versions of a workspace share the files that did not change.
    pub files: Vec<Arc<GoalFile>>,
    /// How fiscal quarters lie.
    pub calendar: Calendar,
    metrics: HashMap<Box<str>, MetricPlace>,
    /// The files that define a north star.
    starry: Vec<u32>,
    objectives: HashMap<ObjectiveKey, ObjectivePlace>,
    /// By file and position of an objective with many key results, where these are in its list. Made when first asked for.
    key_results_of_many: OnceLock<HashMap<(FileId, usize), PositionsById>>,
}

/// Where the key results of one objective are in its list.
type PositionsById = HashMap<Box<str>, usize>;

/// More than anybody has: among fewer key results, looking at each is quicker than an index.
const MANY_KEY_RESULTS: usize = 30;

/// Quarter, team, objective id.
type ObjectiveKey = (Option<Quarter>, Box<str>, Box<str>);

#[derive(Debug, Clone, Copy)]
struct MetricPlace {
    file: u32,
    role: MetricRole,
    position: u32,
}

#[derive(Debug, Clone, Copy)]
struct ObjectivePlace {
    file: u32,
    position: u32,
}

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
    /// Reads all sources, each on its own, on as many threads as there are cores.
    #[must_use]
    pub fn read(sources: Sources, vocabulary: &Vocabulary, calendar: Calendar) -> Self {
        let numbered: Vec<_> = sources.iter().collect();
        let read = |(id, source)| Arc::new(GoalFile::read(source, id, vocabulary));
        let files = numbered.into_par_iter().map(read).collect();
        Self::new(Arc::new(sources), files, calendar)
    }

    /// Indexes files that were read, some or all of the sources. Of two things with one name the first is found by it.
    #[must_use]
    pub fn new(sources: Arc<Sources>, files: Vec<Arc<GoalFile>>, calendar: Calendar) -> Self {
        let mut workspace = Self { sources, files, calendar, ..Self::default() };
        let mut metrics = HashMap::new();
        let mut objectives = HashMap::new();
        for (number, file) in workspace.files.iter().enumerate() {
            for (role, position, metric, _) in metrics_of(file) {
                if let Some(id) = metric.id.get() {
                    let place = MetricPlace { file: number as u32, role, position };
                    metrics.entry(id.as_str().into()).or_insert(place);
                }
            }
            for view in workspace.objectives_of(file) {
                let key = (view.quarter(), Box::from(&*view.team()), Box::from(&*view.id()));
                let place = ObjectivePlace { file: number as u32, position: view.position as u32 };
                objectives.entry(key).or_insert(place);
            }
        }
        let has_north_star = |(_, file): &(u32, &Arc<GoalFile>)| !file.content.north_star.is_absent();
        let starry = (0..).zip(&workspace.files).filter(has_north_star).map(|(number, _)| number).collect();
        workspace.starry = starry;
        workspace.metrics = metrics;
        workspace.objectives = objectives;
        workspace
    }

    /// Every metric, file by file.
    pub fn metrics(&self) -> impl Iterator<Item = MetricView<'_>> {
        self.files.iter().flat_map(|file| self.metrics_of(file))
    }

    /// The metrics that one file defines.
    pub fn metrics_of<'w>(&'w self, file: &'w GoalFile) -> impl Iterator<Item = MetricView<'w>> {
        metrics_of(file).map(move |(role, _, metric, span)| MetricView {
            workspace: self,
            file,
            metric,
            role,
            span,
        })
    }

    /// Every north star; a good workspace has one.
    pub fn north_stars(&self) -> impl Iterator<Item = MetricView<'_>> {
        self.starry.iter().filter_map(|number| {
            let file = &self.files[*number as usize];
            let (metric, span) = file.content.north_star.located()?;
            Some(MetricView { workspace: self, file, metric, role: MetricRole::NorthStar, span })
        })
    }

    /// Every objective, file by file.
    pub fn objectives(&self) -> impl Iterator<Item = ObjectiveView<'_>> {
        self.files.iter().flat_map(|file| self.objectives_of(file))
    }

    /// Every key result, objective by objective.
    pub fn key_results(&self) -> impl Iterator<Item = KeyResultView<'_>> {
        self.objectives().flat_map(|objective| objective.key_results())
    }

    /// The objectives of one file.
    pub fn objectives_of<'w>(&'w self, file: &'w GoalFile) -> impl Iterator<Item = ObjectiveView<'w>> {
        file.content.objectives.items().iter().enumerate().filter_map(move |(position, item)| {
            let (objective, span) = item.located()?;
            Some(ObjectiveView { workspace: self, file, objective, span, position })
        })
    }

    /// The metric with this id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<MetricView<'_>> {
        let place = *self.metrics.get(id)?;
        let file = &self.files[place.file as usize];
        let (metric, span) = metric_at(file, place)?;
        Some(MetricView { workspace: self, file, metric, role: place.role, span })
    }

    /// The objective with this id of a team in a quarter.
    #[must_use]
    pub fn objective(&self, quarter: Option<Quarter>, team: &str, id: &str) -> Option<ObjectiveView<'_>> {
        let place = *self.objectives.get(&(quarter, team.into(), id.into()))?;
        let file = &self.files[place.file as usize];
        let position = place.position as usize;
        let (objective, span) = file.content.objectives.items().get(position)?.located()?;
        Some(ObjectiveView { workspace: self, file, objective, span, position })
    }

    /// What a reference in a file names: a metric id, `team/objective`, `team/objective/key-result`, or either with
    /// the quarter in front. Without one the reference stays in `quarter`.
    #[must_use]
    pub fn resolve(&self, reference: &str, quarter: Option<Quarter>) -> Option<Target<'_>> {
        let parts: Vec<&str> = reference.trim().split('/').collect();
        let (quarter, parts) = match parts.split_first() {
            Some((first, rest)) if !rest.is_empty() => match first.parse() {
                Ok(named) => (Some(named), rest),
                Err(_) => (quarter, &parts[..]),
            },
            _ => (quarter, &parts[..]),
        };
        match parts {
            [metric] => self.metric(metric).map(Target::Metric),
            [team, objective] => self.objective(quarter, team, objective).map(Target::Objective),
            [team, objective, key_result] => {
                let objective = self.objective(quarter, team, objective)?;
                self.key_result(objective, key_result).map(Target::KeyResult)
            }
            _ => None,
        }
    }

    /// The first key result of an objective with this id.
    fn key_result<'w>(&'w self, objective: ObjectiveView<'w>, id: &str) -> Option<KeyResultView<'w>> {
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

    /// The place of some of a value's words in its file.
    #[must_use]
    pub fn words(&self, span: Span, value: &str, range: Range<usize>) -> Span {
        crate::yaml::words(&self.sources.file(span.file).text, span, value, range)
    }

    /// What a file of this workspace says.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&GoalFile> {
        // Where all sources are its files, they stand in the order of their numbers.
        let own = self.files.get(id.0 as usize).filter(|file| file.id == id);
        own.or_else(|| self.files.iter().find(|file| file.id == id)).map(|file| &**file)
    }

    /// The guardrails that a file only names, as the default of its objectives, with their places.
    pub fn guardrails_named_by<'w>(
        &self,
        file: &'w GoalFile,
    ) -> impl Iterator<Item = (&'w str, Span)> + use<'w> {
        guardrail_references(file)
    }
}

/// The metrics a file defines: role, position in the section, metric, place.
fn metrics_of(file: &GoalFile) -> impl Iterator<Item = (MetricRole, u32, &Metric, Span)> {
    let content = &file.content;
    let star = content.north_star.located().map(|(metric, span)| (MetricRole::NorthStar, 0, &**metric, span));
    let guardrails = content.guardrails.items().iter().enumerate().filter_map(|(position, item)| {
        let (short, span) = item.located()?;
        (!is_reference(item)).then_some((MetricRole::Guardrail, position as u32, &short.0, span))
    });
    star.into_iter()
        .chain(numbered(MetricRole::Input, &content.input_metrics))
        .chain(guardrails)
        .chain(numbered(MetricRole::Watched, &content.metrics))
}

/// The metric at a place, with its place in the file.
fn metric_at(file: &GoalFile, place: MetricPlace) -> Option<(&Metric, Span)> {
    let content = &file.content;
    let position = place.position as usize;
    match place.role {
        MetricRole::NorthStar => content.north_star.located().map(|(metric, span)| (&**metric, span)),
        MetricRole::Input => content.input_metrics.items().get(position)?.located(),
        MetricRole::Watched => content.metrics.items().get(position)?.located(),
        MetricRole::Guardrail => {
            let (short, span) = content.guardrails.items().get(position)?.located()?;
            Some((&short.0, span))
        }
    }
}

fn numbered(role: MetricRole, list: &List<Metric>) -> impl Iterator<Item = (MetricRole, u32, &Metric, Span)> {
    list.items().iter().enumerate().filter_map(move |(position, item)| {
        let (metric, span) = item.located()?;
        Some((role, position as u32, metric, span))
    })
}

/// A file's guardrail written as a bare id: it names a guardrail rather than defining one.
fn is_reference(item: &Field<Short<Metric>>) -> bool {
    item.get().is_some_and(|short| short.0.id.span().is_some() && short.0.id.span() == item.span())
}

/// The guardrails that a file sets as the default of its objectives.
pub(super) fn guardrail_references(file: &GoalFile) -> impl Iterator<Item = (&str, Span)> {
    file.content.guardrails.items().iter().filter(|item| is_reference(item)).filter_map(|item| {
        let (short, span) = item.located()?;
        Some((short.0.id.get()?.as_str(), span))
    })
}

/// The first part of a file's addresses: the team, `company`, or the person; where it is missing, the file's name.
pub(super) fn team_of<'w>(workspace: &'w Workspace, file: &'w GoalFile) -> Cow<'w, str> {
    let content = &file.content;
    let level = content.level.get().copied().unwrap_or_default();
    let named = match level {
        Level::Individual => content.person.get().or(content.team.get()),
        Level::Company | Level::Team => content.team.get(),
    };
    match (named, level) {
        (Some(id), _) => Cow::Borrowed(id.as_str()),
        (None, Level::Company) => Cow::Borrowed("company"),
        (None, _) => {
            let path = &workspace.sources.file(file.id).path;
            let name = path.rsplit('/').next().unwrap_or_default();
            Cow::Owned(slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem), '-'))
        }
    }
}

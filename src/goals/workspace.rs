//! All goal files together, with an index over what they define.

use super::calendar::{Calendar, Quarter};
use super::check_ins::CheckIns;
use super::computed;
use super::file::GoalFile;
use super::format::CheckInList;
use super::objective_index::{ObjectiveIndex, ObjectivePlace};
use super::read_once::ReadOnce;
use super::sections::{MetricRole, metrics_in};
use super::series::Series;
use crate::parallel;
use crate::prose::Vocabulary;
use crate::source::{FileId, SourceFile, Sources, Span};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The union of all goal files.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The texts; those of other versions of the workspace may be among them.
    pub sources: Arc<Sources>,
    /// What each file says, by path. Versions of a workspace share the files that did not change.
    pub files: Vec<Arc<GoalFile>>,
    /// How fiscal quarters map to the calendar.
    pub calendar: Calendar,
    /// The files that metrics' `pull` names and that are not there, by their paths from the workspace's root. Empty where
    /// nobody has looked, as for goals from memory.
    pub not_there: BTreeSet<String>,
    metrics: HashMap<Box<str>, MetricPlace>,
    /// The files that hold readings of a metric, by its id.
    series: HashMap<Box<str>, Vec<u32>>,
    /// The files that define a north star.
    pub(super) with_north_star: Vec<u32>,
    objectives: ObjectiveIndex,
    /// The position of each file in `files`, built when first needed.
    numbers_of_files: OnceLock<HashMap<FileId, usize>>,
    /// By file and position of an objective with many key results, where these are in its list. Made when first asked for.
    pub(super) key_results_of_many: OnceLock<HashMap<(FileId, usize), PositionsById>>,
    /// The readings that identities make of those of other metrics, by the metric. Made when first asked for.
    computed: OnceLock<HashMap<Box<str>, CheckIns>>,
}

/// Where the key results of one objective are in its list.
pub(super) type PositionsById = HashMap<Box<str>, usize>;

#[derive(Debug, Clone, Copy)]
pub(super) struct MetricPlace {
    pub(super) file: u32,
    pub(super) role: MetricRole,
    pub(super) position: u32,
}

impl Workspace {
    /// Reads all sources, each on its own, on as many threads as there are cores.
    #[must_use]
    pub fn read(sources: Sources, vocabulary: &Vocabulary, calendar: Calendar) -> Self {
        let numbered: Vec<(FileId, &SourceFile)> = sources.iter().collect();
        let sentences = ReadOnce::new(vocabulary);
        let files =
            parallel::map(&numbered, |(id, source)| Arc::new(GoalFile::read_among(source, *id, &sentences)));
        Self::new(Arc::new(sources), files, calendar)
    }

    /// Reads what everything is called, and no sentence: nothing can be judged or scored by it.
    #[must_use]
    pub fn read_names(sources: Sources, vocabulary: &Vocabulary, calendar: Calendar) -> Self {
        let numbered: Vec<(FileId, &SourceFile)> = sources.iter().collect();
        let read = |(id, source): &(FileId, &SourceFile)| {
            Arc::new(GoalFile::read_as_written(source, *id, vocabulary))
        };
        let files = parallel::map(&numbered, read);
        Self::new(Arc::new(sources), files, calendar)
    }

    /// Indexes files that were read, some or all of the sources. If two things share a name, the first is found by it.
    #[must_use]
    pub fn new(sources: Arc<Sources>, files: Vec<Arc<GoalFile>>, calendar: Calendar) -> Self {
        let objectives = ObjectiveIndex::of(&files, &sources);
        let mut workspace = Self { sources, files, calendar, objectives, ..Self::default() };
        for (number, file) in (0..).zip(&workspace.files) {
            if !file.content.north_star.is_absent() {
                workspace.with_north_star.push(number);
            }
            if let Some(series) = &file.series {
                workspace.series.entry(series.metric.as_str().into()).or_default().push(number);
            }
            for (role, position, metric, _) in metrics_in(file) {
                if let Some(id) = metric.id.get() {
                    let place = MetricPlace { file: number, role, position };
                    workspace.metrics.entry(id.as_str().into()).or_insert(place);
                }
            }
        }
        workspace
    }

    /// The same workspace with other texts for some files, by their numbers. Those are read; all others are shared.
    #[must_use]
    pub fn with_files(&self, changed: Vec<(FileId, SourceFile)>, vocabulary: &Vocabulary) -> Self {
        let mut sources = Sources::clone(&self.sources);
        let read =
            |(id, source): &(FileId, SourceFile)| (*id, Arc::new(GoalFile::read(source, *id, vocabulary)));
        let read: HashMap<FileId, Arc<GoalFile>> = parallel::map(&changed, read).into_iter().collect();
        changed.into_iter().for_each(|(id, source)| sources.replace(id, source));
        let files = self.files.iter().map(|file| Arc::clone(read.get(&file.id).unwrap_or(file))).collect();
        let not_there = self.not_there.clone();
        Self { not_there, ..Self::new(Arc::new(sources), files, self.calendar) }
    }

    /// The files that metrics' `pull` names, with queries or with values, as they are written.
    #[must_use]
    pub fn pulled_files(&self) -> BTreeSet<&str> {
        let pulls = self.metrics().filter_map(|metric| metric.metric.pull.get());
        pulls.flat_map(|pull| pull.files()).collect()
    }

    /// The readings of a metric that has none of its own, computed from those its `equals:` names.
    pub(super) fn computed(&self, id: &str) -> Option<&CheckIns> {
        self.computed.get_or_init(|| computed::readings(&self.files)).get(id)
    }

    /// The files of their own that hold readings of a metric: mostly one, or none.
    pub(super) fn series_of<'w>(
        &'w self,
        id: &str,
    ) -> impl Iterator<Item = (&'w GoalFile, &'w Series)> + use<'w> {
        let numbers = self.series.get(id).map(Vec::as_slice).unwrap_or_default();
        numbers.iter().filter_map(|number| {
            let file = &self.files[*number as usize];
            Some((&**file, file.series.as_deref()?))
        })
    }

    /// The lists that hold readings of a metric, also where the workspace is a part of another and does not define it.
    pub fn readings_of(&self, id: &str) -> impl Iterator<Item = &CheckInList> {
        let own = self.metric(id).map(|metric| &metric.metric.readings);
        own.into_iter().chain(self.series_of(id).map(|(_, series)| &series.readings))
    }

    /// Where the metric with this id stands.
    pub(super) fn metric_place(&self, id: &str) -> Option<MetricPlace> {
        self.metrics.get(id).copied()
    }

    /// The positions of the objectives with this id of a team in a quarter.
    pub(super) fn objective_places(
        &self,
        quarter: Option<Quarter>,
        team: &str,
        id: &str,
    ) -> impl Iterator<Item = ObjectivePlace> {
        self.objectives.find((&self.files, &self.sources), (quarter, team, id))
    }

    /// The place of some of a value's words in its file.
    #[must_use]
    pub fn words(&self, span: Span, value: &str, range: Range<usize>) -> Span {
        crate::yaml::words(&self.sources.file(span.file).text, span, value, range)
    }

    /// What a file of this workspace says.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&GoalFile> {
        // If all sources are goal files, they are in the order of their numbers.
        let own = self.files.get(id.0 as usize).filter(|file| file.id == id);
        let indexed = || {
            let numbers = self.numbers_of_files.get_or_init(|| {
                self.files.iter().enumerate().rev().map(|(number, file)| (file.id, number)).collect()
            });
            self.files.get(*numbers.get(&id)?)
        };
        own.or_else(indexed).map(|file| &**file)
    }
}

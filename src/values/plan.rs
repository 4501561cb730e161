//! Which questions are to be asked, of whom, and for which metrics. What a question consists of is read once, here: what is
//! shown and trusted is what is run.

use super::rows::Columns;
use crate::goals::format::Pull;
use crate::goals::{MetricView, Workspace};
use crate::settings::{DataSource, Program, Reached, Settings, is_below};
use crate::source::{Defect, read_file};
use std::path::{Path, PathBuf};

/// No query or script is longer.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;
/// The longest argument that every system passes on.
const LONGEST_QUERY: usize = 100_000;
/// No CSV file of values is larger.
pub(super) const LARGEST_CSV: u64 = 32 * 1024 * 1024;

/// A metric that waits for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its id.
    pub id: String,
    /// The columns its values are in.
    pub columns: Columns,
}

/// One question, and the metrics that its answer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The name of the source, or the path of a CSV file.
    pub source: String,
    /// What is asked.
    pub asks: Asks,
    /// The metrics that the answer is for.
    pub metrics: Vec<Wanted>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// A CSV file of the workspace, by its path below the root. It is read, and no program is started.
    File(String),
    /// A program that is known.
    Program {
        /// Its name.
        program: Program,
        /// The database file, below the root.
        database: Option<String>,
        /// The query, with its placeholders.
        query: String,
    },
    /// A command of the author's own.
    Command {
        /// The program and its arguments.
        words: Vec<String>,
        /// The files of the workspace that it gets, by their paths below the root, with their bytes.
        files: Vec<(String, Vec<u8>)>,
        /// What it reads on its standard input.
        query: String,
    },
}

/// A metric whose question cannot even be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hopeless {
    /// The name of the source, or the path of a CSV file.
    pub source: String,
    /// The metric.
    pub metric: String,
    /// Why, as a sentence and perhaps a line of help.
    pub reason: String,
}

/// Everything that a workspace pulls.
#[derive(Debug, Default)]
pub struct Plan {
    /// What can be asked, in the order of the metrics.
    pub jobs: Vec<Job>,
    /// What cannot.
    pub hopeless: Vec<Hopeless>,
}

impl Plan {
    /// What the metrics of a workspace pull, with queries and scripts read from the folder at `root`.
    #[must_use]
    pub fn of(workspace: &Workspace, settings: &Settings, root: &Path) -> Self {
        let mut plan = Self::default();
        for metric in workspace.metrics() {
            let (Some(id), Some(pull)) = (metric.id(), metric.metric.pull.get()) else { continue };
            // Of two metrics with one id the first counts.
            if workspace.metric(id).is_some_and(|first| first.span != metric.span) {
                continue;
            }
            let source = pull.from.get().or(pull.csv.get()).cloned().unwrap_or_default();
            match asks(metric, pull, settings, root) {
                Ok(asks) => plan.add(source, asks, Wanted { id: id.to_owned(), columns: columns(pull) }),
                Err(reason) => plan.hopeless.push(Hopeless { source, metric: id.to_owned(), reason }),
            }
        }
        plan
    }

    fn add(&mut self, source: String, asks: Asks, metric: Wanted) {
        match self.jobs.iter_mut().find(|job| job.source == source && job.asks == asks) {
            Some(job) => job.metrics.push(metric),
            None => self.jobs.push(Job { source, asks, metrics: vec![metric] }),
        }
    }

    /// The names that can be asked for: metrics and sources.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let of_jobs = self
            .jobs
            .iter()
            .flat_map(|job| job.metrics.iter().map(|metric| metric.id.as_str()).chain([job.source.as_str()]));
        let of_hopeless = self.hopeless.iter().flat_map(|job| [job.metric.as_str(), job.source.as_str()]);
        let mut names: Vec<&str> = of_jobs.chain(of_hopeless).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Only the jobs of some metrics and sources, by their names; all of them if none is named. A job keeps the other
    /// metrics that its answer is for: they cost nothing.
    pub fn keep(&mut self, names: &[String]) {
        let is_named = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
        self.jobs
            .retain(|job| is_named(&job.source) || job.metrics.iter().any(|metric| is_named(&metric.id)));
        self.hopeless.retain(|job| is_named(&job.source) || is_named(&job.metric));
    }
}

fn columns(pull: &Pull) -> Columns {
    let default = Columns::default();
    let Some(own) = pull.columns.get() else { return default };
    Columns {
        date: own.date.get().cloned().unwrap_or(default.date),
        value: own.value.get().cloned().unwrap_or(default.value),
        note: own.note.get().cloned(),
    }
}

/// What a metric asks, or why it cannot.
fn asks(metric: MetricView<'_>, pull: &Pull, settings: &Settings, root: &Path) -> Result<Asks, String> {
    let check = "its `pull` cannot work; `okr check` says why";
    let has_both = !pull.from.is_absent() && !pull.csv.is_absent();
    if has_both || !metric.metric.equals.is_absent() {
        return Err(check.to_owned());
    }
    if let Some(csv) = pull.csv.get() {
        return if is_below(csv) { Ok(Asks::File(csv.clone())) } else { Err(check.to_owned()) };
    }
    let source = pull.from.get().and_then(|name| settings.source(name)).ok_or(check)?;
    let query = match pull.query_file() {
        Some(path) => text_of(root, path)?,
        None => pull.sql.get().cloned().unwrap_or_default(),
    };
    let query = query.trim().to_owned();
    if query.len() > LONGEST_QUERY {
        return Err(format!("its query has more than {LONGEST_QUERY} characters"));
    }
    if query.contains('\0') {
        return Err("its query contains a character that cannot be passed on".to_owned());
    }
    match &source.reached {
        Reached::Program { .. } if query.is_empty() => Err(check.to_owned()),
        Reached::Program { program, database } => {
            if let Some(name) = super::engine::quoted_placeholder(&query) {
                return Err(format!(
                    "`{name}` is in quotes in its query\nhelp: write it without: it becomes a whole date"
                ));
            }
            let database = database.clone();
            Ok(Asks::Program { program: *program, database, query })
        }
        Reached::Command { words, files } => command(source, words, files, query, root),
    }
}

/// A command with the files it needs. What it runs with is read now, so that nothing else can take its place.
fn command(
    source: &DataSource,
    words: &[String],
    files: &[String],
    query: String,
    root: &Path,
) -> Result<Asks, String> {
    let here = root.to_string_lossy();
    if let Some(word) = words.iter().find(|word| word.contains(&*here)) {
        return Err(format!(
            "the command of `{}` names a file of this workspace by its whole path, `{word}`\nhelp: write the path below the \
             workspace's root",
            source.name
        ));
    }
    let mut paths: Vec<String> = files.to_vec();
    // A word that is the path of a file in the workspace means that file.
    for word in words {
        let path = word.strip_prefix("./").unwrap_or(word);
        if is_below(path) && root.join(path).is_file() && (path.contains('/') || words.first() != Some(word))
        {
            paths.push(path.to_owned());
        }
    }
    paths.sort_unstable();
    paths.dedup();
    if let Some(program) =
        words.first().filter(|program| program.contains('/') && !Path::new(program).is_absolute())
    {
        let path = program.strip_prefix("./").unwrap_or(program);
        if !paths.iter().any(|own| own == path) {
            return Err(format!("there is no file {program}, which the command of `{}` runs", source.name));
        }
    }
    let files = paths.into_iter().map(|path| Ok((path.clone(), bytes_of(root, &path)?)));
    Ok(Asks::Command { words: words.to_vec(), files: files.collect::<Result<_, String>>()?, query })
}

/// A file of the workspace by its path below the root; nothing that a link leads to elsewhere.
pub(super) fn place_of(root: &Path, path: &str) -> Result<PathBuf, String> {
    let missing = || format!("there is no file {path}\nhelp: its path starts at the workspace's root");
    if !is_below(path) {
        return Err(missing());
    }
    let real = std::fs::canonicalize(root.join(path)).map_err(|_| missing())?;
    match std::fs::canonicalize(root) {
        Ok(root) if real.starts_with(&root) => Ok(real),
        _ => Err(format!("{path} is a link that leads out of the workspace")),
    }
}

fn bytes_of(root: &Path, path: &str) -> Result<Vec<u8>, String> {
    let place = place_of(root, path)?;
    read_file(&place, LARGEST_FILE).map_err(|defect: Defect| format!("{path} {defect}"))
}

fn text_of(root: &Path, path: &str) -> Result<String, String> {
    let bytes = bytes_of(root, path)?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8 text"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

//! One goal file: what it says, and what its sentences say.

use super::calendar::Quarter;
use super::day::Day;
use super::facts::Facts;
use super::format::{Content, Objective};
use super::hints::LEXICON;
use super::offers;
use super::read_once::ReadOnce;
use super::series::{self, Series};
use super::values::{Level, slug};
use crate::plural::size;
use crate::prose::{self, Vocabulary};
use crate::quantity::DecimalMark;
use crate::source::{Defect, Excerpt, FileId, SourceFile, Sources, Span, is_readings_file};
use crate::yaml::{self, Dialect, Problem, ProblemKind};
use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// What one file says, and what was wrong with it as a file.
#[derive(Debug, Default)]
pub struct GoalFile {
    /// Which file it is.
    pub id: FileId,
    /// What it says.
    pub content: Content,
    /// The readings it holds, where it is the CSV file of one metric.
    pub series: Option<Box<Series>>,
    /// What the sentences of its objectives say, in the order of `content.objectives`.
    sentences: Vec<Sentences>,
    /// What was wrong with it before anyone asked what it means.
    pub problems: Vec<Problem>,
    /// Part of it could not be read: what seems missing may only be unreadable.
    pub damaged: bool,
    /// The comments for this tool.
    pub directives: Vec<Span>,
    /// What its key results measure, in their places in `sentences`. Made when first asked for: most runs ask for none.
    measured_words: OnceLock<Vec<Vec<OnceLock<Box<str>>>>>,
    /// The last day of each list of values. Worked out when first asked for.
    pub(super) last_days: OnceLock<Vec<Day>>,
}

/// What the sentences of one objective say. An item that could not be read says nothing.
#[derive(Debug, Default)]
struct Sentences {
    objective: Option<Arc<prose::ObjectiveReading>>,
    /// In the order of its key results.
    key_results: Vec<Option<Facts>>,
}

/// What a comment to this tool starts with.
pub(crate) const DIRECTIVE: &str = "okr:";

impl GoalFile {
    /// Reads a file: its YAML, and what its sentences say; or its readings. Never fails; what is wrong is in `problems`.
    #[must_use]
    pub fn read(source: &SourceFile, id: FileId, vocabulary: &Vocabulary) -> Self {
        Self::read_among(source, id, &ReadOnce::new(vocabulary))
    }

    /// The same for one of several files, which share what their sentences say.
    pub(super) fn read_among(source: &SourceFile, id: FileId, sentences: &ReadOnce<'_>) -> Self {
        let file = Self::read_as_written(source, id, sentences.vocabulary);
        Self { sentences: read_sentences(&file.content, sentences), ..file }
    }

    /// The same for a text that only has to be compared with another: whether the changes that its problems offer would help
    /// was not tried.
    #[must_use]
    pub fn read_untried(source: &SourceFile, id: FileId, vocabulary: &Vocabulary) -> Self {
        let file = Self::untried(source, id, vocabulary);
        Self { sentences: read_sentences(&file.content, &ReadOnce::new(vocabulary)), ..file }
    }

    /// The same without what the sentences say.
    pub(super) fn read_as_written(source: &SourceFile, id: FileId, vocabulary: &Vocabulary) -> Self {
        let mut file = Self::untried(source, id, vocabulary);
        if file.series.is_none() {
            let problems = |text: &str| yaml::read_as::<Content>(text, id, dialect(vocabulary)).problems;
            offers::keep_what_helps(&source.text, &mut file.problems, problems);
        }
        file
    }

    fn untried(source: &SourceFile, id: FileId, vocabulary: &Vocabulary) -> Self {
        if let Some(problem) = source.defect.as_ref().map(|defect| defect_problem(defect, source, id)) {
            return Self { id, problems: vec![problem], damaged: true, ..Self::default() };
        }
        let is_directive = |span: &Span| {
            let comment = source.text.get(span.range()).unwrap_or_default();
            speaks_to_us(comment.trim_start_matches('#').trim_start())
        };
        if is_readings_file(Path::new(&source.path)) {
            let (series, problems) = series::read(source, id);
            let directives = series.comments.iter().copied().filter(is_directive).collect();
            return Self { id, series: Some(Box::new(series)), problems, directives, ..Self::default() };
        }
        let read = || yaml::read_as::<Content>(&source.text, id, dialect(vocabulary));
        let document = Excerpt::within(&source.text, read);
        let content = document.value.unwrap_or_default();
        let directives = document.comments.into_iter().filter(is_directive).collect();
        let (problems, damaged) = (document.problems, document.damaged);
        Self { id, content, problems, damaged, directives, ..Self::default() }
    }

    /// A file of settings: it says nothing about goals, and what it says has its place in findings and comments.
    #[must_use]
    pub(super) fn of_settings(source: &SourceFile, id: FileId) -> Self {
        let document = yaml::read::<serde::de::IgnoredAny>(&source.text, id);
        let words = |span: &Span| source.text.get(span.range()).unwrap_or_default();
        let is_directive = |span: &Span| speaks_to_us(words(span).trim_start_matches('#').trim_start());
        Self {
            id,
            directives: document.comments.into_iter().filter(is_directive).collect(),
            ..Self::default()
        }
    }

    /// The quarter its objectives are for, where it names one.
    #[must_use]
    pub fn quarter(&self) -> Option<Quarter> {
        self.content.quarter.get()?.quarter()
    }

    /// The quarter that its goals are judged by: its own; for metrics and guardrails the one that is on, `today`.
    #[must_use]
    pub fn judged_in(&self, today: Quarter) -> Option<Quarter> {
        let content = &self.content;
        let defines_metrics = self.series.is_some()
            || !content.north_star.is_absent()
            || !content.input_metrics.is_absent()
            || !content.metrics.is_absent()
            || !content.guardrails.is_absent();
        self.quarter().or_else(|| defines_metrics.then_some(today))
    }

    /// The first part of its addresses: the team, `company`, or the person; where it is missing, the file's name.
    #[must_use]
    pub fn team<'s>(&'s self, sources: &'s Sources) -> Cow<'s, str> {
        let content = &self.content;
        let level = content.level.get().copied().unwrap_or_default();
        let named = match level {
            Level::Individual => content.person.get().or(content.team.get()),
            Level::Company | Level::Team => content.team.get(),
        };
        match (named, level) {
            (Some(id), _) => Cow::Borrowed(id.as_str()),
            (None, Level::Company) => Cow::Borrowed("company"),
            (None, _) => {
                let path = &sources.file(self.id).path;
                let name = path.rsplit('/').next().unwrap_or_default();
                Cow::Owned(slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem), '-'))
            }
        }
    }

    /// What the sentence of an objective says; `objective` is its place in the file's list, from 0.
    #[must_use]
    pub fn reading(&self, objective: usize) -> Option<&prose::ObjectiveReading> {
        self.sentences.get(objective)?.objective.as_deref()
    }

    /// What the sentence and the fields of a key result say together, by the places in their lists, from 0.
    #[must_use]
    pub fn facts(&self, objective: usize, key_result: usize) -> Option<&Facts> {
        self.sentences.get(objective)?.key_results.get(key_result)?.as_ref()
    }

    /// The words that say what a key result measures, which only have to be worked out the first time; by the places in
    /// their lists, from 0.
    pub(crate) fn measured_words(
        &self,
        (objective, key_result): (usize, usize),
        work_out: impl FnOnce() -> String,
    ) -> Option<&str> {
        let room = |sentences: &Sentences| sentences.key_results.iter().map(|_| OnceLock::new()).collect();
        let words = self.measured_words.get_or_init(|| self.sentences.iter().map(room).collect());
        Some(words.get(objective)?.get(key_result)?.get_or_init(|| work_out().into_boxed_str()))
    }

    /// What each of its key results says, in the order of the file.
    pub fn every_fact(&self) -> impl Iterator<Item = &Facts> {
        self.sentences.iter().flat_map(|sentences| sentences.key_results.iter().flatten())
    }
}

fn dialect(vocabulary: &Vocabulary) -> Dialect<'static> {
    Dialect { lexicon: &LEXICON, has_decimal_commas: vocabulary.decimal_mark() == DecimalMark::Comma }
}

/// Whether a comment starts as one to this tool does, also where the colon or the small letters were forgotten: then it
/// learns what is missing.
fn speaks_to_us(comment: &str) -> bool {
    let start: String = comment.chars().take("okr ignore".len()).collect::<String>().to_lowercase();
    start.starts_with(DIRECTIVE) || start == "okr ignore"
}

fn read_sentences(content: &Content, sentences: &ReadOnce<'_>) -> Vec<Sentences> {
    let of_item = |item: Option<&Objective>| {
        item.map(|objective| Sentences::of(objective, sentences)).unwrap_or_default()
    };
    content.objectives.items().iter().map(|item| of_item(item.get())).collect()
}

impl Sentences {
    fn of(objective: &Objective, sentences: &ReadOnce<'_>) -> Self {
        let key_results = objective.key_results.items().iter();
        let facts = key_results.map(|item| Facts::of(&item.get()?.0, sentences));
        Self {
            objective: objective.objective.get().map(|text| sentences.objective(text)),
            key_results: facts.collect(),
        }
    }
}

fn defect_problem(defect: &Defect, source: &SourceFile, id: FileId) -> Problem {
    let at = |start, end| Span::new(id, start, end);
    let (span, message, help) = match defect {
        Defect::WrongEncoding(name) => (
            at(0, 0),
            format!("this file is saved as {name}"),
            "save it as UTF-8; editors offer that under “Save with encoding”".to_owned(),
        ),
        Defect::NotUtf8 { at: byte } => (
            at(*byte, source.text.len().min(byte + '\u{fffd}'.len_utf8())),
            "this character is not UTF-8".to_owned(),
            "save the file as UTF-8; editors offer that under “Save with encoding”".to_owned(),
        ),
        Defect::TooLarge { limit } => (
            at(0, 0),
            format!("this file has more than {}; larger files are not read", size(*limit)),
            "split it, a file for each team and quarter".to_owned(),
        ),
        Defect::Unreadable(reason) => {
            (at(0, 0), format!("this file cannot be read: {reason}"), "check its permissions".to_owned())
        }
    };
    Problem::new(ProblemKind::Syntax, span, message).help(help)
}

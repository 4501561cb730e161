//! One goal file, taken in.

use super::facts::Facts;
use super::format::{Content, List};
use crate::prose::{self, Vocabulary};
use crate::source::{Defect, Excerpt, FileId, SourceFile, Span};
use crate::yaml::{self, Field, Problem, ProblemKind};

/// What one file says, and what was wrong with it as a file.
#[derive(Debug, Default)]
pub struct GoalFile {
    /// Which file it is.
    pub id: FileId,
    /// What it says.
    pub content: Content,
    /// What was wrong with it before anyone asked what it means.
    pub problems: Vec<Problem>,
    /// Part of it could not be read: what seems missing may only be unreadable.
    pub damaged: bool,
    /// The comments that speak to this tool.
    pub directives: Vec<Span>,
}

/// What a comment to this tool starts with.
pub(crate) const DIRECTIVE: &str = "okr:";

impl GoalFile {
    /// Reads a file: its YAML, and what its sentences say. Never fails; what is wrong is in `problems`.
    #[must_use]
    pub fn read(source: &SourceFile, id: FileId, vocabulary: &Vocabulary) -> Self {
        if let Some(problem) = source.defect.as_ref().map(|defect| defect_problem(defect, source, id)) {
            return Self { id, problems: vec![problem], damaged: true, ..Self::default() };
        }
        let document = Excerpt::within(&source.text, || yaml::read::<Content>(&source.text, id));
        let mut content = document.value.unwrap_or_default();
        read_sentences(&mut content, vocabulary);
        let is_directive = |span: &Span| {
            let comment = source.text.get(span.range()).unwrap_or_default();
            speaks_to_us(comment.trim_start_matches('#').trim_start())
        };
        let directives = document.comments.into_iter().filter(is_directive).collect();
        Self { id, content, problems: document.problems, damaged: document.damaged, directives }
    }
}

/// Whether a comment starts as one to this tool does, also where the colon or the small letters were forgotten: then it
/// is told what is missing.
fn speaks_to_us(comment: &str) -> bool {
    let start: String = comment.chars().take("okr ignore".len()).collect::<String>().to_lowercase();
    start.starts_with(DIRECTIVE) || start == "okr ignore"
}

fn read_sentences(content: &mut Content, vocabulary: &Vocabulary) {
    for objective in readable(&mut content.objectives) {
        objective.reading = objective.objective.get().map(|text| prose::read_objective(text, vocabulary));
        for key_result in readable(&mut objective.key_results).map(|short| &mut short.0) {
            key_result.facts = Facts::of(key_result, vocabulary).map(Box::new);
        }
    }
}

/// The items of a list that could be read, to be changed in place.
fn readable<T>(list: &mut List<T>) -> impl Iterator<Item = &mut T> {
    list.get_mut().into_iter().flatten().filter_map(Field::get_mut)
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
            format!("this file has more than {limit} bytes; larger files are not read"),
            "split it, a file for each team and quarter".to_owned(),
        ),
        Defect::Unreadable(reason) => {
            (at(0, 0), format!("this file cannot be read: {reason}"), "check its permissions".to_owned())
        }
    };
    Problem { kind: ProblemKind::Syntax, span, message, help: Some(help), related: Vec::new(), fix: None }
}

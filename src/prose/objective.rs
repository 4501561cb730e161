//! Reads an objective: it should inspire, so numbers, deliveries and bareness are what to look for.

use std::ops::Range;

use super::clause::{self, Clause};
use super::language;
use super::lexicon::{Classes, Vocabulary};
use super::measures::{self, Measures, Role};
use super::token::{self, Token, Tokens};
use super::{Comparator, Language};

/// What one objective says. All ranges are bytes of the sentence, on character boundaries.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveReading {
    /// The number that makes it a metric target.
    pub numeric: Option<Range<u32>>,
    /// The words that make it a delivery: `Launch the new app`.
    pub output: Option<Range<u32>>,
    /// Why it is too bare to inspire, and the words that are all there is.
    pub terse: Option<(Terse, Range<u32>)>,
    /// Its language: others than English are not judged.
    pub language: Language,
}

/// Why an objective is too bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Terse {
    /// Three words or fewer.
    FewWords,
    /// A general verb and its object, and nothing about for whom, why or how: `Improve customer satisfaction`.
    BareVerb,
}

/// Verbs that say no more than that something should be better.
const GENERAL: [&str; 20] = [
    "fix",
    "improve",
    "make",
    "increase",
    "grow",
    "boost",
    "enhance",
    "optimize",
    "optimise",
    "reduce",
    "be",
    "get",
    "do",
    "support",
    "ensure",
    "maximize",
    "strengthen",
    "drive",
    "keep",
    "raise",
];

/// Verbs that deliver whatever they act on; the others deliver only when they act on a thing.
const SHIPPING: [&str; 16] = [
    "launch",
    "ship",
    "release",
    "deploy",
    "migrate",
    "implement",
    "install",
    "redesign",
    "rebuild",
    "relaunch",
    "publish",
    "hire",
    "rewrite",
    "refactor",
    "roll out",
    "upgrade",
];

/// Reads one objective.
pub fn read_objective(text: &str, vocabulary: &Vocabulary) -> ObjectiveReading {
    let tokens = token::tokens(text, vocabulary);
    let language = language::of(text, &tokens);
    if language != Language::English {
        return ObjectiveReading { numeric: None, output: None, terse: None, language };
    }
    let clause = clause::read(&tokens);
    let measures = measures::read(&tokens, &clause);
    ObjectiveReading {
        numeric: numeric(&tokens, &measures),
        output: output(&tokens, &clause),
        terse: terse(&tokens, &clause),
        language,
    }
}

/// A number that is measured against; `one team` and `in three markets` are not.
fn numeric(tokens: &Tokens, measures: &Measures) -> Option<Range<u32>> {
    let list = &tokens.list;
    let measured = |t: &Token| {
        t.is_word()
            && t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE)
    };
    let measured = list.iter().any(measured);
    measures
        .figures
        .iter()
        .find(|figure| {
            let Some(quantity) = measures::quantity(tokens, &list[figure.at]) else { return false };
            let digits = quantity.text().bytes().any(|b| b.is_ascii_digit());
            let united = !quantity.is_bare() && digits;
            let change =
                matches!(figure.role, Role::End | Role::Change) || figure.comparator == Comparator::Times;
            !matches!(figure.role, Role::Qualifier | Role::Baseline)
                && (united || change || (digits && measured))
        })
        .map(|figure| measures::place(&list[figure.at]))
}

/// The verb and its object, when the objective ships a thing.
fn output(tokens: &Tokens, clause: &Clause) -> Option<Range<u32>> {
    let list = &tokens.list;
    let verb = &list[clause.order?];
    let object = &list[clause.object?];
    let ships = SHIPPING.contains(&tokens.text(verb));
    let thing = object.has(Classes::ARTEFACT | Classes::ROLE | Classes::WORK | Classes::SYSTEM)
        && !object.has(Classes::METRIC | Classes::WEASEL);
    let praised = list.iter().any(|t| t.is_word() && t.has(Classes::WEASEL))
        || list.iter().any(|t| matches!(tokens.text(t), "that" | "so" | "where" | "who"));
    let delivers =
        verb.has(Classes::DELIVER) && !verb.has(Classes::UP | Classes::DOWN | Classes::VAGUE | Classes::HOLD);
    let general = GENERAL.contains(&tokens.text(verb));
    let found = !praised && !general && (ships || (delivers && thing));
    found.then_some(verb.start..object.end)
}

fn terse(tokens: &Tokens, clause: &Clause) -> Option<(Terse, Range<u32>)> {
    let words: Vec<&Token> = tokens.list.iter().filter(|t| t.is_word() || t.is_number()).collect();
    let (first, last) = (words.first()?, words.last()?);
    let whole = first.start..last.end;
    // A phrase such as `sign up` is one token but two words.
    let count = tokens.lower[whole.start as usize..whole.end as usize].split_whitespace().count();
    if count <= 3 {
        return Some((Terse::FewWords, whole));
    }
    let general = clause.order.is_some_and(|at| GENERAL.contains(&tokens.text(&tokens.list[at])));
    let connected = words.iter().any(|t| t.has(Classes::PREPOSITION | Classes::CONJUNCTION));
    (general && count <= 5 && !connected).then_some((Terse::BareVerb, whole))
}

//! A second opinion on which number of a sentence is to be reached: a logistic regression over the words around each number, which
//! knows nothing of the rules that read the sentence first. Where both disagree, the author is asked.
//!
//! The weights are fitted by `cargo run --release --example train-numbers`; see `training/README.md`.

use super::clause::Clause;
use super::figure::{Figure, Role, before, quantity, value_place};
use super::hashed::Table;
use super::measures::Measures;
use super::number_grams::Surroundings;
use super::question::{About, Question};
use super::token::Tokens;
use super::weights::{self, BadWeights, SHORT, hash_of_name};
use crate::quantity::Quantity;

/// The log odds in hundredths below which a number is hardly what is to be reached. Where the rules found a start as well, they are
/// right more often, and only stronger doubt counts.
const UNLIKELY: i32 = -200;
const UNLIKELY_WITH_START: i32 = -300;
/// The log odds above which another number is as well, or instead.
const LIKELY: i32 = 190;

/// The feature that every number has.
const BIAS: &str = "bias";

/// The weights of the second reader.
#[derive(Clone, Debug)]
pub(super) struct SecondReader {
    weights: Table<SHORT>,
    bias: i32,
}

impl SecondReader {
    /// The weights that come with the program.
    pub(super) fn built_in() -> SecondReader {
        static WEIGHTS: Table<SHORT> =
            Table::built(include_bytes!(concat!(env!("OUT_DIR"), "/number-weights")));
        SecondReader::new(WEIGHTS.clone())
    }

    /// Reads lines of a feature's name, a tab, and its weight in hundredths; lines that begin with `#` are comments.
    pub(super) fn parse(text: &str) -> Result<SecondReader, BadWeights> {
        weights::read_short(text).map(SecondReader::new)
    }

    fn new(weights: Table<SHORT>) -> SecondReader {
        SecondReader { bias: weights::short(&weights, hash_of_name(BIAS)), weights }
    }

    /// What to ask the author, where it disagrees with the rules about the number to be reached.
    pub(super) fn doubt(&self, tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<Question> {
        let target = measures.target_at.filter(|&at| tokens.list[at].is_number())?;
        if measures.band.is_some() || is_plain_way(tokens, measures, target) {
            return None;
        }
        let surroundings = Surroundings::new(tokens, clause);
        let own = self.log_odds(&surroundings, target);
        if measures.baseline_at.is_some() {
            return (own < UNLIKELY_WITH_START).then(|| Question::new(About::Aside, (target, target)));
        }
        let value = |at: usize| quantity(tokens, &tokens.list[at]).map(Quantity::value);
        // `10 partners join (target: 10.0)` says the same twice.
        // `up 22% (to 1,340)` says by how much, and what that comes to.
        let is_result = before(tokens, target, 1) == "to";
        let is_change = |at: usize| {
            let is_it = |figure: &Figure| figure.at == at && figure.role == Role::Change;
            is_result && at < target && measures.figures.iter().any(is_it)
        };
        let is_other = |at: &usize| *at != target && value(*at) != value(target) && !is_change(*at);
        let others = surroundings.numbers().iter().copied().filter(is_other);
        let rival = others.map(|at| (self.log_odds(&surroundings, at), at)).max();
        match rival {
            Some((odds, at)) if odds > LIKELY || own < UNLIKELY && odds > 0 => Some(one_of_two(target, at)),
            _ => (own < UNLIKELY).then(|| Question::new(About::Aside, (target, target))),
        }
    }

    /// How likely the number at `at` is to be reached, as log odds in hundredths.
    fn log_odds(&self, surroundings: &Surroundings, at: usize) -> i32 {
        let mut sum = self.bias;
        surroundings.each(at, |gram| sum += weights::short(&self.weights, gram.hash()));
        sum
    }
}

/// `from 23% to 35%`, and no other number: the most common form of all needs no second look.
fn is_plain_way(tokens: &Tokens, measures: &Measures, target: usize) -> bool {
    let starts =
        measures.baseline_at.is_some_and(|start| before(tokens, start, 1) == "from" && start < target);
    starts && before(tokens, target, 1) == "to" && measures.figures.len() == 2
}

fn one_of_two(one: usize, other: usize) -> Question {
    Question::new(About::OneOfTwo, (one.min(other), one.max(other)))
}

/// One number of a sentence as the second reader sees it: for fitting its weights.
#[derive(Clone, Debug)]
pub struct NumberSeen {
    /// The place of the whole value, in bytes of the sentence.
    pub range: std::ops::Range<u32>,
    /// The names of its features; one that comes more than once counts each time.
    pub features: Vec<String>,
}

/// The numbers of a sentence with what stands around them.
pub(super) fn seen(tokens: &Tokens, clause: &Clause) -> Vec<NumberSeen> {
    let surroundings = Surroundings::new(tokens, clause);
    let number = |&at: &usize| {
        let mut features = Vec::new();
        surroundings.each(at, |gram| features.push(gram.name()));
        NumberSeen { range: value_place(tokens, &tokens.list[at]), features }
    };
    surroundings.numbers().iter().map(number).collect()
}

//! The parts of a sentence, as far as word classes and order show them.

use super::lexicon::Classes;
use super::token::{Kind, Token, Tokens};

/// The grammar of a key result, as far as word classes and order show it.
#[derive(Debug, Default)]
pub(super) struct Clause {
    /// Where the sentence proper begins, after labels, dates and adverbs.
    pub(super) start: usize,
    /// The verb of an order: `Launch ...`, `We ship ...`, `Hiring ...`.
    pub(super) order: Option<usize>,
    /// The head noun of what the order acts on.
    pub(super) object: Option<usize>,
    /// The head noun of the subject, if there is no order.
    pub(super) subject: Option<usize>,
    /// The predicate of the subject.
    pub(super) predicate: Predicate,
    /// The token that carries the predicate.
    pub(super) predicate_at: Option<usize>,
    /// `We ...`, `Our team ...`
    pub(super) about_us: bool,
    pub(super) gerund: bool,
}

/// The predicate of a subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Predicate {
    /// No verb: `99.95% availability`.
    #[default]
    None,
    /// `is documented`, `signed`
    Delivered,
    /// `is live`, `in place`, `exists`
    There,
    /// `can`, `are able to`
    Can,
    /// People do something: `log in weekly`.
    Behaves,
    /// `rises`, `is reduced`
    Moves,
    /// `takes`, `handles`, `stays`
    State,
    /// `is 4.5/5`, `is below`
    Is,
    /// `has a roadmap`
    Has,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    pub(super) fn has(&self, classes: Classes) -> bool {
        self.classes.has(classes)
    }

    /// Ends a noun phrase.
    pub(super) fn closes_noun(&self) -> bool {
        !self.is_word()
            || self.has(
                Classes::PREPOSITION | Classes::CONJUNCTION | Classes::PRONOUN | Classes::BE | Classes::MODAL,
            )
            || self.has(Classes::CAN | Classes::HAVE | Classes::LIMIT_HIGH | Classes::LIMIT_LOW)
    }
}

/// Whether the token at `at` ends a noun phrase, or is a number.
pub(super) fn is_last_or_closed(list: &[Token], at: usize) -> bool {
    list.get(at).is_none_or(|t| t.closes_noun() || t.is_number())
}

/// Whether a word that nobody knows looks like many of something: `commuters`.
pub(super) fn is_unknown_plural(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.list[at];
    let text = tokens.text(token);
    let is_other = ["ss", "us", "is", "'s", "’s"].iter().any(|end| text.ends_with(end));
    token.is_word() && token.classes.is_empty() && text.len() > 4 && text.ends_with('s') && !is_other
}

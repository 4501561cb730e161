//! What a word of several meanings means in this sentence: `hold the wait low` holds no meeting.

use super::clause::Clause;
use super::lexicon::Classes;
use super::token::Tokens;

/// Settles the verb by what it acts on: of a measure or a fault one can only ask that it moves or stays.
pub(super) fn settle(tokens: &mut Tokens, clause: &Clause) {
    let (Some(order), Some(object)) = (clause.order, clause.object) else { return };
    let object = tokens.list[object].classes;
    let measured = object.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT)
        && !object.has(Classes::SERIAL | Classes::ARTEFACT | Classes::WORK);
    let verb = &mut tokens.list[order].classes;
    if measured
        && verb.has(Classes::HOLD | Classes::DOWN)
        && verb.has(Classes::EFFORT | Classes::DELIVER | Classes::DECIDE)
    {
        *verb = verb.without(Classes::EFFORT | Classes::DELIVER | Classes::DECIDE);
    }
}

//! The words to underline: whole phrases rather than the single words that decided.

use std::ops::Range;

use super::clause::Clause;
use super::lexicon::{Classes, Form};
use super::measures::{value_place, word};
use super::token::{Token, Tokens};

/// The places of the deciding tokens, in order; a noun with the rest of its phrase, a number with its unit.
pub(super) fn ranges(tokens: &Tokens, clause: &Clause, evidence: &[usize]) -> Vec<Range<u32>> {
    let list = &tokens.list;
    let mut out: Vec<Range<u32>> = Vec::with_capacity(evidence.len());
    for &at in evidence {
        let token = &list[at];
        let mut range = value_place(tokens, token);
        let is_verb = Some(at) == clause.order || Some(at) == clause.predicate_at;
        if token.is_word() && !is_verb && token.has(Classes::NOUN) || Some(at) == clause.object {
            range.end = range.end.max(list[phrase_end(tokens, at)].end);
        }
        // `every month`, `per week`
        if let Some(next) = list.get(at + 1).filter(|t| token.has(Classes::RECUR) && t.has(Classes::TIME)) {
            range.end = range.end.max(next.end);
        }
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// The last token of the noun phrase with this head: `the template` continues to `gallery`.
pub(super) fn phrase_end(tokens: &Tokens, head: usize) -> usize {
    let list = &tokens.list;
    let goes_on = |t: &Token| {
        let verb_only = t.has(Classes::VERB) && !t.has(Classes::NOUN);
        !t.closes_noun()
            && t.form != Form::Ed
            && (!verb_only || t.has(Classes::TOPIC))
            && !t.has(Classes::FUNCTION | Classes::RECUR | Classes::COMPARE | Classes::WEASEL | Classes::ALL)
            && !t.has(Classes::THERE | Classes::NONE)
    };
    // `lazy loading`, `fractional coordinates`, `Gino's tests`: what belongs to a name ends with it.
    let closes = |at: usize| list.get(at).is_none_or(Token::closes_noun);
    let is_open =
        |at: usize| tokens.text(&list[at]).ends_with("'s") || tokens.text(&list[at]).ends_with("’s");
    let ends = |at: usize| match list[at].form {
        Form::Ing => true,
        Form::S => !list[at].has(Classes::MOVES_UP | Classes::MOVES_DOWN),
        Form::Base | Form::Ed => false,
    };
    let named = |at: usize| {
        list[at].is_word() && (ends(at) && closes(at + 1) || is_open(at - 1) && !list[at].closes_noun())
    };
    // `backlog older than`
    let more = (head + 1..list.len().min(head + 5))
        .take_while(|&at| (goes_on(&list[at]) || named(at)) && word(tokens, at + 1) != "than")
        .count();
    head + more
}

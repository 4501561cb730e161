//! Things counted as done, and who does them: `calls made`, `tickets in the sprint closed`, `the ads we run`.

use super::clause::Clause;
use super::counts::{is_count, is_ours, measured_from};
use super::doers::{self, Doer};
use super::lexicon::{Classes, Form};
use super::measures::{quantity, word};
use super::tail::{self, Tail};
use super::token::{Kind as TokenKind, Token, Tokens};
use super::{Certainty, Kind};
use crate::quantity::Dimension;

/// What is counted, and the words that say it is done.
pub(super) struct Done {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    /// Users do the same in large numbers: `published articles`.
    pub(super) may_be_users: bool,
    /// The thing and its verb, in order.
    pub(super) evidence: [usize; 2],
}

/// The noun phrase that is measured.
struct Phrase {
    /// Its first word after `number of`, `share of` and the like.
    first: usize,
    /// Its head noun.
    head: usize,
    /// Only a part of the things is done: `share of`, `80% of`.
    is_share: bool,
    /// `our demos`, `the design team's mock-ups`
    is_possessed: bool,
}

/// The thing done that the sentence counts, if it is our work.
pub(super) fn counted(tokens: &Tokens, clause: &Clause) -> Option<Done> {
    // `Win 6 of the 18 bids submitted`: others decide that.
    let is_won = clause.order.is_some_and(|order| {
        matches!(word(tokens, order), "win" | "secure" | "earn" | "obtain" | "receive" | "land" | "gain")
    });
    let begin = measured_from(tokens, clause).filter(|_| !is_won)?;
    let (first, is_share, is_possessed) = after_lead(tokens, begin);
    let is_share = is_share || goes_by_percentages(tokens, first);
    let phrase = |first, head, is_possessed| Phrase { first, head, is_share, is_possessed };
    let Some((verb, length)) = participle(tokens, first) else {
        let Some((subject, verb)) = active(tokens, first) else {
            return by_our_team(tokens, &phrase(first, head(tokens, first)?, true));
        };
        return by_us(tokens, &phrase(first, subject, true), verb);
    };
    // What stands before the noun says which ones: `published articles`, `the team's delivered mock-ups`.
    if verb == first || is_possessive(tokens, verb - 1) {
        let head = head(tokens, verb + length).filter(|_| word(tokens, verb) != "run")?;
        let phrase = phrase(verb + length, head, is_possessed || verb > first);
        return judge(tokens, &phrase, verb, head + 1);
    }
    let head = head(tokens, first).filter(|&head| head < verb)?;
    judge(tokens, &phrase(first, head, is_possessed), verb, verb + length)
}

/// What is known of the thing, of its verb and of what follows gives who does it, and how sure that is.
fn judge(tokens: &Tokens, phrase: &Phrase, verb: usize, after: usize) -> Option<Done> {
    let Phrase { first, head, is_share, .. } = *phrase;
    // `visited by` is one word to the lexicon.
    let tail = match word(tokens, verb).ends_with(" by") {
        true => tail::read_agent(tokens, after)?,
        false => tail::read(tokens, after)?,
    };
    let thing = &tokens.list[head];
    let by_us = tail.is_by_us || phrase.is_possessed;
    // So much per worker or hour is what a plant yields.
    if tail.is_rate && word(tokens, verb) == "produced" {
        return None;
    }
    let doer = match tail.is_by_us {
        true => doers::is_ours_if_by_us(tokens, head).then_some(Doer::Us)?,
        false => doers::of(tokens, first..head, head, verb)?,
    };
    let is_planned = doers::is_planned(tokens, first..verb.max(head));
    let certainty = match doer {
        // A share of our work is progress; a share of other things done well is hygiene.
        _ if is_share && !(is_planned || tail.is_by_us || is_progress(tokens, thing, verb)) => match doer {
            Doer::Us => Certainty::Unsure,
            Doer::Mostly => return None,
        },
        Doer::Mostly if !by_us && !is_planned => Certainty::Unsure,
        Doer::Us | Doer::Mostly => Certainty::Sure,
    };
    let may_be_users = certainty == Certainty::Unsure || tokens.text(&tokens.list[verb]) == "published";
    let kind = kind(tokens, phrase, verb, &tail);
    let may_be_users = may_be_users && !by_us && !doers::is_outbound(tokens, first..head);
    Some(Done { kind, certainty, may_be_users, evidence: [head.min(verb), head.max(verb)] })
}

/// Whether a share of these is how far we are: parts of a job, and staff that we train.
fn is_progress(tokens: &Tokens, thing: &Token, verb: usize) -> bool {
    thing.has(Classes::WORK) || thing.has(Classes::STAFF) && word(tokens, verb) == "trained"
}

/// `The ads we run`: whatever it is, it is ours.
fn by_us(tokens: &Tokens, phrase: &Phrase, verb: usize) -> Option<Done> {
    let tail = tail::read(tokens, verb + 1)?;
    let thing = &tokens.list[phrase.head];
    let is_result = thing.has(Classes::METRIC | Classes::FAULT)
        || thing.has(Classes::ACT) && !is_ours(thing) && !doers::is_submission(tokens, phrase.head);
    let kind = kind(tokens, phrase, verb, &tail);
    let is_many = thing.form == Form::S || word(tokens, phrase.head).ends_with('s');
    (!is_result && is_many && !phrase.is_share).then_some(Done {
        kind,
        certainty: Certainty::Sure,
        may_be_users: false,
        evidence: [phrase.head, verb],
    })
}

/// `25 site visits by the agronomy team`
fn by_our_team(tokens: &Tokens, phrase: &Phrase) -> Option<Done> {
    let tail = tail::read(tokens, phrase.head + 1).filter(|tail| tail.is_by_us)?;
    let thing = &tokens.list[phrase.head];
    let kind = if thing.has(Classes::SERIAL) || tail.is_rate { Kind::Activity } else { Kind::Output };
    (is_ours(thing) && !phrase.is_share).then_some(Done {
        kind,
        certainty: Certainty::Sure,
        may_be_users: false,
        evidence: [phrase.first, phrase.head],
    })
}

/// So much in a while, by each of us, or again and again is effort; a thing that is there, or a part of the whole, is delivered.
fn kind(tokens: &Tokens, phrase: &Phrase, verb: usize, tail: &Tail) -> Kind {
    let ships = matches!(
        tokens.text(&tokens.list[verb]),
        "shipped" | "launched" | "released" | "built" | "delivered" | "deployed" | "trained"
    );
    let serial = tokens.list[phrase.head].has(Classes::SERIAL) && !ships;
    let thing = tokens.list[phrase.head];
    let effort = doers::is_met(tokens, verb)
        || doers::is_effort(tokens, verb) && !thing.has(Classes::ARTEFACT | Classes::WORK);
    if (serial || tail.is_rate || effort) && !phrase.is_share { Kind::Activity } else { Kind::Output }
}

/// The place after `number of`, `a 25% increase in`, `hours of`, whether it is a share, and whether it is called ours.
fn after_lead(tokens: &Tokens, begin: usize) -> (usize, bool, bool) {
    let list = &tokens.list;
    let (mut at, mut share, mut ours) = (begin, false, false);
    while let Some(token) = list.get(at) {
        let text = tokens.text(token);
        let percent = quantity(tokens, token).is_some_and(|q| q.dimension() == Dimension::Percent);
        let next = word(tokens, at + 1);
        let grows = matches!(text, "increase" | "rise" | "growth" | "uplift" | "jump" | "boost");
        let measures = matches!(
            text,
            "hours"
                | "minutes"
                | "days"
                | "metres"
                | "meters"
                | "kilometres"
                | "kilometers"
                | "km"
                | "miles"
                | "pages"
                | "lines"
                | "batches"
        );
        if token.is_number() {
            share |= percent && next != "increase" && next != "more" && word_before(tokens, at) != "by";
            at += 1;
        } else if grows && at > begin && matches!(next, "in" | "of") {
            share = false;
            at += 2;
        } else if at == begin && next == "by" && token.has(Classes::UP) {
            at += 1;
        } else if measures && next == "of" {
            at += 2;
        } else if token.has(Classes::MEASURE) && !is_count(tokens, token) && is_lead(text) {
            share = true;
            at += 1;
        } else if is_count(tokens, token)
            || token.has(Classes::DETERMINER | Classes::AGGREGATE | Classes::LIMIT_LOW)
            || text == "all" && list.get(at + 1).is_some_and(|next| next.is_number())
            || matches!(text, "of" | "by" | "total" | "planned" | "scheduled" | "agreed" | "how" | "many")
        {
            // What is planned is told again by the words of the phrase.
            if matches!(text, "planned" | "scheduled" | "agreed") {
                break;
            }
            ours |= text == "our";
            at += 1;
        } else {
            break;
        }
    }
    (at, share, ours)
}

/// Whether the numbers are percentages, and not by how much more: `Audits finished from 70% to 95%`.
fn goes_by_percentages(tokens: &Tokens, first: usize) -> bool {
    let number = (first..tokens.list.len()).find(|&at| tokens.list[at].is_number());
    number.is_some_and(|at| {
        let percent = quantity(tokens, &tokens.list[at]).is_some_and(|q| q.dimension() == Dimension::Percent);
        percent && word_before(tokens, at) != "by" && word(tokens, at + 1) != "of"
    })
}

fn is_lead(text: &str) -> bool {
    ["percent", "share", "proportion", "fraction"].iter().any(|lead| text.starts_with(lead))
}

fn word_before(tokens: &Tokens, at: usize) -> &str {
    at.checked_sub(1).map_or("", |at| word(tokens, at))
}

/// The last word of the noun phrase that begins here, before a preposition or a participle.
fn head(tokens: &Tokens, first: usize) -> Option<usize> {
    let list = &tokens.list;
    let goes_on = |at: &usize| {
        let token = &list[*at];
        let joins = matches!(token.kind, TokenKind::Break('/' | '-'));
        let begins_another = *at > first && token.has(Classes::DETERMINER);
        joins
            || token.is_word()
                && !token.closes_noun()
                && !begins_another
                && doers::length(tokens, *at).is_none()
    };
    let end = (first..list.len().min(first + 6)).take_while(goes_on).last()?;
    // `Interviews weekly`
    (first..=end).rev().find(|&at| list[at].is_word() && !list[at].has(Classes::RECUR | Classes::ADVERB))
}

/// The participle that says what was done to the noun phrase here, and how many words it has. Between the two may stand where,
/// about what or for whom.
fn participle(tokens: &Tokens, first: usize) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let mut prepositions = 0;
    for at in first..list.len().min(first + 9) {
        if let Some(length) = doers::length(tokens, at) {
            // `definition of done`
            let is_named = at > first && list[at - 1].has(Classes::PREPOSITION);
            return (!is_named).then_some((at, length));
        }
        let token = &list[at];
        let is_place = token.is_word()
            && at > first
            && matches!(
                word(tokens, at),
                "in" | "on" | "of" | "for" | "from" | "with" | "at" | "about" | "to" | "across" | "and"
            );
        prepositions += usize::from(is_place);
        let goes_on = matches!(token.kind, TokenKind::Break('/' | '-'))
            || is_place && prepositions <= 2
            || token.is_word() && !token.closes_noun();
        if !goes_on || token.form == Form::Ed && !is_place && at > first && !token.has(Classes::NOUN) {
            return None;
        }
    }
    None
}

/// `<things> we run`, `<calls> our sales team makes`: the noun and the verb.
fn active(tokens: &Tokens, first: usize) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let subject = (first + 1..list.len().min(first + 5))
        .find(|&at| matches!(word(tokens, at), "we" | "our"))
        .filter(|&at| {
            (first..at).all(|before| {
                list[before].is_word() && !list[before].has(Classes::PREPOSITION)
                    || word(tokens, before) == "that"
            })
        })?;
    let head = head(tokens, first).filter(|&head| head < subject)?;
    let verb = match word(tokens, subject) {
        "we" => subject + 1,
        _ => (subject + 2..list.len().min(subject + 5)).find(|&at| doers::is_our_act(tokens, at))?,
    };
    (doers::is_our_act(tokens, verb)).then_some((head, verb))
}

/// `the design team's`
fn is_possessive(tokens: &Tokens, at: usize) -> bool {
    let text = word(tokens, at);
    text.ends_with("'s") || text.ends_with("’s") || text == "our"
}

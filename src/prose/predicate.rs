//! The subject of a sentence that is not an order, and its predicate.

use super::lexicon::{Classes, Form};
use super::syntax::{Clause, Predicate, is_last_or_closed, is_unknown_plural};
use super::token::{Kind, Token, Tokens};

/// The subject's head noun and its predicate.
pub(super) fn subject_and_predicate(tokens: &Tokens, clause: &mut Clause) {
    let list = &tokens.list;
    let begin = clause.start;
    let mut subject: Option<usize> = None;
    let mut in_tail = false;
    for at in begin..list.len() {
        let token = &list[at];
        if !token.is_word() {
            if matches!(token.kind, Kind::Break(':' | ';' | '.' | '→' | '|')) && subject.is_some() {
                break;
            }
            continue;
        }
        if let Some(predicate) = predicate_at(tokens, at, subject, begin) {
            // `Reports written by hand disappear`: the participle only says which ones.
            let moves = moving_verb(tokens, at).filter(|_| token.form == Form::Ed && subject.is_some());
            let predicate = moves.map_or(predicate, |moves| (Predicate::Moves, moves));
            clause.predicate = predicate.0;
            clause.predicate_at = Some(predicate.1);
            break;
        }
        if token.has(Classes::PREPOSITION) && subject.is_some() {
            let of = matches!(tokens.text(token), "of");
            // `80% of patients`, `share of teams`: what follows `of` is the better subject.
            in_tail = !of || !subject.is_some_and(|s: usize| list[s].has(Classes::MEASURE));
        }
        let unknown = subject.is_none() && !token.has(Classes::VERB | Classes::FUNCTION);
        if !in_tail && (token.has(Classes::NOUN) || unknown) {
            subject = Some(at);
        }
    }
    clause.subject = subject;
}

/// A verb of moving after a participle, with nothing that makes it part of something else.
fn moving_verb(tokens: &Tokens, participle: usize) -> Option<usize> {
    let list = &tokens.list;
    let moves = |at: &usize| {
        let (verb, before) = (&list[*at], &list[*at - 1]);
        verb.is_word()
            && verb.has(Classes::MOVES_UP | Classes::MOVES_DOWN)
            && !verb.has(Classes::NOUN)
            && matches!(verb.form, Form::Base | Form::S)
            && before.is_word()
            && !before.has(Classes::CONJUNCTION | Classes::DETERMINER | Classes::MODAL | Classes::PRONOUN)
            && !matches!(tokens.text(before), "to" | "that" | "which" | "who")
    };
    let is_passive = list[participle - 1].has(Classes::BE | Classes::HAVE);
    let clause = list[participle + 1..]
        .iter()
        .take_while(|t| !matches!(t.kind, Kind::Break(',' | ';' | '.' | ':')))
        .count();
    (participle + 2..=participle + clause).find(moves).filter(|_| !is_passive)
}

/// The predicate that begins at `at`, if one does, and the token that carries it.
fn predicate_at(
    tokens: &Tokens,
    at: usize,
    subject: Option<usize>,
    begin: usize,
) -> Option<(Predicate, usize)> {
    let list = &tokens.list;
    let token = &list[at];
    if at == begin {
        return None;
    }
    let noun_before = list[at - 1].has(Classes::NOUN) || subject.is_some();
    if token.has(Classes::CAN) {
        return Some((Predicate::Can, at));
    }
    if token.has(Classes::BE) {
        return Some(after_be(tokens, at));
    }
    if token.has(Classes::THERE) && noun_before && !list.get(at + 1).is_some_and(|t| t.has(Classes::NOUN)) {
        return Some((Predicate::There, at));
    }
    if token.has(Classes::MODAL) {
        let verb = (at + 1..list.len().min(at + 4)).find(|&i| list[i].has(Classes::VERB | Classes::BE))?;
        if list[verb].has(Classes::BE) {
            return Some(after_be(tokens, verb));
        }
        return Some((finite(list, verb, subject), verb));
    }
    if token.has(Classes::HAVE) && tokens.text(token) != "with" && tokens.text(token) != "having" {
        if let Some(next) = list.get(at + 1).filter(|t| t.form == Form::Ed && t.has(Classes::VERB)) {
            let people = subject.is_some_and(|s| list[s].has(Classes::PEOPLE));
            let kind =
                if people && next.has(Classes::BEHAVE) { Predicate::Behaves } else { participle(next) };
            return Some((kind, at + 1));
        }
        return subject.map(|_| (Predicate::Has, at));
    }
    if !token.has(Classes::VERB) || !noun_before {
        return None;
    }
    let adverb_next = list.get(at + 1).is_some_and(|t| {
        t.has(Classes::ADVERB | Classes::RECUR | Classes::THERE) || tokens.text(t).ends_with("ly")
    });
    let subject_plural = subject.is_some_and(|s| {
        list[s].form == Form::S
            || list[s].has(Classes::PEOPLE | Classes::STAFF)
            || is_unknown_plural(tokens, s)
            || is_unknown_plural(tokens, at - 1)
    });
    let before = &list[at - 1];
    let after_plural = before.form == Form::S
        || is_unknown_plural(tokens, at - 1)
        || (before.has(Classes::ADVERB) && at > begin + 1);
    // A word before `the` or `their` is a verb, whatever else it may be.
    let takes_object = list.get(at + 1).is_some_and(|t| t.is_word() && t.has(Classes::DETERMINER))
        && !before.has(Classes::DETERMINER);
    match token.form {
        // `Calls about invoices halve`
        Form::S if before.has(Classes::PREPOSITION) => None,
        // `All 300 leases completed`
        Form::S if before.is_number() && list.get(at + 1).is_some_and(|t| t.form == Form::Ed) => None,
        Form::S | Form::Base
            if takes_object
                && !before.has(Classes::PREPOSITION)
                && (token.form == Form::S || after_plural) =>
        {
            Some((finite(list, at, subject), at))
        }
        Form::Ed if is_last_or_closed(list, at + 1) || adverb_next => Some((participle(token), at)),
        Form::S
            if !token.has(Classes::NOUN)
                || (token
                    .has(Classes::STATE | Classes::BEHAVE | Classes::MOVES_UP | Classes::MOVES_DOWN)
                    && !is_last_or_closed(list, at + 1)) =>
        {
            Some((finite(list, at, subject), at))
        }
        Form::Base
            if subject_plural
                && after_plural
                && !(token.has(Classes::NOUN) && is_last_or_closed(list, at + 1)) =>
        {
            Some((finite(list, at, subject), at))
        }
        Form::Base if subject_plural && !token.has(Classes::NOUN) => Some((finite(list, at, subject), at)),
        _ => None,
    }
}

fn participle(token: &Token) -> Predicate {
    let done = Classes::DELIVER | Classes::DECIDE | Classes::TRAIN | Classes::HIRE | Classes::FINISH;
    if token.has(Classes::UP | Classes::DOWN) && !token.has(Classes::DECIDE) {
        Predicate::Moves
    } else if token.has(done | Classes::EFFORT) && (token.has(done) || !token.has(Classes::BEHAVE)) {
        Predicate::Delivered
    } else if token.has(Classes::BEHAVE) {
        Predicate::Behaves
    } else {
        Predicate::State
    }
}

fn finite(list: &[Token], at: usize, subject: Option<usize>) -> Predicate {
    let token = &list[at];
    let people = subject.is_some_and(|s| list[s].has(Classes::PEOPLE | Classes::STAFF));
    if token.has(Classes::MOVES_UP | Classes::MOVES_DOWN) && !people {
        Predicate::Moves
    } else if people && token.has(Classes::BEHAVE) {
        Predicate::Behaves
    } else if token.has(Classes::STATE) {
        Predicate::State
    } else if token.has(Classes::UP | Classes::DOWN) {
        Predicate::Moves
    } else if people {
        Predicate::Behaves
    } else {
        Predicate::State
    }
}

/// After a form of `be`: a participle, an adjective, or a value.
fn after_be(tokens: &Tokens, be: usize) -> (Predicate, usize) {
    let list = &tokens.list;
    for (at, token) in list.iter().enumerate().skip(be + 1).take(5) {
        if token.has(Classes::CAN) && !token.has(Classes::ADVERB) {
            return (Predicate::Can, at);
        }
        if token.is_number() || token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW) {
            return (Predicate::Is, be);
        }
        if token.has(Classes::THERE) {
            return (Predicate::There, at);
        }
        if token.has(Classes::VERB) && token.form == Form::Ed {
            return (participle(token), at);
        }
        if token.has(Classes::VERB) && token.form == Form::Ing {
            return (Predicate::State, at);
        }
        let passes =
            token.has(Classes::ADVERB | Classes::BE | Classes::ALL) || tokens.text(token).ends_with("ly");
        if !passes {
            break;
        }
    }
    (Predicate::Is, be)
}

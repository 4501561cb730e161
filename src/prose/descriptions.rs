//! Numbers in words about who or what is meant: `for orders over $50`, `users who log in 5 times`, `with the same 12 people`.

use super::Comparator;
use super::figure::{Figure, Role, before, begins_condition, quantity, word};
use super::lexicon::{Classes, Form};
use super::limits;
use super::pairs;
use super::scope;
use super::token::{Kind, Token, Tokens};
use crate::quantity::Dimension;

/// Takes numbers that describe for what they are, where another number is what is to be reached. `holds` says that the sentence
/// keeps something where it is.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure], holds: bool) {
    clauses(tokens, figures);
    descriptions(tokens, figures, holds);
}

/// Whether the word before a number says that it is what is to be reached.
pub(super) fn leads_to_target(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "to" | "at" | "→" | ":" | "=" | "is") || reaches(before(tokens, at, 1))
}

/// Verbs before a number that is to be reached.
fn reaches(verb: &str) -> bool {
    matches!(
        verb,
        "reach"
            | "reaches"
            | "hit"
            | "hits"
            | "exceed"
            | "exceeds"
            | "total"
            | "totals"
            | "number"
            | "pass"
            | "passes"
            | "top"
            | "tops"
            | "equal"
            | "equals"
            | "average"
            | "averages"
            | "make"
            | "show"
    )
}

/// `Users who log 5 times a week reach 2,000`: what is said of those who are counted is not the target, if another number
/// follows a verb of its own.
fn clauses(tokens: &Tokens, figures: &mut [Figure]) {
    for i in 0..figures.len() - 1 {
        let (at, next) = (figures[i].at, figures[i + 1].at);
        let is_open =
            figures[i].role == Role::Plain && matches!(figures[i + 1].role, Role::Plain | Role::End);
        let is_limited = figures[i].comparator == Comparator::Exactly
            && (figures[i + 1].comparator != Comparator::Exactly || limits::is_kept_at(tokens, next));
        if is_open
            && is_in_clause(tokens, at)
            && !limits::leads_to(tokens, at)
            && (is_limited || is_moved(tokens, at, next))
        {
            figures[i].role = Role::Qualifier;
        }
    }
    for i in 1..figures.len() {
        let is_counted = figures[..i].iter().any(|figure| figure.role == Role::Plain);
        // `12 books of 200 pages or more`
        let is_open_ended = figures[i].comparator != Comparator::Exactly
            && matches!(before(tokens, figures[i].at, 1), "of" | "with" | "having")
            && !matches!(before(tokens, figures[i].at, 2), "maximum" | "minimum" | "max" | "min");
        let says_more = is_open_ended || says_with_how_many(tokens, figures[i].at);
        if figures[i].role == Role::Plain && is_counted && says_more {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// `Satisfaction for orders over $50 to 48`, `Win 40 shops at the 4 gates`: what says which of them are meant, where words lead to
/// another number, or one comes before.
fn descriptions(tokens: &Tokens, figures: &mut [Figure], holds: bool) {
    // Each number is asked once, so that a long line costs no more than its length.
    let describe: Vec<bool> = figures.iter().map(|figure| describes(tokens, figure.at)).collect();
    let leads: Vec<bool> = figures.iter().map(|figure| limits::leads_to(tokens, figure.at)).collect();
    let last_start = figures.iter().rposition(|figure| figure.role == Role::Baseline);
    for i in 0..figures.len() {
        if figures[i].role != Role::Plain {
            continue;
        }
        let later = i + 1..figures.len().min(i + 1 + MOST);
        let is_led = |j: usize| leads[j] && matches!(figures[j].role, Role::Plain | Role::End);
        let is_set = later.clone().any(|j| is_led(j) && is_set(tokens, figures[i].at, figures[j].at));
        // With a start of its own, the sentence has one measure, and what comes between belongs to it.
        let is_between = last_start.is_some_and(|start| start > i) && is_in_phrase(tokens, figures[i].at);
        let heads = |j: usize| !describe[j] && is_head(tokens, figures, &figures[j], figures[i].at);
        let is_headed = !holds && (describe[i] || is_between) && (0..i.min(MOST)).any(heads);
        if is_set || is_headed || describe[i] && later.clone().any(is_led) {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// So many numbers before and after one are looked at: more belong to no sentence that means one measure.
const MOST: usize = 6;

/// Whether a preposition, or a word like `who`, leads to a number over other words.
fn is_in_phrase(tokens: &Tokens, at: usize) -> bool {
    let mut said = tokens.list[..at].iter().rev().take(NEAR).take_while(|token| token.is_word());
    said.any(|token| {
        let text = tokens.text(token);
        token.has(Classes::PREPOSITION) && text != "to"
            || matches!(text, "worth" | "who" | "that" | "than" | "under")
    })
}

/// Whether a verb or `to` sets a later number as what is to be reached, while this one only stands in words about who, where or when:
/// `NPS after 3 reminders reaches 48`, `Raise the score of accounts with 5+ seats to 48`; not `conversion of 5% to 8%`.
fn is_set(tokens: &Tokens, at: usize, later: usize) -> bool {
    let list = &tokens.list;
    let is_own = limits::leads_to(tokens, at) && !matches!(before(tokens, at, 1), "of" | "at");
    if is_own || !is_in_phrase(tokens, at) {
        return false;
    }
    let between = &list[at + 1..later];
    let is_verb = |token: &Token| {
        let text = tokens.text(token);
        matches!(text, "is" | "are") || reaches(text) || token.has(Classes::MOVES_UP | Classes::MOVES_DOWN)
    };
    if between.iter().any(|token| is_verb(token) || token.kind == Kind::Break(':')) {
        return true;
    }
    // `5% to 8%` goes from one to the other, `5 seats to 48` and `$100 to 48` do not.
    let (Some(one), Some(other)) = (quantity(tokens, &list[at]), quantity(tokens, &list[later])) else {
        return false;
    };
    let counts = between
        .iter()
        .take_while(|token| tokens.text(token) != "to")
        .any(|token| token.is_word() && !token.closes_noun());
    let has_to = between.iter().any(|token| tokens.text(token) == "to");
    has_to && (one.is_bare() && counts || !one.is_bare() && one.dimension() != other.dimension())
}

/// Whether a number before a description is what is to be reached: not the 5 in `the 5 slowest teams of the plant below 10 days`, and
/// not where the start is counted in the unit of the other, as in `Get 4 gates of the hall below 10 minutes, from 16 minutes`.
fn is_head(tokens: &Tokens, figures: &[Figure], head: &Figure, described: usize) -> bool {
    let list = &tokens.list;
    let is_known = scope::says_which(tokens, head.at) || scope::says_where(tokens, head.at);
    if head.role != Role::Plain || is_known {
        return false;
    }
    let number = |at: usize| quantity(tokens, &list[at]);
    let start =
        figures.iter().find(|figure| figure.role == Role::Baseline).and_then(|start| number(start.at));
    let (Some(start), Some(head), Some(described)) = (start, number(head.at), number(described)) else {
        return true;
    };
    if start.is_bare() && !described.is_bare() {
        // Whoever means money writes its sign.
        let is_money = matches!(described.dimension(), Dimension::Currency(_) | Dimension::CurrencyRate(_));
        let is_nearer = pairs::is_far_nearer(start, head, described);
        let rises = pairs::in_own_unit(start) < pairs::in_own_unit(head);
        return is_money || is_nearer || rises && !pairs::is_far_nearer(start, described, head);
    }
    start.is_bare() || start.dimension() == head.dimension() || start.dimension() != described.dimension()
}

/// Whether a number stands in words about who or what is meant: `for orders over $50`, `at the 4 gates`, `with 10 or more members`.
fn describes(tokens: &Tokens, at: usize) -> bool {
    let is_where = |word: &str| {
        matches!(word, "for" | "with" | "of" | "at" | "in" | "on" | "across" | "among" | "per" | "having")
    };
    let list = &tokens.list;
    let before_it = tokens.lower.get(..list[at].start as usize).unwrap_or_default();
    let limit = limits::before_limit(before_it);
    // Not the `at` of `at least 25%`.
    let said = limit.unwrap_or(before_it).split_whitespace().rev().take(NEAR);
    let goes_on = |word: &&str| {
        !word.ends_with([',', ';', ':', '.'])
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && !matches!(*word, "and" | "or" | "but")
    };
    let is_in_phrase = said.take_while(goes_on).any(is_where);
    // `for orders over $50`, but not `at over $50`
    let is_limited = limit.is_some_and(|lead| {
        let last = lead.trim_end().rsplit(' ').next().unwrap_or_default();
        !matches!(last, "to" | "at" | "of" | "is" | "are" | "up") && !last.is_empty()
    });
    // `with 10 or more members`, `for 2 of our 3 brands`
    let is_bare = quantity(tokens, &list[at]).is_some_and(|number| number.is_bare());
    let is_open_ended = is_where(before(tokens, at, 1))
        && (word(tokens, at + 1) == "or" || is_bare && word(tokens, at + 1) == "of");
    // `with the same 12 people`
    let is_same =
        before(tokens, at, 2) == "the" && matches!(before(tokens, at, 1), "same" | "main" | "other");
    let is_known = is_same || scope::says_which(tokens, at) || scope::says_where(tokens, at);
    is_in_phrase && (is_limited || is_open_ended || is_known)
        || is_in_clause(tokens, at) && !limits::leads_to(tokens, at)
}

/// `80 shops with more than 10 reviews`: what those who are counted have.
fn says_with_how_many(tokens: &Tokens, at: usize) -> bool {
    let lead = tokens.lower.get(..tokens.list[at].start as usize).and_then(limits::before_limit);
    lead.is_some_and(|lead| {
        lead.trim_end()
            .rsplit(' ')
            .next()
            .is_some_and(|word| matches!(word, "with" | "having" | "have" | "has" | "worth"))
    })
}

/// The most words between `who` and the number.
const NEAR: usize = 7;

/// Whether `who`, `that` or `which` stands before a number, with nothing between that begins something else.
fn is_in_clause(tokens: &Tokens, at: usize) -> bool {
    let said = tokens.list[..at].iter().rev().take(NEAR);
    let mut said = said.take_while(|token| token.is_word() && !token.has(Classes::CONJUNCTION));
    said.any(|token| {
        let is_first = token.start == tokens.list[0].start;
        !is_first && matches!(tokens.text(token), "who" | "that" | "which" | "whose" | "having")
    })
}

/// Whether a verb leads to the number at `next`: `reach`, `grows to`, `is at least`.
fn is_moved(tokens: &Tokens, at: usize, next: usize) -> bool {
    let between = &tokens.list[at + 1..next];
    let is_verb = |token: &Token| {
        let text = tokens.text(token);
        token.is_word()
            && (reaches(text)
                || matches!(
                    text,
                    "is" | "are" | "stays" | "stay" | "remain" | "remains" | "cover" | "rise" | "grow"
                )
                || (token.has(Classes::MOVES_UP | Classes::MOVES_DOWN) && token.form != Form::Ing))
    };
    let breaks = |token: &Token| matches!(token.kind, Kind::Break(',' | ';' | '.'));
    between.iter().rposition(is_verb).is_some_and(|verb| between.len() - verb <= NEAR)
        && !between.iter().any(breaks)
        && !between.iter().any(|token| {
            begins_condition(tokens, token) || matches!(tokens.text(token), "and" | "or" | "but")
        })
}

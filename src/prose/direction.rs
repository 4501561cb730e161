//! The direction a measure should move in, from the verb and from the numbers.

use super::clause::Clause;
use super::figure::{begins_condition, word};
use super::lexicon::{Classes, Form};
use super::limits;
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction, Measure};

/// The direction given by the verb alone, and its place.
pub(super) fn asked(tokens: &Tokens, clause: &Clause) -> Option<(Direction, usize)> {
    let list = &tokens.list;
    // `Waiting list stays under 300`, `Open cases stay below 40`: no order, though it begins with a verb.
    let is_order = clause.order.is_some_and(|order| list[order].form != Form::Ing);
    // `Page weight kept below 1.5 MB`: `page` is no order there, and `kept` says what is to hold.
    let is_kept = |at: usize| word(tokens, at) == "kept" && clause.order.is_none_or(|order| order + 1 < at);
    if let Some(stays) = stays_at_limit(tokens).filter(|&at| !is_order || is_kept(at)) {
        return Some((Direction::Maintain, stays));
    }
    if let Some(never) = must_not_pass(tokens).filter(|_| !is_order) {
        return Some((Direction::Maintain, never));
    }
    if let Some(order) = clause.order {
        return of_verb(&list[order]).map(|d| (d, order));
    }
    if let Some(always) = at_all_times(tokens) {
        return Some((Direction::Maintain, always));
    }
    let at = clause.predicate_at.filter(|&at| !is_condition(tokens, at))?;
    let direction = of_verb(&list[at]).filter(|&d| d != Direction::Reach)?;
    // People who stay are not kept within a limit.
    let people =
        clause.subject.is_some_and(|at| list[at].has(Classes::PEOPLE | Classes::STAFF | Classes::ROLE));
    Some((direction, at)).filter(|_| direction != Direction::Maintain || !people)
}

/// `At all times a minimum of 5 firefighters`, `Over 95% restorable at any time`, `Shrinkage not above 1.2%`, `Loans: ceiling 2.4%`: a limit
/// that is to hold throughout.
fn at_all_times(tokens: &Tokens) -> Option<usize> {
    let list = &tokens.list;
    let is_throughout = |at: usize| {
        let (text, next) = (word(tokens, at), word(tokens, at + 1));
        let time = |at: usize| matches!(word(tokens, at), "time" | "times" | "moment" | "point");
        text == "at" && matches!(next, "all" | "any") && time(at + 2)
            || text == "always"
            || matches!(text, "ceiling" | "floor") && names_limit(tokens, at)
            || matches!(text, "not" | "no" | "never") && is_not_beyond(tokens, at)
            || matches!(text, "week" | "month" | "quarter") && next == "after" && word(tokens, at + 2) == text
    };
    let has_limit = || {
        list.iter().any(|token| token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW))
            || list
                .iter()
                .enumerate()
                .any(|(at, token)| token.is_number() && limits::comparator(tokens, at).is_some())
    };
    (0..list.len()).find(|&at| is_throughout(at)).filter(|_| has_limit())
}

/// `not above 1.2%`, `no higher than €14.50`
fn is_not_beyond(tokens: &Tokens, at: usize) -> bool {
    let is_number = |at: usize| tokens.list.get(at).is_some_and(Token::is_number);
    match word(tokens, at + 1) {
        "above" | "below" | "over" | "under" => is_number(at + 2),
        // `No fewer than 500 households join` is to be reached.
        "fewer" if word(tokens, at) == "no" => false,
        "higher" | "lower" | "longer" | "more" | "less" | "fewer" | "shorter" => {
            word(tokens, at + 2) == "than" && is_number(at + 3)
        }
        _ => false,
    }
}

/// `ceiling 2.4%`, `floor: 160%`
fn names_limit(tokens: &Tokens, at: usize) -> bool {
    let is_sign = |at: usize| matches!(word(tokens, at), ":" | "of" | "at");
    let number = if is_sign(at + 1) { at + 2 } else { at + 1 };
    tokens.list.get(number).is_some_and(Token::is_number)
}

/// Whether a word stands in what is to hold beside the key result: `while complaints stay under 3%`. One that begins the sentence
/// ends at the comma: `While sign-ups double, fraud stays under 0.2%`.
fn is_condition(tokens: &Tokens, at: usize) -> bool {
    let first = tokens.list[..at].iter().position(|token| token.kind == Kind::Break(','));
    let begins = |place: usize| begins_condition(tokens, place) && (place > 0 || first.is_none());
    (0..at).any(begins)
}

/// `is not to fall beneath 50%`, `does not surpass 48 h`, `mustn't pass 10,000`: what may not happen is a limit.
fn must_not_pass(tokens: &Tokens) -> Option<usize> {
    const MOVES: [&str; 24] = [
        "fall",
        "drop",
        "slip",
        "slide",
        "sink",
        "dip",
        "go",
        "rise",
        "climb",
        "grow",
        "exceed",
        "pass",
        "surpass",
        "top",
        "falls",
        "drops",
        "slips",
        "goes",
        "rises",
        "exceeds",
        "passes",
        "surpasses",
        "get",
        "come",
    ];
    const ITSELF: [&str; 8] =
        ["exceed", "pass", "surpass", "top", "exceeds", "passes", "surpasses", "exceeding"];
    let is_negation = |text: &str| {
        matches!(text, "not" | "never" | "cannot") || text.ends_with("n't") || text.ends_with("n’t")
    };
    let is_limit = |at: usize| {
        matches!(word(tokens, at), "beneath" | "below" | "under" | "above" | "over" | "beyond" | "past")
            && tokens.list.get(at + 1).is_some_and(Token::is_number)
    };
    (2..tokens.list.len()).find(|&at| {
        let text = word(tokens, at);
        let is_passed = ITSELF.contains(&text) && tokens.list.get(at + 1).is_some_and(Token::is_number);
        MOVES.contains(&text)
            && (is_passed || is_limit(at + 1))
            && (1..=4).any(|back| at > back && is_negation(word(tokens, at - back)))
            && !is_condition(tokens, at)
            && !tokens.list[..at].iter().any(|token| matches!(tokens.text(token), "who" | "that" | "which"))
    })
}

/// `Response time stays below 300 ms`; not `users who stay for a month`.
fn stays_at_limit(tokens: &Tokens) -> Option<usize> {
    let list = &tokens.list;
    let word = |at: usize| word(tokens, at);
    // `stays in the 75% to 82% band`
    let is_band = || list.iter().any(|token| limits::is_band_noun(tokens.text(token)));
    (1..list.len()).find(|&at| {
        // `hold steady at`
        let limit =
            if matches!(word(at + 1), "steady" | "stable" | "flat" | "constant") { at + 2 } else { at + 1 };
        matches!(
            word(at),
            "stay"
                | "stays"
                | "lies"
                | "remain"
                | "remains"
                | "kept"
                | "held"
                | "capped"
                | "limited"
                | "hold"
                | "holds"
        ) && !matches!(word(at - 1), "who" | "that" | "which" | "to" | "if" | "when" | "were" | "was")
            // `retention 38% to 44%, lapses stay at 15%` is about the retention.
            && !follows_pair(tokens, at)
            // `from $40 to $55 while complaints stay under 3%`
            && !is_condition(tokens, at)
            && (matches!(
                word(limit),
                "at" | "below" | "under" | "above" | "over" | "within" | "between" | "inside" | "not" | "no"
                    | "beneath" | "north" | "south"
            ) || word(limit) == "in" && is_band() || word(at) == "limited" && word(at + 1) == "to"
                || word(limit) == "up" && word(limit + 1) == "to"
                || list.get(limit).is_some_and(|next| next.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW)))
    })
}

/// Whether one number leads to another before a comma, and the word at `at` comes after it.
fn follows_pair(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list[..at];
    let leads =
        |token: &Token| token.kind == Kind::Break('→') || token.is_word() && tokens.text(token) == "to";
    let pair =
        list.windows(3).position(|three| three[0].is_number() && leads(&three[1]) && three[2].is_number());
    pair.is_some_and(|pair| list[pair + 3..].iter().any(|token| matches!(token.kind, Kind::Break(',' | ';'))))
}

fn of_verb(token: &Token) -> Option<Direction> {
    let up = token.has(Classes::UP | Classes::MOVES_UP);
    let down = token.has(Classes::DOWN | Classes::MOVES_DOWN);
    if token.has(Classes::HOLD) && !token.has(Classes::UP | Classes::DOWN) {
        Some(Direction::Maintain)
    } else if down && !up {
        Some(Direction::Decrease)
    } else if up && !down {
        Some(Direction::Increase)
    } else if token.has(Classes::REACH) {
        Some(Direction::Reach)
    } else {
        None
    }
}

/// Verbs that say that something changes for the better or arrives somewhere, but not on which side that is.
const NEUTRAL: [&str; 18] = [
    "improve", "optimize", "optimise", "enhance", "achieve", "attain", "reach", "hit", "get", "bring",
    "drive", "move", "take", "push", "shift", "change", "deliver", "make",
];

/// Of those, the ones that mean more unless less of it is better.
const BETTERING: [&str; 4] = ["improve", "optimize", "optimise", "enhance"];

/// Measures of which less is better, apart from faults.
const LESS_IS_BETTER: [&str; 32] = [
    "latency",
    "downtime",
    "churn",
    "attrition",
    "delay",
    "mttr",
    "mttd",
    "mtta",
    "cost",
    "costs",
    "spend",
    "waste",
    "cac",
    "lead time",
    "cycle time",
    "response time",
    "load time",
    "wait time",
    "waiting time",
    "build time",
    "time to",
    "times to",
    "turnaround",
    "turnaround time",
    "resolution time",
    "first response",
    "cost per",
    "cost of",
    "error rate",
    "backlog",
    "abandonment",
    "bounce",
];

/// Whether a word is a form of one of these verbs.
fn is_form(word: &str, verbs: &[&str]) -> bool {
    verbs.iter().any(|verb| {
        let ending = word.strip_prefix(verb.trim_end_matches('e'));
        ending.is_some_and(|e| matches!(e, "" | "e" | "s" | "es" | "ed" | "ing" | "ting"))
    })
}

/// The direction of the key result: where the verb leaves it open, the numbers decide.
pub(super) fn settled(
    tokens: &Tokens,
    clause: &Clause,
    asked: Option<(Direction, usize)>,
    baseline: Option<&Measure>,
    target: Option<&Measure>,
) -> Option<Direction> {
    let verb = clause.order.or(clause.predicate_at);
    let said = verb.map_or("", |at| tokens.text(&tokens.list[at]));
    // `Ensure at least 40 teams report weekly (25 now)` is to rise.
    let starts = baseline.is_some() && matches!(said, "ensure" | "ensures" | "guarantee" | "guarantees");
    let open = is_form(said, &NEUTRAL) || starts;
    if asked.is_some() && !open {
        return asked.map(|(direction, _)| direction);
    }
    if let Some(way) = baseline.zip(target).and_then(|(start, end)| way_of_numbers(start, end)) {
        return Some(way);
    }
    let (asked, at) = (asked?.0, verb?);
    let after = &tokens.list[at + 1..];
    let fault = after.iter().any(|t| t.has(Classes::FAULT) || LESS_IS_BETTER.contains(&tokens.text(t)));
    let down = after.iter().any(|t| t.is_word() && tokens.text(t) == "down");
    let less = fault || down || target.is_some_and(|t| t.comparator == Comparator::AtMost);
    let more = target.is_some_and(|t| t.comparator == Comparator::AtLeast);
    Some(match asked {
        Direction::Maintain => Direction::Maintain,
        _ if is_form(said, &BETTERING) && !less => Direction::Increase,
        _ if less && (down || asked != Direction::Reach) => Direction::Decrease,
        _ if more && asked != Direction::Reach => Direction::Increase,
        _ => Direction::Reach,
    })
}

fn way_of_numbers(start: &Measure, end: &Measure) -> Option<Direction> {
    let change = matches!(end.comparator, Comparator::By | Comparator::Times);
    if change || !crate::quantity::comparable(&start.quantity, &end.quantity) {
        return None;
    }
    match end.quantity.value().partial_cmp(&start.quantity.value())? {
        std::cmp::Ordering::Greater => Some(Direction::Increase),
        std::cmp::Ordering::Less => Some(Direction::Decrease),
        std::cmp::Ordering::Equal => None,
    }
}

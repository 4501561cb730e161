//! The goals of sentences with several orders: `Raise visits from 21,000 to 26,000 and cut no-shows by 20%`.

use super::clause::Clause;
use super::figure::{before, counts_things, is_in_brackets, word};
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role};
use super::token::{Kind, Token, Tokens};

/// The places of the numbers to be reached, one for each order that has one. Fewer than two are none.
pub(super) fn goals(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Vec<usize> {
    let Some(target) = measures.target_at else { return Vec::new() };
    let further: Vec<usize> =
        (clause.start + 1..tokens.list.len()).filter(|&at| is_further_order(tokens, clause, at)).collect();
    if further.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(clause.start).chain(further.iter().copied());
    let ends = further.iter().copied().chain([tokens.list.len()]);
    let mut goals = Vec::new();
    for (start, end) in starts.zip(ends) {
        let is_first = start == clause.start;
        let goal = if (start..end).contains(&target) {
            Some(target)
        } else {
            goal_between(tokens, measures, start, end)
        };
        goals.extend(goal.filter(|&goal| is_first || names_another(tokens, start, goal)));
    }
    if goals.len() < 2 { Vec::new() } else { goals }
}

/// An order behind `and`, a comma or `while`: `and reduce`, `while also growing`.
fn is_further_order(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let token = &tokens.list[at];
    let moves = token.is_word() && token.has(Classes::UP | Classes::DOWN | Classes::HOLD)
        || matches!(tokens.text(token), "bring" | "bringing" | "get" | "getting" | "win" | "winning");
    if !moves || matches!(word(tokens, at + 1), "in" | "of") || token.has(Classes::PREPOSITION) {
        return false;
    }
    let skipped = |word: &str| {
        matches!(word, "also" | "at" | "the" | "same" | "time" | "to" | "further" | "simultaneously")
    };
    let Some(joint) = (0..at).rev().find(|&before| !skipped(word(tokens, before))) else { return false };
    let joins = &tokens.list[joint];
    let is_while = matches!(tokens.text(joins), "while" | "whilst");
    let is_and = joins.has(Classes::CONJUNCTION) && tokens.text(joins) != "or"
        || matches!(joins.kind, Kind::Break(',' | ';' | '.'));
    match token.form {
        Form::Base => is_and,
        Form::Ing => is_while || is_and && clause.gerund,
        _ => false,
    }
}

/// The number of an order that does not have the target: `by 20%` in `reduce reports by 20%`, the last of `from 5% to 4%`.
fn goal_between(tokens: &Tokens, measures: &Measures, start: usize, end: usize) -> Option<usize> {
    let is_led = |at: usize| {
        matches!(
            before(tokens, at, 1),
            "to" | "by"
                | "at"
                | "below"
                | "under"
                | "above"
                | "least"
                | "most"
                | "than"
                | "→"
                | "down to"
                | "up to"
        )
    };
    let is_counted = |at: usize| at == start + 1 && counts_things(tokens, at);
    let within = measures.figures.iter().filter(|figure| (start..end).contains(&figure.at));
    let is_goal = |at: usize| !is_in_brackets(tokens, at) && (is_led(at) || is_counted(at));
    within.filter(|figure| figure.role != Role::Baseline).map(|figure| figure.at).find(|&at| is_goal(at))
}

/// Whether an order has something of its own to change: not `and keep it below 5`, `and get to 40`.
fn names_another(tokens: &Tokens, order: usize, goal: usize) -> bool {
    let is_known = |name: &str| tokens.list[..order].iter().any(|token| tokens.text(token) == name);
    let is_name = |token: &Token| {
        token.is_word() && !token.closes_noun() && !token.has(Classes::ADVERB | Classes::DETERMINER)
    };
    // `get 3 farms into the scheme` names the farms behind the number.
    let end = if goal == order + 1 { goal + 2 } else { goal };
    let names = tokens.list[order + 1..end.min(tokens.list.len())].iter().filter(|token| is_name(token));
    names
        .map(|token| tokens.text(token))
        .any(|name| !is_known(name) && !matches!(name, "down" | "up" | "back"))
}

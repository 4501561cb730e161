//! Two goals of one sentence, or two numbers of which either may be the goal: `first replies under 1 h and full answers under 24 h`,
//! `1,200 before tuning, 500 after`.

use super::figure::{Role, before, counts_things, quantity, word};
use super::leads::{before_limit, describes_others};
use super::lexicon::{Classes, Form};
use super::measures::{Figure, Measures};
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, comparable};

/// The most words between what joins two goals and what leads to the second number.
const LONGEST_NAME: usize = 5;
/// The most words between the first number and what joins: `40 a week and`.
const LONGEST_REST: usize = 3;

/// Whether a number is a goal beside the target, since words that lead to both are the same, or since it is a share beside a share.
pub(super) fn is_beside_target(tokens: &Tokens, measures: &Measures, figure: &Figure) -> bool {
    let Some(target) = measures.target_at.filter(|&target| target != figure.at) else { return false };
    let (first, second) = (target.min(figure.at), target.max(figure.at));
    let is_baseline = measures.figures.iter().any(|of| of.at == first && of.role == Role::Baseline);
    !is_baseline
        && measures.band.is_none()
        && (is_led_alike(tokens, first, second)
            || is_next_share(tokens, first, second)
            || is_next_order(tokens, first, second)
            || is_next_measure(tokens, first, second)
            || is_followed_alike(tokens, first, second)
            || is_led_again(tokens, first, second)
            || is_part_of_it(tokens, first, second)
            || is_next_of_its_own(tokens, first, second))
}

/// `600 visitors on day 1 and 900 on day 2`: the same word goes on behind both.
fn is_followed_alike(tokens: &Tokens, first: usize, second: usize) -> bool {
    let next = word(tokens, second + 1);
    let goes_on = matches!(next, "in" | "on" | "for" | "from" | "at" | "within" | "after");
    let joint = second - 1;
    let joins = joint > first + 1
        && (word(tokens, joint) == "and" || matches!(tokens.list[joint].kind, Kind::Break(',' | ';')));
    let is_same = || (first + 1..joint).any(|at| word(tokens, at) == next);
    let is_near = second - first <= LONGEST_NAME + LONGEST_REST;
    // `$50 a day and 3 in the evening` measures two things, and neither is said.
    let alike = |at: usize| quantity(tokens, &tokens.list[at]).map(|number| number.dimension());
    goes_on && joins && is_near && is_same() && alike(first) == alike(second)
}

/// `in 2 hours to urgent mails and in 24 hours to all others`
fn is_led_again(tokens: &Tokens, first: usize, second: usize) -> bool {
    let (Some(one), Some(other)) = (lead(tokens, first), lead(tokens, second)) else { return false };
    let of =
        |at: usize| quantity(tokens, &tokens.list[at]).map(|number| (number.dimension(), number.is_bare()));
    let goes_on = |at: usize| tokens.list.get(at + 1).is_some_and(Token::is_word);
    word(tokens, one) == word(tokens, other)
        && before(tokens, other, 1) == "and"
        && of(first) == of(second)
        && !of(first).is_some_and(|(_, is_bare)| is_bare)
        && second - first <= LONGEST_NAME + LONGEST_REST
        && goes_on(first)
        && goes_on(second)
}

/// `95% of shifts, of which 80% ...`, `to £2M, with a margin of 20%`, `above 93%, with at least 200 responses`.
fn is_part_of_it(tokens: &Tokens, first: usize, second: usize) -> bool {
    let edge = before_limit(tokens, second).unwrap_or(second);
    let is_share =
        quantity(tokens, &tokens.list[second]).is_some_and(|number| number.dimension() == Dimension::Percent);
    let is_limited = edge < second;
    let is_of_which = before(tokens, second, 1) == "which" && before(tokens, second, 2) == "of";
    let with = (first + 2..edge).rev().take(LONGEST_NAME).find(|&at| word(tokens, at) == "with");
    let is_with = with.is_some_and(|with| tokens.list[with - 1].kind == Kind::Break(','));
    is_of_which || is_with && (is_share || is_limited)
}

/// `to 55% and the median user finds it in under 3 minutes`: the second number has a noun of its own.
fn is_next_of_its_own(tokens: &Tokens, first: usize, second: usize) -> bool {
    const LONGEST: usize = 9;
    let edge = before_limit(tokens, second).unwrap_or(second);
    let is_share =
        quantity(tokens, &tokens.list[second]).is_some_and(|number| number.dimension() == Dimension::Percent);
    let Some(joint) = (first + 1..edge).rev().take(LONGEST).find(|&at| word(tokens, at) == "and") else {
        return false;
    };
    // `and a bed occupancy of 88%`
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    let is_measure = || tokens.list[joint + 1..edge].iter().any(|token| token.has(measured));
    let is_noun = match word(tokens, joint + 1) {
        "the" | "our" | "their" => edge > joint + 3,
        "a" | "an" => edge > joint + 2 && is_measure(),
        _ => false,
    };
    let has_others = tokens.list[first + 1..second].iter().any(Token::is_number);
    let goes_on = (joint..second).any(|at| matches!(word(tokens, at), "who" | "that" | "which")) && !is_share;
    is_noun && !has_others && !goes_on && (is_share || edge < second)
}

/// `to £250k and from consulting to £400k`, `within 1 h and fixes within 8 h`
fn is_led_alike(tokens: &Tokens, first: usize, second: usize) -> bool {
    let (Some(one), Some(other)) = (lead(tokens, first), lead(tokens, second)) else { return false };
    let Some(joint) = joint_before(tokens, first, other) else { return false };
    let is_next = joint == first + 1;
    if word(tokens, one) != word(tokens, other) && !is_next || joint + 1 == other {
        return false;
    }
    let names = &tokens.list[joint + 1..other];
    // `from consulting` after `from training`, `response to Sev-2` after `response to Sev-1`
    let goes_on = tokens.list[..one].iter().any(|token| tokens.text(token) == tokens.text(&names[0]));
    let is_name = names.iter().all(|token| token.is_word() && !token.closes_noun());
    let is_new =
        names.iter().any(|token| token.is_word() && !token.has(Classes::ADVERB | Classes::DETERMINER));
    let is_first = one > 0 && tokens.list[one - 1].is_word();
    is_first
        && is_new
        && names.len() <= LONGEST_NAME
        && (is_name || goes_on && names.iter().any(|t| !t.closes_noun()))
}

/// The place where the words begin that lead to a number: a limit, or one preposition.
fn lead(tokens: &Tokens, at: usize) -> Option<usize> {
    let is_lead = |at: &usize| matches!(word(tokens, *at), "to" | "of" | "on" | "in" | "within" | "at");
    before_limit(tokens, at).or_else(|| at.checked_sub(1).filter(is_lead))
}

/// The last `and` or comma behind a number, with few words between them.
fn joint_before(tokens: &Tokens, first: usize, end: usize) -> Option<usize> {
    let joins = |at: &usize| {
        let token = &tokens.list[*at];
        matches!(tokens.text(token), "and" | "plus" | "with") || matches!(token.kind, Kind::Break(',' | ';'))
    };
    let joint = (first + 1..end).rev().find(joins)?;
    let start = if joint > first + 1 && joins(&(joint - 1)) { joint - 1 } else { joint };
    let rest = &tokens.list[first + 1..start];
    let is_plain = rest.len() <= LONGEST_REST && rest.iter().all(|token| token.is_word() && !acts(token));
    is_plain.then_some(joint)
}

/// `Half of all leads called within 1 hour and 90% within 24 hours`, `$800k of ARR plus 95% retention`
fn is_next_share(tokens: &Tokens, first: usize, second: usize) -> bool {
    let of = |at: usize| quantity(tokens, &tokens.list[at]).map(|number| number.dimension());
    let is_joined = |at: usize| matches!(before(tokens, second, at), "and" | "plus" | ";");
    // `and vaccinate 70% of them`
    let is_verb = second > 1 && {
        let token = &tokens.list[second - 1];
        token.is_word() && !token.closes_noun() && !token.has(Classes::ADVERB | Classes::DETERMINER)
    };
    let is_open = matches!(word(tokens, second + 1), "of") || counts_things(tokens, second);
    let is_aim = of(first) == Some(Dimension::Percent) || is_joined(1);
    of(second) == Some(Dimension::Percent) && is_aim && is_open && (is_joined(1) || is_verb && is_joined(2))
}

/// `Raise £25,000 and sign up 80 volunteers`
fn is_next_order(tokens: &Tokens, first: usize, second: usize) -> bool {
    let Some(joint) = joint_before(tokens, first, second).filter(|joint| *joint == first + 1) else {
        return false;
    };
    let is_verb =
        |token: &Token| token.has(Classes::VERB) && token.form == Form::Base && !token.has(Classes::NOUN);
    let verb = tokens.list.get(joint + 1).is_some_and(is_verb);
    verb && second - joint <= 3 && counts_things(tokens, second) && tokens.text(&tokens.list[joint]) != ","
}

/// `Average handle time 6:30 and transfer rate 8%`, `$5M in ARR with a gross margin of at least 75%`: the name of another measure leads
/// to the number.
fn is_next_measure(tokens: &Tokens, first: usize, second: usize) -> bool {
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    let edge = lead(tokens, second).unwrap_or(second);
    let Some(joint) = joint_before(tokens, first, edge) else { return false };
    let is_with = word(tokens, joint) == "with";
    let is_measured = quantity(tokens, &tokens.list[first]).is_some_and(|number| !number.is_bare());
    let names = &tokens.list[joint + 1..edge];
    let is_name =
        |token: &Token| token.is_word() && (!token.closes_noun() || is_with && tokens.text(token) == "of");
    let is_named = names.iter().any(|token| token.has(measured)) && names.iter().all(is_name);
    let ends = !counts_things(tokens, second);
    is_named
        && ends
        && names.len() <= LONGEST_NAME
        && (!is_with || is_measured && before_limit(tokens, second).is_some())
}

/// Whether a word is a verb; `answers` and `reports` may be nouns.
fn acts(token: &Token) -> bool {
    token.has(Classes::VERB) && token.form != Form::S
}

/// The target and a number beside it that measures the same, of which no word tells what it is for: `alarms per week: 1,200 before
/// tuning, 500 after`. Where there is a start, everything is said.
pub(super) fn rivals(tokens: &Tokens, measures: &Measures) -> Option<(usize, usize)> {
    let target = measures.target_at.filter(|_| measures.baseline.is_none() && measures.band.is_none())?;
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let meant = number(target)?;
    let is_change = |figure: &Figure| figure.at == target && figure.role == Role::Change;
    if measures.figures.iter().any(is_change) {
        return None;
    }
    let is_alike = |at: usize| {
        number(at).is_some_and(|other| other.is_bare() == meant.is_bare() && comparable(other, meant))
    };
    let is_rival = |figure: &&Figure| {
        let is_open = figure.role == Role::Plain && !describes_others(tokens, figure.at);
        let (first, last) = (target.min(figure.at), target.max(figure.at));
        // `to 10, which comes to 250 a month`
        let is_told_of = (first..last).any(|at| matches!(word(tokens, at), "which" | "who" | "that"));
        // `75% ± 5%`
        let is_margin = before(tokens, figure.at, 1) == "±";
        first < last
            && is_open
            && !is_told_of
            && !is_margin
            && is_alike(figure.at)
            && !counts_things(tokens, figure.at)
    };
    let rival = measures.figures.iter().find(is_rival)?.at;
    Some((target.min(rival), target.max(rival)))
}

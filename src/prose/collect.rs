//! Collects the signals of a sentence.

use super::Comparator;
use super::clause::{Predicate, noun_after};
use super::collector::Collector;
use super::lexicon::{Classes, Form};
use super::measures::{Role, quantity, word};
use super::signals::{Fired, GROUPS, Mark, Sentence, Signal, VERBS};
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity};

/// Collects the signals of a sentence.
pub(super) fn collect(sentence: &Sentence) -> Vec<Fired> {
    let mut out = Collector::default();
    order(sentence, &mut out);
    subject(sentence, &mut out);
    numbers(sentence, &mut out);
    words(sentence, &mut out);
    super::actors::collect(sentence, &mut out);
    out.fired
}

fn order(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    out.mark(clause.about_us, Mark::AboutUs, clause.start);
    let Some(at) = clause.order else { return };
    let verb = &tokens.list[at];
    out.mark(clause.gerund, Mark::Gerund, at);
    let mut known = false;
    for (i, (_, class)) in VERBS.iter().enumerate() {
        if verb.has(*class) {
            known = true;
            out.add(Signal::Verb(i as u8), at);
        }
    }
    out.mark(!known, Mark::UnknownOrder, at);
    let no_number = sentence.measures.figures.is_empty() && !sentence.measures.versions;
    let direction = verb.has(Classes::UP | Classes::DOWN);
    out.mark(no_number && verb.has(Classes::DELIVER) && !direction, Mark::DeliveryWithoutNumber, at);
    out.mark(no_number && verb.has(Classes::VAGUE), Mark::VagueWithoutNumber, at);
    out.mark(!no_number && verb.has(Classes::VAGUE), Mark::VagueWithNumber, at);
    let metric =
        tokens.list.iter().any(|t| t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT));
    out.mark(direction && !metric, Mark::DirectionWithoutMetric, at);
    let Some(object) = clause.object else { return };
    let noun = &tokens.list[object];
    out.noun(noun, object, Signal::Object);
    for (g, (_, class)) in GROUPS.iter().enumerate() {
        if verb.has(*class) {
            out.noun(noun, object, |n| Signal::Pair(g as u8, n));
        }
    }
}

fn subject(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    if clause.order.is_some() {
        return;
    }
    out.mark(true, Mark::NoOrder, clause.start);
    if let Some(subject) = clause.subject {
        out.noun(&tokens.list[subject], subject, Signal::Subject);
    }
    let at = clause.predicate_at.unwrap_or(clause.start);
    let mark = match clause.predicate {
        Predicate::None => Mark::IsBare,
        Predicate::Delivered => Mark::IsDelivered,
        Predicate::There => Mark::IsThere,
        Predicate::Can => Mark::Can,
        Predicate::Behaves => Mark::Behaves,
        Predicate::Moves => Mark::Moves,
        Predicate::State => Mark::State,
        Predicate::Is => Mark::Is,
        Predicate::Has => Mark::Has,
    };
    out.mark(true, mark, at);
    out.mark(clause.predicate == Predicate::None && sentence.measures.figures.is_empty(), Mark::NounOnly, at);
    let first = tokens.list.get(clause.start).and_then(|t| quantity(tokens, t));
    let percent = first.is_some_and(|q| q.dimension() == Dimension::Percent);
    let done = matches!(clause.predicate, Predicate::Delivered | Predicate::There);
    let moves = |t: &Token| {
        t.is_word()
            && t.has(Classes::MOVES_UP | Classes::MOVES_DOWN)
            && matches!(t.form, Form::Base | Form::S)
    };
    let moved =
        clause.predicate != Predicate::Moves && sentence.measures.from_to && tokens.list.iter().any(moves);
    out.mark(moved, Mark::Moves, at);
    let named = clause.subject.is_some_and(|s| {
        tokens.list[s].has(Classes::ARTEFACT | Classes::WORK)
            && !tokens.list[s].has(Classes::PEOPLE | Classes::METRIC)
    });
    out.mark(done && named, Mark::SubjectDelivered, at);
    out.mark(percent && done, Mark::PercentDelivered, at);
    out.mark(first.is_some() && !percent && done, Mark::CountDelivered, at);
    out.mark(percent && matches!(clause.predicate, Predicate::Behaves), Mark::PercentBehaves, at);
}

fn numbers(sentence: &Sentence, out: &mut Collector) {
    let (tokens, measures) = (sentence.tokens, sentence.measures);
    let list = &tokens.list;
    let mut counted = 0;
    for figure in &measures.figures {
        let Some(quantity) = quantity(tokens, &list[figure.at]) else { continue };
        let at = figure.at;
        match quantity.dimension() {
            Dimension::Percent | Dimension::Points | Dimension::PercentRate => {
                out.mark(true, Mark::Percent, at)
            }
            Dimension::Duration | Dimension::DurationRate => {
                out.mark(figure.role != Role::Qualifier, Mark::Duration, at)
            }
            Dimension::Currency(_) | Dimension::CurrencyRate(_) => out.mark(true, Mark::Money, at),
            Dimension::Rating(_) => out.mark(true, Mark::Rating, at),
            Dimension::Rate => out.mark(true, Mark::Rate, at),
            _ => {}
        }
        out.mark(figure.role == Role::Change, Mark::Change, at);
        out.mark(figure.comparator == Comparator::Times, Mark::Times, at);
        let limited = matches!(figure.comparator, Comparator::AtLeast | Comparator::AtMost);
        out.mark(limited, Mark::Limit, at);
        let lead = at.checked_sub(1).map_or("", |i| word(tokens, i));
        let people = counted_noun(tokens, at).is_some_and(|noun| list[noun].has(Classes::PEOPLE));
        out.mark(lead == "to" && people && rolls_out(sentence), Mark::ToPeople, at);
        out.mark(figure.role != Role::Qualifier && matches!(lead, "to" | "at" | "→"), Mark::ToNumber, at);
        if figure.role == Role::Qualifier {
            continue;
        }
        let before = list[..at].iter().any(|t| t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT));
        out.mark(before, Mark::MetricThenNumber, at);
        out.mark(limited && before, Mark::LimitOnMetric, at);
        if quantity.is_bare() && counted == 0 {
            out.mark(quantity.value() <= 12.0, Mark::FewCounted, at);
            out.mark(quantity.value() >= 100.0, Mark::ManyCounted, at);
        }
        if let Some(noun) = counted_noun(tokens, at) {
            let percent = quantity.dimension() == Dimension::Percent;
            let signal: fn(u8) -> Signal = match (counted, percent) {
                (0, true) => Signal::PercentOf,
                (0, false) => Signal::CountOf,
                _ => Signal::LaterOf,
            };
            out.noun(&list[noun], noun, signal);
        }
        counted += 1;
    }
    let at = measures.target_at.unwrap_or(0);
    out.mark(measures.figures.is_empty(), Mark::NoNumber, 0);
    out.mark(measures.target.is_none(), Mark::NoTarget, 0);
    out.mark(measures.from_to, Mark::FromTo, at);
    if let Some(first) = list.get(sentence.clause.start).filter(|t| t.is_number()) {
        let percent = quantity(tokens, first).is_some_and(|q| q.dimension() == Dimension::Percent);
        out.mark(true, if percent { Mark::PercentFirst } else { Mark::NumberFirst }, sentence.clause.start);
    }
}

/// `Launch`, `ship`, `roll out`: what reaches people is counted by how many it reaches.
fn rolls_out(sentence: &Sentence) -> bool {
    let verb = sentence.clause.order.map_or("", |at| sentence.tokens.text(&sentence.tokens.list[at]));
    matches!(
        verb,
        "launch"
            | "ship"
            | "release"
            | "deploy"
            | "roll"
            | "rollout"
            | "roll out"
            | "open"
            | "extend"
            | "deliver"
            | "make"
    )
}

/// The noun a number counts: what follows it, unless a verb or a preposition other than `of` comes first.
fn counted_noun(tokens: &Tokens, at: usize) -> Option<usize> {
    let next = tokens.list.get(at + 1)?;
    let leads = next.is_word() && (!next.closes_noun() || word(tokens, at + 1) == "of");
    let open = leads || matches!(next.kind, Kind::Break('+' | '('));
    open.then(|| noun_after(tokens, at + 1)).flatten()
}

fn words(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause, measures) = (sentence.tokens, sentence.clause, sentence.measures);
    let list = &tokens.list;
    let no_number = measures.figures.is_empty();
    let find = |class: Classes| list.iter().position(|t| t.is_word() && t.has(class));
    let mut present = |class: Classes, mark: Mark, without_number: Option<Mark>| {
        if let Some(at) = find(class) {
            out.mark(true, mark, at);
            if let Some(other) = without_number {
                out.mark(no_number, other, at);
            }
        }
    };
    present(Classes::METRIC | Classes::MEASURE, Mark::Metric, Some(Mark::MetricWithoutNumber));
    present(Classes::FAULT, Mark::Fault, None);
    present(Classes::LAGGING, Mark::Lagging, None);
    present(Classes::ACT, Mark::Act, None);
    present(Classes::WEASEL, Mark::Praise, Some(Mark::PraiseWithoutNumber));
    present(Classes::COMPARE, Mark::Comparison, Some(Mark::ComparisonWithoutNumber));
    present(Classes::AGGREGATE, Mark::Statistic, None);
    present(Classes::OWN_DELIVERABLE, Mark::OwnDeliverable, None);
    let start = list.get(clause.start);
    out.mark(start.is_some_and(|t| t.is_word() && t.has(Classes::NONE)), Mark::NoneOf, clause.start);
    out.mark(start.is_some_and(|t| t.is_word() && t.has(Classes::ALL)), Mark::AllOf, clause.start);
    let recurs = recurrence(tokens);
    out.mark(recurs.is_some(), Mark::Recurs, recurs.unwrap_or(0));
    let serial = find(Classes::SERIAL).is_some();
    out.mark(recurs.is_some() && serial, Mark::SerialRecurs, recurs.unwrap_or(0));
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE;
    let unmeasured = find(measured).is_none();
    out.mark(recurs.is_some() && unmeasured, Mark::RecursWithoutMeasure, recurs.unwrap_or(0));
    let all = start.is_some_and(|t| t.is_word() && t.has(Classes::ALL));
    out.mark(
        all && no_number && find(Classes::METRIC | Classes::FAULT).is_none(),
        Mark::AllWithoutMeasure,
        clause.start,
    );
    out.mark(
        unmeasured && no_number && find(Classes::SOFT).is_some(),
        Mark::SoftOnly,
        find(Classes::SOFT).unwrap_or(0),
    );
    let first_duration =
        start.and_then(|t| quantity(tokens, t)).is_some_and(|q| q.dimension() == Dimension::Duration);
    out.mark(first_duration, Mark::DurationFirst, clause.start);
    let trained =
        list.iter().position(|t| t.form == Form::Ed && t.has(Classes::TRAIN) && !t.has(Classes::DELIVER));
    out.mark(trained.is_some(), Mark::Trained, trained.unwrap_or(0));
    let by = list
        .windows(2)
        .position(|w| w[0].form == Form::Ed && w[0].has(Classes::BEHAVE) && tokens.text(&w[1]) == "by");
    let used =
        by.or_else(|| list.iter().position(|t| t.has(Classes::BEHAVE) && tokens.text(t).ends_with(" by")));
    out.mark(used.is_some(), Mark::UsedBy, used.unwrap_or(0));
    later(sentence, out);
    let question = list.iter().position(|t| t.kind == Kind::Break('?'));
    out.mark(question.is_some(), Mark::Question, question.unwrap_or(0));
    let placeholder = placeholder(tokens);
    out.mark(placeholder.is_some(), Mark::Placeholder, placeholder.unwrap_or(0));
    let length = list.iter().filter(|t| t.is_word()).count();
    out.mark(length <= 4, Mark::Short, 0);
    out.mark(length >= 20, Mark::Long, 0);
}

/// What follows the first verb: `and have ...`, `to reduce ...`, people who do something.
fn later(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let list = &tokens.list;
    let begin = clause.order.or(clause.predicate_at).unwrap_or(clause.start) + 1;
    let mut seen = [false; 4];
    for at in begin..list.len() {
        let token = &list[at];
        if !token.is_word()
            || !token.has(Classes::VERB)
            || token.has(Classes::NOUN) && token.form != Form::Base
        {
            continue;
        }
        let lead = &list[at - 1];
        let linked = lead.has(Classes::CONJUNCTION)
            || matches!(lead.kind, Kind::Break(',' | ';' | '/'))
            || matches!(tokens.text(lead), "to" | "by" | "that" | "resulting");
        let numbered = list[at..].iter().any(Token::is_number);
        if linked && token.form != Form::S {
            let direction = token.has(Classes::UP | Classes::DOWN) && !token.has(Classes::DELIVER);
            let marks = [
                (direction, Mark::LaterDirection),
                (numbered && token.has(Classes::REACH | Classes::HAVE), Mark::ThenOutcome),
                (token.has(Classes::DELIVER) && !direction, Mark::LaterDelivery),
                (token.has(Classes::EFFORT), Mark::LaterEffort),
            ];
            for (i, (holds, mark)) in marks.into_iter().enumerate() {
                if holds && !seen[i] {
                    seen[i] = true;
                    out.mark(true, mark, at);
                }
            }
        }
    }
    let acts = (1..list.len()).find(|&at| {
        let verb = &list[at];
        let doer = &list[at - 1];
        verb.has(Classes::BEHAVE)
            && !verb.has(Classes::NOUN)
            && doer.has(Classes::PEOPLE)
            && doer.form == Form::S
            || tokens.text(doer) == "who"
    });
    out.mark(acts.is_some(), Mark::PeopleAct, acts.unwrap_or(0));
}

/// Something that is done again and again: `weekly`, `every month`, `3 a week`; `weekly active users` are a measure.
pub(super) fn recurrence(tokens: &Tokens) -> Option<usize> {
    let list = &tokens.list;
    let rate = |q: &Quantity| matches!(q.dimension(), Dimension::Rate | Dimension::DurationRate);
    // Nobody does anything once a second: that is a machine's rate.
    let fast = |q: &Quantity| ["second", "minute", "hour", "/s"].iter().any(|p| q.text().ends_with(p));
    (0..list.len()).find(|&at| {
        let token = &list[at];
        let next = list.get(at + 1);
        if quantity(tokens, token).is_some_and(|q| rate(q) && !fast(q)) {
            return true;
        }
        if !token.is_word() || !token.has(Classes::RECUR) {
            return false;
        }
        match tokens.text(token) {
            "every" | "each" | "per" => next.is_some_and(|t| t.has(Classes::TIME)),
            _ => !next.is_some_and(|t| {
                t.has(Classes::PEOPLE | Classes::METRIC | Classes::ACT | Classes::FAULT | Classes::LAGGING)
                    || tokens.text(t) == "active"
            }),
        }
    })
}

/// `Breakeven every month`, `weekly release cadence`: what recurs is a measure, not something that we do.
pub(super) fn is_recurring_measure(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    let is_measure = |at: usize| {
        let word = tokens.text(&list[at]);
        let rhythm = word == "cadence";
        // `Release cadence`: the verb is part of the name.
        let is_named = clause.order.is_none_or(|order| order == at || rhythm && order + 1 == at);
        let is_one = rhythm || matches!(word, "breakeven" | "break-even") || list[at].has(Classes::LAGGING);
        list[at].is_word()
            && is_one
            && is_named
            && list.get(at + 1).is_none_or(|next| next.closes_noun() || next.has(Classes::RECUR))
    };
    recurrence(tokens).is_some() && (0..list.len()).any(is_measure)
}

/// A whole sentence that stands where one is still to be written: `to be defined`, `none yet`.
pub(super) fn is_stand_in(tokens: &Tokens) -> bool {
    const STAND_INS: &[&str] = &[
        "none",
        "none yet",
        "nothing yet",
        "nothing",
        "not yet defined",
        "not defined yet",
        "not yet decided",
        "undecided",
        "undefined",
        "todo",
        "to do",
        "n.a.",
        "na",
        "pending",
        "later",
        "unknown",
        "coming soon",
        "placeholder",
        "work in progress",
        "wip",
        "see above",
        "same as above",
        "same",
        "empty",
        "draft",
    ];
    let words = tokens.lower.trim().trim_end_matches(['.', '!', '?', '…']);
    let to_be = words.strip_prefix("to be ");
    !tokens.list.is_empty()
        && (STAND_INS.contains(&words)
            || to_be.is_some_and(|what| {
                matches!(
                    what,
                    "defined"
                        | "determined"
                        | "decided"
                        | "confirmed"
                        | "announced"
                        | "done"
                        | "added"
                        | "set"
                        | "discussed"
                )
            }))
}

/// `X%`, `TBD`, `from _ to _`.
fn placeholder(tokens: &Tokens) -> Option<usize> {
    let list = &tokens.list;
    if is_stand_in(tokens) {
        return Some(0);
    }
    list.iter().enumerate().position(|(i, token)| {
        let text = tokens.text(token);
        let next = list.get(i + 1).map(|t| t.kind);
        let percent = matches!(next, Some(Kind::Break('%')));
        let lead = i.checked_sub(1).map_or("", |p| word(tokens, p));
        match text {
            "tbd" | "tbc" | "tba" | "xx" | "xxx" | "nn" | "n/a" => true,
            "x" | "y" | "z" | "n" => {
                percent
                    || matches!(
                        lead,
                        "to" | "from" | "by" | "of" | "than" | "at" | "least" | "over" | "under"
                    )
            }
            "?" => percent || matches!(next, Some(Kind::Break('?'))),
            "insert" => lead.is_empty(),
            _ => false,
        }
    })
}

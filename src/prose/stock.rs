//! How many of our own things there are: `integrations live from 3 to 10`, `grow documentation pages from 10 to 50`.
//!
//! No verb says who made them. That we did follows from the noun (`playbook`, `interview`), from numbers a team can make in a
//! quarter, and from the lack of any word for people, use or quality. The verdict is sure only of what a team does so often a week.

use super::clause::Clause;
use super::counts::{OwnWork, is_count_word, is_end, is_ours, is_rate, largest_count, measured_from};
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role, quantity, word};
use super::token::{Token, Tokens};
use super::{Certainty, Direction, Kind};
use crate::quantity::Dimension;

/// Above this the things may be those of users: documents, projects, listings.
const MOST_OWN: f64 = 200.0;

/// What is made for people or done with them, and not by them: `customer interviews`, `user guides`.
const FOR_PEOPLE: &[&str] = &[
    "briefing",
    "demo",
    "experiment",
    "focus-group",
    "guide",
    "handbook",
    "interview",
    "manual",
    "meeting",
    "newsletter",
    "persona",
    "playbook",
    "roundtable",
    "webinar",
    "workshop",
];

/// Places where others put their own things.
const SHARED: &[&str] = &["marketplace", "ecosystem", "community", "directory", "registry", "store"];

/// What is counted is a thing of ours, and only numbers follow.
pub(super) fn counted(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let few = largest_count(tokens, measures) <= MOST_OWN;
    let counts = |at: usize| is_count(tokens, at);
    let rates = measures.figures.iter().any(|figure| is_rate_of_ours(tokens, figure.at));
    let all = measures.figures.iter().all(|figure| counts(figure.at) || is_rate_of_ours(tokens, figure.at));
    // `Boost social posts by 50%`
    let grows = measures.direction == Some(Direction::Increase)
        && measures.figures.iter().all(|figure| figure.role == Role::Change);
    let rates = rates || grows;
    if !(measures.from_to && all || grows) || !few {
        return None;
    }
    let begin = measured_from(tokens, clause)?;
    let head = head(tokens, begin)?;
    let thing = &tokens.list[head];
    let after = after_state(tokens, head + 1);
    let shared = SHARED.contains(&tokens.text(thing));
    if shared
        || word(tokens, after) == "in"
        || !is_own_phrase(tokens, begin, head)
        || !is_end(tokens, after)
        || is_rate(tokens, after, head)
        || rates && !is_regular(tokens, head)
    {
        return None;
    }
    // `Grow the design system from 12 to 40 components` counts what follows the numbers.
    let counted = match counted_last(tokens, measures) {
        Some(last) if !rates => last.filter(|_| !is_measure(thing))?,
        _ => head,
    };
    let noun = &tokens.list[counted];
    if !is_ours(noun) || !is_many(noun, tokens) {
        return None;
    }
    let kind = if tokens.list[counted].has(Classes::SERIAL) { Kind::Activity } else { Kind::Output };
    // Nobody but us holds our retrospectives and sends our newsletters, so that their number in a week is settled by us.
    let regular = tokens.list[after..]
        .iter()
        .any(|t| t.is_word() && matches!(tokens.text(t), "per" | "a" | "each" | "every"));
    let certainty =
        if rates || regular && is_regular(tokens, head) { Certainty::Sure } else { Certainty::Unsure };
    Some(OwnWork { kind, certainty, evidence: vec![head] })
}

/// `3 a week`, `1 per month`: so often as people do things.
fn is_rate_of_ours(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|quantity| {
        let text = quantity.text();
        quantity.dimension() == Dimension::Rate
            && ["day", "week", "month", "quarter", "year", "sprint"].iter().any(|time| text.ends_with(time))
    })
}

/// What a team holds or puts out again and again, and its users do not.
fn is_regular(tokens: &Tokens, head: usize) -> bool {
    const REGULAR: &[&str] = &[
        "newsletter",
        "blog post",
        "press release",
        "podcast",
        "episode",
        "webinar",
        "workshop",
        "retrospective",
        "retro",
        "standup",
        "stand-up",
        "one-on-one",
        "1:1",
        "one-to-one",
        "code review",
        "demo",
        "talk",
        "drill",
        "check-in",
        "office hours",
        "blog",
        "experiment",
        "interview",
        "audit",
        "inspection",
        "town hall",
        "all-hands",
        "walkthrough",
        "article",
    ];
    let noun = word(tokens, head);
    let noun = noun.strip_suffix('s').unwrap_or(noun);
    let before = |words: &[&str]| head > 0 && words.contains(&word(tokens, head - 1));
    REGULAR.contains(&noun)
        || noun == "post"
            && before(&[
                "blog",
                "social",
                "media",
                "social media",
                "linkedin",
                "instagram",
                "twitter",
                "facebook",
            ])
        || noun == "session"
            && before(&["pairing", "programming", "mentoring", "coaching", "training", "planning"])
}

/// A whole number without a unit.
pub(super) fn is_count(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at])
        .is_some_and(|quantity| quantity.is_bare() && quantity.value().fract() == 0.0)
}

/// Whether the noun itself is something to measure, or somebody outside.
fn is_measure(noun: &Token) -> bool {
    noun.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::PEOPLE | Classes::ACT)
}

fn is_many(token: &Token, tokens: &Tokens) -> bool {
    token.form == Form::S || tokens.text(token).ends_with('s')
}

/// The last word of the noun phrase that begins here.
fn head(tokens: &Tokens, begin: usize) -> Option<usize> {
    let list = &tokens.list;
    let leads = |t: &Token| is_count_word(tokens, t) || t.has(Classes::DETERMINER) && t.is_word();
    let first = (begin..list.len().min(begin + 4)).find(|&at| !leads(&list[at]))?;
    let goes_on = |at: &usize| {
        let token = &list[*at];
        token.is_word() && !token.closes_noun() && !is_state(tokens, *at) && token.form != Form::Ed
    };
    (first..list.len().min(first + 5)).take_while(goes_on).last()
}

/// `live`, `available`, `in place`, `supported`: the thing is there, and nothing says that it is used.
fn is_state(tokens: &Tokens, at: usize) -> bool {
    let there = tokens
        .list
        .get(at)
        .is_some_and(|t| t.has(Classes::THERE) && !t.has(Classes::ARTEFACT | Classes::SERIAL));
    there && word(tokens, at) != "active"
}

/// The place after what says that the things are there.
fn after_state(tokens: &Tokens, at: usize) -> usize {
    match (word(tokens, at), word(tokens, at + 1)) {
        ("in", "place" | "production" | "use") => at + 2,
        _ if is_state(tokens, at) => at + 1,
        _ => at,
    }
}

/// Whether no word before the noun names people, use or quality.
fn is_own_phrase(tokens: &Tokens, begin: usize, head: usize) -> bool {
    let thing = tokens.text(&tokens.list[head]);
    let for_people = FOR_PEOPLE.contains(&thing.strip_suffix('s').unwrap_or(thing));
    tokens.list[begin..head].iter().all(|token| {
        let people = token.has(Classes::PEOPLE | Classes::STAFF | Classes::ACT) && !for_people;
        let measured = token.has(Classes::MEASURE | Classes::FAULT) && !is_count_word(tokens, token);
        let quality = token
            .has(Classes::COMPARE | Classes::WEASEL | Classes::THERE | Classes::AGGREGATE | Classes::RECUR)
            || matches!(token.form, Form::Ed | Form::Ing) && !token.has(Classes::NOUN)
            || tokens.text(token).contains('-');
        token.is_word() && !people && !measured && !quality
    })
}

/// The noun after the numbers, if a word follows them; `Some(None)` if it is something else.
fn counted_last(tokens: &Tokens, measures: &Measures) -> Option<Option<usize>> {
    let last = measures.figures.iter().map(|figure| figure.at).max()?;
    let next = tokens.list.get(last + 1).filter(|token| token.is_word())?;
    let ends =
        |at: usize| tokens.list.get(at).is_none_or(|token| !token.is_word() || token.has(Classes::TIME));
    if matches!(tokens.text(next), "by" | "in" | "this" | "until" | "per") {
        return None;
    }
    Some((last + 1..last + 3).find(|&at| is_many_at(tokens, at) && ends(at + 1)))
}

fn is_many_at(tokens: &Tokens, at: usize) -> bool {
    tokens.list.get(at).is_some_and(|token| token.is_word() && is_many(token, tokens))
}

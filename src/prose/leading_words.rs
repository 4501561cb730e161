//! Words that lead to a number, by what they say of it: prepositions, nouns with numbers of their own, verbs that reach something.

use super::figure::{before, counts_things, is_bare, word};
use super::lexicon::{Classes, Form};
use super::token::{Token, Tokens};
use crate::quantity::names_what_is_numbered;

/// Nouns that only say that a number follows: `an average of 5 days`.
pub(super) fn is_size(noun: &str) -> bool {
    matches!(
        noun,
        "average"
            | "mean"
            | "median"
            | "maximum"
            | "minimum"
            | "max"
            | "min"
            | "total"
            | "limit"
            | "cap"
            | "ceiling"
            | "floor"
            | "threshold"
            | "target"
            | "goal"
            | "rate"
            | "score"
            | "level"
            | "value"
            | "budget"
            | "sum"
    )
}

/// `the 42 mark`
pub(super) fn is_mark(noun: &str) -> bool {
    matches!(noun, "mark" | "line" | "level" | "threshold")
}

/// `a price increase of 7%`
pub(super) fn is_change_noun(noun: &str) -> bool {
    matches!(noun, "increase" | "decrease" | "reduction" | "rise" | "drop" | "cut" | "discount" | "surcharge")
}

/// Whether a word leads to those, the place or the time that is meant.
pub(super) fn describes(token: &Token, text: &str) -> bool {
    const OTHERS: [&str; 18] = [
        "to", "at", "as", "plus", "so", "if", "that", "because", "while", "when", "where", "who", "which",
        "what", "how", "why", "unless", "once",
    ];
    (token.has(Classes::PREPOSITION) && !OTHERS.contains(&text))
        || text.ends_with(" for")
        || matches!(
            text,
            "worth" | "aged" | "age" | "ages" | "costing" | "having" | "along" | "amid" | "beside"
        )
}

/// `who spent`, `that are`, `whose balance is`: a verb right after a relative word.
pub(super) fn is_relative(tokens: &Tokens, governor: usize) -> bool {
    let is_word = |at: usize, words: &[&str]| at > 0 && words.contains(&word(tokens, at));
    // `half of them, that is at least 65%`
    let is_apposition = before(tokens, governor, 2) == ",";
    governor.checked_sub(1).is_some_and(|at| is_word(at, &["who", "that", "which"]) && !is_apposition)
        || governor.checked_sub(2).is_some_and(|at| is_word(at, &["whose"]))
}

/// Verbs before a number that is to be reached.
pub(super) fn reaches(verb: &str) -> bool {
    matches!(
        verb,
        "reach"
            | "reaches"
            | "hit"
            | "hits"
            | "total"
            | "totals"
            | "reached"
            | "number"
            | "pass"
            | "passes"
            | "top"
            | "tops"
            | "equal"
            | "equals"
            | "average"
            | "averages"
    )
}

/// Whether the word at `at` is a verb before a number that is to be reached; in `the squad's average 5 km time` it is none.
pub(super) fn reaches_at(tokens: &Tokens, at: usize) -> bool {
    let led = before(tokens, at, 1);
    let is_adjective = matches!(word(tokens, at), "average" | "total" | "top" | "equal" | "number")
        && (matches!(led, "the" | "a" | "an" | "our" | "their" | "of" | "in" | "with")
            || led.ends_with("'s")
            || led.ends_with("’s"));
    reaches(word(tokens, at)) && !is_adjective
}

/// `weight: 0.3`, `budget: $80K`: what is said beside the goal.
pub(super) fn is_label(tokens: &Tokens, governor: usize) -> bool {
    const LABELS: &str = "weight budget confidence sample n source priority cost costs page slide ticket effort owner kpi \
        score average fte";
    matches!(word(tokens, governor), ":" | "=")
        && LABELS.split(' ').any(|label| label == before(tokens, governor, 1))
        && governor > 2
}

/// `placed before`, `lasting over`, `rated 4 or more`: a participle that says more about the noun before it.
pub(super) fn is_participle(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.list[at];
    // `within 30 days of signing`, and `that were refurbished`, which has its own verb
    let is_noun = at > 0
        && (tokens.list[at - 1].has(Classes::PREPOSITION)
            || tokens.list[at - 1].has(Classes::BE | Classes::HAVE)
            || matches!(before(tokens, at, 1), "was" | "were" | "been" | "being"));
    let text = tokens.text(token);
    let is_form = matches!(token.form, Form::Ing | Form::Ed)
        || token.classes.is_empty() && text.len() > 5 && (text.ends_with("ing") || text.ends_with("ed"));
    // `Members attending at least 2 sessions`; not `Orders capped at 5%`, `Having seen 5`
    let is_first = at < 1 || at == 1 && (token.form != Form::Ing || !tokens.list[0].has(Classes::PEOPLE));
    !is_first && token.is_word() && is_form && !is_noun
}

/// `on iOS 17`, `since version 2.3`, `on routes 17 and 42`: a number behind a noun that a preposition leads to.
pub(super) fn is_name(tokens: &Tokens, noun: usize, at: usize) -> bool {
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT | Classes::FAULT;
    let token = &tokens.list[noun];
    // `on line 2`, `on bus route 88`
    let is_numbered_noun = is_numbered(tokens.text(token));
    let leads_noun = |led: usize| {
        describes(&tokens.list[led], word(tokens, led))
            || matches!(word(tokens, led), "at" | "the" | "to" | "(")
            || is_participle(tokens, led)
    };
    let is_led = noun.checked_sub(1).is_some_and(leads_noun)
        || is_numbered_noun && noun.checked_sub(2).is_some_and(leads_noun);
    let is_span = word(tokens, at + 1) == "to"
        && tokens.text(token).ends_with('s')
        && tokens.list.get(at + 2).is_some_and(Token::is_number);
    let leads_on = matches!(word(tokens, at + 1), "to" | "→" | "%") && !is_span || counts_things(tokens, at);
    noun + 1 == at
        && is_led
        && !token.closes_noun()
        && (is_numbered_noun || is_bare(tokens, at) && !token.has(measured) && !leads_on)
}

/// Nouns of things that have numbers: `ward 9B`, `years 7 to 9`.
pub(super) fn is_numbered(noun: &str) -> bool {
    let singular = noun.strip_suffix('s').unwrap_or(noun);
    let is_one = |noun: &str| names_what_is_numbered(noun) || is_place_or_group(noun);
    noun == "key stage" || is_one(noun) || is_one(singular)
}

/// Places, groups and machines of which there are several, told apart by numbers.
fn is_place_or_group(noun: &str) -> bool {
    // The compiler sorts these by length, and every word of a sentence asks.
    matches!(
        noun,
        "line"
            | "floor"
            | "group"
            | "ward"
            | "route"
            | "band"
            | "model"
            | "platform"
            | "unit"
            | "building"
            | "district"
            | "area"
            | "sector"
            | "division"
            | "lane"
            | "terminal"
            | "kiln"
            | "highway"
            | "road"
            | "junction"
            | "track"
            | "court"
            | "pitch"
            | "api"
            | "stand"
            | "age"
            | "team"
            | "dock"
            | "warehouse"
            | "depot"
            | "berth"
            | "bay"
            | "shaft"
            | "shift"
            | "well"
            | "region"
            | "precinct"
            | "postcode"
            | "checkout"
            | "counter"
            | "desk"
            | "table"
            | "plot"
            | "block"
            | "season"
            | "shop"
            | "site"
            | "press"
            | "machine"
            | "reactor"
            | "field"
            | "hall"
            | "room"
            | "gate"
            | "clinic"
            | "theatre"
            | "studio"
            | "kitchen"
            | "classroom"
            | "tank"
            | "pump"
            | "boiler"
            | "oven"
            | "store"
    )
}

/// Nouns for people or things taken together: `a team of 5`.
pub(super) fn is_group(noun: &str) -> bool {
    matches!(
        noun,
        "team"
            | "group"
            | "crew"
            | "staff"
            | "class"
            | "panel"
            | "pool"
            | "squad"
            | "cohort"
            | "fleet"
            | "network"
            | "family"
    )
}

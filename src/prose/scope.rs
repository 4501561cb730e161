//! Numbers that say which things a limit is for: `4` in `Keep the wait at the 4 gates under 10 minutes`.

use super::figure::{Figure, Role, before, quantity};
use super::leads;
use super::lexicon::{Classes, Form};
use super::limits;
use super::roles::is_whole;
use super::token::{Token, Tokens};
use crate::quantity::{Dimension, Quantity};

/// Words before things that the reader knows: `our 4 gates`.
const KNOWN: &[&str] = &["the", "our", "these", "those", "their", "its", "my", "his", "her", "your"];

/// Words before all things there are: beside a value of today, `all 12 stores` is how many are to get there.
const ALL: &[&str] = &["all", "both", "each", "every"];

/// Words before a place, or before those something is for: `in 3 regions`.
const WHERE: &[&str] = &["in", "across", "among", "for", "with", "on"];

/// Other words that tie a number to what was said before it.
const TIES: &[&str] = &["of", "at", "from", "between"];

/// Words that begin something else: `above 80% with 3 managers` has its limit already.
const PARTS: &[&str] = &[
    "in", "with", "for", "across", "of", "per", "while", "by", "from", "during", "on", "at", "through",
    "despite", "without", "to", "than", "that", "which", "who", "is", "are",
];

/// The most words between the things and their limit.
const NEAR: usize = 6;

/// Takes numbers that say of which things a limit is for what they are, and returns two numbers of which either may be
/// the limit, as in `Keep 4 gates under 10 minutes`. `holds` says that the sentence keeps something where it is.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure], holds: bool) -> Option<(usize, usize)> {
    let mut rivals = None;
    for i in 1..figures.len() {
        let (of, limit) = (figures[i - 1], figures[i]);
        // `in 9 of 10 halls under 6 minutes`
        if holds
            && i > 1
            && figures[i - 2].role == Role::Plain
            && is_whole(tokens, of.at)
            && !counts(tokens, limit.at)
            && is_limited(tokens, of.at, limit, holds)
        {
            figures[i - 2].role = Role::Qualifier;
        }
        if of.role != Role::Plain || !is_limited(tokens, of.at, limit, holds) {
            continue;
        }
        match kind(tokens, of, limit.at, holds) {
            Kind::Scope => {
                figures[i - 1].role = Role::Qualifier;
                figures[i].role = Role::Plain;
            }
            Kind::Condition => figures[i].role = Role::Qualifier,
            Kind::Rival if rivals.is_none() && limit.role == Role::Plain => {
                rivals = Some((of.at, limit.at));
            }
            Kind::Rival | Kind::Apart => {}
        }
    }
    rivals
}

/// Whether the words between say what the counted do: `40 mentors meeting at least`.
fn acts(tokens: &Tokens, of: usize, limit: usize) -> bool {
    let is_act = |token: &Token| {
        token.is_word()
            && (token.form == Form::Ing
                || tokens.text(token).ends_with("ing")
                || (token.has(Classes::VERB) && !token.has(Classes::NOUN)))
    };
    tokens.list[of + 1..limit].iter().any(is_act)
}

/// Whether a number counts the places or people that the sentence is about: `in 5 districts`, `of the 80 schools`. Beside
/// another number it is not what is to be reached.
pub(super) fn says_where(tokens: &Tokens, at: usize) -> bool {
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    let is_which = KNOWN.contains(&one) || ALL.contains(&one);
    let of_all = is_which && (two == "of" || WHERE.contains(&two));
    counts(tokens, at) && (of_all || WHERE.contains(&one))
}

/// Whether a number counts things that the reader knows: `the 6 newest shops`.
pub(super) fn says_which(tokens: &Tokens, at: usize) -> bool {
    counts(tokens, at) && KNOWN.contains(&before(tokens, at, 1))
}

/// What a number before a limit is.
enum Kind {
    /// It says of which things the limit is.
    Scope,
    /// It counts those who have to keep the limit: `40 mentors meeting at least 2 pupils`.
    Condition,
    /// It may be the limit itself.
    Rival,
    /// It has nothing to do with the limit.
    Apart,
}

fn kind(tokens: &Tokens, of: Figure, limit: usize, holds: bool) -> Kind {
    let (one, two) = (before(tokens, of.at, 1), before(tokens, of.at, 2));
    let Some(number) = quantity(tokens, &tokens.list[of.at]) else { return Kind::Apart };
    if leads::is_set(tokens, of.at) {
        return Kind::Apart;
    }
    if let Some(lead) = lead(tokens, of.at) {
        // `below 40 within 90 days`
        if leads::is_deadline(tokens, limit) || leads::describes_others(tokens, limit) {
            return Kind::Apart;
        }
        // `the share of orders over $100`, `teams of more than 50 people`: what is limited came before.
        let last = tokens.list[..of.at].iter().rfind(|token| token.end as usize <= lead.len());
        let says_which = last.is_some_and(|last| ties(tokens.text(last)) || is_thing(last));
        let counts = counts(tokens, limit);
        return if holds && says_which && !counts { Kind::Scope } else { Kind::Apart };
    }
    // `lines with 5 or more people`
    let after = &tokens.lower[tokens.list[of.at].end as usize..];
    if after_open_end(after).len() < after.len() && holds && !counts(tokens, limit) {
        return Kind::Scope;
    }
    // `the 5% slowest requests`
    let is_part =
        number.dimension() == Dimension::Percent && KNOWN.contains(&one) && is_of_things(tokens, of.at);
    if !(is_part || counts(tokens, of.at)) || one == "to" {
        return Kind::Apart;
    }
    let is_known = ties(one) || ties(two) || (holds && (ALL.contains(&one) || ALL.contains(&two)));
    if acts(tokens, of.at, limit) && !(holds && is_known) {
        return if counts(tokens, limit) { Kind::Condition } else { Kind::Apart };
    }
    let is_held = of.at.checked_sub(1).is_some_and(|verb| tokens.list[verb].has(Classes::HOLD));
    match is_known {
        true => Kind::Scope,
        false if holds && is_held => Kind::Rival,
        false => Kind::Apart,
    }
}

/// Whether a word before a number says that it counts things already spoken of, or their place.
fn ties(word: &str) -> bool {
    [KNOWN, WHERE, TIES].iter().any(|words| words.contains(&word))
}

/// Whether a limit follows the things at `of`, with nothing but words about them between.
fn is_limited(tokens: &Tokens, of: usize, limit: Figure, holds: bool) -> bool {
    let (start, end) = (tokens.list[of].end as usize, tokens.list[limit.at].start as usize);
    let between = tokens.lower.get(start..end).unwrap_or_default();
    let Some(said) = limits::before_limit(between) else { return false };
    let said = after_open_end(said);
    // `2 years of service`
    let said = if is_time(tokens, of) { said.trim_start().trim_start_matches("of ") } else { said };
    let is_plain = said.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-'’".contains(c));
    let goes_on =
        said.split_whitespace().any(|word| PARTS.contains(&word) || matches!(word, "and" | "or" | "but"));
    let is_near = said.split_whitespace().count() <= NEAR;
    let is_own = limit.role == Role::Plain
        || (is_time(tokens, limit.at)
            && (matches!(before(tokens, limit.at, 1), "under" | "below" | "above")
                || (holds && limits::times_are_measured(limits::nearby_text(&tokens.lower, start)))));
    is_plain && !goes_on && is_near && is_own
}

/// What follows ` or more` and its kind: `people` in `5 or more people`.
fn after_open_end(text: &str) -> &str {
    const OPEN: [&str; 7] =
        [" or more ", " or fewer ", " or less ", " or longer ", " or older ", " or higher ", " or lower "];
    OPEN.iter().find_map(|open| text.strip_prefix(open)).unwrap_or(text)
}

/// The words before a limit that a number has, if it has one.
fn lead(tokens: &Tokens, at: usize) -> Option<&str> {
    limits::before_limit(tokens.lower.get(..tokens.list[at].start as usize)?)
}

/// Whether a word names things, as far as its class tells.
fn is_thing(word: &Token) -> bool {
    word.is_word() && (!word.has(Classes::HOLD | Classes::VERB) || word.has(Classes::NOUN))
}

/// `4 gates`, but not `below 10`.
fn counts(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(Quantity::is_bare) && is_of_things(tokens, at)
}

/// Whether a noun follows the number.
fn is_of_things(tokens: &Tokens, at: usize) -> bool {
    let is_noun = |next: &Token| !next.closes_noun() || matches!(tokens.text(next), "most" | "least");
    tokens.list.get(at + 1).is_some_and(|next| next.is_word() && is_noun(next))
}

fn is_time(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|quantity| quantity.dimension() == Dimension::Duration)
}

/// `Keep the wait within 20 hours`: a time is measured, and this is how long it may be.
pub(super) fn is_kept_time(tokens: &Tokens, at: usize) -> bool {
    let start = tokens.list[at].start as usize;
    let is_first =
        !(1..at).any(|other| is_time(tokens, other) && before(tokens, other, 1) == before(tokens, at, 1));
    is_time(tokens, at)
        && is_first
        && matches!(before(tokens, at, 1), "within" | "over" | "inside")
        && tokens.list.get(at + 1).is_none_or(|next| tokens.text(next) != "of")
        && limits::times_are_measured(limits::nearby_text(&tokens.lower, start))
}

//! What follows a thing done: only how often, where, for whom and by which of us, or something that the count does not say.

use super::lexicon::{Classes, Form};
use super::measures::word;
use super::periods::{is_day, is_span};
use super::token::{Kind as TokenKind, Token, Tokens};

/// What the words up to the first number say.
#[derive(Default)]
pub(super) struct Tail {
    /// `by our advisers`, `by the lab`
    pub(super) is_by_us: bool,
    /// `per sprint`, `a week`, `per engineer`
    pub(super) is_rate: bool,
}

/// Words after which something else is asked than that the work is done: how soon, how well, with what result.
const ASKS_MORE: &[&str] = &[
    "that",
    "who",
    "which",
    "whose",
    "whom",
    "where",
    "when",
    "within",
    "without",
    "before",
    "after",
    "via",
    "while",
    "resulting",
    "leading",
    "using",
    "than",
    "because",
    "despite",
    "if",
    "not",
    "until",
    "over",
    "under",
];

/// Words for where, when, for whom and about what, which leave the count a count.
const SCOPE: &[&str] = &[
    "in",
    "on",
    "at",
    "for",
    "with",
    "to",
    "across",
    "from",
    "of",
    "during",
    "this",
    "into",
    "about",
    "among",
    "around",
    "through",
    "inside",
    "throughout",
    "up",
    "and",
    "as",
    "is",
    "goes",
    "go",
    "versus",
    "vs",
    "against",
    "between",
];

/// Reads on from `at`; nothing if the number does not only count.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Tail> {
    read_until(tokens, at, tokens.list.len())
}

/// The same, with what comes from `limit` on left out.
pub(super) fn read_until(tokens: &Tokens, at: usize, limit: usize) -> Option<Tail> {
    let list = &tokens.list[..limit];
    let mut tail = Tail::default();
    let end = (at..list.len()).find(|&at| list[at].is_number()).unwrap_or(list.len());
    let from = at;
    let mut at = at;
    while at < end {
        let text = word(tokens, at);
        match text {
            // `by two or more people`, but not `by 12`
            "by" if at + 1 == end && counts_people(tokens, end) => return None,
            "by" if at + 1 == end => at += 1,
            // `Children taught to read`
            "to" if does(tokens, at + 1) => return None,
            "by" => at = agent(tokens, at + 1, &mut tail)?,
            // `merged from outside contributors`
            "from" if comes_from_others(tokens, at + 1) => return None,
            // `in each plant`
            "each" | "every" | "a" | "an" if at > 0 && is_scope(tokens, at) => at += 2,
            "each" | "every" | "a" | "an" if at == from && is_object(tokens, at) => at += 1,
            "per" | "each" | "every" | "a" | "an" => at = rate(tokens, at + 1, &mut tail)?,
            "on" if matches!(word(tokens, at + 1), "time" | "schedule" | "budget" | "target") => return None,
            "at" | "on" if word(tokens, at + 1) == "first" || word(tokens, at + 2) == "first" => return None,
            "before" | "after" | "until"
                if list.get(at + 1).is_some_and(|t| t.has(Classes::TIME))
                    || is_span(word(tokens, at + 1)) =>
            {
                at += 2
            }
            _ if passes(tokens, at) => at += 1,
            _ => return None,
        }
        tail.is_rate |= list[at - 1].is_word() && list[at - 1].has(Classes::RECUR);
    }
    tail.is_rate |= (end..list.len()).any(|at| is_how_often(tokens, at));
    (!(end..list.len()).any(|at| asks_more(tokens, at))).then_some(tail)
}

/// `for a client`, `in every plant`: a preposition makes it a place, unless it is a time.
fn is_scope(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.list.get(at + 1);
    tokens.list[at - 1].has(Classes::PREPOSITION)
        && word(tokens, at - 1) != "per"
        && next.is_some_and(|next| next.is_word() && !next.has(Classes::TIME))
}

/// `Organise a fete`: the object of an order.
fn is_object(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.list.get(at + 1);
    at > 0
        && tokens.list[at - 1].form == Form::Base
        && next.is_some_and(|next| next.is_word() && !next.has(Classes::TIME))
}

/// Where the purpose of the work begins: `to help donors see where the money goes`, if no number and no comparison is part of it.
pub(super) fn purpose(tokens: &Tokens, from: usize) -> Option<usize> {
    let list = &tokens.list;
    let begins = |at: usize| match word(tokens, at) {
        "to" => {
            list.get(at + 1).is_some_and(|t| t.has(Classes::VERB) && t.form == Form::Base)
                && !list[at - 1].has(Classes::PEOPLE)
        }
        "so" => {
            word(tokens, at + 1) == "that"
                || list.get(at + 1).is_some_and(|t| t.has(Classes::DETERMINER | Classes::PEOPLE))
        }
        _ => false,
    };
    let at = (from.max(1)..list.len()).find(|&at| list[at].is_word() && begins(at))?;
    (!list[at..].iter().any(Token::is_number)).then_some(at)
}

/// Whether the word after the first number asks for more than the count.
fn asks_more(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.list[at];
    // `The water main` is no measure: the last noun says what it is.
    let is_last = tokens.list.get(at + 1).is_none_or(Token::closes_noun);
    let measured = is_last
        && token.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT)
        && !token.has(Classes::WORK | Classes::SERIAL);
    let result = matches!(
        tokens.text(token),
        "that" | "who" | "which" | "without" | "within" | "resulting" | "leading"
    );
    token.is_word() && (measured || result)
}

/// `a week`, `per month`, `daily`
fn is_how_often(tokens: &Tokens, at: usize) -> bool {
    match word(tokens, at) {
        "per" | "a" | "each" | "every" => tokens.list.get(at + 1).is_some_and(|t| t.has(Classes::TIME)),
        often => matches!(often, "weekly" | "monthly" | "daily"),
    }
}

/// Whether people follow the number: `by two or more people`, `by 45% of residents`.
fn counts_people(tokens: &Tokens, number: usize) -> bool {
    let list = &tokens.list;
    let mut words = (number + 1..list.len().min(number + 5))
        .take_while(|&at| list[at].is_word() && !matches!(word(tokens, at), "from" | "to" | "in"));
    words.any(|at| list[at].has(Classes::PEOPLE))
}

/// `outside contributors`, `members`: after `from`, those who did it.
fn comes_from_others(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let is_outside = matches!(word(tokens, at), "outside" | "external");
    let mut words =
        (at..list.len().min(at + 3)).take_while(|&at| list[at].is_word() && !list[at].closes_noun());
    is_outside || words.any(|at| list[at].has(Classes::PEOPLE) || word(tokens, at) == "contributors")
}

/// A verb in its base form, and nothing else.
fn does(tokens: &Tokens, at: usize) -> bool {
    let is_verb =
        |t: &Token| t.has(Classes::VERB) && t.form == Form::Base && !t.has(Classes::NOUN | Classes::PEOPLE);
    tokens.list.get(at).is_some_and(is_verb)
}

/// The same after a word that ends with `by`.
pub(super) fn read_agent(tokens: &Tokens, at: usize) -> Option<Tail> {
    let mut tail = Tail::default();
    let after = agent(tokens, at, &mut tail)?;
    let rest = read(tokens, after)?;
    Some(Tail { is_by_us: tail.is_by_us, is_rate: rest.is_rate })
}

/// After `by`: one of us, or a date. Anybody else makes it something that others do.
fn agent(tokens: &Tokens, at: usize, tail: &mut Tail) -> Option<usize> {
    let list = &tokens.list;
    let token = list.get(at)?;
    let text = tokens.text(token);
    if token.has(Classes::TIME)
        || is_day(text)
        || matches!(text, "end" | "mid" | "early" | "late" | "eod" | "hand" | "post" | "phone" | "email")
    {
        return Some(at + 1);
    }
    // `by customers per day`
    let ends = |text: &str| SCOPE.contains(&text) || matches!(text, "per" | "each" | "every" | "a");
    let last = (at..list.len().min(at + 4))
        .take_while(|&at| list[at].is_word() && !ends(word(tokens, at)))
        .last()?;
    let dated = (at..=last).any(|at| list[at].has(Classes::TIME) || word(tokens, at) == "end");
    if dated {
        return Some(last + 1);
    }
    let is_us = matches!(text, "us" | "ourselves") || (at..=last).any(|at| is_one_of_us(tokens, at));
    // Employees hand in ideas of their own accord; our team and our advisers do their work.
    tail.is_by_us =
        (at..=last).any(|at| matches!(word(tokens, at), "our" | "us" | "ourselves") || is_team(tokens, at));
    is_us.then_some(last + 1)
}

/// Whether the word names those who work here: `adviser`, `team`; of people who may be customers it takes `our`.
fn is_one_of_us(tokens: &Tokens, at: usize) -> bool {
    const LEARN: &[&str] = &["trainee", "apprentice", "mentee", "intern"];
    const WORK: &[&str] = &["worker", "officer", "inspector", "volunteer"];
    let token = tokens.list[at];
    let text = word(tokens, at);
    let noun = text.trim_end_matches('s');
    if is_team(tokens, at) {
        return true;
    }
    let works = WORK.contains(&noun) || token.has(Classes::STAFF | Classes::ROLE) && !token.has(Classes::ACT);
    if at > 0 && (word(tokens, at - 1) == "our" || at > 1 && word(tokens, at - 2) == "our") {
        // `our wardens`: a word that nobody knows, but one for people who do something.
        let is_agent = ["ers", "ors", "ists", "ens"].iter().any(|end| text.ends_with(end));
        return works || token.classes.is_empty() && is_agent;
    }
    works && !token.has(Classes::PEOPLE) && !LEARN.contains(&noun)
}

/// `the support team`, `the lab`
fn is_team(tokens: &Tokens, at: usize) -> bool {
    let team = matches!(word(tokens, at), "team" | "teams" | "lab" | "staff" | "office" | "kitchen" | "firm");
    team && !is_theirs(tokens, at)
}

/// `their own teams`
fn is_theirs(tokens: &Tokens, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| matches!(word(tokens, at), "their" | "its" | "customer" | "client"))
}

/// After `per`: a time or one of us. Per customer or per page it is a measure of those.
fn rate(tokens: &Tokens, at: usize, tail: &mut Tail) -> Option<usize> {
    let list = &tokens.list;
    let closes = |at: &usize| list[*at].is_word() && !list[*at].closes_noun();
    let last = (at..list.len().min(at + 3)).take_while(closes).last()?;
    let is_us = |at: usize| {
        list[at].has(Classes::STAFF | Classes::ROLE)
            || matches!(
                word(tokens, at),
                "sprint"
                    | "release"
                    | "iteration"
                    | "squad"
                    | "team"
                    | "class"
                    | "term"
                    | "semester"
                    | "season"
                    | "worker"
                    | "officer"
            )
    };
    let after = (at..=last).find(|&at| list[at].has(Classes::TIME) || is_us(at))? + 1;
    tail.is_rate = true;
    Some(after)
}

/// Whether `per` here is followed by neither a time nor one of us: `per courier`.
pub(super) fn is_per_other(tokens: &Tokens, per: usize) -> bool {
    tokens.list.get(per + 1).is_some_and(Token::is_word)
        && rate(tokens, per + 1, &mut Tail::default()).is_none()
}

/// Whether the word leaves the count a count.
fn passes(tokens: &Tokens, at: usize) -> bool {
    let token: &Token = &tokens.list[at];
    if !token.is_word() {
        return matches!(
            token.kind,
            TokenKind::Break(
                ':' | '→' | ',' | '(' | ')' | '|' | '-' | '–' | '—' | '.' | '=' | '/' | '+' | '&'
            )
        );
    }
    let text = tokens.text(token);
    if SCOPE.contains(&text) || token.has(Classes::LIMIT_LOW) {
        return true;
    }
    // After `our` or `for` a word that may be a verb is a noun.
    let is_noun = at > 0 && tokens.list[at - 1].has(Classes::DETERMINER | Classes::PREPOSITION);
    let finite =
        token.has(Classes::VERB) && !is_noun && !token.has(Classes::NOUN | Classes::UP | Classes::MOVES_UP);
    let judged = token.has(Classes::WEASEL | Classes::COMPARE) && !token.has(Classes::PEOPLE)
        || text.ends_with("ly") && !token.has(Classes::RECUR | Classes::NOUN);
    !ASKS_MORE.contains(&text)
        && !finite
        && !judged
        && !token.has(Classes::BE | Classes::MODAL | Classes::CAN)
}

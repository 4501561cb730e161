//! What leads to a number: words that set it, words of a limit, or words about who, where and when.

use super::figure::{before, counts_things, is_bare, quantity, word};
use super::leading_words::{
    describes, is_change_noun, is_label, is_mark, is_name, is_participle, is_relative, is_size, reaches,
    reaches_at,
};
use super::lexicon::{Classes, Form};
use super::limits;
use super::periods::is_goal;
use super::token::{Kind, Token, Tokens};
use crate::quantity::Dimension;

/// What leads to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// `to 48`, `reaches 48`, `: 48`, `stays below 48`
    Set,
    /// `Win 40 shops`, `40% of members return`: what is counted is what the sentence is about.
    Counted,
    /// A limit after a noun, which may be of the measure or of that noun: `the wait below 10 minutes`, `loans over $5M`.
    Limit,
    /// `for 18-24 year olds`, `who spent at least $100`, `at a discount of 10%`
    Describes,
    /// Nothing that tells.
    Open,
}

/// Whether nothing comes between a limit and what was said before it, so that it is of the measure: `below 4%` in `the share of orders
/// over $50 below 4%`.
pub(super) fn is_of_measure(tokens: &Tokens, at: usize) -> bool {
    let is_between = before(tokens, at, 1) == "between";
    let edge = if is_between { at - 1 } else { before_limit(tokens, at).unwrap_or(at) };
    let start = tokens.list[..edge].iter().rposition(|token| !token.is_word()).map_or(0, |at| at + 1);
    // `teams of the plant`
    let is_known =
        |at: usize| word(tokens, at) == "of" && matches!(word(tokens, at + 1), "the" | "our" | "their");
    !(start..edge).any(|at| {
        (describes(&tokens.list[at], word(tokens, at)) || word(tokens, at) == "at") && !is_known(at)
    })
}

/// `within 90 days`
pub(super) fn is_deadline(tokens: &Tokens, at: usize) -> bool {
    is_of(tokens, at, Dimension::Duration) && matches!(before(tokens, at, 1), "within" | "inside")
}

/// Whether words set the number at `at` as what is to be reached or kept.
pub(super) fn is_set(tokens: &Tokens, at: usize) -> bool {
    lead(tokens, at) == Lead::Set
}

/// Whether words about who, where and when lead to the number at `at`.
pub(super) fn describes_others(tokens: &Tokens, at: usize) -> bool {
    lead(tokens, at) == Lead::Describes
}

/// Whether the number at `at` is what a sentence is about, as far as the words before it tell.
pub(super) fn is_meant(tokens: &Tokens, at: usize) -> bool {
    matches!(lead(tokens, at), Lead::Set | Lead::Limit | Lead::Counted) || is_share(tokens, at)
}

/// Whether the number at `at` counts what the sentence is about.
pub(super) fn is_counted(tokens: &Tokens, at: usize) -> bool {
    lead(tokens, at) == Lead::Counted
}

/// Whether words set the number at `at`, or a limit after a noun leads to it.
pub(super) fn is_led(tokens: &Tokens, at: usize) -> bool {
    matches!(lead(tokens, at), Lead::Set | Lead::Limit)
}

/// Whether words of a limit lead to a number that hardly ever say more about a noun: `at most 5 days`, unlike `orders over 5 days`.
pub(super) fn is_strict_limit(tokens: &Tokens, at: usize) -> bool {
    is_strict(tokens, before_limit(tokens, at), at)
        && word(tokens, at + 1) != "old"
        && matches!(lead(tokens, at), Lead::Set | Lead::Limit)
}

fn is_strict(tokens: &Tokens, limit: Option<usize>, at: usize) -> bool {
    const WORDS: [&str; 14] = [
        "most", "least", "no", "not", "never", "≤", "≥", "<=", ">=", "<", ">", "capped", "maximum", "minimum",
    ];
    limit.is_some_and(|from| tokens.list[from..at].iter().any(|token| WORDS.contains(&tokens.text(token))))
}

/// What leads to the number at `at`.
pub(super) fn lead(tokens: &Tokens, at: usize) -> Lead {
    match lead_before(tokens, at) {
        Lead::Open | Lead::Limit if is_compared(tokens, at) => Lead::Set,
        // `in 9 months instead of 14`
        Lead::Describes if is_compared(tokens, at) && before(tokens, at, 1) == "in" => Lead::Set,
        lead => lead,
    }
}

/// What the words before the number at `at` say of it.
fn lead_before(tokens: &Tokens, at: usize) -> Lead {
    // `in a 30% to 40% corridor`
    let is_band = |last: usize| limits::is_band_noun(word(tokens, last + 1));
    let joins = |at: usize| {
        matches!(word(tokens, at), "to" | "and") || matches!(tokens.list[at].kind, Kind::Break('-' | '–'))
    };
    let is_first = tokens.list.get(at + 2).is_some_and(Token::is_number) && joins(at + 1) && is_band(at + 2);
    let is_second = at > 1 && tokens.list[at - 2].is_number() && joins(at - 1) && is_band(at);
    // `ranges from 18 to 22 minutes`
    let is_ranging = before(tokens, at, 1) == "from" && limits::ranges(before(tokens, at, 2));
    if is_first || is_second || is_ranging {
        return Lead::Open;
    }
    let limit = before_limit(tokens, at).or_else(|| before_up_to(tokens, at));
    let (edge, of_noun) = own_words(tokens, limit.unwrap_or(at));
    let counts = is_bare(tokens, at) && counts_others(tokens, at);
    let Some(governor) = edge.checked_sub(1) else {
        return match of_noun {
            _ if is_of_those(tokens, limit) => Lead::Describes,
            // `Jump height of the 14 players`
            true if counts => Lead::Describes,
            true => Lead::Open,
            false => Lead::Counted,
        };
    };
    let place = Place { tokens, at, limit, edge, governor, counts };
    if of_noun {
        return place.of_noun();
    }
    place.of_limit().or_else(|| place.of_clause()).unwrap_or_else(|| place.of_word())
}

/// A number and the word that it hangs on.
struct Place<'t> {
    tokens: &'t Tokens,
    at: usize,
    /// Where the words of a limit before it begin.
    limit: Option<usize>,
    /// Where its own words begin: determiners and adjectives.
    edge: usize,
    /// The word before those.
    governor: usize,
    /// It counts things.
    counts: bool,
}

impl Place<'_> {
    /// The word that the number hangs on.
    fn word(&self) -> (&Token, &str) {
        (&self.tokens.list[self.governor], word(self.tokens, self.governor))
    }

    /// Behind a noun that it belongs to: `a discount of 10%`.
    fn of_noun(&self) -> Lead {
        let (tokens, (token, text)) = (self.tokens, self.word());
        let noun = before(tokens, self.at, 2);
        let is_place =
            describes(token, text) || text == "at" || token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW);
        match text {
            _ if is_of_those(self.tokens, self.limit) => Lead::Describes,
            _ if is_range(tokens, self.at) => Lead::Open,
            // `a price increase of 7%`, `up to the age of 12`
            _ if is_change_noun(noun) || noun == "age" => Lead::Describes,
            "to" | "into" => Lead::Set,
            _ if token.is_number() && !self.counts => Lead::Set,
            // `within 30 days of signing of 38%`
            "of" if !self.counts && !is_word_before(tokens, self.governor) => Lead::Set,
            _ if is_place || self.counts => Lead::Describes,
            _ => Lead::Open,
        }
    }

    /// What the words of a limit decide.
    fn of_limit(&self) -> Option<Lead> {
        let (tokens, at, (token, text)) = (self.tokens, self.at, self.word());
        self.limit?;
        let is_own = !matches!(text, "," | ";")
            && !token.has(Classes::HOLD)
            && !is_relative(tokens, self.governor)
            && !is_participle(tokens, self.governor)
            // `to invite at least 1 colleague`
            && before(tokens, self.governor, 1) != "to";
        if is_own && is_strict(tokens, self.limit, at) && is_of_measure(tokens, at) {
            return Some(Lead::Set);
        }
        if is_of_those(self.tokens, self.limit) {
            return Some(Lead::Describes);
        }
        is_kept_from(tokens, self.governor).then_some(Lead::Set)
    }

    /// What a relative clause, a label or a participle decides.
    fn of_clause(&self) -> Option<Lead> {
        let (tokens, at, governor, (token, text)) = (self.tokens, self.at, self.governor, self.word());
        // `referrals within 5 km`
        let is_distance = matches!(before(tokens, at, 1), "within" | "beyond" | "inside")
            && quantity(tokens, &tokens.list[at])
                .is_some_and(|number| matches!(number.dimension(), Dimension::Physical(_)));
        // `for all 4 players`
        let is_all = matches!(word(tokens, self.edge), "all" | "both") && self.edge < at && self.counts;
        let says_more = self.limit.is_none() || is_participle(tokens, governor) || token.has(Classes::VERB);
        if is_distance
            || is_all && matches!(text, "," | "for" | "in" | "across" | "with")
            || is_relative(tokens, governor)
            || is_label(tokens, governor)
            || says_more && is_in_clause(tokens, governor)
        {
            return Some(Lead::Describes);
        }
        // `homes heated to 19 degrees`, `stores kept at -18 °C`: less than `to 48` says.
        let moves = Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN;
        let is_state = (text == "to" || text == "at" && !self.counts)
            && governor > 1
            && is_participle(tokens, governor - 1)
            && !tokens.list[governor - 1].has(moves);
        is_state.then_some(Lead::Limit)
    }

    /// What the word that the number hangs on decides.
    fn of_word(&self) -> Lead {
        let (tokens, at, counts, (token, text)) = (self.tokens, self.at, self.counts, self.word());
        let is_limited = self.limit.is_some();
        let exceeds = self.limit.is_some_and(|limit| matches!(word(tokens, limit), "exceed" | "exceeds"));
        let moves = token.has(Classes::MOVES_UP | Classes::MOVES_DOWN) && token.form != Form::Ing;
        match text {
            text if is_limited && is_goal(text) => Lead::Set,
            // `for 95% of page views`, where a number stands before it
            "for" if is_share(tokens, at) && tokens.list[..self.governor].iter().any(Token::is_number) => {
                Lead::Describes
            }
            // `Churn for orders over $50 of 25%`
            "of" if !counts && self.follows_number() => Lead::Set,
            "to" | "is" | "are" | "be" | "stay" | "stays" | "remain" | "remains" | "kept" | "held" | ":"
            | "=" | "→" => Lead::Set,
            "at" if is_limited || !counts && !is_possessive(tokens, at) => Lead::Set,
            "at" => Lead::Describes,
            // `Ensure that 40% of members renew`
            "that" | "sure" | "when" | "where" | "means" if self.governor <= 3 => Lead::Counted,
            "from" if is_limited => Lead::Set,
            // `Keep the margin between 42% and 45%`; not `children between 3 and 5 of the club`
            "between" if is_of_measure(tokens, at) => Lead::Limit,
            "outside" if matches!(before(tokens, self.governor, 1), "never" | "not") => Lead::Limit,
            // `The programme brings in 75 customers`
            "in" if matches!(before(tokens, self.governor, 1), "bring" | "brings") => Lead::Counted,
            "in" if self.is_open_time() => Lead::Limit,
            "(" | "[" => Lead::Open,
            "," | ";" if is_limited => Lead::Limit,
            // `Out of 50 pilots, 20 convert`
            "," if counts && self.ends_introduction() => Lead::Counted,
            "-" | "–" | "—" if counts => Lead::Describes,
            _ if reaches_at(tokens, self.governor) || exceeds || is_limited && moves => Lead::Set,
            // `1 point below the sector's 4.2%`
            _ if !counts && token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW) => Lead::Open,
            // `Gift Aid on 70% of donations`
            _ if describes(token, text) && text != "with" && self.is_share_itself() => Lead::Open,
            _ if describes(token, text) => Lead::Describes,
            "ensure" | "ensures" => Lead::Counted,
            _ if token.has(Classes::HOLD) && token.form != Form::Ing => {
                if is_limited {
                    Lead::Limit
                } else {
                    Lead::Open
                }
            }
            _ if self.governor == 0 && (token.has(Classes::VERB) || counts || is_share(tokens, at)) => {
                Lead::Counted
            }
            // `We want 1,150 pupils to come`
            _ if self.governor == 1 && tokens.list[0].has(Classes::PRONOUN) => Lead::Counted,
            _ if is_participle(tokens, self.governor) => Lead::Describes,
            // `above 29 over 2 terms`
            _ if is_limited && token.is_number() && counts && !is_mark(word(tokens, at + 1)) => {
                Lead::Describes
            }
            _ if is_limited => Lead::Limit,
            _ if self.is_part_of_them() || is_name(tokens, self.governor, at) => Lead::Describes,
            _ => Lead::Open,
        }
    }

    /// Whether another number, which is no share, stands before `of`.
    fn follows_number(&self) -> bool {
        !is_word_before(self.tokens, self.governor)
            && !is_of(self.tokens, self.governor - 1, Dimension::Percent)
    }

    /// `in 14 days or less`, `in at most 14 days`
    fn is_open_time(&self) -> bool {
        let (next, second) = (word(self.tokens, self.at + 1), word(self.tokens, self.at + 2));
        let is_open = next == "or" && matches!(second, "less" | "fewer" | "under" | "sooner");
        is_of(self.tokens, self.at, Dimension::Duration) && (self.limit.is_some() || is_open)
    }

    /// The first comma, after words that a preposition begins.
    fn ends_introduction(&self) -> bool {
        let list = &self.tokens.list;
        let is_comma = |token: &Token| token.kind == Kind::Break(',');
        matches!(word(self.tokens, 0), "of" | "out" | "out of" | "among" | "across")
            && !list[..self.governor].iter().any(is_comma)
    }

    /// `on 70% of donations`, without a determiner.
    fn is_share_itself(&self) -> bool {
        is_share(self.tokens, self.at) && self.governor + 1 == self.limit.unwrap_or(self.at)
    }

    /// `5 states, 2 of them`
    fn is_part_of_them(&self) -> bool {
        word(self.tokens, self.at + 1) == "of"
            && matches!(word(self.tokens, self.at + 2), "them" | "these" | "those" | "which")
    }
}

/// `of those under 30`, `for people over 70`
fn is_of_those(tokens: &Tokens, limit: Option<usize>) -> bool {
    limit.is_some_and(|limit| {
        let led = matches!(before(tokens, limit, 2), "for" | "of" | "among" | "with" | "from" | "to");
        let noun = before(tokens, limit, 1);
        matches!(noun, "those" | "anyone") || led && noun == "people"
    })
}

/// `in the range of 40% to 60%`
pub(super) fn is_range(tokens: &Tokens, at: usize) -> bool {
    before(tokens, at, 1) == "of" && matches!(before(tokens, at, 2), "range" | "band" | "corridor")
}

/// `up to`, where it is no end: `jobs that take up to 4 hours`, `grants of up to £2,000`.
fn before_up_to(tokens: &Tokens, at: usize) -> Option<usize> {
    let up = at.checked_sub(2).filter(|_| before(tokens, at, 1) == "to" && before(tokens, at, 2) == "up")?;
    let led = up.checked_sub(1).map(|led| &tokens.list[led])?;
    // `for files up to 50 MB`; but `is up to 7`, `grows up to 7`
    let is_verb = led.has(Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::BE);
    (led.is_word() && !is_verb).then_some(up)
}

/// `48 instead of 31`, `48 rather than 31`
fn is_compared(tokens: &Tokens, at: usize) -> bool {
    matches!((word(tokens, at + 1), word(tokens, at + 2)), ("instead", "of") | ("rather", "than"))
        || matches!(word(tokens, at + 1), "vs" | "vs." | "versus")
}

/// `3 days' notice`
fn is_possessive(tokens: &Tokens, at: usize) -> bool {
    tokens.lower[tokens.list[at].end as usize..].starts_with(['\'', '’'])
}

/// `70% of donations`
fn is_share(tokens: &Tokens, at: usize) -> bool {
    is_of(tokens, at, Dimension::Percent) && word(tokens, at + 1) == "of"
}

/// `4 gates`, `5 of the sites`; not `3.1 GJ/t`, which is a unit.
fn counts_others(tokens: &Tokens, at: usize) -> bool {
    let is_unit = word(tokens, at + 1).contains('/');
    word(tokens, at + 1) == "of" || counts_things(tokens, at) && !is_unit
}

/// Where the words of a limit before a number begin, as a place among the tokens.
pub(super) fn before_limit(tokens: &Tokens, at: usize) -> Option<usize> {
    let text = tokens.lower.get(..tokens.list[at].start as usize)?;
    let rest = limits::before_limit(text)?.trim_end().trim_end_matches(" or").len();
    let from = tokens.list[..at].partition_point(|token| token.end as usize <= rest);
    (word(tokens, from) != "between").then_some(from)
}

/// `in less than 90 seconds`
pub(super) fn is_in_limit(tokens: &Tokens, at: usize) -> bool {
    before_limit(tokens, at).is_some_and(|limit| before(tokens, limit, 1) == "in")
}

/// The place after the word that a number hangs on, over determiners, adjectives, and nouns like `an average of`; and whether it
/// stands behind a noun that it belongs to, as in `a discount of 10%`.
fn own_words(tokens: &Tokens, mut edge: usize) -> (usize, bool) {
    let at = edge;
    let mut in_noun = false;
    loop {
        edge = over_open_end(tokens, over_adjectives(tokens, edge));
        // `cost of` is one token.
        if edge > 0 && before(tokens, edge, 1).ends_with(" of") && tokens.list[edge - 1].has(Classes::NOUN) {
            in_noun = true;
            edge -= 1;
            continue;
        }
        if before(tokens, edge, 1) != "of" || edge < 2 || !tokens.list[edge - 2].is_word() {
            return (edge, in_noun);
        }
        let noun = &tokens.list[edge - 2];
        if noun.closes_noun() && !noun.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW) {
            return (edge, in_noun);
        }
        // `heart rate of the 16 rowers`
        let is_known =
            tokens.list[edge..at].iter().any(|token| matches!(tokens.text(token), "the" | "our" | "their"));
        let is_size = is_size(tokens.text(noun)) && !(is_known && counts_others(tokens, at));
        in_noun |= !is_size;
        edge -= 2;
        // `with a hygiene rating of 3`
        let is_part = |token: &Token| {
            token.is_word() && !token.closes_noun() && !token.has(Classes::DETERMINER | Classes::VERB)
        };
        while !is_size && edge > 0 && is_part(&tokens.list[edge - 1]) {
            edge -= 1;
        }
    }
}

/// `65 and over`, `12 or later`
fn over_open_end(tokens: &Tokens, edge: usize) -> usize {
    let is_open = matches!(
        before(tokens, edge, 1),
        "over"
            | "above"
            | "up"
            | "more"
            | "older"
            | "later"
            | "higher"
            | "larger"
            | "longer"
            | "under"
            | "below"
            | "less"
            | "fewer"
            | "younger"
            | "lower"
            | "earlier"
            | "better"
    );
    let is_joined = matches!(before(tokens, edge, 2), "and" | "or");
    // `19 degrees or less`
    let is_number = |back: usize| edge >= back && tokens.list[edge - back].is_number();
    if is_open && is_joined && (is_number(3) || is_number(4)) { edge - 2 } else { edge }
}

fn over_adjectives(tokens: &Tokens, mut edge: usize) -> usize {
    // `to a steady 55`, `from its present 62%`
    let is_one_word = edge > 2
        && tokens.list[edge - 1].is_word()
        && !tokens.list[edge - 1].closes_noun()
        && !before(tokens, edge, 1).ends_with(" of")
        && matches!(before(tokens, edge, 2), "a" | "an" | "its")
        && matches!(before(tokens, edge, 3), "to" | "from" | "at");
    if is_one_word {
        edge -= 2;
    }
    while let Some(token) = edge.checked_sub(1).map(|at| &tokens.list[at]) {
        let text = tokens.text(token);
        let is_own = token.has(Classes::DETERMINER | Classes::ADVERB) && !reaches_at(tokens, edge - 1)
            || !reaches_at(tokens, edge - 1) && reaches(text)
            || matches!(token.kind, Kind::Break('~' | '≈'))
            || token.is_word()
                && (text.ends_with("ly") && token.classes.is_empty()
                    || matches!(text, "well" | "us" | "me" | "them")
                    || text.ends_with("est") && text.len() > 4
                    || text.ends_with("'s")
                    || text.ends_with("’s")
                    || matches!(
                        text,
                        "same" | "main" | "about" | "around" | "each" | "every" | "all" | "both"
                    ));
        if !is_own || text == "to" {
            break;
        }
        edge -= 1;
    }
    edge
}

/// `from falling below`, `from ever climbing past`
fn is_kept_from(tokens: &Tokens, at: usize) -> bool {
    let verb = word(tokens, at);
    verb == "ever" && before(tokens, at, 1) == "from"
        || verb.ends_with("ing")
            && (before(tokens, at, 1) == "from"
                || before(tokens, at, 1) == "ever" && before(tokens, at, 2) == "from")
}

/// `customers who scored us 6`, `clients whom we visit 3 times`: a relative word, and nothing after it that leads to a number.
fn is_in_clause(tokens: &Tokens, governor: usize) -> bool {
    const NEAR: usize = 5;
    let said = tokens.list[..=governor].iter().rev().take(NEAR).take_while(|token| token.is_word());
    let stops = |token: &Token| {
        let text = tokens.text(token);
        matches!(text, "to" | "at" | "is" | "are" | "of" | "has" | "have")
            || reaches(text)
            || token.has(Classes::MOVES_UP | Classes::MOVES_DOWN)
    };
    // `Reach the point where 40 teams`
    if governor <= 3 {
        return false;
    }
    let mut said = said.take_while(|token| !stops(token));
    said.any(|token| {
        token.start > 0 && matches!(tokens.text(token), "who" | "whom" | "which" | "whose" | "where")
    })
}

fn is_word_before(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| tokens.list[before].is_word())
}

fn is_of(tokens: &Tokens, at: usize, dimension: Dimension) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == dimension)
}

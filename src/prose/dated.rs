//! When a number holds, as the words beside it say: `110 last year, 200 this year`, `19% now / 28% goal`, `2025: 300, 2026: 400`. Of two
//! such numbers the earlier one is the start.

use super::figure::{Figure, Role, before, quantity, word};
use super::lexicon::Classes;
use super::periods::{is_goal, is_now, is_period, is_span};
use super::token::{Kind, Token, Tokens};
use crate::quantity::month_of_year;

/// When a number holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    /// `last year`, `used to be`, `in January, we were at`
    Past,
    /// `today`, `currently`
    Now,
    /// `this quarter`
    ThisPeriod,
    /// `goal`, `we want`, `next year`, `by June`
    Goal,
    /// `Q3`, `2026`, `in May`: its kind, and its number among those of its kind.
    Period(char, u16),
}

/// Whether the second of two neighbouring numbers is of a later time than the first; `None` if the words beside them do not tell, or
/// if they are part of a longer row: `Q1: 30, Q2: 60, Q3: 90` is a plan.
pub(super) fn second_is_later(tokens: &Tokens, figures: &[Figure], second: usize) -> Option<bool> {
    let later = order(tokens, figures.get(second - 1..=second)?)?;
    let is_row = |pair: Option<&[Figure]>| {
        pair.is_some_and(|pair| periods(tokens, pair).is_some() && order(tokens, pair).is_some())
    };
    let before = second.checked_sub(2).and_then(|start| figures.get(start..second));
    (!is_row(before) && !is_row(figures.get(second..second + 2))).then_some(later)
}

/// Whether the second of two numbers is of a later time.
fn order(tokens: &Tokens, pair: &[Figure]) -> Option<bool> {
    let (one, other) = (pair[0].at, pair[1].at);
    let is_settled = |figure: &Figure| matches!(figure.role, Role::Baseline | Role::End | Role::Change);
    if let Some((first, second)) = periods(tokens, pair) {
        return is_later_period(tokens, first, second, (one, other));
    }
    let (first, second) = (quantity(tokens, &tokens.list[one])?, quantity(tokens, &tokens.list[other])?);
    // `Zero incidents (target is 0)` says it twice.
    let differ = crate::quantity::order(first, second).is_none_or(|order| order.is_ne());
    if pair.iter().any(is_settled) || !differ || !crate::quantity::comparable(first, second) {
        return None;
    }
    match (when(tokens, one), when(tokens, other)) {
        // `climb to 55% (we were at 38%)`
        (None, Some(When::Past)) if is_told(tokens, other) => Some(false),
        (None, Some(When::Now)) if is_told_of_now(tokens, other) => Some(false),
        (Some(When::Past | When::Now), Some(When::Goal | When::ThisPeriod | When::Period(..)))
        | (Some(When::Past), Some(When::Now))
        | (Some(When::ThisPeriod), Some(When::Goal)) => Some(true),
        (Some(When::Goal | When::ThisPeriod), Some(When::Past | When::Now))
        | (Some(When::Goal), Some(When::ThisPeriod)) => Some(false),
        // `rose to 88%, aim is 95%`
        (None | Some(When::Period(..)), Some(When::Goal)) => is_named_goal(tokens, other).then_some(true),
        _ => None,
    }
}

/// The periods of two numbers, if both have one before them or in brackets. `300 in Q1 and 500 in Q2` is a plan.
fn periods(tokens: &Tokens, pair: &[Figure]) -> Option<(When, When)> {
    let period = |figure: &Figure| {
        let aside = || when_after(tokens, figure.at).filter(|_| word(tokens, figure.at + 1) == "(");
        let when = when_before(tokens, figure.at).or_else(aside);
        when.filter(|when| matches!(when, When::Period(..)))
    };
    Some((period(&pair[0])?, period(&pair[1])?))
}

/// `2025: 300, 2026: 400`, `Q4: 300, Q1: 450`. Quarters and halves come round: the last of a year stands before the first, unless the
/// text leads from one to the other, as in `6.1% (Q1) - 4.5% (Q4)`.
fn is_later_period(
    tokens: &Tokens,
    first: When,
    second: When,
    (at, other_at): (usize, usize),
) -> Option<bool> {
    let (When::Period(kind, one), When::Period(other_kind, other)) = (first, second) else { return None };
    if kind != other_kind || one == other {
        return None;
    }
    let last = match kind {
        'q' => 4,
        'h' => 2,
        'm' => 12,
        _ => return Some(one < other),
    };
    let between = &tokens.list[at + 1..other_at];
    if between.iter().any(|token| matches!(token.kind, Kind::Break('-' | '–' | '—' | '→'))) {
        return Some(true);
    }
    // After the last quarter of a year comes the first of the next.
    if other == one % last + 1 {
        Some(true)
    } else if one == other % last + 1 {
        Some(false)
    } else {
        Some(one < other)
    }
}

/// Words between a number and the word that says when.
fn leads(text: &str) -> bool {
    const LEADS: [&str; 16] = [
        ":", "is", "at", "be", "=", "about", "around", "of", "a", "an", "only", "just", "it", "to", "having",
        "have",
    ];
    LEADS.contains(&text)
}

/// When the number at `at` holds.
fn when(tokens: &Tokens, at: usize) -> Option<When> {
    when_before(tokens, at).or_else(|| when_after(tokens, at)).or_else(|| when_begun(tokens, at))
}

/// `we were at 54`, `used to be 9 hours`, `had 43%`
fn is_told(tokens: &Tokens, at: usize) -> bool {
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    one == "be" && two == "to" && three == "used"
        || one == "had" && !matches!(two, "has" | "have")
        || matches!(one, "at" | "on") && matches!(two, "were" | "was" | "stood" | "sat" | "been")
}

/// `we are at 67%`, `right now we sit at 6`, `we have 230 tutors`, `actual: 92 g`
fn is_told_of_now(tokens: &Tokens, at: usize) -> bool {
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    let are =
        |word: &str| matches!(word, "are" | "sit" | "stand" | "is" | "sits" | "stands" | "we're" | "we’re");
    let we = |word: &str| matches!(word, "we" | "we're" | "we’re");
    matches!(one, "at" | "on") && are(two) && (we(two) || we(three) || is_now(three))
        || matches!(one, "have" | "having") && (we(two) || two == "are" && we(three))
        || one == ":" && two == "actual"
        || one == "actual"
}

/// `goal 31%`, `aim is 95%`, `31% goal`, `we want 7`; unlike `by June`, this is no step on the way.
fn is_named_goal(tokens: &Tokens, at: usize) -> bool {
    // `we need to be at 90%`; `they need 3 emails` tells of them
    let needs = before(tokens, at, 1) != "need" || before(tokens, at, 2) == "we";
    let names = |word: &str| is_goal(word) || wants(word) || word == "need" && needs;
    let near = (1..=4).map(|back| before(tokens, at, back)).take_while(|word| leads(word) || names(word));
    // `(goal 3 of 5)` is a name.
    if word(tokens, at + 1) == "of" && tokens.list.get(at + 2).is_some_and(Token::is_number) {
        return false;
    }
    near.into_iter().any(names)
        || wants(word(tokens, start_of_part(tokens, at)))
        // `their 5 goal talks` are no goal.
        || is_goal(word(tokens, at + 1)) && tokens.list.get(at + 2).is_none_or(Token::closes_noun)
        || word(tokens, at + 1) == "wanted"
}

fn wants(word: &str) -> bool {
    matches!(word, "want" | "wish" | "let's" | "let’s" | "aiming" | "hope")
}

/// `last year: 14`, `this year 25`, `Q1 22%`, `goal 31%`, `used to be 9 hours`, `we were at 54`
fn when_before(tokens: &Tokens, at: usize) -> Option<When> {
    let mut place = at.checked_sub(1)?;
    if is_told(tokens, at) {
        return Some(When::Past);
    }
    if is_told_of_now(tokens, at) {
        return Some(When::Now);
    }
    for _ in 0..4 {
        if !leads(word(tokens, place)) {
            break;
        }
        place = place.checked_sub(1)?;
    }
    let text = word(tokens, place);
    // `Grow from last year's 80`, `in 2025 40 shops` are for others to tell.
    let is_led = before(tokens, place, 1);
    if is_goal(text) || wants(text) || text == "need" {
        return is_named_goal(tokens, at).then_some(When::Goal);
    }
    if is_now(text) {
        return Some(When::Now);
    }
    if is_span(text) {
        return span(is_led);
    }
    let is_label = place + 1 == at || place + 2 == at && matches!(word(tokens, place + 1), ":" | "=");
    period(text).filter(|_| is_period(text) && is_label)
}

/// `110 parents last year`, `54 in Jan`, `6.1% (Q1)`, `19% now`, `28% goal`, `9 hours a year ago`
fn when_after(tokens: &Tokens, at: usize) -> Option<When> {
    const NOUNS: usize = 2;
    let is_noun = |token: &Token| token.is_word() && !token.closes_noun() && !token.has(Classes::TIME);
    let mut place = at + 1;
    let names = |place: usize| {
        let text = word(tokens, place);
        is_goal(text)
            || is_now(text)
            || matches!(text, "wanted" | "last" | "this" | "next" | "previous" | "a")
    };
    while place <= at + NOUNS && !names(place) && tokens.list.get(place).is_some_and(is_noun) {
        place += 1;
    }
    if tokens.list.get(place).is_some_and(|token| token.kind == Kind::Break('(')) {
        place += 1;
    }
    // `31% at the start, 20% at the end of the year`
    if word(tokens, place) == "at" && word(tokens, place + 1) == "the" {
        match word(tokens, place + 2) {
            "start" | "beginning" | "outset" => return Some(When::Past),
            "end" if word(tokens, place + 3) != "of" || word(tokens, place + 4) == "the" => {
                return Some(When::Goal);
            }
            _ => {}
        }
    }
    let is_by = word(tokens, place) == "by";
    while matches!(
        word(tokens, place),
        "in" | "by" | "during" | "the" | "end" | "of" | "start" | "early" | "late" | "mid" | "as" | "at"
    ) && place <= at + NOUNS + 4
    {
        place += 1;
    }
    let (text, next) = (word(tokens, place), word(tokens, place + 1));
    let found = match text {
        _ if is_goal(text) || text == "wanted" => Some(When::Goal),
        _ if is_now(text) => Some(When::Now),
        "last" | "this" | "next" | "previous" if is_span(next) => span(text),
        "a" if is_span(next) && word(tokens, place + 2) == "ago" => Some(When::Past),
        _ => period(text),
    };
    if is_by { found.map(|_| When::Goal) } else { found }
}

/// `currently it takes us 19 days to onboard a client`: the part of the sentence begins so.
fn when_begun(tokens: &Tokens, at: usize) -> Option<When> {
    match word(tokens, start_of_part(tokens, at)) {
        first if is_now(first) => Some(When::Now),
        first if wants(first) => Some(When::Goal),
        _ => None,
    }
}

/// Where the part of the sentence begins that a number stands in.
fn start_of_part(tokens: &Tokens, at: usize) -> usize {
    let ends = |token: &Token| token.is_number() || matches!(token.kind, Kind::Break(',' | ';' | '.' | '('));
    tokens.list[..at].iter().rposition(ends).map_or(0, |end| end + 1)
}

fn span(which: &str) -> Option<When> {
    match which {
        "last" | "previous" | "prior" => Some(When::Past),
        "this" => Some(When::ThisPeriod),
        "next" => Some(When::Goal),
        _ => None,
    }
}

/// `2026`, `FY26`, `Q3`, `H1`, `May`
fn period(text: &str) -> Option<When> {
    if let Some(month) = month_of_year(text) {
        return Some(When::Period('m', month));
    }
    if !is_period(text) {
        return None;
    }
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
    let kind = text.chars().next().filter(|first| !first.is_ascii_digit()).unwrap_or('y');
    Some(When::Period(kind, number))
}

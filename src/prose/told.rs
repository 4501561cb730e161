//! Parts of a sentence that tell how things stand or stood, beside one that says what is to be reached: `Get sign-ups above 220 after they
//! slipped to 160`, `..., where 88% was normal`, `27% order today, 35% will by March`. The number told of is the start.

use super::figure::{before, counts_things, is_bare, quantity, word};
use super::leads::describes_others;
use super::lexicon::{Classes, Form};
use super::periods::{is_goal, is_now, is_period, is_span};
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, comparable, is_month};
use std::ops::Range;

/// What a part of a sentence tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// How things stand or stood.
    State,
    /// What is to come: `35% will by March`, `get this to 26%`.
    Goal,
    Nothing,
}

/// With more numbers than this a text is a list, and each would be looked at beside each.
const MOST_NUMBERS: usize = 12;

/// Whether the number at `at` is told of as the state of what another number is to reach.
pub(super) fn is_state(tokens: &Tokens, at: usize) -> bool {
    if tokens.list.iter().filter(|token| token.is_number()).nth(MOST_NUMBERS).is_some() {
        return false;
    }
    let part = part(tokens, at);
    let told = tells(tokens, &part);
    // `by 20% compared to last quarter`
    if before(tokens, at, 1) == "by" {
        return false;
    }
    if told == Tells::Goal || is_about_others(tokens, &part, at) {
        return false;
    }
    // `to 48 as opposed to 31 now` holds the goal as well; `it slipped to 31` does not.
    let holds_goal = part.clone().any(|other| {
        tokens.list[other].is_number() && is_reached(tokens, other) && word(tokens, other) != "one"
    });
    if holds_goal && !part.clone().any(|at| is_past(tokens, at, &part)) {
        return false;
    }
    let is_aside = is_aside_before_goal(tokens, &part, at);
    let is_end =
        |at: usize| is_reached(tokens, at) || matches!(before(tokens, at, 1), "is" | "be" | "averages");
    let is_goal = |other: usize| {
        if part.contains(&other) || !are_alike(tokens, at, other) {
            return false;
        }
        let others = self::part(tokens, other);
        match told {
            Tells::State => {
                tells(tokens, &others) != Tells::State && !is_about_others(tokens, &others, other)
            }
            // `Turnover, at 18% in May, sinks to 9%`
            _ if is_aside => at < other && others.start >= part.end && is_end(other),
            // `34% are sent back; get this to 26%`
            _ => at < other && !is_reached(tokens, at) && tells(tokens, &others) == Tells::Goal,
        }
    };
    (0..tokens.list.len()).any(|other| tokens.list[other].is_number() && is_goal(other))
}

/// `Stop the decline, which stood at 210 last autumn`, `Bring the wait, 37 days now, down`: the only number of a sentence, in a part that
/// tells of now or before.
pub(super) fn is_lone_state(tokens: &Tokens, at: usize) -> bool {
    let part = part(tokens, at);
    let is_comma = |at: usize| tokens.list.get(at).is_some_and(|token| token.kind == Kind::Break(','));
    let is_aside = part.start > 0
        && (word(tokens, part.start) == "which" || is_comma(part.start - 1) && is_comma(part.end));
    is_aside && tells(tokens, &part) == Tells::State
}

/// Whether a word for today stands right beside a number: `12% today`, `today it is 28%`.
pub(super) fn is_of_now(tokens: &Tokens, at: usize) -> bool {
    let near = |word: &str| is_now(word) || word == "current";
    near(word(tokens, at + 1)) || (1..=3).any(|back| near(before(tokens, at, back)))
}

/// Whether a number stands in a part of what is to come: `by July it is 36`.
pub(super) fn is_to_come(tokens: &Tokens, at: usize) -> bool {
    let part = part(tokens, at);
    tells(tokens, &part) == Tells::Goal || part.into_iter().any(|at| is_aim(tokens, at))
}

/// The part of the sentence that a number stands in, between commas, brackets and words that join sentences.
fn part(tokens: &Tokens, at: usize) -> Range<usize> {
    let list = &tokens.list;
    let breaks = |place: usize| match list[place].kind {
        // `(Q1 median: 11 minutes)`
        Kind::Break(':') => !list[..place].iter().rev().take(4).any(|token| token.kind == Kind::Break('(')),
        Kind::Break(sign) => matches!(sign, ',' | ';' | '(' | ')' | '—' | '–'),
        _ => false,
    };
    let joins = |place: usize| {
        place > 0
            && match word(tokens, place) {
                "where" | "when" | "whereas" | "while" | "although" | "though" | "having" | "but" => true,
                // `after it slipped`, not `after 5 days`
                "after" | "as" | "since" => is_pronoun(word(tokens, place + 1)),
                "and" => is_modal(word(tokens, place + 1)),
                _ => false,
            }
    };
    let start = (0..at).rev().find(|&place| breaks(place) || joins(place));
    let start = start.map_or(0, |place| if breaks(place) { place + 1 } else { place });
    let end = (at + 1..list.len()).find(|&place| breaks(place) || joins(place)).unwrap_or(list.len());
    start..end
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "it" | "they" | "we" | "he" | "she" | "which" | "who")
}

fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "that" | "whose" | "which")
}

fn is_modal(word: &str) -> bool {
    matches!(word, "should" | "shall" | "will" | "must")
}

/// What a part of a sentence tells.
fn tells(tokens: &Tokens, part: &Range<usize>) -> Tells {
    // `members who spent $100`: what is said of them is no state of ours.
    let others = (part.start + 1..part.end).find(|&at| is_relative(word(tokens, at)));
    let said = part.start..others.unwrap_or(part.end);
    let any = |tells: &dyn Fn(usize) -> bool| said.clone().any(tells);
    if any(&|at| leads_ahead(tokens, at)) {
        Tells::Goal
    } else if any(&|at| is_aim(tokens, at)) {
        Tells::Nothing
    } else if part.start == 0 && word(tokens, 0) == "where" && part.end < tokens.list.len()
        || any(&|at| is_past(tokens, at, part) || is_present(tokens, at, part))
    {
        Tells::State
    } else {
        Tells::Nothing
    }
}

/// `should`, `get this to`
fn leads_ahead(tokens: &Tokens, at: usize) -> bool {
    const MOVES: [&str; 10] =
        ["get", "bring", "make", "push", "move", "take", "cut", "lift", "raise", "lower"];
    let (text, next) = (word(tokens, at), word(tokens, at + 1));
    let is_it = matches!(next, "it" | "this" | "that" | "them");
    is_modal(text) || MOVES.contains(&text) && is_it
}

/// `target 4`, `by July`
fn is_aim(tokens: &Tokens, at: usize) -> bool {
    let (text, next) = (word(tokens, at), word(tokens, at + 1));
    is_goal(text) || text == "by" && (is_period(next) || is_month(next))
}

/// A verb in the past: `was`, `gave`, `it slipped`.
fn is_past(tokens: &Tokens, at: usize, part: &Range<usize>) -> bool {
    let token = &tokens.list[at];
    let led = before(tokens, at, 1);
    match tokens.text(token) {
        // `each of them has had 6 lessons`
        "had" => !matches!(led, "has" | "have"),
        "was" | "were" | "did" | "having" | "gave" | "took" | "began" | "ran" | "fell" | "rose" | "saw"
        | "went" | "came" | "sank" | "grew" | "became" | "shrank" | "stood" | "previously" | "formerly" => {
            true
        }
        // `it has been 5 of 10`; `has been cut to 5%` is what is to be.
        "been" => tokens.list.get(at + 1).is_some_and(Token::is_number),
        // `19 days being the norm`
        "being" => at > 0 && tokens.list[at - 1].is_number(),
        // `where 30 came last autumn`
        "last" | "previous" => part.start > 0 && is_span(word(tokens, at + 1)),
        "stuck" => word(tokens, at + 1) == "at",
        // `; families waited 15 weeks`
        _ if token.form == Form::Ed
            && part.start > 0
            && tokens.list[part.start - 1].kind == Kind::Break(';')
            && at > part.start =>
        {
            tokens.list.get(at + 1).is_some_and(Token::is_number)
        }
        _ => token.form == Form::Ed && (is_pronoun(led) || led == "that" && before(tokens, at, 2) == ","),
    }
}

/// `at present`, `the current`, `still`; and after a semicolon whatever is: `; it is 8.4`.
fn is_present(tokens: &Tokens, at: usize, part: &Range<usize>) -> bool {
    let text = word(tokens, at);
    // `whose NPS stands at 25,`
    let is_relative = matches!(word(tokens, part.start), "which" | "whose");
    let follows_goal = || {
        part.start > 0
            && (is_relative || matches!(tokens.list[part.start - 1].kind, Kind::Break(';' | '(')))
            && matches!(text, "is" | "are" | "has" | "have" | "stands" | "sits" | "takes")
            && (at + 1..at + 3).any(|place| tokens.list.get(place).is_some_and(Token::is_number))
    };
    match text {
        "at" => {
            word(tokens, at + 1) == "present"
                || word(tokens, at + 1) == "the" && word(tokens, at + 2) == "moment"
        }
        "so" => word(tokens, at + 1) == "far",
        "still" => true,
        // `(70% before the redesign)`
        // `(10 hours in the last drill)`, `(73% in the two previous years)`
        "in" | "for" | "during" if at > 0 && tokens.list[part.start].is_number() => {
            is_bracketed(tokens, part) && part.clone().any(|place| tells_when(word(tokens, place)))
        }
        // `(averaged 37 in spring)`
        "averaged" | "measured" | "recorded" | "observed" => {
            at == part.start && part.start > 0 && tokens.list[at - 1].kind == Kind::Break('(')
        }
        "before" => word(tokens, at + 1) == "the" && is_bracketed(tokens, part),
        _ if at == part.start
            && (is_period(text) || is_month(text) || matches!(text, "start" | "baseline")) =>
        {
            is_bracketed(tokens, part)
        }
        _ => is_now(text) || follows_goal(),
    }
}

/// Words for a time that is over.
fn tells_when(word: &str) -> bool {
    const OVER: [&str; 12] = [
        "last", "previous", "first", "drill", "survey", "review", "release", "launch", "start", "season",
        "audit", "count",
    ];
    OVER.contains(&word) || is_period(word) || is_span(word) && word != "time"
}

/// `(Q1 median: 11 minutes)`: in brackets, with one number.
fn is_bracketed(tokens: &Tokens, part: &Range<usize>) -> bool {
    let is_open = part.start > 0 && tokens.list[part.start - 1].kind == Kind::Break('(');
    is_open && tokens.list[part.clone()].iter().filter(|token| token.is_number()).count() == 1
}

/// `users who came 3 times`, `in the 4 shops that joined`: the number only says who is meant.
fn is_about_others(tokens: &Tokens, part: &Range<usize>, at: usize) -> bool {
    (part.start + 1..at).any(|place| is_relative(word(tokens, place)))
        || describes_others(tokens, at) && counts_things(tokens, at)
}

/// `, at 18%,` between commas, with its number and hardly anything else.
fn is_aside_before_goal(tokens: &Tokens, part: &Range<usize>, at: usize) -> bool {
    let list = &tokens.list;
    let is_comma = |at: usize| list.get(at).is_some_and(|token| token.kind == Kind::Break(','));
    let is_between = part.start > 1 && is_comma(part.start - 1) && is_comma(part.end);
    let words = list[part.clone()].iter().filter(|token| token.is_word());
    // `, 2.2% of turnover in the 6 station shops,`
    let most = if part.start == at { 9 } else { 6 };
    let is_short = words.clone().count() <= most;
    let is_plain = words.into_iter().all(|token| !token.has(Classes::UP | Classes::DOWN));
    is_between && is_short && is_plain
}

/// `to 48`, `below 48`
fn is_reached(tokens: &Tokens, at: usize) -> bool {
    let led = at.checked_sub(1).map(|led| &tokens.list[led]);
    led.is_some_and(|led| led.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW) || tokens.text(led) == "to")
}

/// Whether two numbers measure the same. Of things, the second may leave out what they are.
fn are_alike(tokens: &Tokens, at: usize, other: usize) -> bool {
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let Some((one, two)) = number(at).zip(number(other)) else { return false };
    // `where 130 turn up at present`
    let counts_both = before(tokens, at, 1) != "where"
        && is_bare(tokens, at)
        && counts_things(tokens, at)
        && counts_things(tokens, other);
    let same = |word_at: usize| word(tokens, at + word_at) == word(tokens, other + word_at);
    let ends = |at: usize| tokens.list.get(at + 2).is_none_or(Token::closes_noun);
    // `5 new tutorials, 10 new presets`
    let are_same = || same(1) && (same(2) || ends(at) || ends(other));
    // `Where they need 74 days, others manage in 45`
    let leaves_out =
        |at: usize| is_bare(tokens, at) && !counts_things(tokens, at) && !describes_others(tokens, at);
    let is_written = one.is_bare() == two.is_bare()
        || !describes_others(tokens, at)
            // `to 290 (+3% on last quarter)`
            && [one, two].iter().all(|number| number.dimension() != Dimension::Percent)
            && (leaves_out(at) || leaves_out(other));
    comparable(one, two) && is_written && (!counts_both || are_same())
}

//! Numbers that a part of the sentence tells of as how things stand or stood, beside one that says what is to be reached: `Get sign-ups
//! above 220 after they slipped to 160`, `..., where 88% was normal`, `27% order today, 35% will by March`. They are starts.

use super::figure::{before, counts_things, is_bare, quantity, word};
use super::leading_words::is_numbered;
use super::leads::describes_others;
use super::parts::{Part, Tells, is_reached};
use super::periods::is_now;
use super::token::{Token, Tokens};
use crate::quantity::{Dimension, comparable, is_scale_step};

/// With more numbers than this a text is a list, and each would be looked at beside each.
const MOST_NUMBERS: usize = 12;

/// Whether the number at `at` is told of as the state of what another number is to reach.
pub(super) fn is_state(tokens: &Tokens, at: usize) -> bool {
    let is_list = tokens.list.iter().filter(|token| token.is_number()).nth(MOST_NUMBERS).is_some();
    // `line 3 stands at 96%`
    let is_name =
        is_numbered(before(tokens, at, 1)) && is_bare(tokens, at) && !is_scale_step(before(tokens, at, 1));
    // `by 20% compared to last quarter`
    if is_list || is_name || before(tokens, at, 1) == "by" {
        return false;
    }
    let part = Part::around(tokens, at);
    // Most numbers have none like them elsewhere, and what a part tells takes a look at each of its words.
    let is_like = |other: &usize| {
        tokens.list[*other].is_number() && !part.contains(*other) && are_alike(tokens, at, *other)
    };
    let mut like = (0..tokens.list.len()).filter(is_like).peekable();
    if like.peek().is_none() {
        return false;
    }
    let told = part.tells();
    // `to 48 as opposed to 31 now` holds the goal as well; `it slipped to 31` does not.
    let holds_goal = part.holds_goal() && !part.has_past();
    if told == Tells::Goal || holds_goal || part.is_about_others(at) {
        return false;
    }
    like.any(|other| leads_on(tokens, (&part, told, at), other))
}

/// Whether the number at `other` is what the one at `at`, of which its part tells something, is to reach.
fn leads_on(tokens: &Tokens, (part, told, at): (&Part<'_>, Tells, usize), other: usize) -> bool {
    let others = Part::around(tokens, other);
    if told == Tells::State {
        return others.tells() != Tells::State && !others.is_about_others(other);
    }
    // `Turnover, at 18% in May, sinks to 9%`
    if part.is_short_aside(at) {
        let is_end =
            is_reached(tokens, other) || matches!(before(tokens, other, 1), "is" | "be" | "averages");
        return at < other && others.is_after(part) && is_end;
    }
    // `34% are sent back; get this to 26%`
    at < other && !is_reached(tokens, at) && others.tells() == Tells::Goal
}

/// `Stop the decline, which stood at 210 last autumn`, `Bring the wait, 37 days now, down`: the only number of a sentence, in a part that
/// tells of now or before.
pub(super) fn is_lone_state(tokens: &Tokens, at: usize) -> bool {
    let part = Part::around(tokens, at);
    part.is_aside() && part.tells() == Tells::State
        || part.begins_at(at) && part.is_short_aside(at)
        || part.says_what_is(at) && part.is_wished_away()
}

/// Whether a word for today stands right beside a number: `12% today`, `today it is 28%`.
pub(super) fn is_of_now(tokens: &Tokens, at: usize) -> bool {
    let near = |word: &str| is_now(word) || word == "current";
    near(word(tokens, at + 1)) || (1..=3).any(|back| near(before(tokens, at, back)))
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

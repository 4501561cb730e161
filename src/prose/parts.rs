//! Parts of a sentence, between commas, brackets and words that join sentences, and what each of them tells: how things stand or stood,
//! or what is to come.

use super::figure::{before, counts_things, word};
use super::leads::describes_others;
use super::lexicon::{Classes, Form};
use super::periods::{is_goal, is_now, is_period, is_span};
use super::token::{Kind, Token, Tokens};
use crate::quantity::is_month;
use std::ops::Range;

/// What a part of a sentence tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    /// How things stand or stood.
    State,
    /// What is to come: `35% will by March`, `get this to 26%`.
    Goal,
    Nothing,
}

/// A part of a sentence.
pub(super) struct Part<'t> {
    tokens: &'t Tokens,
    range: Range<usize>,
}

impl<'t> Part<'t> {
    /// The part that the number at `at` stands in.
    pub(super) fn around(tokens: &'t Tokens, at: usize) -> Self {
        let list = &tokens.list;
        let ends = |place: usize| is_break(tokens, place) || joins(tokens, place);
        let start = (0..at).rev().find(|&place| ends(place));
        let start = start.map_or(0, |place| if is_break(tokens, place) { place + 1 } else { place });
        let end = (at + 1..list.len()).find(|&place| ends(place)).unwrap_or(list.len());
        Part { tokens, range: start..end }
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.range.contains(&at)
    }

    pub(super) fn is_after(&self, other: &Part<'_>) -> bool {
        self.range.start >= other.range.end
    }

    /// What the part tells.
    pub(super) fn tells(&self) -> Tells {
        // `members who spent $100`: what is said of them is no state of ours.
        let others = (self.range.start + 1..self.range.end).find(|&at| is_relative(word(self.tokens, at)));
        let mut said = self.range.start..others.unwrap_or(self.range.end);
        let begins_where = self.range.start == 0 && self.first() == "where";
        if said.clone().any(|at| leads_ahead(self.tokens, at)) {
            Tells::Goal
        } else if said.clone().any(|at| is_aim(self.tokens, at)) {
            Tells::Nothing
        } else if begins_where && self.range.end < self.tokens.list.len()
            || said.any(|at| self.is_past(at) || self.is_present(at))
        {
            Tells::State
        } else {
            Tells::Nothing
        }
    }

    /// Whether the part tells of what is to come, by a date or in so many words: `by July it is 36`.
    pub(super) fn is_to_come(&self) -> bool {
        self.tells() == Tells::Goal || self.range.clone().any(|at| is_aim(self.tokens, at))
    }

    /// Whether a verb of the part is in the past.
    pub(super) fn has_past(&self) -> bool {
        self.range.clone().any(|at| self.is_past(at))
    }

    /// Whether words of the part set a number: `to 48`.
    pub(super) fn holds_goal(&self) -> bool {
        // `come to one meeting`
        let is_set = |at: usize| is_reached(self.tokens, at) && word(self.tokens, at) != "one";
        self.range.clone().any(|at| self.tokens.list[at].is_number() && is_set(at))
    }

    /// `users who came 3 times`, `in the 4 shops that joined`: the number at `at` only says who is meant.
    pub(super) fn is_about_others(&self, at: usize) -> bool {
        (self.range.start + 1..at).any(|place| is_relative(word(self.tokens, place)))
            || describes_others(self.tokens, at) && counts_things(self.tokens, at)
    }

    /// `, 37 days now,`, `, which stood at 210`: said in passing.
    pub(super) fn is_aside(&self) -> bool {
        // `(now €220k)`; `(50% use it in the first week)` is what is to be.
        let names_now = self.range.clone().any(|at| is_now(word(self.tokens, at)));
        // `Close the books faster; it takes 8 days at the moment`
        let is_remark = is_pronoun(self.first()) || matches!(self.opening(), Some(';' | '('));
        let is_last = self.range.end == self.tokens.list.len()
            && (self.tokens.list[self.range.start].is_number() || is_remark);
        self.range.start > 0
            && (self.first() == "which"
                || self.first() == "having"
                    && self.tokens.list[self.range.start - 1].kind == Kind::Break(',')
                || self.is_between_commas()
                || self.is_bracketed() && names_now
                || is_last)
    }

    /// `, at 18% in May,`, `, 2.2% of turnover in the 6 station shops,`: an aside with the number at `at` and hardly anything else.
    pub(super) fn is_short_aside(&self, at: usize) -> bool {
        let words = self.tokens.list[self.range.clone()].iter().filter(|token| token.is_word());
        let most = if self.range.start == at { 9 } else { 6 };
        let is_short = words.clone().count() <= most;
        let is_plain = words.into_iter().all(|token| !token.has(Classes::UP | Classes::DOWN));
        self.is_between_commas() && is_short && is_plain
    }

    /// `Time to hire is 64 days`, at the beginning of a sentence.
    pub(super) fn says_what_is(&self, at: usize) -> bool {
        let is_verb = |back: usize| {
            matches!(
                before(self.tokens, at, back),
                "is" | "are" | "stands" | "sits" | "takes" | "costs" | "runs" | "averages"
            )
        };
        self.range.start == 0 && self.tells() != Tells::Goal && (1..=3).any(is_verb)
    }

    /// Whether what comes after the part wants it to be otherwise: `, and that has to come down`.
    pub(super) fn is_wished_away(&self) -> bool {
        let rest = self.range.end..self.tokens.list.len();
        let is_wish = |at: usize| match word(self.tokens, at) {
            "should" | "must" => !matches!(word(self.tokens, at + 1), "stay" | "remain" | "not" | "hold"),
            "has" | "have" | "needs" | "need" => {
                word(self.tokens, at + 1) == "to" && !matches!(word(self.tokens, at + 2), "stay" | "remain")
            }
            _ => false,
        };
        rest.into_iter().any(is_wish)
    }

    /// `, 2.7% on iOS 17,`
    pub(super) fn begins_at(&self, at: usize) -> bool {
        self.range.start == at
    }

    fn first(&self) -> &str {
        word(self.tokens, self.range.start)
    }

    /// The sign before the part.
    fn opening(&self) -> Option<char> {
        match self.tokens.list[self.range.start.checked_sub(1)?].kind {
            Kind::Break(sign) => Some(sign),
            _ => None,
        }
    }

    fn is_between_commas(&self) -> bool {
        let closing = self.tokens.list.get(self.range.end);
        self.range.start > 1
            && [',', '–', '—'].into_iter().any(|sign| {
                self.opening() == Some(sign) && closing.is_some_and(|token| token.kind == Kind::Break(sign))
            })
    }

    /// `(Q1 median: 11 minutes)`: in brackets, with one number.
    fn is_bracketed(&self) -> bool {
        let numbers = self.tokens.list[self.range.clone()].iter().filter(|token| token.is_number());
        self.opening() == Some('(') && numbers.count() == 1
    }

    /// A verb in the past: `was`, `gave`, `it slipped`.
    fn is_past(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let led = before(tokens, at, 1);
        let is_number = |at: usize| tokens.list.get(at).is_some_and(Token::is_number);
        match word(tokens, at) {
            // `each of them has had 6 lessons`
            "had" => !matches!(led, "has" | "have"),
            "found" | "showed" => self.range.start > 0,
            "was" | "were" | "did" | "having" | "gave" | "took" | "began" | "ran" | "fell" | "rose"
            | "saw" | "went" | "came" | "sank" | "grew" | "became" | "shrank" | "stood" | "previously"
            | "formerly" => true,
            // `it has been 5 of 10`; `has been cut to 5%` is what is to be.
            "been" => is_number(at + 1),
            // `19 days being the norm`
            "being" => at > 0 && is_number(at - 1),
            // `where 30 came last autumn`
            "last" | "previous" => self.range.start > 0 && is_span(word(tokens, at + 1)),
            "stuck" => word(tokens, at + 1) == "at",
            // `it slid to 103`
            "slid" | "crept" | "shot" | "hit" | "lost" | "spent" | "made" | "kept" | "met" | "got" => {
                is_pronoun(led)
            }
            // `it has slipped to 71%`
            _ if matches!(led, "has" | "have") && is_pronoun(before(tokens, at, 2)) => {
                tokens.list[at].form == Form::Ed
            }
            _ if tokens.list[at].form != Form::Ed => false,
            // `; families waited 15 weeks`
            _ if self.opening() == Some(';') && at > self.range.start => is_number(at + 1),
            _ => is_pronoun(led) || led == "that" && before(tokens, at, 2) == ",",
        }
    }

    /// `at present`, `still`, `12% now`, and what brackets and semicolons say of a number: `(Q1 median: 11 minutes)`, `; it is 8.4`.
    fn is_present(&self, at: usize) -> bool {
        let (text, next) = (word(self.tokens, at), word(self.tokens, at + 1));
        let begins = at == self.range.start;
        match text {
            "at" => {
                let second = word(self.tokens, at + 2);
                // `1,900 at last count`
                let is_measured = |last: &str, when: &str| {
                    last == "last" && matches!(when, "count" | "check" | "reading" | "audit" | "survey")
                };
                next == "present"
                    || next == "the" && second == "moment"
                    || is_measured(next, second)
                    || next == "the" && is_measured(second, word(self.tokens, at + 3))
            }
            "so" => next == "far",
            // `still deliver 96%` is to be.
            "still" => {
                !matches!(word(self.tokens, at.wrapping_sub(1)), "stand" | "stands" | "stood")
                    && !self
                        .tokens
                        .list
                        .get(at + 1)
                        .is_some_and(|next| next.has(Classes::VERB) && next.form == Form::Base)
            }
            // `(70% before the redesign)`
            "before" => next == "the" && self.is_bracketed(),
            // `(10 hours in the last drill)`, `(73% in the two previous years)`
            "in" | "for" | "during" => {
                self.tokens.list[self.range.start].is_number() && self.is_bracketed() && self.tells_when()
            }
            // `(averaged 37 in spring)`
            "averaged" | "measured" | "recorded" | "observed" => {
                begins && matches!(self.opening(), Some('(' | ';'))
            }
            _ if is_now(text) => true,
            "is" | "are" | "has" | "have" | "stands" | "sits" | "takes" => self.follows_goal(at),
            _ => {
                begins
                    && (is_period(text) || is_month(text) || matches!(text, "start" | "baseline"))
                    && self.is_bracketed()
            }
        }
    }

    /// `; it is 8.4`, `(it is 74%)`, `whose NPS stands at 25`: a number soon after a verb, in a part that comes after another.
    fn follows_goal(&self, at: usize) -> bool {
        let is_relative = matches!(self.first(), "which" | "whose");
        let is_number = |place: usize| self.tokens.list.get(place).is_some_and(Token::is_number);
        self.range.start > 0
            && (is_relative || matches!(self.opening(), Some(';' | '(')))
            && (at + 1..at + 3).any(is_number)
    }

    /// Whether the part names a time that is over.
    fn tells_when(&self) -> bool {
        const OVER: [&str; 12] = [
            "last", "previous", "first", "drill", "survey", "review", "release", "launch", "start", "season",
            "audit", "count",
        ];
        let is_over = |text: &str| OVER.contains(&text) || is_period(text) || is_span(text) && text != "time";
        self.range.clone().any(|at| is_over(word(self.tokens, at)))
    }
}

/// `to 48`, `below 48`
pub(super) fn is_reached(tokens: &Tokens, at: usize) -> bool {
    let led = at.checked_sub(1).map(|led| &tokens.list[led]);
    led.is_some_and(|led| led.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW) || tokens.text(led) == "to")
}

/// Whether a sign ends a part.
fn is_break(tokens: &Tokens, at: usize) -> bool {
    match tokens.list[at].kind {
        // `(Q1 median: 11 minutes)`
        Kind::Break(':') => {
            !tokens.list[..at].iter().rev().take(4).any(|token| token.kind == Kind::Break('('))
        }
        Kind::Break(sign) => matches!(sign, ',' | ';' | '(' | ')' | '—' | '–'),
        _ => false,
    }
}

/// Whether a word begins a part.
fn joins(tokens: &Tokens, at: usize) -> bool {
    let next = word(tokens, at + 1);
    at > 0
        && match word(tokens, at) {
            "where" | "when" | "whereas" | "while" | "although" | "though" | "having" | "but" => true,
            // `after it slipped`, not `after 5 days`
            "after" | "as" | "since" => is_pronoun(next),
            "and" => is_modal(next),
            _ => false,
        }
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

/// `should`, `get this to`
fn leads_ahead(tokens: &Tokens, at: usize) -> bool {
    const MOVES: [&str; 10] =
        ["get", "bring", "make", "push", "move", "take", "cut", "lift", "raise", "lower"];
    let (text, next) = (word(tokens, at), word(tokens, at + 1));
    is_modal(text) || MOVES.contains(&text) && matches!(next, "it" | "this" | "that" | "them")
}

/// `target 4`, `by July`
fn is_aim(tokens: &Tokens, at: usize) -> bool {
    let (text, next) = (word(tokens, at), word(tokens, at + 1));
    is_goal(text) || text == "by" && (is_period(next) || is_month(next))
}

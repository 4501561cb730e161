//! What a sentence leaves open about its numbers: each of them is plain, but not which one is meant.

use super::Unclear;
use super::figure::quantity;
use super::token::Tokens;
use crate::wrong::Wrong;

/// A question about two numbers of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    about: About,
    /// The places of the two numbers among the tokens.
    first: usize,
    second: usize,
}

/// What the question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A range where one number is expected: `to 20-25%`.
    Range,
    /// Two targets, each with a date: `50% by February and 80% by March`.
    Phases,
    /// Two numbers of which either may be the limit: `Keep 4 gates under 10 minutes`.
    Limits,
    /// A part and its whole with a noun between: `Two reps in three make quota`.
    Share,
    /// A difference from another number: `1 point below the sector's 4.2%`.
    Difference,
    /// A start without a unit that may belong to either of two numbers: `31` in `Run 5 km in 25 minutes (31 now)`.
    Start(usize),
}

impl Question {
    pub(super) fn new(about: About, (first, second): (usize, usize)) -> Self {
        Question { about, first, second }
    }

    /// The question as its author reads it. `text` is the sentence.
    pub(super) fn unclear(self, text: &str, tokens: &Tokens) -> Unclear {
        let (one, other) = (&tokens.list[self.first], &tokens.list[self.second]);
        let shown = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default();
        let both = shown(one.start, other.end);
        let wrong = match self.about {
            About::Range => Wrong::new(format!("`{both}` is a range, and progress needs one number"))
                .help("write the number to reach, or give the range to stay in as `at_least` and `at_most`"),
            About::Phases => Wrong::new(format!("`{both}` are two targets")).help(
                "write the last one as the target, and the ones before it as \
                 `phased_targets: [{by: 2026-02-15, target: 50%}]`",
            ),
            About::Limits => {
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("is the limit `{one}` or `{other}`?"))
                    .help("write the one to hold as `at_least: ...` or `at_most: ...`")
            }
            About::Share => Wrong::new(format!("`{both}` is a share in words around what it counts"))
                .help(format!("write it as a percentage: `{:.0}%`", self.percent(tokens))),
            About::Start(at) => {
                let start = shown(tokens.list[at].start, tokens.list[at].end);
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("`{start}` may be where `{one}` or where `{other}` starts"))
                    .help(format!("give `{start}` a unit, or write it as `baseline:` beside `target:`"))
            }
            About::Difference => Wrong::new(format!("`{both}` is not one number"))
                .help("write the number that comes out, so that everybody can compare it"),
        };
        Unclear { range: one.start..other.end, wrong, is_aside: false, is_choice: true }
    }

    /// The first number as a percentage of the second.
    fn percent(self, tokens: &Tokens) -> f64 {
        let value = |at: usize| quantity(tokens, &tokens.list[at]).map_or(1.0, |number| number.value());
        100.0 * value(self.first) / value(self.second)
    }
}

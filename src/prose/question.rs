//! What a sentence leaves open about its numbers: each of them is plain, but not which one is meant.

use super::clause::Clause;
use super::figure::{Figure, Role, before, quantity, word};
use super::leads::before_limit;
use super::lexicon::{Classes, Form};
use super::periods::is_of_last;
use super::roles::side_after;
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction, Open, Unclear};
use crate::quantity::{Dimension, Quantity};
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
    /// A range where it is to start: `from 10-12% to 20%`.
    StartRange,
    /// Two targets, each with a date: `50% by February and 80% by March`.
    Phases,
    /// Two numbers of which either may be the limit: `Keep 4 gates under 10 minutes`.
    Limits,
    /// A part and its whole with a noun between: `Two reps in three make quota`.
    Share,
    /// None may do more than so much: `No child waits longer than 45 days`. The longest wait may be measured, or how many wait longer.
    NoneBeyond(Comparator),
    /// A part of what is not said: `Cut food waste to a third`.
    PartOfWhat,
    /// A share that may be of the start, which has no unit, or a level: `Improve attendance 90% from 75`. The place of the start, and
    /// whether it is to rise.
    PartOfStart(usize, bool),
    /// A difference from another number: `1 point below the sector's 4.2%`.
    Difference,
    /// A start without a unit that may belong to either of two numbers: `31` in `Run 5 km in 25 minutes (31 now)`.
    Start(usize),
    /// Two numbers that may be names: `Move customers from plan 1 to plan 2`.
    Names,
    /// A number behind `rises` that may be where it starts or by how much: `Membership rises 40 to 110`.
    StartOrStep,
    /// Two numbers that measure the same, and nothing that tells which is to be reached: `41 in version 3, 10 in version 4`.
    Rivals,
    /// Two numbers of which either may be the one to be reached, or both.
    OneOfTwo,
    /// A number that may be to be reached, or only says who, which, where or when.
    Aside,
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
            // `a turnaround of 60 to 75 minutes` may go from one to the other.
            About::Range if before(tokens, self.first, 1) == "of" => {
                let other = shown(other.start, other.end);
                Wrong::new(format!("`{both}` may be a range, or go from one to the other")).help(format!(
                    "write `from ... to {other}`, or give the range to stay in as `at_least` and `at_most`"
                ))
            }
            About::Range => Wrong::new(format!("`{both}` is a range, and progress needs one number"))
                .help("write the number to reach, or give the range to stay in as `at_least` and `at_most`"),
            About::StartRange => {
                Wrong::new(format!("`{both}` is a range, and progress starts from one number"))
                    .help("write the last value that was measured")
            }
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
            About::Names => {
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("is this to go from `{one}` to `{other}`, or are these names?")).help(format!(
                    "if they are values, write `baseline: {one}` and `target: {other}`; if not, say what is measured"
                ))
            }
            About::StartOrStep => {
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("does it start at `{one}`, or change by `{one}`?"))
                    .help(format!("write `from {one} to {other}`, or `by {one} to {other}`"))
            }
            About::NoneBeyond(comparator) => {
                let number = shown(other.start, other.end);
                let (most, limit, crosses) = match comparator {
                    Comparator::AtLeast => ("lowest", "at_least", "fall short of it"),
                    _ => ("highest", "at_most", "exceed it"),
                };
                Wrong::new(format!("`{both}`: do you record the {most} value, or how many {crosses}?")).help(
                    format!("write `{limit}: {number}` for the {most} value, or `at_most: 0` for how many"),
                )
            }
            About::PartOfWhat => {
                Wrong::new(format!("`{both}` may be a share, or that part of today's number"))
                    .help("write the number to reach, so that everybody can compare it")
            }
            About::PartOfStart(at, rises) => {
                let start = shown(tokens.list[at].start, tokens.list[at].end);
                let wrong =
                    Wrong::new(format!("`{both}` may be a share of `{start}`, or where it is to end"));
                match self.part_of_start(tokens, at, rises) {
                    Some(end) => wrong.help(format!("write where it ends: `to {end}` or `to {both}`")),
                    None => wrong,
                }
            }
            About::Rivals => {
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("is `{one}` to be reached, or `{other}`?"))
                    .help("write `from ... to ...`, or give both as `baseline:` and `target:`")
            }
            About::OneOfTwo => {
                let (one, other) = (shown(one.start, one.end), shown(other.start, other.end));
                Wrong::new(format!("is `{one}` to be reached, or `{other}`?")).help(
                    "write the one to reach as `target: ...`; if both are to be reached, they are two key results",
                )
            }
            About::Aside => {
                Wrong::new(format!("is `{both}` to be reached, or does it only say who, which or when?"))
                    .help(format!("if it is to be reached, write `target: {both}`; if not, say what is"))
            }
            About::Difference => Wrong::new(format!("`{both}` is not one number"))
                .help("write the number that comes out, so that everybody can compare it"),
        };
        let open = match self.about {
            About::OneOfTwo | About::Aside | About::PartOfStart(..) => Open::Target,
            _ => Open::Ends,
        };
        Unclear { range: one.start..other.end, wrong, open }
    }

    /// Where a start gets to that moves by the first number, which is a share of it.
    fn part_of_start(self, tokens: &Tokens, start: usize, rises: bool) -> Option<String> {
        let number = |at: usize| quantity(tokens, &tokens.list[at]);
        let (share, start) = (number(self.first)?.value() / 100.0, number(start)?);
        let factor = if rises { 1.0 + share } else { 1.0 - share };
        Some(start.write_like(start.value() * factor))
    }

    /// The first number as a percentage of the second.
    fn percent(self, tokens: &Tokens) -> f64 {
        let value = |at: usize| quantity(tokens, &tokens.list[at]).map_or(1.0, |number| number.value());
        100.0 * value(self.first) / value(self.second)
    }
}

/// A part and its whole with a noun between, as in `Two reps in three make quota`: it is a share, and not read as one. Where the
/// sentence has a percentage as well, they only repeat it.
pub(super) fn part_of_whole(tokens: &Tokens, figures: &mut [Figure]) -> Option<(usize, usize)> {
    let pair = figures.windows(2).position(|pair| is_part_of(tokens, (pair[0].at, pair[1].at)))?;
    let is_percent = |figure: &Figure| {
        let number = quantity(tokens, &tokens.list[figure.at]);
        number.is_some_and(|number| number.dimension() == Dimension::Percent)
    };
    if !figures.iter().any(is_percent) {
        return Some((figures[pair].at, figures[pair + 1].at));
    }
    (figures[pair].role, figures[pair + 1].role) = (Role::Qualifier, Role::Qualifier);
    None
}

/// `Two reps in three make quota`: a part and its whole, with what is counted between, and a verb after them.
fn is_part_of(tokens: &Tokens, (part, whole): (usize, usize)) -> bool {
    const WHOLES: [f64; 8] = [2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 100.0, 1000.0];
    let list = &tokens.list;
    let bare = |at: usize| quantity(tokens, &list[at]).filter(|quantity| quantity.is_bare());
    let Some((few, all)) = bare(part).zip(bare(whole)) else { return false };
    let is_noun = |token: &Token| token.is_word() && !token.closes_noun();
    let between = &list[part + 1..whole];
    let is_between = match between {
        [noun, of] => is_noun(noun) && tokens.text(of) == "in",
        [noun, more, of] => {
            let is_out_of = tokens.text(more) == "out" && tokens.text(of) == "of";
            is_noun(noun) && (is_out_of || is_noun(more) && tokens.text(of) == "in")
        }
        _ => false,
    };
    let ends =
        list.get(whole + 1).is_none_or(|next| !is_noun(next) || next.has(Classes::VERB | Classes::BEHAVE));
    is_between && ends && few.value() > 0.0 && few.value() < all.value() && WHOLES.contains(&all.value())
}

/// `No child waits longer than 45 days`: what none of them may do, and the number that it goes beyond. `No ticket older than 3 days`
/// has no verb, and counts tickets.
pub(super) fn none_beyond(tokens: &Tokens, clause: &Clause, figures: &[Figure]) -> Option<Question> {
    // `Ensure that no child waits longer than 45 days`
    let is_said = |at: &usize| matches!(word(tokens, *at), "ensure" | "that" | "have" | "see");
    let start = clause.start + (clause.start..clause.start + 2).take_while(is_said).count();
    let names_none = matches!(word(tokens, start), "no" | "nobody" | "none" | "no-one");
    // `No more than 2% of orders arrive later than 3 days`
    let compares = matches!(
        word(tokens, start + 1),
        "more" | "less" | "fewer" | "later" | "longer" | "higher" | "lower"
    );
    let is_noun = word(tokens, start) == "no";
    let first = start + if is_noun { 2 } else { 1 };
    let acts = |at: usize| {
        let token = &tokens.list[at];
        // `Nobody queues longer than 15 minutes`
        let follows = !is_noun && at == first && token.form == Form::S;
        let is_finite = token.has(Classes::BE | Classes::HAVE | Classes::MODAL)
            || tokens.text(token) == "exceeds"
            || token.has(Classes::VERB) && token.form == Form::S;
        // `Have no customer wait longer than 3 days`
        let is_let = start > clause.start
            && token.has(Classes::VERB)
            && token.form == Form::Base
            && matches!(word(tokens, at + 1), "longer" | "more" | "for" | "over" | "above" | "beyond");
        follows || is_let || clause.predicate_at == Some(at) || token.is_word() && is_finite && at > start
    };
    let goes_beyond = |figure: &&Figure| {
        let is_bound = matches!(figure.comparator, Comparator::AtLeast | Comparator::AtMost);
        let limit = before_limit(tokens, figure.at).filter(|_| is_bound);
        limit.is_some_and(|limit| (first..=limit).any(acts) && !is_relative_before(tokens, limit))
    };
    let limit = figures.iter().find(goes_beyond).filter(|_| names_none && !compares)?;
    Some(Question::new(About::NoneBeyond(limit.comparator), (start, limit.at)))
}

/// `that have more than 3 tickets`, `with more than 3 tickets`: more about a noun.
fn is_relative_before(tokens: &Tokens, limit: usize) -> bool {
    (1..=2).any(|back| matches!(before(tokens, limit, back), "who" | "that" | "which"))
        || before(tokens, limit, 1) == "with"
}

/// A share of the same measure at another time, which is no number to record: `to half of the 2023 level`.
pub(super) fn relative_share(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let is_share = |at: usize| {
        let number = quantity(tokens, &tokens.list[at]);
        number.is_some_and(|number| number.dimension() == Dimension::Percent)
    };
    let of_level = |at: usize| {
        word(tokens, at + 1) == "of"
            && (at + 2..at + 7).any(|noun| {
                matches!(word(tokens, noun), "level" | "levels" | "value" | "figure" | "today's" | "today’s")
            })
            || word(tokens, at + 1) == "of" && word(tokens, at + 2) == "what"
    };
    let figure = figures.iter().find(|figure| {
        figure.role == Role::Plain
            && is_share(figure.at)
            && before(tokens, figure.at, 1) == "to"
            && of_level(figure.at)
    })?;
    let last = (figure.at + 2..figure.at + 7)
        .take_while(|&at| tokens.list.get(at).is_some_and(Token::is_word))
        .last()?;
    Some((figure.at, last))
}

/// Words for what is a share whatever its number: `the no-show rate`.
pub(super) const SHARES: [&str; 12] = [
    "share",
    "rate",
    "rates",
    "percentage",
    "proportion",
    "portion",
    "part",
    "fraction",
    "utilisation",
    "utilization",
    "occupancy",
    "odds",
];

/// Whether the sentence measures a share.
pub(super) fn names_share(tokens: &Tokens) -> bool {
    tokens.list.iter().any(|token| SHARES.contains(&tokens.text(token)))
}

/// `Cut food waste to a third`: of what it is today, or of something else.
pub(super) fn part_of_today(
    tokens: &Tokens,
    figures: &[Figure],
    way: Option<Direction>,
) -> Option<(usize, usize)> {
    let [Figure { at, role: Role::Plain, .. }] = *figures else { return None };
    let number = quantity(tokens, &tokens.list[at])?;
    let is_share = number.dimension() == Dimension::Percent || number.text().ends_with("quarter");
    let in_words = is_share && number.text().starts_with(char::is_alphabetic);
    let is_last = tokens.list.get(at + 1).is_none_or(|next| !next.is_word() || tokens.text(next) == "by");
    let is_part = in_words && is_last && before(tokens, at, 1) == "to";
    (way == Some(Direction::Decrease) && is_part && !names_share(tokens)).then_some((at, at))
}

/// A range to start from, and what is to be reached after it: `from 10-12% to 20%`, `from 10 or 12 minutes to 5`, `from 10 to 12% to 20%`.
pub(super) fn start_range(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let is_joined = |one: usize, other: usize| {
        let joint = &tokens.lower[tokens.list[one].end as usize..tokens.list[other].start as usize];
        matches!(joint.trim(), "-" | "–" | "—" | "/" | ".." | "or" | "to")
    };
    let is_led = |at: usize| before(tokens, at, 1) == "from" || before(tokens, at, 2) == "from";
    let triple = figures.windows(3).find(|three| {
        is_led(three[0].at)
            && is_joined(three[0].at, three[1].at)
            && before(tokens, three[2].at, 1) == "to"
            && three[2].at - three[1].at <= NEAR
    })?;
    Some((triple[0].at, triple[1].at))
}

/// A change between two numbers: `by 20-30%`, `by two to three days from 10`. `by 40 to 110 from 70` says how far and where to.
pub(super) fn change_range(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let start = figures.iter().find(|figure| figure.role == Role::Baseline).map(|figure| figure.at);
    let is_range = |pair: &&[Figure]| {
        let (one, other) = (pair[0].at, pair[1].at);
        let Some((low, high)) = number(one).zip(number(other)) else { return false };
        let is_next = other == one + 2 && low.value() < high.value_beside(low);
        let shares_unit = low.is_bare() && (!high.is_bare() || side_after(tokens, other) > other + 1);
        let ends_there = || {
            let from = start.and_then(number).map_or(0.0, Quantity::value);
            (from + low.value() - high.value()).abs() < 1e-9
                || (from - low.value() - high.value()).abs() < 1e-9
        };
        let joins = match (word(tokens, one + 1), tokens.list[one + 1].kind) {
            ("or", _) | (_, Kind::Break('-' | '–' | '—')) => true,
            ("to", _) => shares_unit || start.is_some_and(|start| start > other) && !ends_there(),
            _ => false,
        };
        is_next && joins && before(tokens, one, 1) == "by"
    };
    figures.windows(2).find(is_range).map(|pair| (pair[0].at, pair[1].at))
}

/// `Membership rises 40 to 110`, `The average order goes up €6 to €48`
pub(super) fn start_or_step(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let moves = |at: usize| {
        let verb = &tokens.list[at];
        verb.form == Form::S
            && verb.has(Classes::MOVES_UP | Classes::MOVES_DOWN)
            && tokens.text(verb) != "reaches"
            || matches!(tokens.text(verb), "goes up" | "goes down")
    };
    let is_open = |pair: &&[Figure]| {
        let (one, other) = (pair[0].at, pair[1].at);
        let is_next = other == one + 2 && word(tokens, one + 1) == "to";
        is_next && one.checked_sub(1).is_some_and(moves) && pair[0].role != Role::Change
    };
    let pair = figures.windows(2).find(is_open)?;
    Some((pair[0].at, pair[1].at))
}

/// What may be as far as so much from another number: `within 0.5 points of last year's 4%`, `3 days above the 20 day plan`.
pub(super) fn allowed_distance(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let is_distance = |pair: &&[Figure]| {
        let (one, other) = (pair[0].at, pair[1].at);
        let side = side_after(tokens, one);
        let is_within = before(tokens, one, 1) == "within" && word(tokens, side) == "of";
        let is_beyond = matches!(word(tokens, side), "above" | "below" | "over" | "under" | "beyond");
        let is_said = (side + 1..other).any(|at| is_of_last(word(tokens, at + 1), word(tokens, at)));
        let is_plan = matches!(word(tokens, other + 1), "plan" | "budget" | "forecast");
        let is_near =
            other > side && other - side <= NEAR && tokens.list[side..other].iter().all(Token::is_word);
        is_near && pair[0].role != Role::Change && (is_within && is_said || is_beyond && is_plan)
    };
    figures.windows(2).find(is_distance).map(|pair| (pair[0].at, pair[1].at))
}

/// A difference from a number that is no start of ours: `1 point below the sector's 4.2%`, `20% better than the best of 50`.
pub(super) fn relative(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let is_open = |figure: &Figure| matches!(figure.role, Role::Plain | Role::Change);
    let pair = figures.windows(2).find(|pair| {
        is_open(&pair[0]) && pair[1].role == Role::Plain && is_difference(tokens, pair[0].at, pair[1].at)
    })?;
    Some((pair[0].at, pair[1].at))
}

/// The most words between a difference and the number it is from.
const NEAR: usize = 7;

/// Whether a share or points stand before `below` or `better than`, and a number of the same kind soon after.
fn is_difference(tokens: &Tokens, at: usize, other: usize) -> bool {
    let list = &tokens.list;
    let Some((one, two)) = quantity(tokens, &list[at]).zip(quantity(tokens, &list[other])) else {
        return false;
    };
    let side = side_after(tokens, at);
    let names_points = side > at + 1;
    let is_share = names_points || matches!(one.dimension(), Dimension::Percent | Dimension::Points);
    let is_side = match word(tokens, side) {
        "above" | "below" | "under" | "over" => true,
        "better" | "worse" | "higher" | "lower" | "faster" | "cheaper" => word(tokens, side + 1) == "than",
        _ => false,
    };
    let is_near = other > side && other - side <= NEAR && list[side..other].iter().all(Token::is_word);
    let is_measured =
        names_points || two.dimension() != Dimension::Percent || one.dimension() == Dimension::Percent;
    // `20% above 5 days` has no other end; `80% over 5 stars` counts those who give them.
    is_share && is_side && is_near && is_measured && !two.is_bare()
}

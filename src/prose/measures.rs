//! Which of a sentence's numbers is the baseline, which the target, and which only qualifies them.

use super::allowances;
use super::asides;
use super::better;
use super::clause::Clause;
use super::direction;
use super::ends::{Ends, measure};
use super::factors;
use super::figure::counts_things;
pub(super) use super::figure::{Figure, Role, before, is_times, place, quantity, value_place, word};
use super::lexicon::Classes;
use super::limits;
use super::margin;
use super::pairs::{changes_without_by, may_be_names, pair_up, scales_of_others};
use super::part_of_start;
use super::question::{self, About, Question};
use super::roles::{is_listed, is_taken_away, is_version, role};
use super::scope;
use super::token::{Kind, Token, Tokens};
use super::up_to;
use super::{Comparator, Direction, Measure, Side};
use crate::quantity::{Dimension, Quantity, doubt, is_month};

/// What the numbers say.
pub(super) struct Measures {
    pub(super) figures: Vec<Figure>,
    pub(super) baseline: Option<Measure>,
    pub(super) target: Option<Measure>,
    /// The place of the baseline among the tokens.
    pub(super) baseline_at: Option<usize>,
    /// The place of the target among the tokens.
    pub(super) target_at: Option<usize>,
    pub(super) from_to: bool,
    /// There are numbers that name versions: `from 1.26 to 1.29`.
    pub(super) versions: bool,
    pub(super) direction: Option<Direction>,
    /// The lower and the upper end of a band to stay in.
    pub(super) band: Option<(Measure, Measure)>,
    /// What the sentence leaves open about its numbers.
    pub(super) questions: Vec<Question>,
    /// On which side of a limit the measure is good.
    pub(super) side: Option<Side>,
}

impl Measures {
    /// Whether a count or a percentage goes from more to less.
    pub(super) fn fall(&self) -> bool {
        let (Some(baseline), Some(target)) = (&self.baseline, &self.target) else { return false };
        let dimension = baseline.quantity.dimension();
        let counted = matches!(dimension, Dimension::Count | Dimension::Percent);
        let same = counted && dimension == target.quantity.dimension();
        self.from_to && same && baseline.quantity.value() > target.quantity.value()
    }
}

/// The ends of a band, in one unit, the lower one first.
fn in_order((first, second): (Measure, Measure)) -> (Measure, Measure) {
    // A number that may mean two things keeps its unit, and is told of.
    if doubt(&[&first.quantity, &second.quantity], &[]).is_some() {
        return (first, second);
    }
    let quantity = first.quantity.with_unit_of(&second.quantity);
    let other = second.quantity.with_unit_of(&first.quantity);
    let (first, second) = (Measure { quantity, ..first }, Measure { quantity: other, ..second });
    if first.quantity.value() <= second.quantity.value() { (first, second) } else { (second, first) }
}

/// Reads the numbers of a sentence.
pub(super) fn read(tokens: &Tokens, clause: &Clause) -> Measures {
    let numbers = (0..tokens.list.len()).filter(|&at| tokens.list[at].is_number());
    let (versions, places): (Vec<usize>, Vec<usize>) =
        numbers.partition(|&at| is_version(tokens, clause, at));
    let asked = direction::asked(tokens, clause);
    let way = asked.map(|asked| asked.0);
    let mut questions = Vec::new();
    let mut figures = figures(tokens, clause, &places, way);
    margin::settle(tokens, &mut figures);
    factors::settle(tokens, clause, &mut figures, way);
    let mut ranges = ranges(tokens, &figures, way);
    let from_to = settle_roles(tokens, clause, &mut figures, &mut ranges, way, &mut questions);
    let mut ends = Ends::find(tokens, clause, &figures, way);
    questions.extend(ends.open_start(tokens, &figures));
    ends.share_unit(tokens);
    let Ends { baseline_at, target_at, baseline, target } = ends;
    let direction = direction::settled(tokens, clause, asked, baseline.as_ref(), target.as_ref());
    let direction = match target_at.and_then(|at| is_taken_away(tokens, at)) {
        Some(true) => Some(Direction::Decrease),
        Some(false) if direction != Some(Direction::Decrease) => Some(Direction::Increase),
        _ => figures
            .iter()
            .find(|figure| Some(figure.at) == target_at)
            .and_then(|figure| factors::way_of(tokens, figure))
            .or(direction),
    };
    let is_end = |range: &(usize, usize)| {
        [baseline_at, target_at].into_iter().flatten().any(|at| at == range.0 || at == range.1)
    };
    let band = ranges
        .iter()
        .find(|range| target_at.is_some_and(|at| at == range.0 || at == range.1))
        .filter(|range| baseline.is_none() && is_kept(tokens, range, way, direction))
        .and_then(|range| Some((measure(tokens, &figures, range.0)?, measure(tokens, &figures, range.1)?)))
        .map(in_order)
        .or_else(|| {
            let end = target_at.zip(target.as_ref()).filter(|_| baseline.is_none())?;
            margin::band(tokens, &figures, end, way)
        });
    if band.is_none() {
        let open = ranges.iter().copied().filter(is_end);
        questions.extend(open.map(|range| Question::new(About::Range, range)));
    }
    let start = baseline_at.and_then(|_| question::start_range(tokens, &figures));
    questions.extend(start.map(|range| Question::new(About::StartRange, range)));
    questions.extend(question::none_beyond(tokens, clause, &figures).filter(|_| baseline.is_none()));
    let phases = target_at.and_then(|at| next_phase(tokens, &figures, at));
    questions.extend(phases.map(|phases| Question::new(About::Phases, phases)));
    // Only a limit without a side needs one.
    let is_open = way == Some(Direction::Maintain)
        && target.as_ref().is_some_and(|target| target.comparator == Comparator::Exactly);
    let side = target_at.filter(|_| is_open).and_then(|at| better::side(tokens, clause, at));
    let end = figures.iter().find(|figure| Some(figure.at) == target_at);
    let allowed = end.and_then(|end| allowances::side(tokens, end, way));
    let direction = if allowed.is_some() { Some(Direction::Maintain) } else { direction };
    Measures {
        figures,
        baseline,
        target,
        baseline_at,
        target_at,
        from_to,
        versions: !versions.is_empty(),
        direction,
        band,
        questions,
        side: allowed.or(side),
    }
}

/// The numbers, each with the role that the words around it give it. `way` is what the verb asks for.
fn figures(tokens: &Tokens, clause: &Clause, places: &[usize], way: Option<Direction>) -> Vec<Figure> {
    let holds = way == Some(Direction::Maintain);
    let mut figures = Vec::with_capacity(places.len());
    let mut scope = None;
    for &at in places {
        let said = role(tokens, at);
        let mut role = said;
        // `from 5 countries and 3 regions`
        if role == Role::Plain && scope.is_some_and(|first| is_listed(tokens, first, at)) {
            role = Role::Qualifier;
        }
        if role == Role::Qualifier && holds && scope::is_kept_time(tokens, at) {
            role = Role::Plain;
        }
        scope = Some(at).filter(|_| {
            role == Role::Qualifier && matches!(before(tokens, at, 1), "from" | "across" | "among")
        });
        figures.push(Figure { at, role, comparator: comparator(tokens, clause, (at, said), way) });
    }
    figures
}

/// The pairs of numbers that are the two ends of one range.
fn ranges(tokens: &Tokens, figures: &[Figure], way: Option<Direction>) -> Vec<(usize, usize)> {
    let holds = way == Some(Direction::Maintain);
    let is_range = |pair: &&[Figure]| {
        // `from today's 25% to 55%` goes from one to the other.
        pair[0].role != Role::Baseline && limits::is_range(tokens, pair[0].at, pair[1].at, holds)
            || way.is_none() && is_natural_band(tokens, pair[0], pair[1])
            || way.is_none() && are_temperatures(tokens, pair[0], pair[1])
            || are_both_sides(tokens, pair[0], pair[1])
            || begins_with_range(tokens, pair[0], pair[1])
            || is_count_span(tokens, pair[0], pair[1])
            || matches!(way, None | Some(Direction::Reach)) && is_measure_span(tokens, pair[0], pair[1])
    };
    figures.windows(2).filter(is_range).map(|pair| (pair[0].at, pair[1].at)).collect()
}

/// `Pool water 26 to 28 degrees C`: a temperature without a verb is one to keep.
fn are_temperatures(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let unit = quantity(tokens, &tokens.list[second.at]).map(Quantity::unit_name).unwrap_or_default();
    let is_degree = |name: &str| name.starts_with("degree") || name.starts_with('°');
    let is_temperature = is_degree(&unit) || is_degree(word(tokens, second.at + 1));
    let is_joined = second.at == first.at + 2 && word(tokens, first.at + 1) == "to";
    is_temperature && is_joined && before(tokens, first.at, 1) != "from"
}

/// `Humidity in the archive from 45% to 55%`
fn is_natural_band(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let (from, to) = (first.at, second.at);
    to == from + 2 && word(tokens, from + 1) == "to" && limits::has_band_by_nature(tokens, from)
}

/// `12 to 15 new members a month`: nothing before the first number that could go from one to the other.
fn begins_with_range(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let goes_on = counts_things(tokens, 2) || word(tokens, 3) == "of";
    first.at == 0 && second.at == 2 && word(tokens, 1) == "to" && goes_on
}

/// `Sign 3 to 5 hospital groups`: after a verb that does not move a measure, two numbers of things are a range.
fn is_count_span(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let Some(verb) = first.at.checked_sub(1).map(|verb| &tokens.list[verb]) else { return false };
    let moves = Classes::UP | Classes::DOWN | Classes::HOLD | Classes::MOVES_UP | Classes::MOVES_DOWN;
    let gains = matches!(tokens.text(verb), "have" | "get" | "win" | "attract" | "sell" | "see" | "gain");
    let works =
        verb.has(Classes::DELIVER | Classes::HIRE | Classes::TRAIN | Classes::EFFORT | Classes::DECIDE);
    let is_verb = first.at == 1 && (works && !verb.has(moves) || gains);
    let bare = |at: usize| quantity(tokens, &tokens.list[at]).is_some_and(|number| number.is_bare());
    is_verb
        && second.at == first.at + 2
        && word(tokens, first.at + 1) == "to"
        && bare(first.at)
        && bare(second.at)
        && super::figure::counts_things(tokens, second.at)
}

/// `Bed turnaround of 60 to 75 minutes`: without a verb, it may be a range, or go from one to the other. `Homework takes 40 to 50
/// minutes` goes nowhere.
fn is_measure_span(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let is_joined = second.at == first.at + 2 && word(tokens, first.at + 1) == "to";
    let is_led = before(tokens, first.at, 1) == "of" || is_lasting(tokens, first.at);
    is_joined && is_led && first.role == Role::Plain
}

/// Whether a verb soon before a number says how long, how much or how many something is, and not that it moves.
fn is_lasting(tokens: &Tokens, at: usize) -> bool {
    let is_verb = |back: usize| {
        matches!(
            before(tokens, at, back),
            "takes"
                | "lasts"
                | "draws"
                | "averages"
                | "costs"
                | "weighs"
                | "needs"
                | "sits"
                | "lands"
                | "settles"
                | "stays"
                | "reaches"
                | "is"
                | "are"
        )
    };
    // `takes pupils 40 to 50 minutes`
    let is_near = |back: usize| (1..back).all(|between| !is_sign(tokens, at - between));
    (1..=3).any(|back| back <= at && is_verb(back) && is_near(back))
}

fn is_sign(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.list[at].kind, Kind::Break(_))
}

/// Gives the numbers the roles that they have beside each other, and says whether one leads to another.
fn settle_roles(
    tokens: &Tokens,
    clause: &Clause,
    figures: &mut [Figure],
    ranges: &mut Vec<(usize, usize)>,
    way: Option<Direction>,
    questions: &mut Vec<Question>,
) -> bool {
    let is_open = |figures: &[Figure], at: usize| {
        figures.iter().any(|figure| figure.at == at && figure.role != Role::Qualifier)
    };
    let before = figures.to_vec();
    asides::settle(tokens, clause, figures, way == Some(Direction::Maintain));
    // What turned out to describe is no end of a range: the ages in `children between 3 and 5`.
    ranges.retain(|&(low, high)| [low, high].iter().all(|&at| is_open(figures, at) || !is_open(&before, at)));
    let share = question::part_of_whole(tokens, figures).map(|pair| Question::new(About::Share, pair));
    let difference = question::relative(tokens, figures)
        .or_else(|| question::relative_share(tokens, figures))
        .or_else(|| question::allowed_distance(tokens, figures))
        .map(|pair| Question::new(About::Difference, pair));
    let change = question::change_range(tokens, figures).map(|range| Question::new(About::Range, range));
    let step = question::start_or_step(tokens, figures).map(|pair| Question::new(About::StartOrStep, pair));
    let part =
        question::part_of_today(tokens, figures, way).map(|pair| Question::new(About::PartOfWhat, pair));
    scales_of_others(tokens, figures, way);
    let rivals = scope::settle(tokens, figures, way == Some(Direction::Maintain));
    questions.extend(
        rivals
            .map(|rivals| Question::new(About::Limits, rivals))
            .into_iter()
            .chain(share)
            .chain(difference)
            .chain(change)
            .chain(step)
            .chain(part),
    );
    let from_to = pair_up(tokens, figures, ranges);
    questions.extend(may_be_names(tokens, figures).map(|pair| Question::new(About::Names, pair)));
    let moves_up = match way {
        Some(Direction::Increase) => Some(true),
        Some(Direction::Decrease) => Some(false),
        _ => None,
    };
    // `brings in 120 patients rather than 75`: only `bring down` says which way. `Speed up` is less of a time.
    let verb = clause.order.or(clause.predicate_at).map_or("", |verb| word(tokens, verb));
    let brings = verb.starts_with("bring") || verb.starts_with("speed");
    let says_down = tokens.list.iter().any(|token| tokens.text(token) == "down");
    let moves_up = moves_up.filter(|_| !brings || says_down);
    questions.extend(part_of_start::settle(tokens, figures, moves_up));
    changes_without_by(tokens, figures, moves_up);
    from_to
}

/// Whether a measure is to stay in a range, rather than come to it: not in `The rate rises to 10-12`.
fn is_kept(
    tokens: &Tokens,
    range: &(usize, usize),
    way: Option<Direction>,
    direction: Option<Direction>,
) -> bool {
    let moves = matches!(direction, Some(Direction::Increase | Direction::Decrease | Direction::Reach));
    // `a turnaround of 60 to 75 minutes` may as well go from one to the other.
    let is_open = way.is_none()
        && before(tokens, range.0, 1) == "of"
        && !limits::is_band_noun(before(tokens, range.0, 2));
    !moves && !is_open && (way == Some(Direction::Maintain) || limits::is_band(tokens, range.0, range.1))
}

/// `above 20 days but below 40`: the two ends of a band, with nothing but words of limits between.
fn are_both_sides(tokens: &Tokens, first: Figure, second: Figure) -> bool {
    let opposite = matches!(
        (first.comparator, second.comparator),
        (Comparator::AtLeast, Comparator::AtMost) | (Comparator::AtMost, Comparator::AtLeast)
    );
    let words = |token: &Token| {
        token.has(Classes::CONJUNCTION | Classes::LIMIT_HIGH | Classes::LIMIT_LOW)
            || token.kind == Kind::Break(',')
            || matches!(
                tokens.text(token),
                "than" | "at" | "no" | "not" | "never" | "most" | "least" | "stay" | "or"
            )
    };
    // `emails older than 2 days, below 30` are two things.
    let compares = |at: usize| {
        before(tokens, at, 1) != "than"
            || matches!(before(tokens, at, 2), "more" | "less" | "fewer" | "higher" | "lower" | "greater")
    };
    let (one, other) = (quantity(tokens, &tokens.list[first.at]), quantity(tokens, &tokens.list[second.at]));
    let alike = one.zip(other).is_some_and(|(one, other)| crate::quantity::comparable(one, other));
    let between = &tokens.list[first.at + 1..second.at];
    let is_joined =
        between.iter().any(|token| matches!(tokens.text(token), "and" | "but" | "yet" | "&" | ","));
    opposite && alike && is_joined && compares(first.at) && compares(second.at) && between.iter().all(words)
}

/// On which side of the number at `at`, whose role its own words give, the measure is to be.
fn comparator(
    tokens: &Tokens,
    clause: &Clause,
    (at, role): (usize, Role),
    way: Option<Direction>,
) -> Comparator {
    let list = &tokens.list;
    let holds = way == Some(Direction::Maintain);
    let quantity = quantity(tokens, &list[at]);
    if role == Role::Change && !quantity.is_some_and(is_times) {
        return Comparator::By;
    }
    let limit = if up_to::is_limit(tokens, clause, at, way) {
        Some(Comparator::AtMost)
    } else {
        limits::comparator(tokens, at)
    };
    // `Keep the burn below 1x` is a limit, and `Maintain a coverage of 3x` stays where it is.
    if quantity.is_some_and(is_times) && !holds && !is_ratio(tokens, at) {
        return Comparator::Times;
    }
    if let Some(comparator) = limit {
        return comparator;
    }
    // `Budget variance ±5%`; in `20 °C ± 2 °C` it is of the number before it.
    if (way.is_none() || holds) && margin::is_alone(tokens, at) {
        return Comparator::AtMost;
    }
    // `200 ms or better`, `no worse than 200 ms`: which side that is depends on what is measured.
    let is_or_better = word(tokens, at + 1) == "or" && word(tokens, at + 2) == "better";
    let is_no_worse = before(tokens, at, 1) == "than"
        && before(tokens, at, 2) == "worse"
        && matches!(before(tokens, at, 3), "no" | "not" | "never");
    if is_or_better || is_no_worse {
        return match better::side(tokens, clause, at) {
            Some(Side::AtMost) => Comparator::AtMost,
            None if holds => Comparator::Exactly,
            _ => Comparator::AtLeast,
        };
    }
    // `(or less)`, `or fewer`, `at most`, `+`
    let near = |from: usize, to: usize, class| {
        (from..to.min(list.len())).any(|i| list[i].is_word() && list[i].has(class))
    };
    // `95+%`
    if tokens.lower[..list[at].end as usize].ends_with("+%") {
        return Comparator::AtLeast;
    }
    let after_or = (1..=2).any(|i| word(tokens, at + i) == "or");
    if after_or && near(at + 2, at + 5, Classes::LIMIT_HIGH) || word(tokens, at + 1) == "max" {
        return Comparator::AtMost;
    }
    if after_or && near(at + 2, at + 5, Classes::LIMIT_LOW)
        || list.get(at + 1).is_some_and(|t| t.kind == Kind::Break('+') && t.start == list[at].end)
    {
        return Comparator::AtLeast;
    }
    let back = at.saturating_sub(3);
    let not = (back..at).any(|i| matches!(word(tokens, i), "no" | "not" | "never" | "without"));
    for i in (back..at).rev() {
        let token = &list[i];
        if matches!(token.kind, Kind::Break(_)) || token.is_number() {
            break;
        }
        if token.has(Classes::LIMIT_HIGH) {
            return if not { Comparator::AtLeast } else { Comparator::AtMost };
        }
        if token.has(Classes::LIMIT_LOW) {
            return if not { Comparator::AtMost } else { Comparator::AtLeast };
        }
        // `handed over at 10%` is not a lower limit.
        if matches!(tokens.text(token), "at" | "to" | "by" | "in" | "on" | "for" | "with" | "of") {
            break;
        }
    }
    Comparator::Exactly
}

/// `Pipeline coverage of 3.5x`: a measure that is a multiple itself, and no change.
fn is_ratio(tokens: &Tokens, at: usize) -> bool {
    const RATIOS: [&str; 8] =
        ["coverage", "ratio", "roas", "roi", "leverage", "gearing", "selectivity", "multiple"];
    // `a return on ad spend of 4.5x`, `LTV to CAC of 3x`
    let has = |first: &str, second: &str| {
        let place = |text: &str| tokens.list[..at].iter().position(|token| tokens.text(token) == text);
        place(first).zip(place(second)).is_some_and(|(first, second)| first < second)
    };
    tokens.list[..at].iter().any(|token| RATIOS.contains(&tokens.text(token)))
        || has("return", "on")
        || has("ltv", "cac")
}

/// The target that follows another one: `to 50% by February and 80% by March`.
fn next_phase(tokens: &Tokens, figures: &[Figure], target: usize) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let next = figures.iter().find(|figure| figure.at > target && figure.role == Role::Plain)?.at;
    let (one, other) = (quantity(tokens, &list[target])?, quantity(tokens, &list[next])?);
    let between = &list[target + 1..next];
    let is_date = |token: &Token| {
        super::periods::is_day(tokens.text(token))
            || token.is_word()
                && matches!(
                    tokens.text(token),
                    "by" | "in"
                        | "at"
                        | "the"
                        | "end"
                        | "of"
                        | "early"
                        | "mid"
                        | "late"
                        | "until"
                        | "and"
                        | "then"
                        | "to"
                        | "month"
                        | "quarter"
                        | "half"
                        | "first"
                        | "second"
                )
            || matches!(token.kind, Kind::Break(',' | '(' | ')' | ';'))
    };
    // `Jan: 30, Feb: 60`
    let is_labelled = |at: usize| {
        let label = before(tokens, at, if before(tokens, at, 1) == ":" { 2 } else { 1 });
        is_month(label)
    };
    if one.dimension() == other.dimension() && is_labelled(target) && is_labelled(next) {
        return Some((target, next));
    }
    let has_day =
        |tokens_of: &[Token]| tokens_of.iter().any(|token| super::periods::is_day(tokens.text(token)));
    // `100 users in January, 200 in February`
    let between = match between.split_first() {
        Some((noun, rest)) if noun.is_word() && !noun.closes_noun() => rest,
        _ => between,
    };
    let alike = one.dimension() == other.dimension() && one.is_bare() == other.is_bare();
    let after = &list[next + 1..list.len().min(next + 5)];
    let joined = between.iter().any(|token| {
        token.has(Classes::CONJUNCTION)
            || matches!(token.kind, Kind::Break(',' | ';'))
            || tokens.text(token) == "then"
    });
    (alike && joined && between.iter().all(is_date) && has_day(between) && has_day(after))
        .then_some((target, next))
}

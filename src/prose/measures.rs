//! Which of a sentence's numbers is the baseline, which the target, and which only qualifies them.

use super::asides;
use super::better;
use super::clause::Clause;
use super::direction;
pub(super) use super::figure::{Figure, Role, before, is_times, place, quantity, value_place, word};
use super::lexicon::Classes;
use super::limits;
use super::pairs::{changes_without_by, pair_up, same_period, scales_of_others};
use super::roles::{is_listed, is_taken_away, is_version, role};
use super::scope;
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction, Measure, Side};
use crate::quantity::{Dimension, Quantity, doubt, is_in_parts, is_month};

/// What the numbers say.
pub(super) struct Measures {
    pub(super) figures: Vec<Figure>,
    pub(super) baseline: Option<Measure>,
    pub(super) target: Option<Measure>,
    /// The place of the target among the tokens.
    pub(super) target_at: Option<usize>,
    pub(super) from_to: bool,
    /// There are numbers that name versions: `from 1.26 to 1.29`.
    pub(super) versions: bool,
    pub(super) direction: Option<Direction>,
    /// The lower and the upper end of a band to stay in.
    pub(super) band: Option<(Measure, Measure)>,
    /// Ranges where one number is expected.
    pub(super) unsettled: Vec<(usize, usize)>,
    /// The target and the one after it, where each has a date: `50% by February and 80% by March`.
    pub(super) phases: Option<(usize, usize)>,
    /// Two numbers of which either may be the limit: `Keep 4 gates under 10 minutes`.
    pub(super) rivals: Option<(usize, usize)>,
    /// A part and its whole with a noun between: `Two reps in three make quota`.
    pub(super) part: Option<(usize, usize)>,
    /// A difference from another number: `1 point below the sector's 4.2%`.
    pub(super) relative: Option<(usize, usize)>,
    /// On which side of a limit the measure is good.
    pub(super) side: Option<Side>,
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
    let list = &tokens.list;
    let numbers = (0..list.len()).filter(|&i| list[i].is_number());
    let (versions, places): (Vec<usize>, Vec<usize>) = numbers.partition(|&i| is_version(tokens, clause, i));
    let asked = direction::asked(tokens, clause);
    let holds = asked.is_some_and(|asked| asked.0 == Direction::Maintain);
    let mut figures: Vec<Figure> = Vec::with_capacity(places.len());
    let mut scope = None;
    for &at in &places {
        let mut role = role(tokens, at);
        // `from 5 countries and 3 regions`
        if role == Role::Plain && scope.is_some_and(|first| is_listed(tokens, first, at)) {
            role = Role::Qualifier;
        }
        scope = Some(at).filter(|_| {
            role == Role::Qualifier && matches!(before(tokens, at, 1), "from" | "across" | "among")
        });
        figures.push(Figure { at, role, comparator: comparator(tokens, clause, at, holds) });
    }
    let is_range = |pair: &&[Figure]| {
        limits::is_range(tokens, pair[0].at, pair[1].at, holds) || are_both_sides(tokens, pair[0], pair[1])
    };
    let ranges: Vec<(usize, usize)> =
        figures.windows(2).filter(is_range).map(|pair| (pair[0].at, pair[1].at)).collect();
    asides::settle(tokens, &mut figures);
    let part = asides::part_of_whole(tokens, &mut figures);
    let relative = asides::relative(tokens, &figures);
    scales_of_others(tokens, &mut figures);
    let rivals = scope::settle(tokens, &mut figures, holds);
    let from_to = pair_up(tokens, &mut figures, &ranges);
    let moves_up = match asked.map(|asked| asked.0) {
        Some(Direction::Increase) => Some(true),
        Some(Direction::Decrease) => Some(false),
        _ => None,
    };
    changes_without_by(tokens, &mut figures, moves_up);
    let everyone = in_words(tokens, clause).filter(|(_, at)| *at <= clause.start);
    let mut target_at = target_figure(tokens, &figures, asked.map(|d| d.0))
        .or_else(|| narrowing_figure(tokens, &figures, holds).filter(|_| everyone.is_none()))
        .map(|f| f.at);
    let baseline_at =
        figures.iter().find(|f| f.role == Role::Baseline && Some(f.at) != target_at).map(|f| f.at);
    let measure = |at: usize| {
        let figure = figures.iter().find(|f| f.at == at)?;
        let quantity = quantity(tokens, &list[at])?;
        Some(Measure {
            range: value_place(tokens, &list[at]),
            quantity: quantity.clone(),
            comparator: figure.comparator,
        })
    };
    let mut target = target_at.and_then(measure);
    let mut baseline = baseline_at.and_then(measure);
    if let (Some((start, b)), Some((end, t))) =
        (baseline_at.zip(baseline.as_mut()), target_at.zip(target.as_mut()))
    {
        below_zero(tokens, (start, b), (end, t));
    }
    let (start, end) = rhythms(tokens);
    if let Some((end, at)) = end.filter(|_| start.is_some()) {
        (baseline, target, target_at) = (start, Some(end), Some(at));
    } else if target.as_ref().is_some_and(|target| target.quantity.dimension() == Dimension::Rate) {
        baseline = baseline.or(start);
    }
    if target.is_none()
        && let Some((measure, at)) = in_words(tokens, clause)
    {
        (target, target_at) = (Some(measure), Some(at));
    }
    if let (Some(b), Some(t)) = (&mut baseline, &mut target) {
        // `from 4x to 6x`: both are multiples of something else.
        if b.quantity.is_multiple() && t.comparator == Comparator::Times {
            t.comparator = Comparator::Exactly;
        }
        name_what_is_counted(tokens, b, t);
        name_what_is_counted(tokens, t, b);
        // `from 23 to 35%`: the unit is written once.
        if let Some(shared) = same_period(&b.quantity, &t.quantity) {
            b.quantity = shared;
        }
        // `from 130 to 1 h 50 min` does not say which of the units is meant; `from 48 to 2 hours` does.
        let is_time = [&*b, &*t].iter().any(|end| end.quantity.dimension() == Dimension::Duration);
        let in_parts = || is_in_parts(&b.quantity) || is_in_parts(&t.quantity);
        let is_open = doubt(&[&b.quantity, &t.quantity], &[]).is_some() && (!is_time || in_parts());
        if t.comparator != Comparator::By && !is_open {
            (b.quantity, t.quantity) =
                (b.quantity.with_unit_of(&t.quantity), t.quantity.with_unit_of(&b.quantity));
        }
    }
    let direction = direction::settled(tokens, clause, asked, baseline.as_ref(), target.as_ref());
    let direction = match target_at.and_then(|at| is_taken_away(tokens, at)) {
        Some(true) => Some(Direction::Decrease),
        Some(false) if direction != Some(Direction::Decrease) => Some(Direction::Increase),
        _ => direction,
    };
    let ends = |(first, second): &(usize, usize)| Some((measure(*first)?, measure(*second)?));
    let of_target = |range: &&(usize, usize)| target_at.is_some_and(|at| at == range.0 || at == range.1);
    let of_baseline = |range: &&(usize, usize)| baseline_at.is_some_and(|at| at == range.0 || at == range.1);
    let moves = matches!(direction, Some(Direction::Increase | Direction::Decrease | Direction::Reach));
    // `The rate rises to 10-12`
    let is_kept = |range: &&(usize, usize)| !moves && (holds || before(tokens, range.0, 1) != "to");
    let band = ranges
        .iter()
        .find(of_target)
        .filter(|_| baseline.is_none())
        .filter(is_kept)
        .and_then(ends)
        .map(in_order);
    let unsettled = if band.is_some() {
        Vec::new()
    } else {
        ranges.iter().filter(|range| of_target(range) || of_baseline(range)).copied().collect()
    };
    // Only a limit without a side needs one.
    let is_open = holds && target.as_ref().is_some_and(|target| target.comparator == Comparator::Exactly);
    let side = target_at.filter(|_| is_open).and_then(|at| better::side(tokens, clause, at));
    let versions = !versions.is_empty();
    let phases = target_at.and_then(|at| next_phase(tokens, &figures, at));
    Measures {
        phases,
        rivals,
        part,
        relative,
        figures,
        baseline,
        target,
        target_at,
        from_to,
        versions,
        direction,
        band,
        unsettled,
        side,
    }
}

/// `(300 patients now)` beside `52 weeks`: a number of patients does not take the unit of a time.
fn name_what_is_counted(tokens: &Tokens, counted: &mut Measure, other: &Measure) {
    let is_other = matches!(
        other.quantity.dimension(),
        Dimension::Duration | Dimension::Percent | Dimension::Currency(_) | Dimension::CurrencyRate(_)
    );
    let is_end = !matches!(other.comparator, Comparator::By | Comparator::Times);
    if !is_other || !is_end || !counted.quantity.is_bare() {
        return;
    }
    let noun = crate::quantity::noun_after(&tokens.lower, counted.range.end as usize);
    let is_unit = |noun: &str| ["points", "percent", "times", "pts"].iter().any(|unit| noun.ends_with(unit));
    let Some(noun) = noun.filter(|noun| !is_unit(noun)) else { return };
    let named = format!("{} {noun}", counted.quantity.text());
    if let Ok(named) = Quantity::read(&named, counted.quantity.mark()) {
        counted.quantity = named;
    }
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
    let (one, other) = (quantity(tokens, &tokens.list[first.at]), quantity(tokens, &tokens.list[second.at]));
    let alike = one.zip(other).is_some_and(|(one, other)| crate::quantity::comparable(one, other));
    let between = &tokens.list[first.at + 1..second.at];
    // `emails older than 2 days below 30` are two things.
    let is_joined =
        between.iter().any(|token| token.has(Classes::CONJUNCTION) || token.kind == Kind::Break(','));
    opposite && alike && is_joined && between.iter().all(words)
}

/// `from a loss of €300K to a profit of €100K`: where one end is a loss and the other is none, the loss is below zero.
fn below_zero(
    tokens: &Tokens,
    (start, baseline): (usize, &mut Measure),
    (end, target): (usize, &mut Measure),
) {
    let is_loss = |at: usize| {
        before(tokens, at, 1) == "of" && matches!(before(tokens, at, 2), "loss" | "deficit" | "shortfall")
    };
    let lost = match (is_loss(start), is_loss(end)) {
        (true, false) => baseline,
        (false, true) => target,
        _ => return,
    };
    lost.quantity = lost.quantity.with_value(-lost.quantity.value());
}

fn comparator(tokens: &Tokens, clause: &Clause, at: usize, holds: bool) -> Comparator {
    let list = &tokens.list;
    let quantity = quantity(tokens, &list[at]);
    if role(tokens, at) == Role::Change && !quantity.is_some_and(is_times) {
        return Comparator::By;
    }
    let limit = limits::comparator(tokens, at, holds);
    // `Keep the burn below 1x` is a limit, and `Maintain a coverage of 3x` stays where it is.
    if quantity.is_some_and(is_times) && !holds {
        return Comparator::Times;
    }
    if let Some(comparator) = limit {
        return comparator;
    }
    // `200 ms or better`: which side that is depends on what is measured.
    if word(tokens, at + 1) == "or" && word(tokens, at + 2) == "better" {
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
        if matches!(tokens.text(token), "at" | "to" | "by" | "in" | "on" | "for" | "with") {
            break;
        }
    }
    Comparator::Exactly
}

/// The number that says when the key result is met.
fn target_figure<'f>(
    tokens: &Tokens,
    figures: &'f [Figure],
    direction: Option<Direction>,
) -> Option<&'f Figure> {
    let role = |role: Role| figures.iter().find(move |f| f.role == role);
    if let Some(end) = role(Role::End) {
        return Some(end);
    }
    let pointed = |f: &&Figure| {
        f.role == Role::Plain
            && matches!(
                before(tokens, f.at, 1),
                "to" | "at"
                    | "under"
                    | "below"
                    | "above"
                    | "<"
                    | ">"
                    | "≤"
                    | "≥"
                    | "than"
                    | "reach"
                    | "reaching"
            )
            || f.role == Role::Plain && before(tokens, f.at, 1) == "of" && before(tokens, f.at, 2) == "total"
    };
    if matches!(direction, Some(Direction::Increase | Direction::Decrease | Direction::Maintain)) {
        let first = figures.iter().find(|f| f.role == Role::Plain).map(|f| f.at);
        let narrows = |f: &&Figure| {
            Some(f.at) != first && matches!(before(tokens, f.at, 1), "above" | "below" | "under" | "than")
        };
        if let Some(figure) = figures.iter().find(|f| pointed(f) && !narrows(f)) {
            return Some(figure);
        }
        if let Some(figure) = role(Role::Change) {
            return Some(figure);
        }
    }
    // `Triple weekly donations to 600`
    let is_multiple = |f: &&Figure| quantity(tokens, &tokens.list[f.at]).is_some_and(is_times);
    if role(Role::Plain).is_some_and(|first| is_multiple(&first))
        && let Some(end) =
            figures.iter().find(|f| pointed(f) && before(tokens, f.at, 1) == "to" && !is_multiple(f))
    {
        return Some(end);
    }
    // `Finish with 15 more $20k customers`
    if let Some(first) = figures.first().filter(|f| f.role == Role::Change)
        && !figures.iter().any(|f| pointed(&f))
    {
        return Some(first);
    }
    figures
        .iter()
        .find(|f| f.role == Role::Plain && !scope::says_where(tokens, f.at))
        .or_else(|| role(Role::Plain))
        .or_else(|| role(Role::Change))
}

/// The number that narrows something down, where there is no other: `Answer within 4 hours`.
fn narrowing_figure<'f>(tokens: &Tokens, figures: &'f [Figure], holds: bool) -> Option<&'f Figure> {
    // `20p per £1` is not about the pound, and `Stay in the top 40` no limit of 40.
    let counts_by = |f: &&Figure| match before(tokens, f.at, 1) {
        "per" | "each" | "every" => true,
        word => word == "top" && holds,
    };
    figures.iter().filter(|f| !counts_by(f)).find(|f| f.role == Role::Qualifier)
}

/// The target that follows another one: `to 50% by February and 80% by March`.
fn next_phase(tokens: &Tokens, figures: &[Figure], target: usize) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let next = figures.iter().find(|figure| figure.at > target && figure.role == Role::Plain)?.at;
    let (one, other) = (quantity(tokens, &list[target])?, quantity(tokens, &list[next])?);
    let between = &list[target + 1..next];
    let is_date = |token: &Token| {
        super::roles::is_day(tokens.text(token))
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
        |tokens_of: &[Token]| tokens_of.iter().any(|token| super::roles::is_day(tokens.text(token)));
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

/// `Release from monthly to weekly`, `from weekly to 3x per week`: how often it happens now, and how often it shall, as far as words
/// say it.
fn rhythms(tokens: &Tokens) -> (Option<Measure>, Option<(Measure, usize)>) {
    let list = &tokens.list;
    let rhythm = |at: usize| {
        let text = list.get(at).filter(|token| token.is_word()).map(|token| tokens.text(token))?;
        let is_rhythm = matches!(
            text,
            "hourly"
                | "daily"
                | "weekly"
                | "fortnightly"
                | "biweekly"
                | "monthly"
                | "quarterly"
                | "yearly"
                | "annually"
        );
        // `from daily users`
        let ends = list.get(at + 1).is_none_or(Token::closes_noun);
        let quantity = text.parse().ok().filter(|_| is_rhythm && ends)?;
        Some(Measure { range: place(&list[at]), quantity, comparator: Comparator::Exactly })
    };
    let is_to = |at: usize| word(tokens, at) == "to" || list[at].kind == Kind::Break('→');
    let to = (1..list.len()).find(|&at| is_to(at) && (rhythm(at - 1).is_some() || rhythm(at + 1).is_some()));
    let Some(to) = to else { return (None, None) };
    // `weekly → daily` needs no `from`.
    let before =
        (0..to).rfind(|&at| word(tokens, at) == "from" || list[to].kind == Kind::Break('→') && at + 2 == to);
    let Some(from) = before.map(|before| before + 1).filter(|&from| from < to) else { return (None, None) };
    let number = quantity(tokens, &list[from]).map(|number| Measure {
        range: value_place(tokens, &list[from]),
        quantity: number.clone(),
        comparator: Comparator::Exactly,
    });
    (rhythm(from).filter(|_| to == from + 1).or(number), rhythm(to + 1).map(|end| (end, to + 1)))
}

/// Targets without digits: `No downtime`, `All products have ...`, `Production is deployed daily`.
fn in_words(tokens: &Tokens, clause: &Clause) -> Option<(Measure, usize)> {
    let list = &tokens.list;
    let made = |at: usize, text: &str, comparator| {
        let quantity: Quantity = text.parse().ok()?;
        Some((Measure { range: place(&list[at]), quantity, comparator }, at))
    };
    let first = list.get(clause.start)?;
    if first.is_word() && first.has(Classes::NONE) {
        return made(clause.start, "0", Comparator::Exactly);
    }
    // `Not a single outage`, `Not one outage`
    if matches!(
        (word(tokens, 0), word(tokens, 1), word(tokens, 2)),
        ("not", "a", "single") | ("not", "one", _)
    ) {
        return made(0, "0", Comparator::Exactly);
    }
    // `Have no outages`
    let second = list.get(clause.start + 1).filter(|second| second.is_word() && tokens.text(second) == "no");
    if second.is_some()
        && matches!(
            tokens.text(first),
            "have" | "see" | "get" | "cause" | "allow" | "record" | "make" | "suffer" | "accept"
        )
    {
        return made(clause.start + 1, "0", Comparator::Exactly);
    }
    // `Every Monday` is when.
    let is_when = list.get(clause.start + 1).is_some_and(|next| next.has(Classes::TIME));
    if first.is_word() && !is_when && (first.has(Classes::ALL) || tokens.text(first) == "nobody") {
        return made(clause.start, "100%", Comparator::Exactly);
    }
    let recurring = list.iter().position(|t| {
        t.is_word() && matches!(tokens.text(t), "daily" | "weekly" | "monthly" | "quarterly" | "fortnightly")
    });
    // `deployed daily`, not `daily active users`.
    let ends =
        |t: &Token| !t.is_word() || t.has(Classes::PREPOSITION | Classes::CONJUNCTION | Classes::ADVERB);
    if let Some(at) = recurring.filter(|&at| at > clause.start && list.get(at + 1).is_none_or(ends)) {
        return made(at, tokens.text(&list[at]), Comparator::Exactly);
    }
    let every = list.iter().position(|t| t.is_word() && matches!(tokens.text(t), "all" | "every"))?;
    let counted = list.get(every + 1).is_some_and(|t| t.is_word() && !t.has(Classes::PREPOSITION));
    let text = if list.get(every + 1).is_some_and(|t| t.has(Classes::TIME)) { "1" } else { "100%" };
    counted.then(|| made(every, text, Comparator::Exactly)).flatten()
}

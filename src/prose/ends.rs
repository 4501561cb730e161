//! Where the measure of a sentence starts and where it ends, once each number has its role.

use super::clause::Clause;
use super::figure::{
    Figure, Role, before, counts_things, is_bare, is_in_brackets, is_times, place, quantity, value_place,
    word,
};
use super::leads;
use super::lexicon::Classes;
use super::limits;
use super::lone_numbers;
use super::pairs::{in_own_unit, is_far_nearer, same_per, same_period};
use super::question::{About, Question};
use super::scope;
use super::token::{Kind, Token, Tokens};
use super::told;
use super::{Comparator, Direction, Measure};
use crate::quantity::{Dimension, Quantity, doubt, is_in_parts};

/// Where a measure starts and where it ends.
pub(super) struct Ends {
    pub(super) baseline_at: Option<usize>,
    pub(super) target_at: Option<usize>,
    pub(super) baseline: Option<Measure>,
    pub(super) target: Option<Measure>,
}

impl Ends {
    pub(super) fn find(tokens: &Tokens, clause: &Clause, figures: &[Figure], way: Option<Direction>) -> Ends {
        let in_words = in_words(tokens, clause);
        // `Have no critical bugs open for more than 3 days`
        let is_none =
            |at: usize| at == clause.start + 1 && word(tokens, at) == "no" && word(tokens, at + 2) != "than";
        let is_all = in_words
            .as_ref()
            .is_some_and(|(_, at)| *at <= clause.start || is_without(tokens, *at) || is_none(*at));
        // `No customer who has more than 3 complaints leaves`
        let is_other = |figure: &&Figure| {
            is_all && figure.role == Role::Plain && leads::describes_others(tokens, figure.at)
        };
        // `Run all 3 plants without any injury`
        let is_run = |figure: &&Figure| {
            in_words.as_ref().is_some_and(|(_, at)| is_without(tokens, *at))
                && before(tokens, figure.at, 1) == "all"
        };
        let open: Vec<Figure> = figures
            .iter()
            .filter(|figure| !lone_numbers::describes(tokens, clause, figures, figure, way))
            .copied()
            .collect();
        let open = outside_brackets(tokens, open);
        let alike = like_the_start(tokens, &open);
        let target_at = target_figure(tokens, alike.as_deref().unwrap_or(&open), way)
            .filter(|figure| !is_other(figure) && !is_run(figure))
            .or_else(|| narrowing_figure(tokens, &open, way).filter(|_| !is_all))
            .map(|figure| figure.at);
        let is_start = |figure: &&Figure| figure.role == Role::Baseline && Some(figure.at) != target_at;
        // `14% in 2020 and 12% today`
        let first =
            figures.iter().find(is_start).and_then(|figure| quantity(tokens, &tokens.list[figure.at]));
        let is_of_now = |figure: &&Figure| {
            let number = quantity(tokens, &tokens.list[figure.at]);
            let is_alike = number.zip(first).is_some_and(|(one, two)| one.dimension() == two.dimension());
            is_start(figure) && is_alike && told::is_of_now(tokens, figure.at)
        };
        let baseline_at =
            figures.iter().find(is_of_now).or_else(|| figures.iter().find(is_start)).map(|figure| figure.at);
        let target_at =
            target_at.filter(|&end| baseline_at.is_none_or(|start| !is_of_other_things(tokens, start, end)));
        let of = |at: Option<usize>| at.and_then(|at| measure(tokens, figures, at));
        let mut ends = Ends { baseline_at, target_at, baseline: of(baseline_at), target: of(target_at) };
        ends.put_loss_below_zero(tokens);
        ends.add_rhythms(tokens);
        if let Some((measure, at)) = none_after_sign(tokens) {
            (ends.target, ends.target_at) = (Some(measure), Some(at));
        } else if ends.target.is_none()
            && let Some((measure, at)) = in_words
        {
            (ends.target, ends.target_at) = (Some(measure), Some(at));
        }
        ends
    }

    /// Two numbers of different units, of which either may be what the start belongs to, since that has no unit: `Run 5 km in 25
    /// minutes (31 now)`, `Get 5 teams below 10 days, from 20`.
    pub(super) fn open_start(&self, tokens: &Tokens, figures: &[Figure]) -> Option<Question> {
        let (start, end) = (self.baseline_at?, self.target_at?);
        let number = |at: usize| quantity(tokens, &tokens.list[at]);
        let (baseline, target) = (number(start)?, number(end)?);
        let is_change = figures.iter().any(|figure| figure.at == end && figure.role == Role::Change);
        if !baseline.is_bare() || start < end || baseline.value() == 0.0 || is_change {
            return None;
        }
        let may_start = |figure: &&Figure| {
            let Some(other) = number(figure.at).filter(|_| figure.at < start && figure.at != end) else {
                return false;
            };
            // `OEE of 3 lines above 70%, from 1` may start at one line.
            let is_part = word(tokens, figure.at + 1) == "of";
            let counts = is_part || counts_things(tokens, figure.at);
            if other.is_bare()
                && !target.is_bare()
                && counts
                && !scope::says_which(tokens, figure.at)
                && is_far_nearer(baseline, other, target)
            {
                return true;
            }
            let is_near = !is_far_nearer(baseline, target, other) && !is_far_nearer(baseline, other, target);
            match (target.dimension(), other.dimension()) {
                (Dimension::Physical(_), Dimension::Duration) => true,
                (Dimension::Duration | Dimension::Physical(_), Dimension::Count) => {
                    figure.role == Role::Plain && is_near && is_counted(tokens, figure.at)
                }
                (Dimension::Count, Dimension::Duration | Dimension::Physical(_)) => {
                    figure.role == Role::Plain && is_near && is_counted(tokens, end)
                }
                _ => false,
            }
        };
        let other = figures.iter().find(may_start)?.at;
        Some(Question::new(About::Start(start), (other.min(end), other.max(end))))
    }

    /// `from a loss of €300K to a profit of €100K`: where one end is a loss and the other is none, the loss is below zero.
    fn put_loss_below_zero(&mut self, tokens: &Tokens) {
        let is_loss = |at: Option<usize>| {
            at.is_some_and(|at| {
                let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
                one == "of" && matches!(two, "loss" | "deficit" | "shortfall")
            })
        };
        if self.baseline.is_none() || self.target.is_none() {
            return;
        }
        let lost = match (is_loss(self.baseline_at), is_loss(self.target_at)) {
            (true, false) => &mut self.baseline,
            (false, true) => &mut self.target,
            _ => return,
        };
        if let Some(lost) = lost {
            lost.quantity = lost.quantity.with_value(-lost.quantity.value());
        }
    }

    fn add_rhythms(&mut self, tokens: &Tokens) {
        let (start, end) = rhythms(tokens);
        let is_rate = |target: &Measure| target.quantity.dimension() == Dimension::Rate;
        if let Some((end, at)) = end.filter(|_| start.is_some()) {
            (self.baseline, self.target, self.target_at) = (start, Some(end), Some(at));
        } else if self.target.as_ref().is_some_and(is_rate) {
            self.baseline = self.baseline.take().or(start);
        }
    }

    /// `from 23 to 35%`: the unit is written once.
    pub(super) fn share_unit(&mut self, tokens: &Tokens) {
        let (Some(b), Some(t)) = (&mut self.baseline, &mut self.target) else { return };
        // `from 4x to 6x`: both are multiples of something else.
        if b.quantity.is_multiple() && t.comparator == Comparator::Times {
            t.comparator = Comparator::Exactly;
        }
        // `twice as often, from 20 a month`: a factor has no unit.
        if t.comparator == Comparator::Times {
            return;
        }
        name_what_is_counted(tokens, b, t);
        name_what_is_counted(tokens, t, b);
        if let Some(shared) =
            same_period(&b.quantity, &t.quantity).or_else(|| same_per(&b.quantity, &t.quantity))
        {
            b.quantity = shared;
        }
        // `from 130 to 1 h 50 min` does not say which of the units is meant; `from 48 to 2 hours` does.
        let is_time = [&*b, &*t].iter().any(|end| end.quantity.dimension() == Dimension::Duration);
        let in_parts = || is_in_parts(&b.quantity) || is_in_parts(&t.quantity);
        let may_be_other = || in_parts() || is_of_another_time(&b.quantity, &t.quantity);
        let is_open = doubt(&[&b.quantity, &t.quantity], &[]).is_some() && (!is_time || may_be_other());
        if t.comparator != Comparator::By && !is_open {
            (b.quantity, t.quantity) =
                (b.quantity.with_unit_of(&t.quantity), t.quantity.with_unit_of(&b.quantity));
        }
    }
}

/// `from 2 to 152 min`: seventy times as long, and hardly longer if the 2 are hours.
fn is_of_another_time(one: &Quantity, other: &Quantity) -> bool {
    const FAR: f64 = 40.0;
    const NEAR: f64 = 4.0;
    let (bare, time) = if one.is_bare() { (one, other) } else { (other, one) };
    if !bare.is_bare() || time.is_bare() || bare.value() <= 0.0 || time.value() <= 0.0 {
        return false;
    }
    let ratio = bare.value() / in_own_unit(time);
    let apart = |ratio: f64| ratio.max(1.0 / ratio);
    let is_near = |units: f64| apart(ratio * units) <= NEAR || apart(ratio / units) <= NEAR;
    apart(ratio) >= FAR && [60.0, 24.0, 3600.0].into_iter().any(is_near)
}

/// `5 teams`, but not `the 5 slowest teams`, which the reader knows.
fn is_counted(tokens: &Tokens, at: usize) -> bool {
    counts_things(tokens, at) && !scope::says_which(tokens, at) && !scope::says_where(tokens, at)
}

/// `currently 530 tickets, 2 teams`: nothing leads from the tickets to the teams.
fn is_of_other_things(tokens: &Tokens, start: usize, end: usize) -> bool {
    let counts = |at: usize| is_bare(tokens, at) && counts_things(tokens, at);
    start < end
        && counts(start)
        && counts(end)
        && tokens.list[end - 1].kind == Kind::Break(',')
        && word(tokens, start + 1) != word(tokens, end + 1)
}

/// The number at a place, as a measure.
pub(super) fn measure(tokens: &Tokens, figures: &[Figure], at: usize) -> Option<Measure> {
    let figure = figures.iter().find(|figure| figure.at == at)?;
    let token = &tokens.list[at];
    Some(Measure {
        range: value_place(tokens, token),
        quantity: quantity(tokens, token)?.clone(),
        comparator: figure.comparator,
    })
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

/// The numbers without those in brackets, where a number like them stands outside: `in 20 minutes (drill of 3 March: 160 minutes)`.
fn outside_brackets(tokens: &Tokens, figures: Vec<Figure>) -> Vec<Figure> {
    let number = |figure: &Figure| quantity(tokens, &tokens.list[figure.at]);
    let is_end = |figure: &Figure| !matches!(figure.role, Role::Baseline | Role::Change);
    let is_aside = |figure: &Figure| {
        let is_like = |other: &Figure| {
            let is_alike = |(one, two): (&Quantity, &Quantity)| {
                crate::quantity::comparable(one, two) && (one.is_bare() == two.is_bare() || one.is_bare())
            };
            is_end(other)
                && !is_in_brackets(tokens, other.at)
                && (!leads::describes_others(tokens, other.at)
                    || matches!(before(tokens, other.at, 1), "in" | "within"))
                && number(figure).zip(number(other)).is_some_and(is_alike)
        };
        figure.role == Role::Plain && is_in_brackets(tokens, figure.at) && figures.iter().any(is_like)
    };
    let asides: Vec<usize> =
        figures.iter().filter(|figure| is_aside(figure)).map(|figure| figure.at).collect();
    figures.into_iter().filter(|figure| !asides.contains(&figure.at)).collect()
}

/// The numbers without those that are no measure of what has a start: the 2,000 of `Have claims under €2,000 settled in 5 days (13 days
/// now)`. `None` if none of them can be measured against the start.
fn like_the_start(tokens: &Tokens, figures: &[Figure]) -> Option<Vec<Figure>> {
    let number = |figure: &Figure| quantity(tokens, &tokens.list[figure.at]);
    let start = number(figures.iter().find(|figure| figure.role == Role::Baseline)?)?;
    let is_like =
        |figure: &Figure| number(figure).is_some_and(|other| crate::quantity::comparable(start, other));
    let is_end = |figure: &Figure| matches!(figure.role, Role::Plain | Role::End) && is_like(figure);
    let is_change = |figure: &Figure| {
        figure.role == Role::Change || !is_times(start) && number(figure).is_some_and(is_times)
    };
    let narrows =
        |figure: &Figure| figure.role == Role::Qualifier && is_like(figure) && !is_bare(tokens, figure.at);
    if start.is_bare() || figures.iter().any(is_change) {
        return None;
    }
    let mut ends: Vec<Figure> = figures.iter().filter(|figure| is_end(figure)).copied().collect();
    if ends.is_empty() {
        let narrowing = figures.iter().filter(|figure| narrows(figure));
        ends = narrowing.map(|figure| Figure { role: Role::Plain, ..*figure }).collect();
        // `In 9 weeks' time blood tests are back in 45 min (80 min now)`
        let is_same_unit =
            |figure: &Figure| number(figure).is_some_and(|end| end.unit_scale() == start.unit_scale());
        if ends.iter().any(is_same_unit) {
            ends.retain(is_same_unit);
        }
    }
    let starts = figures.iter().filter(|figure| figure.role == Role::Baseline).copied();
    (!ends.is_empty()).then(|| starts.chain(ends).collect())
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
    // `Keep the cost of parcels under 5 kg at no more than $4`
    if direction == Some(Direction::Maintain)
        && let Some(figure) =
            figures.iter().find(|f| f.role == Role::Plain && limits::is_kept_at(tokens, f.at))
    {
        return Some(figure);
    }
    // `10 articles published with a score above 50` is about the articles.
    let is_counted = role(Role::Plain).is_some_and(|first| leads::is_counted(tokens, first.at));
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
            || f.role == Role::Plain && !is_counted && leads::is_led(tokens, f.at)
    };
    // `Listeners 17,000 a month, up 5,000`
    let level = figures.iter().find(|f| f.role == Role::Plain && !leads::describes_others(tokens, f.at));
    let is_step = |f: &&Figure| {
        f.role == Role::Change
            && matches!(before(tokens, f.at, 1), "up" | "down")
            && before(tokens, f.at, 2) == ","
    };
    if let Some(level) = level
        && figures.iter().find(is_step).is_some_and(|step| level.at < step.at)
    {
        return Some(level);
    }
    if matches!(direction, Some(Direction::Increase | Direction::Decrease | Direction::Maintain)) {
        let first = figures.iter().find(|f| f.role == Role::Plain).map(|f| f.at);
        let narrows = |f: &&Figure| {
            Some(f.at) != first && matches!(before(tokens, f.at, 1), "above" | "below" | "under" | "than")
        };
        // `Raise breastfeeding at 6 weeks by 8 points`
        let is_when = |f: &&Figure| {
            let is_time = quantity(tokens, &tokens.list[f.at])
                .is_some_and(|time| time.dimension() == Dimension::Duration);
            is_time
                && before(tokens, f.at, 1) == "at"
                && role(Role::Change).is_some_and(|change| change.at > f.at)
        };
        if let Some(figure) = figures.iter().find(|f| pointed(f) && !narrows(f) && !is_when(f)) {
            return Some(figure);
        }
        // `Keep churn under 4% at 20% lower cost`
        let is_limit = |f: &&Figure| f.role == Role::Plain && f.comparator != Comparator::Exactly;
        let limit = figures.iter().find(is_limit).filter(|_| direction == Some(Direction::Maintain));
        if let Some(change) = role(Role::Change) {
            return limit.or(Some(change));
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
        .find(|f| f.role == Role::Plain && !is_counted && leads::is_set(tokens, f.at))
        .or_else(|| figures.iter().find(|f| f.role == Role::Plain && !scope::says_where(tokens, f.at)))
        .or_else(|| role(Role::Plain))
        .or_else(|| role(Role::Change))
}

/// The number that narrows something down, where there is no other: `Answer within 4 hours`.
fn narrowing_figure<'f>(
    tokens: &Tokens,
    figures: &'f [Figure],
    way: Option<Direction>,
) -> Option<&'f Figure> {
    // `20p per £1` is not about the pound, and `Stay in the top 40` no limit of 40.
    let counts_by = |f: &&Figure| match before(tokens, f.at, 1) {
        "per" | "each" | "every" => true,
        // `that comes from one channel`
        "from" if word(tokens, f.at) == "one" => true,
        word => word == "top" && way == Some(Direction::Maintain),
    };
    figures.iter().filter(|f| !counts_by(f)).find(|f| f.role == Role::Qualifier)
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

/// `without any recounts`, `without a single complaint`; not `without any of our 5 shops`
fn is_without(tokens: &Tokens, at: usize) -> bool {
    let (next, second) = (word(tokens, at + 1), word(tokens, at + 2));
    let is_noun =
        |at: usize| tokens.list.get(at).is_some_and(|token| token.is_word() && !token.closes_noun());
    word(tokens, at) == "without"
        && (next == "any" && is_noun(at + 2) || next == "a" && second == "single" && is_noun(at + 3))
}

/// `Every second tenant`: which share of them. `Every second week` is when.
fn one_in(tokens: &Tokens, at: usize) -> Option<&'static str> {
    let noun = tokens
        .list
        .get(at + 2)
        .filter(|noun| noun.is_word() && !noun.closes_noun() && !noun.has(Classes::TIME))?;
    if word(tokens, at) != "every" || tokens.text(noun).ends_with("day") {
        return None;
    }
    match word(tokens, at + 1) {
        "second" | "2nd" | "other" => Some("50%"),
        "third" | "3rd" => Some("33.3%"),
        "fourth" | "4th" => Some("25%"),
        "fifth" | "5th" => Some("20%"),
        "tenth" | "10th" => Some("10%"),
        _ => None,
    }
}

/// `Families who wait for more than 6 months: none by December`
fn none_after_sign(tokens: &Tokens) -> Option<(Measure, usize)> {
    let is_none = |at: usize| match word(tokens, at) {
        "none" | "nil" => true,
        "not" => word(tokens, at + 1) == "one",
        _ => false,
    };
    let is_led = |at: usize| matches!(tokens.list[at - 1].kind, Kind::Break(':' | '-' | '–' | '—'));
    let at = (1..tokens.list.len()).find(|&at| is_none(at) && is_led(at))?;
    none(tokens, at)
}

/// A target of none, at the place that says so.
fn none(tokens: &Tokens, at: usize) -> Option<(Measure, usize)> {
    let quantity: Quantity = "0".parse().ok()?;
    let range = place(&tokens.list[at]);
    Some((Measure { range, quantity, comparator: Comparator::Exactly }, at))
}

/// Targets without digits: `No downtime`, `All products have ...`, `Production is deployed daily`.
fn in_words(tokens: &Tokens, clause: &Clause) -> Option<(Measure, usize)> {
    let list = &tokens.list;
    let made = |at: usize, text: &str, comparator| {
        let quantity: Quantity = text.parse().ok()?;
        Some((Measure { range: place(&list[at]), quantity, comparator }, at))
    };
    let first = list.get(clause.start)?;
    // `No more than 3 incidents` is no target of none.
    let compares =
        |at: usize| word(tokens, at + 1) == "than" || matches!(word(tokens, at), "later" | "earlier");
    if first.is_word()
        && first.has(Classes::NONE)
        // `Without NPS dropping beneath 30`
        && tokens.text(first) != "without"
        && !compares(clause.start + 1)
    {
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
    if let Some(share) = one_in(tokens, clause.start) {
        return made(clause.start, share, Comparator::Exactly);
    }
    // `Every Monday` is when.
    let is_when = list.get(clause.start + 1).is_some_and(|next| next.has(Classes::TIME) || next.is_number());
    if first.is_word() && !is_when && (first.has(Classes::ALL) || tokens.text(first) == "nobody") {
        return made(clause.start, "100%", Comparator::Exactly);
    }
    // `Run the election without any recounts`
    if let Some(without) = (clause.start + 1..list.len()).find(|&at| is_without(tokens, at)) {
        return made(without, "0", Comparator::Exactly);
    }
    // `Cut complaints to none`
    let none = (1..list.len())
        .find(|&at| matches!(word(tokens, at), "nil" | "none" | "nothing") && word(tokens, at - 1) == "to");
    if let Some(none) = none.filter(|&none| list.get(none + 1).is_none_or(Token::closes_noun)) {
        return made(none, "0", Comparator::Exactly);
    }
    let recurring = list.iter().position(|t| {
        t.is_word() && matches!(tokens.text(t), "daily" | "weekly" | "monthly" | "quarterly" | "fortnightly")
    });
    // `deployed daily`, not `daily active users`.
    let ends =
        |t: &Token| !t.is_word() || t.has(Classes::PREPOSITION | Classes::CONJUNCTION | Classes::ADVERB);
    // `every 3 days instead of daily`
    let is_replaced = |at: usize| matches!(before(tokens, at, 1), "of" | "than" | "not" | "from");
    let recurring = recurring.filter(|&at| at > clause.start && !is_replaced(at));
    if let Some(at) = recurring.filter(|&at| list.get(at + 1).is_none_or(ends)) {
        return made(at, tokens.text(&list[at]), Comparator::Exactly);
    }
    let every = list.iter().position(|t| t.is_word() && matches!(tokens.text(t), "all" | "every"))?;
    // `Get every tenth customer to recommend us`
    if let Some(share) = one_in(tokens, every) {
        return made(every, share, Comparator::Exactly);
    }
    // `outpatients who come every month`
    let is_when = list.get(every + 1).is_some_and(|token| token.has(Classes::TIME));
    let is_of_others =
        is_when && list[..every].iter().any(|token| matches!(tokens.text(token), "who" | "that" | "which"));
    // `Make the first day welcoming for every new nurse`
    let is_whom = matches!(before(tokens, every, 1), "for" | "of") && lone_numbers::says_otherwise(tokens);
    let counted = !is_of_others
        && !is_whom
        && list.get(every + 1).is_some_and(|t| t.is_word() && !t.has(Classes::PREPOSITION));
    let text = if list.get(every + 1).is_some_and(|t| t.has(Classes::TIME)) { "1" } else { "100%" };
    counted.then(|| made(every, text, Comparator::Exactly)).flatten()
}

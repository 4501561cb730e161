//! Which of two numbers is where a measure starts and which is where it ends, and which of them only says by how much.

use super::dated;
use super::figure::{Figure, Role, before, counts_things, is_in_brackets, is_times, quantity, word};
use super::leading_words::is_numbered;
use super::leads;
use super::lexicon::{Classes, Form, is_english};
use super::roles::is_whole;
use super::scope;
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction};
use crate::quantity::{Dimension, Quantity, counts_a_way, is_scale_step};

/// `from $120K to $90K per month`: the period is written once, for both.
pub(super) fn same_period(first: &Quantity, last: &Quantity) -> Option<Quantity> {
    if first.is_bare() || crate::quantity::comparable(first, last) {
        return None;
    }
    let text = last.text();
    let at = [" per ", " a ", " an ", " each ", " every ", "/"].iter().filter_map(|p| text.rfind(p)).max()?;
    let shared = Quantity::read(&format!("{}{}", first.text(), &text[at..]), first.mark()).ok()?;
    (shared.dimension() == last.dimension()).then_some(shared)
}

/// `from $6 to $4 per order`: what it is counted for is written once, for both.
pub(super) fn same_per(first: &Quantity, last: &Quantity) -> Option<Quantity> {
    if first.is_bare() || first.per().is_some() || last.per().is_none() {
        return None;
    }
    let at = last.text().find(" per ")?;
    let shared = Quantity::read(&format!("{}{}", first.text(), &last.text()[at..]), first.mark()).ok()?;
    crate::quantity::comparable(&shared, last).then_some(shared)
}

/// `Increase active teams 20% from 400`, `Raise eNPS 10 points from 25`, `Add 200 customers (500 today)`: how far it moves, and
/// not where to, since nothing leads to the number and as a target it would be on the wrong side or in another unit.
pub(super) fn changes_without_by(tokens: &Tokens, figures: &mut [Figure], moves_up: Option<bool>) {
    let Some(start) = figures.iter().find(|figure| figure.role == Role::Baseline).map(|figure| figure.at)
    else {
        return;
    };
    let Some(from) = quantity(tokens, &tokens.list[start]) else { return };
    let is_open = |figure: &&mut Figure| {
        matches!(figure.role, Role::End | Role::Plain) && figure.comparator != Comparator::Times
    };
    for figure in figures.iter_mut().filter(is_open) {
        let Some(to) = quantity(tokens, &tokens.list[figure.at]) else { continue };
        let is_share =
            to.dimension() == Dimension::Percent && from.dimension() != Dimension::Percent && !from.is_bare()
                || to.dimension() == Dimension::Percent && from.is_bare() && from.value() > 100.0;
        // `3% from 20%` may be points or a share of the share, and `5x` leads where the baseline is.
        let is_open =
            is_times(to) || to.dimension() == Dimension::Percent && from.dimension() == Dimension::Percent;
        let alike = crate::quantity::comparable(from, to) && !is_share && !is_open;
        let way = crate::quantity::order(to, from);
        // Nothing falls by more than there is: `Save 200 trees (last year: 100)`.
        let is_wrong_side = alike && moves_up == Some(true) && way.is_some_and(std::cmp::Ordering::is_lt);
        // `NPS +8 (from 32)`
        let is_added = tokens.lower[tokens.list[figure.at].start as usize..].starts_with('+');
        let led = before(tokens, figure.at, 1);
        let is_led = leads_to_end(tokens, figure.at);
        let is_change = is_added || moves_up.is_some() && (is_share || is_wrong_side);
        // `Bring 38 students to ... (25 now)` is no change, unlike `Add 200 customers (500 today)`.
        let is_counted = figure.at == 1
            && counts_things(tokens, 1)
            && matches!(
                word(tokens, 0),
                "bring" | "get" | "have" | "see" | "help" | "let" | "ensure" | "win"
            );
        // `The model raises 350 alarms a day; it raises 900 now`
        let is_said_again = led.len() > 2 && led == before(tokens, start, 1);
        if figure.at < start && !is_led && figure.at > 0 && is_change && !is_counted && !is_said_again {
            (figure.role, figure.comparator) = (Role::Change, Comparator::By);
        }
    }
}

/// Whether what stands before a number says that it is where the measure gets to: `to 50%`, `under 50%`, `: 50%`.
pub(super) fn leads_to_end(tokens: &Tokens, at: usize) -> bool {
    let is_led = matches!(
        before(tokens, at, 1),
        "to" | "at"
            | "of"
            | "under"
            | "below"
            | "above"
            | "over"
            | "than"
            | "reach"
            | "is"
            | "be"
            | ":"
            | "–"
            | "-"
            | "→"
            | "("
            | ","
            | "<"
            | ">"
            | "least"
            | "most"
            | "towards"
            | "until"
    );
    // `in 48 hours, not 6 days`
    is_led || at > 0 && tokens.list[at - 1].has(Classes::PREPOSITION)
}

/// `pupils from grade 3 to grade 5 from 61% to 70%`, `from step 2 to step 3: 40% → 60%`: the first two say who is meant, if another
/// `from` or another pair follows them. `from the $19 plan to the $49 plan` says so beside any other number.
pub(super) fn scales_of_others(tokens: &Tokens, figures: &mut [Figure], way: Option<Direction>) {
    let is_step = |at: usize| is_scale_step(before(tokens, at, 1));
    let is_bare = |at: usize| quantity(tokens, &tokens.list[at]).is_some_and(Quantity::is_bare);
    let starts = |at: usize| is_step(at) && before(tokens, at, 2) == "from";
    let ends = |at: usize| before(tokens, at, if is_step(at) { 2 } else { 1 }) == "to" && is_bare(at);
    // `from the $19 plan to the $49 plan`
    let is_known = |at: usize, lead: &str| before(tokens, at, 1) == "the" && before(tokens, at, 2) == lead;
    let are_names = |first: usize, second: usize| {
        is_known(first, "from")
            && is_known(second, "to")
            && counts_things(tokens, first)
            && word(tokens, first + 1) == word(tokens, second + 1)
    };
    let are_alike = |first: usize, second: usize| are_named_alike(tokens, first, second);
    let goes_on = |second: usize| {
        let later = &figures[second + 1..];
        // `Calls passed from tier 1 to tier 2 fall to 12%`
        let is_end = |figure: &Figure| before(tokens, figure.at, 1) == "to" && !is_bare(figure.at);
        later.iter().any(|figure| before(tokens, figure.at, 1) == "from" || is_end(figure))
            || later.windows(2).any(|pair| {
                let link = Link::between(tokens, pair[0].at, pair[1].at);
                link.is_arrow || link.is_tight
            })
    };
    // `Take 6 suppliers from tier 3 to tier 2`, `Bring 60% of teams from level 1 to level 3`
    let says_how_many = |figure: &Figure| {
        let is_share = quantity(tokens, &tokens.list[figure.at])
            .is_some_and(|number| number.dimension() == Dimension::Percent);
        let is_share = is_share && word(tokens, figure.at + 1) == "of";
        figure.role == Role::Plain
            && before(tokens, figure.at, 1) != "all"
            && (is_share || leads::is_counted(tokens, figure.at) && counts_things(tokens, figure.at))
    };
    let is_pair = |second: &usize| {
        let (one, other) = (figures[*second - 1].at, figures[*second].at);
        let is_beside = goes_on(*second) || figures[..*second - 1].first().is_some_and(says_how_many);
        // `Reduce handovers from shift 1 to shift 2`, `Fewer calls passed from tier 1 to tier 2`
        let name = before(tokens, one, 1);
        let falls = way == Some(Direction::Decrease) || matches!(word(tokens, 0), "fewer" | "less");
        let is_rise = || {
            let number = |at: usize| quantity(tokens, &tokens.list[at]).map(Quantity::value);
            number(one) < number(other)
        };
        let is_place = is_numbered(name) && !is_step(one) && !counts_a_way(name);
        let are_places = || is_place || falls && is_rise();
        (starts(one) && ends(other) || are_alike(one, other)) && is_beside
            || are_alike(one, other) && are_places()
            || are_names(one, other) && figures.len() > 2
    };
    let pair = (1..figures.len()).find(is_pair);
    if let Some(second) = pair {
        (figures[second - 1].role, figures[second].role) = (Role::Qualifier, Role::Qualifier);
    }
}

/// `from plan 1 to plan 2`
fn are_named_alike(tokens: &Tokens, first: usize, second: usize) -> bool {
    let noun = before(tokens, first, 1);
    let is_bare = |at: usize| quantity(tokens, &tokens.list[at]).is_some_and(Quantity::is_bare);
    noun.len() > 1
        && noun == before(tokens, second, 1)
        && before(tokens, first, 2) == "from"
        && before(tokens, second, 2) == "to"
        && is_bare(first)
        && is_bare(second)
}

/// Two numbers that are the ends of a way, and may as well be names: `Move customers from Plan 1 to Plan 2`.
pub(super) fn may_be_names(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT | Classes::FAULT;
    let pair = figures.windows(2).find(|pair| are_named_alike(tokens, pair[0].at, pair[1].at))?;
    let noun = &tokens.list[pair[0].at - 1];
    let counts = is_scale_step(tokens.text(noun)) || counts_a_way(tokens.text(noun)) || noun.has(measured);
    let are_ends = pair[0].role == Role::Baseline && pair[1].role == Role::End;
    // `from BHT 300 to BHT 450` is money.
    let is_word = is_english(tokens.text(noun));
    (are_ends && !counts && is_word).then_some((pair[0].at, pair[1].at))
}

/// The most words and signs between two numbers that an arrow joins.
const NEAR_ARROW: usize = 6;

/// `A to B`, `A → B`: the first is the baseline of the second.
pub(super) fn pair_up(tokens: &Tokens, figures: &mut [Figure], ranges: &[(usize, usize)]) -> bool {
    // The 6 in `1 of 6 → 5 of 6` is no end of its own.
    let ends: Vec<usize> = (0..figures.len()).filter(|&i| !is_whole(tokens, figures[i].at)).collect();
    let has_start = figures.iter().any(|figure| figure.role == Role::Baseline);
    let mut found = false;
    for pair in ends.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let (a, b) = (figures[first].at, figures[second].at);
        if ranges.contains(&(a, b)) {
            continue;
        }
        // `83% (2024: 71%, 2023: 74%)`
        if are_of_before(tokens, figures, (first, second)) {
            continue;
        }
        if is_in_brackets_beside(tokens, figures, (first, second)) {
            (figures[first].role, figures[second].role) = (Role::Qualifier, Role::Qualifier);
            continue;
        }
        match joined(tokens, figures, (first, second), has_start) {
            Joined::Ends => {
                (figures[first].role, figures[second].role) = (Role::Baseline, Role::End);
                found = true;
            }
            Joined::EndsBackwards => {
                (figures[first].role, figures[second].role) = (Role::End, Role::Baseline);
                found = true;
            }
            Joined::Places => {
                (figures[first].role, figures[second].role) = (Role::Qualifier, Role::Qualifier)
            }
            Joined::Narrows => figures[first].role = Role::Qualifier,
            Joined::Change => figures[first].role = Role::Change,
            Joined::Not => {}
        }
    }
    found || end_before_start(tokens, figures)
}

/// Two shares in brackets, each of a year, behind one that is to be reached.
fn are_of_before(tokens: &Tokens, figures: &[Figure], (first, second): (usize, usize)) -> bool {
    let (a, b) = (figures[first].at, figures[second].at);
    let is_labelled = |at: usize| before(tokens, at, 1) == ":";
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let is_like = |figure: &Figure| {
        figure.at < a
            && number(figure.at).zip(number(a)).is_some_and(|(one, two)| one.dimension() == two.dimension())
    };
    let are_aside = is_in_brackets(tokens, a) && is_in_brackets(tokens, b);
    is_labelled(a) && is_labelled(b) && are_aside && figures[..first].iter().any(is_like)
}

/// `Queue at lunch (12 to 2) never longer than 8 minutes`: two plain numbers in brackets, beside one that is measured.
fn is_in_brackets_beside(tokens: &Tokens, figures: &[Figure], (first, second): (usize, usize)) -> bool {
    let (a, b) = (figures[first].at, figures[second].at);
    let is_sign =
        |at: usize, sign: char| tokens.list.get(at).is_some_and(|token| token.kind == Kind::Break(sign));
    let is_alone =
        a > 0 && is_sign(a - 1, '(') && is_sign(b + 1, ')') && b == a + 2 && word(tokens, a + 1) == "to";
    let is_meant = |figure: &Figure| {
        matches!(figure.role, Role::Plain | Role::End)
            && is_measured(tokens, figure.at)
            && leads::is_led(tokens, figure.at)
    };
    is_alone && !is_measured(tokens, a) && !is_measured(tokens, b) && figures.iter().any(is_meant)
}

/// What two numbers that follow each other are to each other.
enum Joined {
    /// The first leads to the second.
    Ends,
    /// The second leads to the first.
    EndsBackwards,
    /// Both say which places or people are meant.
    Places,
    /// The first says which things the second is about.
    Narrows,
    /// The first is by how much, the second what that comes to.
    Change,
    /// Nothing.
    Not,
}

fn joined(tokens: &Tokens, figures: &[Figure], (first, second): (usize, usize), has_start: bool) -> Joined {
    let (a, b) = (figures[first].at, figures[second].at);
    let is_plain = figures[first].role == Role::Plain;
    if are_places(tokens, figures, second)
        || has_start && is_plain && figures[second].role == Role::Plain && are_ages(tokens, a, b)
    {
        return Joined::Places;
    }
    if is_plain && is_narrowing(tokens, a) {
        return Joined::Narrows;
    }
    if let Some(is_later) = dated::second_is_later(tokens, figures, second) {
        return if is_later { Joined::Ends } else { Joined::EndsBackwards };
    }
    let (Some(start), Some(end)) = (quantity(tokens, &tokens.list[a]), quantity(tokens, &tokens.list[b]))
    else {
        return Joined::Not;
    };
    let link = Link::between(tokens, a, b);
    let is_amount = end.dimension() != Dimension::Percent && (!end.is_bare() || end.value() > 100.0);
    // `Grow sign-ups 20% to 1,200`
    if start.dimension() == Dimension::Percent && is_amount && is_plain && link.is_tight {
        return Joined::Change;
    }
    // `Triple trial starts to 900` does not start at three.
    let fits = (!is_times(start) || is_times(end))
        && (crate::quantity::comparable(start, end) || same_period(start, end).is_some())
        && figures[second].role != Role::Baseline
        // `from 7, according to dashboard 2`
        && !(figures[second].role == Role::Qualifier && leads::describes_others(tokens, b));
    let chained = matches!(before(tokens, a, 1), "up" | "range");
    // `orders in 3 cities to 900`, `the 6 newest shops to $40K`
    // `shipments to the 12 countries`, `60% come to one meeting`
    let is_place =
        !start.is_bare() && end.is_bare() && counts_things(tokens, b) && before(tokens, a, 1) != "from";
    let elsewhere = is_place
        || scope::says_where(tokens, a) && word(tokens, a + 1) != word(tokens, b + 1)
        || scope::says_which(tokens, a) && !end.is_bare();
    let wide = link.has_to && figures[first].role == Role::Baseline && b - a <= FAR_TO;
    // Where another number is said to be the start, this one is not.
    let starts = link.is_tight && is_plain && !elsewhere && !has_start;
    if fits && !chained && (link.is_arrow || wide || starts) { Joined::Ends } else { Joined::Not }
}

/// The most words and signs between the ends of `from A to B`.
const FAR_TO: usize = 13;

/// What stands between two numbers.
struct Link {
    /// `300 sign-ups in Q4 → 450 in Q1`
    is_arrow: bool,
    /// There is a `to` between them.
    has_to: bool,
    /// `to` stands there, with hardly anything else.
    is_tight: bool,
}

impl Link {
    fn between(tokens: &Tokens, a: usize, b: usize) -> Link {
        let between = &tokens.list[a + 1..b];
        let arrows = between.iter().filter(|token| token.kind == Kind::Break('→')).count();
        // `Turn a loss of €200k into a profit of €50k`
        let turns =
            |token: &Token| tokens.text(token) == "into" && is_measured(tokens, a) && is_measured(tokens, b);
        // `25 guests a week become 40`
        let becomes = |token: &Token| {
            matches!(tokens.text(token), "become" | "becomes")
                && tokens.list[a + 1..b].last().is_some_and(|last| last.end == token.end)
        };
        let leads_on = |token: &Token| tokens.text(token) == "to" || turns(token) || becomes(token);
        let to = between.iter().position(|token| token.is_word() && leads_on(token));
        let turned = between.iter().any(turns);
        let leads = |token: &Token| {
            turned && matches!(tokens.text(token), "profit" | "surplus" | "loss" | "gain" | "of")
                || token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW | Classes::DETERMINER | Classes::ADVERB)
                || matches!(token.kind, Kind::Break('~' | '('))
        };
        let parts = |token: &Token| {
            // `1.2 Raise referrals to 20`: the verb has nothing to do with the number before it.
            let orders = token.has(Classes::UP | Classes::DOWN | Classes::HOLD) && token.form == Form::Base;
            orders
                || token.has(Classes::CONJUNCTION)
                || matches!(token.kind, Kind::Break(',' | ';' | ':' | '.'))
        };
        let is_tight = to.is_some_and(|to| {
            to <= 3
                && !between[..to].iter().any(parts)
                && between[to + 1..].iter().all(leads)
                && before(tokens, a, 1) != "to"
        });
        Link { is_arrow: arrows == 1 && between.len() <= NEAR_ARROW, has_to: to.is_some(), is_tight }
    }
}

/// `N, down from M`: the end comes first.
fn end_before_start(tokens: &Tokens, figures: &mut [Figure]) -> bool {
    let Some(baseline) = figures.iter().position(|figure| figure.role == Role::Baseline) else {
        return false;
    };
    // `(baseline 8, target 7)` has its end.
    if figures.iter().any(|figure| figure.role == Role::End) {
        return true;
    }
    let dimension = |figure: &Figure| quantity(tokens, &tokens.list[figure.at]).map(Quantity::dimension);
    let start = dimension(&figures[baseline]);
    // `90 pupils each week rather than the 65 they see`
    let alike = |figure: &Figure| {
        let rate = match start {
            Some(Dimension::Count) => Some(Dimension::Rate),
            Some(Dimension::Duration) => Some(Dimension::DurationRate),
            Some(Dimension::Currency(currency)) => Some(Dimension::CurrencyRate(currency)),
            _ => start,
        };
        dimension(figure) == start || dimension(figure) == rate
    };
    let ends = |figure: &Figure| figure.role != Role::Qualifier;
    let describes =
        |figure: &Figure| scope::says_where(tokens, figure.at) || scope::says_which(tokens, figure.at);
    let is_end = |figure: &Figure| ends(figure) && !describes(figure);
    let earlier = &figures[..baseline];
    let last = |of: &dyn Fn(&Figure) -> bool| earlier.iter().rposition(of);
    // `At 5 of 7 shops ... (2 of 7 today)`
    let start_at = figures[baseline].at;
    let of_same = |figure: &Figure| ends(figure) && shares_whole(tokens, figure.at, start_at);
    // `A build of 8 minutes on 1,900 targets, from 22 minutes`
    let is_measured = start.is_some_and(|start| start != Dimension::Count);
    let end = last(&of_same)
        .or_else(|| last(&|figure| is_end(figure) && alike(figure)))
        .or_else(|| last(&|figure| ends(figure) && alike(figure)))
        .or_else(|| last(&|figure| alike(figure)).filter(|_| is_measured))
        .or_else(|| last(&is_end))
        .or_else(|| last(&ends));
    let Some(end) = end.map(|end| &mut figures[end]) else { return false };
    if end.role != Role::Change {
        end.role = Role::End;
    }
    true
}

/// `5 of 7` and `2 of 7`
pub(super) fn shares_whole(tokens: &Tokens, one: usize, other: usize) -> bool {
    let whole = |part: usize| {
        let at = part + 2;
        let token = tokens.list.get(at).filter(|token| token.is_number() && is_whole(tokens, at))?;
        quantity(tokens, token).map(Quantity::value)
    };
    whole(one).is_some() && whole(one) == whole(other)
}

/// `users aged 18 to 25 from 10% to 15%`: which of them, beside what is said to move.
fn are_ages(tokens: &Tokens, a: usize, b: usize) -> bool {
    let narrows = matches!(
        before(tokens, a, 1),
        "aged" | "age" | "ages" | "of" | "with" | "between" | "in" | "for" | "within" | "worth"
    );
    narrows && b == a + 2 && word(tokens, a + 1) == "to"
}

/// Whether a number has a unit, so that it is no count of things.
fn is_measured(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|quantity| !quantity.is_bare())
}

/// `Wait at gates 1 to 4 under 10 minutes`: names of places, where a number with a unit follows.
fn are_places(tokens: &Tokens, figures: &[Figure], second: usize) -> bool {
    let list = &tokens.list;
    let (a, b) = (figures[second - 1].at, figures[second].at);
    let is_bare = |at: usize| quantity(tokens, &list[at]).is_some_and(Quantity::is_bare);
    let noun = a.checked_sub(1).map(|noun| &list[noun]);
    let is_plural = noun.is_some_and(|noun| {
        noun.is_word() && tokens.text(noun).len() > 3 && tokens.text(noun).ends_with('s')
    });
    is_plural
        && is_bare(a)
        && is_bare(b)
        && b == a + 2
        && word(tokens, a + 1) == "to"
        && matches!(before(tokens, a, 2), "at" | "on" | "in" | "for" | "of" | "across" | "between")
        && figures.get(second + 1).is_some_and(|next| !is_bare(next.at))
}

/// `Milk with a count above 200,000 drops to 3%`: the first number says which milk.
fn is_narrowing(tokens: &Tokens, at: usize) -> bool {
    let limits = ["above", "below", "under", "over", "than", "least", "most"];
    let verb = (at + 1..tokens.list.len()).find(|&i| tokens.list[i].is_word() && word(tokens, i) != "to");
    limits.contains(&before(tokens, at, 1))
        && verb.is_some_and(|verb| tokens.list[verb].has(Classes::MOVES_UP | Classes::MOVES_DOWN))
}

/// The number as written: 5 of `5 kg`.
pub(super) fn in_own_unit(number: &Quantity) -> f64 {
    number.value() / number.unit_scale()
}

/// Whether a start without a unit is much nearer to one number than to another, so that it can only belong to the first.
pub(super) fn is_far_nearer(start: &Quantity, one: &Quantity, other: &Quantity) -> bool {
    const MUCH: f64 = 3.0;
    let ratio = |number: &Quantity| {
        let ratio = in_own_unit(start) / in_own_unit(number);
        if ratio.is_finite() && ratio > 0.0 { ratio.max(1.0 / ratio) } else { f64::INFINITY }
    };
    ratio(one) * MUCH <= ratio(other)
}

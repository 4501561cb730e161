//! Which of two numbers is where a measure starts and which is where it ends, and which of them only says by how much.

use super::Comparator;
use super::figure::{Figure, Role, before, is_times, quantity, word};
use super::lexicon::{Classes, Form};
use super::roles::is_period;
use super::scope;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity};

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

/// `Increase active teams 20% from 400`, `Raise eNPS 10 points from 25`, `Add 200 customers (500 today)`: how far it moves, and
/// not where to, since nothing leads to the number and as a target it would be on the wrong side or in another unit.
pub(super) fn changes_without_by(tokens: &Tokens, figures: &mut [Figure], moves_up: bool) {
    let Some(start) = figures.iter().find(|figure| figure.role == Role::Baseline).map(|figure| figure.at)
    else {
        return;
    };
    let Some(from) = quantity(tokens, &tokens.list[start]) else { return };
    for figure in figures.iter_mut().filter(|figure| matches!(figure.role, Role::End | Role::Plain)) {
        let Some(to) = quantity(tokens, &tokens.list[figure.at]) else { continue };
        let is_share =
            to.dimension() == Dimension::Percent && from.dimension() != Dimension::Percent && !from.is_bare()
                || to.dimension() == Dimension::Percent && from.is_bare() && from.value() > 100.0;
        // `3% from 20%` may be points or a share of the share, and `5x` leads where the baseline is.
        let is_open =
            is_times(to) || to.dimension() == Dimension::Percent && from.dimension() == Dimension::Percent;
        let alike = crate::quantity::comparable(from, to) && !is_share && !is_open;
        let way = crate::quantity::order(to, from);
        let is_wrong_side = alike && way.is_some_and(|way| way.is_ne() && way.is_gt() != moves_up);
        let led = before(tokens, figure.at, 1);
        let is_led = matches!(
            led,
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
        if figure.at < start && !is_led && figure.at > 0 && (is_share || is_wrong_side) {
            (figure.role, figure.comparator) = (Role::Change, Comparator::By);
        }
    }
}

/// `pupils from grade 3 to grade 5 from 61% to 70%`: the first two say who is meant, if another `from` follows them.
pub(super) fn scales_of_others(tokens: &Tokens, figures: &mut [Figure]) {
    let step = |at: usize, lead: &str| {
        crate::quantity::is_scale_step(before(tokens, at, 1)) && before(tokens, at, 2) == lead
    };
    let goes_on = |at: usize| figures.iter().any(|f| f.at > at && before(tokens, f.at, 1) == "from");
    let pair = figures
        .windows(2)
        .position(|pair| step(pair[0].at, "from") && step(pair[1].at, "to") && goes_on(pair[1].at));
    if let Some(first) = pair {
        (figures[first].role, figures[first + 1].role) = (Role::Qualifier, Role::Qualifier);
    }
}

/// The most words and signs between two numbers that an arrow joins.
const NEAR_ARROW: usize = 6;

/// `A to B`, `A → B`: the first is the baseline of the second.
pub(super) fn pair_up(tokens: &Tokens, figures: &mut [Figure], ranges: &[(usize, usize)]) -> bool {
    let list = &tokens.list;
    let mut found = false;
    let has_start = figures.iter().any(|figure| figure.role == Role::Baseline);
    for i in 1..figures.len() {
        let (a, b) = (figures[i - 1].at, figures[i].at);
        if ranges.contains(&(a, b)) {
            continue;
        }
        if are_places(tokens, figures, i) {
            (figures[i - 1].role, figures[i].role) = (Role::Qualifier, Role::Qualifier);
            continue;
        }
        if figures[i - 1].role == Role::Plain && is_narrowing(tokens, a) {
            figures[i - 1].role = Role::Qualifier;
            continue;
        }
        // `users aged 18 to 25 from 10% to 15%`: which of them, beside what is said to move.
        let narrows = matches!(
            before(tokens, a, 1),
            "aged" | "age" | "ages" | "of" | "with" | "between" | "in" | "for" | "within" | "worth"
        );
        if has_start && narrows && figures[i - 1].role == Role::Plain && figures[i].role == Role::Plain {
            let said = &list[a + 1..b];
            if said.len() == 1 && said[0].is_word() && tokens.text(&said[0]) == "to" {
                (figures[i - 1].role, figures[i].role) = (Role::Qualifier, Role::Qualifier);
                continue;
            }
        }
        let between = &list[a + 1..b];
        // `300 sign-ups in Q4 → 450 in Q1`
        let mut joined = between.iter().filter(|t| t.kind == Kind::Break('→'));
        let arrow = joined.next().is_some() && joined.next().is_none() && between.len() <= NEAR_ARROW;
        // `Turn a loss of €200k into a profit of €50k`
        let turns = |t: &Token| tokens.text(t) == "into" && is_measured(tokens, a) && is_measured(tokens, b);
        let to = between.iter().position(|t| t.is_word() && (tokens.text(t) == "to" || turns(t)));
        let turned = between.iter().any(turns);
        let limit = |t: &Token| {
            turned && matches!(tokens.text(t), "profit" | "surplus" | "loss" | "gain" | "of")
                || t.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW | Classes::DETERMINER | Classes::ADVERB)
                || matches!(t.kind, Kind::Break('~' | '('))
        };
        let joins =
            |t: &Token| t.has(Classes::CONJUNCTION) || matches!(t.kind, Kind::Break(',' | ';' | ':' | '.'));
        // `1.2 Raise referrals to 20`: the verb has nothing to do with the number before it.
        let orders = |t: &Token| t.has(Classes::UP | Classes::DOWN | Classes::HOLD) && t.form == Form::Base;
        let tight = to.is_some_and(|to| {
            to <= 3
                && !between[..to].iter().any(orders)
                && between[to + 1..].iter().all(limit)
                && !between[..to].iter().any(joins)
                && before(tokens, a, 1) != "to"
        });
        // `2025: 300, 2026: 400`
        if let Some(rises) = periods_rise(tokens, a, b).filter(|_| !is_row(tokens, figures, i)) {
            let (first, second) = if rises { (i - 1, i) } else { (i, i - 1) };
            (figures[first].role, figures[second].role) = (Role::Baseline, Role::End);
            found = true;
            continue;
        }
        let started = figures[i - 1].role == Role::Baseline;
        let wide = to.is_some() && started && between.len() <= 12;
        let (Some(qa), Some(qb)) = (quantity(tokens, &list[a]), quantity(tokens, &list[b])) else { continue };
        // `Grow sign-ups 20% to 1,200`: by how much, and what that comes to.
        if qa.dimension() == Dimension::Percent
            && qb.dimension() != Dimension::Percent
            && (!qb.is_bare() || qb.value() > 100.0)
            && figures[i - 1].role == Role::Plain
            && tight
        {
            figures[i - 1].role = Role::Change;
            continue;
        }
        // `Triple trial starts to 900` does not start at three.
        let fits = (!is_times(qa) || is_times(qb))
            && (crate::quantity::comparable(qa, qb) || same_period(qa, qb).is_some())
            && figures[i].role != Role::Baseline;
        let chained = matches!(before(tokens, a, 1), "up" | "range");
        // `orders in 3 cities to 900`, `the 6 newest shops to $40K`
        let elsewhere = scope::says_where(tokens, a) && word(tokens, a + 1) != word(tokens, b + 1)
            || scope::says_which(tokens, a) && !qb.is_bare();
        let starts = tight && figures[i - 1].role == Role::Plain && !elsewhere;
        if fits && !chained && (arrow || wide || starts) {
            figures[i - 1].role = Role::Baseline;
            figures[i].role = Role::End;
            found = true;
        }
    }
    if !found {
        // `N, down from M`: the end comes first.
        let baseline = figures.iter().position(|f| f.role == Role::Baseline);
        let end = baseline.and_then(|b| {
            let start = quantity(tokens, &list[figures[b].at]);
            let alike = |f: &Figure| {
                quantity(tokens, &list[f.at]).map(Quantity::dimension) == start.map(Quantity::dimension)
            };
            let ends = |f: &Figure| f.role != Role::Qualifier;
            let earlier = &figures[..b];
            let is_end = |f: &Figure| ends(f) && !scope::says_where(tokens, f.at);
            let last = |of: &dyn Fn(&Figure) -> bool| earlier.iter().rposition(of);
            last(&|f| is_end(f) && alike(f))
                .or_else(|| last(&|f| ends(f) && alike(f)))
                .or_else(|| last(&is_end))
                .or_else(|| last(&ends))
        });
        if let Some(end) = end.and_then(|end| figures.get_mut(end)) {
            end.role = if end.role == Role::Change { Role::Change } else { Role::End };
            found = true;
        }
    }
    found
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

/// `Q1: 30, Q2: 60, Q3: 90`: more than two values of periods are a plan.
fn is_row(tokens: &Tokens, figures: &[Figure], second: usize) -> bool {
    let rises = |pair: Option<&[Figure]>| {
        pair.is_some_and(|pair| periods_rise(tokens, pair[0].at, pair[1].at).is_some())
    };
    let before = second.checked_sub(2).and_then(|start| figures.get(start..second));
    rises(before) || rises(figures.get(second..second + 2))
}

/// Whether the second of two numbers that a year, a half or a quarter stands before is of the later one: `2025: 300, 2026: 400`,
/// `Q4: 300, Q1: 450`.
fn periods_rise(tokens: &Tokens, first: usize, second: usize) -> Option<bool> {
    let label = |at: usize| {
        let label = before(tokens, at, if before(tokens, at, 1) == ":" { 2 } else { 1 });
        is_period(label).then_some(label)
    };
    let (one, other) = (label(first)?, label(second)?);
    if one == other || one.len() != other.len() {
        return None;
    }
    let digits = |label: &str| label.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u16>().ok();
    let (before, after) = (digits(one)?, digits(other)?);
    // After the last quarter of a year comes the first of the next.
    let last = match one.as_bytes()[0] {
        b'q' => 4,
        b'h' => 2,
        _ => return Some(before < after),
    };
    if after == before % last + 1 {
        Some(true)
    } else if before == after % last + 1 {
        Some(false)
    } else {
        None
    }
}

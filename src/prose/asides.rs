//! Numbers that only say more about something: in brackets, in the name of a row, in what is to hold beside the measure. Beside a
//! number that says what is to be reached they are no target.

use super::Comparator;
use super::clause::Clause;
use super::descriptions;
use super::figure::{Figure, Role, before, begins_condition, quantity, word};
use super::leading_words;
use super::leads;
use super::lexicon::Classes;
use super::names;
use super::periods::{is_goal, is_period};
use super::token::{Kind, Token, Tokens};

/// Gives the numbers of an introduction, of a row of a table, of brackets, of clauses and before a last colon their roles. `holds`
/// says that the sentence keeps something where it is.
pub(super) fn settle(tokens: &Tokens, clause: &Clause, figures: &mut [Figure], holds: bool) {
    if figures.len() < 2 {
        return;
    }
    introduction(tokens, clause, figures);
    cells(tokens, figures);
    names::settle(tokens, figures);
    brackets(tokens, figures);
    descriptions::settle(tokens, figures, holds);
    before_last_colon(tokens, figures);
    conditions(tokens, figures);
}

/// `Of 480 tenants who owe over £500, bring 200 back`: what is said before the comma tells who is meant.
fn introduction(tokens: &Tokens, clause: &Clause, figures: &mut [Figure]) {
    let start = clause.start;
    let is_led = start > 0
        && tokens.list[start - 1].kind == Kind::Break(',')
        && matches!(word(tokens, 0), "of" | "out" | "out of" | "with" | "among");
    let is_said = figures.iter().any(|figure| figure.at >= start && figure.role != Role::Qualifier);
    for figure in figures.iter_mut().filter(|figure| figure.at < start && is_led && is_said) {
        if matches!(figure.role, Role::Plain | Role::Change) {
            figure.role = Role::Qualifier;
        }
    }
}

/// `to 500 while churn stays below 3%`, `to $40 without adding 2 shops`: what is to hold beside it.
fn conditions(tokens: &Tokens, figures: &mut [Figure]) {
    let Some(start) = (0..tokens.list.len()).find(|&at| begins_condition(tokens, at)) else { return };
    let is_said = figures.iter().any(|figure| figure.at < start && figure.role != Role::Qualifier);
    for i in 0..figures.len() {
        let is_pair = is_pair_within(tokens, figures, i);
        let figure = &mut figures[i];
        if figure.at > start && is_said && (matches!(figure.role, Role::Plain | Role::Change) || is_pair) {
            figure.role = Role::Qualifier;
        }
    }
}

/// `while we cut the team from 30 to 24`: two ends that follow each other, of which the first is no start of what is said before.
fn is_pair_within(tokens: &Tokens, figures: &[Figure], i: usize) -> bool {
    let at = figures[i].at;
    figures[i].role == Role::Baseline
        && before(tokens, at, 1) == "from"
        && !matches!(before(tokens, at, 2), "up" | "down" | "," | "(")
        && figures.get(i + 1).is_some_and(|end| end.at == at + 2 && word(tokens, at + 1) == "to")
}

/// `Sign-ups a week | 300 | 450`: the cells of a row are the measure, where it stands, and where it is to be.
fn cells(tokens: &Tokens, figures: &mut [Figure]) {
    let list = &tokens.list;
    let is_bar = |token: &Token| token.kind == Kind::Break('|');
    let Some(last) = list.iter().rposition(is_bar).filter(|bar| begins_with_number(tokens, bar + 1)) else {
        return;
    };
    let previous = list[..last].iter().rposition(is_bar);
    let Some(end) = figures.iter().position(|figure| figure.at > last) else { return };
    for figure in &mut figures[..end] {
        figure.role = Role::Qualifier;
    }
    figures[end].role = Role::End;
    for figure in &mut figures[end + 1..] {
        figure.role = Role::Qualifier;
    }
    let Some(previous) = previous.filter(|bar| begins_with_number(tokens, bar + 1)) else { return };
    let is_start = |figure: &Figure| {
        let (one, other) = (quantity(tokens, &list[figure.at]), quantity(tokens, &list[figures[end].at]));
        // `| 0 | 0 |` is to stay as it is.
        one.zip(other).is_some_and(|(one, other)| {
            crate::quantity::comparable(one, other)
                && crate::quantity::order(one, other).is_none_or(|o| o.is_ne())
        })
    };
    let start = figures[..end].iter().position(|figure| figure.at > previous);
    if let Some(start) = start.filter(|&start| is_start(&figures[start])) {
        figures[start].role = Role::Baseline;
    }
}

/// Whether a cell begins with a number: `≥ 2`, `about 54%`.
fn begins_with_number(tokens: &Tokens, at: usize) -> bool {
    let leads = |token: &Token| {
        token.has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW)
            || matches!(token.kind, Kind::Break('~' | '≈' | '$' | '€' | '£' | '+'))
            || matches!(tokens.text(token), "about" | "around" | "at" | "least" | "most" | "to")
    };
    tokens.list[at.min(tokens.list.len())..].iter().find(|token| !leads(token)).is_some_and(Token::is_number)
}

/// Numbers in brackets describe, if one outside says what is to be reached: `(scale 1 to 5)`, `(12 agents)`.
fn brackets(tokens: &Tokens, figures: &mut [Figure]) {
    let pairs = bracket_pairs(tokens);
    let is_inside = |at: usize, (open, close): &(usize, usize)| *open < at && at < *close;
    let pair_of = |at: usize| pairs.iter().find(|pair| is_inside(at, pair)).copied();
    let outside: Vec<Figure> = figures
        .iter()
        .filter(|figure| {
            matches!(figure.role, Role::Plain | Role::End | Role::Change) && pair_of(figure.at).is_none()
        })
        .copied()
        .collect();
    let is_sure = |figure: &Figure| {
        figure.role == Role::End
            || figure.comparator != Comparator::Exactly
            || leads::is_meant(tokens, figure.at)
    };
    if outside.is_empty() {
        return;
    }
    let starts_at: Vec<usize> =
        figures.iter().filter(|figure| figure.role == Role::Baseline).map(|figure| figure.at).collect();
    for figure in figures.iter_mut().filter(|figure| figure.role == Role::Plain) {
        let Some((open, close)) = pair_of(figure.at) else { continue };
        // `(target: 40%)`
        let is_goal = is_goal(word(tokens, open + 1));
        if is_goal && close <= figure.at + 2 {
            figure.role = Role::End;
            continue;
        }
        let after = if matches!(word(tokens, close + 1), "down" | "up") { close + 2 } else { close + 1 };
        let starts = word(tokens, after) == "to"
            || tokens.list.get(after).is_some_and(|token| token.kind == Kind::Break('→'));
        // `from 60% (6/10) to 80%` says it twice.
        let is_said = open.checked_sub(1).is_some_and(|before| starts_at.contains(&before));
        // `(9 min) to 3 min`, not `(12 agents) to 3 min`
        let is_alone = close == figure.at + 1
            && tokens.list[open + 1..figure.at].iter().all(|token| token.kind == Kind::Break('~'));
        let starts = starts && is_alone && !is_said;
        let is_limit = figure.comparator != Comparator::Exactly && !outside.iter().any(is_sure);
        let is_pair = joins(tokens, open, close)
            && !is_scale(tokens, open, close)
            // `(years 7 to 9)`
            && !leading_words::is_numbered(word(tokens, open + 1));
        // `between 110 min and (130 min)`
        let goes_on = is_alone && matches!(before(tokens, open, 1), "and" | "to");
        if !starts && !is_limit && !is_pair && !goes_on {
            figure.role = Role::Qualifier;
        }
    }
}

/// Brackets that are closed again, without those of links.
fn bracket_pairs(tokens: &Tokens) -> Vec<(usize, usize)> {
    let mut open = None;
    let mut pairs = Vec::new();
    for (at, token) in tokens.list.iter().enumerate() {
        match token.kind {
            Kind::Break('(' | '[') => open = Some(at),
            Kind::Break(')' | ']') => pairs.extend(open.take().map(|open| (open, at))),
            _ => {}
        }
    }
    pairs
}

/// `[167 → 500]`, `(12 to 20)`: two numbers of which one leads to the other.
fn joins(tokens: &Tokens, open: usize, close: usize) -> bool {
    let inside = &tokens.list[open + 1..close];
    let numbers = inside.iter().filter(|token| token.is_number()).count();
    numbers > 1
        && inside
            .iter()
            .any(|token| token.kind == Kind::Break('→') || token.is_word() && tokens.text(token) == "to")
}

/// `(1 to 5)`, `(scale of 0–10)`, `(out of 100)`
fn is_scale(tokens: &Tokens, open: usize, close: usize) -> bool {
    let inside = &tokens.list[open + 1..close];
    let names =
        |token: &Token| matches!(tokens.text(token), "scale" | "rating" | "points" | "rated" | "range");
    let value =
        |token: &Token| quantity(tokens, token).filter(|value| value.is_bare()).map(|value| value.value());
    let mut numbers = inside.iter().filter_map(value);
    let ends = numbers.next().zip(numbers.next());
    let is_usual = ends.is_some_and(|(low, high)| {
        matches!(low, 0.0 | 1.0) && matches!(high, 1.0 | 3.0 | 4.0 | 5.0 | 6.0 | 7.0 | 9.0 | 10.0 | 100.0)
    });
    inside.iter().any(names) || is_usual
}

/// `Plugins older than 12 months: 0`: a number after the last colon ends the sentence, and those before it belong to the name.
fn before_last_colon(tokens: &Tokens, figures: &mut [Figure]) {
    let Some((last, named)) = figures.split_last_mut() else { return };
    let list = &tokens.list;
    let ends = list.len() <= last.at + 2 && list[last.at + 1..].iter().all(Token::is_word);
    let is_labelled = |at: usize| before(tokens, at, 1) == ":" && !is_period(before(tokens, at, 2));
    let is_name = !named.is_empty()
        && named
            .iter()
            .all(|figure| matches!(figure.role, Role::Plain | Role::Qualifier) && !is_labelled(figure.at))
        && !list[..last.at - 1].iter().any(|token| matches!(token.kind, Kind::Break(':' | '→')));
    if ends && last.role == Role::Plain && is_labelled(last.at) && is_name {
        named.iter_mut().for_each(|figure| figure.role = Role::Qualifier);
    }
}

//! Numbers that only say more about something: in brackets, in a clause about who is meant, in the name of a row.
//! Beside a number that says what is to be reached they are no target.

use super::Comparator;
use super::figure::{Figure, Role, before, quantity, word};
use super::lexicon::{Classes, Form};
use super::limits;
use super::pairs;
use super::roles::{is_period, is_whole};
use super::scope;
use super::token::{Kind, Token, Tokens};
use crate::quantity::Dimension;

/// Gives the numbers of a row of a table, of brackets, of clauses and before a last colon their roles. `holds` says that the
/// sentence keeps something where it is.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure], holds: bool) {
    if figures.len() < 2 {
        return;
    }
    cells(tokens, figures);
    names(tokens, figures);
    brackets(tokens, figures);
    clauses(tokens, figures);
    descriptions(tokens, figures, holds);
    before_last_colon(tokens, figures);
    conditions(tokens, figures);
}

fn is_condition(tokens: &Tokens, token: &Token) -> bool {
    matches!(tokens.text(token), "while" | "whilst" | "without" | "provided")
}

/// `to 500 while churn stays below 3%`, `to $40 without adding 2 shops`: what is to hold beside it.
fn conditions(tokens: &Tokens, figures: &mut [Figure]) {
    let is_condition =
        |token: &Token| matches!(tokens.text(token), "while" | "whilst" | "without" | "provided");
    let Some(start) = tokens.list.iter().position(is_condition) else { return };
    let is_said = figures.iter().any(|figure| figure.at < start && figure.role != Role::Qualifier);
    for figure in figures.iter_mut().filter(|figure| figure.at > start && is_said) {
        if figure.role == Role::Plain {
            figure.role = Role::Qualifier;
        }
    }
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

/// `on line 12`, `at gates 4 and 5`: numbers that name a place or a thing, if another number says what is to be reached.
fn names(tokens: &Tokens, figures: &mut [Figure]) {
    let mut named: Vec<usize> = Vec::new();
    for i in 0..figures.len() {
        let at = figures[i].at;
        let goes_on = i > 0 && named.contains(&(i - 1)) && is_next_of_list(tokens, &figures[i - 1..]);
        // `in 3 of 4 weeks`
        let is_part = i > 0
            && is_whole(tokens, at)
            // `In 10 of 12 kitchens, waste is ...` is about the kitchens.
            && figures[i - 1].at > 1
            && matches!(before(tokens, figures[i - 1].at, 1), "in" | "on" | "at" | "across")
            && !figures.iter().any(|figure| figure.role == Role::Baseline && word(tokens, figure.at + 1) == "of");
        if is_part {
            named.push(i - 1);
        }
        let are_ages = is_age(tokens, at);
        if are_ages && i > 0 && word(tokens, figures[i - 1].at + 1) == "to" && figures[i - 1].at + 2 == at {
            named.push(i - 1);
        }
        let is_adjective = figures[i].comparator == Comparator::Exactly && is_adjective(tokens, at);
        let is_aged = matches!(before(tokens, at, 1), "aged" | "age" | "ages");
        if goes_on || is_part || are_ages || is_aged || is_adjective || is_name(tokens, at) {
            named.push(i);
        }
    }
    let is_left = (0..figures.len()).any(|i| !named.contains(&i) && figures[i].role != Role::Qualifier);
    for i in named.into_iter().filter(|_| is_left) {
        figures[i].role = Role::Qualifier;
    }
}

/// `the rolling 6 month average`: the unit of more than one in the singular, before a noun.
fn is_adjective(tokens: &Tokens, at: usize) -> bool {
    let text = &tokens.lower[tokens.list[at].range()];
    let is_singular = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
        .iter()
        .any(|unit| text.strip_suffix(unit).is_some_and(|number| number.trim_end() != "1"));
    let is_before_noun = tokens.list.get(at + 1).is_some_and(|next| next.is_word() && !next.closes_noun());
    let is_time =
        quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == Dimension::Duration);
    is_time
        && is_singular
        && is_before_noun
        && !matches!(before(tokens, at, 1), "a" | "an" | "one" | "per" | "each" | "every")
}

/// `3 year olds`, `65 years old`
fn is_age(tokens: &Tokens, at: usize) -> bool {
    let is_time =
        quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == Dimension::Duration);
    is_time && matches!(word(tokens, at + 1), "old" | "olds")
}

/// Whether a whole number stands right after a noun that a preposition leads to, and nothing it counts follows.
fn is_name(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let is_whole = quantity(tokens, &list[at])
        .is_some_and(|number| number.is_bare() && number.value().fract() == 0.0 && number.value() < 1000.0);
    let Some(noun) = at.checked_sub(1).map(|noun| &list[noun]) else { return false };
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT | Classes::FAULT;
    let is_noun = noun.is_word()
        && !noun.closes_noun()
        && !noun
            .has(measured | Classes::LIMIT_HIGH | Classes::LIMIT_LOW | Classes::ADVERB | Classes::DETERMINER)
        && !noun.has(Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN | Classes::REACH)
        && tokens.lower[noun.range()].bytes().all(|byte| byte.is_ascii_lowercase());
    let ends = ends_name(tokens, at);
    is_whole && is_noun && ends && matches!(before(tokens, at, 2), "on" | "at" | "in" | "for")
}

/// Whether nothing that is counted follows a number: `on line 12 rises`, `at desks 3 and 4 no more than`.
fn ends_name(tokens: &Tokens, at: usize) -> bool {
    tokens.list.get(at + 1).is_none_or(|next| {
        next.closes_noun()
            || next.has(Classes::NONE | Classes::ADVERB | Classes::HOLD)
            || matches!(
                tokens.text(next),
                "no" | "not"
                    | "up"
                    | "down"
                    | "lower"
                    | "higher"
                    | "stays"
                    | "remains"
                    | "instead"
                    | "compared"
                    | "rather"
                    | "versus"
                    | "vs"
            )
    })
}

/// `gates 4 and 5`, `gates 1 to 4`, `aged 18 to 25`: whether the second number goes on with the name before it.
fn is_next_of_list(tokens: &Tokens, figures: &[Figure]) -> bool {
    let [first, second, later @ ..] = figures else { return false };
    let list = &tokens.list;
    let before = before(tokens, first.at, 1);
    let is_first = matches!(before, "aged" | "age" | "ages") || before.ends_with('s');
    let goes_on = matches!(before, "and" | "," | "&");
    let between = &list[first.at + 1..second.at];
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Break(',' | '-' | '–')) || matches!(tokens.text(token), "and" | "or" | "&")
    };
    // `on lines 4 to 31` names no places unless another number is left.
    let is_left = later.iter().any(|figure| matches!(figure.role, Role::Plain | Role::End));
    let are_ages = matches!(before, "aged" | "age" | "ages");
    let is_span = is_first && between.len() == 1 && tokens.text(&between[0]) == "to" && (is_left || are_ages);
    let is_joined = !between.is_empty() && between.len() <= 2 && between.iter().all(joins);
    let is_bare = second.role == Role::Plain
        && quantity(tokens, &list[second.at]).is_some_and(|number| number.is_bare());
    let ends = ends_name(tokens, second.at) || list.get(second.at + 1).is_some_and(Token::is_number);
    (is_first || goes_on) && (is_joined || is_span) && is_bare && ends
}

/// Numbers in brackets describe, if one outside says what is to be reached: `(scale 1 to 5)`, `(12 agents)`.
fn brackets(tokens: &Tokens, figures: &mut [Figure]) {
    let pairs = bracket_pairs(tokens);
    let is_inside = |at: usize, (open, close): &(usize, usize)| *open < at && at < *close;
    let pair_of = |at: usize| pairs.iter().find(|pair| is_inside(at, pair)).copied();
    let outside: Vec<Figure> = figures
        .iter()
        .filter(|figure| matches!(figure.role, Role::Plain | Role::End) && pair_of(figure.at).is_none())
        .copied()
        .collect();
    let is_sure = |figure: &Figure| {
        figure.role == Role::End
            || figure.comparator != Comparator::Exactly
            || leads_to_target(tokens, figure.at)
    };
    if outside.is_empty() {
        return;
    }
    let starts_at: Vec<usize> =
        figures.iter().filter(|figure| figure.role == Role::Baseline).map(|figure| figure.at).collect();
    for figure in figures.iter_mut().filter(|figure| figure.role == Role::Plain) {
        let Some((open, close)) = pair_of(figure.at) else { continue };
        // `(target: 40%)`
        let is_goal = matches!(word(tokens, open + 1), "target" | "goal" | "aim");
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
        let is_pair = joins(tokens, open, close) && !is_scale(tokens, open, close);
        if !starts && !is_limit && !is_pair {
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

/// Whether the word before a number says that it is what is to be reached.
fn leads_to_target(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "to" | "at" | "→" | ":" | "=" | "is") || reaches(before(tokens, at, 1))
}

/// Verbs before a number that is to be reached.
fn reaches(verb: &str) -> bool {
    matches!(
        verb,
        "reach"
            | "reaches"
            | "hit"
            | "hits"
            | "exceed"
            | "exceeds"
            | "total"
            | "totals"
            | "number"
            | "pass"
            | "passes"
            | "top"
            | "tops"
            | "equal"
            | "equals"
            | "average"
            | "averages"
            | "make"
            | "show"
    )
}

/// `Users who log 5 times a week reach 2,000`: what is said of those who are counted is not the target, if another number
/// follows a verb of its own.
fn clauses(tokens: &Tokens, figures: &mut [Figure]) {
    for i in 0..figures.len() - 1 {
        let (at, next) = (figures[i].at, figures[i + 1].at);
        let is_open =
            figures[i].role == Role::Plain && matches!(figures[i + 1].role, Role::Plain | Role::End);
        let is_limited = figures[i].comparator == Comparator::Exactly
            && (figures[i + 1].comparator != Comparator::Exactly || limits::is_kept_at(tokens, next));
        if is_open
            && is_in_clause(tokens, at)
            && !limits::leads_to(tokens, at)
            && (is_limited || is_moved(tokens, at, next))
        {
            figures[i].role = Role::Qualifier;
        }
    }
    for i in 1..figures.len() {
        let is_counted = figures[..i].iter().any(|figure| figure.role == Role::Plain);
        // `12 books of 200 pages or more`
        let is_open_ended = figures[i].comparator != Comparator::Exactly
            && matches!(before(tokens, figures[i].at, 1), "of" | "with" | "having")
            && !matches!(before(tokens, figures[i].at, 2), "maximum" | "minimum" | "max" | "min");
        let says_more = is_open_ended || says_with_how_many(tokens, figures[i].at);
        if figures[i].role == Role::Plain && is_counted && says_more {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// `Satisfaction for orders over $50 to 48`, `Win 40 shops at the 4 gates`: what says which of them are meant, where words lead to
/// another number, or one comes before.
fn descriptions(tokens: &Tokens, figures: &mut [Figure], holds: bool) {
    for i in 0..figures.len() {
        if figures[i].role != Role::Plain || !describes(tokens, figures[i].at) {
            continue;
        }
        let is_led = |figure: &Figure| {
            matches!(figure.role, Role::Plain | Role::End) && limits::leads_to(tokens, figure.at)
        };
        let is_headed =
            !holds && figures[..i].iter().any(|head| is_head(tokens, figures, head, figures[i].at));
        if is_headed || figures[i + 1..].iter().any(is_led) {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// Whether a number before a description is what is to be reached: not the 5 in `the 5 slowest teams of the plant below 10 days`, and
/// not where the start is counted in the unit of the other, as in `Get 4 gates of the hall below 10 minutes, from 16 minutes`.
fn is_head(tokens: &Tokens, figures: &[Figure], head: &Figure, described: usize) -> bool {
    let list = &tokens.list;
    let is_known = scope::says_which(tokens, head.at) || scope::says_where(tokens, head.at);
    if head.role != Role::Plain || is_known || describes(tokens, head.at) {
        return false;
    }
    let number = |at: usize| quantity(tokens, &list[at]);
    let start =
        figures.iter().find(|figure| figure.role == Role::Baseline).and_then(|start| number(start.at));
    let (Some(start), Some(head), Some(described)) = (start, number(head.at), number(described)) else {
        return true;
    };
    if start.is_bare() && !described.is_bare() {
        // Whoever means money writes its sign.
        let is_money = matches!(described.dimension(), Dimension::Currency(_) | Dimension::CurrencyRate(_));
        let is_nearer = pairs::is_far_nearer(start, head, described);
        let rises = pairs::in_own_unit(start) < pairs::in_own_unit(head);
        return is_money || is_nearer || rises && !pairs::is_far_nearer(start, described, head);
    }
    start.is_bare() || start.dimension() == head.dimension() || start.dimension() != described.dimension()
}

/// Whether a number stands in words about who or what is meant: `for orders over $50`, `at the 4 gates`, `with 10 or more members`.
fn describes(tokens: &Tokens, at: usize) -> bool {
    let is_where = |word: &str| {
        matches!(word, "for" | "with" | "of" | "at" | "in" | "on" | "across" | "among" | "per" | "having")
    };
    let list = &tokens.list;
    let before_it = tokens.lower.get(..list[at].start as usize).unwrap_or_default();
    let limit = limits::before_limit(before_it);
    // Not the `at` of `at least 25%`.
    let said = limit.unwrap_or(before_it).split_whitespace().rev().take(NEAR);
    let goes_on = |word: &&str| {
        !word.ends_with([',', ';', ':', '.'])
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && !matches!(*word, "and" | "or" | "but")
    };
    let is_in_phrase = said.take_while(goes_on).any(is_where);
    // `for orders over $50`, but not `at over $50`
    let is_limited = limit.is_some_and(|lead| {
        let last = lead.trim_end().rsplit(' ').next().unwrap_or_default();
        !matches!(last, "to" | "at" | "of" | "is" | "are" | "up") && !last.is_empty()
    });
    // `with 10 or more members`, `for 2 of our 3 brands`
    let is_bare = quantity(tokens, &list[at]).is_some_and(|number| number.is_bare());
    let is_open_ended = is_where(before(tokens, at, 1))
        && (word(tokens, at + 1) == "or" || is_bare && word(tokens, at + 1) == "of");
    // `with the same 12 people`
    let is_same =
        before(tokens, at, 2) == "the" && matches!(before(tokens, at, 1), "same" | "main" | "other");
    let is_known = is_same || scope::says_which(tokens, at) || scope::says_where(tokens, at);
    is_in_phrase && (is_limited || is_open_ended || is_known)
        || is_in_clause(tokens, at) && !limits::leads_to(tokens, at)
}

/// `80 shops with more than 10 reviews`: what those who are counted have.
fn says_with_how_many(tokens: &Tokens, at: usize) -> bool {
    let lead = tokens.lower.get(..tokens.list[at].start as usize).and_then(limits::before_limit);
    lead.is_some_and(|lead| {
        lead.trim_end()
            .rsplit(' ')
            .next()
            .is_some_and(|word| matches!(word, "with" | "having" | "have" | "has" | "worth"))
    })
}

/// The most words between `who` and the number.
const NEAR: usize = 7;

/// Whether `who`, `that` or `which` stands before a number, with nothing between that begins something else.
fn is_in_clause(tokens: &Tokens, at: usize) -> bool {
    let said = tokens.list[..at].iter().rev().take(NEAR);
    let mut said = said.take_while(|token| token.is_word() && !token.has(Classes::CONJUNCTION));
    said.any(|token| {
        let is_first = token.start == tokens.list[0].start;
        !is_first && matches!(tokens.text(token), "who" | "that" | "which" | "whose" | "having")
    })
}

/// Whether a verb leads to the number at `next`: `reach`, `grows to`, `is at least`.
fn is_moved(tokens: &Tokens, at: usize, next: usize) -> bool {
    let between = &tokens.list[at + 1..next];
    let is_verb = |token: &Token| {
        let text = tokens.text(token);
        token.is_word()
            && (reaches(text)
                || matches!(
                    text,
                    "is" | "are" | "stays" | "stay" | "remain" | "remains" | "cover" | "rise" | "grow"
                )
                || (token.has(Classes::MOVES_UP | Classes::MOVES_DOWN) && token.form != Form::Ing))
    };
    let breaks = |token: &Token| matches!(token.kind, Kind::Break(',' | ';' | '.'));
    between.iter().rposition(is_verb).is_some_and(|verb| between.len() - verb <= NEAR)
        && !between.iter().any(breaks)
        && !between
            .iter()
            .any(|token| is_condition(tokens, token) || matches!(tokens.text(token), "and" | "or" | "but"))
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

/// A difference from a number that is no start of ours: `1 point below the sector's 4.2%`, `20% better than the best of 50`.
pub(super) fn relative(tokens: &Tokens, figures: &[Figure]) -> Option<(usize, usize)> {
    let is_open = |figure: &Figure| matches!(figure.role, Role::Plain | Role::Change);
    let pair = figures.windows(2).find(|pair| {
        is_open(&pair[0]) && pair[1].role == Role::Plain && is_difference(tokens, pair[0].at, pair[1].at)
    })?;
    Some((pair[0].at, pair[1].at))
}

/// Whether a share or points stand before `below` or `better than`, and a number of the same kind soon after.
fn is_difference(tokens: &Tokens, at: usize, other: usize) -> bool {
    let list = &tokens.list;
    let Some((one, two)) = quantity(tokens, &list[at]).zip(quantity(tokens, &list[other])) else {
        return false;
    };
    let names_points = matches!(word(tokens, at + 1), "point" | "points" | "pp");
    let side = if names_points { at + 2 } else { at + 1 };
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

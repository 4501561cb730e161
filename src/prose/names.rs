//! Numbers that are part of a name: `line 12`, `gates 4 and 5`, `users aged 18 to 25`, `the 6 month average`.

use super::Comparator;
use super::figure::{Figure, Role, before, counts_things, is_bare, quantity, word};
use super::leading_words::is_numbered;
use super::leads::is_set;
use super::lexicon::Classes;
use super::roles::{is_owner, is_whole};
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, is_scale_step};

/// `on line 12`, `at gates 4 and 5`: numbers that name a place or a thing, if another number says what is to be reached.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure]) {
    let mut named: Vec<usize> = Vec::new();
    for i in 0..figures.len() {
        let at = figures[i].at;
        let goes_on = i > 0 && named.last() == Some(&(i - 1)) && is_next_of_list(tokens, &figures[i - 1..]);
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
        let is_joined =
            |at: usize| word(tokens, at) == "to" || matches!(tokens.list[at].kind, Kind::Break('-' | '–'));
        if are_ages && i > 0 && figures[i - 1].at + 2 == at && is_joined(figures[i - 1].at + 1) {
            named.push(i - 1);
        }
        let is_adjective = figures[i].comparator == Comparator::Exactly && is_adjective(tokens, at);
        let is_named = is_ranked(tokens, at)
            || is_known_amount(tokens, at)
            || is_name(tokens, at)
            || is_grade(tokens, at)
            || is_named_beside(tokens, figures, at);
        if goes_on || is_part || are_ages || is_aged(tokens, at) || is_adjective || is_named {
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
    let is_before_noun = counts_things(tokens, at);
    let is_time =
        quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == Dimension::Duration);
    is_time
        && is_singular
        && is_before_noun
        && !matches!(before(tokens, at, 1), "a" | "an" | "one" | "per" | "each" | "every")
}

/// `aged 18`
pub(super) fn is_aged(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "aged" | "age" | "ages")
}

/// `3 year olds`, `65 years old`, `the 16-24 age group`, `the 18-25s`
fn is_age(tokens: &Tokens, at: usize) -> bool {
    if word(tokens, at + 1) == "age"
        && matches!(word(tokens, at + 2), "group" | "groups" | "range" | "bracket" | "band")
    {
        return true;
    }
    let is_old = |at: usize| {
        let number = tokens.list.get(at).and_then(|token| quantity(tokens, token));
        number.is_some_and(|number| number.dimension() == Dimension::Duration)
            && matches!(word(tokens, at + 1), "old" | "olds")
    };
    // `16- to 18-year-olds`
    let is_old_word = |at: usize| word(tokens, at).contains("year-old");
    let is_first = is_bare(tokens, at)
        && (at + 2..=at + 3).any(|last| is_old(last) || is_old_word(last))
        && (at + 1..at + 3).all(|between| {
            matches!(word(tokens, between), "-" | "–" | "to" | "and")
                || is_old(between)
                || is_old_word(between)
        });
    is_old(at) || is_first || is_age_group(tokens, at)
}

/// `the 18-25s`, `the over-60s`: the `s` is no second.
fn is_age_group(tokens: &Tokens, at: usize) -> bool {
    let is_dash = |at: usize| matches!(word(tokens, at), "-" | "–");
    let is_group = |at: usize| {
        let text = tokens.list.get(at).map_or("", |token| &tokens.lower[token.range()]);
        text.strip_suffix('s').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let leads = |at: usize| is_bare(tokens, at) || matches!(word(tokens, at), "over" | "under");
    is_group(at) && at > 1 && is_dash(at - 1) && leads(at - 2)
        || is_bare(tokens, at) && is_dash(at + 1) && is_group(at + 2)
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
    // `our Scope 1 and 2 emissions`
    let text = tokens.text(noun);
    let is_known = is_numbered(text)
        && !is_scale_step(text)
        && matches!(before(tokens, at, 2), "our" | "the" | "their" | "of" | "and");
    is_whole && is_noun && ends && (is_known || matches!(before(tokens, at, 2), "on" | "at" | "in" | "for"))
}

/// `the 60 ha of wheat yield 7 t/ha`: how much of a thing there is.
fn is_known_amount(tokens: &Tokens, at: usize) -> bool {
    let is_amount = quantity(tokens, &tokens.list[at])
        .is_some_and(|number| matches!(number.dimension(), Dimension::Physical(_)));
    is_amount && matches!(before(tokens, at, 1), "the" | "our" | "their") && word(tokens, at + 1) == "of"
}

/// `The 30 largest accounts rate support`: those that are known.
fn is_ranked(tokens: &Tokens, at: usize) -> bool {
    let is_rank = word(tokens, at + 1).ends_with("est") || matches!(word(tokens, at + 1), "top" | "most");
    // `Have the 200 largest accounts use it` counts them.
    let is_ordered = at == 2 && tokens.list[0].has(Classes::VERB | Classes::HAVE);
    matches!(before(tokens, at, 1), "the" | "our" | "their") && is_bare(tokens, at) && is_rank && !is_ordered
}

/// `GCSE grades 5 and above`
fn is_grade(tokens: &Tokens, at: usize) -> bool {
    let noun = before(tokens, at, 1);
    let goes_on = matches!(
        (word(tokens, at + 1), word(tokens, at + 2)),
        ("and" | "or", "above" | "below" | "higher" | "lower" | "up")
    );
    is_scale_step(noun.strip_suffix('s').unwrap_or(noun)) && goes_on && is_bare(tokens, at)
}

/// `Takt time of station 12 reduced to 54 s`, `In welding cell 3 rework accounts for 5.5%`: a small number behind a noun, and not before
/// things that it could count, beside a number that is measured.
fn is_named_beside(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let list = &tokens.list;
    let is_small = quantity(tokens, &list[at])
        .is_some_and(|number| number.is_bare() && number.value().fract() == 0.0 && number.value() < 100.0);
    let Some(noun) = at.checked_sub(1).map(|noun| &list[noun]) else { return false };
    let text = tokens.text(noun);
    let other = Classes::METRIC
        | Classes::MEASURE
        | Classes::LAGGING
        | Classes::SOFT
        | Classes::FAULT
        | Classes::VERB
        | Classes::UP
        | Classes::DOWN
        | Classes::MOVES_UP
        | Classes::MOVES_DOWN
        | Classes::REACH
        | Classes::ADVERB
        | Classes::DETERMINER
        | Classes::LIMIT_HIGH
        | Classes::LIMIT_LOW;
    let is_noun =
        noun.is_word() && !noun.closes_noun() && !noun.has(other) && text.len() > 2 && !text.ends_with('s');
    let is_first = at == 1 && is_numbered(text);
    let is_led = is_first
        || (2..=4).any(|back| {
            matches!(before(tokens, at, back), "in" | "at" | "on" | "of" | "for" | "from" | "off" | "the")
        });
    let next = word(tokens, at + 1);
    let counts = counts_things(tokens, at) && next.ends_with('s');
    let is_unit = next.starts_with('%') || matches!(next, "percent" | "points" | "to" | "or" | "and" | "→");
    let is_meant =
        |figure: &Figure| figure.at > at && figure.role != Role::Qualifier && !is_bare(tokens, figure.at);
    is_small
        && is_noun
        && is_led
        && !counts
        && !is_unit
        && !is_set(tokens, at)
        && figures.iter().any(is_meant)
}

/// `shift 1 and shift 3`, `Line 3 as reliable as Line 1`: names of two things of one kind. Steps of a scale may be a start and an end.
pub(super) fn is_one_of_two(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let noun = before(tokens, at, 1);
    let is_plain = |at: usize| is_bare(tokens, at) && !counts_things(tokens, at);
    let is_other = |figure: &Figure| {
        figure.at != at && before(tokens, figure.at, 1) == noun && (is_plain(figure.at) || is_plain(at))
    };
    is_bare(tokens, at)
        && noun.len() > 3
        && !is_scale_step(noun)
        && is_numbered(noun)
        && figures.iter().any(is_other)
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
    // `Scope 1 and 2 emissions`
    let is_first = matches!(before, "aged" | "age" | "ages") || before.ends_with('s') || is_numbered(before);
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
    let ends = ends_name(tokens, second.at)
        || is_numbered(before)
        || list.get(second.at + 1).is_some_and(Token::is_number);
    (is_first || goes_on) && (is_joined || is_span) && is_bare && ends
}

/// The 25 of `users aged 18 to 25`
pub(super) fn ends_span(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let starts = |figure: &Figure| {
        let noun = before(tokens, figure.at, 1);
        figure.at + 2 == at
            && (is_aged(tokens, figure.at)
                || is_numbered(noun) && noun.ends_with('s')
                // `companies with 50 to 250 employees`
                || matches!(noun, "with" | "of") && is_bare(tokens, figure.at) && counts_things(tokens, at))
    };
    matches!(before(tokens, at, 1), "to" | "and" | "-" | "–") && figures.iter().any(starts)
}

/// The 100 of `companies with 100 to 999 employees`
pub(super) fn begins_span(tokens: &Tokens, at: usize) -> bool {
    matches!(word(tokens, at + 1), "to" | "and" | "-" | "–")
        && tokens.list.get(at + 2).is_some_and(Token::is_number)
        && (is_aged(tokens, at)
            || matches!(before(tokens, at, 1), "with" | "of") && counts_things(tokens, at + 2))
}

/// Whether a number is the name of a thing, or goes on with one: `Building 4`, the 7 of `teams 3 and 7`. Steps of a scale may be
/// what is to be reached.
pub(super) fn names_thing(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let noun = before(tokens, at, 1);
    let is_numbered = is_numbered(noun)
        && !is_scale_step(noun.strip_suffix('s').unwrap_or(noun))
        && is_bare(tokens, at)
        && !counts_things(tokens, at)
        // Not `visits per store 40`, nor a verb: `store 500 records`.
        && (is_place(before(tokens, at, 2))
            // `in paint shop 2`
            || is_place(before(tokens, at, 3)) && before(tokens, at, 2) != "per"
                        || matches!(before(tokens, at, 2), "the" | "between" | "about")
            // `to 93%; line 3 stands at 96%`
            || at > 2 && matches!(tokens.list[at - 2].kind, Kind::Break(';' | ','))
            // `Reopen court 3`
            || at == 2 && tokens.list[0].has(Classes::VERB));
    let goes_on = matches!(noun, "and" | "or" | "&" | ",")
        && figures.iter().any(|figure| figure.at + 2 == at && names_thing(tokens, &[], figure.at));
    is_numbered
        || is_name(tokens, at)
        || goes_on
        || names_several(tokens, at)
        || is_one_of_two(tokens, figures, at)
        || is_edition(tokens, at)
        || is_kind_of(tokens, at)
        || is_age(tokens, at)
        || is_owner(tokens, at)
}

/// `on bus lines 11, 14 and 27`, `at counters 1 to 4`: numbers behind the plural of what they are names of.
fn names_several(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Break(',' | '-' | '–'))
            || matches!(tokens.text(token), "and" | "to" | "or" | "&")
    };
    let is_row = |token: &Token| {
        joins(token)
            || quantity(tokens, token).is_some_and(|number| number.is_bare() && number.value() >= 0.0)
    };
    const LONGEST: usize = 16;
    let first = at.saturating_sub(LONGEST);
    let Some(noun) = list[first..at].iter().rposition(|token| !is_row(token)).map(|noun| first + noun) else {
        return false;
    };
    let rest = list[at..].iter().take(LONGEST).position(|token| !is_row(token));
    let last = rest.map_or(list.len().min(at + LONGEST), |end| at + end);
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT | Classes::FAULT;
    let numbers = list[noun + 1..last].iter().filter(|token| token.is_number()).count();
    let text = word(tokens, noun);
    let is_plural = list[noun].is_word()
        && text.ends_with('s')
        && text.len() > 3
        && !list[noun].has(measured)
        && !list[noun].closes_noun();
    let led =
        (1..=2).any(|back| matches!(before(tokens, noun, back), "at" | "in" | "on" | "of" | "for" | "from"));
    let is_row = is_numbered(text) || !counts_things(tokens, last - 1);
    numbers > 1 && is_plural && led && is_row && list[noun + 1].is_number()
}

/// Words that lead to a place: `in Building 4`.
fn is_place(word: &str) -> bool {
    matches!(word, "in" | "at" | "on" | "to" | "from" | "for" | "of" | "across" | "into" | "with")
}

/// `the new variant 2B`, `a bug-free 1.4 patch`: a number of an edition.
fn is_edition(tokens: &Tokens, at: usize) -> bool {
    let is_edition =
        |word: &str| matches!(word, "variant" | "edition" | "version" | "release" | "patch" | "revision");
    let has_point = quantity(tokens, &tokens.list[at]).is_some_and(|number| number.text().contains('.'));
    is_edition(before(tokens, at, 1)) || has_point && is_edition(word(tokens, at + 1))
}

/// `band 6 midwives`, `category 1 calls`: which kind of them.
fn is_kind_of(tokens: &Tokens, at: usize) -> bool {
    let is_kind = matches!(
        before(tokens, at, 1),
        "band"
            | "grade"
            | "tier"
            | "class"
            | "level"
            | "category"
            | "year"
            | "type"
            | "phase"
            | "zone"
            | "priority"
    );
    is_kind && is_bare(tokens, at) && counts_things(tokens, at)
}

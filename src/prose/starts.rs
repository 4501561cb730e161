//! Whether a number says where a measure starts: a value of today or of before, not of the goal.

use super::figure::{before, counts_things, is_bare, is_times, quantity, word};
use super::lexicon::Classes;
use super::limits;
use super::parts::Part;
use super::periods::{is_day, is_goal, is_now, is_of_last, is_period, is_span};
use super::token::{Kind, Token, Tokens};
use super::told;
use crate::quantity::{Dimension, Quantity, is_month, is_scale_step};

/// Whether a number says where a measure starts.
pub(super) fn is_start(tokens: &Tokens, at: usize) -> bool {
    if quantity(tokens, &tokens.list[at]).is_none() {
        return false;
    }
    // `30k, up 12k on last season`
    if matches!(before(tokens, at, 1), "up" | "down") && word(tokens, at + 1) == "on" {
        return false;
    }
    let is_led = is_led(tokens, at);
    if let Some(from) = from_before(tokens, at).filter(|_| is_led) {
        return starts_from(tokens, at, from);
    }
    let others = tokens.list.iter().filter(|token| token.is_number()).count() > 1;
    let is_said = || {
        is_of_today(tokens, at)
            || is_compared_with(tokens, at)
            || is_of_then(tokens, at)
            || told::is_state(tokens, at)
    };
    is_led
        || others && (is_said() || is_known_share(tokens, at))
        || !others && is_known_state(tokens, at)
        || is_only_of_its_kind(tokens, at) && told::is_lone_state(tokens, at)
}

/// `well down from last year's 9%`, `above the current $64`, `beyond the 82% we have`: the only number, and what there is already.
fn is_known_state(tokens: &Tokens, at: usize) -> bool {
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    // `Keep the current 30 schools`
    if matches!(word(tokens, 0), "keep" | "hold" | "maintain" | "retain" | "stay") {
        return false;
    }
    let is_ours = one == "the" && matches!(word(tokens, at + 1), "we" | "they" | "it");
    let is_today = matches!(one, "today's" | "today’s") && two == "than";
    let is_current =
        is_today || matches!(one, "current" | "present") && matches!(two, "the" | "our" | "their" | "its");
    // `our current NPS of 12`
    let is_of_now = one == "of"
        && (3..=4)
            .any(|back| matches!(before(tokens, at, back), "current" | "present" | "today's" | "today’s"));
    is_of_last(one, two) || is_current || is_of_now || is_ours && !is_bare(tokens, at)
}

/// `from its 2024 level of 89%`
fn is_of_level(tokens: &Tokens, at: usize) -> bool {
    let is_level = matches!(
        before(tokens, at, 2),
        "level" | "rate" | "share" | "score" | "average" | "median" | "value" | "figure" | "total"
    );
    before(tokens, at, 1) == "of" && is_level && (3..=5).any(|back| before(tokens, at, back) == "from")
}

/// `Lift the 41% of students who pass to 55%`: a share that is there already, and what it is to be.
fn is_known_share(tokens: &Tokens, at: usize) -> bool {
    let share = |at: usize| {
        quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == Dimension::Percent)
    };
    before(tokens, at, 1) == "the"
        && word(tokens, at + 1) == "of"
        && share(at)
        && (at + 1..tokens.list.len()).any(|other| share(other) && before(tokens, other, 1) == "to")
}

/// Words before a number that a value of today or of before follows.
fn leads(word: &str) -> bool {
    matches!(
        word,
        "from" | "currently" | "baseline" | "was" | "previously" | "formerly" | "vs" | "versus" | "vs."
    )
}

/// Words that may come between those and the number: `from < 5%`, `from ~3`, `from a 3`.
fn is_skipped(tokens: &Tokens, at: usize) -> bool {
    const WORDS: [&str; 19] = [
        "<",
        ">",
        "a",
        "an",
        "about",
        "over",
        "under",
        "around",
        "the",
        "an average",
        ":",
        "of",
        "is",
        "it",
        "~",
        "current",
        "approximately",
        "roughly",
        "at",
    ];
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    WORDS.contains(&one)
        || matches!(one, "today's" | "today’s" | "than")
        || is_scale_step(one)
        || (two == "from" && (is_period(one) || is_repeated(tokens, at, one)))
}

/// Whether words before or after a number say that it is where the measure stands or stood.
fn is_led(tokens: &Tokens, at: usize) -> bool {
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    // `up by 5 points, and the rating was 4.8` tells of something else.
    let goes_on = || {
        let said = tokens.list[..at].iter().rev().take_while(|token| !token.is_number());
        said.into_iter().any(|token| token.has(Classes::CONJUNCTION)) && one != "(" && two != "("
    };
    let is_goal = is_goal(word(tokens, at + 1));
    // `3,400 last season vs 4,500 goal`
    let is_side = |word: &str| matches!(word, "vs" | "versus" | "vs.");
    let leads = |word: &str| leads(word) && (word != "was" || !goes_on()) && !(is_goal && is_side(word));
    let skipped = is_skipped(tokens, at);
    leads(one)
        || is_of_average(tokens, at)
        || is_of_level(tokens, at)
        || (skipped && leads(two))
        || (skipped && matches!(two, "is" | "it" | "average") && leads(three))
        || is_named(tokens, at)
        || is_begun(tokens, at)
        || is_said_to_be(tokens, at)
}

/// `from an average of 5 to an average of 8`
fn is_of_average(tokens: &Tokens, at: usize) -> bool {
    before(tokens, at, 1) == "of"
        && matches!(before(tokens, at, 3), "a" | "an" | "the")
        && before(tokens, at, 4) == "from"
}

/// `current 30, target 45`, `before: 30, after: 45`; the 30 of `the current 30 members` is no start, nor the 12 of `before 12 noon`.
fn is_named(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    let names_now =
        |word: &str| matches!(word, "current" | "start" | "starting" | "as-is" | "prev" | "prior" | "before");
    let is_time =
        one == "before" && word(tokens, at + 1) != "," && !list.iter().any(|t| tokens.text(t) == "after");
    list[at + 1..].iter().chain(&list[..at]).any(Token::is_number)
        && (names_now(one) && !is_time || matches!(one, ":" | "." | "at" | "from" | "is") && names_now(two))
}

/// `we started at 35%`, `having begun the year at 35%`, `with 35% as the starting point`
fn is_begun(tokens: &Tokens, at: usize) -> bool {
    let begins = |word: &str| {
        matches!(word, "started" | "began" | "begun" | "starting" | "beginning")
            || word == "begin" && !is_first(tokens)
    };
    let is_step = is_scale_step(before(tokens, at, 1)) || before(tokens, at, 1) == "trl";
    before(tokens, at, if is_step { 2 } else { 1 }) == "at"
        && (2..=4).any(|back| begins(before(tokens, at, back)))
        // `30k opt-ins, starting with 12k`
        || before(tokens, at, 1) == "with" && before(tokens, at, 2) == "starting"
        || word(tokens, at + 1) == "as"
            && (matches!(word(tokens, at + 3), "starting" | "start" | "baseline")
                || word(tokens, at + 3) == "point" && word(tokens, at + 5) == "departure")
}

/// `Begin`: an order.
fn is_first(tokens: &Tokens) -> bool {
    word(tokens, 0) == "begin"
}

/// `(last year: 70%)`, `(vs. 25)`, `today's value is 2.3`, `from its present 62%`, `within 21 days; the average is 37 days`
fn is_said_to_be(tokens: &Tokens, at: usize) -> bool {
    let is_state = || {
        (3..=5).any(|back| before(tokens, at, back) == ";")
            && comparable_to_any(tokens, at)
            && !Part::around(tokens, at).is_to_come()
    };
    match (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3)) {
        (":", span, "last") => is_span(span),
        (":", "point" | "value", "starting")
        | ("value", "starting", _)
        | (":", "quo", _)
        | (".", "vs" | "v", _)
        | ("to", "opposed", _)
        | ("only", "whereas", _) => true,
        ("is", "value", "today's" | "today’s" | "current") | ("be", "to", "used") => true,
        // `(Q1: 81%)`, `(Q2 91%)`
        (":", period, "(") | (period, "(", _) if is_period(period) => {
            is_alone_in_bracket(tokens, at) && comparable_to_any(tokens, at)
        }
        ("existing" | "present", "the" | "its" | "their", "from") => true,
        ("was", "it", _) => comparable_to_any(tokens, at),
        ("is", "it" | "baseline" | "average" | "median" | "figure" | "rate" | "number" | "that", _) => {
            is_state()
        }
        // `no longer 11 h a week`
        ("longer", "no", _) => comparable_to_any(tokens, at),
        ("after", ..) => {
            word(tokens, at + 1) == "in" && comparable_to_any(tokens, at) || is_after_amount(tokens, at)
        }
        _ => false,
    }
}

/// `58%, after 43% last winter`, not `after 5 days` nor `after 10% off`
fn is_after_amount(tokens: &Tokens, at: usize) -> bool {
    let is_amount = quantity(tokens, &tokens.list[at])
        .is_some_and(|number| matches!(number.dimension(), Dimension::Percent | Dimension::Currency(_)));
    // `in 5 hours, after 7.5 hours on the last tour`
    let is_of_before = before(tokens, at, 2) == ","
        && (at + 1..at + 5).any(|place| matches!(word(tokens, place), "last" | "previous"));
    let is_amount = is_amount || is_of_before;
    // `14% a year after 22%`
    let is_last = at + 1 == tokens.list.len() && !(0..at).any(|place| word(tokens, place) == "before");
    let is_dated = is_of_before || is_last || matches!(word(tokens, at + 1), "last" | "in" | "a");
    let others = tokens.list.iter().enumerate().filter(|&(place, token)| place != at && token.is_number());
    let is_alike = |token: &Token| {
        quantity(tokens, token)
            .zip(quantity(tokens, &tokens.list[at]))
            .is_some_and(|(other, this)| crate::quantity::comparable(other, this))
    };
    is_amount && is_dated && others.into_iter().any(|(_, token)| is_alike(token))
}

/// `(Q1: 81%)`, not `(Q1: 81%, Q2: 90%)`
fn is_alone_in_bracket(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.list[at + 1..].iter().take_while(|token| token.kind != Kind::Break(')'));
    !after.into_iter().any(|token| token.is_number() || token.kind == Kind::Break(':'))
}

/// The place of the `from` that leads to a number.
fn from_before(tokens: &Tokens, at: usize) -> Option<usize> {
    match (before(tokens, at, 1), before(tokens, at, 2)) {
        ("from", _) => Some(at - 1),
        _ if is_of_average(tokens, at) => Some(at - 4),
        (_, "from") => Some(at - 2),
        _ => None,
    }
}

/// `from 20 countries` is where, not when, unless another number follows or the words say so. `from` is the place of that word.
fn starts_from(tokens: &Tokens, at: usize, from: usize) -> bool {
    let list = &tokens.list;
    // `ranges from 22 to 28 °C`
    if limits::ranges(before(tokens, from, 1)) {
        return false;
    }
    // `(we come from 60%)`, not `revenue that comes from one channel`
    let is_ours = matches!(before(tokens, from, 2), "we" | "it" | "they");
    let turned = matches!(before(tokens, from, 1), "up" | "down" | "away" | "(" | "increase" | "reduction")
        || is_ours && matches!(before(tokens, from, 1), "come" | "comes" | "came");
    // `Halve the wait from 14 days`
    let is_factor = |token: &Token| quantity(tokens, token).is_some_and(is_times);
    let earlier = list[..from].iter().any(Token::is_number);
    let first = !list[..from].iter().any(|token| token.is_number() && !is_factor(token));
    let later = list[at + 1..].iter().take(14).any(|t| {
        matches!(t.kind, Kind::Break('→'))
            || (t.is_word() && matches!(tokens.text(t), "to" | "down" | "up" | "below" | "under"))
    });
    // `to 24 mpg from 28 mpg`
    let is_same = word(tokens, at + 1) != "of"
        && (1..from).any(|other| list[other].is_number() && word(tokens, other + 1) == word(tokens, at + 1));
    let counts_things = counts_things(tokens, at)
        && !is_same
        && !list.get(at + 1).is_some_and(|next| next.has(Classes::TIME));
    let later_number = list[at + 1..].iter().any(Token::is_number);
    // `parts from the 10 largest suppliers down 300 ppm`
    let is_ranked = before(tokens, at, 1) == "the"
        && (word(tokens, at + 1).ends_with("est")
            || matches!(word(tokens, at + 1), "top" | "most" | "worst"));
    if is_ranked && counts_things {
        return false;
    }
    // `requests from the 2 partner portals: 18 → 45`
    let is_arrow = |place: usize| {
        list[place].kind == Kind::Break('→') && list[at + 1..place].iter().any(Token::is_number)
    };
    if counts_things && (at + 1..list.len()).any(is_arrow) {
        return false;
    }
    // `revenue from the 5 biggest customers from 60% to 40%`
    let starts_later = (at + 2..list.len()).any(|i| list[i].is_number() && before(tokens, i, 1) == "from");
    if starts_later && counts_things && matches!(before(tokens, at, 1), "the" | "our" | "all" | "their") {
        return false;
    }
    // `from 1200 by 40%`
    let by = list[at + 1..].iter().take(6).position(|t| t.is_word() && tokens.text(t) == "by");
    let changed = by.is_some_and(|by| list.get(at + by + 2).is_some_and(Token::is_number));
    // `Raise activation from 23%`: nothing else it could be, unless it counts something.
    let alone = first && !later_number && from > 0 && !counts_things && word(tokens, at + 1) != "of";
    turned
        || alone
        || (changed && !counts_things)
        || (later && later_number)
        || (earlier && bracket_before(list, from))
        || (earlier && !counts_things && comparable_before(tokens, at))
        || (!later_number && share_before(tokens, from) && is_amount(tokens, at))
}

/// `35% today`, `now: 35%`, `300 so far`
fn is_of_today(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    let number_at = |i: usize| list.get(i).is_some_and(Token::is_number);
    // `people who live 15 miles away` are not live.
    let lives = one == "live" && at > 1 && list[at - 2].is_word();
    let today = |word: &str| {
        !(lives && word == "live")
            && (is_now(word) || matches!(word, "previously" | "live" | "baseline" | "qtd" | "ytd" | "mtd"))
    };
    // `300 so far`, `so far 300`
    let so_far = (word(tokens, at + 1) == "so" && word(tokens, at + 2) == "far" && !number_at(at + 3))
        || (one == "far" && two == "so")
        || (matches!(one, ":" | "at" | "is") && (two == "far" || two == "it" && three == "far"));
    // `2 of 7 today`
    let at_end = if word(tokens, at + 1) == "of" && number_at(at + 2) { at + 2 } else { at };
    // `60% of arrivals today, 85% by June`
    let is_parted = word(tokens, at + 4) == ",";
    let of_noun = word(tokens, at + 1) == "of"
        && today(word(tokens, at + 3))
        && (is_parted || !leads_to_number(tokens, at + 4));
    let follows = today(word(tokens, at_end + 1))
        || of_noun
        // `within 4 hours (today: 72%)` says the value of today afterwards.
        || (today(word(tokens, at + 2)) && !number_at(at + 1) && !leads_to_number(tokens, at + 3));
    // `All 32 councils publish it; 19 do so today`
    let ends_with_today = matches!(one, ";" | "," | "(")
        && (at + 2..at + 4).any(|last| {
            today(word(tokens, last))
                && list[at + 1..last].iter().all(Token::is_word)
                && list.get(last + 1).is_none_or(|next| !next.is_word())
        });
    let leads = today(one)
        // `8 min now, 3 min by March`
        || (today(two)
            && matches!(one, "it" | "is" | "at" | ":" | "," | "of")
            // `27% order today, 35% by March`
            && (one != "," || at < 3 || !list[at - 3].is_word())
            && !at.checked_sub(3).is_some_and(number_at)
            // `60% of orders today, 85% by June`
            && !(before(tokens, at, 4) == "of" && at.checked_sub(5).is_some_and(number_at)))
        || (today(three) && matches!(two, "it" | "is"));
    follows || leads || so_far || ends_with_today
}

/// `(40 in January)`, `(40 last year)`, `above last year's 80`
fn is_of_then(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    // `48 in total` and `95% on support` are not days.
    let is_last = !list[at + 1..].iter().any(Token::is_number);
    let ends_bracket = before(tokens, at, 1) == "("
        && list[at + 1..].iter().take(6).any(|token| token.kind == Kind::Break(')'));
    let of_last = word(tokens, at + 1) == "last" && is_span(word(tokens, at + 2));
    let dated = (is_last || ends_bracket)
        && (is_dated(tokens, at) || of_last)
        // `, at 3.1 in the spring`
        && (bracket_before(list, at)
            || one == "at" && bracket_before(list, at - 1) && comparable_to_any(tokens, at))
        && list[..at].iter().any(Token::is_number);
    // `4 in 2024, 9 in 2025` is a row, whose order is told by the years.
    let is_row = |other: usize| other != at && list[other].is_number() && is_dated(tokens, other);
    let dated = dated && !(0..at).any(is_row);
    // `Turnover, 22% in 2023, is down to 12%`
    let is_year =
        word(tokens, at + 1) == "in" && (is_period(word(tokens, at + 2)) || is_month(word(tokens, at + 2)));
    let is_between = one == ","
        && (of_last || is_year)
        && word(tokens, at + 3) == ","
        && list.get(at + 4..).is_some_and(|later| later.iter().any(Token::is_number));
    // `above last year's 80`, `more than last year (1.2M)`
    let of_before =
        is_of_last(one, two) || (one == "(" && word(tokens, at + 1) == ")" && is_of_last(two, three));
    dated || is_between || of_before
}

/// `to 48 instead of 31`, `compared with 31`, `rather than the 31 we see now`, `against 31 a year ago`
fn is_compared_with(tokens: &Tokens, at: usize) -> bool {
    // `instead of every 7 minutes`
    let edge = if before(tokens, at, 1) == "every" { at - 1 } else { at };
    let (one, two, three) = (before(tokens, edge, 1), before(tokens, edge, 2), before(tokens, edge, 3));
    let skipped = is_skipped(tokens, at);
    let compared = (matches!(one, "with" | "to") && two == "compared")
        || (matches!(two, "with" | "to") && three == "compared" && skipped);
    // `to 48 vs. today's 31`, `to 48 rather than the 31 we see now`, `to 48 against 31 a year ago`
    let against = (matches!(one, "today's" | "today’s" | "the") && two == "." && matches!(three, "vs" | "v"))
        || (skipped && two == "than" && three == "rather")
        || (one == "against" || skipped && two == "against")
            && comparable_to_any(tokens, at)
            && !counts_things(tokens, at);
    let took = compared
        || against
        || matches!(one, "took" | "rather" | "instead")
        || (matches!((one, two), ("than", "rather") | ("longer", "no") | ("only" | "just", "longer")))
        || (one == "of" && matches!(two, "instead" | "in place"))
        || (one == "not");
    // `Current state is 3,315`
    took || (one == "is" && (2..=4).any(|back| matches!(before(tokens, at, back), "current" | "today")))
}

/// `in January`, `on 1 January`, `at the end of Q4`: a day follows the number at `at`.
fn is_dated(tokens: &Tokens, at: usize) -> bool {
    let leads = matches!(word(tokens, at + 1), "in" | "on" | "at" | "as");
    let between = |text: &str| {
        matches!(text, "the" | "end" | "of" | "start" | "early" | "mid" | "late")
            || text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = (at + 2..at + 7).find(|&day| !between(word(tokens, day)) || word(tokens, day).is_empty());
    let is_far = word(tokens, at + 1) == "at" && word(tokens, at + 2) != "the";
    leads && !is_far && day.is_some_and(|day| is_day(word(tokens, day)))
}

/// `today it is 35`, `now: 12`: what stands at `at` leads to a number.
fn leads_to_number(tokens: &Tokens, at: usize) -> bool {
    const LEADS: [&str; 14] = [
        "it", "is", "at", ":", "we", "are", "about", "only", "around", "stands", "stand", "just", "they",
        "have",
    ];
    let next = (at..tokens.list.len()).find(|&next| !LEADS.contains(&word(tokens, next)));
    next.is_some_and(|next| {
        tokens.list[next].is_number() || tokens.list.get(next + 1).is_some_and(Token::is_number)
    })
}

/// `from KES 300 to KES 450`, `from Band 2 to Band 4`: the same word stands before another number, after `to`.
fn is_repeated(tokens: &Tokens, at: usize, word_before: &str) -> bool {
    let list = &tokens.list;
    !word_before.is_empty()
        && (at + 1..list.len()).any(|other| {
            list[other].is_number()
                && before(tokens, other, 1) == word_before
                && before(tokens, other, 2) == "to"
        })
}

fn bracket_before(list: &[Token], at: usize) -> bool {
    list[..at].last().is_some_and(|t| matches!(t.kind, Kind::Break('(' | ',')))
}

fn comparable_before(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let Some(this) = quantity(tokens, &list[at]) else { return false };
    let Some(other) = list[..at].iter().rposition(Token::is_number) else { return false };
    quantity(tokens, &list[other]).is_some_and(|q| {
        // `by 7pp from 68%`, `6 points from 88%`
        let in_points =
            q.dimension() == Dimension::Points || matches!(word(tokens, other + 1), "points" | "point");
        let are_points = in_points && this.dimension() == Dimension::Percent;
        // `by 10k from $100K`
        let is_change = before(tokens, other, 1) == "by"
            && q.is_bare()
            && matches!(this.dimension(), Dimension::Currency(_));
        are_points
            || is_change
            || is_rate_of(q, this)
            || crate::quantity::comparable(q, this) && (this.is_bare() || !q.is_bare())
    })
}

/// `1 h per day` beside `2.5 h`: the period is said once.
fn is_rate_of(rate: &Quantity, amount: &Quantity) -> bool {
    match (rate.dimension(), amount.dimension()) {
        (Dimension::DurationRate, Dimension::Duration) => true,
        (Dimension::CurrencyRate(one), Dimension::Currency(other)) => one == other,
        _ => false,
    }
}

/// Whether a number of the same kind stands anywhere before.
fn comparable_to_any(tokens: &Tokens, at: usize) -> bool {
    const MOST: usize = 6;
    let Some(this) = quantity(tokens, &tokens.list[at]) else { return false };
    let numbers = tokens.list[..at].iter().rev().filter_map(|token| quantity(tokens, token)).take(MOST);
    numbers.into_iter().any(|other| crate::quantity::comparable(other, this))
}

/// Whether no other number measures the same.
fn is_only_of_its_kind(tokens: &Tokens, at: usize) -> bool {
    let Some(this) = quantity(tokens, &tokens.list[at]) else { return false };
    let is_like = |(place, token): (usize, &Token)| {
        place != at && quantity(tokens, token).is_some_and(|other| crate::quantity::comparable(other, this))
    };
    // `twice the 15% of today`, `two years ago`
    let is_other = is_times(this) || word(tokens, at + 1) == "ago";
    !is_other && !tokens.list.iter().enumerate().any(is_like)
}

/// `grow the list 15% from 20,000 subscribers`: a share by which something moves stands before.
fn share_before(tokens: &Tokens, from: usize) -> bool {
    let list = &tokens.list;
    let is_share =
        |token: &Token| quantity(tokens, token).is_some_and(|q| q.dimension() == Dimension::Percent);
    // `by at least 10%`, `by no less than 25%`
    let is_by = |at: usize| (2..=4).any(|back| before(tokens, at, back) == "by");
    let led = |at: usize| match before(tokens, at, 1) {
        "least" | "most" | "than" => !is_by(at),
        word => matches!(word, "to" | "at" | "of" | ""),
    };
    (from.saturating_sub(3)..from).any(|at| is_share(&list[at]) && !led(at))
}

/// A number that is no share, and too large to count countries or teams; a time only where nothing says since when.
fn is_amount(tokens: &Tokens, at: usize) -> bool {
    let ends = tokens.list.get(at + 1).is_none_or(|next| !next.is_word());
    quantity(tokens, &tokens.list[at]).is_some_and(|q| match q.dimension() {
        Dimension::Percent => false,
        Dimension::Duration => ends,
        _ => !q.is_bare() || q.value() > 50.0,
    })
}

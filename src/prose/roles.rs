//! The role of one number in a sentence, from the words around it.

use super::figure::{Role, before, counts_things, is_times, quantity, word};
use super::leads;
use super::lexicon::{Classes, Form};
use super::limits;
use super::syntax::Clause;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity, is_month};

pub(super) fn role(tokens: &Tokens, at: usize) -> Role {
    let list = &tokens.list;
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    let (next, after) = (word(tokens, at + 1), word(tokens, at + 2));
    let duration = quantity(tokens, &list[at])
        .is_some_and(|q| matches!(q.dimension(), Dimension::Duration | Dimension::DurationRate));
    let percent = quantity(tokens, &list[at])
        .is_some_and(|q| matches!(q.dimension(), Dimension::Percent | Dimension::Points));
    // `Not one complaint`
    if at == 1 && one == "not" && tokens.text(&list[at]) == "one" {
        return Role::Qualifier;
    }
    // `by 12/31`
    let is_date = one == "by" && is_day_of_month(&tokens.lower[list[at].range()]);
    if is_whole(tokens, at) || is_date || begins_hours(tokens, at) {
        return Role::Qualifier;
    }
    if is_baseline(tokens, at) {
        return Role::Baseline;
    }
    // `baseline 30, goal 45`
    let names_end = |w: &str| matches!(w, "target" | "goal" | "to-be");
    let names_start = |token: &Token| {
        matches!(tokens.text(token), "baseline" | "current" | "start" | "today" | "from" | "as-is" | "now")
    };
    // `(goal 3 of 5)` is a name.
    let is_counted = next == "of" && list.get(at + 2).is_some_and(Token::is_number);
    let names_this = names_end(one) || one == ":" && names_end(two);
    if names_this && !is_counted && list.iter().any(names_start) {
        return Role::End;
    }
    // `in half`, `by a factor of 3`
    let in_half = one == "in" && percent && tokens.text(&list[at]) == "half";
    // `by a half`, `by at least 14 points`; not `by at least one issuer`, which says by whom
    let bare = quantity(tokens, &list[at]).is_some_and(Quantity::is_bare);
    let is_point = matches!(next, "points" | "point" | "pts" | "pt");
    let counts_others = bare && !is_point && counts_things(tokens, at);
    let by_so_much = !counts_others
        && match one {
            "a" => percent && two == "by",
            "least" | "most" => matches!(two, "at") && before(tokens, at, 3) == "by",
            // `by >=10%`
            ">=" | "<=" | "≥" | "≤" | ">" | "<" => two == "by",
            "another" | "about" | "around" | "roughly" | "approximately" | "over" | "~" | "further"
            | "additional" => two == "by" || matches!(two, "a" | "an") && before(tokens, at, 3) == "by",
            "than" => matches!(two, "more" | "less") && before(tokens, at, 3) == "by",
            _ => false,
        };
    // `up 6% from 310`
    // `visits up 15% over 2 years`
    let is_set_up = at > 1
        && list[at - 2].has(Classes::VERB | Classes::BE)
        && !list[at - 2].has(Classes::MOVES_UP | Classes::MOVES_DOWN);
    let is_up = matches!(one, "up" | "down")
        && (matches!(next, "from" | "on") || next != "to" && at > 1 && !is_set_up);
    // `accepted by 85% of accounts`
    let by_whom = one == "by"
        && (next == "of" || list.get(at + 1).is_some_and(|noun| noun.is_word() && !noun.closes_noun()))
        && at > 2
        && list[at - 2].form == Form::Ed
        && !list[at - 2].has(Classes::UP | Classes::DOWN | Classes::MOVES_UP | Classes::MOVES_DOWN);
    if in_half || is_up || by_so_much || (one == "of" && two == "factor") {
        return Role::Change;
    }
    let by_people = list.get(at + 1).is_some_and(|t| t.has(Classes::PEOPLE | Classes::STAFF)) && !percent;
    // `at 20% lower cost`
    let is_price = one == "at" && percent && matches!(next, "lower" | "higher" | "less" | "more");
    if is_price && list[..at].iter().any(Token::is_number) {
        return Role::Qualifier;
    }
    if (one == "by" && !by_people && !by_whom)
        || (percent
            && matches!(
                next,
                "more"
                    | "less"
                    | "fewer"
                    | "increase"
                    | "decrease"
                    | "reduction"
                    | "lift"
                    | "growth"
                    | "improvement"
                    | "higher"
                    | "lower"
                    | "faster"
            ))
    {
        return Role::Change;
    }
    if is_added(tokens, at) || (percent && is_above_last(tokens, at)) {
        return Role::Change;
    }
    // `A team of 5 handles 400 tickets`, `Each of 12 stores sells 40`: who does it.
    let is_who = one == "of"
        && matches!(
            two,
            "team"
                | "group"
                | "crew"
                | "staff"
                | "class"
                | "panel"
                | "pool"
                | "squad"
                | "each"
                | "any"
                | "cohort"
                | "fleet"
                | "network"
                | "family"
        )
        && list[at + 1..].iter().any(Token::is_number);
    if is_who
        || matches!(one, "top" | "top-" | "first" | "every" | "per" | "each" | "last" | "next")
        // `in the past 30 days`, but not `Raise NPS past 30`
        || (one == "past" && two == "the")
        || (one == "(" && next == "x")
    {
        return Role::Qualifier;
    }
    // `sign-ups from 5 countries reach 4,000`
    let counts = counts_things(tokens, at);
    let bare = quantity(tokens, &list[at]).is_some_and(Quantity::is_bare);
    let others = list.iter().filter(|t| t.is_number()).count() > 1;
    if bare && counts && others && matches!(one, "from" | "across" | "among") {
        return Role::Qualifier;
    }
    let since = matches!(
        one,
        "within"
            | "after"
            | "over"
            | "for"
            | "during"
            | "in"
            | "every"
            | "inside"
            | "before"
            | "of"
            | "until"
    ) || (matches!(one, "than" | "the")
        && !matches!(before(tokens, at, 3), "no" | "not")
        && matches!(
            two,
            "older" | "longer" | "more" | "less" | "first" | "within" | "in" | "after" | "over" | "last"
        ))
        || (one == "least" && two == "at" && before(tokens, at, 3) == "for");
    // `250 ms from 400 ms` is a value and where it starts, `30 days from signing` a time after something.
    let starts = next == "from" && list.get(at + 2).is_some_and(Token::is_number);
    let measured_after = matches!(next, "old" | "after" | "before" | "from" | "of" | "prior") && !starts;
    if duration && (since || (measured_after && after != "availability")) && !is_limit_of_time(tokens, at) {
        return Role::Qualifier;
    }
    Role::Plain
}

/// `50 more schools`, `5 fewer complaints`, `7 points to 75`, `a 14-point rise`: how far it moves.
fn is_added(tokens: &Tokens, at: usize) -> bool {
    let after = way_after(tokens, at);
    let (next, second) = (word(tokens, after), word(tokens, after + 1));
    let is_led = matches!(
        before(tokens, at, 1),
        "from"
            | "at"
            | "of"
            | "to"
            | "under"
            | "below"
            | "over"
            | "above"
            | "within"
            | "in"
            | "than"
            | "least"
            | "most"
    );
    let is_more = matches!(next, "more" | "fewer" | "additional" | "extra" | "further") && second != "than";
    let is_step = after > at + 1 && matches!(next, "to" | "from") && word(tokens, after - 1) != "-";
    !is_led && (is_more || is_step || RISES.contains(&next) || FALLS.contains(&next))
}

/// `50% above last year's 80`: by how much.
fn is_above_last(tokens: &Tokens, at: usize) -> bool {
    let is_side = matches!(word(tokens, at + 1), "above" | "below" | "over" | "under" | "beyond");
    is_side && (at + 2..at + 5).any(|of| is_of_last(word(tokens, of + 1), word(tokens, of)))
}

/// Nouns for the way that a number makes.
const RISES: [&str; 7] = ["increase", "rise", "gain", "lift", "improvement", "uplift", "boost"];
const FALLS: [&str; 6] = ["reduction", "decrease", "drop", "cut", "fall", "decline"];

/// The place after a number, and after the points or days it is counted in: `rise` in `14-point rise`.
fn way_after(tokens: &Tokens, at: usize) -> usize {
    let dash = usize::from(tokens.list.get(at + 1).is_some_and(|token| token.kind == Kind::Break('-')));
    let unit = usize::from(matches!(word(tokens, at + 1 + dash), "points" | "point" | "pts" | "pt"));
    at + 1 + if unit > 0 { dash + unit } else { 0 }
}

/// Whether the words after a number say that it is taken away: `50 fewer complaints`, `a 2-point drop`; `None` if they do not
/// say which way it goes.
pub(super) fn is_taken_away(tokens: &Tokens, at: usize) -> Option<bool> {
    let next = word(tokens, way_after(tokens, at));
    // `falls by 12%`, `down 3 from 9`
    let is_by = before(tokens, at, 1) == "by";
    let led = at.checked_sub(if is_by { 2 } else { 1 }).map(|led| &tokens.list[led]);
    if let Some(led) = led.filter(|led| led.is_word()) {
        let (up, down) = (Classes::UP | Classes::MOVES_UP, Classes::DOWN | Classes::MOVES_DOWN);
        match (tokens.text(led), led.has(up), led.has(down)) {
            ("down", ..) if matches!(next, "from" | "on") => return Some(true),
            ("up", ..) if matches!(next, "from" | "on") => return Some(false),
            (_, false, true) if is_by => return Some(true),
            (_, true, false) if is_by => return Some(false),
            _ => {}
        }
    }
    let is_less = is_above_last(tokens, at) && matches!(next, "below" | "under")
        || matches!(next, "fewer" | "less" | "lower" | "shorter" | "cheaper" | "smaller" | "lighter");
    if is_less || FALLS.contains(&next) {
        return Some(true);
    }
    let is_added =
        matches!(next, "more" | "higher" | "additional" | "extra" | "further") || RISES.contains(&next);
    (is_added && next != "improvement").then_some(false)
}

/// `12/31`, `30/6`; not `1/3`, which is a share.
fn is_day_of_month(text: &str) -> bool {
    let parts = text
        .split_once('/')
        .and_then(|(one, other)| Some((one.parse::<u8>().ok()?, other.parse::<u8>().ok()?)));
    parts.is_some_and(|(one, other)| {
        one.max(other) <= 31 && one.min(other) <= 12 && (one > other || other > 12)
    })
}

/// `from 6 to 10 am`, `on Mondays from 8 to 10`: the hour at which something begins.
fn begins_hours(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.lower[tokens.list[at].end as usize..].trim_start();
    let Some(after) = after.strip_prefix("to ") else { return false };
    let hour = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.').trim_start();
    let word: &str = hour.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let is_hour = hour.len() < after.len()
        && matches!(word, "am" | "pm" | "a.m." | "p.m." | "noon" | "o'clock" | "o’clock");
    before(tokens, at, 1) == "from" && is_hour
}

/// The 6 in `1 of 6`.
pub(super) fn is_whole(tokens: &Tokens, at: usize) -> bool {
    before(tokens, at, 1) == "of" && at.checked_sub(2).is_some_and(|part| is_part(tokens, part, at))
}

/// `8 of 10`: two plain numbers, the first not larger.
fn is_part(tokens: &Tokens, part: usize, whole: usize) -> bool {
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let (Some(part), Some(whole)) = (number(part), number(whole)) else { return false };
    let is_counted = whole.is_bare() || whole.dimension() == Dimension::Duration;
    part.is_bare() && is_counted && part.value() <= whole.value() / whole.unit_scale()
}

/// Whether a time is what is to be reached or kept, though words before it often say since when: `at a maximum of 15 minutes`.
fn is_limit_of_time(tokens: &Tokens, at: usize) -> bool {
    const LIMITS: [&str; 8] = ["maximum", "minimum", "max", "min", "limit", "cap", "ceiling", "floor"];
    let is_of = before(tokens, at, 1) == "of";
    ends_measure(tokens, at)
        || is_of && LIMITS.contains(&before(tokens, at, 2))
        || is_of
            && limits::times_are_measured(limits::nearby_text(&tokens.lower, tokens.list[at].start as usize))
        || limits::is_kept_at(tokens, at)
        || leads::is_set(tokens, at)
        || leads::is_strict_limit(tokens, at)
}

/// `reduced within 30 days`: a duration is the measure itself when time is measured.
fn ends_measure(tokens: &Tokens, at: usize) -> bool {
    let one = before(tokens, at, 1);
    let is = before(tokens, at, 2);
    matches!(one, "to" | "at" | "under" | "below")
        || (one == "in" && matches!(is, "seen" | "fixed" | "live" | "resolved"))
}

/// A value of today, not of the goal.
fn is_baseline(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let (one, two, three) = (before(tokens, at, 1), before(tokens, at, 2), before(tokens, at, 3));
    // Over a comparator: `from < 5%`, `from ~3`, `from a 3`.
    // `up by 5 points, and the rating was 4.8` tells of something else.
    let goes_on = list[..at]
        .iter()
        .rev()
        .take_while(|token| !token.is_number())
        .any(|token| token.has(Classes::CONJUNCTION));
    let in_bracket = one == "(" || two == "(";
    let lead = |w: &str| {
        !(w == "was" && goes_on && !in_bracket)
            && matches!(
                w,
                "from"
                    | "currently"
                    | "baseline"
                    | "was"
                    | "previously"
                    | "formerly"
                    | "vs"
                    | "versus"
                    | "vs."
            )
    };
    let skipped = matches!(
        one,
        "<" | ">"
            | "a"
            | "an"
            | "about"
            | "over"
            | "under"
            | "around"
            | "the"
            | "an average"
            | ":"
            | "of"
            | "is"
            | "it"
            | "~"
            | "current"
            | "today's"
            | "today’s"
            | "approximately"
            | "roughly"
            | "at"
            | "than"
    ) || crate::quantity::is_scale_step(one)
        || (two == "from" && (is_period(one) || is_repeated(tokens, at, one)));
    let years_only = quantity(tokens, &list[at]).is_none();
    if years_only {
        return false;
    }
    // `from an average of 5 to an average of 8`
    let averaged = one == "of" && matches!(three, "a" | "an" | "the") && before(tokens, at, 4) == "from";
    // `current 30, target 45`; `the current 30 members` are no baseline.
    let names_now =
        |w: &str| matches!(w, "current" | "start" | "starting" | "as-is" | "prev" | "prior" | "before");
    // `before 12 noon`
    let is_time =
        one == "before" && word(tokens, at + 1) != "," && !list.iter().any(|t| tokens.text(t) == "after");
    let is_named = list[at + 1..].iter().chain(&list[..at]).any(Token::is_number)
        && (names_now(one) && !is_time || matches!(one, ":" | "." | "at" | "from" | "is") && names_now(two));
    // `we started at 35%`, `having begun the year at 35%`, `with 35% as the starting point`
    let begins = |w: &str| matches!(w, "started" | "began" | "begun" | "starting");
    // `within 21 days; the average is 37 days`
    let is_state = one == "is"
        && matches!(two, "it" | "baseline" | "average" | "median" | "figure" | "rate" | "number" | "that")
        && (3..=5).any(|back| before(tokens, at, back) == ";")
        && comparable_to_any(tokens, at);
    // `(last year: 70%)`, `(starting point: 12k)`, `(vs. 25)`, `today's value is 2.3`, `from the existing 210`
    let is_last = one == ":" && is_span(two) && three == "last"
        || one == ":" && two == "point" && three == "starting"
        || one == "." && matches!(two, "vs" | "v")
        || one == "is" && two == "value" && matches!(three, "today's" | "today’s" | "current")
        || one == "existing" && two == "the" && three == "from"
        || one == "to" && two == "opposed"
        || one == "only" && two == "whereas"
        || one == "was" && two == "it" && comparable_to_any(tokens, at)
        || one == "after" && word(tokens, at + 1) == "in" && comparable_to_any(tokens, at);
    let is_begun = one == "at" && (2..=4).any(|back| begins(before(tokens, at, back)))
        || word(tokens, at + 1) == "as" && matches!(word(tokens, at + 3), "starting" | "start" | "baseline");
    let origin = is_named
        || is_begun
        || is_last
        || one == "present" && matches!((two, three), ("its" | "the" | "their", "from"))
        || is_state
        || lead(one)
        || averaged
        || (skipped && lead(two))
        || (skipped && matches!(two, "is" | "it" | "average") && lead(three));
    if origin && (one == "from" || two == "from" || averaged) {
        // `from 20 countries` is where, not when, unless another number follows or the words say so.
        let from = at
            - if one == "from" {
                1
            } else if averaged {
                4
            } else {
                2
            };
        let turned = matches!(before(tokens, from, 1), "up" | "down" | "(" | "increase" | "reduction");
        // `Halve the wait from 14 days`
        let is_factor = |token: &Token| quantity(tokens, token).is_some_and(is_times);
        let earlier = list[..from].iter().any(Token::is_number);
        let first = !list[..from].iter().any(|token| token.is_number() && !is_factor(token));
        let later = list[at + 1..].iter().take(14).any(|t| {
            matches!(t.kind, Kind::Break('→'))
                || (t.is_word() && matches!(tokens.text(t), "to" | "down" | "up" | "below" | "under"))
        });
        let counts_things =
            counts_things(tokens, at) && !list.get(at + 1).is_some_and(|next| next.has(Classes::TIME));
        let later_number = list[at + 1..].iter().any(Token::is_number);
        // `revenue from the 5 biggest customers from 60% to 40%`
        let starts_later =
            (at + 2..list.len()).any(|i| list[i].is_number() && before(tokens, i, 1) == "from");
        if starts_later && counts_things && matches!(one, "the" | "our" | "all" | "their") {
            return false;
        }
        // `from 1200 by 40%`
        let by = list[at + 1..].iter().take(6).position(|t| t.is_word() && tokens.text(t) == "by");
        let changed = by.is_some_and(|by| list.get(at + by + 2).is_some_and(Token::is_number));
        // `Raise activation from 23%`: nothing else it could be, unless it counts something.
        let alone = first && !later_number && from > 0 && !counts_things && word(tokens, at + 1) != "of";
        return turned
            || alone
            || (changed && !counts_things)
            || (later && later_number)
            || (earlier && bracket_before(list, from))
            || (earlier && !counts_things && comparable_before(tokens, at))
            || (!later_number && share_before(tokens, from) && is_amount(tokens, at));
    }
    let number_at = |i: usize| list.get(i).is_some_and(Token::is_number);
    // `people who live 15 miles away` are not live.
    let lives = one == "live" && at > 1 && list[at - 2].is_word();
    let today = |w: &str| {
        !(lives && w == "live")
            && matches!(
                w,
                "today"
                    | "now"
                    | "currently"
                    | "at present"
                    | "previously"
                    | "live"
                    | "baseline"
                    | "qtd"
                    | "ytd"
                    | "mtd"
            )
    };
    // `300 so far`, `so far 300`
    let so_far = (word(tokens, at + 1) == "so" && word(tokens, at + 2) == "far" && !number_at(at + 3))
        || (one == "far" && two == "so")
        || (matches!(one, ":" | "at" | "is") && (two == "far" || two == "it" && three == "far"));
    // `2 of 7 today`
    let at_end = if word(tokens, at + 1) == "of" && number_at(at + 2) { at + 2 } else { at };
    // `60% of arrivals today, 85% by June`
    let of_noun =
        word(tokens, at + 1) == "of" && today(word(tokens, at + 3)) && !leads_to_number(tokens, at + 4);
    let follows = today(word(tokens, at_end + 1))
        || of_noun
        // `within 4 hours (today: 72%)` says the value of today afterwards.
        || (today(word(tokens, at + 2)) && !number_at(at + 1) && !leads_to_number(tokens, at + 3));
    let leads = today(one)
        // `8 min now, 3 min by March`
        || (today(two)
            && matches!(one, "it" | "is" | "at" | ":" | "," | "of")
            && !at.checked_sub(3).is_some_and(number_at))
        || (today(three) && matches!(two, "it" | "is"));
    let said_after = follows || leads || so_far;
    // `(40 in January)`, `(40 last year)`; `48 in total` and `95% on support` are not days.
    let is_last = !list[at + 1..].iter().any(Token::is_number);
    let ends_bracket = before(tokens, at, 1) == "("
        && list[at + 1..].iter().take(6).any(|token| token.kind == Kind::Break(')'));
    let dated = (is_last || ends_bracket)
        && (is_dated(tokens, at) || word(tokens, at + 1) == "last" && is_span(word(tokens, at + 2)))
        && bracket_before(list, at)
        && list[..at].iter().any(Token::is_number);
    // `above last year's 80`, `more than last year (1.2M)`
    let of_before =
        is_of_last(one, two) || (one == "(" && word(tokens, at + 1) == ")" && is_of_last(two, three));
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
        || (matches!((one, two), ("than", "rather") | ("longer", "no")))
        || (one == "of" && two == "instead")
        || (one == "not");
    // `Current state is 3,315`
    let took =
        took || (one == "is" && (2..=4).any(|back| matches!(before(tokens, at, back), "current" | "today")));
    let others = list.iter().filter(|t| t.is_number()).count() > 1;
    origin || (others && (said_after || took || dated || of_before))
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

/// `last year's`, `last quarter`, `the previous month's`: `one` is the word before a number.
fn is_of_last(one: &str, two: &str) -> bool {
    let span = one.trim_end_matches("'s").trim_end_matches("’s");
    matches!(two, "last" | "previous" | "prior") && is_span(span)
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
        are_points || crate::quantity::comparable(q, this) && (this.is_bare() || !q.is_bare())
    })
}

/// Whether a number of the same kind stands anywhere before.
fn comparable_to_any(tokens: &Tokens, at: usize) -> bool {
    const MOST: usize = 6;
    let Some(this) = quantity(tokens, &tokens.list[at]) else { return false };
    let numbers = tokens.list[..at].iter().rev().filter_map(|token| quantity(tokens, token)).take(MOST);
    numbers.into_iter().any(|other| crate::quantity::comparable(other, this))
}

/// `grow the list 15% from 20,000 subscribers`: a share by which something moves stands before.
fn share_before(tokens: &Tokens, from: usize) -> bool {
    let list = &tokens.list;
    let is_share =
        |token: &Token| quantity(tokens, token).is_some_and(|q| q.dimension() == Dimension::Percent);
    let led =
        |at: usize| matches!(before(tokens, at, 1), "to" | "at" | "of" | "least" | "most" | "than" | "");
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

fn is_span(word: &str) -> bool {
    let seasons =
        matches!(word, "spring" | "summer" | "autumn" | "fall" | "winter" | "season" | "half" | "time");
    seasons || matches!(word, "week" | "month" | "quarter" | "year") || is_month(word)
}

/// A day, a quarter, a month or a year, from its first word.
pub(super) fn is_day(word: &str) -> bool {
    let period = |prefix: &str| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    // `nov-2026`
    let month = is_month(word.split('-').next().unwrap_or_default().trim_end_matches('.'));
    month
        || period("q")
        || period("fy")
        || period("h")
        || period("20")
        || period("19")
        || matches!(word, "last" | "fy" | "eoy" | "eoq")
}

/// A year, a half or a quarter: `2025`, `FY25`, `H1`, `Q3`.
pub(super) fn is_period(word: &str) -> bool {
    let digits = |prefix: &str| {
        word.strip_prefix(prefix).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())).map(str::len)
    };
    digits("20") == Some(2)
        || digits("19") == Some(2)
        || matches!(digits("fy"), Some(2 | 4))
        || digits("q") == Some(1)
        || digits("h") == Some(1)
}

/// Verbs that lead from one version to the next.
const UPGRADING: [&str; 8] = ["upgrade", "update", "migrate", "bump", "port", "downgrade", "switch", "move"];

/// `Upgrade Postgres from 12 to 15`, `Node version from 16 to 18`: names, not values.
pub(super) fn is_version(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let list = &tokens.list;
    let Some(number) = quantity(tokens, &list[at]).filter(|q| q.is_bare()) else { return false };
    let (first, last) = if word(tokens, at + 1) == "to" && list.get(at + 2).is_some_and(Token::is_number) {
        (at, at + 2)
    } else if before(tokens, at, 1) == "to" && at >= 2 && list[at - 2].is_number() {
        (at - 2, at)
    } else {
        (at, at)
    };
    let counts = list.get(last + 1).is_some_and(|t| t.is_word() && !t.closes_noun());
    if counts || !matches!(before(tokens, first, 1), "from" | "to") {
        return false;
    }
    if (2..=3).any(|back| matches!(before(tokens, first, back), "version" | "versions" | "release")) {
        return true;
    }
    let Some(order) = clause.order.filter(|&order| order < first) else { return false };
    let verb = tokens.text(&list[order]);
    let measured = |t: &Token| {
        t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE)
            || t.has(Classes::LAGGING | Classes::SOFT)
    };
    let pointed = number.text().contains('.');
    UPGRADING.contains(&verb)
        && (pointed && first < last || (pointed || first < last) && !matches!(verb, "move" | "switch"))
        && !list[order + 1..first].iter().any(measured)
}

/// `5 countries and 3 regions`: the second number goes on with what the first began.
pub(super) fn is_listed(tokens: &Tokens, first: usize, second: usize) -> bool {
    let between = &tokens.list[first + 1..second];
    between.len() <= 4
        && between.last().is_some_and(|t| t.has(Classes::CONJUNCTION) || t.kind == Kind::Break(','))
        && quantity(tokens, &tokens.list[second]).is_some_and(Quantity::is_bare)
}

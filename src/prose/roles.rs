//! The role of one number in a sentence, from the words around it.

use super::Comparator;
use super::figure::{Role, before, counts_things, quantity, word};
use super::introduction;
use super::leading_words::is_group;
use super::leads;
use super::lexicon::{Classes, Form};
use super::limits;
use super::periods::{is_goal, is_of_last};
use super::starts;
use super::syntax::Clause;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity};

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
    if is_owner(tokens, at)
        || is_whole(tokens, at)
        || is_out_of(tokens, at)
        || is_difference_aside(tokens, at)
    {
        return Role::Qualifier;
    }
    if starts::is_start(tokens, at) || introduction::is_state(tokens, at) {
        return Role::Baseline;
    }
    if introduction::around(tokens, at).is_some() && list[at + 1..].iter().any(|token| token.is_number()) {
        return Role::Qualifier;
    }
    // `baseline 30, goal 45`
    let names_end = |word: &str| is_goal(word) && word != "aim" || word == "to-be";
    let names_start = |token: &Token| {
        matches!(
            tokens.text(token),
            "baseline" | "current" | "start" | "today" | "from" | "as-is" | "now" | "vs" | "versus"
        )
    };
    // `(goal 3 of 5)` is a name.
    let is_counted = next == "of" && list.get(at + 2).is_some_and(Token::is_number);
    // `19% now / 28% goal`
    let is_named_after = names_end(next) && list.get(at + 2).is_none_or(|token| !token.is_word());
    let names_this = names_end(one) || one == ":" && names_end(two) || is_named_after;
    let is_labelled = one == ":" && names_end(two) && at > 2;
    if names_this && !is_counted && (is_labelled || list.iter().any(names_start)) {
        return Role::End;
    }
    // `in half`, `by a factor of 3`
    let in_half = one == "in" && percent && tokens.text(&list[at]) == "half";
    // `by a half`, `by at least 14 points`; not `by at least one issuer`, which says by whom
    let bare = quantity(tokens, &list[at]).is_some_and(Quantity::is_bare);
    let is_point = matches!(next, "points" | "point" | "pts" | "pt");
    let counts_others = bare && !is_point && counts_things(tokens, at);
    let by_so_much = !counts_others
        && !PHRASAL.iter().any(|verb| (3..=5).any(|back| before(tokens, at, back) == *verb))
        && match one {
            "a" => percent && two == "by",
            "least" | "most" => matches!(two, "at") && before(tokens, at, 3) == "by",
            // `by >=10%`
            ">=" | "<=" | "≥" | "≤" | ">" | "<" => two == "by",
            "another" | "about" | "around" | "roughly" | "approximately" | "over" | "~" | "further"
            | "additional" => two == "by" || matches!(two, "a" | "an") && before(tokens, at, 3) == "by",
            "than" => {
                let by = if before(tokens, at, 3) == "no" { 4 } else { 3 };
                matches!(two, "more" | "less") && before(tokens, at, by) == "by"
            }
            _ => false,
        };
    // `up 6% from 310`, `visits up 15% over 2 years`
    let is_set_up = at > 1
        && list[at - 2].has(Classes::VERB | Classes::BE)
        && !list[at - 2].has(Classes::MOVES_UP | Classes::MOVES_DOWN);
    let is_up = matches!(one, "up" | "down")
        && !PHRASAL.contains(&two)
        && (matches!(next, "from" | "on") || next != "to" && at > 1 && !is_set_up && !counts_others);
    // `accepted by 85% of accounts`
    let said = if at > 3 && list[at - 2].has(Classes::RECUR | Classes::ADVERB) {
        at - 3
    } else {
        at.saturating_sub(2)
    };
    // `Summons answered by 65%, up from 58%`
    let is_level = percent && next == "," && matches!(after, "up" | "down") && word(tokens, at + 3) == "from";
    let by_whom = one == "by"
        && (next == "of" || counts_things(tokens, at) || is_level)
        && at > 2
        && list[said].form == Form::Ed
        && !list[said].has(Classes::UP | Classes::DOWN | Classes::MOVES_UP | Classes::MOVES_DOWN);
    // `by a factor of 3`, not `a load factor of 86%`
    let by_factor = one == "of" && two == "factor" && before(tokens, at, 4) == "by";
    if in_half || is_up || by_so_much || by_factor {
        return Role::Change;
    }
    let moves =
        at > 1 && list[at - 2].has(Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN);
    // `Membership grows by 120 people`
    let by_people =
        list.get(at + 1).is_some_and(|t| t.has(Classes::PEOPLE | Classes::STAFF)) && !percent && !moves;
    // `Articles rated helpful by 75% of readers`
    let moving = Classes::UP | Classes::DOWN | Classes::MOVES_UP | Classes::MOVES_DOWN;
    let by_whom = by_whom
        || one == "by" && percent && next == "of" && !list[..at].iter().any(|token| token.has(moving));
    // `The forecast is off by 5%`
    let by_whom = by_whom || one == "by" && matches!(two, "off" | "late" | "early" | "apart");
    // `held up by 2 minutes`
    let by_whom =
        by_whom || one == "by" && matches!(two, "up" | "down") && PHRASAL.contains(&before(tokens, at, 3));
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
    // `no more than 3 points below last year's 42`
    let is_allowed =
        || is_above_last(tokens, at) && limits::comparator(tokens, at) == Some(Comparator::AtMost);
    if is_added(tokens, at) || (percent && is_above_last(tokens, at)) || is_allowed() {
        return Role::Change;
    }
    // `A team of 5 handles 400 tickets`, `Each of 12 stores sells 40`: who does it.
    let is_who = one == "of"
        && (is_group(two) || matches!(two, "each" | "any"))
        && list[at + 1..].iter().any(Token::is_number);
    if is_who
        || is_yardstick(tokens, at)
        || is_of_scale(tokens, at)
        || is_age(tokens, at)
                || one == "top" && !(two == "not" || two.ends_with("n't") || two.ends_with("n’t")) && !is_place_reached(tokens, at)
        || one == "every" && !is_one_of_two_rhythms(tokens)
        || matches!(one, "top-" | "first" | "per" | "each" | "last" | "next")
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
    let is_averaged = one == "over" && matches!(two, "averaged" | "measured" | "counted");
    if bare && counts && others && (is_averaged || matches!(one, "from" | "across" | "among")) {
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
    // `in 9 weeks' time`
    let measured_after = one == "in" && matches!(next, "'" | "’") && after == "time"
        || matches!(next, "old" | "after" | "before" | "from" | "of" | "prior") && !starts;
    if duration && (since || (measured_after && after != "availability")) && !is_limit_of_time(tokens, at) {
        return Role::Qualifier;
    }
    Role::Plain
}

/// Verbs that `up` and `down` go with, and which move nothing: `eat up 3 hours`, `held up by 2 minutes`.
const PHRASAL: [&str; 20] = [
    "eat", "eats", "take", "takes", "use", "uses", "hold", "holds", "held", "make", "makes", "sign", "signs",
    "signed", "tie", "ties", "tied", "turn", "free", "save",
];

/// `every 4 minutes instead of every 7 minutes`: how often it is and shall be.
pub(super) fn is_one_of_two_rhythms(tokens: &Tokens) -> bool {
    let is_rhythm = |at: &usize| tokens.list[*at].is_number() && before(tokens, *at, 1) == "every";
    (1..tokens.list.len()).filter(is_rhythm).count() == 2
}

/// `Finish in the top 4`, where other numbers say of what.
fn is_place_reached(tokens: &Tokens, at: usize) -> bool {
    let is_verb = matches!(
        word(tokens, 0),
        "finish" | "rank" | "place" | "end" | "come" | "break" | "stay" | "get" | "land" | "be"
    );
    let later = |token: &Token| token.is_number();
    is_verb && at <= 5 && tokens.list[at + 1..].iter().any(later) && !tokens.list[..at].iter().any(later)
}

/// `on a scale of 1 to 7`
fn is_of_scale(tokens: &Tokens, at: usize) -> bool {
    let begins = |at: usize| before(tokens, at, 1) == "of" && before(tokens, at, 2) == "scale";
    let goes_on = at > 2
        && tokens.list[at - 2].is_number()
        && (before(tokens, at, 1) == "to" || matches!(tokens.list[at - 1].kind, Kind::Break('-' | '–')));
    let is_aside = tokens.list.iter().filter(|token| token.is_number()).count() > 2;
    is_aside && (begins(at) || goes_on && begins(at - 2))
}

/// `in 50 minutes, beating the 60 in the contract`: what somebody else asks for.
fn is_yardstick(tokens: &Tokens, at: usize) -> bool {
    let is_beaten = matches!(before(tokens, at, 2), "beating" | "beats" | "inside" | "undercutting");
    before(tokens, at, 1) == "the" && is_beaten && tokens.list[..at].iter().any(Token::is_number)
}

/// `in 25 minutes, 65 faster than last year`, `to 4.5, 0.6 above the 3.9 of May`: by how much a number before it differs.
fn is_difference_aside(tokens: &Tokens, at: usize) -> bool {
    const COMPARES: [&str; 18] = [
        "under", "more", "less", "fewer", "sooner", "later", "faster", "slower", "longer", "shorter",
        "higher", "lower", "above", "below", "better", "earlier", "cheaper", "over",
    ];
    let (next, second) = (word(tokens, at + 1), word(tokens, at + 2));
    let compares = COMPARES.contains(&next) || counts_things(tokens, at) && COMPARES.contains(&second);
    let ends = if COMPARES.contains(&next) { at + 2 } else { at + 3 };
    let is_side = matches!(word(tokens, ends - 1), "above" | "below" | "over" | "under");
    let than =
        word(tokens, ends) == "than" || is_side || tokens.list.get(ends).is_none_or(|token| !token.is_word());
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let is_like = |other: usize| {
        // `, 3 points below the present 8%`
        let are_points = matches!(next, "points" | "point");
        number(at).zip(number(other)).is_some_and(|(one, other)| {
            crate::quantity::comparable(one, other)
                || (are_points || one.dimension() == Dimension::Points)
                    && other.dimension() == Dimension::Percent
        })
    };
    let is_added =
        before(tokens, at, 1) == "," || before(tokens, at, 1) == "is" && before(tokens, at, 2) == "which";
    is_added && compares && than && (0..at).any(is_like)
}

/// `Let people under 26 buy 22% of the seats`: of which age, where another number is a share.
pub(super) fn is_age(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let is_people = at > 1 && list[at - 2].has(Classes::PEOPLE | Classes::STAFF | Classes::ROLE);
    let is_side = matches!(before(tokens, at, 1), "under" | "over" | "above" | "below");
    let counts = (3..=5).any(|back| matches!(before(tokens, at, back), "number" | "keep" | "hold"));
    let age = quantity(tokens, &list[at]).filter(|number| number.is_bare() && number.value() <= 100.0);
    // `residents over 75 call 1,400 times`, `drivers under 25 to report fewer accidents`
    let next = list.get(at + 1).filter(|next| next.is_word());
    let goes_on = next.is_some_and(|next| {
        let is_time = next.has(Classes::TIME | Classes::CONJUNCTION | Classes::PREPOSITION);
        tokens.text(next) == "to" || !is_time
    });
    // `€2m from customers under 35 by September`
    let is_amount = |token: &Token| {
        quantity(tokens, token)
            .is_some_and(|number| matches!(number.dimension(), Dimension::Percent | Dimension::Currency(_)))
    };
    // `25,000 visitors under 26`
    let is_of_many = (0..at).any(|other| {
        let is_first = other < 2 || matches!(list[other - 1].kind, Kind::Break(','));
        list[other].is_number() && counts_things(tokens, other) && other + 3 == at && is_first
    });
    let goes_on = goes_on || is_of_many || list.iter().any(is_amount);
    is_people && is_side && !counts && age.is_some() && goes_on
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

/// `50% above last year's 80`, `1 point higher than last year's 5%`: by how much.
fn is_above_last(tokens: &Tokens, at: usize) -> bool {
    let side = side_after(tokens, at);
    let is_side = match word(tokens, side) {
        "above" | "below" | "over" | "under" | "beyond" => true,
        "higher" | "lower" | "more" | "less" | "longer" | "shorter" => word(tokens, side + 1) == "than",
        _ => false,
    };
    // `99.95% over the quarter (last quarter 99.7%)` is a time.
    let near = (side + 1..side + 5).take_while(|&of| tokens.list.get(of).is_some_and(Token::is_word));
    is_side && near.into_iter().any(|of| is_of_last(word(tokens, of + 1), word(tokens, of)))
}

/// The place behind a number and the points it is counted in.
pub(super) fn side_after(tokens: &Tokens, at: usize) -> usize {
    if matches!(word(tokens, at + 1), "point" | "points" | "pp" | "pts") { at + 2 } else { at + 1 }
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
    // `falls by 12%`, `down 3 from 9`, `drop 6 points from 15%`
    let is_by = before(tokens, at, 1) == "by";
    let is_step = way_after(tokens, at) > at + 1 && matches!(next, "from" | "to");
    let led = at.checked_sub(if is_by { 2 } else { 1 }).map(|led| &tokens.list[led]);
    if let Some(led) = led.filter(|led| led.is_word()) {
        let (up, down) = (Classes::UP | Classes::MOVES_UP, Classes::DOWN | Classes::MOVES_DOWN);
        match (tokens.text(led), led.has(up), led.has(down)) {
            ("down", ..) if matches!(next, "from" | "on") => return Some(true),
            ("up", ..) if matches!(next, "from" | "on") => return Some(false),
            (_, false, true) if is_by || is_step => return Some(true),
            (_, true, false) if is_by || is_step => return Some(false),
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

/// `ward 12's sickness`: a number that something belongs to is a name.
pub(super) fn is_owner(tokens: &Tokens, at: usize) -> bool {
    let rest = &tokens.lower[tokens.list[at].end as usize..];
    let is_bare = quantity(tokens, &tokens.list[at]).is_some_and(Quantity::is_bare);
    is_bare && (rest.starts_with("'s ") || rest.starts_with("’s "))
}

/// The 6 in `1 of 6`, the 9 in `4 of our 9 features`.
pub(super) fn is_whole(tokens: &Tokens, at: usize) -> bool {
    let is_known = matches!(before(tokens, at, 1), "our" | "the" | "their" | "its" | "all");
    let of = if is_known { 2 } else { 1 };
    before(tokens, at, of) == "of" && at.checked_sub(of + 1).is_some_and(|part| is_part(tokens, part, at))
}

/// The 60 in `14 this autumn out of 60`.
fn is_out_of(tokens: &Tokens, at: usize) -> bool {
    let is_led =
        before(tokens, at, 1) == "out of" || before(tokens, at, 1) == "of" && before(tokens, at, 2) == "out";
    let number = |at: usize| quantity(tokens, &tokens.list[at]).filter(|number| number.is_bare());
    let is_part =
        |part: usize| number(part).zip(number(at)).is_some_and(|(part, whole)| part.value() <= whole.value());
    is_led && (0..at).any(|part| tokens.list[part].is_number() && is_part(part))
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
    // `paid in less than 4 days for policies over £1,000`
    let has_no_share = || {
        let is_share = |token: &Token| {
            quantity(tokens, token).is_some_and(|number| number.dimension() == Dimension::Percent)
        };
        !tokens.list.iter().any(is_share)
    };
    ends_measure(tokens, at)
        || leads::is_in_limit(tokens, at) && has_no_share()
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
    let is_pointed = number.text().contains('.');
    // `Node version from 16 to 18`, `release 1.4 to 1.5`; not `bugs per version from 18 to 6`, nor `days to release from 14 to 7`
    let names_version = |back: &usize| {
        let is_name = match before(tokens, first, *back) {
            "version" | "versions" => true,
            "release" => is_pointed,
            _ => false,
        };
        is_name
            && !(1..=2).any(|on| matches!(before(tokens, first, back + on), "per" | "a" | "each" | "every"))
    };
    if (2..=3).any(|back| names_version(&back)) {
        return true;
    }
    let Some(order) = clause.order.filter(|&order| order < first) else { return false };
    let verb = tokens.text(&list[order]);
    let measured = |t: &Token| {
        t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE)
            || t.has(Classes::LAGGING | Classes::SOFT)
    };
    UPGRADING.contains(&verb)
        && (is_pointed && first < last || (is_pointed || first < last) && !matches!(verb, "move" | "switch"))
        && !list[order + 1..first].iter().any(measured)
}

/// `5 countries and 3 regions`: the second number goes on with what the first began.
pub(super) fn is_listed(tokens: &Tokens, first: usize, second: usize) -> bool {
    let between = &tokens.list[first + 1..second];
    between.len() <= 4
        && between.last().is_some_and(|t| t.has(Classes::CONJUNCTION) || t.kind == Kind::Break(','))
        && quantity(tokens, &tokens.list[second]).is_some_and(Quantity::is_bare)
}

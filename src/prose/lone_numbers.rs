//! Numbers that say who, where, when or which, though no other number says what is to be reached: `Increase sales in our 5 shops`, `Raise
//! the share of tickets answered within 24 hours`. Such a sentence has no target.

use super::Direction;
use super::clause::Clause;
use super::figure::{Figure, Role, before, counts_things, is_bare, quantity, word};
use super::leading_words::{is_name, is_numbered};
use super::leads::{before_limit, describes_others, is_set};
use super::lexicon::{Classes, Form};
use super::limits;
use super::roles::is_age;
use super::scope;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity, is_scale_step};

/// Whether a number can be no target. `way` is what the verb asks for.
pub(super) fn describes(
    tokens: &Tokens,
    clause: &Clause,
    figures: &[Figure],
    figure: &Figure,
    way: Option<Direction>,
) -> bool {
    let at = figure.at;
    // `Prevent the queue growing past 30` keeps it within a limit.
    let prevents = matches!(word(tokens, 0), "prevent" | "avoid" | "stop");
    let moves = (matches!(way, Some(Direction::Increase | Direction::Decrease))
        || asks_for_more(tokens, clause))
        && !prevents;
    let holds = way == Some(Direction::Maintain);
    // A share is hardly ever said of others alone, and `in at least 5 languages` sets how many.
    let is_share = || is_of(tokens, at, |dimension| dimension == Dimension::Percent);
    let says_more = || describes_others(tokens, at) && !is_share() && !sets_how_many(tokens, at);
    match figure.role {
        Role::Plain => {
            names_thing(tokens, figures, at)
                || is_of_other_kind(tokens, at)
                || says_more()
                    && (moves || holds && scope::says_where(tokens, at) || scope::says_which(tokens, at))
                || moves && (sizes_things(tokens, at) || is_known(tokens, at))
                || is_bare(tokens, at) && matches!(before(tokens, at, 1), "aged" | "ages" | "age")
                || ends_span(tokens, figures, at)
                || sizes_things(tokens, at) && is_made_otherwise(tokens, clause, at)
                || is_of_group(tokens, at) && (moves || clause.order.is_none())
                || prevents && is_known_amount(tokens, at)
                || is_known_thing(tokens, clause, at)
                || is_size_of_each(tokens, at)
                || way.is_none() && describes_others(tokens, at) && follows_measure(tokens, at)
                || clause.order.is_none() && !is_share() && says_of_subject(tokens, clause, at)
        }
        // `Cut response times within 2 hours` may be a target, and `Raise our place to the top 10` is one.
        Role::Qualifier => {
            let is_time = is_of(tokens, at, |dimension| dimension == Dimension::Duration);
            let is_measured = || {
                let start = tokens.list[at].start as usize;
                limits::times_are_measured(limits::nearby_text(&tokens.lower, start))
            };
            names_thing(tokens, figures, at)
                || is_of_other_kind(tokens, at)
                || is_age(tokens, at)
                || begins_span(tokens, at)
                || is_size_of_each(tokens, at)
                || word(tokens, at + 1) == "ago"
                || before(tokens, at, 1) == "top" && matches!(before(tokens, at, 2), "our" | "their" | "my")
                || is_time && matches!(before(tokens, at, 1), "the" | "our")
                || is_time && is_first_of(tokens, at)
                || moves && (is_time && !is_measured() || !is_time && says_more())
        }
        Role::Baseline | Role::End | Role::Change => false,
    }
}

/// `in at least 5 languages`
fn sets_how_many(tokens: &Tokens, at: usize) -> bool {
    before_limit(tokens, at).is_some_and(|limit| {
        matches!(before(tokens, limit, 1), "in" | "across" | "on" | "among" | "through")
            && matches!(word(tokens, limit), "at least" | "at" | "≥" | ">=" | "more")
    })
}

/// `the share of tickets answered within 24 hours`, `the number of orders over $50`: a share is no time, and a number of things no money.
fn is_of_other_kind(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list[..at];
    let heads = |words: &[&str]| {
        list.iter().enumerate().any(|(place, token)| {
            words.iter().any(|head| {
                let text = tokens.text(token);
                text.strip_prefix(head).is_some_and(|rest| rest == " of")
                    || text == *head && word(tokens, place + 1) == "of"
            })
        })
    };
    let is_share = || heads(&["share", "percentage", "proportion", "percent"]);
    let is_count = || heads(&["number"]);
    let measured = |dimension: Dimension| {
        matches!(dimension, Dimension::Duration | Dimension::Physical(_) | Dimension::Currency(_))
    };
    is_of(tokens, at, measured) && (is_share() || is_count())
}

/// `tickets older than 5 days`, `deals over $10K`: which of them, and not how many; `costs under $5M` are a measure.
fn sizes_things(tokens: &Tokens, at: usize) -> bool {
    let Some(limit) = before_limit(tokens, at).filter(|&limit| limit > 0) else { return false };
    let thing = &tokens.list[limit - 1];
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    // Not `the wait falls below 40 days`, nor `exceeds 40 days`.
    let moves = Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN;
    // `the age of open bugs under 21 days`
    let is_time = is_of(tokens, at, |dimension| dimension == Dimension::Duration);
    if is_time && limits::times_are_measured(limits::nearby_text(&tokens.lower, thing.start as usize)) {
        return false;
    }
    let is_thing = thing.is_word() && thing.form == Form::S && !thing.has(measured | moves);
    is_thing
        && !is_set(tokens, at)
        && !is_bare(tokens, at)
        && !is_of(tokens, at, |dimension| dimension == Dimension::Percent)
}

/// `Make refunds over £50 less painful`: the verb asks for something else.
fn is_made_otherwise(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let is_made = clause.order.is_some_and(|order| matches!(word(tokens, order), "make" | "let" | "help"));
    let next = word(tokens, at + 1);
    is_made && (matches!(next, "more" | "less" | "feel" | "easy") || next.ends_with("er"))
}

/// `Reduce the 45 minute wait`, `Improve our 4.2 rating`: what there is today.
fn is_known(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "the" | "our" | "their" | "its" | "this") && counts_things(tokens, at)
}

/// `More calls answered in time`, `Attract more families`: more or fewer of them, without a number.
fn asks_for_more(tokens: &Tokens, clause: &Clause) -> bool {
    let first = clause.order.map_or(0, |order| order + 1);
    matches!(word(tokens, first), "more" | "fewer" | "less" | "better") && word(tokens, first + 1) != "than"
}

/// `contracts worth over $2M`, `deals of $250K and above`, `groups of 10 or more`: how large each is.
fn is_size_of_each(tokens: &Tokens, at: usize) -> bool {
    let limit = before_limit(tokens, at);
    let is_worth = limit.is_some_and(|limit| before(tokens, limit, 1) == "worth");
    let is_open = matches!(
        (word(tokens, at + 1), word(tokens, at + 2)),
        ("and" | "or", "above" | "more" | "over" | "larger" | "up")
    );
    let noun = at.checked_sub(2).map(|noun| &tokens.list[noun]);
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    let is_things = noun.is_some_and(|noun| noun.is_word() && noun.form == Form::S && !noun.has(measured));
    is_worth || is_open && before(tokens, at, 1) == "of" && is_things
}

/// `the first 30 minutes in the app`
fn is_first_of(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "first" | "last" | "next" | "final")
}

/// `Give the 11 pupils more time`, `the 10% of users who pay`, `today's 1.9 accidents`: who is meant, as the reader knows them. `Fill the
/// 12 vacancies` and `Reach the 40 hour mark` are goals.
fn is_known_thing(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let led = before(tokens, at, 1);
    let list = &tokens.list;
    let is_known = matches!(led, "the" | "our" | "their" | "these" | "those" | "today's" | "today’s");
    let is_share =
        word(tokens, at + 1) == "of" && is_of(tokens, at, |dimension| dimension == Dimension::Percent);
    // `the 11 pupils`, `the 250 g pack`, `the €9 plan`
    let is_counted = is_bare(tokens, at)
        || is_of(tokens, at, |dimension| {
            matches!(dimension, Dimension::Physical(_) | Dimension::Currency(_))
        });
    let is_thing = is_counted && counts_things(tokens, at);
    // `Close the 14 findings`
    let is_object = clause.order.is_some_and(|order| {
        let helps = matches!(
            word(tokens, order),
            "give" | "help" | "have" | "let" | "make" | "ease" | "see" | "get" | "support" | "improve"
        );
        order + 2 == at && !helps && !list[order].has(Classes::UP | Classes::DOWN)
    });
    let reaches = (1..=4).any(|back| {
        at > back && list[at - back].has(Classes::REACH)
            || matches!(before(tokens, at, back), "to" | "all") && back < 3
    });
    let is_mark = (1..=3).any(|on| matches!(word(tokens, at + on), "mark" | "milestone" | "target" | "goal"));
    is_known && (is_share || is_thing) && !is_object && !reaches && !is_mark
}

/// `in the team of 17`
fn is_of_group(tokens: &Tokens, at: usize) -> bool {
    let group = before(tokens, at, 2);
    before(tokens, at, 1) == "of"
        && matches!(
            group,
            "team"
                | "group"
                | "crew"
                | "staff"
                | "class"
                | "panel"
                | "squad"
                | "cohort"
                | "fleet"
                | "network"
        )
        && is_bare(tokens, at)
}

/// `erosion on the 14 ha above the river`
fn is_known_amount(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "the" | "our" | "their")
        && is_of(tokens, at, |dimension| {
            matches!(dimension, Dimension::Physical(_) | Dimension::Duration | Dimension::Currency(_))
        })
}

/// `Our 120 riders are happier`, `Customers with 3 or more licences renew earlier`, `On-call is sustainable for all 6 engineers`: who it
/// is about, where a verb says something else of them.
fn says_of_subject(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let is_ours = at == 1 && matches!(word(tokens, 0), "our" | "the" | "their" | "its" | "these" | "those");
    let is_of_subject = clause.predicate_at.is_some_and(|predicate| at < predicate);
    // `sustainable for all 6 engineers`
    let is_all = matches!(before(tokens, at, 1), "all" | "both") && before(tokens, at, 2) == "for";
    let led = before_limit(tokens, at).unwrap_or(at);
    let leads =
        matches!(before(tokens, led, 1), "with" | "for" | "of" | "who" | "that" | "in" | "from" | "have");
    let is_other = (is_of_subject && leads && at > 1 || is_all)
        && describes_others(tokens, at)
        && !sets_how_many(tokens, at);
    // `3 or more licences`
    let counts = counts_things(tokens, at)
        || word(tokens, at + 1) == "or"
            && tokens.list.get(at + 3).is_some_and(|noun| noun.is_word() && !noun.closes_noun());
    (is_ours || is_other) && is_bare(tokens, at) && counts
}

/// `NPS of customers with more than 10 orders`: a measure of those, where no verb asks for anything.
fn follows_measure(tokens: &Tokens, at: usize) -> bool {
    let measures = Classes::METRIC | Classes::LAGGING | Classes::SOFT;
    let is_of_them = before_limit(tokens, at)
        .is_some_and(|limit| matches!(before(tokens, limit, 1), "with" | "who" | "that"));
    let list = &tokens.list[..at];
    let measure = list.iter().position(|token| token.has(measures));
    is_of_them
        && measure.is_some_and(|measure| list[measure..].iter().any(|token| tokens.text(token) == "of"))
}

/// The 25 of `users aged 18 to 25`
fn ends_span(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let starts = |figure: &Figure| {
        let noun = before(tokens, figure.at, 1);
        figure.at + 2 == at
            && (matches!(noun, "aged" | "ages" | "age")
                || is_numbered(noun) && noun.ends_with('s')
                // `companies with 50 to 250 employees`
                || matches!(noun, "with" | "of") && is_bare(tokens, figure.at) && counts_things(tokens, at))
    };
    matches!(before(tokens, at, 1), "to" | "and" | "-" | "–") && figures.iter().any(starts)
}

/// The 100 of `companies with 100 to 999 employees`
fn begins_span(tokens: &Tokens, at: usize) -> bool {
    matches!(word(tokens, at + 1), "to" | "and" | "-" | "–")
        && tokens.list.get(at + 2).is_some_and(Token::is_number)
        && match before(tokens, at, 1) {
            "aged" | "age" | "ages" => true,
            "with" | "of" => counts_things(tokens, at + 2),
            _ => false,
        }
}

/// Whether a number is the name of a thing, or goes on with one: `Building 4`, the 7 of `teams 3 and 7`. Steps of a scale may be
/// what is to be reached.
fn names_thing(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let noun = before(tokens, at, 1);
    let is_numbered = is_numbered(noun)
        && !is_scale_step(noun.strip_suffix('s').unwrap_or(noun))
        && is_bare(tokens, at)
        && !counts_things(tokens, at)
        // Not `visits per store 40`, nor a verb: `store 500 records`.
        && (is_place(before(tokens, at, 2))
            // `in paint shop 2`
            || is_place(before(tokens, at, 3)) && before(tokens, at, 2) != "per"
            || matches!(before(tokens, at, 2), "the" | "between" | "about"));
    let goes_on = matches!(noun, "and" | "or" | "&" | ",")
        && figures.iter().any(|figure| figure.at + 2 == at && names_thing(tokens, &[], figure.at));
    // `at counter 4`
    let is_place = (2..=3).any(|back| matches!(before(tokens, at, back), "in" | "at" | "on"));
    let is_number =
        quantity(tokens, &tokens.list[at]).is_some_and(|number| number.is_bare() && number.text().len() < 3);
    let is_named = is_place && is_number && !noun.ends_with('s') && is_name(tokens, at - 1, at);
    is_numbered || is_named || goes_on || names_several(tokens, at)
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

fn is_of(tokens: &Tokens, at: usize, of: impl Fn(Dimension) -> bool) -> bool {
    quantity(tokens, &tokens.list[at]).map(Quantity::dimension).is_some_and(of)
}

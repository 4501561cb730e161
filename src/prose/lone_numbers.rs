//! Numbers that say who, where, when or which, though no other number says what is to be reached: `Increase sales in our 5 shops`, `Raise
//! the share of tickets answered within 24 hours`. Such a sentence has no target.

use super::Direction;
use super::clause::Clause;
use super::figure::{Figure, Role, before, begins_condition, counts_things, is_bare, quantity, word};
use super::introduction;
use super::leading_words::{is_group, is_numbered};
use super::leads::{before_limit, describes_others, is_of_measure, is_set};
use super::lexicon::{Classes, Form};
use super::limits;
use super::names;
use super::roles::is_age;
use super::scope;
use super::token::{Token, Tokens};
use crate::quantity::{Dimension, Physical, Quantity};

/// Whether a number can be no target. `way` is what the verb asks for.
pub(super) fn describes(
    tokens: &Tokens,
    clause: &Clause,
    figures: &[Figure],
    figure: &Figure,
    way: Option<Direction>,
) -> bool {
    let lone = Lone { tokens, clause, at: figure.at, way };
    let names = |tokens, at| names::names_thing(tokens, figures, at) || is_of_other_kind(tokens, at);
    let is_only = figures.len() == 1;
    match figure.role {
        Role::Plain => {
            names(tokens, figure.at)
                || names::ends_span(tokens, figures, figure.at)
                || lone.is_said()
                || lone.is_size_of_thing()
                || is_only && (lone.is_about_others() || lone.follows_more())
        }
        Role::Qualifier => {
            names(tokens, figure.at)
                || lone.narrows()
                || lone.is_size_of_thing()
                || is_only && (lone.is_time_of_others() || lone.follows_more())
        }
        Role::Baseline | Role::End | Role::Change => false,
    }
}

/// A number that may be the only one that says anything.
struct Lone<'t> {
    tokens: &'t Tokens,
    clause: &'t Clause,
    at: usize,
    way: Option<Direction>,
}

impl Lone<'_> {
    /// Whether a number that no word narrows anything down with says who, where or which.
    fn is_said(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let holds = self.way == Some(Direction::Maintain);
        let has_order = self.clause.order.is_some();
        let is_which = || scope::says_which(tokens, at) || holds && scope::says_where(tokens, at);
        self.says_more() && (self.moves() || is_which())
            || sizes_things(tokens, at) && (self.moves() || is_made_otherwise(tokens, self.clause, at))
            || is_bare(tokens, at) && names::is_aged(tokens, at)
            || is_of_group(tokens, at) && (self.moves() || !has_order || says_otherwise(tokens))
            || self.prevents() && is_known_amount(tokens, at)
            || is_known_thing(tokens, self.clause, at)
            || is_size_of_each(tokens, at)
            || self.way.is_none() && describes_others(tokens, at) && follows_measure(tokens, at)
            || !has_order && !self.is_share() && says_of_subject(tokens, self.clause, at)
    }

    /// Whether a number that narrows something down is no target either. `Cut response times within 2 hours` may be one, and `Raise our
    /// place to the top 10` is one.
    fn narrows(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let led = before(tokens, at, 1);
        let is_known_time = matches!(led, "the" | "our" | "first" | "last" | "next" | "final");
        let is_open = if self.is_time() { !self.is_measured() } else { self.says_more() };
        is_age(tokens, at)
            || introduction::around(tokens, at).is_some()
            || names::begins_span(tokens, at)
            || is_size_of_each(tokens, at)
            || word(tokens, at + 1) == "ago"
            || led == "top" && matches!(before(tokens, at, 2), "our" | "their" | "my")
            || self.is_time() && is_known_time
            || self.moves() && is_open && !self.arrives()
    }

    /// `Invoices reach customers within 2 days`: how soon something comes is what is meant.
    fn arrives(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let is_soon = matches!(before(tokens, at, 1), "in" | "within" | "inside");
        is_soon && self.clause.predicate_at.is_some_and(|verb| word(tokens, verb).starts_with("reach"))
    }

    /// Whether more or less of something is asked for. `Prevent the queue growing past 30` keeps it within a limit.
    fn moves(&self) -> bool {
        let goes = matches!(self.way, Some(Direction::Increase | Direction::Decrease));
        (goes || asks_for_more(self.tokens, self.clause)) && !self.prevents()
    }

    /// Whether the only number says of whom or what something without a number is said: `easier for accounts with over 1,000 users`,
    /// `Win back members who have not come for 18 months`.
    fn is_about_others(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let holds = self.way == Some(Direction::Maintain);
        let led = before_limit(tokens, at).unwrap_or(at);
        let is_reached = matches!(before(tokens, led, 1), "to" | "at" | ":" | "is" | "are" | "be");
        let is_known = matches!(before(tokens, at, 1), "our" | "the" | "their") && counts_things(tokens, at);
        let is_narrowed =
            (describes_others(tokens, at) || !is_of_measure(tokens, at) || is_known) && !is_reached;

        is_narrowed && !sets_how_many(tokens, at) && says_otherwise(tokens)
            || is_relative_before(tokens, led)
            || before(tokens, at, 1) == "and" && word(tokens, at + 1) == "other"
            || !holds && is_bare(tokens, at) && is_of_people(tokens, led)
            || introduction::around(tokens, at).is_some()
            || before(tokens, at, 1) == "(" && says_otherwise(tokens)
            || (describes_others(tokens, at) || is_numbered(before(tokens, at, 1))) && self.is_made()
            || at == 1
                && is_numbered(word(tokens, 0))
                && tokens.list.get(2).is_some_and(|next| next.form == Form::S)
            || self.is_kept_otherwise()
            || is_condition_of_things(tokens, at)
            || is_bare(tokens, at) && is_known_through(tokens, at)
            || !holds && is_distance(tokens, at)
    }

    /// `Fewer patients have to wait longer than 4 hours`, `More of our 1,200 members train`: more or fewer of those, and no number of them.
    fn follows_more(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let led = before_limit(tokens, at).unwrap_or(at);
        let is_open = led > 1 && tokens.list[led - 1].is_word();
        let is_reached = matches!(before(tokens, led, 1), "to" | "by" | "at" | "than");
        matches!(word(tokens, 0), "more" | "fewer" | "less")
            && word(tokens, 1) != "than"
            && is_open
            && !is_reached
    }

    /// `Make retention at 2 sites something to be proud of`
    fn is_made(&self) -> bool {
        self.clause.order.is_some_and(|order| matches!(word(self.tokens, order), "make" | "let" | "help"))
    }

    /// `Keep our 140 volunteers happy`: how they are to be kept.
    fn is_kept_otherwise(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let holds = self
            .clause
            .order
            .is_some_and(|order| order + 2 == at && matches!(word(tokens, order), "keep" | "make" | "leave"));
        let how = tokens.list.get(at + 2).filter(|how| how.is_word() && !how.closes_noun());
        holds && matches!(before(tokens, at, 1), "our" | "the" | "their" | "all") && how.is_some()
    }

    /// `members who have not come for 18 months`, `patients staying more than 14 days`: how long it is that they do.
    fn is_time_of_others(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let led = before_limit(tokens, at).unwrap_or(at);
        let says_when = matches!(before(tokens, at, 1), "in" | "within" | "inside" | "under");
        let is_relative = (0..led).any(|place| matches!(word(tokens, place), "who" | "that" | "which"));
        let is_done = led > 1 && led < at && tokens.list[led - 1].form == Form::Ing;
        (is_relative || is_done) && self.is_time() && !says_when && describes_others(tokens, at)
    }

    /// `a 4 TB database`, `potholes more than 40 mm deep`: how large a thing is.
    fn is_size_of_thing(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let is_size = is_of(tokens, at, |dimension| {
            matches!(
                dimension,
                Dimension::Physical(_) | Dimension::Data | Dimension::Currency(_) | Dimension::Duration
            )
        });
        let is_deep = matches!(
            word(tokens, at + 1),
            "deep" | "long" | "wide" | "high" | "tall" | "thick" | "away" | "apart"
        );
        let is_one = matches!(before(tokens, at, 1), "a" | "an") && counts_things(tokens, at);
        let is_object = self.clause.order.is_some_and(|order| order + 2 == at) && !self.moves();
        let limited =
            before_limit(tokens, at).is_some_and(|limit| limit > 0 && tokens.list[limit - 1].is_word());
        let is_larger = matches!(
            before(tokens, at, 2),
            "wider" | "deeper" | "older" | "larger" | "bigger" | "heavier" | "taller" | "thicker" | "longer"
        );
        // `Cracks wider than 3 mm`
        let is_of_many = at == 3 && word(tokens, 2) == "than" && word(tokens, 0).ends_with('s');
        is_size && (is_deep && limited || is_one && is_object || is_larger && is_of_many)
    }

    fn prevents(&self) -> bool {
        matches!(word(self.tokens, 0), "prevent" | "avoid" | "stop")
    }

    /// Whether words about who, where and when lead to it. A share is hardly ever said of others alone, and `in at least 5 languages` sets
    /// how many.
    fn says_more(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        describes_others(tokens, at) && !self.is_share() && !sets_how_many(tokens, at)
    }

    fn is_share(&self) -> bool {
        is_of(self.tokens, self.at, |dimension| dimension == Dimension::Percent)
    }

    fn is_time(&self) -> bool {
        is_of(self.tokens, self.at, |dimension| dimension == Dimension::Duration)
    }

    /// Whether times are what is measured: `response times`.
    fn is_measured(&self) -> bool {
        let start = self.tokens.list[self.at].start as usize;
        limits::times_are_measured(limits::nearby_text(&self.tokens.lower, start))
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

/// `More calls answered in time`, `Attract more families`: more or fewer of them, without a number.
fn asks_for_more(tokens: &Tokens, clause: &Clause) -> bool {
    let first = clause.order.map_or(0, |order| order + 1);
    matches!(word(tokens, first), "more" | "fewer" | "less" | "better") && word(tokens, first + 1) != "than"
}

/// `contracts worth over $2M`, `deals of $250K and above`, `baskets of £60+`, `groups of 10 or more`: how large each is.
fn is_size_of_each(tokens: &Tokens, at: usize) -> bool {
    let limit = before_limit(tokens, at);
    // `Inventory worth at most $700k` is a measure.
    let is_worth = limit.is_some_and(|limit| {
        before(tokens, limit, 1) == "worth" && (limit > 2 || before(tokens, limit, 2).ends_with('s'))
    });
    let is_open = matches!(
        (word(tokens, at + 1), word(tokens, at + 2)),
        ("and" | "or", "above" | "more" | "over" | "larger" | "up")
    ) || tokens.lower[tokens.list[at].end as usize..].starts_with('+');
    let noun = at.checked_sub(2).map(|noun| &tokens.list[noun]);
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    let is_for = matches!(before(tokens, at, 3), "for" | "with" | "from");
    let is_things =
        noun.is_some_and(|noun| noun.is_word() && noun.form == Form::S && (is_for || !noun.has(measured)));
    is_worth || is_open && before(tokens, at, 1) == "of" && is_things
}

/// `Give the 11 pupils more time`, `Reduce the 45 minute wait`, `the 10% of users who pay`, `today's 1.9 accidents`: what there is, as the
/// reader knows it. `Fill the 12 vacancies` and `Reach the 40 hour mark` are goals.
fn is_known_thing(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let led = before(tokens, at, 1);
    let list = &tokens.list;
    let is_known =
        matches!(led, "the" | "our" | "their" | "its" | "this" | "these" | "those" | "today's" | "today’s");
    let is_share = is_of(tokens, at, |dimension| dimension == Dimension::Percent);
    // `the 11 pupils`, `the 250 g pack`, `the €9 plan`, `the 45 minute wait`
    let is_of_them = word(tokens, at + 1) == "of";
    let changes = clause.order.is_some_and(|order| list[order].has(Classes::UP | Classes::DOWN));
    // `the 10% of users`, `Reduce the 48% no-show rate`; `Meet the 95% target` is a goal.
    let is_thing = is_share && is_of_them || (!is_share || changes) && counts_things(tokens, at);
    // `Close the 14 findings`
    let is_object = clause.order.is_some_and(|order| {
        let helps = matches!(
            word(tokens, order),
            "give" | "help" | "have" | "let" | "make" | "ease" | "see" | "get" | "support" | "improve"
        );
        order + 2 == at && !helps && !list[order].has(Classes::UP | Classes::DOWN)
    });
    let is_thanks = matches!(before(tokens, at, 3), "thanks" | "due" | "owing");
    let reaches = (1..=4).any(|back| {
        at > back && list[at - back].has(Classes::REACH)
            || matches!(before(tokens, at, back), "to" | "all") && back < 3 && !is_thanks
    });
    let is_mark = (1..=3).any(|on| matches!(word(tokens, at + on), "mark" | "milestone" | "target" | "goal"));
    is_known && is_thing && !is_object && !reaches && !is_mark
}

/// `in the team of 17`
fn is_of_group(tokens: &Tokens, at: usize) -> bool {
    before(tokens, at, 1) == "of" && is_group(before(tokens, at, 2)) && is_bare(tokens, at)
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

fn is_of(tokens: &Tokens, at: usize, of: impl Fn(Dimension) -> bool) -> bool {
    quantity(tokens, &tokens.list[at]).map(Quantity::dimension).is_some_and(of)
}

/// Whether a sentence asks for something without a number: `easier`, `less often`, `as good as`, `feel at home`.
pub(super) fn says_otherwise(tokens: &Tokens) -> bool {
    let is_comparison = |at: usize| {
        let (text, next) = (word(tokens, at), word(tokens, at + 1));
        let is_number = |at: usize| tokens.list.get(at).is_some_and(Token::is_number);
        match text {
            "more" | "less" | "fewer" => {
                next != "than" && !is_number(at.wrapping_sub(1)) && before(tokens, at, 1) != "or"
            }
            "as" => word(tokens, at + 2) == "as",
            "stronger" | "simpler" | "smarter" | "closer" | "richer" | "deeper" | "broader" | "cleaner"
            | "warmer" | "kinder" | "clearer" | "greener" | "brighter" | "smoother" | "tougher"
            | "leaner" | "feel" | "feels" | "better" | "worse" | "safer" | "calmer" | "quieter"
            | "fairer" => next != "than" && before(tokens, at, 1) != "or",
            "shorter" | "faster" | "quicker" | "lower" | "higher" | "longer" | "smaller" | "cheaper"
                if at == 0 =>
            {
                true
            }
            _ => text.len() > 5 && text.ends_with("ier") && next != "than",
        }
    };
    (0..tokens.list.len()).any(is_comparison)
}

/// `young farmers (under 35)`, `falls among inpatients over 75`: their age.
fn is_of_people(tokens: &Tokens, limit: usize) -> bool {
    let is_bracketed = before(tokens, limit, 1) == "(";
    let noun = limit.checked_sub(if is_bracketed { 2 } else { 1 }).map(|noun| &tokens.list[noun]);
    let other = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT | Classes::FAULT;
    let is_many =
        noun.is_some_and(|noun| noun.is_word() && tokens.text(noun).ends_with('s') && !noun.has(other));
    let is_led = matches!(before(tokens, limit, 2), "among" | "for" | "by");
    let is_side = matches!(word(tokens, limit), "under" | "over" | "above" | "below");
    is_side && is_many && (is_bracketed || is_led)
}

/// `who get transferred more than 2 times`: a limit soon after a relative pronoun, without a noun of its own between.
fn is_relative_before(tokens: &Tokens, limit: usize) -> bool {
    (2..=4).any(|back| {
        matches!(before(tokens, limit, back), "who" | "which")
            && back <= limit
            && tokens.list[limit - back + 1..limit]
                .iter()
                .all(|token| token.is_word() && !token.has(Classes::NOUN))
    })
}

/// `while we move 3 plans to the new price`: what happens meanwhile.
fn is_condition_of_things(tokens: &Tokens, at: usize) -> bool {
    let start = (1..at).rev().find(|&place| begins_condition(tokens, place));
    start.is_some_and(|start| matches!(word(tokens, start + 1), "we" | "they" | "it"))
        && is_bare(tokens, at)
        && counts_things(tokens, at)
}

/// `with the big 3 discounters`, `the 2 shared inboxes`: known, with one more word about them.
fn is_known_through(tokens: &Tokens, at: usize) -> bool {
    let is_known =
        |back: usize| matches!(before(tokens, at, back), "the" | "our" | "their" | "these" | "those");
    let led = before(tokens, at, 1);
    let is_word =
        led.ends_with("est") || matches!(led, "big" | "top" | "main" | "other" | "remaining" | "shared");
    let is_led =
        |back: usize| matches!(before(tokens, at, back), "with" | "of" | "for" | "from" | "to" | "in");
    counts_things(tokens, at) && is_known(2) && is_word && is_led(3)
}

/// `bakeries within 50 km`
fn is_distance(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "within" | "beyond")
        && before(tokens, at, 2).ends_with('s')
        && is_of(tokens, at, |dimension| matches!(dimension, Dimension::Physical(Physical::Length)))
}

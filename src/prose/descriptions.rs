//! Numbers that describe who, where and when, beside a number that says what is to be reached or kept.

use super::figure::{Figure, Role, before, begins_condition, counts_things, is_bare, quantity, word};
use super::leading_words::{is_numbered, reaches};
use super::leads::{
    Lead, before_limit, is_deadline, is_in_limit, is_of_measure, is_range, is_strict_limit, lead,
};
use super::lexicon::{Classes, Form};
use super::pairs;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity};

/// Takes numbers that words about who, where and when lead to for what they are, if words lead to another number as to what the
/// sentence sets. `holds` says that the sentence keeps something where it is.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure], holds: bool) {
    let leads = leads(tokens, figures);
    times_of_day(tokens, figures);
    places_of_start(tokens, figures, &leads);
    keep_limit(tokens, figures, &leads, holds);
    asides(tokens, figures, &leads);
    let clause = Clause::new(tokens, figures, &leads, holds);
    let mut described = clause.others();
    if clause.says_what_is_meant() {
        described.extend(clause.of(Lead::Describes));
    }
    let starts: Vec<usize> =
        figures.iter().filter(|figure| figure.role == Role::Baseline).map(|figure| figure.at).collect();
    for i in described {
        let shares_start = starts.iter().any(|&start| pairs::shares_whole(tokens, figures[i].at, start));
        if figures[i].role == Role::Plain && !shares_start {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// The open numbers of a sentence, up to what is to hold beside the measure.
struct Clause<'t> {
    tokens: &'t Tokens,
    /// The place of each number among the tokens.
    places: Vec<usize>,
    /// What leads to each of them, if it is open.
    leads: Vec<Option<Lead>>,
    /// The sentence keeps something where it is.
    holds: bool,
    /// There is a number by which something changes.
    changes: bool,
}

impl<'t> Clause<'t> {
    fn new(tokens: &'t Tokens, figures: &[Figure], leads: &[Lead], holds: bool) -> Self {
        let end = end_of_clause(tokens);
        let is_open = |figure: &Figure| figure.at < end && matches!(figure.role, Role::Plain | Role::End);
        let of = |(figure, lead): (&Figure, &Lead)| is_open(figure).then_some(*lead);
        Clause {
            tokens,
            places: figures.iter().map(|figure| figure.at).collect(),
            leads: figures.iter().zip(leads).map(of).collect(),
            holds,
            changes: figures.iter().any(|figure| figure.at < end && figure.role == Role::Change),
        }
    }

    /// The numbers that such words lead to.
    fn of(&self, lead: Lead) -> Vec<usize> {
        (0..self.leads.len()).filter(|&i| self.leads[i] == Some(lead)).collect()
    }

    /// Whether there is a number that does not only describe.
    fn says_what_is_meant(&self) -> bool {
        // `with 5 testers, 10 of them new`; but not the first number, as in `By the end of May, 210 guests`
        let follows_comma = |i: usize| i > 0 && before(self.tokens, self.places[i], 1) == ",";
        self.changes
            || self.leads.iter().flatten().any(|lead| !matches!(lead, Lead::Describes | Lead::Open))
            || self.of(Lead::Open).into_iter().any(|i| !follows_comma(i))
    }

    /// The numbers that another one shows to describe, though words of a limit lead to them.
    fn others(&self) -> Vec<usize> {
        let limits = self.of(Lead::Limit);
        let set = self.of(Lead::Set).first().copied();
        let is_other = |&i: &usize| {
            let at = self.places[i];
            let is_added = match set {
                Some(set) => i < set || is_deadline(self.tokens, at),
                None => self.changes && !self.holds || follows_comma(self.tokens, at),
            };
            is_added || !self.is_of_measure(i)
        };
        if set.is_some() || !self.of(Lead::Counted).is_empty() || self.changes {
            return limits.into_iter().filter(is_other).collect();
        }
        let Some(meant) = (if self.holds { self.limit_held(&limits) } else { self.limit_reached(&limits) })
        else {
            return Vec::new();
        };
        let is_earlier = |&i: &usize| !self.holds && i < meant;
        let open = self.of(Lead::Open).into_iter().filter(is_earlier);
        limits.iter().copied().filter(|&i| i != meant).chain(open).collect()
    }

    fn is_of_measure(&self, i: usize) -> bool {
        is_of_measure(self.tokens, self.places[i])
    }

    /// The only one of several limits that is of the measure: `below 4%` in `Keep the share of orders over $50 below 4%`.
    fn limit_held(&self, limits: &[usize]) -> Option<usize> {
        let is_deadline = |i: usize| is_deadline(self.tokens, self.places[i]);
        if limits.len() < 2 || is_deadline(limits[0]) {
            return None;
        }
        let mut of_measure = limits.iter().copied().filter(|&i| !is_deadline(i) && self.is_of_measure(i));
        of_measure.next().filter(|_| of_measure.next().is_none())
    }

    /// The limit to be reached: `Raise revenue in homes heated to 19 degrees past £48k`. It is of the measure, or strict, or the last.
    fn limit_reached(&self, limits: &[usize]) -> Option<usize> {
        let last = *limits.last()?;
        let is_last = |open: &usize| *open < last && self.is_of_measure(last);
        if !self.of(Lead::Open).iter().all(is_last) {
            return None;
        }
        let is_deadline = |i: usize| is_deadline(self.tokens, self.places[i]);
        let of_measure = limits.iter().copied().find(|&i| !is_deadline(i) && self.is_of_measure(i));
        // `done in under 3 days for contracts below $100k`
        let in_time = limits.iter().copied().find(|&i| is_in_limit(self.tokens, self.places[i]));
        let strict = limits.iter().copied().rfind(|&i| is_strict_limit(self.tokens, self.places[i]));
        of_measure.or(in_time).or(strict).or(Some(last))
    }
}

/// `Keep calls of accounts worth $10K within 70 min`, `No patient waits more than 62 days in any of our 3 clinics`: where all other
/// numbers describe, the limit is what is meant.
fn keep_limit(tokens: &Tokens, figures: &mut [Figure], leads: &[Lead], holds: bool) {
    let is_left = |(figure, lead): (&Figure, &Lead)| {
        !matches!(figure.role, Role::Qualifier | Role::Baseline) && *lead != Lead::Describes
    };
    let describes = |(figure, lead): (&Figure, &Lead)| figure.role == Role::Plain && *lead == Lead::Describes;
    if figures.iter().zip(leads).any(is_left) || !figures.iter().zip(leads).any(describes) {
        return;
    }
    // `Any fault on the 40 lifts repaired within 6 hours`
    let counts = |figure: &Figure| is_bare(tokens, figure.at);
    let moves = tokens.list.iter().any(|token| token.has(Classes::UP | Classes::DOWN))
        || figures.iter().any(|figure| figure.role == Role::Plain && !counts(figure));
    let limit = figures.iter_mut().zip(leads).find(|(figure, lead)| {
        figure.role == Role::Qualifier
            && **lead == Lead::Limit
            && (is_of_measure(tokens, figure.at) || is_in_limit(tokens, figure.at))
            && (holds || !is_deadline(tokens, figure.at) || !moves)
    });
    if let Some((limit, _)) = limit {
        limit.role = Role::Plain;
    }
}

/// Where what is to hold beside the measure begins: `while complaints stay under 3%`, `and keep costs under $5`.
pub(super) fn end_of_clause(tokens: &Tokens) -> usize {
    let list = &tokens.list;
    let orders = |at: usize| {
        list.get(at + 1).is_some_and(|next| {
            let is_side = matches!(tokens.text(next), "up" | "down" | "over" | "under" | "more" | "less");
            next.has(Classes::HOLD | Classes::UP | Classes::DOWN) && next.form == Form::Base && !is_side
        })
    };
    let ends = |at: &usize| {
        *at > 0
            && (begins_condition(tokens, *at)
                || list[*at].has(Classes::CONJUNCTION) && orders(*at)
                || list[*at].kind == Kind::Break('.')
                    && list.get(*at + 1).is_some_and(|next| next.start > list[*at].end))
    };
    (0..list.len()).find(ends).unwrap_or(list.len())
}

/// `on weekdays from 7 to 9 in the morning`, `on Mondays from 8 to 10`, where another number is left.
fn times_of_day(tokens: &Tokens, figures: &mut [Figure]) {
    let is_hour = |at: usize| {
        is_bare(tokens, at)
            && quantity(tokens, &tokens.list[at]).is_some_and(|hour| (0.0..=24.0).contains(&hour.value()))
    };
    let on_days = |one: usize, other: usize| {
        let follows = |back| is_weekday(before(tokens, one, back));
        let leads = word(tokens, other + 1) == "on" && is_weekday(word(tokens, other + 2));
        is_hour(one)
            && is_hour(other)
            && (follows(1) || follows(2) || leads || is_weekday(word(tokens, other + 1)))
    };
    let is_span = |pair: &[Figure]| {
        let (one, other) = (pair[0].at, pair[1].at);
        let is_timed = is_time_of_day(tokens, other) || on_days(one, other);
        other == one + 2 && matches!(word(tokens, one + 1), "to" | "and") && is_timed
    };
    let Some(first) = figures.windows(2).position(is_span) else { return };
    let is_left =
        |(i, figure): (usize, &Figure)| i != first && i != first + 1 && figure.role != Role::Qualifier;
    if figures.iter().enumerate().any(is_left) {
        (figures[first].role, figures[first + 1].role) = (Role::Qualifier, Role::Qualifier);
    }
}

/// `Mondays`, `weekdays`
fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 9] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday", "weekend"];
    DAYS.contains(&word.strip_suffix('s').unwrap_or(word))
}

/// What leads to each of the numbers, beside each other.
fn leads(tokens: &Tokens, figures: &[Figure]) -> Vec<Lead> {
    let mut leads: Vec<Lead> = figures.iter().map(|figure| lead(tokens, figure.at)).collect();
    let end = end_of_clause(tokens);
    let first = leads.iter().position(|lead| matches!(lead, Lead::Set | Lead::Counted | Lead::Limit));
    // From the last on: `for trips of 2 to 5 nights to 48` ends at 48, and so 5 is no end.
    let mut is_led_later = false;
    for i in (0..figures.len()).rev() {
        let at = figures[i].at;
        if let Some(before) = i.checked_sub(1) {
            let is_said = is_led_later || first.is_some_and(|first| first < before);
            leads[i] = joined_lead(tokens, (figures[before], leads[before]), (figures[i], leads[i]), is_said);
        }
        let is_open = matches!(figures[i].role, Role::Plain | Role::End) && at < end;
        let is_led = leads[i] == Lead::Set || leads[i] == Lead::Limit && is_of_measure(tokens, at);
        is_led_later |= is_open && (is_led || leads_on(tokens, at));
    }
    places_beside_limits(tokens, figures, &mut leads);
    places_before_ends(tokens, figures, &mut leads);
    leads
}

/// `Response at 12 months to 85%`, `Reply to all 40 councillors in at most 10 days`, `Cut the 5 km time to 19 minutes`: a time after
/// `at`, all of some people, and a size in a name say who and when, if another number is set or limited.
fn places_before_ends(tokens: &Tokens, figures: &[Figure], leads: &mut [Lead]) {
    let number = |i: usize| quantity(tokens, &tokens.list[figures[i].at]);
    let dimension = |i: usize| number(i).map(Quantity::dimension);
    let is_alike = |i: usize, j: usize| dimension(i) == dimension(j);
    for i in 0..leads.len() {
        let at = figures[i].at;
        let later = i + 1..leads.len();
        let is_led = |j: usize| matches!(leads[j], Lead::Set | Lead::Limit) && !is_alike(i, j);
        let is_time = before(tokens, at, 1) == "at"
            && number(i).is_some_and(|number| number.dimension() == Dimension::Duration)
            && later.clone().any(|j| before(tokens, figures[j].at, 1) == "to" && is_led(j));
        let is_all = matches!(before(tokens, at, 1), "all" | "both")
            && (before(tokens, at, 2) == "to" || before(tokens, at, 2).ends_with(" to"))
            && counts_things(tokens, at)
            && later.clone().any(|j| before_limit(tokens, figures[j].at).is_some() && !is_alike(i, j));
        let is_part_of_name = number(i)
            .is_some_and(|number| matches!(number.dimension(), Dimension::Physical(_)))
            && counts_things(tokens, at)
            && (1..=2).any(|back| is_determiner(tokens, at, back))
            && later.clone().any(is_led);
        if leads[i] == Lead::Set && is_time || is_all || is_part_of_name {
            leads[i] = Lead::Describes;
        }
    }
}

/// `the 5 km time`, `the squad's average 5 km time`
fn is_determiner(tokens: &Tokens, at: usize, back: usize) -> bool {
    let text = before(tokens, at, back);
    text.ends_with("'s")
        || text.ends_with("’s")
        || matches!(text, "the" | "our" | "their" | "its" | "a" | "an")
}

/// `70% retention at 90 days`, `below 300 ms at 2,000 requests`: `at` says where, if a number that is meant comes before.
fn places_beside_limits(tokens: &Tokens, figures: &[Figure], leads: &mut [Lead]) {
    let is_meant = |i: usize| match leads[i] {
        Lead::Limit => is_of_measure(tokens, figures[i].at),
        lead => matches!(lead, Lead::Set | Lead::Counted),
    };
    let Some(meant) = (0..leads.len()).find(|&i| figures[i].role == Role::Plain && is_meant(i)) else {
        return;
    };
    for i in meant + 1..leads.len() {
        // `at 30 days and acceptance at 90%` are two measures.
        let between = &tokens.list[figures[meant].at + 1..figures[i].at];
        let is_other = between.iter().any(|token| token.has(Classes::CONJUNCTION));
        if before(tokens, figures[i].at, 1) == "at" && leads[i] == Lead::Set && !is_other {
            leads[i] = Lead::Describes;
        }
    }
}

/// What leads to a number, where it may go on with the one before it. `is_said` says that words lead to another number.
fn joined_lead(tokens: &Tokens, first: (Figure, Lead), second: (Figure, Lead), is_said: bool) -> Lead {
    let (other, at) = (first.0.at, second.0.at);
    let described = first.1 == Lead::Describes;
    if described && is_time_of_day(tokens, at) && before(tokens, at, 1) == "to" {
        return Lead::Describes;
    }
    let noun = before(tokens, other, 1);
    // `Statistics 101 to 82%` is a name, and `weeks 1 to 4` and `aged 18 to 25` are spans.
    let may_span = first.0.role == Role::Plain || noun == "aged" || is_numbered(noun);
    let is_span = described && is_said && may_span && noun != "by";
    match joined(tokens, other, at) {
        Some(Join::Always) if described => Lead::Describes,
        Some(Join::Always | Join::Band) => Lead::Open,
        Some(Join::To) if is_span => Lead::Describes,
        _ => second.1,
    }
}

/// `62% → 75%`
fn leads_on(tokens: &Tokens, at: usize) -> bool {
    tokens.list.get(at + 1).is_some_and(|next| next.kind == Kind::Break('→'))
}

/// `9 in the morning`; `from 14% to 9% in the evening` is no time.
fn is_time_of_day(tokens: &Tokens, at: usize) -> bool {
    is_bare(tokens, at)
        && word(tokens, at + 1) == "in"
        && matches!(word(tokens, at + 3), "morning" | "afternoon" | "evening")
}

/// `NPS from 3 suppliers from 31 to 48`: where another number is said to be the start, or the measure has a name of its own, what is
/// counted after `from` is where it comes from.
fn places_of_start(tokens: &Tokens, figures: &mut [Figure], leads: &[Lead]) {
    let is_start = |figure: &Figure| figure.role == Role::Baseline;
    let is_pair = |pair: &[Figure]| {
        tokens.list[pair[0].at + 1..pair[1].at].iter().any(|token| token.kind == Kind::Break('→'))
    };
    for i in 0..figures.len() {
        let at = figures[i].at;
        let is_place = is_start(&figures[i])
            && leads[i] == Lead::Describes
            && before(tokens, at, 1) == "from"
            && counts_things(tokens, at);
        if !is_place {
            continue;
        }
        let starts_later = figures[i + 1..].iter().any(is_start) || figures[i + 1..].windows(2).any(is_pair);
        let noun = word(tokens, at + 1);
        let is_thing = noun.ends_with('s') || tokens.list[at + 1].has(Classes::PEOPLE | Classes::STAFF);
        let said = &tokens.list[..at];
        let is_other = said.iter().any(|token| token.has(Classes::METRIC))
            && !tokens.list[..at].iter().chain(&tokens.list[at + 2..]).any(|t| tokens.text(t) == noun);
        // `hours from 5 firms to total 1,200`
        let is_total = (at + 1..at + 5).any(|to| word(tokens, to) == "to" && reaches(word(tokens, to + 1)));
        if is_thing
            && (starts_later || is_other && !leads_to_like(tokens, at, figures.get(i + 1)) || is_total)
        {
            figures[i].role = Role::Qualifier;
        }
    }
}

/// `from 120 tickets to 60`, `from 3 sessions per user up to 5`: the other number may count the same things; of `sales from 5 shops to
/// 4,000` it hardly does.
fn leads_to_like(tokens: &Tokens, at: usize, other: Option<&Figure>) -> bool {
    const FAR: f64 = 100.0;
    const APART: usize = 7;
    let Some(other) = other.map(|other| other.at).filter(|other| other - at <= APART) else { return false };
    let number = |at: usize| quantity(tokens, &tokens.list[at]);
    let is_near = number(at).zip(number(other)).is_some_and(|(one, other)| {
        other.is_bare() && other.value() < FAR * one.value() && one.value() < FAR * other.value()
    });
    let parts = |token: &Token| !token.is_word() || token.has(Classes::CONJUNCTION);
    before(tokens, other, 1) == "to"
        && is_near
        && !counts_things(tokens, other)
        && !tokens.list[at + 1..other].iter().any(parts)
}

/// `with 2 extra nurses`, `– needs 2 more vans`: what is added beside a number that is meant.
fn asides(tokens: &Tokens, figures: &mut [Figure], leads: &[Lead]) {
    let is_meant = |(figure, lead): (&Figure, &Lead)| {
        figure.role != Role::Qualifier && matches!(lead, Lead::Set | Lead::Limit | Lead::Counted)
    };
    let Some(meant) = figures.iter().zip(leads).position(is_meant).map(|i| figures[i].at) else { return };
    let is_dash = |token: &Token| matches!(token.kind, Kind::Break('–' | '—' | '-'));
    let spaced = |at: usize| {
        let list = &tokens.list;
        is_dash(&list[at])
            && list[at - 1].end < list[at].start
            && list.get(at + 1).is_some_and(|next| list[at].end < next.start)
    };
    let dash = (meant + 1..tokens.list.len()).find(|&at| spaced(at)).unwrap_or(tokens.list.len());
    for (figure, lead) in figures.iter_mut().zip(leads) {
        let is_added = figure.role == Role::Change
            && matches!(before(tokens, figure.at, 1), "with" | "using" | "without" | "despite");
        let is_aside =
            figure.at > dash && matches!(figure.role, Role::Plain | Role::Change) && *lead != Lead::Set;
        if is_added && figure.at > meant || is_aside {
            figure.role = Role::Qualifier;
        }
    }
}

/// `Recruit 80 mentors, at least a third of them new`
fn follows_comma(tokens: &Tokens, at: usize) -> bool {
    before_limit(tokens, at).is_some_and(|edge| before(tokens, edge, 1) == ",")
}

/// How a number goes on with the one before it.
enum Join {
    /// The 24 in `18-24 year olds`, the 8 in `5 of the 8 sites`
    Always,
    /// `2 to 5`: a range or two ends.
    To,
    /// `within 5 to 9 days`
    Band,
}

fn joined(tokens: &Tokens, other: usize, at: usize) -> Option<Join> {
    let between = &tokens.list[other + 1..at];
    let is_to = |token: &Token| tokens.text(token) == "to";
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Break('-' | '–' | '/' | '\'' | '’'))
            || matches!(tokens.text(token), "of" | "or" | "out" | "to" | "and")
            || token.has(Classes::DETERMINER) && !reaches(tokens.text(token))
    };
    // `with 1 full-time analyst and 4 interns`
    let is_list = between.len() <= 4
        && before(tokens, at, 1) == "and"
        && counts_things(tokens, other)
        && counts_things(tokens, at)
        && is_bare(tokens, at);
    if is_list {
        return Some(Join::Always);
    }
    // `to 3.8 – 6 shops only`
    let is_aside = matches!(between, [dash] if matches!(dash.kind, Kind::Break('-' | '–')) && dash.end < tokens.list[at].start);
    // `parcels under 5 kg of 38%`
    let is_of_other = between.iter().any(|token| tokens.text(token) == "of") && !is_bare(tokens, at);
    if is_aside || is_of_other || between.is_empty() || between.len() > 3 || !between.iter().all(joins) {
        return None;
    }
    let is_range = is_range(tokens, other);
    Some(match between.iter().any(is_to) {
        false => Join::Always,
        true if is_range
            || matches!(before(tokens, other, 1), "within" | "inside" | "between" | "outside") =>
        {
            Join::Band
        }
        true => Join::To,
    })
}

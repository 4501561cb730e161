//! How many separate measures a key result has: two of them are two key results.

use super::Comparator;
use super::clause::Clause;
use super::figure::is_in_brackets;
use super::lexicon::{Classes, Form};
use super::measures::{Figure, Measures, Role, before, quantity, word};
use super::orders;
use super::parallel;
use super::periods::is_day;
use super::token::{Kind, Token, Tokens};

/// The separate measures, each as the place of its number among the tokens.
pub(super) fn separate(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    // In brackets stands how it is measured: `(0-10 scale, share of 9s and 10s)`.
    let aside = |figure: &Figure| is_in_brackets(tokens, figure.at);
    let all_aside = measures.figures.iter().all(aside);
    for figure in &measures.figures {
        if parallel::is_beside_target(tokens, measures, figure) {
            found.push(figure.at);
            continue;
        }
        let is_other = figure.role == Role::Baseline
            || figure.role == Role::Qualifier
                && !is_kept_meanwhile(tokens, figure)
            // `60% of parents come to one meeting`
            || word(tokens, figure.at) == "one" && measures.target_at != Some(figure.at)
            || matches!(before(tokens, figure.at, 1), "incl" | "including")
            || before(tokens, figure.at, 2) == "incl";
        if is_other || aside(figure) && !all_aside {
            continue;
        }
        // `cost per 1,000 orders`
        let is_unit = before(tokens, figure.at, 1) == "per";
        if is_unit
            || is_upper_end(tokens, measures, figure)
            || is_said_twice(tokens, measures, figure)
            || is_scope(tokens, clause, figure)
            || is_difference(tokens, figure)
        {
            continue;
        }
        if found.last().is_none_or(|&last| is_apart(tokens, last, figure.at)) {
            found.push(figure.at);
        }
    }
    found.extend(second_way(tokens, measures).filter(|at| !found.contains(at)));
    found.extend(
        orders::goals(tokens, clause, measures)
            .into_iter()
            .filter(|at| !found.contains(at))
            .collect::<Vec<_>>(),
    );
    found.sort_unstable();
    found
}

/// The end of another way behind the one to the target: `from 10% to 30% (retention from 20% to 40%)`, `8% → 5% / NPS 20 → 30`.
fn second_way(tokens: &Tokens, measures: &Measures) -> Option<usize> {
    let target = measures.target_at.filter(|_| measures.baseline_at.is_some())?;
    let numbers = || (target + 1..tokens.list.len()).filter(|&at| tokens.list[at].is_number());
    let (start, end) = numbers().zip(numbers().skip(1)).find(|&(start, end)| is_way(tokens, start, end))?;
    let between = &tokens.list[target + 1..start];
    // `while traffic goes from 5 to 10`, `by growing the team from 5 to 8`: what happens meanwhile, and how it is reached.
    let tells_how = |place: usize| match word(tokens, place) {
        "as" | "when" | "after" | "before" | "because" | "although" | "though" | "despite" | "by"
        | "without" | "that" | "who" | "if" | "once" | "e.g" => true,
        word if RESTATES.contains(&word) => true,
        "while" | "whilst" => !tokens.list[place + 1].has(Classes::UP | Classes::DOWN),
        _ => false,
    };
    // `(from 100 to 300 teams)` says it again.
    let is_other = |token: &Token| token.is_word() && !token.closes_noun() && !is_day(tokens.text(token));
    (between.iter().any(is_other) && !(target + 1..start).any(tells_how)).then_some(end)
}

/// `from 20% to 40%`, `20% → 40%`
fn is_way(tokens: &Tokens, start: usize, end: usize) -> bool {
    const LONGEST: usize = 5;
    let is_led = before(tokens, start, 1) == "from" && before(tokens, end, 1) == "to";
    let is_arrow = end == start + 2 && tokens.list[start + 1].kind == Kind::Break('→');
    (is_led || is_arrow) && end - start <= LONGEST
}

/// The upper end of a band.
fn is_upper_end(tokens: &Tokens, measures: &Measures, figure: &Figure) -> bool {
    let start = tokens.list[figure.at].start;
    measures.band.as_ref().is_some_and(|(_, upper)| upper.range.start == start)
}

/// `by 15% a year, from $4M to $5M`: the way and its ends are one measure.
fn is_said_twice(tokens: &Tokens, measures: &Measures, figure: &Figure) -> bool {
    let has = |role: Role| measures.figures.iter().find(|figure| figure.role == role);
    let starts = has(Role::Baseline).is_some_and(|start| before(tokens, start.at, 1) == "from");
    figure.role == Role::Change && starts && has(Role::End).is_some() && !orders_between(tokens, figure.at)
}

/// Whether another order follows a number: `Cut costs by 5%, lift sales`.
fn orders_between(tokens: &Tokens, at: usize) -> bool {
    tokens.list[at + 1..].iter().any(|token| {
        token.has(Classes::UP | Classes::DOWN)
            && token.form == Form::Base
            && !token.has(Classes::PREPOSITION)
            && !matches!(tokens.text(token), "up" | "down")
    })
}

/// `from 5 countries`, `across 3 teams`: what the measure is taken over.
fn is_scope(tokens: &Tokens, clause: &Clause, figure: &Figure) -> bool {
    let count = quantity(tokens, &tokens.list[figure.at]).is_some_and(crate::quantity::Quantity::is_bare);
    let led = matches!(
        before(tokens, figure.at, 1),
        "from" | "across" | "among" | "between" | "in" | "for" | "over"
    );
    count && led && figure.role == Role::Plain && clause.order.is_none_or(|order| order + 1 < figure.at)
}

/// `... while keeping churn below 3%`: the target is another number, and this one has to hold as well.
fn is_kept_meanwhile(tokens: &Tokens, figure: &Figure) -> bool {
    // `while lifting near-miss reports to 200`
    if is_reached_meanwhile(tokens, figure) {
        return true;
    }
    // `while traffic grows 40%`, `while we cut the team from 30 to 24` is no aim.
    if !matches!(figure.comparator, Comparator::AtMost | Comparator::AtLeast)
        && before(tokens, figure.at, 1) != "at"
    {
        return false;
    }
    let list = &tokens.list[..figure.at];
    let meanwhile = list.iter().rposition(|t| matches!(tokens.text(t), "while" | "whilst"));
    meanwhile.is_some_and(|start| {
        list[start..]
            .iter()
            .any(|t| t.is_word() && t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT))
    })
}

/// `while lifting near-miss reports to 200`: an order of its own.
fn is_reached_meanwhile(tokens: &Tokens, figure: &Figure) -> bool {
    let list = &tokens.list[..figure.at];
    let meanwhile = list.iter().rposition(|token| matches!(tokens.text(token), "while" | "whilst"));
    let is_order = |token: &Token| token.has(Classes::UP | Classes::DOWN) && token.form == Form::Ing;
    before(tokens, figure.at, 1) == "to"
        && meanwhile.is_some_and(|start| list.get(start + 1).is_some_and(is_order))
        && !list.iter().any(|token| tokens.text(token) == "from")
}

/// `300,000 more than last year`: says again how much it is.
fn is_difference(tokens: &Tokens, figure: &Figure) -> bool {
    let compares = |at: usize| word(tokens, at) == "than";
    figure.at > 0
        && is_comparative(word(tokens, figure.at + 1))
        && (compares(figure.at + 2) || compares(figure.at + 3))
}

fn is_comparative(word: &str) -> bool {
    matches!(
        word,
        "more"
            | "less"
            | "fewer"
            | "above"
            | "over"
            | "under"
            | "below"
            | "higher"
            | "lower"
            | "better"
            | "longer"
            | "shorter"
            | "greater"
    )
}

/// A second number is a second measure only if a new clause about something else begins; in brackets it explains
/// the first.
fn is_apart(tokens: &Tokens, first: usize, second: usize) -> bool {
    let between = &tokens.list[first + 1..second];
    // `2 or more` is one number.
    let bounds = |at: usize| {
        tokens.text(&between[at]) == "or"
            && between.get(at + 1).is_some_and(|t| is_comparative(tokens.text(t)))
    };
    let joins = |at: usize| {
        let token = &between[at];
        token.has(Classes::CONJUNCTION) && !bounds(at)
            || matches!(token.kind, Kind::Break(',' | ';' | '.'))
            || matches!(tokens.text(token), "while" | "as well as")
            || tokens.text(token) == "as"
                && between.get(at + 1).is_some_and(|next| tokens.text(next) == "well")
    };
    let bracket = between.iter().any(|t| matches!(t.kind, Kind::Break('(')));
    let something = |t: &Token| {
        t.is_word() && (t.has(Classes::NOUN) || (t.classes.is_empty() && !is_day(tokens.text(t))))
    };
    let explained = between.windows(2).any(|w| tokens.text(&w[0]) == "that" && tokens.text(&w[1]) == "is");
    (0..between.len()).any(joins)
        && !explained
        && !bracket
        && between.iter().any(something)
        && !between.iter().any(|t| t.is_word() && RESTATES.contains(&tokens.text(t)))
}

/// What follows these repeats the first measure: its consequence, or its best case.
const RESTATES: [&str; 10] = [
    "which",
    "target",
    "goal",
    "stretch",
    "desire",
    "desired",
    "ideally",
    "currently",
    "i.e",
    "aspirational",
];

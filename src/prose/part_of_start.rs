//! `Reduce errors 50% from 60`: a percentage beside a start without a unit. Of what is counted it is a share of the start; of a share it
//! is where it gets to; and where the words do not say which of them is measured, it may be either.

use super::Comparator;
use super::figure::{Figure, Role, quantity, word};
use super::lexicon::Classes;
use super::pairs::leads_to_end;
use super::question::{About, Question, SHARES};
use super::token::{Token, Tokens};
use crate::quantity::{Dimension, order};

/// Makes a change of a percentage that is a share of the start, and asks about one that may be either. `moves_up` is what the verb asks
/// for.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure], moves_up: Option<bool>) -> Option<Question> {
    let rises = moves_up?;
    let start = figures.iter().find(|figure| figure.role == Role::Baseline)?.at;
    let from = quantity(tokens, &tokens.list[start]).filter(|from| from.is_bare() && from.value() > 0.0)?;
    let figure = figures.iter_mut().find(|figure| is_open(tokens, figure, start))?;
    let share = quantity(tokens, &tokens.list[figure.at])?;
    // What falls to more than it was does not fall to that.
    let is_wrong_side = order(share, from).is_none_or(|way| if rises { way.is_le() } else { way.is_ge() });
    let takes_more_than_all = !rises && share.value() > 100.0;
    match measured(tokens, figure.at) {
        Measured::Share => None,
        _ if takes_more_than_all => None,
        Measured::Open if !is_wrong_side => {
            let question = About::PartOfStart(start, rises);
            Some(Question::new(question, (figure.at, figure.at)))
        }
        _ => {
            (figure.role, figure.comparator) = (Role::Change, Comparator::By);
            None
        }
    }
}

/// Whether a number is a percentage before the start that no word leads to.
fn is_open(tokens: &Tokens, figure: &Figure, start: usize) -> bool {
    let is_share = quantity(tokens, &tokens.list[figure.at]).is_some_and(|number| {
        number.dimension() == Dimension::Percent && !number.text().starts_with(['+', '-', '−', '–'])
    });
    // `80% of the tables`
    let is_of_others = word(tokens, figure.at + 1) == "of";
    let is_plain = matches!(figure.role, Role::End | Role::Plain) && figure.comparator == Comparator::Exactly;
    let is_between = figure.at > 0 && figure.at < start;
    is_plain && is_share && is_between && !is_of_others && !leads_to_end(tokens, figure.at)
}

/// What a percentage is said of.
enum Measured {
    /// What is counted: errors, orders.
    Count,
    /// What is a share itself: a rate, retention.
    Share,
    /// The words do not say.
    Open,
}

/// Words for what is given in percent whether or not the sentence says so.
const IN_PERCENT: [&str; 46] = [
    "retention",
    "churn",
    "conversion",
    "activation",
    "adoption",
    "satisfaction",
    "uptime",
    "availability",
    "accuracy",
    "precision",
    "coverage",
    "turnout",
    "compliance",
    "adherence",
    "completeness",
    "absenteeism",
    "attrition",
    "dropout",
    "drop-out",
    "bounce",
    "abandonment",
    "deliverability",
    "penetration",
    "literacy",
    "unemployment",
    "employment",
    "punctuality",
    "margin",
    "margins",
    "yield",
    "yields",
    "uptake",
    "take-up",
    "ctr",
    "csat",
    "nrr",
    "grr",
    "ndr",
    "mape",
    "oee",
    "slo",
    "sla",
    "readiness",
    "approval",
    "accessibility",
    "participation",
];

/// Plurals that may be given in percent, or in points.
const MAY_BE_IN_PERCENT: [&str; 10] =
    ["scores", "marks", "grades", "results", "levels", "ratings", "figures", "numbers", "stats", "metrics"];

/// Words that set some of the things apart, so that a percentage may be the share of those: `on-time orders`, `late payments`.
const PARTS: [&str; 12] = [
    "on-time", "late", "active", "repeat", "overdue", "open", "empty", "wrong", "manual", "valid", "good",
    "bad",
];

fn measured(tokens: &Tokens, at: usize) -> Measured {
    let before = &tokens.list[..at];
    // `share of` is one of the phrases.
    let is_in_percent = |token: &Token| {
        tokens.text(token).split(' ').any(|word| SHARES.contains(&word) || IN_PERCENT.contains(&word))
    };
    if before.iter().any(is_in_percent) {
        return Measured::Share;
    }
    let is_plural = |at: usize| {
        let text = word(tokens, at);
        tokens.list[at].is_word()
            && text.len() > 3
            && text.ends_with('s')
            && !text.ends_with("ss")
            && !MAY_BE_IN_PERCENT.contains(&text)
    };
    let is_part = |at: usize| {
        let text = word(tokens, at);
        PARTS.contains(&text) || text.ends_with("ed") || text.ends_with("ing")
    };
    // `errors in checkout`
    let is_placed = |at: usize| {
        tokens.list[at].has(Classes::FAULT) && matches!(word(tokens, at + 1), "in" | "at" | "per" | "from")
    };
    let is_head = |&head: &usize| is_plural(head) && (head + 1 == at || is_placed(head));
    match (0..at).find(is_head) {
        Some(head) if head == 0 || !is_part(head - 1) => Measured::Count,
        _ => Measured::Open,
    }
}

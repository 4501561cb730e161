//! Measures that grow without anybody being better off.

use std::ops::Range;

use super::clause::{Clause, noun_after};
use super::lexicon::{Classes, Form};
use super::measures::{self, Measures, Role};
use super::token::{Token, Tokens};
use super::{Comparator, Direction};
use crate::quantity::Dimension;

/// The vanity measure of a key result, unless the sentence makes something else of it: a conversion, a share, a cost
/// for each.
pub(super) fn of(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<Range<u32>> {
    let list = &tokens.list;
    // Fewer page views are nothing to boast of.
    if measures.direction == Some(Direction::Decrease) || list.iter().any(|t| qualifies(tokens, t)) {
        return None;
    }
    if measures.figures.is_empty() && measures.direction.is_none() {
        return None;
    }
    let counted = measures.figures.iter().filter_map(|figure| counted(tokens, figure));
    let acted_on = clause.object.or(clause.subject).filter(|&at| is_what_moves(tokens, clause, measures, at));
    counted.chain(acted_on).find(|&at| is_vain(tokens, clause, at)).map(|at| measures::place(&list[at]))
}

/// Words that turn a total into a rate, a share, or people who do something.
fn qualifies(tokens: &Tokens, token: &Token) -> bool {
    let text = tokens.text(token);
    let rate = token.has(Classes::MEASURE | Classes::LAGGING)
        && !matches!(
            text,
            "number of"
                | "count of"
                | "volume of"
                | "number"
                | "count"
                | "volume"
                | "amount"
                | "growth"
                | "increase"
                | "increases"
                | "rise"
                | "lift"
                | "uplift"
                | "gain"
        );
    token.is_word()
        && (rate
            || text.starts_with("conver")
            || matches!(text, "per" | "become" | "who" | "cost per" | "costs per" | "churn" | "retention"))
}

/// The noun a number counts: `500 likes`; a share (`5% of followers`) is not a total.
fn counted(tokens: &Tokens, figure: &measures::Figure) -> Option<usize> {
    let list = &tokens.list;
    let quantity = measures::quantity(tokens, &list[figure.at])?;
    let change = figure.role == Role::Change || is_growth(measures::word(tokens, figure.at + 1));
    let plain = matches!(quantity.dimension(), Dimension::Count | Dimension::Rate)
        || (quantity.dimension() == Dimension::Percent && change);
    let next = list.get(figure.at + 1)?;
    let leads = next.is_word() && !next.closes_noun();
    let mut noun =
        noun_after(tokens, figure.at + 1).filter(|_| plain && leads && figure.role != Role::Qualifier)?;
    // `20% increase in downloads`
    if is_growth(tokens.text(&list[noun])) && matches!(measures::word(tokens, noun + 1), "in" | "of") {
        noun = noun_after(tokens, noun + 2)?;
    }
    Some(noun)
}

fn is_growth(word: &str) -> bool {
    matches!(word, "growth" | "increase" | "rise" | "lift" | "uplift" | "gain")
}

/// Whether the number belongs to the verb's object (or the subject) and not to something later.
fn is_what_moves(tokens: &Tokens, clause: &Clause, measures: &Measures, at: usize) -> bool {
    let list = &tokens.list;
    let share = measures.figures.iter().any(|f| f.at < at && f.comparator != Comparator::By);
    let end = measures.target_at.filter(|&end| end > at).unwrap_or(at + 1).min(list.len());
    let other_act = list[at + 1..end].iter().any(|t| t.form == Form::Ing && t.has(Classes::VERB));
    let moves = measures.figures.iter().any(|f| f.at > at) || clause.order.is_some_and(|o| o < at);
    !share && !other_act && moves
}

fn is_vain(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    let token = &tokens.list[at];
    let follower =
        matches!(tokens.text(token), "follower" | "followers") || tokens.text(token).ends_with(" followers");
    let value_next = tokens.list.get(at + 1).is_some_and(Token::is_number);
    let noun = Some(at) != clause.order && Some(at) != clause.predicate_at;
    // `users like it` and `to reach them` are verbs; what is counted is a plural.
    let plural = token.form == Form::S || tokens.text(token).contains(' ') || own(token);
    let reach = tokens.text(token) == "reach";
    // `active installs` are used, and a newspaper mentions whom it likes.
    let earned = at > 0
        && matches!(measures::word(tokens, at - 1), "active" | "paying" | "paid" | "newspaper" | "press");
    noun && !earned
        && token.has(Classes::VANITY)
        && (plural || (reach && !value_next))
        && (follower || !token.has(Classes::PEOPLE))
}

/// A workspace's own word, which may be in any form.
fn own(token: &Token) -> bool {
    token.form == Form::Base && token.classes.0 & !Classes::PHRASE.0 == (Classes::VANITY | Classes::ACT).0
}

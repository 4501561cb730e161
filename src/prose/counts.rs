//! What a number in a key result counts: where the counted noun phrase begins, and whether it ends with the numbers.

use super::clause::{Clause, Predicate};
use super::lexicon::Classes;
use super::measures::{Measures, quantity, word};
use super::token::{Kind as TokenKind, Token, Tokens};
use super::{Certainty, Kind};

/// What is counted, and the tokens that say so.
pub(super) struct OwnWork {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    pub(super) evidence: Vec<usize>,
}

/// The largest count of the sentence, without a unit.
pub(super) fn largest_count(tokens: &Tokens, measures: &Measures) -> f64 {
    let values = measures.figures.iter().filter_map(|figure| quantity(tokens, &tokens.list[figure.at]));
    values.map(|quantity| quantity.value()).fold(0.0, f64::max)
}

/// Where the noun phrase that is measured begins: after a verb of direction, or at the start.
pub(super) fn measured_from(tokens: &Tokens, clause: &Clause) -> Option<usize> {
    let list = &tokens.list;
    match clause.order {
        Some(order) if list[order].has(Classes::UP | Classes::HOLD | Classes::REACH | Classes::HAVE) => {
            Some(order + 1)
        }
        // `Roadmap items completed`: a noun that could be a verb.
        Some(order) if list[order].has(Classes::NOUN) => Some(order),
        // `Conduct experiments` is an order of its own.
        Some(_) => None,
        None if matches!(clause.predicate, Predicate::Can) => None,
        // `Interviews held: 3 to 20` looks like a label before a sentence.
        None if clause.start <= 4
            && list[..clause.start].last().is_some_and(|t| t.kind == TokenKind::Break(':')) =>
        {
            Some(0)
        }
        None => Some(clause.start),
    }
}

/// A thing that is there, or an effort made, because of our work.
pub(super) fn is_ours(token: &Token) -> bool {
    let ours = Classes::ARTEFACT | Classes::SERIAL | Classes::WORK;
    let others = Classes::PEOPLE | Classes::METRIC | Classes::MEASURE;
    let acts = token.has(Classes::ACT) && !token.has(Classes::SERIAL);
    // `page` is also an alarm, and nobody wants more of those.
    let fault = token.has(Classes::FAULT) && !token.has(Classes::ARTEFACT);
    token.is_word() && token.has(ours) && !token.has(others) && !acts && !fault
}

/// Whether the word only introduces the counted thing: `number of`, `total`.
pub(super) fn is_count_word(tokens: &Tokens, token: &Token) -> bool {
    token.is_word() && matches!(tokens.text(token), "of" | "and" | "total") || is_count(tokens, token)
}

/// `number`, `count of`, `volume`.
pub(super) fn is_count(tokens: &Tokens, token: &Token) -> bool {
    token.is_word()
        && matches!(
            tokens.text(token),
            "number"
                | "count"
                | "number of"
                | "count of"
                | "total"
                | "volume"
                | "volume of"
                | "amount"
                | "total number of"
        )
}

/// Whether only numbers follow: `without rollback` or `by customers` would make it something else.
pub(super) fn is_end(tokens: &Tokens, at: usize) -> bool {
    let Some(token) = tokens.list.get(at) else { return true };
    let leads = [
        "from",
        "to",
        "in",
        "this",
        "per",
        "a",
        "each",
        "every",
        "by",
        "goes",
        "go",
        "rises",
        "grows",
        "increases",
        "is",
        "at",
        "reaches",
        "weekly",
        "monthly",
        "quarterly",
        "=",
        "≥",
    ];
    let next = tokens.list.get(at + 1);
    let by_others = word(tokens, at) == "by" && !next.is_some_and(Token::is_number);
    // `per member` makes it a measure of the members.
    let per_other =
        matches!(word(tokens, at), "per" | "each" | "every") && !next.is_some_and(|t| t.has(Classes::TIME));
    !by_others
        && !per_other
        && (token.is_number()
            || matches!(
                token.kind,
                TokenKind::Break(':' | '→' | ',' | '(' | '|' | '-' | '–' | '—' | '.' | '=')
            )
            || token.is_word() && (leads.contains(&tokens.text(token)) || token.has(Classes::LIMIT_LOW)))
}

/// `Features shipped per sprint` is throughput, which the organisation may want to raise; talks per month are still effort.
pub(super) fn is_rate(tokens: &Tokens, from: usize, thing: usize) -> bool {
    let list = &tokens.list;
    let rate = list[from.min(list.len())..].iter().enumerate().any(|(i, t)| {
        t.is_word() && matches!(tokens.text(t), "per" | "each" | "every" | "weekly" | "monthly" | "daily")
            || t.is_word()
                && tokens.text(t) == "a"
                && list.get(from + i + 1).is_some_and(|t| t.has(Classes::TIME))
    });
    rate && !list[thing].has(Classes::SERIAL)
}

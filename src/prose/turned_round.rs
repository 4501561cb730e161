//! What is bad and turned round by the words beside it: `bugs fixed`, `days without accidents`. More of that is no worse.

use super::figure::{before, word};
use super::lexicon::Classes;
use super::token::Tokens;

/// Participles behind something bad that leave it bad: `complaints received`. Others may say that it is got rid of.
const STILL_BAD: [&str; 42] = [
    "accepted",
    "accrued",
    "approved",
    "assigned",
    "booked",
    "caused",
    "created",
    "delayed",
    "disputed",
    "elapsed",
    "escalated",
    "escaped",
    "expected",
    "failed",
    "filed",
    "incurred",
    "introduced",
    "issued",
    "lodged",
    "logged",
    "missed",
    "needed",
    "opened",
    "overdue",
    "raised",
    "received",
    "recorded",
    "related",
    "repeated",
    "reported",
    "released",
    "shipped",
    "unresolved",
    "used",
    "reopened",
    "worked",
    "produced",
    "requested",
    "generated",
    "emitted",
    "consumed",
    "returned",
];

/// Whether words beside something bad say that it is kept away, got rid of or paid back: `complaints solved`, `days without accidents`,
/// `reduction in waste`, `return on spend`. More of that may be good.
pub(super) fn is_good(tokens: &Tokens, target: usize, bad: &[&str]) -> bool {
    let is_bad = |at: usize| {
        let token = &tokens.list[at];
        let text = tokens.text(token);
        token.is_word() && (token.has(Classes::FAULT) || bad.contains(&text))
    };
    let is_better = |at: usize| is_kept_away(tokens, at) || is_got_rid_of(tokens, at);
    (0..tokens.list.len()).any(|at| is_bad(at) && is_better(at))
        // `late orders recovered at 50%`
        || matches!(before(tokens, target, 1), "at" | "above" | "over") && is_got_rid_of(tokens, target.saturating_sub(3))
}

/// `days since the last incident`, `reduction in waste`
fn is_kept_away(tokens: &Tokens, at: usize) -> bool {
    let skips =
        |word: &str| matches!(word, "the" | "last" | "next" | "ad" | "serious" | "new" | "any" | "a" | "our");
    let back = (1..=4).find(|&back| back > at || !skips(before(tokens, at, back))).unwrap_or(1);
    let (one, two) = (before(tokens, at, back), before(tokens, at, back + 1));
    match one {
        "without" | "since" | "between" => at > back,
        "to" | "time to" | "until" => before(tokens, at, 1) == "next",
        "in" | "of" => matches!(two, "reduction" | "decrease" | "drop" | "cut" | "decline"),
        "on" => two == "return",
        _ => false,
    }
}

/// `bugs fixed within a week`, `vacancies filled`, `spend under management`, `customer spend`
fn is_got_rid_of(tokens: &Tokens, at: usize) -> bool {
    let next = word(tokens, at + 1);
    let is_participle =
        next.ends_with("ed") && next != "need" || matches!(next, "won" | "caught" | "found" | "cut" | "paid");
    let is_spend = matches!(word(tokens, at), "spend" | "spending");
    let by_customers = is_spend
        && (next == "per"
            || matches!(
                before(tokens, at, 1),
                "customer" | "donor" | "visitor" | "guest" | "member" | "shopper"
            ));
    let is_managed = next == "under" && matches!(word(tokens, at + 2), "management" | "contract");
    is_participle && !STILL_BAD.contains(&next) || by_customers || is_managed
}

//! What people write for a value of a field that takes one of a few words, where another word says the same.

/// A word of the format, and what says the same. A word that merely comes near is not among them: `blocked` is a kind of
/// `active`, but also something that its author should not lose.
const SAME: &[(&str, &[&str])] = &[
    ("last", &["latest", "newest", "current", "end", "final", "most recent", "snapshot"]),
    ("sum", &["total", "cumulative", "cumulated", "add", "add up", "running total", "accumulate"]),
    ("mean", &["average", "avg", "arithmetic mean", "averaged"]),
    ("worst", &["worst case", "weakest", "least favourable"]),
    ("share", &["fraction", "proportion"]),
    ("higher", &["up", "increase", "increasing", "more", "high", "rising", "bigger", "maximize", "maximise"]),
    (
        "lower",
        &["down", "decrease", "decreasing", "less", "low", "falling", "smaller", "minimize", "minimise"],
    ),
    ("leading", &["lead", "early"]),
    ("lagging", &["lag", "late", "trailing"]),
    ("daily", &["day", "every day", "each day", "per day"]),
    ("weekly", &["week", "every week", "each week", "per week", "7 days"]),
    ("biweekly", &["fortnight", "fortnightly", "every two weeks", "every 2 weeks", "2 weeks", "14 days"]),
    ("monthly", &["month", "every month", "each month", "per month", "4 weeks"]),
    ("quarterly", &["quarter", "every quarter", "each quarter", "per quarter", "3 months"]),
    ("acquisition", &["awareness", "acquire", "top of funnel", "lead generation"]),
    ("activation", &["sign up", "signup", "onboarding", "activate", "first use"]),
    ("retention", &["retain", "engagement", "usage", "return", "loyalty"]),
    ("revenue", &["monetization", "monetisation", "sales", "income", "purchase"]),
    ("referral", &["refer", "referrals", "recommendation", "advocacy", "virality"]),
    ("company", &["organization", "organisation", "org", "corporate", "enterprise", "whole company"]),
    ("team", &["department", "dept", "squad", "group", "unit", "division", "tribe", "area", "function"]),
    ("individual", &["person", "personal", "employee"]),
    ("aspirational", &["stretch", "moonshot", "ambitious", "aspiration", "bold"]),
    (
        "committed",
        &["commitment", "roofshot", "promise", "promised", "commit", "must", "must have", "guaranteed"],
    ),
    ("planned", &["not started", "todo", "to do", "backlog", "upcoming", "new", "open", "pending", "next"]),
    ("active", &["in progress", "started", "ongoing", "doing", "wip", "running", "underway", "live"]),
    ("done", &["completed", "complete", "finished", "closed", "shipped", "delivered"]),
    ("dropped", &["cancelled", "canceled", "abandoned", "stopped", "killed", "rejected", "discarded"]),
    ("ship", &["go", "launch", "roll out", "release", "keep", "shipped"]),
    ("stop", &["kill", "no go", "drop", "end", "cancel", "abandon", "stopped"]),
    ("iterate", &["pivot", "change", "try again", "continue", "repeat", "adapt", "improve"]),
];

/// The word among `known` that a text says in another way.
pub(super) fn choice(text: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let plain = text.trim().to_lowercase().replace(['-', '_'], " ");
    let says_same = |word: &&&str| {
        **word == plain || SAME.iter().any(|(meant, same)| meant == *word && same.contains(&plain.as_str()))
    };
    known.iter().find(says_same).copied()
}

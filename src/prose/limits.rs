//! Limits to stay inside: on which side of a number its measure may be, and the two ends of a band.

use super::Comparator;
use super::Side;
use super::figure::{before, quantity};
use super::lexicon::Classes;
use super::syntax::Clause;
use super::token::Tokens;
use crate::quantity::{Dimension, comparable};

/// Words before an upper limit.
const HIGHEST: &[&str] = &[
    "<=",
    "=<",
    "≤",
    "<",
    "&lt;=",
    "&lt;",
    "at most",
    "max",
    "max.",
    "maximum",
    "maximum of",
    "max of",
    "under",
    "below",
    "beneath",
    "less than",
    "fewer than",
    "lower than",
    "smaller than",
    "shorter than",
    "faster than",
    "quicker than",
    "cheaper than",
    "within",
    "inside",
    "capped at",
    "cap of",
    "limited to",
    "ceiling of",
    "limit of",
    "no later than",
];

/// Words before a lower limit.
const LOWEST: &[&str] = &[
    ">=",
    "=>",
    "≥",
    ">",
    "&gt;=",
    "&gt;",
    "at least",
    "above",
    "over",
    "more than",
    "greater than",
    "higher than",
    "longer than",
    "larger than",
    "exceed",
    "exceeds",
    "exceeding",
    "minimum",
    "minimum of",
    "min of",
    "floor of",
    "beyond",
    "past",
];

/// Words that may come between those and the number.
const FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "about",
    "around",
    "roughly",
    "approximately",
    "~",
    "≈",
    "or equal to",
    "equal to",
    "some",
    "only",
    "budget of",
    "limit of",
    "threshold of",
];

/// What follows a highest value, up to three words on.
const HIGHEST_AFTER: &[&str] = &[
    "or less",
    "or fewer",
    "or lower",
    "or below",
    "or under",
    "or faster",
    "or sooner",
    "or quicker",
    "or shorter",
    "or cheaper",
    "and below",
    "and under",
];

/// What follows a highest value at the end of a clause: `once at least` is of another number.
const HIGHEST_LAST: &[&str] = &["max", "maximum", "at most", "at the most", "tops"];

/// What follows a lowest value.
const LOWEST_AFTER: &[&str] = &[
    "or more",
    "or higher",
    "or above",
    "or greater",
    "or over",
    "or longer",
    "or up",
    "and above",
    "and up",
    "and over",
];

/// What follows a lowest value at the end of a clause.
const LOWEST_LAST: &[&str] = &["at least", "at the least", "minimum"];

/// Words that reverse a limit: `not above`, `never below`, `without exceeding`.
const NEGATIONS: [&str; 9] =
    ["no", "not", "never", "without", "nor", "don't", "doesn't", "mustn't", "cannot"];

/// The comparator that the words around a number give it; `None` if they give none. `holds` says that the sentence keeps
/// something where it is: there `up to 5` is a limit, elsewhere an end.
pub(super) fn comparator(tokens: &Tokens, at: usize, holds: bool) -> Option<Comparator> {
    let token = &tokens.list[at];
    // Farther away nothing belongs to the number, and a long line costs no more than its length.
    let text = tokens.lower.get(nearby(&tokens.lower, token.start as usize)..token.start as usize)?;
    let mut lead = text.trim_end_matches(|c: char| c.is_whitespace() || c == '(');
    while let Some(rest) = FILLERS.iter().find_map(|filler| strip_word(lead, filler)) {
        lead = rest;
    }
    if holds && strip_word(lead, "up to").is_some() {
        return Some(Comparator::AtMost);
    }
    if let Some(rest) =
        HIGHEST.iter().filter_map(|phrase| strip_word(lead, phrase)).min_by_key(|rest| rest.len())
    {
        return Some(if is_negated(rest, lead) { Comparator::AtLeast } else { Comparator::AtMost });
    }
    // `in the past 30 days` is a time.
    let is_ago = strip_word(lead, "the past").is_some();
    if !is_ago
        && let Some(rest) =
            LOWEST.iter().filter_map(|phrase| strip_word(lead, phrase)).min_by_key(|rest| rest.len())
    {
        return Some(if is_negated(rest, lead) { Comparator::AtMost } else { Comparator::AtLeast });
    }
    let rest = tokens.lower.get(token.end as usize..)?;
    let mut end = rest.len().min(NEARBY);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let after = &rest[..end];
    let clause = after.split([',', ';', '.', ':', '→']).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().take(5).collect();
    let tail = clause.trim().trim_end_matches(')').trim_end();
    let ends =
        |phrases: &[&str]| words.len() < 5 && phrases.iter().any(|phrase| strip_word(tail, phrase).is_some());
    let follows = |phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.windows(phrase.len()).take(3).any(|window| {
                window.iter().zip(&phrase).all(|(word, wanted)| word.trim_matches(['(', ')']) == *wanted)
            })
        })
    };
    if follows(HIGHEST_AFTER) || ends(HIGHEST_LAST) {
        return Some(Comparator::AtMost);
    }
    (follows(LOWEST_AFTER) || ends(LOWEST_LAST)).then_some(Comparator::AtLeast)
}

/// Whether nothing but words of a highest value stands before a number: `At most 5 incidents`, `No more than 2% of orders`.
pub(super) fn opens(tokens: &Tokens, at: usize) -> bool {
    const WORDS: [&str; 16] = [
        "at", "most", "no", "not", "never", "more", "than", "less", "fewer", "under", "below", "max",
        "maximum", "of", "a", "the",
    ];
    let before = tokens.lower.get(..tokens.list[at].start as usize).unwrap_or_default().trim();
    !before.is_empty() && before.split_whitespace().all(|word| WORDS.contains(&word))
}

/// How many bytes around a number may say something about it.
const NEARBY: usize = 80;

/// The start of the text that may describe the number at `at`.
fn nearby(text: &str, at: usize) -> usize {
    let mut start = at.saturating_sub(NEARBY);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// The text before a word or sign at its end.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_suffix(word)?;
    let is_word = word.starts_with(|c: char| c.is_alphanumeric());
    (!is_word || !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-')).then(|| rest.trim_end())
}

/// Whether one of the three words before reverses a limit. `from no incidents to at most 3` does not.
fn is_negated(before: &str, lead: &str) -> bool {
    let clause = before.rsplit([',', ';', ':', '.', '(']).next().unwrap_or_default();
    // `keep it from exceeding`, `prevent it from going above`
    let phrase = lead.get(before.len()..).unwrap_or_default().trim();
    let mut words = clause.split_whitespace().rev();
    let (near, far) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let kept_from = (near == "from" && phrase.ends_with("ing")) || (far == "from" && near.ends_with("ing"));
    if kept_from || ["avoid", "prevent", "stop"].contains(&near) {
        return true;
    }
    // `Don't let the wait of callers exceed 10 minutes`
    let begins = clause.trim_start();
    if ["don't let", "don’t let", "do not let", "never let"].iter().any(|phrase| begins.starts_with(phrase))
    {
        return true;
    }
    clause
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
}

/// Words before two numbers that are the ends of a band.
const BAND_LEADS: [&str; 9] = [
    "between",
    "within",
    "inside",
    "range of",
    "range",
    "in the range",
    "in the range of",
    "band of",
    "corridor of",
];

/// Whether two numbers that follow each other are the ends of one range: `between 10% and 20%`, `within 2 to 5 minutes`,
/// `20-25%`. `holds` says that the sentence keeps something where it is.
pub(super) fn is_range(tokens: &Tokens, first: usize, second: usize, holds: bool) -> bool {
    let list = &tokens.list;
    let (Some(low), Some(high)) = (quantity(tokens, &list[first]), quantity(tokens, &list[second])) else {
        return false;
    };
    if !comparable(low, high) {
        return false;
    }
    let between = tokens.lower.get(list[first].end as usize..list[second].start as usize).unwrap_or_default();
    let is_dash = matches!(between.trim(), "-" | "–" | "—" | "‑" | "−" | "..");
    let start = list[first].start as usize;
    let lead = tokens.lower.get(nearby(&tokens.lower, start)..start).unwrap_or_default().trim_end();
    let is_led = BAND_LEADS.iter().any(|words| strip_word(lead, words).is_some());
    match between.trim() {
        // `2024-25` is a year, `5-10-2026` a day.
        _ if is_dash => high.value() > low.with_unit_of(high).value(),
        "and" | "&" => {
            strip_word(lead, "between").is_some()
                || (is_led && holds && high.value() > low.with_unit_of(high).value())
        }
        "to" => is_led || (holds && !lead.ends_with("from") && before(tokens, first, 1) != "from"),
        _ => false,
    }
}

/// Measures of which less is better, by their words.
const LESS_IS_BETTER: &[&str] = &[
    "abandonment",
    "absence",
    "absences",
    "absenteeism",
    "accident",
    "accidents",
    "attrition",
    "backlog",
    "bounce",
    "breach",
    "breaches",
    "bug",
    "bugs",
    "burn",
    "cac",
    "cancellation",
    "cancellations",
    "carbon",
    "chargebacks",
    "churn",
    "cogs",
    "complaint",
    "complaints",
    "congestion",
    "cost",
    "costs",
    "cpa",
    "cpc",
    "cpl",
    "crash",
    "crashes",
    "cycle time",
    "debt",
    "defect",
    "defects",
    "delay",
    "delays",
    "deviation",
    "downtime",
    "drop-off",
    "drop-offs",
    "dropouts",
    "drop-outs",
    "emission",
    "emissions",
    "energy use",
    "error",
    "errors",
    "escalation",
    "escalations",
    "expense",
    "expenses",
    "failure",
    "failures",
    "failed",
    "false positives",
    "fault",
    "faults",
    "flaky",
    "fraud",
    "friction",
    "incident",
    "incidents",
    "infection",
    "infections",
    "injuries",
    "injury",
    "lag",
    "late",
    "latency",
    "lead time",
    "load time",
    "loss",
    "losses",
    "missed",
    "mortality",
    "mtta",
    "mttd",
    "mttr",
    "no-shows",
    "noise",
    "outage",
    "outages",
    "overdue",
    "overspend",
    "overtime",
    "p50",
    "p75",
    "p90",
    "p95",
    "p99",
    "page load",
    "pain",
    "queue",
    "queues",
    "readmission",
    "readmissions",
    "refund",
    "refunds",
    "regressions",
    "rejected",
    "rejection",
    "rejections",
    "reopened",
    "response time",
    "response times",
    "returned",
    "rework",
    "risk",
    "risks",
    "scrap",
    "shrinkage",
    "sick",
    "sick days",
    "spam",
    "spend",
    "spending",
    "stockouts",
    "time to",
    "turnaround",
    "unplanned",
    "unresolved",
    "unsubscribe",
    "unsubscribes",
    "violation",
    "violations",
    "vulnerabilities",
    "vulnerability",
    "wait",
    "waiting",
    "waits",
    "waste",
    "write-offs",
    "wrong",
];

/// Measures of which more is better.
const MORE_IS_BETTER: &[&str] = &[
    "accuracy",
    "activation",
    "active",
    "adherence",
    "adoption",
    "attendance",
    "availability",
    "completed",
    "completion",
    "compliance",
    "conversion",
    "coverage",
    "csat",
    "engagement",
    "enps",
    "growth",
    "happiness",
    "healthy",
    "income",
    "loyalty",
    "margin",
    "margins",
    "nps",
    "occupancy",
    "on time",
    "on-time",
    "participation",
    "precision",
    "productivity",
    "profit",
    "profitability",
    "profits",
    "quality",
    "rating",
    "ratings",
    "recall",
    "reliability",
    "renewal",
    "renewals",
    "resolved",
    "retained",
    "retention",
    "returning",
    "revenue",
    "revenues",
    "sales",
    "satisfaction",
    "satisfied",
    "sign-ups",
    "signups",
    "successful",
    "success",
    "throughput",
    "uptime",
    "utilisation",
    "utilization",
    "velocity",
    "win rate",
    "yield",
];

/// The good side of a limit, from what is measured; `None` if the words name nothing that is
/// known, or contradict each other.
pub(super) fn side(tokens: &Tokens, clause: &Clause, target: usize) -> Option<Side> {
    let lower = tokens.lower.as_str();
    let number = quantity(tokens, tokens.list.get(target)?)?;
    let share = number.value();
    let is_share = number.dimension() == Dimension::Percent;
    // `Ensure 95% of tickets are answered`: as many as that, whatever they are.
    let is_object = clause.order.is_some_and(|order| order + 1 == target);
    // All of something can only be the least.
    if is_share && (share == 100.0 || is_object && share >= 50.0) {
        return Some(Side::AtLeast);
    }
    let is_time = number.dimension() == Dimension::Duration;
    let fault = || {
        let faults = tokens.list.iter().filter(|token| token.is_word() && token.has(Classes::FAULT));
        faults.clone().any(|token| is_head(lower, token.range()))
    };
    let names = |words: &[&str]| words.iter().any(|word| names_measure(lower, word));
    let is_free = || ["-free", " free of "].iter().any(|free| lower.contains(free));
    let less = names(LESS_IS_BETTER) || fault() || (is_time && names(SHORT_IS_BETTER));
    let more = names(MORE_IS_BETTER) || is_free();
    match (less, more) {
        // Next to nothing of what is bad is near everything, and a time is rarely better long.
        (true, false) if is_share && share >= 90.0 => None,
        (false, true) if is_time => None,
        (true, false) => Some(Side::AtMost),
        (false, true) => Some(Side::AtLeast),
        (true, true) => None,
        (false, false) => {
            // `Keep 20 partners`: as many as that.
            if is_object {
                return Some(Side::AtLeast);
            }
            // Thousandths of a second are something that should be fast.
            (is_time && number.text().ends_with("ms")).then_some(Side::AtMost)
        }
    }
}

/// Words of which the time should be short.
const SHORT_IS_BETTER: &[&str] = &[
    "answer",
    "approval",
    "collection",
    "delivery",
    "handling",
    "handover",
    "hiring",
    "hold",
    "loading",
    "onboarding",
    "outstanding",
    "processing",
    "recovery",
    "rendering",
    "repair",
    "reply",
    "resolution",
    "response",
    "restore",
    "review",
    "setup",
    "shipping",
    "startup",
];

/// Words that say something about any noun, so that the noun after them is what is measured.
const ADJECTIVES: [&str; 26] = [
    "active",
    "completed",
    "failed",
    "false positives",
    "flaky",
    "happy",
    "healthy",
    "late",
    "missed",
    "on time",
    "on-time",
    "overdue",
    "rejected",
    "reopened",
    "resolved",
    "retained",
    "returned",
    "returning",
    "satisfied",
    "sick",
    "successful",
    "time to",
    "unplanned",
    "unresolved",
    "wait",
    "wrong",
];

/// Nouns that leave the word before them what is measured: `error rate`, `NPS score`.
const OF_MEASURES: [&str; 26] = [
    "amount",
    "average",
    "cases",
    "count",
    "counts",
    "figure",
    "figures",
    "index",
    "level",
    "levels",
    "number",
    "numbers",
    "percentage",
    "rate",
    "rates",
    "ratio",
    "result",
    "results",
    "score",
    "scores",
    "share",
    "tickets",
    "time",
    "times",
    "volume",
    "days",
];

/// Whether a text names something as what is measured: `complaints`, `error rate`, but not `cost savings`, `crash-free sessions`.
fn names_measure(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let end = at + word.len();
        let inside = |c: char| c.is_alphanumeric();
        let is_word = !text[..at].ends_with(inside) && !text[end..].starts_with(inside);
        is_word && (ADJECTIVES.contains(&word) || is_head(text, at..end))
    })
}

/// Whether the word at `range` is no mere part of the next noun.
fn is_head(text: &str, range: std::ops::Range<usize>) -> bool {
    let rest = &text[range.end..];
    if rest.starts_with('-') {
        return false;
    }
    let rest = rest.trim_start();
    let next = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let is_plural = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    next.is_empty()
        || OF_MEASURES.contains(&next)
        || next.ends_with("ed")
        || next.ends_with("ly")
        || JOINING.contains(&next)
        // `errors customers see`
        || is_plural(&text[range])
}

/// What may follow the noun that is measured.
const JOINING: [&str; 48] = [
    "a", "above", "across", "all", "among", "an", "and", "are", "around", "at", "below", "between", "by",
    "down", "during", "each", "every", "flat", "for", "from", "high", "in", "is", "less", "low", "max",
    "maximum", "more", "no", "not", "of", "on", "or", "over", "per", "remains", "stable", "stays", "steady",
    "the", "this", "to", "under", "up", "who", "with", "within", "without",
];

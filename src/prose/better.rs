//! Which side of a limit is good, by what is measured: fewer complaints, more uptime.

use super::Side;
use super::figure::{before, quantity, word};
use super::lexicon::Classes;
use super::syntax::Clause;
use super::token::Tokens;
use super::turned_round;
use crate::quantity::Dimension;

/// Measures of which less is better, by their words.
const LESS_IS_BETTER: &[&str] = &[
    "abandonment",
    "absence",
    "absences",
    "absenteeism",
    "accident",
    "accidents",
    "anxiety",
    "app size",
    "arrears",
    "attrition",
    "backlog",
    "binary size",
    "bounce",
    "bounce rate",
    "breach",
    "breaches",
    "bug",
    "bugs",
    "bundle size",
    "burglaries",
    "burn",
    "burnout",
    "bycatch",
    "cac",
    "cancellation",
    "cancellations",
    "carbon",
    "carbon footprint",
    "chargebacks",
    "churn",
    "class size",
    "class sizes",
    "co2",
    "cogs",
    "collisions",
    "complaint",
    "complaints",
    "congestion",
    "consumption",
    "cost",
    "costs",
    "cpa",
    "cpc",
    "cpl",
    "cpu usage",
    "crash",
    "crashes",
    "crime",
    "crimes",
    "crowding",
    "cycle time",
    "damage",
    "damages",
    "deaths",
    "debt",
    "debtor days",
    "default rate",
    "defaults",
    "defect",
    "defects",
    "deforestation",
    "delay",
    "delays",
    "depression",
    "deviation",
    "disputes",
    "downgrades",
    "downtime",
    "driver turnover",
    "drop-off",
    "drop-offs",
    "drop-outs",
    "dropout",
    "dropouts",
    "dso",
    "dust",
    "effort",
    "emission",
    "emissions",
    "employee turnover",
    "energy consumption",
    "energy use",
    "error",
    "errors",
    "escalation",
    "escalations",
    "evictions",
    "exclusions",
    "expense",
    "expenses",
    "failed",
    "failure",
    "failures",
    "falls",
    "false alarms",
    "false positives",
    "fatalities",
    "fault",
    "faults",
    "fines",
    "fires",
    "flaky",
    "footprint",
    "frailty",
    "fraud",
    "friction",
    "fuel use",
    "hospitalisations",
    "hospitalizations",
    "idle time",
    "incident",
    "incidents",
    "infection",
    "infections",
    "injuries",
    "injury",
    "interruptions",
    "lag",
    "late",
    "latency",
    "lead time",
    "leak",
    "leakage",
    "leaks",
    "litter",
    "load time",
    "loss",
    "losses",
    "lost time",
    "memory usage",
    "memory use",
    "missed",
    "mortality",
    "mtta",
    "mttd",
    "mttr",
    "no shows",
    "no-show",
    "no-shows",
    "noise",
    "nurse turnover",
    "odour",
    "open cases",
    "open tickets",
    "outage",
    "outages",
    "overdraft",
    "overdue",
    "overruns",
    "overspend",
    "overtime",
    "p50",
    "p75",
    "p90",
    "p95",
    "p99",
    "page load",
    "page size",
    "page weight",
    "pain",
    "paper use",
    "penalties",
    "pollution",
    "potholes",
    "poverty",
    "power cuts",
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
    "rejects",
    "relapse",
    "reoffending",
    "reopened",
    "response time",
    "response times",
    "returned",
    "rework",
    "risk",
    "risks",
    "scrap",
    "severity",
    "shortages",
    "shortfall",
    "shrinkage",
    "sick",
    "sick days",
    "sickness",
    "sickness absence",
    "spam",
    "spend",
    "spending",
    "spoilage",
    "staff turnover",
    "stock-outs",
    "stockouts",
    "stress",
    "teacher turnover",
    "theft",
    "thefts",
    "time off sick",
    "time to",
    "truancy",
    "turnaround",
    "turnover of staff",
    "unemployment",
    "unplanned",
    "unresolved",
    "unsubscribe",
    "unsubscribes",
    "vacancies",
    "vacancy",
    "vandalism",
    "variance",
    "violation",
    "violations",
    "voids",
    "voluntary turnover",
    "vulnerabilities",
    "vulnerability",
    "wait",
    "waiting",
    "waits",
    "wastage",
    "waste",
    "water loss",
    "water use",
    "workload",
    "write-offs",
    "writeoffs",
    "wrong",
];

/// Measures of which more is better.
const MORE_IS_BETTER: &[&str] = &[
    "accuracy",
    "activation",
    "active",
    "adherence",
    "adoption",
    "approval rating",
    "attainment",
    "attendance",
    "availability",
    "cash reserve",
    "cash reserves",
    "completed",
    "completeness",
    "completion",
    "compliance",
    "conversion",
    "coverage",
    "csat",
    "donations",
    "donors",
    "engagement",
    "engagement score",
    "enps",
    "fill rate",
    "first time fix",
    "first-time fix",
    "first contact resolution",
    "first-contact resolution",
    "fix rate",
    "footfall",
    "graduation",
    "gross margin",
    "growth",
    "happiness",
    "headroom",
    "healthy",
    "hit rate",
    "hygiene rating",
    "income",
    "liquidity",
    "literacy",
    "loyalty",
    "margin",
    "margins",
    "membership",
    "morale",
    "net margin",
    "net promoter",
    "nps",
    "occupancy",
    "on time",
    "on-time",
    "open rate",
    "participation",
    "pass rate",
    "patronage",
    "placement rate",
    "precision",
    "productivity",
    "profit",
    "profitability",
    "profits",
    "punctuality",
    "quality",
    "rating",
    "ratings",
    "readiness",
    "recall",
    "recycling",
    "recycling rate",
    "reliability",
    "renewal",
    "renewals",
    "repeat purchase",
    "reserve",
    "reserves",
    "resolved",
    "response rate",
    "retained",
    "retention",
    "returning",
    "revenue",
    "revenues",
    "runway",
    "sales",
    "satisfaction",
    "satisfied",
    "savings",
    "score",
    "scores",
    "self-service",
    "service level",
    "sign-ups",
    "signups",
    "solvency",
    "stock availability",
    "success",
    "successful",
    "survival",
    "take-up",
    "test coverage",
    "throughput",
    "trust",
    "turnout",
    "uptake",
    "uptime",
    "utilisation",
    "utilization",
    "velocity",
    "volunteers",
    "wellbeing",
    "win rate",
    "yield",
];

/// The good side of a limit, from what is measured; `None` if the words name nothing that is
/// known, or contradict each other.
pub(super) fn side(tokens: &Tokens, clause: &Clause, target: usize) -> Option<Side> {
    let lower = tokens.lower.as_str();
    let number = quantity(tokens, tokens.list.get(target)?)?;
    if is_about(tokens, target) {
        return None;
    }
    // `(lower is better)`
    let says = |ways: [&str; 2]| ways.iter().any(|way| lower.contains(way));
    if says(["lower is better", "less is better"]) {
        return Some(Side::AtMost);
    }
    if says(["higher is better", "more is better"]) {
        return Some(Side::AtLeast);
    }
    // What a customer brings beside what winning one costs.
    if ["ltv:cac", "ltv/cac", "ltv to cac", "ltv-to-cac"].iter().any(|name| lower.contains(name)) {
        return Some(Side::AtLeast);
    }
    let share = number.value();
    let is_share = number.dimension() == Dimension::Percent;
    // `Ensure 95% of tickets are answered`: as many as that, whatever they are.
    let is_object = clause.order.is_some_and(|order| {
        order + 1 == target || (order + 2 == target && before(tokens, target, 1) == "that")
    });
    // All of something can only be the least.
    if is_share && (share == 100.0 || is_object && share >= 50.0) {
        return Some(Side::AtLeast);
    }
    // `Guarantee delivery within 2 days for 95% of orders`
    let vouches =
        ["ensure ", "guarantee ", "make sure "].iter().any(|verb| lower.trim_start().starts_with(verb));
    let has_fault = tokens.list.iter().any(|token| token.is_word() && token.has(Classes::FAULT));
    if is_share && share >= 50.0 && vouches && !has_fault && word(tokens, target + 1) == "of" {
        return Some(Side::AtLeast);
    }
    let is_time = number.dimension() == Dimension::Duration;
    if is_time && lower.contains(" between ") {
        // `time between failures`, `rest between shifts`
        return None;
    }
    let fault = || {
        let faults = tokens.list.iter().filter(|token| token.is_word() && token.has(Classes::FAULT));
        faults.clone().any(|token| is_head(lower, token.range()))
    };
    let names = |words: &[&str]| words.iter().any(|word| names_measure(lower, word));
    let is_free = || ["-free", " free of "].iter().any(|free| lower.contains(free));
    let less = names(LESS_IS_BETTER) || fault() || (is_time && names(SHORT_IS_BETTER));
    if less && turned_round::is_good(tokens, target, LESS_IS_BETTER) {
        return None;
    }
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

/// `around 75%`, `75% ± 5%`: near the number, on either side.
fn is_about(tokens: &Tokens, target: usize) -> bool {
    let token = &tokens.list[target];
    let (before, after) = (&tokens.lower[..token.start as usize], &tokens.lower[token.end as usize..]);
    let words = [" about", " around", " near", " roughly", " approximately", " approx.", " close to"];
    let leads = words.iter().any(|word| before.trim_end().ends_with(word));
    let is_sign = tokens.lower[token.range()].starts_with(['~', '≈']);
    leads || is_sign || ["±", "+/-", "+-"].iter().any(|sign| after.trim_start().starts_with(sign))
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

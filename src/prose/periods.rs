//! Words for days, periods, today and what is aimed at: `Q3`, `2025`, `last`, `season`, `now`, `goal`.

use crate::quantity::is_month;

/// A season, a month, or another span that comes round: `last season`, `in January`.
pub(super) fn is_span(word: &str) -> bool {
    let seasons =
        matches!(word, "spring" | "summer" | "autumn" | "fall" | "winter" | "season" | "half" | "time");
    seasons || matches!(word, "week" | "month" | "quarter" | "year") || is_month(word)
}

/// A day, a quarter, a month or a year, from its first word.
pub(super) fn is_day(word: &str) -> bool {
    let period = |prefix: &str| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    // `nov-2026`
    let month = is_month(word.split('-').next().unwrap_or_default().trim_end_matches('.'));
    month
        || period("q")
        || period("fy")
        || period("h")
        || period("20")
        || period("19")
        || matches!(word, "last" | "fy" | "eoy" | "eoq")
}

/// A year, a half or a quarter: `2025`, `FY25`, `H1`, `Q3`.
pub(super) fn is_period(word: &str) -> bool {
    let digits = |prefix: &str| {
        word.strip_prefix(prefix).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())).map(str::len)
    };
    digits("20") == Some(2)
        || digits("19") == Some(2)
        || matches!(digits("fy"), Some(2 | 4))
        || digits("q") == Some(1)
        || digits("h") == Some(1)
}

/// `last year's`, `last quarter`, `the previous month's`: `one` is the word before a number.
pub(super) fn is_of_last(one: &str, two: &str) -> bool {
    let span = one.trim_end_matches("'s").trim_end_matches("’s");
    matches!(two, "last" | "previous" | "prior") && is_span(span)
}

/// `currently`, `now`
pub(super) fn is_now(word: &str) -> bool {
    matches!(word, "today" | "now" | "currently" | "presently" | "at present" | "nowadays")
}

/// `goal 45`, `28% target`
pub(super) fn is_goal(word: &str) -> bool {
    matches!(word, "goal" | "target" | "aim")
}

//! What begins like a quantity and is none: dates, years, versions, names, ordinals, adjectives.

use super::head::Head;
use super::numeral::is_space;
use super::scan::{chunk_end, next_word, word_before};
use super::unit::Dimension;

/// What begins like a number but is none: returns where to go on.
/// `in_range` says that a quantity ended one dash before: `1.2M-1.5M`.
pub(super) fn look_alike(text: &str, at: usize, head: &Head, in_range: bool) -> Option<usize> {
    let end = at + head.length;
    let after = &text[end..];
    let digits = &text[at + head.digits.0..at + head.digits.1];
    let chunk = || Some(chunk_end(text, end));
    // `1st`, `3D`, `404s`, `2FA`, `8.x`
    if after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@') {
        return chunk();
    }
    let before_char = text[..at].chars().next_back().unwrap_or(' ');
    // `#12`, `$` in a path, `gpt-4`, `1:1`, `24/7`
    if matches!(before_char, '#' | '@' | '\\' | '=' | '&' | '.' | ':') && !text[..at].ends_with("...") {
        return chunk();
    }
    let glued = text[..at.saturating_sub(before_char.len_utf8())].ends_with(char::is_alphabetic);
    let number_first = text[at..].starts_with(|c: char| c.is_ascii_digit());
    if matches!(before_char, '-' | '–' | '/') && glued && number_first && !in_range {
        return Some(end);
    }
    if head.bare || matches!(head.unit.dimension, Dimension::Rating(_)) {
        if is_date_or_time(text, at, end) {
            return chunk();
        }
        if is_year(text, at, end, digits, head) || is_label(text, at, end, digits) {
            return Some(end);
        }
    }
    // `14-day`, `2-factor`; the range `5-10` goes on.
    let adjective = after.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_alphabetic()));
    if adjective && head.bare && !after.starts_with("-star") && !after.starts_with("-point") {
        return chunk();
    }
    None
}

const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
];

fn is_month(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower == "dec" || MONTHS.contains(&lower.as_str())
}

/// `2026-03-31`, `3/31/2026`, `9:30`, `24/7`, `31 March`, `March 31`.
fn is_date_or_time(text: &str, at: usize, end: usize) -> bool {
    let chunk = &text[at..chunk_end(text, at)];
    let core = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let groups = |separator: char| {
        let all_digits =
            core.split(separator).all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
        if all_digits { core.split(separator).count() } else { 0 }
    };
    if ['-', '/', '.'].iter().any(|&separator| groups(separator) == 3) || groups(':') >= 2 || core == "24/7" {
        return true;
    }
    let day = text[at..end].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let before = word_before(text, at);
    let month_before =
        is_month(before) && (before.len() > 3 || before.starts_with(|c: char| c.is_uppercase()));
    let capital_month = |w: &str| is_month(w) && w.starts_with(|c: char| c.is_uppercase());
    day && (month_before && before != "may" && before != "march"
        || next_word(text, end).is_some_and(capital_month))
}

/// A four-digit number that stands for a year.
fn is_year(text: &str, at: usize, end: usize, digits: &str, head: &Head) -> bool {
    if digits.len() != 4 || head.decimals > 0 || !(digits.starts_with("20") || digits.starts_with("19")) {
        return false;
    }
    let recent = digits.parse::<u16>().is_ok_and(|year| (1990..=2049).contains(&year));
    let before = word_before(text, at).to_ascii_lowercase();
    let dated = matches!(
        before.as_str(),
        "in" | "by"
            | "of"
            | "for"
            | "since"
            | "until"
            | "during"
            | "before"
            | "after"
            | "end"
            | "fy"
            | "year"
            | "q1"
            | "q2"
            | "q3"
            | "q4"
    ) || is_month(&before);
    let plural = next_word(text, end).is_some_and(|w| w.ends_with('s') && w.starts_with(char::is_lowercase));
    recent && (dated || !plural)
}

/// `version 2`, `SOC 2`, `tier 1`, `Elastic 8.1`: the number is part of a name.
fn is_label(text: &str, at: usize, end: usize, digits: &str) -> bool {
    if !text[..at].ends_with(is_space) {
        return false;
    }
    let before = word_before(text, at);
    let named = matches!(
        before.to_ascii_lowercase().as_str(),
        "version"
            | "release"
            | "phase"
            | "step"
            | "stage"
            | "tier"
            | "level"
            | "sprint"
            | "milestone"
            | "chapter"
            | "part"
            | "article"
            | "section"
            | "page"
            | "room"
            | "grade"
            | "series"
            | "type"
            | "class"
            | "category"
            | "priority"
            | "sev"
            | "severity"
            | "soc"
            | "iso"
            | "pci"
            | "wcag"
            | "rfc"
            | "http"
            | "tls"
            | "ipv"
            | "python"
            | "node"
            | "java"
            | "php"
            | "ruby"
            | "rails"
            | "django"
            | "angular"
            | "vue"
            | "react"
            | "windows"
            | "android"
            | "ios"
            | "macos"
            | "ubuntu"
            | "kr"
            | "o"
            | "okr"
            | "no"
            | "nr"
            | "number"
            | "web"
            | "industry"
            | "layer"
            | "wave"
            | "cohort"
            | "batch"
            | "gate"
            | "day"
            | "week"
            | "month"
            | "quarter"
            | "year"
            | "title"
            | "form"
            | "scope"
            | "zone"
            | "horizon"
            | "covid"
            | "gen"
            | "key"
            | "v"
    );
    // `NPS 8.1` is a score, `Elastic 8.1` a product.
    let product = digits.contains('.')
        && before.starts_with(|c: char| c.is_uppercase())
        && before.chars().any(char::is_lowercase)
        && text[..at].trim_end().len() > before.len()
        && next_word(text, end).is_none_or(|w| w.len() < 3 || w == "and");
    // `the 11.3 release`
    let released = digits.contains('.')
        && next_word(text, end).is_some_and(|w| matches!(w, "release" | "Release" | "version" | "milestone"));
    let counted =
        next_word(text, end).is_some_and(|w| w.ends_with('s') && w.len() > 3) && !is_fixed_name(before);
    (named && !counted) || product || released
}

/// Names whose number never counts what follows: `ISO 27001 controls`, `day 30 retention`.
fn is_fixed_name(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "iso" | "soc" | "pci" | "wcag" | "rfc" | "version" | "tier" | "level" | "day" | "v"
    )
}

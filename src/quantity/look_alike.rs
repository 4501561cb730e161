//! What begins like a quantity and is not one: dates, names with a number, codes, decades, adjectives.

use super::dates::{is_date_or_time, is_double_year, is_year};
use super::glued;
use super::head::{Form, Head};
use super::numbered::is_label;
use super::numeral::is_space;
use super::unit::Dimension;
use super::words_around::{chunk_end, is_arrow, next_word, word_before};

/// What begins like a number but is not one: returns where to continue.
/// `in_range` says that a quantity ended one dash before: `1.2M-1.5M`.
pub(super) fn look_alike(text: &str, at: usize, head: &Head, in_range: bool) -> Option<usize> {
    let end = at + head.length;
    let after = &text[end..];
    let digits = &text[at + head.digits.0..at + head.digits.1];
    let chunk = || Some(chunk_end(text, end));
    if head.form != Form::Simple {
        // `from 2:1 to 3:1`, `under 1:59:59`; elsewhere these are meetings, shapes and times of day.
        let is_said = is_led(text, at) || matches!(word_before(text, at), "at" | "of");
        return if head.form == Form::Ratio && !is_said { chunk() } else { None };
    }
    if is_school_class(text, at, head)
        || is_decade(text, at, head, after)
        || is_code(text, at, head)
        || is_race(text, at, head)
    {
        return chunk();
    }
    // `1st`, `3D`, `404s`, `2FA`, `8.x`; not `60fps`
    let is_counted = head.bare && glued::is_counted(after);
    if !is_counted && after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@') {
        return chunk();
    }
    let before_char = text[..at].chars().next_back().unwrap_or(' ');
    // `#12`, `$` in a path, `gpt-4`, `1:1`, `24/7`
    // `from #9 to #4`
    let is_place =
        before_char == '#' && head.bare && matches!(word_before(text, at - 1), "from" | "From" | "to");
    let is_limit = ["<=", ">=", "=<", "=>"].iter().any(|sign| text[..at].ends_with(sign));
    if matches!(before_char, '#' | '@' | '\\' | '=' | '&' | '.' | ':')
        && !text[..at].ends_with("...")
        && !is_place
        && !is_limit
    {
        return chunk();
    }
    let glued = text[..at.saturating_sub(before_char.len_utf8())].ends_with(char::is_alphabetic);
    let number_first = text[at..].starts_with(|c: char| c.is_ascii_digit());
    // `sub-200ms`
    let is_below = !head.bare && before_char == '-' && matches!(word_before(text, at - 1), "sub" | "Sub");
    if matches!(before_char, '-' | '–' | '/') && glued && number_first && !in_range && !is_below {
        return Some(end);
    }
    if is_double_year(text, at) {
        return chunk();
    }
    if head.bare || matches!(head.unit.dimension, Dimension::Rating(_)) {
        if is_date_or_time(text, at, end) {
            return chunk();
        }
        if is_year(text, at, end, digits, head) || is_label(text, at, end, digits) {
            return Some(end);
        }
    }
    // `log4j 1.x`
    if head.bare && after.starts_with(".x") {
        return chunk();
    }
    // `14-day`, `2-factor`; the range `5-10` goes on.
    let adjective = after.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_alphabetic()));
    if adjective && head.bare && !after.starts_with("-star") && !after.starts_with("-point") {
        return chunk();
    }
    None
}

/// `in the 40s`, `the high 30s`: somewhere from 40 to 49, and no time.
fn is_decade(text: &str, at: usize, head: &Head, after: &str) -> bool {
    let digits = &text[at + head.digits.0..at + head.digits.1];
    let is_round = digits.len() == 2 && digits.ends_with('0');
    let is_led = matches!(
        word_before(text, at),
        "the" | "low" | "mid" | "high" | "upper" | "lower" | "early" | "late"
    );
    let is_plural = text[at + head.digits.1..].starts_with('s') && !after.starts_with(char::is_alphanumeric);
    // `the 18 to 24s`
    let is_end_of_ages = || {
        let before = text[..at].trim_end();
        let other = before.strip_suffix("to").or_else(|| before.strip_suffix(['-', '–'])).unwrap_or_default();
        let start = other.trim_end();
        let digits = start.len() - start.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        digits == 2
            && matches!(
                word_before(text, at - (text[..at].len() - (start.len() - digits))),
                "the" | "among" | "for" | "of"
            )
    };
    if digits.len() == 2 && is_plural && is_end_of_ages() {
        return true;
    }
    // `the 30s timeout`
    is_round && is_led && is_plural && next_word(text, at + head.length).is_none_or(|word| word.len() < 4)
}

/// `Run 5k in 25 minutes`, `the 10k race`: a distance that is the name of a race, and not 5,000 of anything.
fn is_race(text: &str, at: usize, head: &Head) -> bool {
    const MOVES: [&str; 8] = ["run", "walk", "jog", "swim", "row", "race", "ski", "cycle"];
    const NAMES: [&str; 5] = ["race", "run", "time", "pace", "pb"];
    let written = text[at..at + head.length].to_ascii_lowercase();
    let end = at + head.length;
    // `walk 10k steps`
    let next = next_word(text, end).unwrap_or_default().to_ascii_lowercase();
    let is_distance = matches!(written.as_str(), "3k" | "5k" | "8k" | "10k" | "15k" | "20k");
    let before = word_before(text, at).to_ascii_lowercase();
    let is_run = MOVES.contains(&before.as_str())
        && (next.is_empty()
            || matches!(next.as_str(), "in" | "under" | "within" | "by" | "faster" | "and" | "without"));
    is_distance && (is_run || NAMES.contains(&next.as_str()))
}

/// `pupils in 10b`, `classes 1a to 4b`: a class of a school, and no billions.
fn is_school_class(text: &str, at: usize, head: &Head) -> bool {
    let written = &text[at..at + head.length];
    let is_short = written.len() <= 3 && written.ends_with('b') && head.digits.1 + 1 == head.length;
    let year = written.trim_end_matches('b').parse::<u8>();
    let speaks_of_school = || {
        text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
            matches!(
                word.to_ascii_lowercase().as_str(),
                "class" | "classes" | "pupil" | "pupils" | "year" | "form" | "lessons" | "maths" | "homework"
            )
        })
    };
    is_short && year.is_ok_and(|year| (1..=13).contains(&year)) && speaks_of_school()
}

/// `R4B`, `the 1RM`: a name that looks like rand or ringgit.
fn is_code(text: &str, at: usize, head: &Head) -> bool {
    let written = &text[at..at + head.length];
    let digits = head.digits.1 - head.digits.0;
    let begins_with_letter = head.digits.0 == 1
        && written.starts_with('R')
        && digits == 1
        && written.ends_with(|c: char| c.is_ascii_uppercase());
    let ends_with_letters = head.digits.0 == 0 && written[head.digits.1..] == *"RM" && digits <= 2;
    (begins_with_letter || ends_with_letters) && !is_led(text, at)
}

/// Whether the words before make a number of what follows: `from`, `to`, `under`, `at least`.
pub(super) fn is_led(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(is_space);
    let follows_between = || {
        let near: String = before.chars().rev().take(40).collect();
        word_before(text, at) == "and" && near.contains("neewteb")
    };
    before.ends_with(['>', '<', '≤', '≥', '=', '\u{fe0f}'])
        || before.ends_with(is_arrow)
        || follows_between()
        || matches!(
            word_before(text, at).to_ascii_lowercase().as_str(),
            "from"
                | "to"
                | "under"
                | "below"
                | "above"
                | "over"
                | "than"
                | "least"
                | "most"
                | "reach"
                | "exceed"
                | "between"
        )
}

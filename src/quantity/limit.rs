//! Limits where a value is expected: `>= 95%`, `at least 3`, `20+`, `10 max`. They have fields of their own.

/// Whether a text begins like a limit: `>= 95%`, `at least 3`, `under 250 ms`.
pub(super) fn begins(text: &str) -> bool {
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    has_digit && (text.starts_with(['<', '>', '≥', '≤', '=']) || in_words(text).is_some())
}

const UPPER: [&str; 11] = [
    "at most ",
    "under ",
    "below ",
    "less than ",
    "fewer than ",
    "up to ",
    "max. ",
    "max ",
    "maximum ",
    "no more than ",
    "not more than ",
];
const LOWER: [&str; 10] = [
    "at least ",
    "over ",
    "above ",
    "more than ",
    "min. ",
    "min ",
    "minimum ",
    "no less than ",
    "no fewer than ",
    "not less than ",
];

/// The field for a limit that begins with words, and what follows them.
fn in_words(text: &str) -> Option<(&'static str, &str)> {
    let after = |words: &[&str]| {
        let begins =
            |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        words.iter().find(begins).map(|word| &text[word.len()..])
    };
    after(&UPPER).map(|rest| ("at_most", rest)).or_else(|| after(&LOWER).map(|rest| ("at_least", rest)))
}

/// The field for a limit by what follows its number: `10 max`, `20 or more`, `50 plus`.
pub(super) fn side_after(tail: &str) -> Option<&'static str> {
    let tail = tail.trim().trim_matches(['(', ')']).to_ascii_lowercase();
    match tail.as_str() {
        "max" | "max." | "maximum" | "tops" | "at most" | "or less" | "or lower" | "or below"
        | "or under" | "or fewer" | "or faster" | "or sooner" => Some("at_most"),
        "+" | "plus" | "minimum" | "at least" | "or more" | "or higher" | "or above" | "or over"
        | "or greater" | "or later" | "or better" => Some("at_least"),
        _ => None,
    }
}

/// The field that a limit belongs to, and its number: `≤ 20`, `up to 20`, `20+`, `20 or more`.
pub(super) fn of(text: &str) -> Option<(&'static str, &str)> {
    let signs = |signs: &[char]| text.strip_prefix(signs).map(|rest| rest.trim_start_matches('='));
    let behind = || {
        let ends = text.char_indices().map(|(at, _)| at).filter(|at| text[*at..].starts_with([' ', '+']));
        ends.filter_map(|end| Some((side_after(&text[end..])?, &text[..end]))).next()
    };
    let (field, number) = signs(&['<', '≤'])
        .map(|rest| ("at_most", rest))
        .or_else(|| signs(&['>', '≥']).map(|rest| ("at_least", rest)))
        .or_else(|| in_words(text))
        .or_else(behind)?;
    Some((field, number.trim()))
}

//! A number and a word without the space between them: `60fps`, `500units`, `65C`.

use super::error::{Fault, Why};
use super::head::{Form, Head};
use super::words_around::word_before;

/// What people count in short words, which are no names: not as in `5xx` or `2FA`.
const SHORT: [&str; 27] = [
    "fps", "rpm", "wpm", "bpm", "hp", "bhp", "pt", "pts", "pc", "pcs", "fte", "ftes", "ppl", "qps", "rps",
    "tps", "mpg", "dpi", "lx", "lux", "lm", "ea", "req", "reqs", "txn", "txns", "people",
];

/// Names that begin with a number: `37signals`, `99designs`.
const NAMES: [&str; 3] = ["signals", "designs", "tracks"];

/// Whether what follows a number without a space says what is counted.
pub(super) fn is_counted(after: &str) -> bool {
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = after.split_at(length);
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '-' | '\'' | '’'));
    // `example.com`
    let is_address = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let is_short = || SHORT.iter().any(|short| short.eq_ignore_ascii_case(word));
    let is_plural = || {
        let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        word.len() > 3 && is_small && word.ends_with('s') && !word.ends_with("ss") && !NAMES.contains(&word)
    };
    ends && !is_address && length > 1 && (is_short() || is_plural())
}

/// `below 14C`: degrees where words lead to a number. `Section 80C` is a name.
pub(super) fn degrees(text: &str, at: usize, head: &Head, is_led: bool) -> Option<Fault> {
    let end = at + head.length;
    let is_plain = head.bare && head.form == Form::Simple && head.digits.1 == head.length;
    let sign = text[end..].chars().next().filter(|letter| matches!(letter, 'C' | 'F'))?;
    let ends = !text[end + 1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@'));
    // `learners in 8A to 8F` are in classes.
    let is_code = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_ascii_uppercase())
    };
    let names_code = text[..at].split_whitespace().any(is_code);
    let is_expected = !names_code && (is_led || matches!(word_before(text, at), "at" | "around" | "of"));
    (is_plain && ends && is_expected).then(|| of_degrees(head, sign))
}

/// Why a letter behind a number is no unit, and the degrees that it stands for.
pub(super) fn of_degrees(head: &Head, sign: char) -> Fault {
    Fault::otherwise(Why::Letters, (head.length, head.length + 1), format!(" °{sign}"))
}

/// What a field says of a word that touches its number: to put a space between.
pub(super) fn fault(tail: &str, head: &Head) -> Option<Fault> {
    // `0xff`
    let is_code = head.number == 0.0 && tail.starts_with(['x', 'X', 'b', 'o']);
    let is_word = tail.len() > 1 && tail.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_code;
    let range = (head.length, head.length + tail.len());
    (is_word && head.bare).then(|| Fault::otherwise(Why::Glued, range, format!(" {tail}")))
}

//! How a scalar is written: plain where no reader of YAML can mistake it, otherwise in quotes.

use super::change::Scalar;

/// How a scalar is written; `flow`: inside brackets or braces.
pub(crate) fn written(scalar: &Scalar, flow: bool) -> String {
    let plain = match scalar {
        Scalar::Text(text) => is_plain_text(text, flow),
        Scalar::Literal(text) => is_common_number(text) || is_date(text) || is_plain_text(text, flow),
    };
    if plain { scalar.text().to_owned() } else { double_quoted(scalar.text()) }
}

/// A text as it is written between brackets or braces.
pub(crate) fn text_in_braces(text: &str) -> String {
    written(&Scalar::Text(text.to_owned()), true)
}

/// In double quotes, with escapes for characters that need them.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_invisible(c) => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text of several lines as YAML reads it: one space for each line break.
pub(in crate::yaml) fn folded(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// The text in the quotes that need the least care: double ones, or single ones where it holds `"` or `\`.
pub(in crate::yaml) fn quoted(text: &str) -> String {
    let text = folded(text);
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// In single quotes; `None` if that takes escapes.
pub(crate) fn single_quoted(text: &str) -> Option<String> {
    let possible = !text.chars().any(is_invisible);
    possible.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// Characters that are control ones to YAML, or line breaks to some of its versions. All are below U+10000.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text without quotes is a text to every reader of YAML 1.1 and 1.2.
fn is_plain_text(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let second = text.chars().nth(1);
    let starts_well = first.is_alphanumeric()
        || matches!(first, '$' | '€' | '£' | '¥' | '₹' | '/' | '(')
        || (first == '-' && second.is_some_and(char::is_alphanumeric));
    starts_well
        && !is_special_word(text)
        && !looks_like_number(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.ends_with(char::is_whitespace)
        && !text.chars().any(is_invisible)
        && !(flow && text.contains([',', '[', ']', '{', '}', ':']))
}

/// Truth values and nothing, in all spellings of YAML 1.1.
fn is_special_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Only digits and what numbers, dates and times consist of: `1e3`, `08`, `0x1f`, `1_000`, `12:30`, `2026-01-19`.
fn looks_like_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '.']);
    let is_part = |c: char| c.is_ascii_hexdigit() || "_.,:+-xoXOtTzZ ".contains(c);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(is_part)
}

/// A number that every reader takes for the same: `1200`, `-4.5`.
fn is_common_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && all_digits(decimals)
        && (whole == "0" || !whole.starts_with('0'))
        && digits.len() <= 15
}

/// `2026-01-19`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape =
        |(at, byte): (usize, &u8)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() };
    bytes.len() == 10 && bytes.iter().enumerate().all(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_can_mistake_stays_without_quotes() {
        let text = |text: &str, flow| written(&Scalar::Text(text.into()), flow);
        for plain in [
            "activation",
            "23%",
            "$485K",
            "€1.2M",
            "4.5/5",
            "3 per week",
            "-12%",
            "72 hours",
            "2pp",
            "win-mid-market",
            "1,200 tickets",
            "2026-Q1",
            "Raise it: yes".replace(": ", " ").as_str(),
            "é日",
        ] {
            assert_eq!(text(plain, false), plain);
        }
        for mistaken in [
            "",
            " ",
            "no",
            "Yes",
            "y",
            "~",
            "null",
            "1e3",
            "08",
            "0x1f",
            "0o7",
            "1_000",
            "12:30",
            "1200",
            "4.5",
            ".5",
            "2026-01-19",
            "2026-01-19 10:00",
            "a: b",
            "a #b",
            "a:",
            "- a",
            "-",
            "---",
            "...",
            "@ana",
            "%",
            "`x`",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "{a}",
            "[a]",
            "? a",
            "'a",
            "\"a",
            "# a",
            "a ",
            "a\nb",
            "a\tb",
            "=",
            "<<",
            ".inf",
            "NaN",
            "a\u{2028}b",
            "1,200",
            "\u{feff}a",
        ] {
            assert_eq!(text(mistaken, false), double_quoted(mistaken), "{mistaken:?}");
        }
        assert_eq!(text("a, b", false), "a, b");
        assert_eq!(text("a, b", true), "\"a, b\"");
        assert_eq!(double_quoted("\"\\\n\u{85}"), r#""\"\\\n\u0085""#);
    }

    #[test]
    fn numbers_and_dates_that_are_meant_stay_without_quotes() {
        let literal = |text: &str| written(&Scalar::Literal(text.into()), true);
        for plain in ["0", "1200", "-4.5", "0.7", "2026-01-19", "23%"] {
            assert_eq!(literal(plain), plain);
        }
        for mistaken in ["08", "1e3", "1_000", "1,200", "12:30", "no", "00.5", "1234567890123456"] {
            assert_eq!(literal(mistaken), double_quoted(mistaken), "{mistaken}");
        }
    }
}

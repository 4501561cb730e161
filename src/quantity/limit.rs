//! Limits where a value is expected: `>= 95%`, `at least 3`, `20+`, `10 max`. They have fields of their own.

/// Whether a text begins like a limit: `>= 95%`, `at least 3`, `under 250 ms`.
pub(super) fn begins(text: &str) -> bool {
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    has_digit && (text.starts_with(['<', '>', '≥', '≤', '=']) || in_words(text).is_some())
}

/// Words before a number that compare with it, and the sign that says the same. Longer ones come before those they end in.
pub(crate) const COMPARE_BEFORE: [(&str, &str); 25] = [
    ("no more than", "<="),
    ("not more than", "<="),
    ("no less than", ">="),
    ("not less than", ">="),
    ("no fewer than", ">="),
    ("not fewer than", ">="),
    ("at most", "<="),
    ("at least", ">="),
    ("up to", "<="),
    ("maximum of", "<="),
    ("minimum of", ">="),
    ("maximum", "<="),
    ("minimum", ">="),
    ("max.", "<="),
    ("min.", ">="),
    ("max", "<="),
    ("min", ">="),
    ("less than", "<"),
    ("fewer than", "<"),
    ("more than", ">"),
    ("under", "<"),
    ("below", "<"),
    ("over", ">"),
    ("above", ">"),
    ("beneath", "<"),
];

/// Words behind a number that compare with it, and the sign that says the same.
pub(crate) const COMPARE_AFTER: [(&str, &str); 25] = [
    ("max", "<="),
    ("max.", "<="),
    ("maximum", "<="),
    ("tops", "<="),
    ("at most", "<="),
    ("or less", "<="),
    ("or lower", "<="),
    ("or below", "<="),
    ("or under", "<="),
    ("or fewer", "<="),
    ("or faster", "<="),
    ("or sooner", "<="),
    ("+", ">="),
    ("plus", ">="),
    ("minimum", ">="),
    ("at least", ">="),
    ("or more", ">="),
    ("and more", ">="),
    ("or higher", ">="),
    ("or above", ">="),
    ("or over", ">="),
    ("or greater", ">="),
    ("or later", ">="),
    ("or better", ">="),
    ("and above", ">="),
];

fn field_of(sign: &str) -> &'static str {
    if sign.starts_with('<') { "at_most" } else { "at_least" }
}

/// The field for a limit that begins with words, and what follows them.
fn in_words(text: &str) -> Option<(&'static str, &str)> {
    COMPARE_BEFORE.iter().find_map(|(words, sign)| {
        let begins = text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
        let rest = text.get(words.len()..).filter(|rest| begins && rest.starts_with(' '))?;
        Some((field_of(sign), &rest[1..]))
    })
}

/// The field for a limit by what follows its number: `10 max`, `20 or more`, `50 plus`.
pub(super) fn side_after(tail: &str) -> Option<&'static str> {
    let tail = tail.trim().trim_matches(['(', ')']).to_ascii_lowercase();
    COMPARE_AFTER.iter().find(|(words, _)| *words == tail).map(|(_, sign)| field_of(sign))
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

/// What is limited, the field of the limit, and its number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedLimit<'t> {
    pub(crate) name: &'t str,
    /// `None` where no word says the side.
    pub(crate) field: Option<&'static str>,
    pub(crate) number: &'t str,
}

/// A name with its limit behind it: `errors < 5%`, `Support tickets (max 20)`, `complaints: 20 per week`.
pub(crate) fn named_limit(text: &str) -> Option<NamedLimit<'_>> {
    let is_number = |number: &str| super::Quantity::read(number, super::DecimalMark::Point).is_ok();
    let ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let breaks = ends.filter(|at| text[*at..].starts_with([' ', '(', '<', '>', '≤', '≥', ':', '=']));
    breaks.into_iter().find_map(|at| {
        let name = text[..at].trim();
        let tail = text[at..].trim().trim_start_matches('(').trim_end_matches(')').trim();
        let (field, number) = match of(tail) {
            Some((field, number)) => (Some(field), number),
            None => (None, tail.strip_prefix([':', '='])?.trim()),
        };
        let has_name = name.starts_with(char::is_alphabetic);
        (has_name && is_number(number)).then_some(NamedLimit { name, field, number })
    })
}

#[cfg(test)]
mod tests {
    use super::named_limit;

    #[test]
    fn a_limit_stands_behind_what_it_limits() {
        let told = |text: &str| {
            named_limit(text)
                .map(|limit| format!("{} {} {}", limit.name, limit.field.unwrap_or("?"), limit.number))
        };
        for (text, wanted) in [
            ("errors < 5%", Some("errors at_most 5%")),
            ("churn under 5%", Some("churn at_most 5%")),
            ("Support tickets (max 20)", Some("Support tickets at_most 20")),
            ("Support tickets <= 20 per week", Some("Support tickets at_most 20 per week")),
            ("uptime>=99.9%", Some("uptime at_least 99.9%")),
            ("complaints: 20 per week", Some("complaints ? 20 per week")),
            ("errors 5%", None),
            ("churn must not rise", None),
            ("under 5% errors", None),
            ("tickets_2", None),
        ] {
            assert_eq!(told(text).as_deref(), wanted, "{text}");
        }
    }
}

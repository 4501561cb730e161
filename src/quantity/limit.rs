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
pub(crate) struct NamedLimit {
    pub(crate) name: String,
    /// `None` where no word says the side.
    pub(crate) field: Option<&'static str>,
    pub(crate) number: String,
}

/// A name with its limit: `errors < 5%`, `Support tickets (max 20)`, `complaints: 20 per week`, `No more than 5 incidents a week`, `NPS
/// not below 40`.
pub(crate) fn named_limit(text: &str) -> Option<NamedLimit> {
    let ends = text.char_indices().map(|(at, _)| at);
    let mut breaks =
        ends.filter(|at| *at == 0 || text[*at..].starts_with([' ', '(', '<', '>', '≤', '≥', ':', '=']));
    breaks.find_map(|at| {
        let name = text[..at].trim();
        let tail = text[at..].trim().trim_start_matches('(').trim_end_matches(')').trim();
        match of(tail) {
            Some((field, number)) => with_its_name(name, field, number),
            None => {
                let number = tail.strip_prefix([':', '='])?.trim();
                let is_named = name.starts_with(char::is_alphabetic) && read(number).is_some();
                is_named.then(|| NamedLimit { name: name.to_owned(), field: None, number: number.to_owned() })
            }
        }
    })
}

fn read(number: &str) -> Option<super::Quantity> {
    super::Quantity::read(number, super::DecimalMark::Point).ok()
}

/// A limit whose name stands before it, or behind the number: `no more than 5 incidents`. A `not` before the words that compare turns
/// them round.
fn with_its_name(before: &str, field: &'static str, number: &str) -> Option<NamedLimit> {
    const NOT: [&str; 3] = ["no", "not", "never"];
    let words: Vec<&str> = before.split_whitespace().collect();
    let negated = words.iter().rposition(|word| NOT.iter().any(|not| not.eq_ignore_ascii_case(word)));
    let field = match (negated, field) {
        // `No refunds over 2%`: it is open what is counted.
        (Some(0), _) if words.len() > 1 => return None,
        (Some(_), "at_most") => "at_least",
        (Some(_), _) => "at_most",
        (None, field) => field,
    };
    let is_modal =
        |word: &&&str| matches!(**word, "must" | "should" | "may" | "can" | "will" | "shall" | "do" | "does");
    let own = &words[..negated.unwrap_or(words.len())];
    let own =
        &own[..own.len() - own.last().iter().filter(|word| negated.is_some() && is_modal(word)).count()];
    let quantity = read(number)?;
    if own.is_empty() {
        let noun = quantity.said();
        let number = number.replacen(noun, "", 1).split_whitespace().collect::<Vec<_>>().join(" ");
        let is_named = !noun.is_empty() && read(&number).is_some();
        return is_named.then(|| NamedLimit { name: noun.to_owned(), field: Some(field), number });
    }
    let has_name = own[0].starts_with(char::is_alphabetic);
    has_name.then(|| NamedLimit { name: own.join(" "), field: Some(field), number: number.to_owned() })
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
            ("under 5% errors", Some("errors at_most 5%")),
            ("No more than 5 incidents a week", Some("incidents at_most 5 a week")),
            ("Never more than 2% refunds", Some("refunds at_most 2%")),
            ("At most 3 outages", Some("outages at_most 3")),
            ("less than 5 incidents", Some("incidents at_most 5")),
            ("Not below 90% on-time deliveries", Some("on-time deliveries at_least 90%")),
            ("NPS not below 40", Some("NPS at_least 40")),
            ("NPS must not fall below 40", Some("NPS at_least 40")),
            ("errors never above 5%", Some("errors at_most 5%")),
            ("Incidents: no more than 5", Some("Incidents: at_most 5")),
            ("No refunds over 2%", None),
            ("at most 5%", None),
            ("tickets_2", None),
        ] {
            assert_eq!(told(text).as_deref(), wanted, "{text}");
        }
    }
}

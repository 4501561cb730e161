//! The number of a sentence in its list: `1.`, `KR 2.1:`, `(3)`, `Goal 1 -`.

/// What such a number is a number of. Only the first may stand without a sign after the number.
const NAMES: &[&str] = &[
    "kr",
    "key result",
    "keyresult",
    "result",
    "goal",
    "objective",
    "target",
    "metric",
    "measure",
    "item",
    "priority",
    "prio",
    "no",
    "nr",
    "point",
];

/// Where the label that a sentence begins with ends; 0 if there is none.
pub(crate) fn label_end(text: &str) -> usize {
    read(text).unwrap_or(0)
}

fn read(text: &str) -> Option<usize> {
    let mut rest = text.trim_start();
    let opening = rest.chars().next().filter(|c| matches!(c, '[' | '('));
    rest = rest.strip_prefix(['[', '(']).unwrap_or(rest);
    rest = rest.strip_prefix('#').unwrap_or(rest);
    let named = name(rest);
    rest = named.map_or(rest, |(_, rest)| rest);
    let digits = rest;
    rest = number(rest)?;
    let is_dotted = digits[..digits.len() - rest.len()].contains('.');
    let closes = opening.map(|c| if c == '[' { ']' } else { ')' });
    if let Some(closing) = closes {
        rest = rest.strip_prefix(closing)?;
    }
    let sign = rest.trim_start();
    let is_dash = sign.starts_with(['-', '–', '—']);
    let after =
        sign.strip_prefix(['.', ')', ':', '-', '–', '—']).filter(|_| !is_dash || sign.len() < rest.len());
    let is_kr = named.is_some_and(|(name, _)| name == "kr");
    let next = match after {
        Some(after) => after,
        None if closes.is_some() || is_kr || text.trim_start().starts_with('#') => rest,
        None if is_dotted && rest.strip_prefix(' ').is_some_and(begins_with_verb) => rest,
        None => return None,
    };
    let words = next.trim_start();
    if words.len() == next.len() {
        return None;
    }
    // `5 - 10 users` and `2: 1` are numbers; a number after a name is not, whatever follows.
    let begins_sentence = match after {
        Some(_) if named.is_some() => !words.is_empty(),
        Some(_) if !is_dash => words.starts_with(char::is_alphabetic),
        _ if closes.is_some() => words.starts_with(char::is_alphabetic),
        _ => words.starts_with(char::is_uppercase),
    };
    begins_sentence.then(|| text.len() - words.len())
}

/// `1.2 Raise referrals to 20`: only a verb tells the number of a key result from `1.2 million users`.
fn begins_with_verb(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "Raise", "Increase", "Grow", "Reduce", "Cut", "Lower", "Lift", "Improve", "Achieve", "Reach", "Get",
        "Keep", "Win", "Sell", "Decrease", "Boost", "Double", "Halve", "Shorten", "Bring", "Maintain",
        "Hold", "Launch", "Ship", "Deliver",
    ];
    let word = text.split_whitespace().next().unwrap_or_default();
    VERBS.contains(&word)
}

/// The name of a label, and what follows it up to its number.
fn name(text: &str) -> Option<(&'static str, &str)> {
    // `O1KR2`, `O1.KR2`, `O1 KR2`
    let inner =
        text.strip_prefix(['O', 'o']).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let inner = inner.map(|rest| rest.trim_start_matches(['.', '-', '/', ' ']));
    let of = |text: &str| {
        let first = text.bytes().next()?;
        NAMES.iter().copied().filter(|name| name.as_bytes()[0].eq_ignore_ascii_case(&first)).find(|name| {
            let (start, rest) = text.split_at_checked(name.len()).unwrap_or_default();
            start.eq_ignore_ascii_case(name) && !rest.starts_with(char::is_alphabetic)
        })
    };
    let (name, text) = match (of(text), inner.and_then(|rest| Some((of(rest)?, rest)))) {
        (Some(name), _) => (name, text),
        (None, Some((name, rest))) => (name, rest),
        (None, None) => return None,
    };
    let rest = text[name.len()..].trim_start_matches([' ', '.', '-', '#', '_']);
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some((name, rest))
}

/// The length of `KR 2` or `KR2.1` at the start of `text`.
pub(super) fn of_key_result(text: &str) -> Option<usize> {
    let rest = number(text.strip_prefix("KR")?.trim_start_matches(' '))?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        && !rest
            .strip_prefix([',', ' ', '.'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    ends.then_some(text.len() - rest.len())
}

/// What follows `2`, `2.1` or `2a`.
fn number(text: &str) -> Option<&str> {
    let mut rest = digits(text)?;
    while let Some(further) = rest.strip_prefix('.').and_then(digits) {
        rest = further;
    }
    Some(rest.strip_prefix(['a', 'b', 'c', 'd']).unwrap_or(rest))
}

/// What follows one or two digits.
fn digits(text: &str) -> Option<&str> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    matches!(count, 1 | 2).then(|| &text[count..])
}

#[cfg(test)]
mod tests {
    use super::label_end;

    #[test]
    fn labels_are_told_from_numbers() {
        let labels = [
            "1. ",
            "2) ",
            "(3) ",
            "[KR1] ",
            "KR-2: ",
            "KR 3. ",
            "KR1.5 ",
            "O1KR2: ",
            "O1.KR2 - ",
            "#1 ",
            "3 - ",
            "1: ",
            "Goal 1: ",
            "1.1. ",
            "Key Result 2: ",
            "  12. ",
            "KR#3 ",
            "2a) ",
            "No. 4: ",
            "1.2 ",
            "KR 4 – ",
        ];
        for label in labels {
            let text = format!("{label}Raise NPS from 40 to 60");
            assert_eq!(label_end(&text), label.len(), "{text}");
        }
        assert_eq!(label_end("KR1: 50% of users"), 5);
        for text in [
            "5 new customers",
            "90% of users",
            "3.5 million users",
            "5 - 10 users",
            "40 to 60 NPS",
            "4.5/5 stars",
            "100. Raise",
            "KR 500 million in sales",
            "(5%) margin",
            "2:1 ratio",
            "30 days: done",
            "1:30 hours",
            "-2: Raise",
            "1",
            "1.",
            "KR1",
            "Goal 5 million",
            "2 - 3",
            "3 – new users",
            "krill 2: eat",
        ] {
            assert_eq!(label_end(text), 0, "{text}");
        }
    }
}

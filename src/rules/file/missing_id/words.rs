//! Short ids made of a sentence's own words: `Raise activation from 23% to 35%` becomes `activation`.

/// Words that say nothing by themselves.
const EMPTY: [&str; 74] = [
    "a", "an", "the", "our", "their", "its", "my", "your", "his", "her", "this", "that", "these", "those",
    "of", "in", "on", "at", "for", "with", "by", "as", "is", "are", "be", "been", "being", "was", "were",
    "and", "or", "to", "from", "so", "it", "they", "we", "us", "you", "who", "whom", "whose", "which",
    "when", "where", "than", "then", "per", "via", "into", "onto", "up", "every", "each", "all", "any",
    "more", "most", "less", "least", "within", "without", "under", "over", "below", "above", "about", "new",
    "no", "not", "can", "will", "has", "have",
];

/// How much of a thing there is, before the thing.
const AMOUNTS: [&str; 14] = [
    "share",
    "number",
    "percentage",
    "percent",
    "proportion",
    "rate",
    "amount",
    "total",
    "count",
    "average",
    "median",
    "mean",
    "portion",
    "p95",
];

/// What key results do to their measures.
const VERBS: [&str; 44] = [
    "raise",
    "raises",
    "increase",
    "increases",
    "grow",
    "grows",
    "lift",
    "boost",
    "improve",
    "reduce",
    "reduces",
    "cut",
    "cuts",
    "decrease",
    "decreases",
    "lower",
    "lowers",
    "shorten",
    "shrink",
    "keep",
    "keeps",
    "hold",
    "maintain",
    "reach",
    "reaches",
    "achieve",
    "get",
    "bring",
    "move",
    "drive",
    "have",
    "make",
    "ensure",
    "hit",
    "attain",
    "sustain",
    "stay",
    "stays",
    "drop",
    "drops",
    "fall",
    "falls",
    "double",
    "triple",
];

/// Longer ids help nobody.
const LONGEST: usize = 32;
const MOST_WORDS: usize = 3;

/// What an id is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// All of the sentence's words may count.
    Objective,
    /// What is measured counts, not what is done to it nor how far.
    KeyResult,
}

/// The words of an id, the most telling first; empty if the sentence has none that an id can be made of.
pub(super) fn telling(sentence: &str, of: Of) -> Vec<String> {
    let words: Vec<&str> = sentence.split(|c: char| c.is_whitespace() || c == '/').collect();
    let mut telling = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // From the numbers on it is about how far.
        if of == Of::KeyResult && !telling.is_empty() && (lower == "from" || starts_number(word)) {
            break;
        }
        let is_verb = of == Of::KeyResult && place == 0 && VERBS.contains(&lower.as_str());
        let is_amount = AMOUNTS.contains(&lower.as_str());
        if is_verb
            || is_amount
            || is_positional(&lower)
            || starts_number(word)
            || EMPTY.contains(&lower.as_str())
        {
            continue;
        }
        if let Some(part) = part(&lower) {
            telling.push(part);
        }
        if word.ends_with([':', ';', ',']) && telling.len() >= 2 {
            break;
        }
    }
    telling
}

fn starts_number(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A word as part of an id: `team’s` is `team`, `sign-ups` stays. `None` if letters are missing from an id's alphabet.
fn part(word: &str) -> Option<String> {
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let clean: String = word.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let clean = clean.replace('.', "-");
    let is_id = clean.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let starts_well = clean.starts_with(|c: char| c.is_ascii_lowercase());
    (is_id && starts_well && clean.len() >= 2 && clean.len() <= LONGEST).then_some(clean)
}

/// The shortest id of these words that is not taken, from up to three of them on; numbered where all are.
pub(super) fn free_id(words: &[String], is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let usual = words.len().min(MOST_WORDS);
    let joined = |count: usize| words[..count].join("-");
    let mut start = usual;
    while start > 1 && joined(start).len() > LONGEST {
        start -= 1;
    }
    if start == 0 {
        return None;
    }
    let candidates = (start..=words.len().min(start + 2)).map(joined).filter(|id| id.len() <= LONGEST + 8);
    let numbered = (2..100).map(|number| format!("{}-{number}", joined(start)));
    candidates.chain(numbered).find(|id| !is_taken(id) && !is_positional(id))
}

/// `o1` and `kr2` name things by their place.
fn is_positional(id: &str) -> bool {
    let rest = id.strip_prefix("kr").or(id.strip_prefix('o'));
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_words_that_tell() {
        let id = |sentence: &str, of| free_id(&telling(sentence, of), |_| false).unwrap_or_default();
        let table = [
            ("Raise activation from 23% to 35%", "activation"),
            (
                "Raise the share of new teams that finish a first workflow in 7 days from 23% to 35%",
                "teams-finish-first",
            ),
            ("Keep the first page under 250 ms at p95", "first-page"),
            ("Cut time to first value from 3 days to 1 day", "time-first-value"),
            ("100% of sign-ups finish", "sign-ups-finish"),
            ("NPS of 40", "nps"),
            ("Zero incidents", "zero-incidents"),
            ("売上を10%増やす", ""),
            ("23%", ""),
            ("Größe", ""),
        ];
        for (sentence, wanted) in table {
            assert_eq!(id(sentence, Of::KeyResult), wanted, "{sentence}");
        }
        assert_eq!(id("New teams feel at home in their first week", Of::Objective), "teams-feel-home");
        assert_eq!(id("Win the mid market", Of::Objective), "win-mid-market");
        assert_eq!(id("Make the customer’s day", Of::Objective), "make-customer-day");
    }

    #[test]
    fn a_taken_id_gets_a_further_word_or_a_number() {
        let words = telling("Raise activation of teams from 2% to 3%", Of::KeyResult);
        assert_eq!(words, ["activation", "teams"]);
        assert_eq!(free_id(&words, |id| id == "activation-teams").as_deref(), Some("activation-teams-2"));
        assert_eq!(free_id(&["kr2".to_owned()], |_| false).as_deref(), Some("kr2-2"));
        assert_eq!(free_id(&[], |_| false), None);
    }
}

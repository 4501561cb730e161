//! Limits to stay inside: on which side of a number its measure may be, and the two ends of a band.

use std::sync::LazyLock;

use super::Comparator;
use super::figure::{before, counts_things, quantity, word};
use super::lexicon::Classes;
use super::token::Tokens;
use crate::quantity::comparable;

/// Words before an upper limit.
static HIGHEST: &[&str] = &[
    "<=",
    "=<",
    "≤",
    "<",
    "&lt;=",
    "&lt;",
    "at most",
    "max",
    "max.",
    "maximum",
    "maximum of",
    "max of",
    "under",
    "below",
    "beneath",
    "less than",
    "fewer than",
    "lower than",
    "smaller than",
    "lighter than",
    "shorter than",
    "faster than",
    "quicker than",
    "cheaper than",
    "within",
    "inside",
    "capped at",
    "cap of",
    "limited to",
    "ceiling of",
    "limit of",
    "no later than",
    "earlier than",
    "sooner than",
    "sub-",
    "south of",
    "short of",
    "shy of",
];

/// Words before a lower limit.
static LOWEST: &[&str] = &[
    ">=",
    "=>",
    "≥",
    ">",
    "&gt;=",
    "&gt;",
    "at least",
    "above",
    "over",
    "more than",
    "greater than",
    "higher than",
    "longer than",
    "larger than",
    "bigger than",
    "heavier than",
    "older than",
    "later than",
    "louder than",
    "taller than",
    "slower than",
    "exceed",
    "exceeds",
    "exceeding",
    "min.",
    "minimum",
    "minimum of",
    "min of",
    "floor of",
    "beyond",
    "past",
    "north of",
    "upwards of",
    "in excess of",
    "topping",
    "passing",
    "breaching",
    "crossing",
    "surpassing",
    "hitting",
    "surpass",
    "surpasses",
    "pass",
    "passes",
];

/// Words that may come between those and the number.
static FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "about",
    "around",
    "roughly",
    "approximately",
    "~",
    "≈",
    "or equal to",
    "equal to",
    "some",
    "only",
    "budget of",
    "limit of",
    "threshold of",
];

/// What follows a highest value, up to three words on.
const HIGHEST_AFTER: &[(&str, &str)] = &[
    ("or", "less"),
    ("or", "fewer"),
    ("or", "lower"),
    ("or", "below"),
    ("or", "under"),
    ("or", "faster"),
    ("or", "sooner"),
    ("or", "quicker"),
    ("or", "shorter"),
    ("or", "cheaper"),
    ("or", "colder"),
    ("or", "cooler"),
    ("or", "lighter"),
    ("or", "smaller"),
    ("or", "earlier"),
    ("and", "below"),
    ("and", "under"),
    ("upper", "limit"),
    ("a", "maximum"),
];

/// What follows a highest value at the end of a clause: `once at least` is of another number.
const HIGHEST_LAST: &[&str] = &["max", "maximum", "at most", "at the most", "at the very most", "tops"];

/// What follows a lowest value.
const LOWEST_AFTER: &[(&str, &str)] = &[
    ("or", "more"),
    ("or", "higher"),
    ("or", "above"),
    ("or", "greater"),
    ("or", "over"),
    ("or", "longer"),
    ("or", "warmer"),
    ("or", "hotter"),
    ("or", "larger"),
    ("or", "later"),
    ("or", "up"),
    ("and", "above"),
    ("and", "up"),
    ("and", "over"),
    ("lower", "limit"),
    ("a", "minimum"),
];

/// What follows a lowest value at the end of a clause.
const LOWEST_LAST: &[&str] = &["at least", "at the least", "at the very least", "minimum", "min"];

/// Words that reverse a limit: `not above`, `never below`, `without exceeding`.
const NEGATIONS: [&str; 9] =
    ["no", "not", "never", "without", "nor", "don't", "doesn't", "mustn't", "cannot"];

/// The comparator that the words around a number give it; `None` if they give none.
pub(super) fn comparator(tokens: &Tokens, at: usize) -> Option<Comparator> {
    let token = &tokens.list[at];
    // Farther away nothing belongs to the number, and a long line costs no more than its length.
    let text = tokens.lower.get(nearby(&tokens.lower, token.start as usize)..token.start as usize)?;
    // `within ±5%`
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '±'));
    let lead = without_fillers(text);
    if let Some(rest) = HIGHEST_BY_LAST.strip(lead) {
        return Some(if is_negated(rest, lead) { Comparator::AtLeast } else { Comparator::AtMost });
    }
    // `in the past 30 days` is a time.
    let is_ago = strip_word(lead, "the past").is_some();
    if !is_ago && let Some(rest) = LOWEST_BY_LAST.strip(lead) {
        return Some(if is_negated(rest, lead) { Comparator::AtMost } else { Comparator::AtLeast });
    }
    let rest = tokens.lower.get(token.end as usize..)?;
    let mut end = rest.len().min(NEARBY);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let after = &rest[..end];
    let clause = after.split([',', ';', '.', ':', '→']).next().unwrap_or_default();
    let words = clause.split_whitespace().take(5).map(|word| word.trim_matches(['(', ')']));
    let words: Vec<&str> = words.collect();
    let tail = clause.trim().trim_end_matches(')').trim_end();
    let ends =
        |phrases: &[&str]| words.len() < 5 && phrases.iter().any(|phrase| strip_word(tail, phrase).is_some());
    let follows =
        |phrases: &[(&str, &str)]| words.windows(2).take(3).any(|pair| phrases.contains(&(pair[0], pair[1])));
    // `27% at most by June`; in `6 lessons, once at least 5 come` it is of the other number.
    let begins = |phrases: &[&str]| {
        phrases.iter().filter_map(|phrase| clause.trim_start().strip_prefix(phrase)).any(|rest| {
            rest.starts_with(' ')
                && rest
                    .trim_start()
                    .starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '–' | '—' | '-'))
        })
    };
    // `Cap the intake at 120`, `Cap on refunds: 2%`
    let is_capped = tokens.list.first().is_some_and(|first| matches!(tokens.text(first), "cap" | "ceiling"))
        && matches!(before(tokens, at, 1), "at" | "to" | ":" | "of");
    if is_capped {
        return Some(Comparator::AtMost);
    }
    if follows(HIGHEST_AFTER) || ends(HIGHEST_LAST) || begins(&HIGHEST_LAST[2..]) {
        return Some(Comparator::AtMost);
    }
    (follows(LOWEST_AFTER) || ends(LOWEST_LAST) || begins(LOWEST_LAST)).then_some(Comparator::AtLeast)
}

/// The words before the number at `at` that leave the number itself out: `fewer than` 3, `below` 50; `None` for `no more than 3` and
/// `at most 3`.
pub(super) fn leaving_out(text: &str, at: usize) -> Option<&str> {
    let before = text.get(nearby(text, at)..at)?;
    let lower = before.to_ascii_lowercase();
    let lead = without_fillers(lower.trim_end_matches(|c: char| c.is_whitespace() || c == '('));
    let rest = HIGHEST_BY_LAST.strip(lead).or_else(|| LOWEST_BY_LAST.strip(lead))?;
    let phrase = lead[rest.len()..].trim_start();
    let is_strict = phrase.ends_with(" than")
        || matches!(
            phrase,
            "<" | ">" | "under" | "below" | "beneath" | "above" | "over" | "exceed" | "exceeds" | "exceeding"
        );
    // `at or below 5`
    let is_open = is_strict && !is_negated(rest, lead) && strip_word(rest, "or").is_none();
    is_open.then(|| &before[lead.len() - phrase.len()..lead.len()])
}

/// The phrases of a list by their last byte: each number is asked about a hundred of them, and few end as the text does.
struct Phrases(Vec<Vec<&'static str>>);

impl Phrases {
    fn new(phrases: impl Iterator<Item = &'static &'static str>) -> Self {
        let mut by_last = vec![Vec::new(); 256];
        for phrase in phrases {
            if let Some(last) = phrase.as_bytes().last() {
                by_last[usize::from(*last)].push(*phrase);
            }
        }
        Phrases(by_last)
    }

    /// The text before the longest of the phrases at its end.
    fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        let last = text.as_bytes().last()?;
        let phrases = self.0[usize::from(*last)].iter();
        phrases.filter_map(|phrase| strip_word(text, phrase)).min_by_key(|rest| rest.len())
    }
}

static HIGHEST_BY_LAST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(HIGHEST.iter()));
static LOWEST_BY_LAST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LOWEST.iter()));
static LIMITS_BY_LAST: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(HIGHEST.iter().chain(LOWEST).chain(&["between"])));
static FILLERS_BY_LAST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FILLERS.iter()));

/// The text without the words at its end that may stand between a limit and its number.
fn without_fillers(text: &str) -> &str {
    let mut rest = text;
    while let Some(shorter) = FILLERS_BY_LAST.strip(rest) {
        rest = shorter;
    }
    // `within a travel budget of`
    let named = || rest.rsplit_once(' ').map(|(before, _)| before.trim_end());
    if text.ends_with(" budget of")
        && let Some(before) =
            named().and_then(|before| before.strip_suffix(" a")).filter(|before| before.ends_with("within"))
    {
        return before;
    }
    rest
}

/// The text before the words of a limit at its end: `the wait is` of `the wait is at most`. `None` if it does not end in such.
pub(super) fn before_limit(text: &str) -> Option<&str> {
    let rest = LIMITS_BY_LAST.strip(without_fillers(text.trim_end()))?;
    // `below a ceiling of 40`
    let rest = if text.trim_end().ends_with(" of") {
        LIMITS_BY_LAST.strip(without_fillers(rest)).unwrap_or(rest)
    } else {
        rest
    };
    Some(["no", "not", "never"].iter().find_map(|word| strip_word(rest, word)).unwrap_or(rest))
}

/// Whether `at`, `to` or a verb of staying leads to a number, over the words of a limit: `at no more than 5`, `stays below 5`. Things
/// that are counted, as in `at 4 gates`, are a place.
pub(super) fn is_kept_at(tokens: &Tokens, at: usize) -> bool {
    const LEADS: [&str; 8] = ["at", "to", "stay", "stays", "remain", "remains", "kept", "held"];
    const FROM: [&str; 7] = [
        "from",
        "from falling",
        "from dropping",
        "from rising",
        "from going",
        "from growing",
        "from climbing",
    ];
    let Some(before) = tokens.lower.get(..tokens.list[at].start as usize) else { return false };
    let limit = before_limit(before);
    if limit.is_some_and(|lead| FROM.iter().any(|words| strip_word(lead, words).is_some())) {
        return true;
    }
    // `at or below 5`, `at a maximum of 5`
    let lead = without_fillers(limit.unwrap_or(before).trim_end()).trim_end_matches(" or");
    let counts = counts_things(tokens, at)
        && quantity(tokens, &tokens.list[at]).is_some_and(crate::quantity::Quantity::is_bare);
    !counts && LEADS.iter().any(|word| strip_word(lead, word).is_some())
}

/// Whether nothing but words of a highest value stands before a number: `At most 5 incidents`, `No more than 2% of orders`.
pub(super) fn opens(tokens: &Tokens, at: usize) -> bool {
    const WORDS: [&str; 17] = [
        "at", "most", "no", "not", "never", "more", "than", "less", "fewer", "under", "below", "max", "max.",
        "maximum", "of", "a", "the",
    ];
    let before = tokens.lower.get(..tokens.list[at].start as usize).unwrap_or_default().trim();
    !before.is_empty() && before.split_whitespace().all(|word| WORDS.contains(&word))
}

/// How many bytes around a number may say something about it.
const NEARBY: usize = 80;

/// The start of the text that may describe the number at `at`.
fn nearby(text: &str, at: usize) -> usize {
    let mut start = at.saturating_sub(NEARBY);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// The text just before `at`.
pub(super) fn nearby_text(text: &str, at: usize) -> &str {
    &text[nearby(text, at)..at]
}

/// `response times`, `the wait`: where they are measured, `within 300 ms` is the limit and not a time in which something
/// else happens.
pub(super) fn times_are_measured(before: &str) -> bool {
    const TIMES: [&str; 15] = [
        "runway",
        "turnaround",
        "uptime",
        "time",
        "times",
        "wait",
        "waits",
        "latency",
        "latencies",
        "delay",
        "delays",
        "response",
        "responses",
        "age",
        "duration",
    ];
    before.split(|c: char| !c.is_alphanumeric()).any(|word| TIMES.contains(&word))
}

/// The text before a word or sign at its end.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    if text.as_bytes().last() != word.as_bytes().last() {
        return None;
    }
    let rest = text.strip_suffix(word)?;
    let is_word = word.starts_with(|c: char| c.is_alphanumeric());
    // `9 h -> 4 h`, `9 h => 4 h`
    let is_arrow = match word {
        ">" => rest.ends_with(['-', '=', '–', '—']),
        "=>" => rest.ends_with('=') || follows_number(rest),
        _ => false,
    };
    if is_arrow {
        return None;
    }
    (!is_word || !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-')).then(|| rest.trim_end())
}

/// Whether a text ends with a number and its unit: `19 % =>`, `240 =>`. In `NPS =>` there is none.
fn follows_number(text: &str) -> bool {
    let last = text.trim_end().trim_end_matches('%').trim_end();
    last.split_whitespace().next_back().is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// The most words between `must not` and the limit of what must not happen.
const MOST_WORDS_OF_A_VERB: usize = 8;

/// Whether one of the three words before reverses a limit. `from no incidents to at most 3` does not.
fn is_negated(before: &str, lead: &str) -> bool {
    let clause = before.rsplit([',', ';', ':', '.', '(']).next().unwrap_or_default();
    // `keep it from exceeding`, `prevent it from going above`
    let phrase = lead.get(before.len()..).unwrap_or_default().trim();
    let mut words = clause.split_whitespace().rev();
    let mut next = || words.by_ref().find(|word| !matches!(*word, "ever" | "again")).unwrap_or_default();
    let (near, far) = (next(), next());
    // `from rising to more than 60`
    let (near, far) = if near == "to" && far.ends_with("ing") { (far, next()) } else { (near, far) };
    let kept_from = (near == "from" && phrase.ends_with("ing")) || (far == "from" && near.ends_with("ing"));
    let forbids = ["avoid", "prevent", "stop"];
    // `nothing less than 90%`
    if kept_from || forbids.contains(&near) || near == "nothing" {
        return true;
    }
    // `Avoid falling below 95%`, `Prevent the queue growing past 30`; not `Avoid delays by keeping stock above 20`
    let mut all = clause.split_whitespace();
    if all.next().is_some_and(|first| forbids.contains(&first))
        && !all.any(|word| matches!(word, "by" | "with" | "through" | "via" | "and" | "to" | "so"))
    {
        return true;
    }
    // `Ensure that not one of our 32 clinics has a wait above 6 weeks`
    let said = clause.trim_start();
    let said = ["ensure ", "make sure ", "let ", "have ", "see ", "keep ", "leave "]
        .iter()
        .find_map(|verb| said.strip_prefix(verb))
        .unwrap_or(said);
    let said = said.strip_prefix("that ").unwrap_or(said);
    let none = ["no ", "not one ", "not a single ", "none of ", "nobody ", "no-one "];
    let compares = ["no more ", "no less ", "no fewer ", "no later ", "no longer "];
    if none.iter().any(|words| said.starts_with(words))
        && !compares.iter().any(|words| said.starts_with(words))
    {
        return true;
    }
    // `Don't let the wait of callers exceed 10 minutes`
    if ["n't let ", "n’t let ", " not let ", "never let "]
        .iter()
        .any(|phrase| format!(" {clause}").contains(phrase))
    {
        return true;
    }
    // `must not push food waste over 60 g`
    const MODALS: [&str; 8] = ["must", "should", "shall", "may", "can", "will", "do", "does"];
    let words: Vec<&str> = clause.split_whitespace().collect();
    let said: Vec<&str> = words.iter().rev().take(MOST_WORDS_OF_A_VERB).rev().copied().collect();
    let modal = said.windows(2).position(|pair| pair[1] == "not" && MODALS.contains(&pair[0]));
    if modal.is_some_and(|modal| {
        !said[modal..].iter().any(|word| matches!(*word, "and" | "but" | "to" | "until"))
    }) {
        return true;
    }
    // `is not allowed to slide beneath`
    let is_forbidden = ["not allowed to ", "n't allowed to ", "n’t allowed to ", "not permitted to "];
    if is_forbidden.iter().any(|phrase| clause.contains(phrase)) {
        return true;
    }
    clause
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
}

/// Words before two numbers that are the ends of a band.
const BAND_LEADS: [&str; 20] = [
    "ranges from",
    "ranging from",
    "varies from",
    "varying from",
    "between",
    "within",
    "inside",
    "never outside",
    "not outside",
    "range of",
    "range",
    "in the range",
    "in the range of",
    "band of",
    "corridor of",
    "held at",
    "kept at",
    "stored at",
    "set at",
    "set to",
];

/// Whether words make two numbers the ends of a band to stay in: `between 10% and 20%`, `a 30% to 40% corridor`, `above 20 but below 40`.
/// `10-15 students` may also be how many there are to be.
pub(super) fn is_band(tokens: &Tokens, first: usize, second: usize) -> bool {
    let start = tokens.list[first].start as usize;
    let lead = tokens.lower.get(nearby(&tokens.lower, start)..start).unwrap_or_default();
    let lead = lead.trim_end().trim_end_matches('(').trim_end();
    let is_limited = |at: usize| before_limit(&tokens.lower[..tokens.list[at].start as usize]).is_some();
    let names_band = |at: usize| tokens.list.get(at).is_some_and(|token| is_band_noun(tokens.text(token)));
    BAND_LEADS.iter().any(|words| strip_word(lead, words).is_some())
        || names_band(second + 1)
        || is_in_band_of(tokens, first)
        || is_limited(first) && is_limited(second)
}

/// `Server room humidity: 40% to 60%`: what is neither to rise nor to fall.
pub(super) fn has_band_by_nature(tokens: &Tokens, first: usize) -> bool {
    const KEPT: [&str; 8] =
        ["humidity", "temperature", "temperatures", "ph", "moisture", "pressure", "salinity", "acidity"];
    let said = &tokens.list[..first];
    let moves = Classes::UP | Classes::DOWN | Classes::MOVES_UP | Classes::MOVES_DOWN;
    said.iter().any(|token| KEPT.contains(&tokens.text(token))) && !said.iter().any(|token| token.has(moves))
}

/// `ranges from 18 to 22`
pub(super) fn ranges(verb: &str) -> bool {
    matches!(
        verb,
        "ranges" | "ranging" | "varies" | "varying" | "lies" | "lie" | "stays" | "anywhere" | "somewhere"
    )
}

/// `a 30% to 40% corridor`
pub(super) fn is_band_noun(word: &str) -> bool {
    matches!(word, "range" | "band" | "corridor" | "window" | "zone")
}

/// `Target band for stock: 25 to 35 days`; not `Patients in range: 48% to 60%`, nor `Range of products: 20 to 35`
fn is_in_band_of(tokens: &Tokens, first: usize) -> bool {
    let names_band = |at: usize| {
        is_band_noun(word(tokens, at))
            && word(tokens, at + 1) != "of"
            && !matches!(before(tokens, at, 1), "in" | "within" | "inside" | "out" | "of")
    };
    before(tokens, first, 1) == ":" && (0..first).any(names_band)
}

/// Whether two numbers that follow each other are the ends of one range: `between 10% and 20%`, `within 2 to 5 minutes`,
/// `20-25%`. `holds` says that the sentence keeps something where it is.
pub(super) fn is_range(tokens: &Tokens, first: usize, second: usize, holds: bool) -> bool {
    let list = &tokens.list;
    let (Some(low), Some(high)) = (quantity(tokens, &list[first]), quantity(tokens, &list[second])) else {
        return false;
    };
    if !comparable(low, high) {
        return false;
    }
    let between = tokens.lower.get(list[first].end as usize..list[second].start as usize).unwrap_or_default();
    let is_about = between.trim().is_empty() && tokens.lower[list[second].start as usize..].starts_with('~');
    let is_dash = is_about || matches!(between.trim(), "-" | "–" | "—" | "‑" | "−" | "..");
    let start = list[first].start as usize;
    let lead = tokens.lower.get(nearby(&tokens.lower, start)..start).unwrap_or_default().trim_end();
    // `between (110 min) and 130 min`
    let between = between.trim().trim_start_matches(')').trim_end_matches('(').trim();
    let lead = lead.trim_end_matches('(').trim_end();
    let is_led = BAND_LEADS.iter().any(|words| strip_word(lead, words).is_some());
    match between.trim() {
        // `2024-25` is a year, `5-10-2026` a day; `4-2 hours` may lead from one to the other.
        _ if is_dash => high.value() > low.value_beside(high) || low.is_bare() && !high.is_bare(),
        "and" | "&" => {
            strip_word(lead, "between").is_some()
                || (is_led && holds && high.value() > low.value_beside(high))
        }
        // `somewhere from $3k to $4k`
        "to" if before(tokens, first, 1) == "from" => ranges(before(tokens, first, 2)) || is_led,
        "to" => {
            is_led
                // `Keep bugs older than 30 days to 10`
                || holds && !lead.ends_with("from") && !lead.ends_with(" after") && before_limit(lead).is_none()
                || list.get(second + 1).is_some_and(|next| is_band_noun(tokens.text(next)))
                || before(tokens, first, 1) == "at" && before(tokens, first, 2) != "from"
                || has_band_by_nature(tokens, first)
                || is_in_band_of(tokens, first)
        }
        _ => false,
    }
}

//! Numbers that are part of a name: `phase 2`, `iOS 17 and 18`, `the Pier 39 lease`; and the steps of a scale, which are values.

use super::numeral::is_space;
use super::table;
use super::words_around::{next_word, words_before};

/// Whether a word names the steps of a scale: `from level 2 to level 4`, `from place 12 to place 3`.
pub(crate) fn is_scale_step(word: &str) -> bool {
    matches!(
        word,
        "level"
            | "tier"
            | "stage"
            | "grade"
            | "step"
            | "phase"
            | "category"
            | "priority"
            | "severity"
            | "band"
            | "place"
            | "position"
            | "rank"
            | "rung"
    )
}

/// Words whose numbers may be the ends of a way: `from day 30 to day 12`.
pub(crate) fn counts_a_way(word: &str) -> bool {
    matches!(word, "page" | "class" | "number" | "day" | "week" | "month" | "row" | "seat" | "spot")
}

/// `from page 3 to page 1`, `from day 30 to day 12`: words that count the ends of a way, if they stand before both.
fn is_at_both_ends(text: &str, at: usize, word: &str) -> bool {
    let ends = |lead: &str| {
        let places = text.match_indices(lead).map(|(start, _)| &text[start + lead.len()..]);
        places
            .filter_map(|rest| rest.strip_prefix(word)?.strip_prefix(' '))
            .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    counts_a_way(word) && at > 0 && ends("from ") && ends("to ")
}

/// `version 2`, `SOC 2`, `tier 1`, `Elastic 8.1`: the number is part of a name.
pub(super) fn is_label(text: &str, at: usize, end: usize, digits: &str) -> bool {
    names_itself(text, at, end, digits) || follows_label(text, at)
}

/// Whether the words beside a number make it a part of a name.
fn names_itself(text: &str, at: usize, end: usize, digits: &str) -> bool {
    if !text[..at].ends_with(is_space) {
        return false;
    }
    let (before, leading) = words_before(text, at);
    // `from level 2 to level 4`: the steps of a scale.
    if matches!(leading.to_ascii_lowercase().as_str(), "from" | "to")
        && (is_scale_step(&before.to_ascii_lowercase()) || is_at_both_ends(text, at, before))
    {
        return false;
    }
    let named = names_what_is_numbered(&before.to_ascii_lowercase()) && !is_rhythm(leading);
    // `NPS 8.1` is a score, `Elastic 8.1` a product.
    let product = digits.contains('.')
        && before.starts_with(|c: char| c.is_uppercase())
        && before.chars().any(char::is_lowercase)
        && text[..at].trim_end().len() > before.len()
        && next_word(text, end).is_none_or(|w| w.len() < 3 || w == "and");
    // `the 11.3 release`
    let released = digits.contains('.')
        && next_word(text, end).is_some_and(|w| matches!(w, "release" | "Release" | "version" | "milestone"));
    let counted = next_word(text, end).is_some_and(is_counted) && !is_fixed_name(before, leading.is_empty());
    (named && !counted) || product || released || is_proper_name(text, at, end)
}

/// `the Pier 39 lease`, `of the Route 66 upgrade`: a name in the middle of a sentence, with its number, before a noun.
fn is_proper_name(text: &str, at: usize, end: usize) -> bool {
    let (name, leading) = words_before(text, at);
    let mut letters = name.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let is_name = name.len() > 2 && is_capital && letters.all(char::is_lowercase);
    let is_led = matches!(leading, "the" | "a" | "an" | "our" | "their" | "on" | "in" | "at");
    let is_noun = next_word(text, end).is_some_and(|next| {
        next.len() > 3
            && next.chars().all(|c| c.is_ascii_lowercase())
            && !matches!(
                next,
                "from"
                    | "with"
                    | "this"
                    | "that"
                    | "than"
                    | "over"
                    | "under"
                    | "above"
                    | "below"
                    | "until"
                    | "after"
                    | "before"
                    | "into"
                    | "onto"
                    | "percent"
                    | "points"
                    | "point"
            )
    });
    is_name && is_led && is_noun && table::period(&name.to_lowercase()).is_none()
}

/// `iOS 17 and 18`: the number goes on with a name.
fn follows_label(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(is_space);
    let Some(rest) = [" and", " or", " &"].iter().find_map(|join| before.strip_suffix(join)) else {
        return false;
    };
    let digits = rest.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    let start = rest.len() - digits.len();
    !digits.is_empty() && digits.len() <= 4 && names_itself(text, start, rest.len(), digits)
}

/// Words whose things have numbers for names: `phase 2`, `SOC 2`, `week 10`.
pub(crate) fn names_what_is_numbered(word: &str) -> bool {
    is_step_of_a_plan(word)
        || matches!(
            word,
            "version"
                | "release"
                | "article"
                | "room"
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
                | "postgres"
                | "postgresql"
                | "mysql"
                | "debian"
                | "kubernetes"
                | "oracle"
                | "kr"
                | "o"
                | "okr"
                | "no"
                | "nr"
                | "number"
                | "web"
                | "industry"
                | "layer"
                | "gate"
                | "title"
                | "form"
                | "scope"
                | "zone"
                | "horizon"
                | "covid"
                | "gen"
                | "key"
                | "v"
        )
}

/// Words whose things are numbered in digits or in words: `week 10`, `by month twelve`.
fn is_step_of_a_plan(word: &str) -> bool {
    matches!(
        word,
        "phase"
            | "step"
            | "stage"
            | "tier"
            | "level"
            | "sprint"
            | "milestone"
            | "chapter"
            | "part"
            | "section"
            | "page"
            | "grade"
            | "wave"
            | "cohort"
            | "batch"
            | "day"
            | "week"
            | "month"
            | "quarter"
            | "year"
    )
}

/// `by month twelve`, `after week two`: a number in words that names a time or a step. `length` is that of the number.
pub(super) fn is_named_in_words(text: &str, at: usize, length: usize) -> bool {
    let (before, leading) = words_before(text, at);
    let before = before.to_ascii_lowercase();
    let leading = leading.to_ascii_lowercase();
    let is_step = matches!(leading.as_str(), "from" | "to") && is_scale_step(&before);
    let counts = next_word(text, at + length).is_some_and(is_counted);
    is_step_of_a_plan(&before) && !is_step && !counts && !is_rhythm(&leading)
}

/// Words that make a rhythm of the time after them: `deploys per week 2 → 14`, `each week two customers`.
fn is_rhythm(word: &str) -> bool {
    matches!(word, "per" | "each" | "every" | "a" | "this" | "last" | "next")
}

/// Whether a word may be what is counted: `customers`, but not the verb of `in week 4 reaches`.
fn is_counted(word: &str) -> bool {
    word.ends_with('s')
        && word.len() > 3
        && !matches!(
            word,
            "reaches"
                | "grows"
                | "rises"
                | "falls"
                | "drops"
                | "climbs"
                | "exceeds"
                | "hits"
                | "stays"
                | "remains"
                | "moves"
                | "improves"
                | "goes"
                | "doubles"
                | "averages"
        )
}

/// Names whose number never counts what follows: `ISO 27001 controls`, `day 30 retention`, `category 1 calls`.
fn is_fixed_name(word: &str, is_first: bool) -> bool {
    match word.to_ascii_lowercase().as_str() {
        "iso" | "soc" | "pci" | "wcag" | "rfc" | "version" | "tier" | "level" | "day" | "v" | "category"
        | "priority" | "severity" | "type" | "zone" | "ios" | "android" | "windows" | "macos" | "python"
        | "java" | "php" | "year" | "postgres" | "postgresql" | "mysql" | "ubuntu" | "angular" | "scope" => {
            true
        }
        // `Stage 3 events`, `Grade 300 papers` begin with a verb.
        "grade" | "class" | "phase" | "stage" => !is_first,
        _ => false,
    }
}

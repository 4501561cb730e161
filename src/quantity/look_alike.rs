//! What begins like a quantity and is not one: dates, years, versions, names, ordinals, adjectives.

use super::head::{Form, Head};
use super::numeral::is_space;
use super::table;
use super::unit::Dimension;
use super::words_around::{chunk_end, next_word, word_before, words_before};

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
    if is_decade(text, at, head, after) || is_code(text, at, head) {
        return chunk();
    }
    // `1st`, `3D`, `404s`, `2FA`, `8.x`
    if after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@') {
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
    // `the 30s timeout`
    is_round && is_led && is_plural && next_word(text, at + head.length).is_none_or(|word| word.len() < 4)
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

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Whether a word is a month, or short for one: `January`, `sept`.
pub(crate) fn is_month(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    MONTHS.contains(&lower.as_str())
}

/// Which month of the year a word is, from 1 to 12.
pub(crate) fn month_of_year(word: &str) -> Option<u16> {
    let short = word.get(..3).filter(|_| is_month(word))?.to_ascii_lowercase();
    let place = MONTHS[..12].iter().position(|month| month.starts_with(&short))?;
    u16::try_from(place + 1).ok()
}

/// `2026-03-31`, `3/31/2026`, `by 12/31`, `9:30`, `from 6 to 10 am`, `24/7`, `31 March`, `March 31`.
fn is_date_or_time(text: &str, at: usize, end: usize) -> bool {
    let chunk = &text[at..chunk_end(text, at)];
    let core = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let groups = |separator: char| {
        let all_digits =
            core.split(separator).all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
        if all_digits { core.split(separator).count() } else { 0 }
    };
    if ['-', '/', '.'].iter().any(|&separator| groups(separator) == 3) || groups(':') >= 2 || core == "24/7" {
        return true;
    }
    let is_dated = matches!(
        word_before(text, at).to_ascii_lowercase().as_str(),
        "by" | "on" | "before" | "until" | "till" | "due" | "after" | "since"
    );
    if is_dated && is_day_of_month(core) || names_half_of_day(&text[end..]) || begins_hours(text, at, end) {
        return true;
    }
    let day = text[at..end].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let before = word_before(text, at);
    let month_before =
        is_month(before) && (before.len() > 3 || before.starts_with(|c: char| c.is_uppercase()));
    let capital_month = |w: &str| is_month(w) && w.starts_with(|c: char| c.is_uppercase());
    day && (month_before && before != "may" && before != "march"
        || next_word(text, end).is_some_and(capital_month))
}

/// `12/31`, `30/6`; not `1/3`, which is a share.
fn is_day_of_month(chunk: &str) -> bool {
    let number = |text: &str| text.parse::<u8>().ok().filter(|number| *number > 0);
    let parts = chunk.split_once('/').and_then(|(one, other)| Some((number(one)?, number(other)?)));
    parts.is_some_and(|(one, other)| {
        one.max(other) <= 31 && one.min(other) <= 12 && (one > other || other > 12)
    })
}

/// ` am`, ` o'clock` after the hour.
fn names_half_of_day(after: &str) -> bool {
    let after = after.trim_start_matches(is_space);
    ["am", "pm", "a.m.", "p.m.", "o'clock", "o’clock", "noon"]
        .iter()
        .any(|half| after.strip_prefix(half).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// `from 6 to 10 am`, `between 7 and 9 pm`: the hour at which something begins.
fn begins_hours(text: &str, at: usize, end: usize) -> bool {
    let joins = match word_before(text, at).to_ascii_lowercase().as_str() {
        "from" => [" to ", " until ", " till "].as_slice(),
        "between" => [" and "].as_slice(),
        _ => return false,
    };
    joins.iter().filter_map(|join| text[end..].strip_prefix(join)).any(|last| {
        let after = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        after.len() < last.len() && names_half_of_day(after)
    })
}

/// Whether the words before make a number of what follows: `from`, `to`, `under`, `at least`.
pub(super) fn is_led(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(is_space);
    let follows_between = || {
        let near: String = before.chars().rev().take(40).collect();
        word_before(text, at) == "and" && near.contains("neewteb")
    };
    before.ends_with(['→', '>', '<', '≤', '≥', '=', '⇒', '➡', '➔', '➜', '⟶', '⟹', '\u{fe0f}'])
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

/// Whether a number from 1990 to 2049 is where only a number can be: `from 1500 to 2000`, `under 2000`.
fn is_amount(text: &str, at: usize, end: usize) -> bool {
    let (near, far) = words_before(text, at);
    let (near, far) = (near.to_ascii_lowercase(), far.to_ascii_lowercase());
    match near.as_str() {
        // `compared to 2025`, `up to 2026`
        "to" => !matches!(
            far.as_str(),
            "compared" | "relative" | "prior" | "back" | "due" | "up" | "similar" | "close" | "extend"
        ),
        // `12% up from 2025` names a year, `from 2000 to 1500` a number.
        "from" => {
            let rest: Vec<&str> = text[end..].split_whitespace().take(6).collect();
            let to = rest.iter().position(|word| matches!(*word, "to" | "->" | "→" | "down" | "up"));
            to.is_some_and(|to| {
                let after = rest[to + 1..].iter().take(4);
                after
                    .clone()
                    .any(|word| word.starts_with(|c: char| c.is_ascii_digit() || "$€£~<>".contains(c)))
            })
        }
        "between" => true,
        "and" => {
            let before: String = text[..at].chars().rev().take(40).collect();
            before.to_ascii_lowercase().contains("neewteb")
        }
        "under" | "below" | "above" | "over" | "than" | "least" | "most" | "exceed" | "reach" | "target"
        | "baseline" => true,
        _ => {
            let before = text[..at].trim_end_matches(is_space);
            before.ends_with(['→', '<', '≤', '≥'])
                || before.ends_with("->")
                || before.ends_with("target:")
                || before.ends_with("baseline:")
        }
    }
}

/// A four-digit number that is a year.
fn is_year(text: &str, at: usize, end: usize, digits: &str, head: &Head) -> bool {
    if digits.len() != 4 || head.decimals > 0 || !(digits.starts_with("20") || digits.starts_with("19")) {
        return false;
    }
    let number = digits.parse::<u16>().unwrap_or_default();
    // `by 15% from 2023 levels`
    let is_base = next_word(text, end).is_some_and(|next| {
        matches!(
            next.to_ascii_lowercase().as_str(),
            "level" | "levels" | "figures" | "actuals" | "baseline" | "results"
        )
    });
    if is_base && (1950..=2049).contains(&number) {
        return true;
    }
    if !(1990..=2049).contains(&number) || is_amount(text, at, end) {
        return false;
    }
    let before = word_before(text, at).to_ascii_lowercase();
    // `the 2024 and 2025 accounts`; `the 2000 members` are people
    let follows_year = matches!(before.as_str(), "and" | "or" | "to") && {
        let (_, year) = words_before(text, at);
        year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1990..number).contains(&year))
    };
    let is_known = matches!(before.as_str(), "the" | "our" | "their" | "its") && number % 100 != 0;
    let dated = matches!(
        before.as_str(),
        "in" | "by"
            | "of"
            | "for"
            | "since"
            | "until"
            | "during"
            | "before"
            | "after"
            | "end"
            | "fy"
            | "year"
            | "q1"
            | "q2"
            | "q3"
            | "q4"
    ) || is_month(&before);
    dated || follows_year || is_known || !counts_things(text, end)
}

/// `(24/25)`, `in 2024/25`: the two years of a season or of a financial year.
fn is_double_year(text: &str, at: usize) -> bool {
    let chunk = &text[at..chunk_end(text, at)];
    let core = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let years = core
        .split_once('/')
        .and_then(|(one, other)| Some((one.parse::<u16>().ok()?, other.parse::<u16>().ok()?)));
    let before = text[..at].trim_end_matches(is_space);
    let is_led = before.ends_with('(')
        || matches!(
            word_before(text, at).to_ascii_lowercase().as_str(),
            "in" | "for" | "fy" | "season" | "vs" | "during" | "since"
        );
    years.is_some_and(|(one, other)| {
        core.len() >= 5 && one % 100 + 1 == other % 100 && is_led && (20..=49).contains(&(one % 100))
    })
}

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
pub(super) fn counts_a_way(word: &str) -> bool {
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

/// `2000 customers`, `1995 new members`: a noun in the plural, of which one word may say more.
fn counts_things(text: &str, end: usize) -> bool {
    const MORE: [&str; 16] = [
        "new",
        "paying",
        "active",
        "daily",
        "weekly",
        "monthly",
        "more",
        "additional",
        "extra",
        "registered",
        "qualified",
        "returning",
        "unique",
        "happy",
        "loyal",
        "trained",
    ];
    let is_plural = |word: &str| word.ends_with('s') && word.starts_with(char::is_lowercase);
    let Some(first) = next_word(text, end) else { return false };
    let after = || text[end..].find(first).and_then(|at| next_word(text, end + at + first.len()));
    is_plural(first) || (MORE.contains(&first) && after().is_some_and(is_plural))
}

/// `version 2`, `SOC 2`, `tier 1`, `Elastic 8.1`: the number is part of a name.
fn is_label(text: &str, at: usize, end: usize, digits: &str) -> bool {
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
        | "java" | "php" | "postgres" | "postgresql" | "mysql" | "ubuntu" | "angular" | "scope" => true,
        // `Stage 3 events`, `Grade 300 papers` begin with a verb.
        "grade" | "class" | "phase" | "stage" => !is_first,
        _ => false,
    }
}

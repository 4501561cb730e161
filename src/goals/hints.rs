//! What people write who know goals but not yet this format: other names for its keys, and keys in the wrong place.

use super::calendar::Cycle;
use super::choices::choice;
use super::dated::{self, Dated};
use super::day::Day;
use super::elsewhere;
use super::format::{
    CheckIn, Content, Initiative, KeyResult, Metric, Objective, PeriodTarget, Revision, Source,
};
use super::other_languages;
use super::other_names::{NAMES, Of};
use crate::prose::{Comma, at_comma};
use crate::quantity::{DecimalMark, Quantity};
use crate::yaml::{Bare, Hint, Lexicon, Unknown, field_names, mistyped, text_in_braces};
use std::sync::LazyLock;

/// The format's words, for the reader's messages.
pub(super) const LEXICON: Lexicon = Lexicon {
    keys: || KEYS.as_slice(),
    sentences: &[
        ("key_results", "key_result"),
        ("objectives", "objective"),
        ("initiatives", "title"),
        ("guardrails", "id"),
    ],
    prose: &[
        "objective",
        "key_result",
        "title",
        "name",
        "why",
        "note",
        "reason",
        "definition",
        "measurement",
        "reflection",
        "formula",
        "result",
    ],
    hint,
    fits: |key, value, has_decimal_commas| fits(key, value, DecimalMark::of(has_decimal_commas)),
    bare,
    example: super::shapes::example,
    meant,
    choice,
    is_one: |list, before, after| comma(list, before, after) == Comma::Joins,
    are_two: |list, before, after| comma(list, before, after) == Comma::SetsApart,
    of_one_file: &["team", "person", "quarter", "level"],
    without_ids: &["initiatives"],
    by_key: &[
        ("check_ins", "date", "value"),
        ("readings", "date", "value"),
        ("phased_targets", "by", "target"),
        ("targets", "period", "target"),
    ],
};

static KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let of = [
        field_names::<Content>(),
        field_names::<Objective>(),
        field_names::<KeyResult>(),
        field_names::<CheckIn>(),
        field_names::<Initiative>(),
        field_names::<Metric>(),
        field_names::<PeriodTarget>(),
        field_names::<Revision>(),
        field_names::<Source>(),
    ];
    let mut keys = of.concat();
    keys.sort_unstable();
    keys.dedup();
    keys
});

/// What a comma does in a list of sentences.
fn comma(list: &str, before: &str, after: &str) -> Comma {
    at_comma(before, after, list == "key_results")
}

fn hint(unknown: &Unknown<'_>) -> Option<Hint> {
    let of = Of::with(unknown.known)?;
    let key = unknown.key.trim().to_lowercase().replace(['-', ' '], "_");
    let mark = DecimalMark::of(unknown.has_decimal_commas);
    if let Some(hint) = day_as_key(of, unknown) {
        return Some(hint);
    }
    if let Some(hint) = day_in_other_words(of, &key, unknown) {
        return Some(hint);
    }
    if let Some(help) = period_as_key(of, &key, unknown.value, mark) {
        return Some(Hint::Help(help));
    }
    if let Some(help) = advice(of, &key, unknown.value, mark) {
        return Some(Hint::Help(help));
    }
    if let Some(hint) = numbered(of, &key, unknown) {
        return Some(hint);
    }
    if let Some(hint) = sentence_as_key(of, unknown) {
        return Some(hint);
    }
    let names = NAMES.iter().filter(|(names_of, ..)| *names_of == of);
    let named =
        names.into_iter().find(|(.., names)| names.contains(&key.as_str())).map(|(_, meant, _)| *meant);
    let translated = other_languages::key(&key, unknown.known);
    let Some(meant) = named.or(translated) else {
        // A key that is nearly one of this place is a slip of the pen.
        let is_slip = mistyped(&key, unknown.known.iter().copied()).is_some();
        return elsewhere::help(of, &key, unknown.value).filter(|_| !is_slip).map(Hint::Help);
    };
    let can_stand = unknown.known.contains(&meant) && fits(meant, unknown.value, mark);
    let otherwise = translated.filter(|_| named.is_none()).map(|key| Hint::Help(format!("write `{key}`")));
    if can_stand { Some(Hint::Key(meant)) } else { otherwise }
}

/// `- 2026-02-08: 13` and `- 14 Feb: 17`.
fn day_as_key(of: Of, unknown: &Unknown<'_>) -> Option<Hint> {
    let value = unknown.value.filter(|_| of == Of::CheckIn)?;
    let key = unknown.key.trim();
    let (number, note) = value_and_note(value, DecimalMark::of(unknown.has_decimal_commas));
    let dated = Dated { day: dated::day_in(key)?, value: number };
    let mut entries = dated.entries(DATE_AND_VALUE).to_vec();
    entries.extend(note.map(|note| format!("note: {note}")));
    let message = format!("a check-in names its date and value by their keys; `{key}` cannot be a key");
    if dated.is_whole() {
        return Some(Hint::Entries { message, entries });
    }
    Some(Hint::Instead { of: DATE_AND_VALUE[0], message, help: with_keys(&dated, &entries) })
}

/// `42 - slow start`: what was measured, and words about it as they can be written between braces.
fn value_and_note(value: &str, mark: DecimalMark) -> (&str, Option<String>) {
    if Quantity::read(value, mark).is_ok() {
        return (value, None);
    }
    let is_number = |number: &&str| Quantity::read(number, mark).is_ok();
    let split = [" - ", " – ", " — ", "; ", ", ", " ("].into_iter().find_map(|joint| {
        let (number, note) = value.split_once(joint)?;
        Some((Some(number.trim()).filter(is_number)?, note.trim()))
    });
    let Some((number, note)) = split else { return (value, None) };
    let note = if value.ends_with(')') && !note.contains('(') { note.trim_end_matches(')') } else { note };
    (number, Some(text_in_braces(note)))
}

/// The keys of a check-in.
const DATE_AND_VALUE: [&str; 2] = ["date", "value"];

/// What to write for a day and a value without their keys.
fn with_keys(dated: &Dated<'_>, entries: &[String]) -> String {
    let year = if dated.is_whole() { "" } else { ", and the year" };
    format!("write each with its key{year}: `{{{}}}`", entries.join(", "))
}

/// `{week: 3, value: 45%}`: a day that is named by its week or month, or under another key. It must not seem to be missing, or the
/// day of today were offered for it.
fn day_in_other_words(of: Of, key: &str, unknown: &Unknown<'_>) -> Option<Hint> {
    let value = unknown.value.filter(|_| of == Of::CheckIn)?;
    let day = dated::day_in(value.trim());
    let is_period = matches!(
        key,
        "week"
            | "wk"
            | "cw"
            | "kw"
            | "calendar_week"
            | "week_number"
            | "month"
            | "sprint"
            | "iteration"
            | "period"
            | "quarter"
    );
    if value.parse::<Day>().is_ok() || day.is_none() && !is_period {
        return None;
    }
    let message =
        format!("`{}` is no field of a value: it has the day on which it was measured", unknown.key);
    let help = match day {
        Some(day) => {
            let dated = Dated { day, value: "" };
            let [date, _] = dated.entries(DATE_AND_VALUE);
            let year = if dated.is_whole() { "" } else { ", with the year" };
            format!("write `{date}`{year}")
        }
        None => "leave it out, and write the day as `date: YYYY-MM-DD`".to_owned(),
    };
    Some(Hint::Instead { of: DATE_AND_VALUE[0], message, help })
}

/// `week 1: 41`, `jan: 12`: the columns of a spreadsheet, each a value without its day.
fn period_as_key(of: Of, key: &str, value: Option<&str>, mark: DecimalMark) -> Option<String> {
    let list = match of {
        Of::KeyResult => "check_ins",
        Of::Metric => "readings",
        _ => return None,
    };
    let value = value.filter(|value| Quantity::read(value, mark).is_ok())?;
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let is_numbered = word.len() < key.len()
        && matches!(word, "week" | "wk" | "w" | "cw" | "kw" | "month" | "m" | "sprint");
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_month = word.len() >= 3
        && MONTHS.contains(&word.get(..3)?)
        && format!("1 {word} 2026").parse::<Day>().is_err_and(|wrong| wrong.replacement.is_some());
    (is_numbered || is_month).then(|| {
        format!("each value has the day on which it was measured: `{list}: [{{date: ..., value: {value}}}]`")
    })
}

/// `KR1: ...` and `Objective 2: ...`: a number makes a name of a word that is a key here.
fn numbered(of: Of, key: &str, unknown: &Unknown<'_>) -> Option<Hint> {
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '#' | '_'));
    let is_objective = matches!(word, "o" | "obj" | "objective" | "goal");
    let is_key_result = matches!(word, "kr" | "key_result" | "keyresult" | "result");
    let is_named = word.len() < key.len() || (of != Of::KeyResult && word == "kr");
    let text = unknown.value.and_then(|value| value.lines().next()).unwrap_or("...");
    match of {
        Of::Objective if is_objective && is_named && unknown.value.is_some() => Some(Hint::Key("objective")),
        Of::KeyResult if is_key_result && is_named && unknown.value.is_some() => {
            Some(Hint::Key("key_result"))
        }
        Of::Objective if is_key_result && is_named => Some(Hint::Help(format!(
            "key results are a list: write `key_results:` and, below it, `- {text}`"
        ))),
        Of::Objective if key == "key_result" && unknown.value.is_some() => Some(Hint::Help(format!(
            "a key result stands below `key_results:` of its objective, and further to the right: `- key_result: {text}`"
        ))),
        Of::File if is_objective => Some(Hint::Help(format!(
            "objectives are a list: write `objectives:` and, below it, `- objective: {text}`"
        ))),
        Of::File if is_key_result && is_named => Some(Hint::Help(format!(
            "key results belong to an objective: write `key_results:` below `- objective: ...` and, below it, `- {text}`"
        ))),
        _ => None,
    }
}

/// `- New teams feel at home:` with the list of key results below: the colon made a key of the sentence.
fn sentence_as_key(of: Of, unknown: &Unknown<'_>) -> Option<Hint> {
    let sentence = unknown.key.trim();
    let field = match of {
        Of::Objective => "objective",
        Of::KeyResult => "key_result",
        _ => return None,
    };
    if sentence.split_whitespace().count() < 3 || unknown.value.is_some() {
        return None;
    }
    Some(match of {
        _ if unknown.is_alone => Hint::Entries {
            message: format!("between braces a sentence needs its key, `{field}`"),
            entries: vec![format!("{field}: {sentence}")],
        },
        Of::Objective => Hint::Help(format!(
            "begin the objective with its key, `- objective: {sentence}`, and put the list below a key of its own, `key_results:`"
        )),
        _ => Hint::Help(format!(
            "begin the key result with its key, `- key_result: {sentence}`, without a colon at the end"
        )),
    })
}

/// Whether a value can be one of the key: only if that is easily told.
fn fits(key: &str, value: Option<&str>, mark: DecimalMark) -> bool {
    let Some(value) = value else { return is_nested(key) };
    match key {
        "baseline" | "target" | "at_least" | "at_most" | "value" => Quantity::read(value, mark).is_ok(),
        "date" | "started" | "starts" | "by" => value.parse::<Day>().is_ok(),
        "quarter" | "period" => value.parse::<Cycle>().is_ok(),
        "confidence" => value.parse::<u8>().is_ok(),
        "better" => matches!(value, "higher" | "lower"),
        "status" => matches!(value, "planned" | "active" | "done" | "dropped"),
        "cadence" => matches!(value, "daily" | "weekly" | "biweekly" | "monthly" | "quarterly"),
        "stretch" | "max_increase" | "max_decrease" => Quantity::read(value, mark).is_ok(),
        "objectives" | "key_results" | "check_ins" | "readings" | "targets" | "metrics" => false,
        "input_metrics" | "north_star" | "initiatives" | "phased_targets" | "revisions" => false,
        // A number is no sentence and no name.
        "key_result" | "objective" | "title" | "name" | "owner" | "why" | "definition" | "measurement" => {
            Quantity::read(value, mark).is_err() && value.contains(char::is_alphabetic)
        }
        _ => true,
    }
}

/// Keys whose value is a list or a mapping.
fn is_nested(key: &str) -> bool {
    matches!(
        key,
        "objectives"
            | "key_results"
            | "check_ins"
            | "readings"
            | "targets"
            | "metrics"
            | "input_metrics"
            | "north_star"
            | "initiatives"
            | "guardrails"
            | "supports"
            | "bets_on"
            | "cadence"
            | "depends_on"
            | "links"
            | "revisions"
            | "phased_targets"
            | "cancelled"
            | "grade"
            | "drives"
            | "segments"
            | "source"
            | "pull"
            | "owner"
    )
}

/// What to do with keys that stand for something which this format says in another way or in another place.
fn advice(of: Of, key: &str, value: Option<&str>, mark: DecimalMark) -> Option<String> {
    let is_given_up = |value: &str| {
        let words = ["cancelled", "canceled", "dropped", "stopped", "abandoned", "paused", "postponed"];
        words.iter().any(|word| value.eq_ignore_ascii_case(word))
    };
    if matches!((of, key), (Of::Objective | Of::KeyResult, "status" | "state"))
        && value.is_some_and(is_given_up)
    {
        return Some(format!("write `cancelled: {CANCELLED}`, with the day and the reason"));
    }
    const AMBITIONS: &[&str] = &["committed", "aspirational"];
    let is_ambition = value.is_some_and(|value| choice(value, AMBITIONS).is_some());
    let number = value.filter(|value| Quantity::read(value, mark).is_ok());
    let check_in = |value: Option<&str>| {
        let value = value.unwrap_or("25%");
        format!("`check_ins: [{{date: 2026-01-19, value: {value}}}]`, with the day it was measured")
    };
    // How much of the way is done is no value of what is measured.
    let measured = "`check_ins: [{date: 2026-01-19, value: ...}]`, with what was measured on that day";
    let help = match (of, key) {
        (Of::File, "key_results" | "krs" | "results" | "why" | "initiatives" | "supports") => format!(
            "`{key}` belongs to an objective: indent it below `- objective: ...`, one of the `objectives:`"
        ),
        (Of::File, "teams" | "squads" | "departments") if value.is_none() => {
            "a file holds the goals of one team: give each team a file of its own, with `team: ...` at its top".to_owned()
        }
        (Of::File, "year") => "leave it out: the year is part of the quarter, as in `quarter: 2026-Q1`".to_owned(),
        (Of::Objective, "check_ins" | "checkins" | "check_in" | "updates" | "readings" | "values") => {
            "check-ins belong to a key result: indent them below the one they measure".to_owned()
        }
        (Of::Objective, "baseline" | "target" | "stretch" | "metric" | "at_least" | "at_most") => {
            format!("numbers belong to a key result: write `{key}` below one of `key_results`")
        }
        (Of::Objective, "type" | "kind") if is_ambition => {
            "write `ambition: committed` for a promise, `ambition: aspirational` for a stretch".to_owned()
        }
        (Of::Objective | Of::KeyResult, "quarter" | "period" | "cycle" | "team") => {
            format!("write `{}` once, at the top of the file", if key == "team" { "team" } else { "quarter" })
        }
        (
            Of::KeyResult,
            "current" | "actual" | "value" | "latest" | "now" | "current_value" | "actual_value" | "latest_value",
        ) => {
            format!("what was measured is a check-in: write {}", check_in(number))
        }
        (
            Of::Objective | Of::KeyResult,
            "status" | "state" | "done" | "completed" | "complete" | "percent" | "percent_complete"
            | "progress" | "health" | "rag" | "color" | "colour" | "score" | "achieved" | "closed"
            | "done_so_far" | "percent_done" | "percentage",
        ) => format!("leave it out: it is calculated from the check-ins. A check-in is written {measured}"),
        (Of::KeyResult, "note" | "notes" | "comment" | "comments" | "remark") => {
            "a note goes with a check-in: `check_ins: [{date: 2026-01-19, value: 25%, note: ...}]`".to_owned()
        }
        (Of::Objective, "note" | "notes" | "comment" | "comments") => {
            "write it as a comment, `# ...`, or in `why:`; what was learned goes into `reflection:`"
                .to_owned()
        }
        (Of::Objective, "description" | "details") => {
            "write `objective:` for what you want to achieve and `why:` for the reason".to_owned()
        }
        (Of::Objective | Of::KeyResult, "milestones" | "milestone") => {
            "work goes under `initiatives:` of the objective; values to be reached by a day are `phased_targets: [{by: 2026-02-15, target: 28%}]` of a key result"
                .to_owned()
        }
        (Of::KeyResult, "unit" | "units") => "write the unit with each number, like `target: 35%`".to_owned(),
        (
            Of::Objective | Of::KeyResult,
            "due" | "deadline" | "due_date" | "by" | "end_date" | "end" | "ends" | "timeframe" | "time_frame"
            | "duration" | "timeline",
        ) if of == Of::Objective || key != "end" => "leave it out: it ends with its quarter".to_owned(),
        (Of::Objective, "start_date" | "starts" | "start" | "started") => {
            "leave it out: it starts with its quarter; a key result that starts later has `starts: 2026-01-20`"
                .to_owned()
        }
        (Of::KeyResult, "description" | "details" | "definition") => {
            "write `key_result:` for what should change and `measurement:` for how it is counted".to_owned()
        }
        (Of::KeyResult, "type" | "kind" | "ambition") if is_ambition => {
            "a promise is made by an objective: write `ambition: committed` there".to_owned()
        }
        (
            Of::Objective | Of::KeyResult | Of::Initiative,
            "tags" | "tag" | "labels" | "label" | "category" | "theme" | "priority" | "prio" | "type" | "kind",
        ) => format!("keep it as a comment: put `# ` before `{key}`"),
        (Of::CheckIn, "status" | "health" | "rag" | "color" | "colour" | "mood") => {
            "say how sure you are in a number: `confidence: 7`, from 1 (hopeless) to 10 (certain)".to_owned()
        }
        (Of::Initiative, "done" | "completed" | "finished") => {
            "write `status: done`; the others are `planned`, `active` and `dropped`".to_owned()
        }
        (Of::Metric | Of::KeyResult, key) if says_limit(key) => limit(value.unwrap_or_default(), mark),
        (Of::Metric, "unit" | "units") => "write the unit with each number, like `value: 1,200 tickets`".to_owned(),
        (Of::Metric, "direction" | "polarity" | "good" | "desired")
            if !value.is_some_and(|value| fits("better", Some(value), mark)) =>
        {
            "write `better: lower` where less is better, `better: higher` where more is".to_owned()
        }
        (Of::Metric, "type" | "kind") => {
            "write `indicator: leading` for what moves first, `indicator: lagging` for what follows".to_owned()
        }
        (Of::Metric, "tags" | "tag" | "labels" | "label" | "category" | "theme" | "priority" | "prio") => {
            format!("keep it as a comment: put `# ` before `{key}`")
        }
        (Of::Metric, "target" | "goal") => {
            "write the period with it: `targets: [{period: 2026-Q1, target: 35%}]`".to_owned()
        }
        (Of::Metric, "current" | "value" | "actual" | "latest") => {
            format!("what was measured is a reading: write {}", check_in(number).replacen("check_ins", "readings", 1))
        }
        _ => return None,
    };
    Some(help)
}

/// Whether a key that the format does not have says a limit, of which only its author knows the side.
#[must_use]
pub fn says_limit(key: &str) -> bool {
    matches!(key, "limit" | "limits" | "threshold" | "bound" | "tolerance")
}

/// What to write for a limit: its sign says which side it is on.
fn limit(value: &str, mark: DecimalMark) -> String {
    let number = value.trim_start_matches(['<', '>', '=', '≤', '≥', ' ']);
    let number = if Quantity::read(number, mark).is_ok() { number } else { "..." };
    match value.chars().next() {
        Some('<' | '≤') => format!("write `at_most: {number}`"),
        Some('>' | '≥') => format!("write `at_least: {number}`"),
        _ => format!(
            "say which side it is on: `at_most: {number}` where it must not be more, `at_least: {number}` where it must not be less"
        ),
    }
}

/// What to write for a text that stands where a mapping is wanted.
fn bare(text: &str, known: &[&str], has_decimal_commas: bool) -> Option<Bare> {
    let of = Of::with(known)?;
    let mark = DecimalMark::of(has_decimal_commas);
    match of {
        Of::CheckIn => Some(check_in(text, mark)),
        _ => bare_help(of, text, mark).map(Bare::from),
    }
}

/// What to write for the text of a check-in.
fn check_in(text: &str, mark: DecimalMark) -> Bare {
    if let Some(dated) = dated::in_text(text, mark) {
        let entries = dated.entries(DATE_AND_VALUE);
        let meant = dated.is_whole().then(|| format!("{{{}}}", entries.join(", ")));
        return Bare { help: with_keys(&dated, &entries), meant };
    }
    if let Some(day) = dated::day_in(text) {
        let [day, _] = Dated { day, value: "" }.entries(DATE_AND_VALUE);
        return format!("write what was measured with it: `{{{day}, value: ...}}`").into();
    }
    let value = if Quantity::read(text, mark).is_ok() { text } else { "25%" };
    format!("write the day with it: `{{date: 2026-01-19, value: {value}}}`").into()
}

fn bare_help(of: Of, text: &str, mark: DecimalMark) -> Option<String> {
    let is_number = || Quantity::read(text, mark).is_ok();
    match of {
        Of::Phase => {
            let target = if is_number() { text } else { "28%" };
            Some(format!("write by when: `{{by: 2026-02-15, target: {target}}}`"))
        }
        Of::Objective => Some(format!("write `- objective: {}`", text.lines().next().unwrap_or_default())),
        Of::Metric => {
            Some("write `id: a_short_name` and, below it, `name:`, `definition:` and so on".to_owned())
        }
        Of::Cancelled => {
            let day = text.parse::<Day>().map_or("2026-02-20".to_owned(), |day| day.to_string());
            Some(format!("write the day and the reason: `{{date: {day}, reason: ...}}`"))
        }
        Of::Grade => {
            let score = score_of(text).unwrap_or_else(|| "0.7".to_owned());
            Some(format!("write the reason with it: `{{score: {score}, reason: ...}}`"))
        }
        Of::Pull => {
            let line = text.lines().next().unwrap_or_default();
            let key = if line.ends_with(".csv") { "csv" } else { "from" };
            let value = if line.contains(char::is_whitespace) { "warehouse" } else { line };
            Some(format!("write where the values are: `{{{key}: {value}}}`"))
        }
        Of::File => Some(
            "a goal file begins with `quarter: 2026-Q1` and `team: ...`, and its goals stand below `objectives:`; `okr init` writes an \
             example in an empty folder"
                .to_owned(),
        ),
        Of::Target => Some(format!("write the period with it: `{{period: 2026-Q1, target: {text}}}`")),
        _ => None,
    }
}

/// A grade as it is written, between 0 and 1: also where somebody has written a percentage.
fn score_of(text: &str) -> Option<String> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let score = match text.trim().strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)?,
    };
    (0.0..=1.0).contains(&score).then(|| score.to_string())
}

/// `Jan 21, 2026` and `3,2%`: what a comma between braces cuts in two, as it can be written there.
fn meant(key: &str, text: &str, has_decimal_commas: bool) -> Option<String> {
    match key {
        "date" | "started" | "by" | "starts" => text.parse::<Day>().err()?.replacement,
        "value" | "baseline" | "target" | "stretch" | "at_least" | "at_most" | "max_increase"
        | "max_decrease" => {
            let error = Quantity::read(text, DecimalMark::of(has_decimal_commas)).err()?;
            let replacement = error.replacement()?;
            Some(if replacement.contains(',') {
                format!("\"{replacement}\"")
            } else {
                replacement.to_owned()
            })
        }
        _ => None,
    }
}

/// What stands after `cancelled:`.
const CANCELLED: &str = "{date: 2026-02-20, reason: ...}";

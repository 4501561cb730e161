//! What follows a number and keeps it from being a value: `10 max`, `9 am`, `1 Jan`, `5% above`, `50 (est.)`, `100, up from 80`.

use super::dates::is_month;
use super::error::{Fault, Why};
use super::head::Head;
use super::numeral::is_space;
use super::{Dimension, glued, limit, scale_words, table, words};

/// Why a number that begins a text is not the value that the text means, by what follows it.
pub(super) fn fault(text: &str, head: &Head) -> Option<Fault> {
    let tail = &text[head.length..];
    let whole = (0, text.len());
    let number = || text[..head.length].to_owned();
    if limit::side_after(tail).is_some() {
        return Some(Fault::Comparator);
    }
    if let Some(fault) = scale_words::fault(text, head).or_else(|| more_number_words(text, head)) {
        return Some(fault);
    }
    if is_difference(tail) {
        return Some(Fault::Added);
    }
    if says_when(tail) {
        return Some(Fault::otherwise(Why::When, whole, number()));
    }
    if is_estimate(tail) {
        return Some(Fault::otherwise(Why::About, whole, number()));
    }
    if is_date(head, tail) {
        return Some(Fault::Version);
    }
    if let Some(power) = power_of_ten(tail).filter(|_| head.bare) {
        return Some(Fault::otherwise(Why::Power, whole, format!("{}{power}", number())));
    }
    let negative = || format!("-{}", number());
    (tail == "-").then(|| Fault::unclear(Why::Sign, whole, vec![number(), negative()]))
}

/// Why what follows a number is no unit: `100, up from 80` says more than the value, which no fix may leave out.
pub(super) fn no_unit(text: &str, head: &Head) -> Fault {
    let (whole, number) = ((0, text.len()), || text[..head.length].to_owned());
    let hundredth = |sign: &str| format!("{sign}{:.2}", head.number / 100.0);
    match &text[head.length..] {
        "p" if head.bare => {
            Fault::unclear(Why::Letters, whole, vec![hundredth("£"), format!("{} pages", number())])
        }
        "c" if head.bare => Fault::unclear(
            Why::Letters,
            whole,
            vec![hundredth("$"), hundredth("€"), format!("{} °C", number())],
        ),
        "C" | "F" if head.bare => glued::of_degrees(head, if text.ends_with('C') { 'C' } else { 'F' }),
        "°" | " °" if head.bare => {
            Fault::unclear(Why::Degrees, (head.length, text.len()), vec![" °C".to_owned(), " °F".to_owned()])
        }
        " in" if head.bare => Fault::otherwise(Why::Inches, (head.length, text.len()), " inches".to_owned()),
        tail if let Some(fault) = glued::fault(tail, head) => fault,
        "¢" if head.bare => Fault::unclear(Why::Part, whole, vec![hundredth("$"), hundredth("€")]),
        tail if is_remark(tail) => Fault::unclear(Why::Remark, whole, vec![number()]),
        _ => Fault::Unit,
    }
}

/// `two fifty`, `three point five`, `one hundredth`: the words go on with the number, so that its beginning is not the whole.
fn more_number_words(text: &str, head: &Head) -> Option<Fault> {
    let is_in_words = text.starts_with(|c: char| c.is_ascii_alphabetic()) && head.digits.0 == 0;
    let goes_on = is_in_words && words::go_on(&text[head.length..]);
    goes_on.then(|| Fault::unclear(Why::Words, (0, text.len()), Vec::new()))
}

/// What a word behind a number may make of it, where the numbers beside it do not say the same: so many hours saved are a good measure
/// where all numbers are of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    /// `10 left`, `10 short`: what is still to be done.
    Rest,
    /// `5 min saved`, `10 added`: how far it moved.
    Gain,
    /// `20 visits planned`: what is not so yet.
    Plan,
    /// `50% done`, `80% of the way`: how much of the way is behind, where shares may be what is measured.
    PartOfWay,
}

/// `10 short`, `5 min saved`, `3 left`, `20 visits planned`: what the last word may make of a number.
pub(super) fn may_be_other(text: &str) -> Option<Other> {
    // Every number is asked, and most end in a digit or a sign.
    let text = text.strip_suffix(')').unwrap_or(text);
    if !text.as_bytes().last().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let Some(last) = text.rsplit(is_space).next().filter(|last| last.len() < text.len()) else {
        return is_share_in_words(text).then_some(Other::PartOfWay);
    };
    match last {
        "left" | "remaining" | "missing" | "lost" | "short" | "behind" => Some(Other::Rest),
        "saved" | "gained" | "added" | "ahead" | "new" => Some(Other::Gain),
        "planned" | "forecast" | "expected" | "projected" => Some(Other::Plan),
        _ => is_part_of_way(text, last).then_some(Other::PartOfWay),
    }
}

/// `half`, `two thirds`: a share that nobody counted out.
fn is_share_in_words(text: &str) -> bool {
    let is_in_words = text.starts_with(|c: char| c.is_ascii_alphabetic());
    is_in_words && words::read(text).is_some_and(|words| words.dimension == Dimension::Percent)
}

/// `50% done`, `40% of target so far`, `80% of the way`, `half done`: how much of the way is behind, where shares may be what is
/// measured.
fn is_part_of_way(text: &str, last: &str) -> bool {
    // Not what may be measured itself, as the share of orders that are delivered.
    const PROGRESS: [&str; 15] = [
        "done",
        "complete",
        "completed",
        "completion",
        "achieved",
        "attained",
        "accomplished",
        "progress",
        "finished",
        "ready",
        "there",
        "fertig",
        "erledigt",
        "erreicht",
        "geschafft",
    ];
    const WHOLE: [&str; 10] =
        ["target", "goal", "plan", "way", "quota", "budget", "distance", "journey", "path", "it"];
    const STILL: [&str; 3] = [" so far", " already", " now"];
    if let Some(before) = STILL.iter().find_map(|still| text.strip_suffix(still)) {
        return before.rsplit(is_space).next().is_some_and(|last| is_part_of_way(before, last));
    }
    let last = last.trim_start_matches('(');
    let is_share = text.contains('%') || text.contains("percent") || text.contains("per cent");
    let is_in_words = || text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_of = || [" of ", " to ", " into "].iter().any(|joined| text.contains(joined));
    let is_way = PROGRESS.contains(&last) || WHOLE.contains(&last) && is_of();
    is_in_words() && (last == "way" || is_way && is_share_in_words(text)) || is_share && is_way
}

/// `300 more`, `5% above baseline`, `5 days faster`: how far it is from another number, not what was reached.
fn is_difference(tail: &str) -> bool {
    // What compares two numbers does so wherever it stands: `50 users more`.
    const COMPARING: [&str; 22] = [
        "more", "fewer", "less", "higher", "lower", "above", "below", "faster", "earlier", "sooner",
        "quicker", "slower", "longer", "shorter", "later", "better", "worse", "cheaper", "larger", "smaller",
        "bigger", "greater",
    ];
    const WORDS: [&str; 22] = [
        "more",
        "fewer",
        "less",
        "extra",
        "additional",
        "further",
        "higher",
        "lower",
        "above",
        "below",
        "over",
        "under",
        "up",
        "down",
        "increase",
        "decrease",
        "reduction",
        "improvement",
        "uplift",
        "rise",
        "drop",
        "decline",
    ];
    let first = first_word(tail);
    // `10 off target`, `$10K short of the plan`, `5 behind plan`
    let is_off = first.as_deref().is_some_and(|word| matches!(word, "off" | "short" | "behind" | "ahead"))
        && tail.trim().contains(is_space);
    is_off
        || first.is_some_and(|word| WORDS.contains(&word.as_str()))
        || last_word(tail).is_some_and(|last| COMPARING.iter().any(|word| word.eq_ignore_ascii_case(last)))
}

/// `10 now`, `20 by March`: what follows says when, not what is counted.
fn says_when(tail: &str) -> bool {
    const WORDS: [&str; 13] = [
        "yet",
        "now",
        "today",
        "currently",
        "yesterday",
        "tomorrow",
        "by",
        "before",
        "until",
        "till",
        "since",
        "as",
        "already",
    ];
    // `10 new this week`
    let mut words = tail.split_whitespace().rev();
    let (last, led) = (words.next().unwrap_or_default(), words.next());
    let is_led = led.is_some_and(|word| matches!(word, "this" | "last" | "next"));
    let is_of_a_time = is_led && table::period(last).is_some();
    is_of_a_time || first_word(tail).is_some_and(|word| WORDS.contains(&word.as_str()))
}

fn last_word(tail: &str) -> Option<&str> {
    let word = tail.strip_prefix(is_space)?.split_whitespace().next_back()?;
    Some(word.trim_matches(['(', ')', ',']))
}

fn first_word(tail: &str) -> Option<String> {
    let word = tail.strip_prefix(is_space)?.split_whitespace().next()?;
    Some(word.trim_matches(['(', ')', ',']).to_ascii_lowercase())
}

/// `50 (est.)`, `50 or so`, `50ish`
fn is_estimate(tail: &str) -> bool {
    const WORDS: [&str; 26] = [
        "planned",
        "forecast",
        "forecasted",
        "expected",
        "probably",
        "maybe",
        "ca",
        "target",
        "pending",
        "ish",
        "-ish",
        "est",
        "estimate",
        "estimated",
        "approx",
        "approximately",
        "about",
        "roughly",
        "or so",
        "circa",
        "projected",
        "provisional",
        "preliminary",
        "tbc",
        "tbd",
        "give or take",
    ];
    let words = tail.trim_matches(|c: char| is_space(c) || matches!(c, '(' | ')' | '.'));
    WORDS.iter().any(|word| words.eq_ignore_ascii_case(word))
}

/// `1 Jan`, `15 March 2026`
fn is_date(head: &Head, tail: &str) -> bool {
    let mut words = tail.split_whitespace();
    let is_day = head.bare && head.number.fract() == 0.0 && (1.0..=31.0).contains(&head.number);
    let month = words.next().unwrap_or_default().trim_end_matches(['.', ',']);
    let is_named = is_month(month) && month.starts_with(char::is_uppercase);
    is_day && is_named && words.next().is_none_or(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// ` e3`: the power that a space parts from its number.
fn power_of_ten(tail: &str) -> Option<&str> {
    let power = tail.trim_start_matches(is_space);
    let digits = power.strip_prefix(['e', 'E'])?.trim_start_matches(['-', '+']);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(power)
}

/// `100, up from 80`, `100 (3 of 5 sites)`, `50?`
fn is_remark(tail: &str) -> bool {
    const SIGNS: [char; 10] = ['.', ',', ';', '?', '!', '*', '†', '(', '[', '='];
    let rest = tail.trim_start_matches(is_space);
    let words = rest.trim_start_matches(SIGNS);
    let is_number = words.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(['(', '[']);
    words.len() < rest.len() && !is_number
}

/// `9 am`, `9:30 pm`, `9 o'clock`: a time of the day; `10 pm` may be per month, too.
pub(super) fn time_of_day(text: &str) -> Option<Fault> {
    const HALVES: [(&str, f64); 6] =
        [("am", 0.0), ("pm", 12.0), ("a.m.", 0.0), ("p.m.", 12.0), ("o'clock", 0.0), ("o’clock", 0.0)];
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (time, half, later) =
        HALVES.iter().find_map(|(half, later)| Some((lower.strip_suffix(half)?.trim_end(), *half, later)))?;
    let (hour, minutes) = time.split_once([':', '.']).unwrap_or((time, "0"));
    let (hour, minutes): (f64, u8) = (hour.parse::<u8>().ok()?.into(), minutes.parse().ok()?);
    if hour > 24.0 || minutes > 59 {
        return None;
    }
    // Twelve at night is zero hours, and at noon twelve.
    let hour = if hour == 12.0 && half != "o'clock" { 0.0 } else { hour } + later;
    let spoken = if minutes == 0 { format!("{hour} h") } else { format!("{hour} h {minutes} min") };
    let may_be_monthly = half == "pm" && time.bytes().all(|byte| byte.is_ascii_digit());
    let readings = if may_be_monthly { vec![spoken, format!("{time} per month")] } else { vec![spoken] };
    Some(Fault::unclear(Why::TimeOfDay, (0, text.len()), readings))
}

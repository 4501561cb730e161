//! Quantities inside running text.

use std::ops::Range;

use super::after;
use super::clock::{is_a_time_taken, named_ratio, second_ratio, with_unit_of_the_other};
use super::counted_for::{amount_per, noun_per, noun_per_many};
use super::currency;
use super::error::{Fault, Why};
use super::head::{self, Head};
use super::label::{self, label_end};
use super::look_alike::{is_led, look_alike};
use super::mark::DecimalMark;
use super::number_words::{TIMES_WHAT, acts, counts, is_vague};
use super::numbered::{is_named_in_words, is_scale_step};
use super::numeral::{self, is_space};
use super::parse::{explain, quantity};
use super::scanned::{Scanned, Unread};
use super::share::share_of;
use super::unit::{self, Dimension, Unit};
use super::words_around::{chunk_end, next_word, word_after, word_before, words_before};
use super::{Quantity, glued, letters, per, second_look, unusual, words};
use super::{magnitude, period, table};

/// Finds the quantities in a sentence with a point before decimals; see [`scan_all`].
pub fn scan(text: &str) -> Vec<(Range<usize>, Quantity)> {
    scan_all(text, DecimalMark::Point).found
}

/// Finds the quantities in a sentence, from left to right, each as long as possible, with their byte ranges.
///
/// Numbers in words count (`zero`, `two hundred`, `a dozen`, `half`, `double`), and so do shares (`three in ten`).
/// What only looks like a number does not: years and dates, quarters (`Q3`), percentiles (`P95`), versions (`v2`,
/// `Elastic 8.1`), ordinals (`1st`), names (`SOC 2`), adjectives (`14-day`), clock times. Runs in linear time.
pub fn scan_all(text: &str, mark: DecimalMark) -> Scanned {
    let mut scanned = Scanned::default();
    let mut at = label_end(text);
    let mut previous = ' ';
    while let Some(c) = text[at..].chars().next() {
        let boundary = !(previous.is_alphanumeric() || previous == '_');
        if c == '('
            && let Some(unread) = in_brackets(text, at, mark)
        {
            previous = ')';
            at = unread.range.end;
            scanned.unread.push(unread);
            continue;
        }
        if let Some(length) = plain_word(&text[at..]).filter(|_| boundary) {
            debug_assert!(
                matches!(candidate(text, at, false, scanned.found.last(), mark), Step::Skip(end) if end == at + length),
                "{} begins a number",
                &text[at..]
            );
            at += length;
            previous = 'a';
            continue;
        }
        if boundary && may_begin(c, previous) {
            let dash = previous.len_utf8();
            let in_range = scanned.found.last().is_some_and(|(range, _)| range.end + dash == at);
            match candidate(text, at, in_range, scanned.found.last(), mark) {
                Step::Unread(unread) => {
                    previous = ')';
                    // `3,2/5`: its rest is not a number of its own.
                    at = chunk_end(text, unread.range.end);
                    scanned.unread.push(*unread);
                    continue;
                }
                Step::Found(end, quantity) => {
                    scanned.found.push((at..end, quantity));
                    // A hyphen that follows at once is a dash, not a minus.
                    previous = ')';
                    at = end;
                    continue;
                }
                Step::Skip(end) if end > at => {
                    previous = text[..end].chars().next_back().unwrap_or(' ');
                    at = end;
                    continue;
                }
                Step::Skip(_) => {}
            }
        }
        previous = c;
        at += c.len_utf8();
    }
    letters::settle(text, &mut scanned, mark);
    second_look::settle(text, &mut scanned, mark);
    scanned
}

/// The length of a word that begins no number, whatever stands around it. Nearly every word of a sentence is one, and need not be
/// looked at as a number, a sign, a currency or a label.
fn plain_word(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `V` is a step of a scale.
    if length == 0 || text.starts_with(['I', 'V', 'X']) {
        return None;
    }
    // `EUR 300`, `Rs. 300`, `US$300`, `KR 2`, `P1D`, `zł`
    let next = text[length..].bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'.'));
    let is_led = next.is_none_or(|byte| {
        byte.is_ascii_alphabetic() || matches!(byte, b',' | b';' | b':' | b'(' | b')' | b'/' | b'%')
    });
    (is_led && !words::word(text).is_some_and(|word| words::begins_number(&word))).then_some(length)
}

enum Step {
    Found(usize, Quantity),
    Unread(Box<Unread>),
    /// Nothing here; go on from this place.
    Skip(usize),
}

/// `from stage II to stage IV`, `to IV`: the step of a scale in Roman numerals.
fn roman_step(
    text: &str,
    at: usize,
    last: Option<&(Range<usize>, Quantity)>,
    mark: DecimalMark,
) -> Option<Step> {
    let rest = &text[at..];
    if !rest.starts_with(['I', 'V', 'X']) {
        return None;
    }
    let (word, _, length) = word_after(rest, 0);
    let value = unusual::roman(word)?;
    let (near, far) = words_before(text, at);
    let is_led = |word: &str| matches!(word, "from" | "to" | "From");
    let goes_on = || {
        let first = last.filter(|(range, _)| unusual::roman(&text[range.clone()]).is_some());
        near == "to" && first.is_some()
    };
    let is_step = is_scale_step(&near.to_ascii_lowercase()) && is_led(far) || goes_on();
    let unit = Unit { dimension: Dimension::Count, scale: 1.0 };
    let number = quantity(&value.to_string(), f64::from(value), unit, true, mark).filter(|_| is_step)?;
    Some(Step::Found(at + length, number))
}

fn may_begin(c: char, previous: char) -> bool {
    match c {
        // Between two numbers this is a dash: `40-50%`.
        '-' | '−' | '–' => previous.is_whitespace() || matches!(previous, '(' | '$' | '€' | '£'),
        '.' => previous.is_whitespace() || previous == '(',
        '~' | '≈' | '+' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric() || c == '$',
        _ => currency::currency_symbols().any(|symbol| symbol.starts_with(c)),
    }
}

fn candidate(
    text: &str,
    at: usize,
    in_range: bool,
    last: Option<&(Range<usize>, Quantity)>,
    mark: DecimalMark,
) -> Step {
    let rest = &text[at..];
    // Bounded, so that a line of hostile digits costs no more than its length.
    let window = floor_boundary(rest, 200);
    let head = match head::read(&rest[..window], mark).map(|head| without_habit(text, at, head, mark)) {
        Ok(head) => head,
        Err(fault) => match with_unit_of_the_other(&rest[..window], &fault, mark)
            .or_else(|| second_ratio(text, &fault, last, at))
            .or_else(|| named_ratio(text, &fault, at))
        {
            Some(head) => Some(head),
            None => return unread(text, at, fault, mark),
        },
    };
    // `EUR 300`, `kr 5 000`; not `minus $300`
    if let Some(length) = label::of_key_result(rest).filter(|_| names_key_result(text, at)) {
        return Step::Skip(at + length);
    }
    let has_sign = head::SIGNS_IN_WORDS.iter().any(|word| rest.starts_with(word));
    let is_money = |head: &Head| {
        let unit = head.unit.dimension;
        head.digits.0 > 0 && !has_sign && matches!(unit, Dimension::Currency(_) | Dimension::CurrencyRate(_))
    };
    let is_word = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_word && !head.as_ref().is_some_and(is_money) {
        if let Some(step) = roman_step(text, at, last, mark) {
            return step;
        }
        let step = in_words(text, at, head, mark);
        if !matches!(step, Step::Skip(0)) {
            return step;
        }
        // Letters: the whole word is skipped so that its inside is never read as a number.
        let word: usize =
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum();
        return Step::Skip(at + word);
    }
    let Some(head) = head else { return Step::Skip(0) };
    if let Some(end) = ordinal(text, at, &head) {
        let (start, stop) = (at + head.digits.0, at + head.digits.1);
        let place = quantity(&text[start..stop], head.number, head.unit, true, mark);
        return place.map_or(Step::Skip(end), |place| Step::Found(stop, place));
    }
    if let Some(fault) = unusual::inexact(rest, &head) {
        return unread(text, at, fault, mark);
    }
    if let Some(fault) =
        glued::degrees(text, at, &head, is_led(text, at)).or_else(|| small_money(text, at, &head))
    {
        return unread(text, at, fault, mark);
    }
    if let Some(end) = look_alike(text, at, &head, in_range) {
        return Step::Skip(end);
    }
    if head.is_unclear && !numeral::shows_mark(text, mark) {
        let (start, end) = head.digits;
        let readings = numeral::readings(&rest[start..end], mark);
        return unread(text, at, Fault::unclear(Why::Mark, (start, end), readings), mark);
    }
    if let Some(fault) = two_in_a_row(text, at, &head) {
        return unread(text, at, fault, mark);
    }
    if text[at + head.length..].starts_with('/')
        && let Some(fault) = unusual::fraction_of_amount(rest, &head, mark)
    {
        return unread(text, at, fault, mark);
    }
    finish(text, at, head, mark)
}

/// `Practise for one hour weekly`: how often something is done, unless the number is an end of its own.
fn without_habit(text: &str, at: usize, head: Option<Head>, mark: DecimalMark) -> Option<Head> {
    let read = head?;
    let written = &text[at..at + read.length];
    let Some(adverb) = written.rfind(' ').filter(|last| period::of_adverb(&written[last + 1..]).is_some())
    else {
        return Some(read);
    };
    if is_end(text, at) { Some(read) } else { head::read(&written[..adverb], mark).ok().flatten() }
}

/// Whether an adverb is last: `2 blog posts quarterly`.
fn is_habit(text: &str, start: usize, end: usize) -> bool {
    text[start..end].rsplit(' ').next().is_some_and(|last| period::of_adverb(last).is_some())
}

/// Whether a number stands where a measure begins or ends: `from 4 weekly`.
fn is_end(text: &str, at: usize) -> bool {
    is_led(text, at)
        || matches!(
            word_before(text, at),
            "From" | "least" | "most" | "than" | "under" | "below" | "above" | "over" | "of"
        )
}

/// `the methods in KR 2.1`; `from KR 50 to KR 80` is money.
fn names_key_result(text: &str, at: usize) -> bool {
    let leads = ["in", "see", "like", "after", "for", "as", "per", "on", "and", "with", ""];
    !is_led(text, at) && leads.contains(&word_before(text, at).to_ascii_lowercase().as_str())
}

/// `from 26p to 18p`, `18c per parcel`: pence or cents, where a number is expected. `1080p` names a picture.
fn small_money(text: &str, at: usize, head: &Head) -> Option<Fault> {
    let end = at + head.length;
    let after = text[end..].strip_prefix(['p', 'c'])?;
    let is_word = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@'));
    let is_expected =
        is_led(text, at) || next_word(text, end + 1).is_some_and(|next| matches!(next, "per" | "each"));
    let is_picture = head.number >= 144.0 && text[end..].starts_with('p');
    let is_small = head.bare && head.digits.0 == 0 && !is_picture;
    (is_small && is_word && is_expected).then(|| after::no_unit(&text[at..=end], head))
}

/// `from 20 to 1 50`: nothing but a space between two numbers, so that a slip or a missing word is as likely as two numbers.
/// A year may follow a number, and so may an adjective like `2-day`.
fn two_in_a_row(text: &str, at: usize, head: &Head) -> Option<Fault> {
    let (start, end) = head.digits;
    if !head.bare || head.length != end {
        return None;
    }
    let rest = &text[at + end..];
    let next = rest.trim_start_matches(is_space);
    let count = numeral::digits(next);
    let is_year = count == 4 && next.starts_with(['1', '2']);
    let is_part_of_a_word =
        next[count..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | ':' | '/' | '_'));
    if next.len() == rest.len() || count == 0 || is_year || is_part_of_a_word {
        return None;
    }
    let both = rest.len() - next.len() + count;
    let joined = format!("{}{}", &text[at + start..at + end], &next[..count]);
    Some(Fault::unclear(Why::Groups, (start, end + both), vec![joined]))
}

/// `from 5th to 2nd place`: where the ending of the first number ends.
fn ordinal(text: &str, at: usize, head: &Head) -> Option<usize> {
    let end = at + head.digits.1;
    let ending = ["st", "nd", "rd", "th"].iter().find(|ending| text[end..].starts_with(**ending))?;
    let ends = !text[end + 2..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    if !ends || at + head.length != end {
        return None;
    }
    let rest = &text[end..end + floor_boundary(&text[end..], NEARBY)];
    let other_end = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let paired = match word_before(text, at) {
        "from" => rest.split_once(" to ").is_some_and(|(_, rest)| other_end(rest)),
        "to" => text[ceil_boundary(text, at.saturating_sub(NEARBY))..at].contains("from "),
        _ => false,
    };
    paired.then_some(end + ending.len())
}

/// How many bytes around a number may say something about it.
const NEARBY: usize = 60;

fn ceil_boundary(text: &str, wanted: usize) -> usize {
    let mut start = wanted;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// `from (5%) to 10%`: brackets with nothing but a number, where a number belongs, may say that it is below zero.
fn in_brackets(text: &str, at: usize, mark: DecimalMark) -> Option<Unread> {
    if !matches!(word_before(text, at), "from" | "to" | "From") {
        return None;
    }
    let window = floor_boundary(&text[at..], NEARBY);
    let end = at + text[at..at + window].find(')')? + 1;
    let likely = Quantity::read(&text[at + 1..end - 1], mark).ok()?;
    let error = Quantity::read(&text[at..end], mark).err()?;
    Some(Unread { range: at..end, error, likely, is_aside: false })
}

/// What is not read: it is told of with its unit, unless it is part of a name.
fn unread(text: &str, at: usize, fault: Fault, mark: DecimalMark) -> Step {
    let end_of_chunk = chunk_end(text, at);
    let (Fault::Otherwise(why, misread) | Fault::Unclear(why, misread)) = &fault else {
        return Step::Skip(end_of_chunk);
    };
    let before = &text[..at];
    let is_name = before.ends_with(['#', '@', '\\', '/', '=', '&', '.', ':', '-', '_']);
    let end = (at + misread.end).min(text.len());
    let (word, _, _) = word_after(text, end);
    let is_attached = text[end..].starts_with(char::is_alphabetic);
    let is_unit = table::unit_word(word).is_some() || magnitude::factor(word).is_some() || word == "m";
    // `1.200x86`, `3,2rc`
    if is_name || (is_attached && !is_unit) {
        return Step::Skip(end_of_chunk);
    }
    let end = with_unit(text, end, word, is_unit);
    let is_aside = *why == Why::Clock && !is_a_time_taken(text, at, end);
    let shown = &text[at..end];
    let likely = misread.readings.first().and_then(|reading| {
        let stop = (misread.end).min(shown.len());
        let meant = format!("{}{reading}{}", &shown[..misread.start], &shown[stop..]);
        Quantity::read(meant.trim_start_matches(['~', '≈']), mark).ok()
    });
    let Some(likely) = likely else { return Step::Skip(end_of_chunk) };
    Step::Unread(Box::new(Unread { range: at..end, error: explain(shown, &fault, mark), likely, is_aside }))
}

/// The end of the unit after `end`, if there is one.
fn with_unit(text: &str, end: usize, word: &str, is_unit: bool) -> usize {
    let after = text[end..].trim_start_matches(is_space);
    let start = text.len() - after.len();
    match currency::currency_symbol(after) {
        _ if is_unit => start + word.len(),
        _ if after.starts_with('%') => start + 1,
        Some((length, _)) if !after[length..].starts_with(|c: char| c.is_ascii_digit()) => start + length,
        _ => end,
    }
}

fn floor_boundary(text: &str, wanted: usize) -> usize {
    let mut end = wanted.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The number, its unit, and `tickets per week` after it.
fn finish(text: &str, at: usize, head: Head, mark: DecimalMark) -> Step {
    let (mut end, mut unit, mut bare, number) = (at + head.length, head.unit, head.bare, head.number);
    let told =
        unusual::nines(&text[at..], &head, mark).or_else(|| unusual::two_units(&text[at..], &head, mark));
    if let Some(fault) = told {
        return unread(text, at, fault, mark);
    }
    if head.ambiguous {
        let (start, stop) = (head.digits.1, head.length);
        let readings = vec![" min".to_owned(), "M".to_owned(), " metres".to_owned()];
        return unread(text, at, Fault::unclear(Why::Letter, (start, stop), readings), mark);
    }
    if bare && let Some((e, share)) = share_of(text, end, number, mark) {
        (end, unit, bare) = (e, share, false);
    } else if bare
        && let Some((e, seconds)) =
            noun_per(text, end).filter(|(e, _)| is_end(text, at) || !is_habit(text, end, *e))
        && let Some(rate) = unit::per(unit, seconds)
    {
        (end, unit, bare) = (e, rate, false);
    } else if bare && let Some(per) = noun_per_many(text, end, mark) {
        (end, unit.scale, bare) = (per.end, unit.scale / per.count, false);
    }
    if bare && text[end..].starts_with("+%") {
        // `95+%`
        let quantity = quantity(&format!("{}%", &text[at..end]), number, unit::PERCENT, false, mark);
        return quantity.map_or(Step::Skip(end), |quantity| Step::Found(end + 2, quantity));
    }
    let is_rating = matches!(unit.dimension, Dimension::Rating(_));
    // `$1.5/unit`, `$4 per 1,000 orders`; one word after `per` is read with the sentence.
    if !bare
        && !is_rating
        && let Some(per) = per::read(text, end, mark)
        && (text[end..].starts_with('/') || per.count != 1.0)
    {
        (end, unit.scale) = (per.end, unit.scale / per.count);
    }
    // `$6 per order`, `4 kg per box`, `$6 per user per month`
    if !is_rating && let Some((e, time)) = amount_per(text, end, mark) {
        (end, bare) = (e, false);
        unit = time.and_then(|seconds| unit::per(unit, seconds)).unwrap_or(unit);
    }
    match quantity(text[at..end].trim_start_matches(['~', '≈']), number, unit, bare, mark) {
        Some(quantity) => Step::Found(end, quantity),
        None => Step::Skip(end),
    }
}

/// Numbers in words, and the words that multiply.
fn in_words(text: &str, at: usize, head: Option<Head>, mark: DecimalMark) -> Step {
    let rest = &text[at..];
    let length: usize = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    if rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return Step::Skip(0);
    }
    let lower = words::word(rest);
    let lower = lower.as_deref().unwrap_or_default();
    // `twice a month` is how often.
    let times = words::multiple(lower).filter(|_| head.is_none());
    if matches!(lower, "minus" | "negative")
        && let Some((end, quantity)) = below_zero(text, at, at + length, mark)
    {
        return Step::Found(end, quantity);
    }
    // `donors who give twice`
    let is_how_often = matches!(lower, "twice" | "thrice")
        && !next_word(text, at + length).is_some_and(|word| TIMES_WHAT.contains(&word));
    let is_verb = !is_how_often
        && !rest[length..].starts_with('-')
        && (!matches!(lower, "double" | "triple") || acts(text, at));
    if let Some(times) = times.filter(|_| is_verb) {
        let unit = Unit { dimension: Dimension::Count, scale: 1.0 };
        return quantity(word, times, unit, false, mark)
            .map_or(Step::Skip(0), |q| Step::Found(at + length, q));
    }
    let Some(head) = head else { return Step::Skip(0) };
    if is_vague(text, at, lower)
        && let Ok(likely) = Quantity::read(lower, mark)
    {
        let range = at..at + length;
        let error = explain(word, &Fault::unclear(Why::About, (0, length), Vec::new()), mark);
        return Step::Unread(Box::new(Unread { range, error, likely, is_aside: false }));
    }
    if head.digits.0 == 0 && head.length > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if text[at + head.length..].starts_with('-')
            || (head.bare && is_named_in_words(text, at, head.length))
            || !counts(text, at, lower, &head, mark)
        {
            return Step::Skip(at + head.length.max(length));
        }
        return finish(text, at, head, mark);
    }
    // `EUR 300`
    finish(text, at, head, mark)
}

/// `from minus 10 to 20`: the number below zero, and where it ends.
fn below_zero(text: &str, at: usize, after_word: usize, mark: DecimalMark) -> Option<(usize, Quantity)> {
    let is_led = matches!(
        word_before(text, at),
        "from" | "From" | "to" | "at" | "of" | "is" | "than" | "below" | "above"
    );
    let start = after_word + 1;
    if !is_led
        || !text[after_word..].starts_with(' ')
        || !text[start..].starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c))
    {
        return None;
    }
    let Step::Found(end, _) = candidate(text, start, false, None, mark) else { return None };
    Some((end, Quantity::read(&text[at..end], mark).ok()?))
}

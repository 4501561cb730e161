//! A whole text as one quantity.

use super::compact::Notation;
use super::error::{Fault, QuantityError, Why};
use super::head::{self, Form, Head};
use super::mark::DecimalMark;
use super::numeral::{self, is_space};
use super::share::share_of;
use super::unit::{self, Unit};
use super::{Dimension, Quantity, after, compound, limit, per, unusual, words};
use super::{period, table};

/// More words than this after a number are a sentence.
const NOUN_WORDS: usize = 5;

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    /// Reads a text that is a quantity and nothing else, with a point before decimals.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Quantity::read(text, DecimalMark::Point)
    }
}

impl Quantity {
    /// Reads a text that is a quantity and nothing else.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    pub fn read(text: &str, mark: DecimalMark) -> Result<Self, QuantityError> {
        let text = text.trim();
        if !text.is_ascii() && text.contains(is_invisible) {
            return Quantity::read(&text.replace(is_invisible, ""), mark);
        }
        read(text, mark)
            .or_else(|fault| without_dot(text, mark).ok_or(fault))
            .map_err(|fault| with_digits(text, mark).or_else(|| fields_in(text, mark)).unwrap_or(fault))
            .map_err(|fault| explain(text, &fault, mark))
    }
}

/// `10% -> 30%`, `from 10% to 30%`, `30% (stretch 40%)`: what two fields say, in one of them.
fn fields_in(text: &str, mark: DecimalMark) -> Option<Fault> {
    const ARROWS: [&str; 4] = ["->", "=>", "→", "⟶"];
    let lower = text.to_lowercase();
    let rest = if lower.starts_with("from ") { &text["from ".len()..] } else { text };
    let way = ARROWS.iter().find_map(|arrow| rest.split_once(arrow));
    let way = way.or_else(|| rest.split_once(" to ").filter(|_| rest.len() < text.len()));
    let stretch = || {
        let (target, more) = text.split_once(['(', ',', ';', '/']).filter(|_| lower.contains("stretch"))?;
        let number = |c: char| c.is_ascii_digit() || "$€£%.,".contains(c);
        let words = more.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | ','));
        let mut numbers = words.filter(|word| word.starts_with(number));
        numbers.next().filter(|_| numbers.next().is_none()).map(|stretch| (target, stretch))
    };
    let (names, (one, other)) = match way {
        Some(way) => (["baseline", "target"], way),
        None => (["target", "stretch"], stretch()?),
    };
    let (one, other) = (one.trim(), other.trim());
    let are_read = read(one, mark).is_ok() && read(other, mark).is_ok();
    are_read.then(|| Fault::Fields(Box::new([(names[0], one.to_owned()), (names[1], other.to_owned())])))
}

/// `2O%`, `l5`: letters in place of the digits that look like them.
fn with_digits(text: &str, mark: DecimalMark) -> Option<Fault> {
    let is_letter = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    if !text.contains(is_letter) || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut changed = String::with_capacity(text.len());
    let mut follows_digit = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let precedes_digit =
            rest.peek().is_some_and(char::is_ascii_digit) && !changed.ends_with(char::is_alphabetic);
        let digit = if matches!(c, 'O' | 'o') { '0' } else { '1' };
        let is_digit = is_letter(c) && (follows_digit || precedes_digit);
        changed.push(if is_digit { digit } else { c });
        follows_digit = is_digit || c.is_ascii_digit() || follows_digit && matches!(c, '.' | ',');
    }
    let is_meant = changed != text && read(&changed, mark).is_ok();
    is_meant.then(|| Fault::otherwise(Why::LetterForDigit, (0, text.len()), changed))
}

/// Characters without a shape that programs put around the numbers people copy.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}')
}

/// `5 min.`, `1.2 млн руб.`: the dot of an abbreviation.
fn without_dot(text: &str, mark: DecimalMark) -> Option<Quantity> {
    let short = text.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphabetic))?;
    let read = read(short, mark).ok()?;
    let notation = Notation::new(read.notation.unit(), read.is_bare(), mark, text);
    Some(Quantity { value: read.value, notation })
}

/// The error, with those of its readings that can be read.
pub(super) fn explain(text: &str, fault: &Fault, mark: DecimalMark) -> QuantityError {
    let readings = match fault {
        Fault::Otherwise(_, misread) | Fault::Unclear(_, misread) => {
            let (start, end) = (misread.start.min(text.len()), misread.end.min(text.len()));
            // A sentence may say `~1.200`, and a field says what it is.
            let whole = |reading: &String| {
                format!("{}{reading}{}", &text[..start], &text[end..])
                    .trim_start_matches(['~', '≈'])
                    .to_owned()
            };
            misread.readings.iter().map(whole).filter(|reading| read(reading.trim(), mark).is_ok()).collect()
        }
        Fault::Comparator => limit::of(text)
            .filter(|(_, number)| read(number, mark).is_ok())
            .map(|(field, number)| vec![number.to_owned(), format!("{field}: {number}")])
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    QuantityError::new(text, fault, &readings, mark)
}

/// Where a number ends with its unit, so that words may follow.
pub(super) fn end_of_unit(text: &str, mark: DecimalMark) -> Option<usize> {
    let head = head::read(text, mark).ok()??;
    let part = || part_of(text, &head, mark).map(|(end, _)| end);
    let share = || share_of(text, head.length, head.number, mark).map(|(end, _)| end);
    let more = if head.bare { part().or_else(share) } else { None };
    Some(more.unwrap_or(head.length))
}

fn read(text: &str, mark: DecimalMark) -> Result<Quantity, Fault> {
    plain(text, mark).map_or_else(|| read_any(text, mark), Ok)
}

fn read_any(text: &str, mark: DecimalMark) -> Result<Quantity, Fault> {
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    // Nearly everything starts with a digit and is none of these.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        if is_absent(text) {
            return Err(Fault::Absent);
        }
        if limit::begins(text) {
            return Err(Fault::Comparator);
        }
        if let Some(unit) = frequency(text) {
            return quantity(text, 1.0, unit, false, mark).ok_or(Fault::TooLarge);
        }
        if let Some(times) = words::multiple(text) {
            let unit = Unit { dimension: Dimension::Count, scale: 1.0 };
            return quantity(text, times, unit, false, mark).ok_or(Fault::TooLarge);
        }
        if let Some(fault) = unusual::before(text) {
            return Err(fault);
        }
    }
    if !text.is_ascii()
        && let Some(fault) = unusual::digits(text)
    {
        return Err(fault);
    }
    if let Some(fault) = after::time_of_day(text) {
        return Err(fault);
    }
    let head = head::read(text, mark)?.ok_or(Fault::NoNumber)?;
    if let Some(fault) = unusual::after(text, &head, mark) {
        return Err(fault);
    }
    if let Some((end, whole)) = part_of(text, &head, mark) {
        let unit = Unit { dimension: Dimension::Rating(whole), scale: 1.0 };
        let head = Head { length: end, unit, bare: false, ..head };
        return finish(text, head, mark);
    }
    if let Some((end, unit)) = share_of(text, head.length, head.number, mark).filter(|_| head.bare) {
        return finish(text, Head { length: end, unit, bare: false, ..head }, mark);
    }
    finish(text, head, mark)
}

/// The quantity that begins with a head, unless what follows is no noun.
/// Digits, perhaps with decimals and a percent sign, as nearly all check-ins have them: there is nothing else that these can
/// mean, so that none of it is asked. Three decimals may be thousands.
fn plain(text: &str, mark: DecimalMark) -> Option<Quantity> {
    let number = text.strip_suffix('%').unwrap_or(text);
    let whole = numeral::digits(number);
    let decimals = match number[whole..].strip_prefix('.') {
        Some(decimals) if numeral::digits(decimals) == decimals.len() => decimals.len(),
        None if whole == number.len() => 0,
        _ => return None,
    };
    let is_short = (1..=MOST_DIGITS).contains(&whole) && number.len() <= MOST_DIGITS;
    let is_clear = whole == number.len() || (mark == DecimalMark::Point && !matches!(decimals, 0 | 3));
    if !is_short || !is_clear {
        return None;
    }
    let bare = number.len() == text.len();
    let unit = if bare { Unit { dimension: Dimension::Count, scale: 1.0 } } else { unit::PERCENT };
    quantity(text, number.parse().ok()?, unit, bare, mark)
}

/// Numbers of so many digits are far from the limits of what is read.
const MOST_DIGITS: usize = 12;

fn finish(text: &str, head: Head, mark: DecimalMark) -> Result<Quantity, Fault> {
    let (start, end) = head.digits;
    if head.is_unclear {
        return Err(Fault::unclear(Why::Mark, head.digits, numeral::readings(&text[start..end], mark)));
    }
    if head.ambiguous {
        let letter = (end, head.length);
        return Err(Fault::unclear(Why::Letter, letter, vec![" min".into(), "M".into(), " metres".into()]));
    }
    if let Dimension::Rating(most) = head.unit.dimension
        && head.number > most
    {
        return Err(Fault::AboveWhole);
    }
    let (unit, bare) = rest(text, &head, mark)?;
    quantity(text, head.number, unit, bare, mark).ok_or(Fault::TooLarge)
}

/// `3 of 12`: where it ends, and the 12.
fn part_of(text: &str, head: &Head, mark: DecimalMark) -> Option<(usize, f64)> {
    let after = text[head.length..].strip_prefix(" of ").filter(|_| head.bare)?;
    let whole = numeral::read(after, mark).ok()??;
    let end = text.len() - after.len() + whole.length;
    let ends = text[end..].is_empty() || text[end..].starts_with(is_space);
    (ends && whole.value > 0.0 && !whole.is_unclear).then_some((end, whole.value))
}

/// `daily`, `weekly`: once in that time.
fn frequency(text: &str) -> Option<Unit> {
    let once = Unit { dimension: Dimension::Count, scale: 1.0 };
    let seconds = match period::of_adverb(text) {
        Some(period) => table::period(period)?,
        None => between(text)?,
    };
    unit::per(once, seconds)
}

/// The seconds between two times of `every week`, `every 2 weeks` or `every other day`.
fn between(text: &str) -> Option<f64> {
    let rest = text.strip_prefix("every ").or_else(|| text.strip_prefix("Every "))?;
    if let Some(seconds) = rest.strip_prefix("other ").and_then(table::period) {
        return Some(2.0 * seconds);
    }
    if let Some(seconds) = table::period(rest) {
        return Some(seconds);
    }
    let time = Quantity::read(rest, DecimalMark::Point).ok()?;
    (time.dimension() == Dimension::Duration && time.value() > 0.0).then(|| time.value())
}

/// The quantity, unless its value is out of range.
pub(super) fn quantity(
    text: &str,
    number: f64,
    unit: Unit,
    bare: bool,
    mark: DecimalMark,
) -> Option<Quantity> {
    let value = number * unit.scale;
    let in_range =
        value.is_finite() && number.abs() <= numeral::LARGEST && unit.scale.is_finite() && unit.scale > 0.0;
    in_range.then(|| Quantity { value, notation: Notation::new(unit, bare, mark, text) })
}

/// What follows the number and its unit: nothing, or a noun, with or without `per week`.
fn rest(text: &str, head: &Head, mark: DecimalMark) -> Result<(Unit, bool), Fault> {
    let tail = &text[head.length..];
    if tail.is_empty() {
        return Ok((head.unit, head.bare));
    }
    if head.form == Form::Ratio || is_second_number(tail) {
        return Err(second_part(text, head, mark).unwrap_or(Fault::Several));
    }
    if let Some(fault) = after::fault(text, head) {
        return Err(fault);
    }
    if tail.starts_with('/') && !head.bare && !matches!(head.unit.dimension, Dimension::Rating(_)) {
        return noun(text, head, mark).ok_or(Fault::Unit);
    }
    if tail.starts_with('/') && tail[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Fault::Version);
    }
    if !tail.starts_with(|c: char| is_space(c) || is_unspaced(c)) {
        let digit_first = tail.starts_with(|c: char| c.is_ascii_digit());
        return Err(if digit_first { Fault::NoNumber } else { after::no_unit(text, head) });
    }
    noun(text, head, mark)
        .ok_or_else(|| if tail.contains(" or ") { Fault::Comparator } else { after::no_unit(text, head) })
}

/// What follows a number begins another: `-25%`, ` – $25`, ` to 25`, `..25`.
fn is_second_number(tail: &str) -> bool {
    let rest = tail.trim_start_matches(is_space);
    let joined = ["to ", "and ", "or ", "..", "…", "->", "=>", "-", "–", "—", "−", "→", "~", "+"];
    let number = |rest: &str| {
        let rest = rest.trim_start_matches(|c: char| is_space(c) || "$€£~.".contains(c));
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let date = |rest: &str| rest.bytes().filter(|byte| *byte == b'-').count() > 1;
    !date(rest)
        && (joined.iter().any(|sign| rest.strip_prefix(sign).is_some_and(number))
            || (rest.len() < tail.len() && number(rest)))
}

/// `1 h 30`, `3 h 90 min`: a time whose second part has no unit, or more of it than the first has.
fn second_part(text: &str, head: &Head, mark: DecimalMark) -> Option<Fault> {
    let is_time = head.unit.dimension == Dimension::Duration && head.form == Form::Simple;
    let rest = text[head.length..].trim_start_matches(is_space);
    let first = head.unit.scale;
    let next = table::next_smaller(first);
    let part = Quantity::read(rest, mark).ok().filter(|_| is_time && head.number >= 0.0)?;
    let seconds = match part.dimension() {
        Dimension::Count if part.is_bare() => part.value() * next,
        Dimension::Duration if part.unit_scale() < first => part.value(),
        _ => return None,
    };
    let whole = compound::show(head.number * first + seconds, first, next);
    Some(Fault::otherwise(Why::TimeParts, (0, text.len()), whole))
}

fn noun(text: &str, head: &Head, mark: DecimalMark) -> Option<(Unit, bool)> {
    let mut at = head.length;
    let mut unit = head.unit;
    for count in 0.. {
        let is_amount = matches!(unit.dimension, Dimension::Currency(_) | Dimension::Percent);
        let short = || period::abbreviated(text, at).filter(|_| is_amount);
        if let Some((seconds, end)) =
            period::after(text, at).or_else(short).or_else(|| period::abroad(text, at))
            && end == text.len()
        {
            return Some((unit::per(unit, seconds)?, false));
        }
        let start = text.len() - text[at..].trim_start_matches(is_space).len();
        if start == text.len() {
            let is_whole = !ends_in_the_middle(&text[head.length..]);
            return (count > 0 && is_whole).then_some((unit, false));
        }
        if let Some(per) = per::read(text, at, mark) {
            unit.scale /= per.count;
            at = per.end;
            continue;
        }
        let length = text[start..].find(|c| is_space(c) || c == '/').unwrap_or(text.len() - start);
        let word = &text[start..start + length];
        at = start + length;
        if count >= NOUN_WORDS || !is_noun_word(word) {
            return None;
        }
    }
    None
}

/// `100 of`, `100 per`: a word that something has to follow.
fn ends_in_the_middle(tail: &str) -> bool {
    const JOINING: [&str; 14] =
        ["of", "per", "a", "an", "the", "in", "for", "by", "with", "at", "on", "each", "every", "without"];
    tail.rsplit(is_space).next().is_some_and(|word| JOINING.contains(&word))
}

/// Letters of scripts that put no space between a number and what it counts: `500件`.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn is_noun_word(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')']);
    bare.starts_with(|c: char| c.is_alphabetic())
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '.'))
        && !matches!(
            bare.to_lowercase().as_str(),
            "or" | "and" | "to" | "than" | "from" | "until" | "plus" | "minus" | "yes" | "no" | "not"
        )
}

/// Words and signs for having no number.
fn is_absent(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "n/a", "na", "n.a.", "none", "nil", "null", "tbd", "tba", "tbc", "unknown", "missing", "-", "–", "?",
    ];
    text.len() <= 7 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_number_is_what_it_is_when_everything_is_asked(
            text in r"[0-9]{0,13}([.,][0-9]{0,5})?%{0,2}", has_comma in any::<bool>()
        ) {
            let mark = DecimalMark::of(has_comma);
            if let Some(quantity) = plain(&text, mark) {
                prop_assert_eq!(read_any(&text, mark).ok(), Some(quantity));
            }
        }
    }

    #[test]
    fn most_numbers_are_plain() {
        for text in ["5", "26.6%", "1250", "0.25", "100%", "08", "1.2345"] {
            assert!(plain(text, DecimalMark::Point).is_some(), "{text}");
        }
        for text in ["", "%", ".5", "5.", "1.250", "1,250", "-5", "5 %", "5%%", "1e3", "1234567890123"] {
            assert_eq!(plain(text, DecimalMark::Point), None, "{text}");
        }
        assert_eq!(plain("2.5", DecimalMark::Comma), None);
    }
}

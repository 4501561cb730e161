//! The part of a quantity that can be read without context: sign, currency, digits, magnitude, unit, `per week`.

use super::compound::{self, Clock, Compound};
use super::currency::{self, Currency};
use super::error::{Fault, Why};
use super::far_east;
use super::mark::DecimalMark;
use super::money::currency_before;
use super::numeral::{self, is_space};
use super::unit::{self, Dimension, Unit};
use super::words;
use super::words_around::word_after;
use super::{magnitude, period, table};

/// What was read, from the start of the text given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// Bytes read.
    pub(super) length: usize,
    /// The number with its magnitude and sign, in the written unit.
    pub(super) number: f64,
    pub(super) unit: Unit,
    /// No unit was written.
    pub(super) bare: bool,
    /// The place of the digits and how they were written, for showing other values in the same style.
    pub(super) digits: (usize, usize),
    pub(super) decimals: usize,
    pub(super) separator: Option<char>,
    /// The magnitude letter's place and factor; the factor is 1 if there is none.
    pub(super) magnitude: (usize, usize),
    pub(super) factor: f64,
    /// `m` after the number: minutes, millions or metres.
    pub(super) ambiguous: bool,
    /// `1.200`: decimals or thousands.
    pub(super) is_unclear: bool,
    /// A time in parts, or digits with colons.
    pub(super) form: Form,
}

/// What is written beside a number and its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// A number and a unit.
    Simple,
    /// A time in parts, with the seconds in the first and the last of them.
    Parts { first: f64, last: f64 },
    /// `2:1`
    Ratio,
}

/// Words for the sign of a number: `minus 10`.
pub(super) const SIGNS_IN_WORDS: [&str; 2] = ["minus ", "negative "];

fn sign(text: &str) -> (usize, f64) {
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c));
    let word = SIGNS_IN_WORDS.iter().find(|word| text.strip_prefix(**word).is_some_and(is_number));
    if let Some(word) = word {
        return (word.len(), -1.0);
    }
    match text.chars().next() {
        Some(c @ ('-' | '−' | '–')) => (c.len_utf8(), -1.0),
        Some('+') => (1, 1.0),
        _ => (0, 1.0),
    }
}

/// Whether a noun in the plural follows: `10m users` are millions.
fn counts_things(tail: &str) -> bool {
    let words = tail.strip_prefix(is_space).unwrap_or_default();
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_unit = ["deep", "wide", "high", "long", "waits", "series"].contains(&first);
    first.len() > 3 && first.ends_with('s') && !first.ends_with("ss") && !is_unit
        || ["people", "monthly", "weekly", "daily", "active"].contains(&first)
}

/// Reads the longest quantity at the start of `text`; `None` when no number begins there.
pub(super) fn read(text: &str, mark: DecimalMark) -> Result<Option<Head>, Fault> {
    let mut at = text.chars().next().filter(|c| matches!(c, '~' | '≈')).map_or(0, char::len_utf8);
    let (length, mut signum) = sign(&text[at..]);
    at += length;
    let currency = currency_before(text, &mut at);
    if currency.is_some() && length == 0 {
        let (length, s) = sign(&text[at..]);
        (at, signum) = (at + length, s);
    }
    let digits_start = at;
    let numeral = numeral::read(&text[at..], mark).map_err(|fault| fault.moved(at))?;
    let Some(numeral) = numeral else {
        return Ok(if at == 0 { spelled(text, mark) } else { None });
    };
    if currency.is_none() && text[at + numeral.length..].starts_with(':') {
        let clock = compound::read_clock(&text[at..], mark);
        if let Some(head) = clock.map(|clock| with_colons(text, at, signum, clock, mark)).transpose()? {
            return Ok(Some(head));
        }
    }
    at += numeral.length;
    // `2 and a half hours`
    let half = words::and_a_half(&text[at..]);
    at += half;
    let numeral =
        numeral::Numeral { value: if half > 0 { numeral.value + 0.5 } else { numeral.value }, ..numeral };
    let mut head = Head {
        length: at,
        number: numeral.value * signum,
        unit: Unit { dimension: Dimension::Count, scale: 1.0 },
        bare: true,
        digits: (digits_start, at),
        decimals: numeral.decimals,
        separator: numeral.separator,
        magnitude: (at, at),
        factor: 1.0,
        ambiguous: false,
        is_unclear: numeral.is_unclear,
        form: Form::Simple,
    };
    read_magnitude(text, &mut head, currency, mark)?;
    if let Some(currency) = currency {
        head.unit.dimension = Dimension::Currency(currency);
        head.bare = false;
        // `$300 USD` says it twice.
        let (word, _, end) = word_after(text, head.length);
        if let Some(other) = currency::currency_word(word) {
            // `$900K CAD`: a sign that several currencies share.
            let is_dollar = text[..digits_start].trim_end().ends_with('$') && currency.is_us_dollar();
            let is_the_same = currency.may_be(other) || is_dollar && other.has_dollar_sign();
            if !is_the_same {
                return Err(Fault::Unit);
            }
            head.unit.dimension = Dimension::Currency(other);
            head.length = end;
        }
    } else {
        read_unit(text, &mut head, mark)?;
        // `2h30` is not a unit as long as a digit follows.
        let is_time = head.unit.dimension == Dimension::Duration
            || head.ambiguous
            || head.bare && is_word_before_digit(&text[head.length..]);
        if is_time && let Some(parts) = compound::read(&text[digits_start..], mark) {
            head.take(digits_start, signum, parts);
        }
    }
    read_period(text, &mut head);
    // No share is in the thousands of percent, and no rating above its maximum, as `4.125/5` would be with thousands.
    let settled = match head.unit.dimension {
        Dimension::Percent => (10.0..=100.0).contains(&head.number.abs()),
        Dimension::Rating(most) => head.number * 1000.0 > most,
        _ => false,
    };
    head.is_unclear &= !settled;
    Ok(Some(head))
}

/// `h30`, ` h 30` is a unit already.
fn is_word_before_digit(text: &str) -> bool {
    let letters = text.trim_start_matches(is_space);
    let after = letters.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    after.len() < letters.len() && after.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands between a part and the time it is a part of.
pub(super) const PART_OF: [&str; 4] = [" an ", " a ", " of an ", " of a "];

impl Head {
    /// A number in words of that length, without a unit.
    fn of_word(length: usize, number: f64) -> Self {
        Head {
            length,
            number,
            unit: Unit { dimension: Dimension::Count, scale: 1.0 },
            bare: true,
            digits: (0, length),
            decimals: 0,
            separator: None,
            magnitude: (length, length),
            factor: 1.0,
            ambiguous: false,
            is_unclear: false,
            form: Form::Simple,
        }
    }

    /// A time in parts in place of the number and the unit that were read first.
    fn take(&mut self, start: usize, signum: f64, parts: Compound) {
        self.length = start + parts.length;
        self.number = signum * parts.seconds / parts.first;
        self.unit = Unit { dimension: Dimension::Duration, scale: parts.first };
        self.form = Form::Parts { first: parts.first, last: parts.last };
        (self.bare, self.ambiguous, self.is_unclear) = (false, false, false);
    }
}

/// `1:59:59`, `10:00 minutes`, `2:1`.
fn with_colons(
    text: &str,
    start: usize,
    signum: f64,
    clock: Clock,
    mark: DecimalMark,
) -> Result<Head, Fault> {
    let mut head = Head {
        length: start,
        number: 0.0,
        unit: Unit { dimension: Dimension::Count, scale: 1.0 },
        bare: false,
        digits: (start, start),
        decimals: 0,
        separator: None,
        magnitude: (start, start),
        factor: 1.0,
        ambiguous: false,
        is_unclear: false,
        form: Form::Ratio,
    };
    match clock {
        Clock::Time(parts) => head.take(start, signum, parts),
        Clock::Two { length, major, minor } => {
            let end = start + length;
            let (word, _, after) = word_after(text, end);
            let unit = table::period(word).filter(|seconds| [unit::HOUR, unit::MINUTE].contains(seconds));
            let Some(first) = unit else {
                let shown =
                    |first: f64| compound::show(major * first + minor * first / 60.0, first, first / 60.0);
                let readings = if minor.fract() > 0.0 {
                    // `4:25.3`; `4.0:25.3` can be nothing but a ratio.
                    let point = mark.sign();
                    let seconds = minor.to_string().replace('.', &point.to_string());
                    vec![format!("{major} min {seconds} s"), format!("{major}{point}0:{seconds}")]
                } else {
                    // `1:12.0` can be nothing but a ratio.
                    let ratio = format!("{}{}0", &text[start..end], mark.sign());
                    vec![shown(unit::MINUTE), shown(unit::HOUR), ratio]
                };
                return Err(Fault::unclear(Why::Clock, (start, end), readings));
            };
            let seconds = major * first + minor * first / 60.0;
            head.take(start, signum, Compound { length: after - start, seconds, first, last: first / 60.0 });
        }
        Clock::Ratio { length, value } => {
            let first = text[start..].find(':').unwrap_or_default();
            let number = numeral::read(&text[start..start + first], mark).ok().flatten();
            let number = number.map_or(0.0, |number| number.value);
            head.length = start + length;
            head.number = signum * number;
            // `3:2` is 1.5, and three times the half it is written in.
            head.unit.scale = if number > 0.0 { value / number } else { 1.0 };
            head.digits = (start, start + first);
            head.magnitude = (start + first, start + first);
        }
    }
    Ok(head)
}

/// Digits with one colon as a ratio, whatever else they might be.
pub(super) fn ratio(text: &str) -> Option<Head> {
    let (first, second) = text.split_once(':')?;
    let (first, second): (f64, f64) = (first.parse().ok()?, second.parse().ok()?);
    if second <= 0.0 {
        return None;
    }
    with_colons(text, 0, 1.0, Clock::Ratio { length: text.len(), value: first / second }, DecimalMark::Point)
        .ok()
}

/// `an hour`, `a week`, `a day and a half`.
fn one_of_time(text: &str) -> Option<Head> {
    let article = if text.starts_with("an ") || text.starts_with("An ") {
        2
    } else if text.starts_with("a ") || text.starts_with("A ") {
        1
    } else {
        return None;
    };
    let (word, _, end) = word_after(text, article);
    // `a quarter of a million`
    let is_part = word == "quarter" && text[end..].starts_with(" of ");
    let seconds = table::period(word).filter(|_| word.len() > 2 && !is_part)?;
    let half = words::and_a_half(&text[end..]);
    let (next, _, _) = word_after(text, end + half);
    if table::period(next).is_some() {
        return None;
    }
    let mut head = Head::of_word(article, 1.0);
    (head.length, head.bare) = (end + half, false);
    head.unit = Unit { dimension: Dimension::Duration, scale: seconds };
    if half > 0 {
        head.number = 1.5;
        head.form = Form::Parts { first: seconds, last: table::next_smaller(seconds) };
    }
    Some(head)
}

/// `once a week`, `twice per month`.
fn times_per(text: &str) -> Option<Head> {
    let (word, _, end) = word_after(text, 0);
    let times = words::times(word)?;
    period::after(text, end)?;
    let mut head = Head::of_word(end, times);
    read_period(text, &mut head);
    Some(head)
}

fn spelled(text: &str, mark: DecimalMark) -> Option<Head> {
    if let Some(parts) = compound::read_iso(text, mark) {
        let mut head = with_colons(text, 0, 1.0, Clock::Time(parts), mark).ok()?;
        head.length = parts.length;
        return Some(head);
    }
    if let Some(head) = one_of_time(text).or_else(|| times_per(text)) {
        return Some(head);
    }
    let spelled = words::read(text)?;
    let mut head = Head::of_word(spelled.length, spelled.value);
    head.unit.dimension = spelled.dimension;
    head.bare = spelled.dimension == Dimension::Count;
    if head.bare {
        read_unit(text, &mut head, mark).ok()?;
        read_period(text, &mut head);
    } else if let Some(rest) = PART_OF.iter().find_map(|words| text[head.length..].strip_prefix(words)) {
        // `half an hour`, `three quarters of an hour`
        let (word, _, end) = word_after(rest, 0);
        let dimension = match word {
            "percent" => Some((Dimension::Percent, 1.0, end)),
            // `half a point`
            "point" => Some((Dimension::Points, 1.0, end)),
            "percentage" if rest[end..].starts_with(" point") => {
                Some((Dimension::Points, 1.0, end + " point".len()))
            }
            _ => table::period(word).map(|seconds| (Dimension::Duration, seconds, end)),
        };
        if let Some((dimension, scale, end)) = dimension {
            head.length = text.len() - rest.len() + end;
            head.number /= 100.0;
            head.unit = Unit { dimension, scale };
        }
    }
    Some(head)
}

/// `mil` is a thousand in Spanish and Portuguese, and short for a million elsewhere; `T€` are thousands of euros or trillions.
fn unclear_scale(text: &str, head: &Head, word: &str, end: usize) -> Option<Fault> {
    let readings = match word {
        "mil" | "Mil" | "MIL" => ["K", "M"],
        "T" if text[end..].starts_with('€') => ["K", " trillion "],
        _ => return None,
    };
    // `1.1 mil. Kč`
    let end = end + usize::from(text[end..].starts_with('.') && word != "T");
    Some(Fault::unclear(Why::Scale, (head.length, end), readings.map(str::to_owned).to_vec()))
}

fn read_magnitude(
    text: &str,
    head: &mut Head,
    currency: Option<Currency>,
    mark: DecimalMark,
) -> Result<(), Fault> {
    let (word, start, mut end) = word_after(text, head.length);
    let (signum, number) = (head.number.signum(), head.number.abs());
    if let Some(scaled) = far_east::read(text, head.length, number) {
        // A number of several parts is shown as one in digits.
        if scaled.in_parts {
            head.digits.1 = scaled.end;
            (head.decimals, head.separator) = (0, Some(mark.thousands()));
        }
        head.magnitude = if scaled.in_parts { (scaled.end, scaled.end) } else { (start, scaled.end) };
        head.factor = if scaled.in_parts || number == 0.0 { 1.0 } else { scaled.value / number };
        (head.number, head.length) = (signum * scaled.value, scaled.end);
        return Ok(());
    }
    if word.is_empty() {
        return Ok(());
    }
    if let Some(fault) = unclear_scale(text, head, word, end) {
        return Err(fault);
    }
    let attached = start == head.length;
    let money = currency.is_some()
        || currency::currency_symbol(text[end..].trim_start_matches(is_space)).is_some()
        || currency::currency_word(word_after(text, end).0).is_some();
    let factor = match word {
        "L" if currency.is_some_and(Currency::counts_in_lakh) => Some(1e5),
        // `$5 mm`
        "mm" if money => Some(1e6),
        "B" if text[end..].trim().is_empty() => Some(1e9),
        "m" if text[end..].starts_with(['²', '³']) || is_speed(&text[end..]) => None,
        _ if money && of_money(text, word, end, currency).is_some() => of_money(text, word, end, currency),
        "m" => {
            head.ambiguous = true;
            None
        }
        // Spaced single letters are too often something else: "5 B corps".
        _ if attached || word.chars().count() > 1 || money || !word.is_ascii() => magnitude::factor(word),
        "K" | "k" | "M" => magnitude::factor(word),
        _ => None,
    };
    if let Some(mut factor) = factor {
        // `5 hundred thousand`, `1.5 lakh crore`
        let (second, _, second_end) = word_after(text, end);
        if let Some(more) = magnitude::factor(second).filter(|more| second.len() > 1 && *more > factor) {
            (factor, end) = (factor * more, second_end);
        }
        // `Mio. €`, `тыс. руб.`
        let last = text[start..end].rsplit(is_space).next().unwrap_or_default();
        let is_short = last.len() > 1 && !matches!(last, "thousand" | "million" | "billion" | "trillion");
        let dotted = is_short && text[end..].starts_with('.') && text[end + 1..].starts_with(is_space);
        end += usize::from(dotted);
        head.magnitude = (start, end);
        head.factor = factor;
        head.number *= factor;
        head.length = end;
    } else if head.ambiguous && counts_things(&text[end..]) {
        head.ambiguous = false;
        head.magnitude = (start, end);
        head.factor = 1e6;
        head.number *= 1e6;
        head.length = end;
    } else if head.ambiguous {
        head.length = end;
    }
    Ok(())
}

/// What a word multiplies an amount of money by: `$1.1 mi`, `₺900 bin`, but not the `$900 grand total`.
fn of_money(text: &str, word: &str, end: usize, currency: Option<Currency>) -> Option<f64> {
    let is_other = match word {
        "grand" => word_after(text, end).0 == "total",
        "bin" => !currency.is_some_and(Currency::is_lira) && !is_lira_after(text, end),
        _ => false,
    };
    magnitude::factor_of_money(word).filter(|_| !is_other)
}

/// `900 bin TL`, `900 bin ₺`
fn is_lira_after(text: &str, end: usize) -> bool {
    let sign =
        currency::currency_symbol(text[end..].trim_start_matches(is_space)).map(|(_, currency)| currency);
    sign.or_else(|| currency::currency_word(word_after(text, end).0)).is_some_and(Currency::is_lira)
}

/// What follows the `m` of metres per second.
fn is_speed(text: &str) -> bool {
    let second = text.strip_prefix("/s");
    second.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// `m2`, `m3`, `ft2`: a unit with its power in a digit.
fn with_power(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let after = text[letters..].strip_prefix(['2', '3'])?;
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (ends && matches!(&text[..letters], "m" | "km" | "cm" | "dm" | "ft")).then_some(letters + 1)
}

/// `tCO2e`, `kgCO₂`: the weight of a gas, whose name ends in a digit.
fn with_gas(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['k', 'M']).unwrap_or(text).strip_prefix(['t', 'g'])?;
    let rest = rest.strip_prefix("CO2").or_else(|| rest.strip_prefix("CO₂"))?;
    let rest = rest.strip_prefix('e').unwrap_or(rest);
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

/// The word at `at` that may be a unit: letters, `°C`, `m²`, `m3`.
fn unit_after(text: &str, at: usize) -> (&str, usize, usize) {
    let start = at + text[at..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum::<usize>();
    // Many keyboards have the sign of `1º` at hand and no degree sign.
    let degree = if text[start..].starts_with(['°', 'º']) { '°'.len_utf8() } else { 0 };
    if let Some(length) = with_power(&text[start..]).or_else(|| with_gas(&text[start..])) {
        return (&text[start..start + length], start, start + length);
    }
    if let Some(sign) = text[start..].chars().next().filter(|c| matches!(c, '℃' | '℉' | '㎏')) {
        return (&text[start..start + sign.len_utf8()], start, start + sign.len_utf8());
    }
    let (_, from, mut end) = word_after(text, start + degree);
    if from != start + degree {
        return ("", start, start);
    }
    if end > start
        && let Some(power) = text[end..].chars().next().filter(|c| matches!(c, '²' | '³'))
    {
        end += power.len_utf8();
    }
    (&text[start..end], start, end)
}

fn read_unit(text: &str, head: &mut Head, mark: DecimalMark) -> Result<(), Fault> {
    let at = head.length;
    if at == text.len() {
        return Ok(());
    }
    let spaces: usize = text[at..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
    let rest = &text[at + spaces..];
    let mut set = |length: usize, dimension, scale| {
        head.length = length;
        head.unit = Unit { dimension, scale };
        head.bare = false;
        Ok(())
    };
    if rest.starts_with('‰') {
        return set(at + spaces + '‰'.len_utf8(), Dimension::Percent, 0.1);
    }
    if rest.starts_with('%') {
        let after = at + spaces + 1;
        for points in ["-points", " points", "-pts", " pts", " absolute", " (absolute)", " (points)"] {
            if text[after..].starts_with(points) {
                return set(after + points.len(), Dimension::Points, 1.0);
            }
        }
        return set(after, Dimension::Percent, 1.0);
    }
    if let Some((length, currency)) = currency::currency_symbol(rest).filter(|_| !rest.starts_with("R$")) {
        // `300 €`, but not the `$` that begins the next amount.
        if !rest[length..].starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return set(at + spaces + length, Dimension::Currency(currency), 1.0);
        }
    }
    for (words, dimension) in [
        ("percentage points", Dimension::Points),
        ("percentage point", Dimension::Points),
        ("percent points", Dimension::Points),
        ("per cent points", Dimension::Points),
        ("pct points", Dimension::Points),
        ("per cent", Dimension::Percent),
        ("pour cent", Dimension::Percent),
        ("por ciento", Dimension::Percent),
        ("por cento", Dimension::Percent),
        ("-percent", Dimension::Percent),
        ("p.p.", Dimension::Points),
    ] {
        if rest.starts_with(words) {
            return set(at + spaces + words.len(), dimension, 1.0);
        }
    }
    if rest.starts_with("basis points") {
        return set(at + spaces + "basis points".len(), Dimension::Points, 0.01);
    }
    if let Some((length, unit)) = table::of_two_words(rest) {
        return set(at + spaces + length, unit.dimension, unit.scale);
    }
    if is_speed(rest.strip_prefix('m').unwrap_or_default()) {
        return set(at + spaces + 1, Dimension::Physical(unit::Physical::Length), 1.0);
    }
    // `3×`
    if spaces == 0 && rest.starts_with('×') {
        return set(at + '×'.len_utf8(), Dimension::Count, 1.0);
    }
    // `4.6★`
    if let Some(star) = rest.chars().next().filter(|c| matches!(c, '★' | '⭐')) {
        return set(at + spaces + star.len_utf8(), Dimension::Count, 1.0);
    }
    if let Some(max) = out_of(text, at, mark) {
        return set(max.0, Dimension::Rating(max.1), 1.0);
    }
    let (word, start, end) = unit_after(text, at);
    // Most single letters belong to the number only when they touch it (`3x`); `0.25 s`, `2 h` and `3 d` are units. `3A` and
    // `5G` are names.
    let is_letter = word.len() == 1;
    let known = if start == at { "xX×shdwygtlLW" } else { "shdwygtlLW" };
    // `12 V`, `5 N`, where nothing follows that they could be part of the name of.
    let is_last = end == text.len() && matches!(word, "V" | "A" | "N" | "J");
    if head.ambiguous
        || (is_letter
            && !is_last
            && (!known.contains(word)
                || text[end..].starts_with('/') && text[end + 1..].starts_with(char::is_uppercase)))
    {
        return Ok(());
    }
    if let Some((bits, bytes)) = table::bits_or_bytes(word) {
        // `20 Mb/s` are bits, and `500 mb` are bytes; `20 mb/s` may be either.
        let is_speed = period::after(text, end).is_some();
        let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_speed == is_small {
            let readings = vec![bits, bytes];
            return Err(Fault::unclear(Why::Bits, (start, end), readings));
        }
        let meant = if is_small { bytes } else { bits };
        return match table::unit_word(&meant) {
            Some(unit) => set(end, unit.dimension, unit.scale),
            None => Ok(()),
        };
    }
    if let Some((end, unit)) =
        working_days(text, start).or_else(|| table::unit_word(word).map(|unit| (end, unit)))
    {
        return set(end, unit.dimension, unit.scale);
    }
    Ok(())
}

/// `3 business days` are three days; the calendar is not ours to know.
fn working_days(text: &str, start: usize) -> Option<(usize, Unit)> {
    for prefix in ["business ", "working ", "calendar "] {
        if text[start..].starts_with(prefix) {
            let (word, _, end) = word_after(text, start + prefix.len());
            let seconds = table::period(word)?;
            return Some((end, Unit { dimension: Dimension::Duration, scale: seconds }));
        }
    }
    None
}

/// `/5`, ` / 5`, ` out of 5`: where it ends and the maximum.
pub(super) fn out_of(text: &str, at: usize, mark: DecimalMark) -> Option<(usize, f64)> {
    let rest = text[at..].trim_start_matches(is_space);
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix("out of "))?;
    let rest = rest.trim_start_matches(is_space);
    let (value, length) = match numeral::read(rest, mark) {
        Ok(Some(numeral)) => (numeral.value, numeral.length),
        _ => words::read(rest).filter(|w| w.dimension == Dimension::Count).map(|w| (w.value, w.length))?,
    };
    let ends = !rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-' || c == '%');
    (ends && value > 0.0).then(|| (text.len() - rest.len() + length, value))
}

fn read_period(text: &str, head: &mut Head) {
    let is_amount = matches!(head.unit.dimension, Dimension::Currency(_) | Dimension::Percent);
    let short = || period::abbreviated(text, head.length).filter(|_| is_amount);
    if let Some((seconds, end)) = period::after(text, head.length).or_else(short)
        && let Some(unit) = unit::per(head.unit, seconds)
    {
        head.unit = unit;
        head.bare = false;
        head.length = end;
    }
}

//! A computed value in the style of the quantity it belongs to.

use super::head::{self, Form, Head};
use super::mark::DecimalMark;
use super::period;
use super::{Dimension, Quantity, compound, numeral, words};
use std::borrow::Cow;

impl Quantity {
    /// A value in this quantity's dimension (base unit), written as this quantity's author writes: beside `23%`, 31.24
    /// is `31.2%`; beside `$1.2M`, 1,050,000 is `$1.05M`. At most one decimal more than the author's, and none behind four digits;
    /// trailing zeros go.
    pub fn display_like(&self, base_value: f64) -> String {
        self.display_with(0, base_value)
    }

    /// The same with some decimals more.
    fn display_with(&self, more: usize, base_value: f64) -> String {
        let (number, text) = (base_value / self.notation.unit().scale, self.text());
        let mark = self.notation.mark();
        match head::read(text, mark) {
            Ok(Some(Head { form: Form::Parts { first, last }, .. })) => {
                compound::show(base_value, first, last)
            }
            _ if self.is_of_a_small_whole() => format!("{}%", fixed(base_value, 1, mark)),
            Ok(Some(head)) if text[head.digits.0..].starts_with(char::is_alphabetic) => {
                in_digits(text, head.digits.1, number, self.dimension(), mark)
            }
            Ok(Some(head)) => in_style(text, &head, number, more, mark),
            // `weekly` is all unit, and so is `every 2 weeks`.
            _ => match period::of_adverb(text) {
                Some(period) => format!("{} per {period}", fixed(number, 1, mark)),
                None if text.starts_with("every ") => format!("{} times {text}", fixed(number, 1, mark)),
                None => fixed(number, 1, mark),
            },
        }
    }

    /// As [`Quantity::display_like`], with the fewest decimals more with which the number that is shown is true to what is said with it;
    /// `None` if none of them is.
    #[must_use]
    pub fn display_true(&self, base_value: f64, is_true: impl Fn(f64) -> bool) -> Option<String> {
        let mark = self.notation.mark();
        let mut all = (0..=MOST_DECIMALS).map(|more| self.display_with(more, base_value));
        all.find(|shown| {
            Quantity::read(shown, mark).is_ok_and(|read| is_true(read.with_unit_of(self).value_beside(self)))
        })
    }

    /// A value in this quantity's dimension (base unit) with as many digits as it has, for whom writes it into a file: beside `$1.2M`,
    /// 1,650,000 is `$1.65M` and 1,234,000 `$1.2340M`; beside `2 h`, 7,800 is `2 h 10 min`. Rounded as [`Quantity::display_like`] if no
    /// digits are enough.
    #[must_use]
    pub fn write_like(&self, base_value: f64) -> String {
        let (text, mark) = (self.text(), self.notation.mark());
        let short = self.display_like(base_value);
        let is_exact = |written: &String| {
            let read = Quantity::read(written, mark).ok().map(|read| read.with_unit_of(self));
            read.is_some_and(|read| {
                (read.value - base_value).abs() <= 1e-9 * base_value.abs().max(self.unit_scale())
            })
        };
        if is_exact(&short) {
            return short;
        }
        let number = base_value / self.notation.unit().scale;
        let head = head::read(text, mark).ok().flatten();
        let simple = head.filter(|head| {
            head.form == Form::Simple
                && text[head.digits.0..].starts_with(|c: char| c.is_ascii_digit() || c == mark.sign())
        });
        let in_decimals = |head: &Head| {
            // A zero more tells decimals from thousands.
            let digits =
                ((head.decimals + 1)..=MOST_DECIMALS).flat_map(|decimals| [(decimals, ""), (decimals, "0")]);
            let mut written = digits.map(|(decimals, zero)| {
                styled(text, head, number, mark, |number, _| fixed(number, decimals, mark) + zero)
            });
            written.find(is_exact)
        };
        let in_parts = || {
            let first = self.unit_scale();
            let is_time = self.dimension() == Dimension::Duration && first > 1.0;
            is_time.then(|| compound::show(base_value, first, super::table::next_smaller(first)))
        };
        let written = simple.as_ref().and_then(in_decimals);
        // `2 h 10 min` rather than `2.1667 h`
        written.or_else(|| in_parts().filter(is_exact)).unwrap_or(short)
    }

    /// `1 in 5`: a computed share is clearer as `31%` than as `1.55 in 5`. Of a larger whole, as in `31 in a thousand`, it is
    /// written as its author writes it.
    pub(super) fn is_of_a_small_whole(&self) -> bool {
        self.dimension() == Dimension::Percent && self.unit_scale() > 1.0
    }

    /// The unit as written, for machine output: `%`, `hours`, `$`, `ms`, `/5`, `per week`; empty for a bare number.
    pub fn unit_name(&self) -> String {
        let text = self.text();
        let Ok(Some(head)) = head::read(text, self.notation.mark()) else {
            // `weekly` is all unit.
            return text.to_owned();
        };
        if let Form::Parts { first, .. } = head.form {
            return compound::name(first).to_owned();
        }
        let before = before(text, &head);
        let before = before.trim();
        let after = match text[head.magnitude.1..].trim() {
            // `half`
            "" if before.is_empty() && self.dimension() == Dimension::Percent => "%",
            after => after,
        };
        match (before.is_empty(), after.is_empty()) {
            (true, _) => after.to_string(),
            (false, true) => before.to_string(),
            (false, false) => format!("{before} {after}"),
        }
    }
}

/// Beside a number in words, a number in digits: `two hours` and `1.5 hours`, `half of teams` and `31% of teams`.
fn in_digits(text: &str, length: usize, number: f64, dimension: Dimension, mark: DecimalMark) -> String {
    let (digits, after) = (fixed(number, 1, mark), &text[length..]);
    let is_share = words::read(text).is_some_and(|words| words.dimension == Dimension::Percent);
    if is_share && dimension != Dimension::Duration {
        return format!("{digits}%{after}");
    }
    // `half an hour`
    let unit = head::PART_OF.iter().find_map(|words| after.strip_prefix(words)).filter(|_| is_share);
    let unit = unit.map_or(after.to_owned(), |unit| format!(" {unit}"));
    format!("{digits}{}", agree(&unit, &digits))
}

fn in_style(text: &str, head: &Head, number: f64, more: usize, mark: DecimalMark) -> String {
    styled(text, head, number, mark, |number, steps| clear(number, head.decimals, (steps, more), mark))
}

/// A number in the author's style, its digits as `digits_of` writes them: the number, and how many places its unit is larger than the
/// author's, as millions are beside thousands.
fn styled(
    text: &str,
    head: &Head,
    number: f64,
    mark: DecimalMark,
    digits_of: impl Fn(f64, usize) -> String,
) -> String {
    let letter = &text[head.magnitude.0..head.magnitude.1];
    // A separate letter, as in `3 M`, is not replaced: few are read there.
    let is_apart = !letter.is_empty() && head.magnitude.0 > head.digits.1;
    let (factor, letter) = match is_apart {
        true => (head.factor, letter),
        false => fitting_magnitude(letter, head.factor, number),
    };
    let places = if factor > head.factor { libm::log10(factor / head.factor).round() as usize } else { 0 };
    let digits = digits_of(number / factor, places);
    let (minus, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut before = before(text, head);
    if before.ends_with(|c: char| c.is_ascii_alphabetic()) && text[head.digits.0..].starts_with('.') {
        // `EUR.5`: before another digit it would be one word.
        before.push(' ');
    }
    before.insert_str(0, minus);
    let gap = if letter.is_empty() { "" } else { &text[head.digits.1..head.magnitude.0] };
    let after = agree(&text[head.magnitude.1..], digits);
    [before.as_str(), &grouped(digits, head.separator, mark), gap, letter, &after].concat()
}

/// What stands before the digits, without the sign.
fn before(text: &str, head: &Head) -> String {
    let before = &text[..head.digits.0];
    let before = head::SIGNS_IN_WORDS.iter().find_map(|word| before.strip_prefix(word)).unwrap_or(before);
    before.chars().filter(|c| !"+-−–~≈".contains(*c)).collect()
}

/// `$1.2M` shows 485,000 as `$485K`: the author's magnitude while it fits, otherwise its neighbour. Millions are `M` beside `k`
/// too, for `m` may mean minutes.
fn fitting_magnitude(letter: &str, factor: f64, number: f64) -> (f64, &str) {
    const LADDER: [(f64, &str, &str); 3] = [(1e3, "K", "k"), (1e6, "M", "M"), (1e9, "B", "b")];
    let single = letter.len() == 1;
    let scaled = (number / factor).abs();
    if !single || number == 0.0 || (1.0..1000.0).contains(&scaled) {
        return (factor, letter);
    }
    let lower = letter.chars().all(char::is_lowercase);
    let fit = LADDER.iter().rev().find(|(f, _, _)| number.abs() >= *f);
    fit.map_or((1.0, ""), |&(f, upper, small)| (f, if lower { small } else { upper }))
}

/// More decimals than these are no longer what anybody writes.
const MOST_DECIMALS: usize = 6;

/// At most one decimal more than the author's, in whose unit it may be fewer `places`, and none behind four digits unless the author
/// has them; `more` on top. Never digits that could be decimals or thousands, as in `1.234`.
fn clear(number: f64, author: usize, (places, more): (usize, usize), mark: DecimalMark) -> String {
    let whole = match number.abs() {
        ..10.0 => 1,
        10.0..100.0 => 2,
        100.0..1000.0 => 3,
        _ => 4,
    };
    let decimals = (author + 1 + places).min(author.max(4 - whole)) + more;
    let digits = fixed(number, decimals, mark);
    let (whole, fraction) = digits.split_once(mark.sign()).unwrap_or((&digits, ""));
    let whole = whole.trim_start_matches('-');
    if fraction.len() != 3 || whole.len() > 3 || whole.starts_with('0') {
        return digits;
    }
    if author < 3 && more == 0 { fixed(number, 2, mark) } else { digits + "0" }
}

/// Rounded to `decimals`, without trailing zeros and without a minus on zero.
fn fixed(number: f64, decimals: usize, mark: DecimalMark) -> String {
    // Halves round away from zero, as people expect; the nudge undoes what binary fractions lose (`31.25` is exact,
    // `1.005` is not).
    let power = 10f64.powi(i32::try_from(decimals.min(15)).unwrap_or(15));
    let scaled = number * power;
    if decimals <= 15 && scaled.abs() < 1e15 {
        return in_decimals((scaled * (1.0 + f64::EPSILON)).round() as i64, decimals, mark);
    }
    let mut digits = format!("{number:.decimals$}");
    if digits.contains('.') {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    match mark {
        DecimalMark::Point => digits,
        DecimalMark::Comma => digits.replace('.', ","),
    }
}

/// So many units of the last decimal, without trailing zeros. A status shows tens of thousands of numbers, and formatting a
/// float takes ten times as long.
fn in_decimals(mut number: i64, mut decimals: usize, mark: DecimalMark) -> String {
    while decimals > 0 && number % 10 == 0 {
        (number, decimals) = (number / 10, decimals - 1);
    }
    let mut digits = number.unsigned_abs().to_string();
    if decimals > 0 {
        let zeros = (decimals + 1).saturating_sub(digits.len());
        digits.insert_str(0, &"0".repeat(zeros));
        digits.insert(digits.len() - decimals, mark.sign());
    }
    if number < 0 {
        digits.insert(0, '-');
    }
    digits
}

fn grouped(digits: &str, separator: Option<char>, mark: DecimalMark) -> Cow<'_, str> {
    let Some(separator) = separator else { return Cow::Borrowed(digits) };
    let (whole, fraction) = digits.split_at(digits.find(mark.sign()).unwrap_or(digits.len()));
    Cow::Owned(numeral::in_groups(whole, separator) + fraction)
}

/// `1 hour`, `2 hours`: only for time units, whose plural is known.
fn agree<'u>(unit: &'u str, digits: &str) -> Cow<'u, str> {
    const TIMES: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];
    let word = unit.trim();
    let singular = word.strip_suffix('s').unwrap_or(word);
    if !unit.starts_with(char::is_whitespace) || !TIMES.contains(&singular) {
        return Cow::Borrowed(unit);
    }
    let space = &unit[..unit.len() - unit.trim_start().len()];
    Cow::Owned(if digits == "1" { format!("{space}{singular}") } else { format!("{space}{singular}s") })
}

/// The text of a bare number with the unit of another around it.
pub(super) fn borrow_unit(bare: &Quantity, other: &Quantity) -> String {
    let (number, other, mark) = (bare.text(), other.text(), other.notation.mark());
    let Ok(Some(head)) = head::read(other, mark) else { return number.to_owned() };
    let before = before(other, &head);
    let parts;
    let after = match head.form {
        Form::Parts { first, .. } => {
            parts = format!(" {}", compound::name(first));
            &parts
        }
        _ => &other[head.magnitude.1..],
    };
    let in_words = head::SIGNS_IN_WORDS.iter().find_map(|word| number.strip_prefix(word));
    match number.strip_prefix(['-', '−', '–']).or(in_words) {
        Some(rest) => format!("-{before}{rest}{after}"),
        None => format!("{before}{number}{}", agree(after, number)),
    }
}

/// The text of a number with the time that another is counted for: `$260 a month` beside `$300 a month`. `None` if the other names none.
pub(super) fn borrow_period(number: &Quantity, other: &Quantity) -> Option<String> {
    let text = other.text();
    let led = || period::LEADS.iter().filter_map(|lead| text.rfind(lead)).max();
    // `$30/seat/mo`: who leaves out the time leaves out the seat as well.
    let per = other.counted_for().filter(|_| number.counted_for().is_none()).map(|per| per.start);
    let last =
        || (0..text.len()).filter(|at| text.is_char_boundary(*at)).find(|at| period::ends_with(text, *at));
    let period = per.or_else(led).or_else(last).filter(|period| *period > 0)?;
    Some(format!("{}{}", number.text(), &text[period..]))
}

//! Why a text is not a quantity, in words for people who do not program.

use super::mark::DecimalMark;
use crate::wrong::Wrong;
use std::fmt;

/// A text that could not be read as a quantity. Its `Display` says what was wrong on the first line, and what to write on
/// the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    message: Box<str>,
    help: Box<str>,
    replacement: Option<Box<str>>,
    readings: Box<[String]>,
    is_none: bool,
}

/// What was wrong with the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    NoNumber,
    /// `n/a`, `tbd`: a word for having no number.
    Absent,
    /// Separators that make no groups of three digits.
    Grouping,
    Programmer,
    Version,
    TooLarge,
    Comparator,
    Unit,
    /// More than one number: `20-25%`.
    Several,
    /// What two fields say, in one of them, with their names: `10% -> 30%`.
    Fields(Box<[(&'static str, String); 2]>),
    /// A part of more than there is: `5/4`.
    AboveWhole,
    /// How much was added: `300 more`.
    Added,
    /// Means one number, which is written otherwise here.
    Otherwise(Why, Box<Misread>),
    /// May mean any of these.
    Unclear(Why, Box<Misread>),
}

/// The part of a text that is written otherwise, from byte to byte, and what to write in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misread {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) readings: Vec<String>,
}

/// Why a number is not read as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The decimal mark of other countries: `3,2`, or `1.200` for 1,200.
    Mark,
    /// Groups of digits as in India: `1,00,000`.
    Groups,
    /// `(50)`, perhaps for -50.
    Brackets,
    /// `½`, `2 1/2`.
    Fraction,
    /// `3rd`.
    Ordinal,
    /// Digits of other scripts.
    Digits,
    /// `45m`: minutes, millions or metres.
    Letter,
    /// `10:00`.
    Clock,
    /// `500 Mb`: bits or bytes.
    Bits,
    /// `± 5`, `--5`, `- 5`.
    Sign,
    /// `5 mil`: thousands or millions.
    Scale,
    /// `5 thousnd`
    ScaleWord,
    /// `one half fifty`: words for a number, of which only the first are read
    Words,
    /// `%95`
    Percent,
    /// `about 5`
    About,
    /// `20 by March`
    When,
    /// `3'30"`
    Prime,
    /// `10^3`
    Power,
    /// `80 cents` beside `$1`
    Part,
    /// `2 x 40`
    Product,
    /// `three nines`
    Nines,
    /// `5 ft 6 in`
    Parts,
    /// `1 h 30`, `3 h 90 min`
    TimeParts,
    /// `3 to 1`
    Ratio,
    /// `9 am`
    TimeOfDay,
    /// `100, up from 80`
    Remark,
    /// `12p`: pence or pages
    Letters,
    /// `NPS 40`, `x2`
    Order,
    /// `2O%` for 20%
    LetterForDigit,
    /// `60fps`
    Glued,
    /// `18°`
    Degrees,
    /// `5.5 in`
    Inches,
}

impl Fault {
    pub(super) fn otherwise(why: Why, range: (usize, usize), reading: String) -> Self {
        let (start, end) = range;
        Fault::Otherwise(why, Box::new(Misread { start, end, readings: vec![reading] }))
    }

    pub(super) fn unclear(why: Why, range: (usize, usize), readings: Vec<String>) -> Self {
        let (start, end) = range;
        Fault::Unclear(why, Box::new(Misread { start, end, readings }))
    }

    /// The same fault of a text that begins `by` bytes earlier.
    pub(super) fn moved(mut self, by: usize) -> Self {
        if let Fault::Otherwise(_, misread) | Fault::Unclear(_, misread) = &mut self {
            misread.start += by;
            misread.end += by;
        }
        self
    }
}

/// Longer texts are cut in messages.
const SHOWN_CHARACTERS: usize = 40;

impl QuantityError {
    /// The forms a value may take, for messages.
    pub(super) const ACCEPTED: &'static str = "write a number and, if it has one, its unit: 1200, 1,200, 12.5K, 23%, 2pp, $485K, 300 EUR, \
        4.5/5, 72 hours, 250 ms, 2.5 GB, 3 per week, 1,200 tickets";

    /// `readings` are whole texts that can be read, each in place of the one that cannot.
    pub(super) fn new(text: &str, fault: &Fault, readings: &[String], mark: DecimalMark) -> Self {
        let mut shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let replacement = match (fault, readings) {
            (Fault::Otherwise(..), [one]) => Some(one.as_str().into()),
            _ => None,
        };
        let message = message(&shown, fault, mark).into();
        let is_open = matches!(fault, Fault::Unclear(..)) && readings.len() > 1;
        let open = if is_open { readings } else { &[] };
        QuantityError {
            message,
            help: help(fault, readings, mark).into(),
            replacement,
            readings: open.into(),
            is_none: matches!(fault, Fault::Absent),
        }
    }

    /// What is wrong, as a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Whether it is a word for having no number: `n/a`, `none`.
    #[must_use]
    pub fn says_that_there_is_none(&self) -> bool {
        self.is_none
    }

    /// The texts of which one was meant, where more than one may be.
    pub(super) fn readings(&self) -> &[String] {
        &self.readings
    }

    /// The intended text, if there is no doubt about it: `3.2%` for `3,2%`.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        self.replacement.as_deref()
    }
}

fn message(text: &str, fault: &Fault, mark: DecimalMark) -> String {
    match fault {
        Fault::Empty => "there is no value here".to_owned(),
        Fault::NoNumber | Fault::Absent => format!("`{text}` is not a number"),
        Fault::Grouping => format!("the digits in `{text}` are not in groups of three"),
        Fault::Programmer => format!("`{text}` is a programmer's way to write a number"),
        Fault::Version => format!("`{text}` looks like a version or a date, not like a quantity"),
        Fault::TooLarge => format!("`{text}` is too large to be a quantity"),
        Fault::Comparator => format!("`{text}` is a limit, not a value"),
        Fault::Unit => format!("the unit in `{text}` is not one that can be read"),
        Fault::Several | Fault::Fields(_) => format!("`{text}` is more than one number"),
        Fault::AboveWhole => format!("`{text}` is more than all of it"),
        Fault::Added => format!("`{text}` is a difference, not the number that is reached"),
        Fault::Otherwise(Why::Mark, _) => {
            let (decimals, thousands) = names(mark);
            format!("in `{text}`, {thousands} separates thousands, and {decimals} decimals")
        }
        Fault::Otherwise(why, _) | Fault::Unclear(why, _) => said(text, *why),
    }
}

/// The sign before decimals and the one between thousands.
fn names(mark: DecimalMark) -> (&'static str, &'static str) {
    match mark {
        DecimalMark::Point => ("a point", "a comma"),
        DecimalMark::Comma => ("a comma", "a point"),
    }
}

/// `18p`
fn is_number_with(text: &str, letter: char) -> bool {
    text.strip_suffix(letter).is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}

fn said(text: &str, why: Why) -> String {
    match why {
        Why::Mark => format!("`{text}` can be read in two ways, with decimals or with thousands"),
        Why::Groups => format!("the digits in `{text}` are not in groups of three"),
        Why::Brackets => format!("`{text}` is in brackets, as accountants write what is below zero"),
        Why::Fraction => format!("`{text}` has a fraction"),
        Why::Ordinal => format!("`{text}` is a place in an order, not a number"),
        Why::Digits => format!("`{text}` has digits of another script"),
        Why::Letter => format!("`{text}` could be minutes, millions or metres"),
        // `4:25.3` is no time of day.
        Why::Clock if text.contains(['.', ',']) => {
            format!("`{text}` could be minutes and seconds, or a ratio")
        }
        Why::Clock => format!("`{text}` could be a time of day, minutes, hours or a ratio"),
        Why::Bits => format!("`{text}` could be bits or bytes"),
        Why::Sign => format!("the sign of `{text}` is not clear"),
        Why::Scale => format!("`{text}` could be on more than one scale"),
        Why::ScaleWord => {
            format!("a word for thousands or millions in `{text}` is not written as it is known")
        }
        Why::Words => format!("`{text}` has more words for numbers than can be read"),
        Why::Percent => format!("in `{text}`, the percent sign stands before the number"),
        Why::Prime => format!("`{text}` could be minutes and seconds, or feet and inches"),
        Why::Power => format!("`{text}` is a power, not a number written out"),
        Why::Part => format!("`{text}` is in a hundredth of the unit that money is written in"),
        Why::Product => format!("`{text}` is a product, not a number written out"),
        Why::Ratio => format!("`{text}` is a ratio in words"),
        Why::Parts => format!("`{text}` has two units, and a value has one"),
        Why::TimeParts => format!("the parts of the time in `{text}` are not written as they are read"),
        Why::Nines => format!("`{text}` is another name for a percentage"),
        Why::When => format!("`{text}` says when, and a value is a number with its unit"),
        Why::About => format!("`{text}` is not one exact number"),
        Why::TimeOfDay => format!("`{text}` is a time of day, not a quantity"),
        Why::Letters if is_number_with(text, 'p') => format!("`{text}` could be pence or pages"),
        Why::Letters if is_number_with(text, 'c') => format!("`{text}` could be cents or degrees"),
        Why::Letters if ['C', 'F'].iter().any(|letter| is_number_with(text, *letter)) => {
            format!("`{text}` may be a temperature")
        }
        Why::Letters => format!("the letter in `{text}` could be short for several words"),
        Why::Remark => format!("`{text}` is more than a number and its unit"),
        Why::LetterForDigit => {
            format!("`{text}` has a letter where a digit is meant, like an O for a zero")
        }
        Why::Glued => format!("in `{text}`, the word touches the number"),
        Why::Degrees => format!("`{text}` does not say on which scale"),
        Why::Inches => format!("the `in` of `{text}` may be a word or short for inches"),
        Why::Order => format!("`{text}` does not begin with its number"),
    }
}

fn help(fault: &Fault, readings: &[String], mark: DecimalMark) -> String {
    let quoted: Vec<String> = readings.iter().map(|reading| format!("`{reading}`")).collect();
    match fault {
        Fault::Several => {
            "write one number; a range to stay in has two fields, `at_least` and `at_most`".to_owned()
        }
        Fault::Fields(both) => {
            let [(one, first), (other, second)] = &**both;
            format!("write each number in its own field, `{one}: {first}` and `{other}: {second}`")
        }
        Fault::Comparator => match &quoted[..] {
            [number, field] => {
                format!("write {number}; what has to hold all quarter has a field of its own: {field}")
            }
            _ => "write one number; a limit has a field of its own, `at_least` or `at_most`".to_owned(),
        },
        Fault::Added => "write the number itself: where it stands now, not how far it moved".to_owned(),
        Fault::AboveWhole => "the second number is the most that is possible: `4.5/5`, `3 of 12`".to_owned(),
        Fault::Otherwise(why, _) | Fault::Unclear(why, _) if !quoted.is_empty() => {
            let setting = match (why, mark) {
                (Why::Mark, DecimalMark::Point) => {
                    "; if you write decimals with a comma, set `decimal_mark: comma` in okr.yaml"
                }
                (Why::Mark, DecimalMark::Comma) => {
                    "; if you write decimals with a point, set `decimal_mark: point` in okr.yaml"
                }
                _ => "",
            };
            match &quoted[..] {
                [one] if *why == Why::TimeOfDay => format!("write the hours since midnight, {one}"),
                [one] if *why == Why::Remark => {
                    format!("write {one}; what else there is to say goes into a `note`")
                }
                [one] => format!("write {one}{setting}"),
                // Not "write `...`": which one is meant is for the author to say.
                [others @ .., last] => {
                    format!("{} or {last}: write the one you mean{setting}", others.join(", "))
                }
                [] => String::new(),
            }
        }
        Fault::Unclear(Why::Words, _) => "write the whole number in digits".to_owned(),
        Fault::Absent => {
            "leave it out as long as there is no number, or write `0` if none is the number".to_owned()
        }
        _ => QuantityError::ACCEPTED.to_owned(),
    }
}

impl From<QuantityError> for Wrong {
    fn from(error: QuantityError) -> Self {
        let wrong = Wrong::new(error.message()).help(error.help()).may_mean(error.readings.to_vec());
        match error.replacement() {
            Some(replacement) => wrong.meant(replacement),
            None => wrong,
        }
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.message, self.help)
    }
}

impl std::error::Error for QuantityError {}

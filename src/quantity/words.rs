//! Numbers written as words: `zero`, `twenty-five`, `two hundred`, `a dozen`, `half`, `two thirds`.

use super::unit::Dimension;
use std::ops::Deref;

/// A number in words: its length in bytes, its value, and whether it is a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spelled {
    pub(super) length: usize,
    pub(super) value: f64,
    pub(super) dimension: Dimension,
}

/// Zero to nineteen.
pub(super) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Twenty to ninety.
pub(super) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn unit(word: &str) -> Option<f64> {
    UNITS.iter().position(|u| *u == word).map(|n| n as f64)
}

fn tens(word: &str) -> Option<f64> {
    TENS.iter().position(|t| *t == word).map(|n| 20.0 + 10.0 * n as f64)
}

fn multiplier(word: &str) -> Option<f64> {
    match word {
        "dozen" => Some(12.0),
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    }
}

fn fraction(word: &str) -> Option<f64> {
    match word {
        "half" | "halves" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "sixth" | "sixths" => Some(6.0),
        "seventh" | "sevenths" => Some(7.0),
        "eighth" | "eighths" => Some(8.0),
        "ninth" | "ninths" => Some(9.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    }
}

/// Whether what follows goes on with a number in words: ` fifty` of `two fifty`, ` point five`, ` hundredths`.
pub(super) fn go_on(tail: &str) -> bool {
    let Some((word, end)) = next(tail, 0) else { return false };
    let is_number = |word: &str| unit(word).or_else(|| tens(word)).or_else(|| multiplier(word)).is_some();
    let is_part = matches!(&*word, "hundredth" | "hundredths" | "thousandth" | "thousandths");
    let is_fraction = fraction(&word).is_some() && !matches!(&*word, "half" | "quarter" | "quarters");
    let is_point = || &*word == "point" && next(tail, end).is_some_and(|(word, _)| is_number(&word));
    is_number(&word) || is_part || is_fraction || is_point()
}

/// The longest number word is `seventeenths`; anything longer is not worth a look.
const LONGEST: usize = 12;

/// A word in lower case, kept in place: every word of every sentence is looked at.
pub(super) struct Word {
    letters: [u8; LONGEST],
    length: usize,
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }
}

/// The lower-case word at the start of `text` (ASCII letters only).
pub(super) fn word(text: &str) -> Option<Word> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if !(1..=LONGEST).contains(&length) || !ends {
        return None;
    }
    let mut letters = [0; LONGEST];
    letters[..length].copy_from_slice(&text.as_bytes()[..length]);
    letters.make_ascii_lowercase();
    Some(Word { letters, length })
}

/// The next word after one space or hyphen, and where it ends.
fn next(text: &str, at: usize) -> Option<(Word, usize)> {
    let rest = text[at..].strip_prefix([' ', '-'])?;
    word(rest).map(|word| {
        let end = at + 1 + word.length;
        (word, end)
    })
}

/// Reads a number in words at the start of `text`.
pub(super) fn read(text: &str) -> Option<Spelled> {
    let first = word(text)?;
    let mut at = first.length;
    let share = |length, value: f64| {
        Some(match part_of_many(text, length) {
            Some((end, many)) => Spelled { length: end, value: value * many, dimension: Dimension::Count },
            None => Spelled { length, value: value * 100.0, dimension: Dimension::Percent },
        })
    };
    match &*first {
        "half" => return share(at, 0.5),
        "a" | "one" => {
            if let Some((w, end)) = next(text, at) {
                // `one quarter` is a time, and `a fifth` may be the fifth of some.
                let is_share = |w: &str| {
                    text[end..].starts_with(" of ") || w == "third" || (&*first == "one" && w != "quarter")
                };
                if let Some(parts) = fraction(&w).filter(|_| is_share(&w)) {
                    return share(end, 1.0 / parts);
                }
                if &*first == "a" {
                    return multiplier(&w).map(|m| Spelled {
                        length: end,
                        value: m,
                        dimension: Dimension::Count,
                    });
                }
            } else if &*first == "a" {
                return None;
            }
        }
        _ => {}
    }
    let mut value = unit(&first).or_else(|| tens(&first)).or_else(|| multiplier(&first))?;
    if &*first == "a" {
        return None;
    }
    // Thousands and millions that are complete: in `two thousand five hundred`, the hundred multiplies the five.
    let mut complete = 0.0;
    while let Some((w, end)) = next(text, at).and_then(|next| over_and(text, next, value + complete)) {
        if let Some(parts) =
            fraction(&w).filter(|_| at == first.length && value > 1.0 && value < 10.0 && w.ends_with('s'))
        {
            // `two quarters` is half a year, `two quarters of` is a share.
            if parts != 4.0 || text[end..].starts_with(" of ") {
                return share(end, value / parts);
            }
            break;
        }
        let ends_in_tens = value % 100.0 >= 20.0 && value % 10.0 == 0.0;
        let is_whole = value == 0.0 && complete > 0.0 || value >= 100.0 && value % 100.0 == 0.0;
        value = match (unit(&w), tens(&w), multiplier(&w)) {
            (Some(u), _, _) if (ends_in_tens && u < 10.0 && u > 0.0) || is_whole && u > 0.0 => value + u,
            (_, Some(t), _) if is_whole => value + t,
            (_, _, Some(m)) if value > 0.0 && value < m => value * m,
            _ => break,
        };
        if value >= 1e3 {
            (complete, value) = (complete + value, 0.0);
        }
        at = end;
    }
    value += complete;
    let half = and_a_half(&text[at..]);
    if half > 0 {
        (at, value) = (at + half, value + 0.5);
        // `two and a half million`
        if let Some((scale, end)) = next(text, at).and_then(|(w, end)| Some((multiplier(&w)?, end)))
            && value < scale
        {
            (at, value) = (end, value * scale);
        }
    }
    Some(Spelled { length: at, value, dimension: Dimension::Count })
}

/// `half a million`, `a quarter of a million`, `half-million`: what the part before `at` is a part of, and where that ends.
fn part_of_many(text: &str, at: usize) -> Option<(usize, f64)> {
    let rest = &text[at..];
    let many = [" a ", " of a ", " ", "-"].iter().find_map(|join| {
        let rest = rest.strip_prefix(join)?;
        Some((rest, multiplier(&word(rest)?)?))
    });
    many.map(|(rest, many)| (text.len() - rest.len() + word(rest).map_or(0, |word| word.length), many))
}

/// The word after `and`: `two hundred and fifty`, but not `100 and 200`.
fn over_and(text: &str, (word, end): (Word, usize), so_far: f64) -> Option<(Word, usize)> {
    if &*word != "and" {
        return Some((word, end));
    }
    let (after, end) = next(text, end)?;
    let goes_on = so_far >= 100.0 && (unit(&after).is_some_and(|unit| unit > 0.0) || tens(&after).is_some());
    goes_on.then_some((after, end))
}

/// The length of ` and a half` at the start of `text`; 0 if it is not there.
pub(super) fn and_a_half(text: &str) -> usize {
    const HALF: &str = " and a half";
    let follows = text.strip_prefix(HALF).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if follows { HALF.len() } else { 0 }
}

/// `once`, `twice`: how often in the time that follows.
pub(super) fn times(word: &str) -> Option<f64> {
    match word {
        "once" | "Once" => Some(1.0),
        "twice" | "Twice" => Some(2.0),
        "thrice" | "Thrice" => Some(3.0),
        _ => None,
    }
}

/// Whether a number in words, or how often something is done, can begin with this lower-case word.
pub(super) fn begins_number(word: &str) -> bool {
    match word.as_bytes() {
        [b'a'] | [b'a', b'n'] => true,
        // The letters that the others begin with.
        [b'b' | b'd' | b'e' | b'f' | b'h' | b'm' | b'n' | b'o' | b'q' | b's' | b't' | b'z', _, ..] => {
            unit(word)
                .or_else(|| tens(word))
                .or_else(|| multiplier(word))
                .or_else(|| multiple(word))
                .is_some()
                || matches!(word, "half" | "once" | "minus" | "negative")
        }
        _ => false,
    }
}

/// `double` and its kind: a word for so many times as much.
pub(super) fn multiple(word: &str) -> Option<f64> {
    let mut letters = [0; LONGEST];
    let lower = letters.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"double" | b"doubles" | b"doubling" | b"twice" | b"doubled" | b"twofold" => Some(2.0),
        b"triple" | b"triples" | b"tripling" | b"thrice" | b"tripled" | b"threefold" => Some(3.0),
        b"quadruple" | b"quadruples" | b"fourfold" => Some(4.0),
        b"halve" | b"halves" | b"halving" | b"halved" => Some(0.5),
        _ => None,
    }
}

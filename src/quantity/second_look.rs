//! What the other numbers and words of a sentence say about a number that was read by itself: `by a quarter`, `a factor of 3`,
//! `80 cents` beside `$1`, and the forms that are not read but told of: `1½`, `3'30"`, `10^3`.

use super::error::{Fault, QuantityError, Why};
use super::mark::DecimalMark;
use super::numeral::{self, is_space};
use super::parse::explain;
use super::scanned::{Scanned, Unread};
use super::table;
use super::unit::Dimension;
use super::unusual;
use super::words;
use super::words_around::{next_word, word_before};
use super::{Quantity, comparable};
use std::ops::Range;

/// Settles what one number alone does not.
pub(super) fn settle(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    if text.contains("uarter") {
        quarters(text, scanned, mark);
    }
    if PARTS.iter().any(|(part, _)| text.contains(part)) {
        parts(text, scanned, mark);
    }
    if text.contains("fold") {
        folds(text, scanned, mark);
    }
    if text.contains(" times ") {
        times_as_many(text, scanned, mark);
    }
    if text.contains("factor of ") || text.contains(" x") || text.contains('×') {
        factors(text, scanned);
    }
    if !text.is_ascii() || text.contains(['\'', '^']) {
        unusual_forms(text, scanned, mark);
    }
    if text.contains(" to 1") {
        ratios_in_words(text, scanned, mark);
    }
    if text.contains(" x ") || text.contains('×') {
        products(text, scanned, mark);
    }
    if numeral::has_three_decimals(text, mark) {
        thousands_after_all(text, scanned, mark);
    }
    parts_of_money(text, scanned, mark);
    around(text, scanned, mark);
}

/// Puts a number where it belongs, instead of what was read there.
fn put(scanned: &mut Scanned, range: Range<usize>, quantity: Quantity) {
    take(scanned, &range);
    let place = scanned.found.partition_point(|(other, _)| other.start < range.start);
    scanned.found.insert(place, (range, quantity));
}

/// Tells of a number instead of reading it.
fn refuse(text: &str, scanned: &mut Scanned, range: Range<usize>, fault: &Fault, mark: DecimalMark) {
    let error = explain(&text[range.clone()], fault, mark);
    let likely = error.replacement().unwrap_or("1");
    let Ok(likely) = Quantity::read(likely, mark) else { return };
    take(scanned, &range);
    let place = scanned.unread.partition_point(|other| other.range.start < range.start);
    scanned.unread.insert(place, Unread { range, error, likely, is_aside: false });
}

fn take(scanned: &mut Scanned, range: &Range<usize>) {
    let apart = |other: &Range<usize>| other.end <= range.start || range.end <= other.start;
    scanned.found.retain(|(other, _)| apart(other));
    scanned.unread.retain(|unread| apart(&unread.range));
}

/// `by a quarter`, `from one quarter to one half`: a share where a share is meant, and else three months.
fn quarters(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    const SPELLED: [(&str, f64); 4] =
        [("a quarter", 25.0), ("one quarter", 25.0), ("one-quarter", 25.0), ("three quarters", 75.0)];
    let lower = text.to_ascii_lowercase();
    let beside_share = scanned.found.iter().any(|(_, quantity)| quantity.dimension() == Dimension::Percent);
    for (spelled, percent) in SPELLED {
        let places: Vec<usize> = lower.match_indices(spelled).map(|(at, _)| at).collect();
        for at in places {
            let end = at + spelled.len();
            let led = word_before(&lower, at);
            let of_time = [" of an hour", " later", " earlier", " ago"]
                .iter()
                .any(|word| lower[end..].starts_with(word));
            let is_share = led == "by" || beside_share && matches!(led, "from" | "to" | "than" | "half");
            let is_word = !lower[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
            if !is_share || of_time || !is_word {
                continue;
            }
            if let Ok(share) = Quantity::read(&format!("{percent}%"), mark) {
                put(scanned, at..end, share);
            }
        }
    }
}

/// Parts that need company to be a share: `a fifth` may be the fifth of some.
const PARTS: [(&str, f64); 6] = [
    ("a half", 50.0),
    ("a fifth", 20.0),
    ("a sixth", 50.0 / 3.0),
    ("an eighth", 12.5),
    ("a tenth", 10.0),
    ("a quarter", 25.0),
];

/// `drops by a fifth`, `below a tenth`: nothing but a share can follow.
fn leads_to_share(lower: &str, at: usize) -> bool {
    matches!(word_before(lower, at), "by" | "below" | "under" | "above" | "least" | "most" | "beneath")
}

/// `from a fifth to a third`, `half (today: a quarter)`: a share where another one stands beside it.
fn parts(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let lower = text.to_ascii_lowercase();
    let places: Vec<(usize, usize, f64)> = PARTS
        .iter()
        .flat_map(|(part, percent)| {
            lower.match_indices(part).map(|(at, _)| (at, at + part.len(), *percent)).collect::<Vec<_>>()
        })
        .filter(|(at, end, _)| {
            let begins = !lower[..*at].ends_with(char::is_alphanumeric);
            let before = lower[..*at].trim_end();
            let is_led = matches!(word_before(&lower, *at), "from" | "to" | "than" | "at" | "not")
                || leads_to_share(&lower, *at)
                || before.ends_with(['(', ':', ',', '→']);
            // Not `a fifth country`, nor `a quarter later`.
            let word = next_word(&lower, *end).unwrap_or_default();
            let follows = matches!(
                word,
                "" | "to"
                    | "by"
                    | "of"
                    | "in"
                    | "today"
                    | "now"
                    | "at"
                    | "before"
                    | "after"
                    | "do"
                    | "until"
                    | "on"
                    | "this"
                    | "over"
                    | "while"
                    | "for"
                    | "from"
            );
            let is_read = scanned.found.iter().any(|(range, _)| range.start < *end && *at < range.end);
            begins && is_led && follows && !is_read && !lower[*end..].starts_with(['-', 'h', 's'])
        })
        .collect();
    let is_share = |(_, quantity): &(Range<usize>, Quantity)| quantity.dimension() == Dimension::Percent;
    let has_company = places.len() > 1 || scanned.found.iter().any(is_share);
    let places = places.into_iter().filter(|(at, ..)| has_company || leads_to_share(&lower, *at));
    for (at, end, percent) in places {
        if let Ok(share) = Quantity::read(&format!("{}%", (percent * 10.0).round() / 10.0), mark) {
            put(scanned, at..end, share);
        }
    }
}

/// `tenfold`, `5-fold`: so many times as much.
fn folds(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let lower = text.to_ascii_lowercase();
    let places: Vec<usize> = lower.match_indices("fold").map(|(at, _)| at).collect();
    for at in places {
        let end = at + "fold".len();
        // `1.5-fold`, `1,5 fold`: before it, a comma can only part decimals.
        let before = lower[..at].trim_end_matches(['-', ' ']);
        let start =
            before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',')).len();
        let number = &before[start..];
        let spelled =
            words::read(number).filter(|spelled| spelled.length == number.len()).map(|spelled| spelled.value);
        let written = || number.replacen(',', ".", 1).parse().ok();
        let times = spelled.or_else(written).filter(|times: &f64| *times > 1.0);
        let is_word = !lower[end..].starts_with(|c: char| c.is_alphanumeric());
        let Some(times) = times.filter(|_| is_word) else { continue };
        if let Ok(times) = Quantity::read(&format!("{times}x"), mark) {
            put(scanned, start..end, times);
        }
    }
}

/// `1.5 times as many`, `3 times the number`, `2 times faster`: so many times as much; `3 times a week` is how often.
fn times_as_many(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let multiple = |(range, quantity): &(Range<usize>, Quantity)| {
        let rest = text[range.end..].strip_prefix(" times ")?;
        let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
        let compares =
            matches!(word, "as" | "more" | "the" | "our" | "its" | "last" | "this" | "fewer" | "less")
                || matches!(
                    word,
                    "faster"
                        | "higher"
                        | "larger"
                        | "bigger"
                        | "greater"
                        | "longer"
                        | "lower"
                        | "smaller"
                        | "shorter"
                        | "quicker"
                        | "cheaper"
                        | "slower"
                        | "better"
                );
        let times = Quantity::read(&format!("{}x", quantity.value()), mark).ok()?;
        (compares && quantity.is_bare()).then(|| (range.start..range.end + " times".len(), times))
    };
    for (range, times) in scanned.found.iter().filter_map(multiple).collect::<Vec<_>>() {
        put(scanned, range, times);
    }
}

/// `by a factor of 3`, `×3`, `3 x`: three times.
fn factors(text: &str, scanned: &mut Scanned) {
    for (range, quantity) in &mut scanned.found {
        let before = &text[..range.start];
        let is_led = before.to_ascii_lowercase().ends_with("factor of ")
            || before.strip_suffix('×').is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        // Not `2 x 40 beds`, `3 xylophones`
        let sign = text[range.end..].strip_prefix(" x").filter(|rest| {
            let next = rest.trim_start_matches(' ').chars().next();
            !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
                && !next.is_some_and(|c| c.is_ascii_digit() || "$€£".contains(c))
        });
        if let Ok(times) = Quantity::read(&format!("{}x", quantity.value()), quantity.mark())
            && (is_led || sign.is_some())
            && quantity.is_bare()
        {
            range.end += if sign.is_some() { " x".len() } else { 0 };
            *quantity = times;
        }
    }
}

/// `1½ hours`, `3'30"`, `10^3`.
fn unusual_forms(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    for (at, sign) in text.char_indices() {
        let start = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let before = &text[start..at];
        let after = &text[at + sign.len_utf8()..];
        match sign {
            '½' | '⅓' | '⅔' | '¼' | '¾' => {
                let end = unit_end(text, text.len() - after.len());
                if let Some(fault) = unusual::digits(&text[start..end]) {
                    refuse(text, scanned, start..end, &fault, mark);
                }
            }
            '\'' | '’' | '′' if !before.is_empty() => {
                let seconds = after.bytes().take_while(u8::is_ascii_digit).count();
                let closing = ['"', '”', '″'].iter().find(|sign| after[seconds..].starts_with(**sign));
                let Some(closing) = closing.filter(|_| matches!(seconds, 1 | 2)) else { continue };
                let end = text.len() - after.len() + seconds + closing.len_utf8();
                let readings = vec![
                    format!("{before} min {} s", &after[..seconds]),
                    format!("{before} feet {} inches", &after[..seconds]),
                ];
                let fault = Fault::unclear(Why::Prime, (0, end - start), readings);
                refuse(text, scanned, start..end, &fault, mark);
            }
            '^' if !before.is_empty() => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let (base, power) = (before.parse::<f64>(), after[..digits].parse::<i32>());
                let (Ok(base), Ok(power)) = (base, power) else { continue };
                let value = base.powi(power.min(20)).to_string();
                let end = text.len() - after.len() + digits;
                refuse(
                    text,
                    scanned,
                    start..end,
                    &Fault::otherwise(Why::Power, (0, end - start), value),
                    mark,
                );
            }
            _ => {}
        }
    }
}

/// `from 2 x 40 to 3 x 40 beds`: neither number is the one that counts.
fn products(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let found = &scanned.found;
    let product = |pair: &[(Range<usize>, Quantity)]| {
        let [(first, one), (second, other)] = pair else { return None };
        let between = text.get(first.end..second.start)?.trim();
        let is_led =
            matches!(word_before(text, first.start), "from" | "From" | "to" | "at" | "least" | "most");
        let is_product = is_led && matches!(between, "x" | "×") && one.is_bare();
        is_product.then(|| (first.start..second.end, other.display_like(one.value() * other.value())))
    };
    for (range, written_out) in found.windows(2).filter_map(product).collect::<Vec<_>>() {
        let fault = Fault::otherwise(Why::Product, (0, range.len()), written_out);
        refuse(text, scanned, range, &fault, mark);
    }
}

/// `a ratio of pupils to tablets not worse than 3 to 1`: no way from one number to the other.
fn ratios_in_words(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let names_ratio = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| matches!(word.to_ascii_lowercase().as_str(), "ratio" | "ratios" | "odds"));
    let ratio = |pair: &[(Range<usize>, Quantity)]| {
        let [(first, one), (second, other)] = pair else { return None };
        let is_led = matches!(word_before(text, first.start), "from" | "From");
        let is_ratio =
            text.get(first.end..second.start) == Some(" to ") && one.is_bare() && other.text() == "1";
        (is_ratio && !is_led).then(|| (first.start..second.end, format!("{}:1", one.text())))
    };
    for (range, written) in scanned.found.windows(2).filter_map(ratio).collect::<Vec<_>>() {
        if names_ratio {
            let fault = Fault::otherwise(Why::Ratio, (0, range.len()), written);
            refuse(text, scanned, range, &fault, mark);
        }
    }
}

/// The end of the word that follows a number, as far as it is a unit.
fn unit_end(text: &str, end: usize) -> usize {
    let word = next_word(text, end).unwrap_or_default();
    let start = text.len() - text[end..].trim_start_matches(is_space).len();
    if table::unit_word(word).is_some() { start + word.len() } else { end }
}

/// `$1 to 80 cents`: the bare number would take the sign of the other.
fn parts_of_money(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let sign = scanned.found.iter().find_map(|(range, quantity)| {
        let is_money = matches!(quantity.dimension(), Dimension::Currency(_));
        let written = &text[range.clone()];
        is_money.then(|| ["$", "€", "£"].into_iter().find(|sign| written.starts_with(sign))).flatten()
    });
    let Some(sign) = sign else { return only_cents(text, scanned, mark) };
    let parts: Vec<(Range<usize>, f64)> = scanned
        .found
        .iter()
        .filter(|(_, quantity)| quantity.is_bare())
        .filter_map(|(range, quantity)| {
            let rest = &text[range.end..];
            let word = next_word(text, range.end).unwrap_or_default();
            let end = match word.to_ascii_lowercase().as_str() {
                "cents" | "cent" | "pence" => range.end + (rest.len() - rest.trim_start().len()) + word.len(),
                _ if rest.starts_with('¢') => range.end + '¢'.len_utf8(),
                _ => return None,
            };
            Some((range.start..end, quantity.value() / 100.0))
        })
        .collect();
    for (range, value) in parts {
        let fault = Fault::otherwise(Why::Part, (0, range.len()), format!("{sign}{value:.2}"));
        refuse(text, scanned, range, &fault, mark);
    }
}

/// `from 84¢ to 64¢`, `from 84 cents to 64 cents`: hundredths without the unit that they are of. Whose cents these are nobody says, and
/// as plain numbers they would be dollars beside the `$0.74` of a check-in.
fn only_cents(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    if text.contains('¢') {
        let is_cents = |(range, quantity): &&(Range<usize>, Quantity)| {
            quantity.is_bare() && text[range.end..].starts_with('¢')
        };
        let cents: Vec<Range<usize>> = scanned
            .found
            .iter()
            .filter(is_cents)
            .map(|(range, _)| range.start..range.end + '¢'.len_utf8())
            .collect();
        for range in cents {
            let number = text[range.clone()].trim_end_matches('¢');
            let Ok(number) = Quantity::read(number, mark) else { continue };
            let readings = ["$", "€"].map(|sign| format!("{sign}{:.2}", number.value() / 100.0)).to_vec();
            refuse(
                text,
                scanned,
                range.clone(),
                &Fault::unclear(Why::Part, (0, range.len()), readings),
                mark,
            );
        }
    }
    let named = |(range, quantity): &(Range<usize>, Quantity)| {
        let word = next_word(text, range.end).filter(|_| quantity.is_bare())?;
        let is_cents =
            matches!(word.to_ascii_lowercase().as_str(), "cents" | "cent" | "ct" | "cts" | "pence");
        let end = text.len() - text[range.end..].trim_start().len() + word.len();
        let quantity = Quantity::read(&text[range.start..end], mark).ok().filter(|_| is_cents)?;
        Some((range.start..end, quantity))
    };
    for (range, quantity) in scanned.found.iter().filter_map(named).collect::<Vec<_>>() {
        put(scanned, range, quantity);
    }
}

/// `within 10% of 200`, `within 0.2 bar of the 8.5 bar target`: neither number is the limit.
fn around(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let is_around = |pair: &[(Range<usize>, Quantity)]| {
        let [(first, share), (second, whole)] = pair else { return false };
        let is_part = share.dimension() == Dimension::Percent && whole.dimension() != Dimension::Percent;
        let is_distance = !share.is_bare() && share.dimension() == whole.dimension();
        let is_of = |between: &str| matches!(between.trim(), "of" | "of the" | "of our" | "of a");
        (is_part || is_distance)
            && text.get(first.end..second.start).is_some_and(is_of)
            && matches!(word_before(text, first.start), "within" | "Within")
    };
    let pair = scanned.found.windows(2).find(|pair| is_around(pair));
    if let Some([(first, _), (second, _)]) = pair {
        let range = first.start..second.end;
        refuse(text, scanned, range, &Fault::Several, mark);
    }
}

/// `from 13.1 kg to 11.000 g`: the point of the one number says that the other has decimals, too, and their sizes say that it has
/// thousands.
fn thousands_after_all(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    let unclear = |range: &Range<usize>| {
        let written = &text[range.clone()];
        let error = Quantity::read(written, mark).err()?;
        let [decimals, thousands] = error.readings() else { return None };
        let read = |reading: &String| Quantity::read(reading, mark).ok();
        Some((error.clone(), read(decimals)?, read(thousands)?))
    };
    let nearer = |(error, decimals, thousands): (QuantityError, Quantity, Quantity), range: &Range<usize>| {
        let others = scanned.found.iter().filter(|(other, _)| other != range).map(|(_, quantity)| quantity);
        let mut others =
            others.filter(|other| comparable(other, &decimals) && other.value() != 0.0).peekable();
        let distance = |quantity: &Quantity, other: &Quantity| {
            libm::log((quantity.value_beside(other) / other.value_beside(quantity)).abs()).abs()
        };
        let is_nearer = others.peek().is_some()
            && others.all(|other| distance(&thousands, other) < distance(&decimals, other));
        is_nearer.then(|| Unread { range: range.clone(), error, likely: thousands, is_aside: false })
    };
    let all = scanned.found.iter().filter_map(|(range, _)| nearer(unclear(range)?, range));
    for unread in all.collect::<Vec<_>>() {
        take(scanned, &unread.range);
        let place = scanned.unread.partition_point(|other| other.range.start < unread.range.start);
        scanned.unread.insert(place, unread);
    }
}

//! Quantities in a JSON Schema.

use super::Quantity;
use super::currency::{ABBREVIATIONS, CODES, SYMBOLS};
use super::error::QuantityError;
use super::numeral::LARGEST;
use super::words::{TENS, UNITS};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A bare number, or a text that begins as quantities do. The pattern lets through whatever the reader reads, and some
/// texts more: it knows how numbers are written and what may follow one, not every unit.
impl JsonSchema for Quantity {
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "title": "Quantity",
            "description": "A number with its unit, as people write it. A number without a unit takes the unit of the \
                            one beside it. In braces, quote a number with a comma: `{value: \"10,250\"}`.",
            "type": ["number", "string"],
            "minimum": -LARGEST,
            "maximum": LARGEST,
            "pattern": format!("^{SPACE}*(?:{}|{})\\.?{SPACE}*$", in_digits(), in_words()),
            "patternErrorMessage": QuantityError::ACCEPTED,
            "examples": [
                "23%", "1200", "1,200", "12.5K", "$1.2M", "300 EUR", "4.5/5", "72 hours", "250 ms", "2.5 GB", "2pp",
                "3 per week", "1,200 tickets",
            ],
        })
    }
}

const SPACE: &str = r"[ \t\u00a0\u2009\u202f]";
/// Signs that never occur inside a quantity.
const OTHER: &str = "<>=\u{2264}\u{2265};:+!?*";
const SIGN: &str = "[-+\u{2212}\u{2013}]";

/// `~`, a sign, a currency, digits, and then nothing, a unit, or words. A comma or `_` parts groups of three only; no
/// digit, point or comparison may come right after the number, nor an `x` with digits, as in `0x10`.
fn in_digits() -> String {
    let symbols = SYMBOLS.map(|(symbol, _)| symbol.replace('$', r"\$"));
    let short = ABBREVIATIONS.map(|(word, _)| word);
    let words = format!(r"(?:{}|{}|R)\.?", CODES.join("|"), short.join("|"));
    // `kr 500`, `Rs. 500`, `MXN $40`
    let currency = format!(r"(?:(?:{}|{words})(?:{SPACE}*\$)?)", symbols.join("|"));
    // Which of point and comma separates decimals is a setting.
    let grouped = "[0-9]{1,3}(?:[.,_ '\u{2019}\\u00a0\\u2009\\u202f][0-9]{3})+(?:[.,][0-9]+)?";
    let number = format!(r"(?:{grouped}|[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?");
    // `1:59:59`, `2:1`
    let number = format!(r"{number}(?::[0-9]+(?:[.,][0-9]+)?){{0,2}}");
    let words = format!("[^{OTHER}]*");
    let first = format!(r"[^-0-9.,_xX \t\u00a0\u2009\u202f{OTHER}]");
    format!(
        "[~\u{2248}]?(?:{SIGN}|minus |negative )?(?:{currency}{SPACE}*{SIGN}?)?{number}\
         (?:{SPACE}*(?:{first}{words}|[xX](?:[^0-9{OTHER}]{words})?|-percent{words})?)"
    )
}

/// `PT1H15M`, `twenty-five minutes`, `half`, `a dozen`, `an hour`, `weekly`, `once a week`, `every 2 weeks`, `double`.
fn in_words() -> String {
    const OTHERS: [&str; 6] = ["half", "dozen", "hundred", "thousand", "million", "billion"];
    const FREQUENCIES: [&str; 9] = [
        "hourly",
        "daily",
        "weekly",
        "fortnightly",
        "biweekly",
        "monthly",
        "quarterly",
        "yearly",
        "annually",
    ];
    const MULTIPLES: &str = "[Dd]oubl(?:e[ds]?|ing)|[Tt]ripl(?:e[ds]?|ing)|[Qq]uadruples?|[Hh]alv(?:e[ds]?|ing)|(?:[Tt]wo|[Tt]hree|[Ff]our)fold";
    const TIMES: &str =
        "[Aa]n? (?:second|minute|hour|day|week|fortnight|month|quarter|year)|[Oo]nce|[Tt]wice|[Tt]hrice";
    let numbers = UNITS.iter().chain(&TENS).chain(&OTHERS).map(|word| either_case(word));
    let numbers: Vec<String> = numbers.collect();
    let frequencies = FREQUENCIES.map(either_case);
    format!(
        "P(?:[0-9]+[YMWD])*(?:T(?:[0-9]+[HMS])+)?|(?:{}|{TIMES}|[Aa] (?:third|quarter|fifth|tenth|{}))(?:[^A-Za-z0-9_{OTHER}][^{OTHER}]*)?|(?:{})|{MULTIPLES}|[Ee]very [^{OTHER}]+",
        numbers.join("|"),
        OTHERS.join("|"),
        frequencies.join("|")
    )
}

/// `[Hh]alf`: patterns have no switch for this that every validator knows.
fn either_case(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("[{}{first}]{rest}", first.to_uppercase())
}

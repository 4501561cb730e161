//! The currency before a number: `$300`, `EUR 300`, `Rs. 300`, `R300`.

use super::currency::{self, Currency};
use super::mark::DecimalMark;
use super::numeral::{self, is_space};
use super::words_around::word_after;

/// `$`, `US$`, or a code before the number: `EUR 300`.
pub(super) fn currency_before(text: &str, at: &mut usize) -> Option<Currency> {
    if text[*at..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((length, currency)) = currency::currency_symbol(&text[*at..]) {
        let after = &text[*at + length..];
        let spaces: usize = after.chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
        *at += length + spaces;
        return Some(currency);
    }
    if let Some((currency, length)) = rand(&text[*at..]) {
        *at += length;
        return Some(currency);
    }
    // Digits may follow at once: `RM300`.
    let letters: usize = text[*at..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let mut end = *at + letters;
    let word = &text[*at..end];
    // `Rs. 500`, `Fr. 20`
    end += usize::from(word.len() != 3 && text[end..].starts_with(". "));
    let spaces: usize = text[end..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
    let mut from = end + spaces;
    // `MXN $900k`
    let has_sign =
        text[from..].strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    from += usize::from(has_sign);
    if !text[from..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '−')) {
        return None;
    }
    let currency =
        currency::currency_sign(word).filter(|currency| !has_sign || currency.has_dollar_sign())?;
    *at = from;
    Some(currency)
}

/// `R450`, `R1.2m`, `R 45 000`: rand, and how long the sign is with its space; not `R2`, which is a name.
fn rand(text: &str) -> Option<(Currency, usize)> {
    let amount = text.strip_prefix('R')?;
    let amount = amount.strip_prefix(is_space).unwrap_or(amount);
    let number = numeral::read(amount, DecimalMark::Point).ok()??;
    let (word, start, _) = word_after(amount, number.length);
    let is_scaled = start == number.length && matches!(word, "k" | "K" | "m" | "M" | "bn" | "B")
        || matches!(word, "thousand" | "million" | "billion" | "mn");
    let currency = currency::currency_sign("ZAR").filter(|_| is_scaled || number.value >= 100.0);
    currency.map(|currency| (currency, text.len() - amount.len()))
}

//! Whether a comma between two texts joins them into one sentence, or sets two items of a list apart.

use super::lexicon::{Classes, Form, Vocabulary, is_english};

/// What a comma between two texts does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comma {
    /// It stands in the middle of a sentence: `small, rural clinics`.
    Joins,
    /// Another sentence begins behind it: `Raise sales from 20 to 40, Cut churn from 5% to 3%`.
    SetsApart,
    /// Either.
    Open,
}

/// What a comma between two texts does. `has_numbers`: a sentence of its own has numbers of its own.
pub fn at_comma(before: &str, after: &str, has_numbers: bool) -> Comma {
    let vocabulary = Vocabulary::default();
    let Some(first) = first_word(after) else { return Comma::Open };
    let (classes, form) = vocabulary.look_up(&first.to_lowercase());
    let is_order = classes.has(Classes::VERB) && form == Form::Base;
    let is_small_word = classes.has(Classes::FUNCTION) && !is_order;
    let numbered = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if first.starts_with(char::is_uppercase) {
        let begins = is_order || is_small_word || is_english(&first.to_lowercase());
        let has_both = numbered(before) && numbered(after);
        // Any noun has a capital in German, and names have one everywhere: `in Graz, Linz and Wels from 5 to 9`.
        return match () {
            () if begins || has_numbers && has_both => Comma::SetsApart,
            () if has_numbers && !numbered(before) && numbered(after) => Comma::Joins,
            () => Comma::Open,
        };
    }
    if classes.has(Classes::CONJUNCTION) {
        return Comma::Open;
    }
    if is_small_word {
        return Comma::Joins;
    }
    let starts_as_one = before.trim_start().starts_with(char::is_uppercase);
    let is_half = has_numbers && numbered(before) != numbered(after);
    match () {
        () if is_order && has_numbers && numbered(before) && numbered(after) => Comma::SetsApart,
        () if starts_as_one && is_half && !is_order => Comma::Joins,
        () => Comma::Open,
    }
}

fn first_word(text: &str) -> Option<&str> {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'');
    let word = text.trim_start().split(|c| !is_of_word(c)).next()?;
    word.starts_with(char::is_alphabetic).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_joins_what_goes_on_in_small_words() {
        for (before, after, comma) in [
            ("Raise activation of small", "rural clinics from 40% to 60%", Comma::Joins),
            ("Raise activation from 40% to 60%", "the best in Europe", Comma::Joins),
            ("Raise activation from 40% to 60%", "measured weekly", Comma::Joins),
            ("Raise sales from 20 to 40", "Cut churn from 5% to 3%", Comma::SetsApart),
            ("Raise sales from 20 to 40", "cut churn from 5% to 3%", Comma::SetsApart),
            ("Raise sales from 20 to 40", "No open P0 bugs", Comma::SetsApart),
            ("Raise sales in Graz", "Linz and Wels from 20 to 40", Comma::Joins),
            ("Raise sales from 20 to 40", "and churn from 5% to 3%", Comma::Open),
            ("raise retention", "churn from 5% to 3%", Comma::Open),
            ("Kündigungen von 5% auf 3%", "Umsatz von 20 auf 40", Comma::SetsApart),
            ("Raise sales", "5 of 10", Comma::Open),
        ] {
            assert_eq!(at_comma(before, after, true), comma, "{before}, {after}");
        }
    }

    #[test]
    fn work_needs_no_numbers() {
        for (before, after, comma) in [
            ("Write welcome mails", "in three languages", Comma::Joins),
            ("Write welcome mails", "Call every new customer", Comma::SetsApart),
            ("Template gallery", "welcome mails", Comma::Open),
            ("Template gallery", "and welcome mails", Comma::Open),
        ] {
            assert_eq!(at_comma(before, after, false), comma, "{before}, {after}");
        }
    }
}

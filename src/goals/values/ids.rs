//! The names by which goals and metrics are called.

use super::shorten;
use crate::quantity::named_limit;
use crate::source::Excerpt;
use crate::wrong::Wrong;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::iter::once;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The name of an objective or key result within its parent: lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(Excerpt);

/// The name of a metric, unique in the workspace: a lower-case letter, then letters, digits and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MetricId(Excerpt);

impl Id {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl MetricId {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.starts_with(|c| allowed(c) && c != '-') && text.chars().all(allowed) {
            return Ok(Id(Excerpt::of(text)));
        }
        let wrong = Wrong::new(format!("`{}` cannot be an id", shorten(text)));
        Err(D::Error::custom(instead(
            wrong,
            "an id has lower-case letters, digits and `-`",
            &slug(&without_marks(text), '-'),
        )))
    }
}

impl<'de> Deserialize<'de> for MetricId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(allowed) {
            return Ok(MetricId(Excerpt::of(text)));
        }
        let suggestion = slug(&without_marks(text), '_');
        let suggestion = suggestion.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let wrong = Wrong::new(format!("`{}` cannot be a metric id", shorten(text)));
        let form = "a metric id starts with a letter and has lower-case letters, digits and `_`";
        // A name would take the place of what the words say.
        if let Some(limit) = named_limit(text) {
            let id = slug(&without_marks(&limit.name), '_');
            let right = format!("`{{id: {id}, {}: {}}}`", limit.field.unwrap_or("at_most"), limit.number);
            let other = if limit.field.is_none() { ", or `at_least:` where it must not be less" } else { "" };
            let help = format!("write the limit in its field: {right}{other}");
            return Err(D::Error::custom(wrong.help(help)));
        }
        if is_sentence(text) {
            let help = format!(
                "{form}; write an id of a word or two, and the limit in its field, like `max_increase: 5%`"
            );
            return Err(D::Error::custom(wrong.help(help)));
        }
        Err(D::Error::custom(instead(wrong, form, suggestion)))
    }
}

/// Whether a text says something: it has a number beside its words, or many words.
fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit())
    };
    words.len() > 3 || words.len() > 1 && words.iter().any(is_number)
}

/// Adds the accepted form and, if there is one, the id to write.
fn instead(wrong: Wrong, form: &str, suggestion: &str) -> Wrong {
    match suggestion {
        "" => wrong.help(form),
        _ => wrong.help(format!("{form}; write `{suggestion}`")).meant(suggestion),
    }
}

/// The nearest id to a text: `Effortless start!` becomes `effortless-start`.
#[must_use]
pub fn slug(text: &str, separator: char) -> String {
    let mut slug = String::new();
    for c in text.chars().take(60) {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with(separator) => slug.push(separator),
            _ => {}
        }
    }
    slug.trim_end_matches(separator).to_owned()
}

/// A text with its letters as they are written without marks: `größe` becomes `groesse`, `café` `cafe`.
#[must_use]
pub fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'œ' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'ł' => plain.push('l'),
            other => plain.extend(once(other).nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    plain
}

//! The small values of a goal file: ids, weights, confidence, and words that fit only one field.

use crate::quantity::{DecimalMark, Quantity};
use crate::wrong::Wrong;
use crate::yaml::QUANTITY;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use std::fmt;

/// The name of an objective or key result within its parent: lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(Box<str>);

/// The name of a metric, unique in the workspace: a lower-case letter, then letters, digits and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MetricId(Box<str>);

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
            return Ok(Id(text.into()));
        }
        let wrong = Wrong::new(format!("`{}` cannot be an id", shorten(text)));
        Err(D::Error::custom(instead(
            wrong,
            "an id has lower-case letters, digits and `-`",
            &slug(text, '-'),
        )))
    }
}

impl<'de> Deserialize<'de> for MetricId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(allowed) {
            return Ok(MetricId(text.into()));
        }
        let suggestion = slug(text, '_');
        let suggestion = suggestion.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let wrong = Wrong::new(format!("`{}` cannot be a metric id", shorten(text)));
        let form = "a metric id starts with a letter and has lower-case letters, digits and `_`";
        Err(D::Error::custom(instead(wrong, form, suggestion)))
    }
}

/// Adds the accepted form and, if there is one, the id to write.
fn instead(wrong: Wrong, form: &str, suggestion: &str) -> Wrong {
    match suggestion {
        "" => wrong.help(form),
        _ => wrong.help(format!("{form}; write `{suggestion}`")).meant(suggestion),
    }
}

/// The start of a long text, on one line.
pub(super) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < text.trim_end().len() {
        line.chars().take(38).chain(['…']).collect()
    } else {
        line.to_owned()
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

/// Who answers for something: a name, or several in a list or in one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owner(Box<str>);

impl Owner {
    /// As it is shown: `ana`, or `ana, bo`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The names in an owner: `ana, bo`, `ana & bo` and `ana and bo` are two. A name that may only look like several is kept whole as well:
/// see [`is_owned_by`].
pub fn names_of(owner: &str) -> impl Iterator<Item = &str> {
    let by_sign = owner.split([',', ';', '&', '+', '/']);
    by_sign.flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether somebody is among the owners, in any case and with or without `@`.
#[must_use]
pub fn is_owned_by(owner: &str, name: &str) -> bool {
    let plain = |name: &str| name.trim().trim_start_matches('@').to_lowercase();
    let wanted = plain(name);
    plain(owner) == wanted || names_of(owner).any(|own| plain(own) == wanted)
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OwnerVisitor)
    }
}

const OWNER_FORM: &str = "write a name, like `ana`, or a list of names, like `[ana, bo]`";

struct OwnerVisitor;

impl<'de> serde::de::Visitor<'de> for OwnerVisitor {
    type Value = Owner;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name, or a list of names")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Owner, E> {
        Ok(Owner(text.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Owner, E> {
        Err(E::custom(Wrong::new("nobody is named here").help(OWNER_FORM)))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut names: A) -> Result<Owner, A::Error> {
        let mut all: Vec<String> = Vec::new();
        while let Some(name) = names.next_element::<String>()? {
            all.push(name);
        }
        match all.is_empty() {
            true => self.visit_unit(),
            false => Ok(Owner(all.join(", ").into())),
        }
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, _: A) -> Result<Owner, A::Error> {
        Err(A::Error::custom(Wrong::new("an owner is a name, or a list of names").help(OWNER_FORM)))
    }
}

/// A number within a range, read from the text in the file.
macro_rules! ranged_number {
    ($(#[$doc:meta])* $name:ident($inner:ty): $accepts:expr, $wanted:literal, $instead:expr, $form:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <&str>::deserialize(deserializer)?;
                let accepts: fn($inner) -> bool = $accepts;
                match text.trim().parse::<$inner>() {
                    Ok(number) if accepts(number) => Ok($name(number)),
                    _ => {
                        let instead: fn(f64) -> f64 = $instead;
                        let meant = share_of(&text).map(instead);
                        let meant = meant.filter(|meant| meant.to_string().parse().is_ok_and(accepts));
                        let wrong = Wrong::new(format!(concat!("`{}` is not ", $wanted), shorten(text)));
                        Err(D::Error::custom(match meant {
                            Some(meant) => {
                                wrong.help(format!(concat!("write `{}`: ", $form), meant)).meant(meant.to_string())
                            }
                            None => wrong.help($form),
                        }))
                    }
                }
            }
        }
    };
}

ranged_number!(
    /// How much an item counts in the mean above it: any positive number.
    Weight(f64): |weight| weight > 0.0 && weight <= 1e6, "a weight", |share| rounded(share * 100.0),
    "a weight is a positive number up to 1,000,000, like 2; 1 by default"
);
ranged_number!(
    /// The owner's confidence, from 1 (hopeless) to 10 (certain); seed 003.
    Confidence(u8): |confidence| (1..=10).contains(&confidence), "a confidence",
    |share| Some((share * 10.0).round()).filter(|ten| (ten - share * 10.0).abs() < 1e-9).unwrap_or_default(),
    "confidence is a whole number from 1 (hopeless) to 10 (certain)"
);
ranged_number!(
    /// A grade set by hand, 0 to 1.
    HandGrade(f64): |score| (0.0..=1.0).contains(&score), "a grade", rounded,
    "a grade is a number from 0 to 1, like 0.7"
);

/// What `70%`, `7/10`, `0.7` and `0,7` have in common.
fn share_of(text: &str) -> Option<f64> {
    if let Some(share) = share_in_words(text) {
        return Some(share);
    }
    let number =
        |text: &str| text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let share = match (text.trim().strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => number(percent)? / 100.0,
        (None, Some((part, whole))) => number(part)? / number(whole).filter(|whole| *whole != 0.0)?,
        (None, None) => number(text)?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

/// What the words for a confidence come to: `amber` is about 5 of 10.
fn share_in_words(text: &str) -> Option<f64> {
    let word = text.trim().to_lowercase().replace(['_', '-'], " ");
    match word.as_str() {
        "green" | "high" | "on track" | "confident" | "🟢" => Some(0.8),
        "amber" | "yellow" | "medium" | "at risk" | "unsure" | "🟡" => Some(0.5),
        "red" | "low" | "off track" | "🔴" => Some(0.2),
        _ => None,
    }
}

/// To three decimals, so that 0.55 * 100 is shown as 55.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Takes a number as its text, or as its text and whether a comma separates its decimals.
struct WithMark;

impl WithMark {
    fn read<E: Error>(text: &str, mark: DecimalMark) -> Result<Quantity, E> {
        Quantity::read(text, mark).map_err(|error| E::custom(Wrong::from(error)))
    }
}

impl<'de> Visitor<'de> for WithMark {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number with its unit")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        Self::read(text, DecimalMark::Point)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Quantity, A::Error> {
        let text: &str = parts.next_element()?.unwrap_or_default();
        let has_comma: bool = parts.next_element()?.unwrap_or_default();
        Self::read(text, DecimalMark::of(has_comma))
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(QUANTITY, 2, WithMark)
    }
}

/// Whose goals a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole organization’s.
    Company,
    /// One team’s.
    #[default]
    Team,
    /// One person’s.
    Individual,
}

/// What counts as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ambition {
    /// A stretch: 0.7 is a good grade.
    #[default]
    Aspirational,
    /// A promise: only 1.0 is.
    Committed,
}

/// Leading or lagging indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Indicator {
    /// Moves soon after the work does.
    Leading,
    /// Confirms results long after the work.
    Lagging,
}

/// The better direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

/// Where in a customer's life a metric sits; seed 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "Stage of the customer lifecycle.")]
pub enum Stage {
    /// Somebody finds you.
    Acquisition,
    /// They get to the value for the first time.
    Activation,
    /// They come back.
    Retention,
    /// They pay.
    Revenue,
    /// They bring others.
    Referral,
}

impl Stage {
    /// Every stage, in the order people go through them.
    pub const ALL: [Stage; 5] =
        [Stage::Acquisition, Stage::Activation, Stage::Retention, Stage::Revenue, Stage::Referral];

    /// The word for it, as files have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::Acquisition => "acquisition",
            Stage::Activation => "activation",
            Stage::Retention => "retention",
            Stage::Revenue => "revenue",
            Stage::Referral => "referral",
        }
    }
}

/// How often something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every other week.
    Biweekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
}

impl Frequency {
    /// The longest time between two readings at this frequency, in days.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Biweekly => 14,
            Frequency::Monthly => 31,
            Frequency::Quarterly => 92,
        }
    }
}

/// What counts of the several values of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Aggregate {
    /// The latest value.
    Last,
    /// All values added up.
    Sum,
    /// Their mean.
    Mean,
    /// The share of values that held the limit.
    Share,
    /// The worst value: one that breaks the limit is enough.
    Worst,
}

impl Aggregate {
    /// The word for it in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Aggregate::Last => "last",
            Aggregate::Sum => "sum",
            Aggregate::Mean => "mean",
            Aggregate::Share => "share",
            Aggregate::Worst => "worst",
        }
    }
}

/// How far an initiative is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InitiativeStatus {
    /// Not begun.
    Planned,
    /// Being worked on.
    Active,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl InitiativeStatus {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            InitiativeStatus::Planned => "planned",
            InitiativeStatus::Active => "active",
            InitiativeStatus::Done => "done",
            InitiativeStatus::Dropped => "dropped",
        }
    }
}

/// What was decided about an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It worked: it stays.
    Ship,
    /// It did not: it goes.
    Stop,
    /// Not yet: another round.
    Iterate,
}

impl Decision {
    /// The decision with that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        [Decision::Ship, Decision::Stop, Decision::Iterate].into_iter().find(|known| known.name() == word)
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Decision::Ship => "ship",
            Decision::Stop => "stop",
            Decision::Iterate => "iterate",
        }
    }
}

/// What a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisedField {
    /// Where it starts.
    Baseline,
    /// Where it should end.
    Target,
    /// Its stretch target.
    Stretch,
    /// The limit from below.
    AtLeast,
    /// The limit from above.
    AtMost,
    /// The metric it moves.
    Metric,
    /// How it is measured.
    Measurement,
    /// How much it counts.
    Weight,
    /// Whether an objective is a stretch or a promise.
    Ambition,
    /// The guardrails of an objective.
    Guardrails,
    /// Which way of a metric is better.
    Better,
    /// What is watched beside a metric.
    CounterMetric,
    /// What a metric counts.
    Definition,
    /// How a metric is computed.
    Formula,
    /// The metrics that one is computed from.
    Equals,
    /// How far a guardrail may rise.
    MaxIncrease,
    /// How far a guardrail may fall.
    MaxDecrease,
    /// Check-ins of the past.
    CheckIns,
    /// Readings of the past.
    Readings,
    /// Its wording.
    KeyResult,
    /// It was added during the quarter.
    Added,
    /// It was given up during the quarter.
    Removed,
}

impl RevisedField {
    /// The one that stands for a field of the format.
    #[must_use]
    pub fn named(field: &str) -> Option<Self> {
        let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
            serde::de::IntoDeserializer::into_deserializer(field);
        Self::deserialize(name).ok()
    }

    /// The field of the format that it stands for, or `added`, `removed`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RevisedField::Baseline => "baseline",
            RevisedField::Target => "target",
            RevisedField::Stretch => "stretch",
            RevisedField::AtLeast => "at_least",
            RevisedField::AtMost => "at_most",
            RevisedField::Metric => "metric",
            RevisedField::Measurement => "measurement",
            RevisedField::Weight => "weight",
            RevisedField::Ambition => "ambition",
            RevisedField::Guardrails => "guardrails",
            RevisedField::Better => "better",
            RevisedField::CounterMetric => "counter_metric",
            RevisedField::Definition => "definition",
            RevisedField::Formula => "formula",
            RevisedField::Equals => "equals",
            RevisedField::MaxIncrease => "max_increase",
            RevisedField::MaxDecrease => "max_decrease",
            RevisedField::CheckIns => "check_ins",
            RevisedField::Readings => "readings",
            RevisedField::KeyResult => "key_result",
            RevisedField::Added => "added",
            RevisedField::Removed => "removed",
        }
    }

    /// Whether it stands for a field of the format.
    #[must_use]
    pub fn is(self, field: &str) -> bool {
        self.name() == field
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::value::{BorrowedStrDeserializer, Error as PlainError};

    fn message<T: for<'de> Deserialize<'de>>(text: &str) -> String {
        let from = BorrowedStrDeserializer::<PlainError>::new(text);
        T::deserialize(from).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn wrong_numbers_are_told_with_the_number_meant() {
        for right in ["1", "0.5", "3", "1e2"] {
            assert_eq!(message::<Weight>(right), "");
        }
        for right in ["0", "1", "0.7", "1.0"] {
            assert_eq!(message::<HandGrade>(right), "");
        }
        let confidence = "confidence is a whole number from 1 (hopeless) to 10 (certain)";
        let grade = "a grade is a number from 0 to 1, like 0.7";
        let weight = "a weight is a positive number up to 1,000,000, like 2; 1 by default";
        for (text, help) in [
            ("70%", "write `7`: "),
            ("7/10", "write `7`: "),
            ("0.5", "write `5`: "),
            ("11", ""),
            ("0", ""),
            ("-3", ""),
            ("high", "write `8`: "),
            ("amber", "write `5`: "),
            ("7.5", ""),
            ("7/0", ""),
            ("NaN", ""),
        ] {
            assert_eq!(
                message::<Confidence>(text),
                format!("`{text}` is not a confidence\n{help}{confidence}")
            );
        }
        for (text, help) in [
            ("70%", "write `0.7`: "),
            ("7/10", "write `0.7`: "),
            ("0,7", "write `0.7`: "),
            ("7", ""),
            ("inf", ""),
        ] {
            assert_eq!(message::<HandGrade>(text), format!("`{text}` is not a grade\n{help}{grade}"));
        }
        for (text, help) in [("55%", "write `55`: "), ("0", ""), ("-1", ""), ("1e999", ""), ("heavy", "")] {
            assert_eq!(message::<Weight>(text), format!("`{text}` is not a weight\n{help}{weight}"));
        }
    }

    #[test]
    fn wrong_ids_are_told_with_the_nearest_right_one() {
        for right in ["a", "win-mid-market", "2026-plan", "o1"] {
            assert_eq!(message::<Id>(right), "");
        }
        for right in ["a", "day_30_retention"] {
            assert_eq!(message::<MetricId>(right), "");
        }
        let id = "an id has lower-case letters, digits and `-`";
        let metric = "a metric id starts with a letter and has lower-case letters, digits and `_`";
        for (text, help) in [
            ("Effortless start!", "; write `effortless-start`"),
            ("effortless_start", "; write `effortless-start`"),
            ("-x", "; write `x`"),
            ("", ""),
            ("日本", ""),
        ] {
            assert_eq!(message::<Id>(text), format!("`{text}` cannot be an id\n{id}{help}"));
        }
        for (text, help) in [
            ("Activation rate", "; write `activation_rate`"),
            ("day-30-retention", "; write `day_30_retention`"),
            ("30_day_retention", "; write `day_retention`"),
            ("_", ""),
        ] {
            assert_eq!(message::<MetricId>(text), format!("`{text}` cannot be a metric id\n{metric}{help}"));
        }
        let on_two_lines = message::<Id>("two\nlines");
        assert_eq!(on_two_lines, format!("`two…` cannot be an id\n{id}; write `two-lines`"));
        assert!(message::<Id>(&"x Y".repeat(10_000)).len() < 250);
    }
}

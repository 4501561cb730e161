//! Four logistic regressions, one for each kind: would a coach accept it as the verdict on this sentence?
//!
//! A sum of weights for each signal and each gram, and nothing else, so that every verdict can be taken apart. The weights are fitted by `cargo run --release --example train`.

use std::sync::LazyLock;

use super::grams;
use super::hashed::Table;
use super::pieces::Gram;
use super::second_reader::SecondReader;
use super::signals::{Fired, SIGNAL_COUNT, Sentence, Signal};
use super::weights::{self, BadWeights, Hundredths, hash_of_name, unpack};

/// One number for each kind, in the order of `Kind`.
pub(super) type Four = [f32; 4];

/// The sum of the grams is scaled by this over the root of their number, so that long sentences don't drown the signals.
const GRAM_SCALE: f32 = 4.0;
/// The same for grams of word classes: most words have one, so they say less.
const CLASS_SCALE: f32 = 2.0;

/// The weights of the verdict.
#[derive(Clone, Debug)]
pub struct Model {
    weights: Table,
    bias: Hundredths,
    /// Of each signal, at its index.
    signals: [Hundredths; SIGNAL_COUNT],
    /// Which number is to be reached is a question of its own, with weights of its own.
    pub(super) second_reader: SecondReader,
}

/// The weights of a sentence that share a scale, added up. Whole numbers, for whatever order they are added in, the sums are the same.
#[derive(Default)]
struct Sum {
    hundredths: [i32; 4],
    count: usize,
}

impl Sum {
    fn add(&mut self, weights: Hundredths) {
        self.count += 1;
        for (sum, weight) in self.hundredths.iter_mut().zip(weights) {
            *sum += i32::from(weight);
        }
    }
}

impl Model {
    /// The weights that come with the program.
    pub fn built_in() -> &'static Model {
        static WEIGHTS: Table = Table::built(include_bytes!(concat!(env!("OUT_DIR"), "/weights")));
        static BUILT_IN: LazyLock<Model> = LazyLock::new(|| Model::new(WEIGHTS.clone()));
        &BUILT_IN
    }

    /// Reads weights: lines of a feature's name, a tab, and four weights in hundredths (outcome, output, activity, vague)
    /// with spaces between them. `bias` is what each kind starts with; lines that begin with `#` are comments.
    ///
    /// # Errors
    ///
    /// The first line that is none of these.
    pub fn parse(text: &str) -> Result<Model, BadWeights> {
        weights::read(text).map(Model::new)
    }

    /// The same model with other weights for the numbers of a sentence: lines of a feature's name, a tab, and its weight in hundredths.
    ///
    /// # Errors
    ///
    /// The first line that is none of these, and no comment.
    pub fn with_numbers(self, text: &str) -> Result<Model, BadWeights> {
        Ok(Model { second_reader: SecondReader::parse(text)?, ..self })
    }

    fn new(weights: Table) -> Model {
        let of = |name: &str| weights.get(hash_of_name(name)).map(unpack).unwrap_or_default();
        let mut signals = [Hundredths::default(); SIGNAL_COUNT];
        Signal::all().for_each(|signal| signals[signal.index()] = of(&format!("signal:{signal}")));
        Model { bias: of("bias"), signals, weights, second_reader: SecondReader::built_in() }
    }

    /// How likely each kind is an acceptable verdict, in the order of `Kind`; they need not add up to one.
    pub(super) fn score(&self, sentence: &Sentence, fired: &[Fired]) -> Four {
        let signals = self.weigh_signals(fired);
        let [grams, classes] = self.weigh_grams(sentence);
        let scaled =
            [(&signals, 1.0), (&grams, gram_value(grams.count)), (&classes, class_value(classes.count))]
                .map(|(sum, value)| (sum, value / 100.0));
        let sum = |kind: usize| {
            let of_groups = scaled.iter().map(|(sum, scale)| sum.hundredths[kind] as f32 * scale);
            f32::from(self.bias[kind]) / 100.0 + of_groups.sum::<f32>()
        };
        [0, 1, 2, 3].map(|kind| 1.0 / (1.0 + libm::expf(-sum(kind))))
    }

    /// A signal counts once, however many words give it.
    fn weigh_signals(&self, fired: &[Fired]) -> Sum {
        let mut seen = [false; SIGNAL_COUNT];
        let mut sum = Sum::default();
        for Fired { signal, .. } in fired {
            if !std::mem::replace(&mut seen[signal.index()], true) {
                sum.add(self.signals[signal.index()]);
            }
        }
        sum
    }

    /// The grams that have weights, and those of word classes: each counts once.
    fn weigh_grams(&self, sentence: &Sentence) -> [Sum; 2] {
        let mut seen = vec![0u64; self.weights.len().div_ceil(64)];
        let mut sums = [Sum::default(), Sum::default()];
        grams::each(sentence, |gram: &Gram| {
            let Some(place) = self.weights.find(gram.hash()) else { return };
            let (word, bit) = (&mut seen[place / 64], 1 << (place % 64));
            if *word & bit == 0 {
                *word |= bit;
                sums[usize::from(grams::is_class(gram))].add(unpack(self.weights.content(place)));
            }
        });
        sums
    }
}

/// What each of a sentence's `count` known grams counts for.
fn gram_value(count: usize) -> f32 {
    GRAM_SCALE / (count.max(1) as f32).sqrt()
}

/// The same for grams of word classes.
fn class_value(count: usize) -> f32 {
    CLASS_SCALE / (count.max(1) as f32).sqrt()
}

/// One thing of a sentence that the verdict can weigh, by its name in the table of weights.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A signal: counts one.
    Signal(String),
    /// A gram: all grams of a sentence that have weights share one scale, see [`Feature::gram_value`].
    Gram(String),
    /// A gram of word classes, with a scale of their own, see [`Feature::class_value`].
    Class(String),
}

impl Feature {
    /// What each gram of a sentence counts for when `known` of its grams have weights.
    pub fn gram_value(known: usize) -> f32 {
        gram_value(known)
    }

    /// What each gram of word classes counts for when `known` of them have weights.
    pub fn class_value(known: usize) -> f32 {
        class_value(known)
    }

    pub(super) fn of(sentence: &Sentence, fired: &[Fired]) -> Vec<Feature> {
        let signals = fired.iter().map(|fired| Feature::Signal(format!("signal:{}", fired.signal)));
        let mut features: Vec<Feature> = signals.collect();
        grams::each(sentence, |gram: &Gram| {
            features.push(if grams::is_class(gram) {
                Feature::Class(gram.name())
            } else {
                Feature::Gram(gram.name())
            });
        });
        features.sort_unstable();
        features.dedup();
        features
    }
}

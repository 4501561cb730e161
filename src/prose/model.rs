//! Four logistic regressions, one for each kind: would a coach accept it as the verdict on this sentence?
//!
//! A sum of weights for each signal and each gram, and nothing else, so that every verdict can be taken apart into the
//! words that made it. The weights are fitted by `cargo run --release --example train`.

use std::ops::Range;
use std::sync::LazyLock;

use super::grams::{self, Gram};
use super::hashed::Table;
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
}

/// Things in a sentence that share a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Signals,
    Grams,
    Classes,
}

/// Something in the sentence that was weighed.
#[derive(Clone, Debug)]
struct Weighed {
    /// The tokens it covers.
    at: Range<usize>,
    weights: Hundredths,
    group: Group,
}

/// The sums of a sentence, as probabilities, and what they are made of.
pub(super) struct Scores {
    /// How likely each kind is an acceptable verdict, in the order of `Kind`; they need not add up to one.
    pub(super) acceptable: Four,
    weighed: Vec<Weighed>,
    /// What a hundredth in each group counts for.
    scales: [f32; 3],
}

impl Scores {
    /// The tokens that speak most for the likeliest kind against the second likeliest, strongest first. What several
    /// tokens say together is shared among them.
    pub(super) fn deciding(&self, kind: usize, tokens: usize) -> Vec<usize> {
        let others = (0..4).filter(|&other| other != kind);
        let rival = others.max_by(|&a, &b| self.acceptable[a].total_cmp(&self.acceptable[b])).unwrap_or(kind);
        let mut speaks = vec![0.0f32; tokens];
        for Weighed { at, weights, group } in &self.weighed {
            let lead = f32::from(weights[kind]) - f32::from(weights[rival]);
            let share = lead * self.scales[*group as usize] / at.len().max(1) as f32;
            for token in speaks.get_mut(at.clone()).unwrap_or_default() {
                *token += share;
            }
        }
        let mut order: Vec<usize> = (0..tokens).filter(|&at| speaks[at] > 0.0).collect();
        order.sort_by(|&a, &b| speaks[b].total_cmp(&speaks[a]).then(a.cmp(&b)));
        order
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

    fn new(weights: Table) -> Model {
        let of = |name: &str| weights.get(hash_of_name(name)).map(unpack).unwrap_or_default();
        let mut signals = [Hundredths::default(); SIGNAL_COUNT];
        Signal::all().for_each(|signal| signals[signal.index()] = of(&format!("signal:{signal}")));
        Model { bias: of("bias"), signals, weights }
    }

    pub(super) fn score(&self, sentence: &Sentence, fired: &[Fired]) -> Scores {
        let mut weighed = Vec::with_capacity(128);
        self.weigh_grams(sentence, &mut weighed);
        let mut seen = [false; SIGNAL_COUNT];
        for Fired { signal, at } in fired {
            // A signal counts once, however many words give it.
            let index = signal.index();
            if !std::mem::replace(&mut seen[index], true) {
                let weights = self.signals[index];
                weighed.push(Weighed { at: *at..at + 1, weights, group: Group::Signals });
            }
        }
        // Whole numbers, for whatever order they are added in, the sums are the same.
        let mut sums = [[0i32; 4]; 3];
        let mut counts = [0; 3];
        for each in &weighed {
            counts[each.group as usize] += 1;
            for (sum, weight) in sums[each.group as usize].iter_mut().zip(each.weights) {
                *sum += i32::from(weight);
            }
        }
        let [_, grams, classes] = counts;
        let scales = [1.0, gram_value(grams), class_value(classes)].map(|value| value / 100.0);
        let sum = |kind: usize| {
            let of_groups = sums.iter().zip(scales).map(|(sums, scale)| sums[kind] as f32 * scale);
            f32::from(self.bias[kind]) / 100.0 + of_groups.sum::<f32>()
        };
        let acceptable = [0, 1, 2, 3].map(|kind| 1.0 / (1.0 + (-sum(kind)).exp()));
        Scores { acceptable, weighed, scales }
    }

    /// Weighs each gram that has weights, where it comes first.
    fn weigh_grams(&self, sentence: &Sentence, weighed: &mut Vec<Weighed>) {
        let mut seen = vec![0u64; self.weights.len().div_ceil(64)];
        grams::each(sentence, |gram: &Gram, at| {
            let Some(place) = self.weights.find(gram.hash()) else { return };
            let (word, bit) = (&mut seen[place / 64], 1 << (place % 64));
            if *word & bit == 0 {
                *word |= bit;
                let group = if gram.is_class() { Group::Classes } else { Group::Grams };
                weighed.push(Weighed { at, weights: unpack(self.weights.content(place)), group });
            }
        });
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
        grams::each(sentence, |gram: &Gram, _| {
            features.push(if gram.is_class() {
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

//! Four logistic regressions, one for each kind: would a coach accept it as the verdict on this sentence?
//!
//! A sum of weights for each signal and each gram, and nothing else, so that every verdict can be taken apart into the
//! words that made it. The weights are fitted by `cargo run --release --example train`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use fnv::FnvBuildHasher;

use super::grams;
use super::signals::{Fired, SIGNAL_COUNT, Sentence, Signal};

/// One number for each kind, in the order of `Kind`.
pub(super) type Four = [f32; 4];

/// The sum of the grams is scaled by this over the root of their number, so that long sentences don't drown the signals.
const GRAM_SCALE: f32 = 4.0;
/// The same for grams of word classes: most words have one, so they say less.
const CLASS_SCALE: f32 = 2.0;

/// The weights of the verdict.
#[derive(Clone, Debug)]
pub struct Model {
    bias: Four,
    signals: Vec<Four>,
    grams: HashMap<u64, Four, FnvBuildHasher>,
}

/// A line of a table of weights that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadWeights {
    /// The line, from 1.
    pub line: usize,
}

impl std::fmt::Display for BadWeights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} of the weights is not `name`, a tab, and four whole numbers", self.line)
    }
}

impl std::error::Error for BadWeights {}

/// Something in the sentence that was weighed.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// The tokens it covers.
    pub(super) at: Range<usize>,
    /// What it adds to the sum of each kind.
    pub(super) adds: Four,
}

/// The sums of a sentence, as probabilities, and what they are made of.
pub(super) struct Scores {
    /// How likely each kind is an acceptable verdict, in the order of `Kind`; they need not add up to one.
    pub(super) acceptable: Four,
    pub(super) weighed: Vec<Weighed>,
}

impl Scores {
    /// The tokens that speak most for the likeliest kind against the second likeliest, strongest first. What several
    /// tokens say together is shared among them.
    pub(super) fn deciding(&self, kind: usize, tokens: usize) -> Vec<usize> {
        let others = (0..4).filter(|&other| other != kind);
        let rival = others.max_by(|&a, &b| self.acceptable[a].total_cmp(&self.acceptable[b])).unwrap_or(kind);
        let mut speaks = vec![0.0f32; tokens];
        for Weighed { at, adds } in &self.weighed {
            let share = (adds[kind] - adds[rival]) / at.len().max(1) as f32;
            for token in speaks.get_mut(at.clone()).unwrap_or_default() {
                *token += share;
            }
        }
        let mut order: Vec<usize> = (0..tokens).filter(|&at| speaks[at] > 0.0).collect();
        order.sort_by(|&a, &b| speaks[b].total_cmp(&speaks[a]).then(a.cmp(&b)));
        order
    }
}

/// About as many bytes as a line of weights has.
const LINE: usize = 24;

impl Model {
    /// The weights that come with the program.
    pub fn built_in() -> &'static Model {
        static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
            Model::parse(include_str!("weights.tsv")).expect("internal error: the weights cannot be read")
        });
        &BUILT_IN
    }

    /// Reads weights: lines of a feature's name, a tab, and four weights in hundredths (outcome, output, activity, vague)
    /// with spaces between them. `bias` is what each kind starts with; lines that begin with `#` are comments.
    pub fn parse(text: &str) -> Result<Model, BadWeights> {
        let mut bias = [0.0; 4];
        let mut signals = HashMap::<&[u8], Four>::new();
        let mut grams = HashMap::with_capacity_and_hasher(text.len() / LINE, FnvBuildHasher::default());
        let mut rest = text.as_bytes();
        let mut number = 0;
        while !rest.is_empty() {
            number += 1;
            if matches!(rest[0], b'#' | b'\n') {
                let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                rest = &rest[end..];
                continue;
            }
            let (name, hash, weights) = line(&mut rest).ok_or(BadWeights { line: number })?;
            if name == b"bias" {
                bias = weights;
            } else if let Some(signal) = name.strip_prefix(b"signal:") {
                signals.insert(signal, weights);
            } else {
                grams.insert(hash, weights);
            }
        }
        let of_signal =
            |signal: Signal| signals.get(signal.to_string().as_bytes()).copied().unwrap_or_default();
        Ok(Model { bias, signals: Signal::all().map(of_signal).collect(), grams })
    }

    pub(super) fn score(&self, sentence: &Sentence, fired: &[Fired]) -> Scores {
        let mut weighed = self.weigh_grams(sentence);
        let mut seen = [false; SIGNAL_COUNT];
        for Fired { signal, at } in fired {
            // A signal counts once, however many words give it.
            let index = signal.index();
            if !std::mem::replace(&mut seen[index], true) {
                weighed.push(Weighed { at: *at..at + 1, adds: self.signals[index] });
            }
        }
        let mut sums = self.bias;
        for each in &weighed {
            for (sum, add) in sums.iter_mut().zip(each.adds) {
                *sum += add;
            }
        }
        Scores { acceptable: sums.map(|sum| 1.0 / (1.0 + (-sum).exp())), weighed }
    }

    fn weigh_grams(&self, sentence: &Sentence) -> Vec<Weighed> {
        let mut found: Vec<(bool, u64, Weighed)> = Vec::with_capacity(128);
        grams::each(sentence, &mut |parts, at| {
            let hash = hash(parts);
            if let Some(&adds) = self.grams.get(&hash) {
                found.push((parts[0] == grams::CLASS, hash, Weighed { at, adds }));
            }
        });
        // Stable, so that of a repeated gram the first place stays.
        found.sort_by_key(|(is_class, hash, _)| (*is_class, *hash));
        found.dedup_by_key(|(_, hash, _)| *hash);
        let words = found.iter().filter(|(is_class, ..)| !is_class).count();
        let (gram, class) = (gram_value(words), class_value(found.len() - words));
        let scaled = |(is_class, _, weighed): (bool, u64, Weighed)| {
            let scale = if is_class { class } else { gram };
            Weighed { adds: weighed.adds.map(|w| w * scale), ..weighed }
        };
        found.into_iter().map(scaled).collect()
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

/// The name, its hash, and the weights of the line that `text` begins with, which it is taken from. Each byte is looked at once:
/// there are thousands of lines, and each start of the program reads them all.
fn line<'t>(text: &mut &'t [u8]) -> Option<(&'t [u8], u64, Four)> {
    let mut hash = BASIS;
    let mut length = 0;
    loop {
        match *text.get(length)? {
            b'\t' => break,
            b'\n' => return None,
            byte => hash = hash_on(hash, byte),
        }
        length += 1;
    }
    let (name, mut rest) = text.split_at(length);
    let mut four = [0.0; 4];
    for weight in &mut four {
        // The tab before the first number, and the spaces between them.
        rest = rest.get(1..)?;
        *weight = f32::from(whole(&mut rest)?) / 100.0;
        if !matches!(rest.first(), None | Some(b' ' | b'\n')) {
            return None;
        }
    }
    *text = rest.strip_prefix(b"\n").or_else(|| rest.is_empty().then_some(rest))?;
    Some((name, hash, four))
}

/// A whole number of up to four digits at the start of `text`, which it is taken from.
fn whole(text: &mut &[u8]) -> Option<i16> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=4).contains(&count) {
        return None;
    }
    let value = digits[..count].iter().fold(0, |value, digit| value * 10 + i16::from(digit - b'0'));
    let is_negative = digits.len() < text.len();
    *text = &digits[count..];
    Some(if is_negative { -value } else { value })
}

/// Where FNV-1a begins.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over the parts of a name, one after the other.
fn hash(parts: &[&str]) -> u64 {
    parts.iter().fold(BASIS, |hash, part| part.bytes().fold(hash, hash_on))
}

fn hash_on(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
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
        grams::each(sentence, &mut |parts, _| {
            let name = parts.concat();
            let is_class = parts[0] == grams::CLASS;
            features.push(if is_class { Feature::Class(name) } else { Feature::Gram(name) });
        });
        features.sort_unstable();
        features.dedup();
        features
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_grams_share_a_place() {
        let text = include_str!("weights.tsv");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let grams = lines.filter(|line| !line.starts_with("signal:") && !line.starts_with("bias\t")).count();
        assert_eq!(Model::built_in().grams.len(), grams);
    }

    #[test]
    fn wrong_weights_are_refused_with_their_line() {
        assert_eq!(Model::parse("# head\nbias\t1 2 3 4\nnear:x\t1 2 3").unwrap_err(), BadWeights { line: 3 });
        for wrong in [
            "near:x 1 2 3 4",
            "near:x\t1 2 3 4 5",
            "near:x\t1 2 3 x",
            "near:x\t1 2 3 99999",
            "near:x\t1  2 3 4",
            "near:x",
            "near:x\t1 2 3",
        ] {
            assert_eq!(Model::parse(wrong).unwrap_err(), BadWeights { line: 1 }, "{wrong}");
        }
    }
}

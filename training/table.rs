//! Sentences as sparse rows of features.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use okr::prose::{Feature, Kind, Vocabulary, features};
use rayon::prelude::*;

use crate::corpus::{KINDS, Origin, Sentence};

/// A gram seen in fewer organisations says more about them than about the language.
const FEWEST_ORGANISATIONS: usize = 3;
/// Signals are held to a stronger penalty than grams by counting for less.
const SIGNAL_VALUE: f64 = 0.6;
/// What the second label is worth in the fit.
const SECOND_LABEL: f64 = 0.8;
/// What a made-up sentence weighs against a real one of an average organisation.
const INVENTED_WEIGHT: f64 = 0.5;

/// One sentence for the fit.
pub(crate) struct Row {
    /// Columns and their values.
    pub(crate) values: Vec<(usize, f64)>,
    /// How much of each kind it is, 0 to 1.
    pub(crate) accepted: [f64; 4],
    pub(crate) weight: f64,
    pub(crate) trains: bool,
    pub(crate) group: usize,
}

/// All sentences, in their order.
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// The features' names, by column.
    pub(crate) names: Vec<Feature>,
    /// How many groups (organisations) there are, and how many sentences each has that may be trained on.
    pub(crate) group_sizes: Vec<usize>,
}

impl Table {
    pub(crate) fn new(sentences: &[Sentence], without: &[String]) -> Table {
        let vocabulary = Vocabulary::default();
        let left_out =
            |feature: &Feature| without.iter().any(|prefix| name(feature).starts_with(prefix.as_str()));
        let found: Vec<Vec<Feature>> = sentences
            .par_iter()
            .map(|sentence| {
                let mut features = features(&sentence.text, &vocabulary);
                features.retain(|feature| !left_out(feature));
                features
            })
            .collect();
        let mut numbers = BTreeMap::new();
        for sentence in sentences {
            let next = numbers.len();
            numbers.entry(sentence.organisation.as_str()).or_insert(next);
        }
        let groups: Vec<usize> =
            sentences.iter().map(|sentence| numbers[sentence.organisation.as_str()]).collect();
        let mut group_sizes = vec![0; numbers.len()];
        for (sentence, &group) in sentences.iter().zip(&groups) {
            group_sizes[group] += usize::from(sentence.origin.trains());
        }
        let names = known(sentences, &groups, &found);
        let columns: HashMap<&Feature, usize> =
            names.iter().enumerate().map(|(at, name)| (name, at)).collect();
        let weights = weights(sentences, &groups, &group_sizes);
        let rows = (0..sentences.len())
            .map(|at| Row {
                values: values(&found[at], &columns),
                accepted: KINDS.map(|kind| target(&sentences[at], kind)),
                weight: weights[at],
                trains: sentences[at].origin.trains(),
                group: groups[at],
            })
            .collect();
        Table { rows, names, group_sizes }
    }

    /// What a fitted weight of this column is in the table of weights.
    pub(crate) fn scale(&self, column: usize) -> f64 {
        if matches!(self.names[column], Feature::Signal(_)) { SIGNAL_VALUE } else { 1.0 }
    }
}

/// A feature's name in the table of weights.
pub(crate) fn name(feature: &Feature) -> &str {
    match feature {
        Feature::Signal(name) | Feature::Gram(name) => name,
    }
}

/// The features worth fitting: signals, and grams of several organisations.
fn known(sentences: &[Sentence], groups: &[usize], found: &[Vec<Feature>]) -> Vec<Feature> {
    let mut seen: BTreeMap<&Feature, BTreeSet<usize>> = BTreeMap::new();
    for at in (0..sentences.len()).filter(|&at| sentences[at].origin.trains()) {
        for feature in &found[at] {
            seen.entry(feature).or_default().insert(groups[at]);
        }
    }
    let worth = |(feature, groups): &(&Feature, BTreeSet<usize>)| {
        matches!(feature, Feature::Signal(_)) || groups.len() >= FEWEST_ORGANISATIONS
    };
    seen.into_iter().filter(worth).map(|(feature, _)| feature.clone()).collect()
}

fn values(found: &[Feature], columns: &HashMap<&Feature, usize>) -> Vec<(usize, f64)> {
    let known: Vec<(&Feature, usize)> =
        found.iter().filter_map(|feature| Some((feature, *columns.get(feature)?))).collect();
    let grams = known.iter().filter(|(feature, _)| matches!(feature, Feature::Gram(_))).count();
    let gram = f64::from(Feature::gram_value(grams));
    let value = |feature: &Feature| if matches!(feature, Feature::Signal(_)) { SIGNAL_VALUE } else { gram };
    known.into_iter().map(|(feature, column)| (column, value(feature))).collect()
}

/// No organisation may dominate: a sentence weighs the fourth root less the more its organisation has.
fn weights(sentences: &[Sentence], groups: &[usize], sizes: &[usize]) -> Vec<f64> {
    let is_published = |at: &usize| matches!(sentences[*at].origin, Origin::Real | Origin::Example);
    let weight = |at: usize| (sizes[groups[at]].max(1) as f64).powf(-0.25);
    let published: Vec<f64> = (0..sentences.len()).filter(is_published).map(weight).collect();
    let mean = published.iter().sum::<f64>() / published.len().max(1) as f64;
    let of = |at: usize| if is_published(&at) { weight(at) / mean } else { INVENTED_WEIGHT };
    (0..sentences.len()).map(of).collect()
}

/// How much of a kind a sentence is: the second label is as acceptable as the first, but between the two the first is to win.
fn target(sentence: &Sentence, kind: Kind) -> f64 {
    if sentence.label == kind {
        1.0
    } else if sentence.second == Some(kind) {
        SECOND_LABEL
    } else {
        0.0
    }
}

//! Sentences as sparse rows of features.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use okr::prose::{Feature, Vocabulary, features};
use rayon::prelude::*;

use crate::corpus::{KINDS, Origin, Sentence};
use crate::fit::Observation;

/// A gram seen in fewer organisations says more about them than about the language.
const FEWEST_ORGANISATIONS: usize = 3;
/// Signals are held to a stronger penalty than grams by counting for less.
const SIGNAL_VALUE: f64 = 0.6;
/// What the project's own made-up sentences weigh against a real one of an average organisation.
const OURS_WEIGHT: f64 = 0.6;

/// One sentence for the fit.
pub(crate) struct Row {
    /// Columns and their values.
    pub(crate) values: Vec<(usize, f64)>,
    /// 1 for each kind that is one of its labels, and 0 for the others.
    pub(crate) accepted: [f64; 4],
    pub(crate) weight: f64,
    pub(crate) trains: bool,
    /// Somebody wrote it for others to read, and not for training.
    pub(crate) is_published: bool,
    pub(crate) group: usize,
}

impl Observation for Row {
    fn values(&self) -> &[(usize, f64)] {
        &self.values
    }

    fn is_of(&self, kind: usize) -> f64 {
        self.accepted[kind]
    }

    fn weight(&self) -> f64 {
        self.weight
    }
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
                accepted: KINDS.map(|kind| f64::from(u8::from(sentences[at].accepts(kind)))),
                weight: weights[at],
                trains: sentences[at].origin.trains(),
                is_published: sentences[at].origin.is_published(),
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
        Feature::Signal(name) | Feature::Gram(name) | Feature::Class(name) => name,
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
    let count = |is: fn(&Feature) -> bool| known.iter().filter(|(feature, _)| is(feature)).count();
    let gram = f64::from(Feature::gram_value(count(|feature| matches!(feature, Feature::Gram(_)))));
    let class = f64::from(Feature::class_value(count(|feature| matches!(feature, Feature::Class(_)))));
    let value = |feature: &Feature| match feature {
        Feature::Signal(_) => SIGNAL_VALUE,
        Feature::Gram(_) => gram,
        Feature::Class(_) => class,
    };
    known.into_iter().map(|(feature, column)| (column, value(feature))).collect()
}

/// No organisation may dominate: a sentence weighs the fourth root less the more its organisation has.
fn weights(sentences: &[Sentence], groups: &[usize], sizes: &[usize]) -> Vec<f64> {
    let is_published = |at: &usize| sentences[*at].origin.is_published();
    let weight = |at: usize| (sizes[groups[at]].max(1) as f64).powf(-0.25);
    let published: Vec<f64> = (0..sentences.len()).filter(is_published).map(weight).collect();
    let mean = published.iter().sum::<f64>() / published.len().max(1) as f64;
    let of = |at: usize| match sentences[at].origin {
        Origin::Real | Origin::Example => weight(at) / mean,
        Origin::Ours => OURS_WEIGHT,
        Origin::Invented | Origin::Synthetic | Origin::Fixture => 1.0,
    };
    (0..sentences.len()).map(of).collect()
}

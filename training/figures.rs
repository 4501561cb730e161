//! What is counted over judged sentences.

use std::collections::BTreeMap;

use okr::prose::{Certainty, Kind};

use crate::corpus::{KINDS, Origin, Sentence};
use crate::cross_validation::Judged;

/// How often organisations are drawn anew for the intervals.
const DRAWS: usize = 2000;

/// Counts over some sentences; every share is of two of them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) all: usize,
    /// The verdict is one of the sentence's labels.
    pub(crate) right: usize,
    /// The verdict is the first label.
    pub(crate) strict: usize,
    pub(crate) outcomes: usize,
    /// Outcomes reported as output or activity, as an error, if that is not one of their labels.
    pub(crate) false_alarms: usize,
    /// The same at any level.
    pub(crate) doubts: usize,
    pub(crate) work: usize,
    /// Outputs and activities reported as such (either), at any level and as an error.
    pub(crate) found: usize,
    pub(crate) found_as_error: usize,
    /// Verdicts that are reported as errors, and those of them that are a label of the sentence.
    pub(crate) errors: usize,
    pub(crate) errors_right: usize,
}

impl Counts {
    fn add(&mut self, sentence: &Sentence, said: &Judged) {
        let right = sentence.accepts(said.kind);
        let is_work = |kind: Kind| matches!(kind, Kind::Output | Kind::Activity);
        let sure = said.certainty == Certainty::Sure;
        let one = usize::from;
        self.all += 1;
        self.right += one(right);
        self.strict += one(sentence.label == said.kind);
        self.outcomes += one(sentence.label == Kind::Outcome);
        let wrongly = sentence.label == Kind::Outcome && is_work(said.kind) && !right;
        self.doubts += one(wrongly);
        self.false_alarms += one(wrongly && sure);
        let found = is_work(sentence.label) && is_work(said.kind);
        self.work += one(is_work(sentence.label));
        self.found += one(found);
        self.found_as_error += one(found && sure);
        let error = sure && said.kind != Kind::Outcome;
        self.errors += one(error);
        self.errors_right += one(error && right);
    }

    fn plus(mut self, other: &Counts) -> Counts {
        self.all += other.all;
        self.right += other.right;
        self.strict += other.strict;
        self.outcomes += other.outcomes;
        self.false_alarms += other.false_alarms;
        self.doubts += other.doubts;
        self.work += other.work;
        self.found += other.found;
        self.found_as_error += other.found_as_error;
        self.errors += other.errors;
        self.errors_right += other.errors_right;
        self
    }
}

/// A share and what is counted for it.
pub(crate) struct Share {
    pub(crate) name: &'static str,
    pub(crate) of: fn(&Counts) -> (usize, usize),
}

/// The shares that are shown.
pub(crate) const SHARES: [Share; 7] = [
    Share { name: "accuracy", of: |c| (c.right, c.all) },
    Share { name: "strict", of: |c| (c.strict, c.all) },
    Share { name: "false alarms", of: |c| (c.false_alarms, c.outcomes) },
    Share { name: "doubts", of: |c| (c.doubts, c.outcomes) },
    Share { name: "work found", of: |c| (c.found, c.work) },
    Share { name: "work found as error", of: |c| (c.found_as_error, c.work) },
    Share { name: "errors right", of: |c| (c.errors_right, c.errors) },
];

/// The figures of one part of the corpus.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) organisations: usize,
    pub(crate) counts: Counts,
    /// 95% intervals of `SHARES`, over organisations.
    pub(crate) intervals: [(f64, f64); SHARES.len()],
}

/// Precision and recall of one kind.
pub(crate) struct OfKind {
    pub(crate) kind: Kind,
    pub(crate) said: usize,
    pub(crate) said_right: usize,
    pub(crate) labelled: usize,
    pub(crate) labelled_right: usize,
}

/// How many findings of one kind and level there are, and how many are right.
pub(crate) struct Level {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) said: usize,
    pub(crate) right: usize,
}

/// One row of the reliability table.
pub(crate) struct Bin {
    pub(crate) from: f32,
    pub(crate) to: f32,
    pub(crate) said: usize,
    pub(crate) expected: f64,
    pub(crate) right: usize,
}

/// Everything that is measured.
pub(crate) struct Figures {
    pub(crate) parts: Vec<Part>,
    /// By kind, over published sentences.
    pub(crate) kinds: Vec<OfKind>,
    /// What is reported, by kind and level, over published sentences.
    pub(crate) levels: Vec<Level>,
    /// How likely the verdicts were said to be, and how many were right, over published sentences.
    pub(crate) reliability: Vec<Bin>,
    /// First label by verdict, over published sentences.
    pub(crate) confusion: [[usize; 4]; 4],
}

type Pair<'a> = (&'a Sentence, &'a Judged);

impl Figures {
    pub(crate) fn of(sentences: &[Sentence], judged: &[Judged]) -> Figures {
        let pairs: Vec<Pair> = sentences.iter().zip(judged).collect();
        let pick = |keep: &dyn Fn(&Sentence) -> bool| -> Vec<Pair> {
            pairs.iter().copied().filter(|(sentence, _)| keep(sentence)).collect()
        };
        let is = |origin: Origin| move |sentence: &Sentence| sentence.origin == origin;
        let published = pick(&|s| s.origin.is_published());
        let parts = vec![
            part("published (real and example)", &published),
            part("real", &pick(&is(Origin::Real))),
            part("example", &pick(&is(Origin::Example))),
            part("published, never read by us", &pick(&|s| s.is_kept_back())),
            part("invented", &pick(&is(Origin::Invented))),
            part("made up for training", &pick(&is(Origin::Ours))),
            part("synthetic-dev, never trained on", &pick(&is(Origin::Synthetic))),
            part("fixtures, never trained on", &pick(&is(Origin::Fixture))),
        ];
        Figures {
            parts,
            kinds: KINDS.map(|kind| of_kind(kind, &published)).into(),
            levels: levels(&published),
            reliability: reliability(&published),
            confusion: confusion(&published),
        }
    }
}

fn part(name: &'static str, pairs: &[Pair]) -> Part {
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    for (sentence, said) in pairs {
        groups.entry(&sentence.organisation).or_default().add(sentence, said);
    }
    let groups: Vec<Counts> = groups.into_values().collect();
    let counts = groups.iter().fold(Counts::default(), |sum, each| sum.plus(each));
    Part { name, organisations: groups.len(), counts, intervals: intervals(&groups) }
}

/// Draws as many organisations as there are, with repetition, and again; the middle 95% of what comes out.
fn intervals(groups: &[Counts]) -> [(f64, f64); SHARES.len()] {
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let mut draw = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 33) as usize % groups.len().max(1)
    };
    let draws: Vec<Counts> = (0..DRAWS)
        .map(|_| (0..groups.len()).fold(Counts::default(), |sum, _| sum.plus(&groups[draw()])))
        .collect();
    std::array::from_fn(|share| {
        let mut values: Vec<f64> = draws.iter().map(|counts| ratio((SHARES[share].of)(counts))).collect();
        values.sort_by(f64::total_cmp);
        (values[DRAWS / 40], values[DRAWS - 1 - DRAWS / 40])
    })
}

/// The quotient; of nothing it is 0.
pub(crate) fn ratio((part, whole): (usize, usize)) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn of_kind(kind: Kind, pairs: &[Pair]) -> OfKind {
    let count = |keep: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| keep(pair)).count();
    OfKind {
        kind,
        said: count(&|(_, said)| said.kind == kind),
        said_right: count(&|(sentence, said)| said.kind == kind && sentence.accepts(kind)),
        labelled: count(&|(sentence, _)| sentence.label == kind),
        labelled_right: count(&|(sentence, said)| sentence.label == kind && sentence.accepts(said.kind)),
    }
}

fn levels(pairs: &[Pair]) -> Vec<Level> {
    let level = |said: &Judged| match said.certainty {
        Certainty::Sure => "error",
        Certainty::Unsure if said.is_hunch => "note",
        Certainty::Unsure => "warning",
    };
    let reported = KINDS.into_iter().filter(|kind| *kind != Kind::Outcome);
    let rows = reported.flat_map(|kind| ["error", "warning", "note"].map(|name| (kind, name)));
    let count = |(kind, name)| {
        let found = || pairs.iter().filter(move |(_, said)| said.kind == kind && level(said) == name);
        let right = found().filter(|(sentence, said)| sentence.accepts(said.kind)).count();
        Level { kind, name, said: found().count(), right }
    };
    rows.map(count).collect()
}

fn reliability(pairs: &[Pair]) -> Vec<Bin> {
    let edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];
    let likely = |said: &Judged| said.acceptable[said.kind as usize];
    let bin = |edge: &[f32]| {
        let inside: Vec<&Pair> =
            pairs.iter().filter(|(_, said)| (edge[0]..edge[1]).contains(&likely(said))).collect();
        let expected = inside.iter().map(|(_, said)| f64::from(likely(said))).sum::<f64>();
        Bin {
            from: edge[0],
            to: edge[1].min(1.0),
            said: inside.len(),
            expected: expected / inside.len().max(1) as f64,
            right: inside.iter().filter(|(sentence, said)| sentence.accepts(said.kind)).count(),
        }
    };
    edges.windows(2).map(bin).collect()
}

fn confusion(pairs: &[Pair]) -> [[usize; 4]; 4] {
    let mut counts = [[0; 4]; 4];
    for (sentence, said) in pairs {
        counts[sentence.label as usize][said.kind as usize] += 1;
    }
    counts
}

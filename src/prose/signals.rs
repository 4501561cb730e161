//! What in a sentence speaks for an outcome, an output, an activity or vagueness: the explainable features of the verdict.

use std::fmt;

use super::clause::Clause;
use super::lexicon::Classes;
use super::measures::Measures;
use super::token::Tokens;

/// Kinds of noun that signals distinguish.
pub(super) const NOUNS: [(&str, Classes); 13] = [
    ("metric", Classes::METRIC),
    ("measure", Classes::MEASURE),
    ("fault", Classes::FAULT),
    ("act", Classes::ACT),
    ("people", Classes::PEOPLE),
    ("staff", Classes::STAFF),
    ("role", Classes::ROLE),
    ("artefact", Classes::ARTEFACT),
    ("serial", Classes::SERIAL),
    ("work", Classes::WORK),
    ("system", Classes::SYSTEM),
    ("soft", Classes::SOFT),
    ("unknown", Classes::EMPTY),
];
pub(super) const UNKNOWN: usize = NOUNS.len() - 1;

/// Kinds of verb an order may begin with.
pub(super) const VERBS: [(&str, Classes); 14] = [
    ("deliver", Classes::DELIVER),
    ("decide", Classes::DECIDE),
    ("hire", Classes::HIRE),
    ("train", Classes::TRAIN),
    ("effort", Classes::EFFORT),
    ("up", Classes::UP),
    ("down", Classes::DOWN),
    ("hold", Classes::HOLD),
    ("reach", Classes::REACH),
    ("vague", Classes::VAGUE),
    ("finish", Classes::FINISH),
    ("behave", Classes::BEHAVE),
    ("have", Classes::HAVE),
    ("study", Classes::STUDY),
];

/// Groups of verbs whose meaning depends on what they act on.
pub(super) const GROUPS: [(&str, Classes); 6] = [
    ("deliver", Classes(Classes::DELIVER.0 | Classes::FINISH.0)),
    ("effort", Classes::EFFORT),
    ("direction", Classes(Classes::UP.0 | Classes::DOWN.0 | Classes::HOLD.0)),
    ("reach", Classes::REACH),
    ("vague", Classes::VAGUE),
    ("train", Classes::TRAIN),
];

macro_rules! marks {
    ($($mark:ident,)*) => {
        /// What is true of the sentence as a whole.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Mark {
            $($mark,)*
        }

        const MARKS: &[Mark] = &[$(Mark::$mark,)*];
    };
}

marks! {
    NoOrder, Gerund, AboutUs, IsBare, IsDelivered, IsThere, Can, Behaves,
    Moves, State, Is, Has, NoNumber, NoTarget, FromTo, Change,
    Times, Limit, Percent, Duration, Money, Rating, Rate, FewCounted,
    ManyCounted, NumberFirst, PercentFirst, Placeholder, Statistic, Recurs, Metric, MetricWithoutNumber,
    Fault, Lagging, Act, Praise, PraiseWithoutNumber, Comparison, ComparisonWithoutNumber, NoneOf,
    AllOf, UsedBy, ThenOutcome, LaterDelivery, LaterEffort, LaterDirection, Question, Short,
    Long, PeopleAct, OwnDeliverable, DeliveryWithoutNumber, VagueWithoutNumber, DirectionWithoutMetric, SerialRecurs, VagueWithNumber,
    ToNumber, LimitOnMetric, PercentDelivered, CountDelivered, PercentBehaves, UnknownOrder, NounOnly, MetricThenNumber,
    ToPeople, DurationFirst, RecursWithoutMeasure, AllWithoutMeasure, Trained, SoftOnly, SubjectDelivered,
    ByOthers, OthersDo, QualityWanted, DirectionWithoutNumber, StateWithoutNumber, DeliveryThenNumber, TimeSpent, Performs,
    EffortsFirst, ScopeNumber,
}

/// One reason for a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// The order's verb is of this kind.
    Verb(u8),
    /// The order acts on a noun of this kind.
    Object(u8),
    /// The order's verb is of this group and acts on a noun of this kind.
    Pair(u8, u8),
    /// The first percentage is a share of this kind of noun.
    PercentOf(u8),
    /// The first count counts this kind of noun.
    CountOf(u8),
    /// A later number counts this kind of noun.
    LaterOf(u8),
    /// The subject is of this kind.
    Subject(u8),
    /// Something about the whole.
    Whole(Mark),
}

const N: usize = NOUNS.len();
// The rows of the table of weights, one block for each kind of signal.
const OBJECTS: usize = VERBS.len();
const PAIRS: usize = OBJECTS + N;
const PERCENTS: usize = PAIRS + GROUPS.len() * N;
const COUNTS: usize = PERCENTS + N;
const LATER: usize = COUNTS + N;
const SUBJECTS: usize = LATER + N;
const WHOLES: usize = SUBJECTS + N;
/// How many different signals there are.
pub(super) const SIGNAL_COUNT: usize = WHOLES + MARKS.len();

impl Signal {
    /// Its row in the table of weights.
    pub(super) fn index(self) -> usize {
        match self {
            Signal::Verb(v) => v as usize,
            Signal::Object(n) => OBJECTS + n as usize,
            Signal::Pair(g, n) => PAIRS + g as usize * N + n as usize,
            Signal::PercentOf(n) => PERCENTS + n as usize,
            Signal::CountOf(n) => COUNTS + n as usize,
            Signal::LaterOf(n) => LATER + n as usize,
            Signal::Subject(n) => SUBJECTS + n as usize,
            Signal::Whole(mark) => WHOLES + mark as usize,
        }
    }

    /// Every signal there is, each at its index.
    pub(super) fn all() -> impl Iterator<Item = Signal> {
        let nouns = || 0..N as u8;
        let pairs = (0..GROUPS.len() as u8).flat_map(move |g| nouns().map(move |n| Signal::Pair(g, n)));
        (0..VERBS.len() as u8)
            .map(Signal::Verb)
            .chain(nouns().map(Signal::Object))
            .chain(pairs)
            .chain(nouns().map(Signal::PercentOf))
            .chain(nouns().map(Signal::CountOf))
            .chain(nouns().map(Signal::LaterOf))
            .chain(nouns().map(Signal::Subject))
            .chain(MARKS.iter().copied().map(Signal::Whole))
    }
}

impl fmt::Display for Signal {
    /// `verb:deliver`, `pair:reach+people`, `FromTo`: the names in the table of weights.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = |n: u8| NOUNS[n as usize].0;
        match *self {
            Signal::Verb(v) => write!(f, "verb:{}", VERBS[v as usize].0),
            Signal::Object(n) => write!(f, "object:{}", noun(n)),
            Signal::Pair(g, n) => write!(f, "pair:{}+{}", GROUPS[g as usize].0, noun(n)),
            Signal::PercentOf(n) => write!(f, "percent-of:{}", noun(n)),
            Signal::CountOf(n) => write!(f, "count-of:{}", noun(n)),
            Signal::LaterOf(n) => write!(f, "later-of:{}", noun(n)),
            Signal::Subject(n) => write!(f, "subject:{}", noun(n)),
            Signal::Whole(mark) => write!(f, "{mark:?}"),
        }
    }
}

/// A signal and the token that gave it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fired {
    pub(super) signal: Signal,
    pub(super) at: usize,
}

/// Everything the signals are read from.
pub(super) struct Sentence<'s> {
    pub(super) tokens: &'s Tokens,
    pub(super) clause: &'s Clause,
    pub(super) measures: &'s Measures,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::lexicon::Vocabulary;
    use crate::prose::{clause, collect, measures, token};

    /// The names of the signals of a sentence, in the order found.
    fn names(text: &str) -> Vec<String> {
        let tokens = token::tokens(text, &Vocabulary::default());
        let clause = clause::read(&tokens);
        let measures = measures::read(&tokens, &clause);
        let sentence = Sentence { tokens: &tokens, clause: &clause, measures: &measures };
        collect::collect(&sentence).iter().map(|fired| fired.signal.to_string()).collect()
    }

    /// A signal in the wrong place would be weighed with the weights of another, and nothing else would notice.
    #[test]
    fn every_signal_stands_at_its_index() {
        assert!(Signal::all().enumerate().all(|(at, signal)| signal.index() == at));
        assert_eq!(Signal::all().count(), SIGNAL_COUNT);
    }

    #[test]
    fn a_delivery_with_a_number_gives_the_signals_one_expects() {
        let names = names("Launch 3 dashboards");
        for expected in
            ["verb:deliver", "object:artefact", "pair:deliver+artefact", "count-of:artefact", "FewCounted"]
        {
            assert!(names.iter().any(|name| name == expected), "{expected} is missing in {names:?}");
        }
    }
}

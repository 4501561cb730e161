//! Reads one sentence the way an OKR coach does: what would be true if it were ticked, and which words say so.
//!
//! A sentence goes through words and numbers (`token`), their classes (`lexicon`), its verb, subject and object
//! (`clause`), its baseline and target (`measures`) and its signals (`signals`) to a verdict (`verdict`). Everything is
//! deterministic and explainable: a verdict names the words that decided it.

mod actors;
mod allowances;
mod asides;
mod at_comma;
mod better;
mod clause;
mod collect;
mod collector;
mod completion;
mod compound;
mod counts;
mod courses;
mod dated;
mod descriptions;
mod direction;
mod doer_words;
mod doers;
mod done;
mod ends;
mod evidence;
mod example;
mod explain;
mod factors;
mod figure;
mod finished;
mod grams;
mod hashed;
mod introduction;
mod language;
mod leading_words;
mod leads;
mod lexicon;
mod limits;
mod lone_numbers;
mod margin;
mod measures;
mod model;
mod named_measure;
mod named_unit;
mod names;
mod number_grams;
mod objective;
mod orders;
mod own_work;
mod pairs;
mod parallel;
mod part_of_start;
mod parts;
mod periods;
mod pieces;
mod predicate;
mod progress;
mod question;
mod results;
mod roles;
mod scope;
mod second_reader;
mod senses;
mod signals;
mod starts;
mod stock;
mod syntax;
mod tail;
mod token;
mod told;
mod turned_round;
mod up_to;
mod vanity;
mod verdict;
mod weights;

use std::ops::Range;

pub use at_comma::{Comma, at_comma};
pub use explain::Explanation;
pub use lexicon::Vocabulary;
pub use model::{Feature, Model};
pub use named_unit::NamedUnit;
pub use objective::{ObjectiveReading, Terse, read_objective};
pub use second_reader::NumberSeen;
pub use weights::BadWeights;

use crate::quantity::Quantity;
use crate::wrong::Wrong;
use clause::Clause;
use lexicon::Classes;
use token::{Token, Tokens};

/// What is true when a key result is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A measurable change or threshold in behaviour or state.
    Outcome,
    /// A thing exists or a piece of work is finished.
    Output,
    /// Effort was spent or an action repeated.
    Activity,
    /// A fair outsider could not say whether it was met.
    Vague,
}

/// Whether the verdict may be reported as an error, or as a warning only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The signals agree.
    Sure,
    /// Careful people might differ: report a warning, not an error.
    Unsure,
}

/// Why a key result is of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A measure moves: `from 23% to 35%`, `by 20%`.
    MeasuredChange,
    /// A measure reaches or keeps a value.
    Threshold,
    /// Something is delivered, and others make use of it in numbers.
    Adoption,
    /// A measure and a direction, but no value to reach.
    MeasureWithoutTarget,
    /// The verb delivers a thing: `launch`, `migrate`.
    DeliveryVerb,
    /// A share of our own work: `80% of the backlog`.
    CompletionOfOwnWork,
    /// Somebody becomes able to do something.
    CapabilityStatement,
    /// Something is decided, defined or agreed.
    Decision,
    /// People join.
    Hiring,
    /// Our own people are trained.
    Training,
    /// Something is there or done: `signed`, `live`, `in place`.
    FinishedState,
    /// It says what a thing is or does: `The map shows all stations`.
    ThingDescribed,
    /// A thing is named and nothing said about it.
    ThingNamed,
    /// The verb spends effort: `interview`, `research`.
    EffortVerb,
    /// A number that only counts what we deliver or do: `features shipped from 0 to 5`.
    OwnWorkCounted,
    /// Posts, talks, meetings: the count is the effort.
    SerialContent,
    /// Something done again and again: `weekly`.
    RepeatedEffort,
    /// No measure at all.
    NoMeasure,
    /// A verb from which nothing measurable follows: `improve`.
    WeaselVerb,
    /// Praise or comparison without an amount: `seamless`, `better`.
    WeaselWord,
    /// The number is still to be filled in: `X%`, `TBD`.
    Placeholder,
    /// Not English: the words are not judged.
    ForeignLanguage,
    /// No words to judge.
    Unreadable,
}

/// How a measure's value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// The value itself: `to 35%`.
    Exactly,
    /// The value or more: `at least 35%`, `35%+`.
    AtLeast,
    /// The value or less: `under 250 ms`.
    AtMost,
    /// A relative change: `by 25%`.
    By,
    /// A multiple: `2x`, `double`.
    Times,
}

/// On which side of a limit a measure is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The limit or more.
    AtLeast,
    /// The limit or less.
    AtMost,
}

/// A number of the sentence that is not read, for it may mean more than one thing or is written otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Unclear {
    /// Its place, in bytes of the sentence.
    pub range: Range<u32>,
    /// Why it is not read, and what to write instead.
    pub wrong: Wrong,
    /// What is open about it.
    pub open: Open,
}

/// What is open about a number, and so what settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// How it is meant: it must be written otherwise.
    Number,
    /// Whether it is a measure at all: it may be a time of day. Anything else to go by is enough.
    Aside,
    /// Which of two plain numbers is which: fields that give both ends, or the limits, settle it.
    Ends,
    /// Whether it is what is to be reached: a field that gives the target, or the limits, settles it.
    Target,
}

/// The words before the number at `at` (in bytes of the sentence) that leave the number itself out: `fewer than` 3. `None` where they do
/// not, as in `at most 3`.
#[must_use]
pub fn words_that_leave_out(text: &str, at: usize) -> Option<&str> {
    limits::leaving_out(text, at)
}

/// A value in the sentence and its place (byte range).
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The place of the value, in bytes of the sentence.
    pub range: Range<u32>,
    /// The value. A target in words (`No ...`, `All ...`, `daily`) is the quantity it means.
    pub quantity: Quantity,
    /// Whether it is to be met, exceeded, not exceeded, or is a change.
    pub comparator: Comparator,
}

/// Where a measure is meant to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Up.
    Increase,
    /// Down.
    Decrease,
    /// Stay where it is, or within a limit.
    Maintain,
    /// Arrive at a value, from either side.
    Reach,
}

/// The language of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English: judged.
    English,
    /// Any other: not judged.
    Other,
    /// No words at all.
    Unreadable,
}

/// What one key result says. All ranges are bytes of the sentence, on character boundaries.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What is true when it is ticked.
    pub kind: Kind,
    /// Whether the kind may be reported as an error.
    pub certainty: Certainty,
    /// Why it is of this kind.
    pub reason: Reason,
    /// The places of the evidence, then those of the measures. A workspace has as many readings as key results, so that two
    /// lists would take twice the room.
    places: Box<[Range<u32>]>,
    /// How many of them are evidence.
    evidence: u32,
    /// The value it starts from.
    pub baseline: Option<Measure>,
    /// The value it is to reach, keep, or change by.
    pub target: Option<Measure>,
    /// The lower and the upper end of a band to stay in: `between 10% and 20%`.
    pub band: Option<Box<(Measure, Measure)>>,
    /// The unit that the sentence names apart from its numbers: days in `Median wait (days)`.
    pub unit: Option<Box<NamedUnit>>,
    /// The good side of a limit, from the name of the measure: less of a wait, more of satisfaction.
    pub side: Option<Side>,
    /// Numbers that are not read. While there are any but asides, neither baseline nor target is taken from the sentence.
    pub unclear: Box<[Unclear]>,
    /// Where the measure is to go.
    pub direction: Option<Direction>,
    /// The verb it turns on.
    pub verb: Option<Range<u32>>,
    /// A measure that grows without anybody being better off.
    pub vanity: Option<Range<u32>>,
    /// A measure that follows everything else: revenue, NPS.
    pub lagging: Option<Range<u32>>,
    /// A value is still to be filled in: `X%`, `TBD`.
    pub placeholder: bool,
    /// It is about our own work, so that numbers in fields beside it may only count that.
    pub own_work: bool,
    /// Its language.
    pub language: Language,
    /// How likely each kind is an acceptable verdict, 0 to 1, in the order of [`Kind`]. A sentence may be two of them.
    pub acceptable: [f32; 4],
}

/// How likely vagueness must be to be more than a hunch; see the findings by level in `training/figures.md`.
const LIKELY_VAGUE: f32 = 0.84;

impl Reading {
    /// The words that decided what kind it is, in order.
    #[must_use]
    pub fn evidence(&self) -> &[Range<u32>] {
        &self.places[..self.evidence as usize]
    }

    /// The values of its separate measures: more than one is a compound key result.
    #[must_use]
    pub fn measures(&self) -> &[Range<u32>] {
        &self.places[self.evidence as usize..]
    }

    /// Whether it is only probably vague. About a third of these are wrong.
    pub fn is_hunch(&self) -> bool {
        let unproven =
            self.acceptable[Kind::Vague as usize] < LIKELY_VAGUE && self.reason != Reason::Placeholder;
        self.kind == Kind::Vague && self.certainty == Certainty::Unsure && unproven
    }
}

/// Reads one key result.
pub fn read_key_result(text: &str, vocabulary: &Vocabulary) -> Reading {
    read_with(text, vocabulary, Model::built_in())
}

/// Whether the name of a measure names our own work: `features shipped`, `number of interviews`. Such a measure moves because
/// we work, not because anything changes.
pub fn names_own_work(name: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = token::tokens(name, vocabulary);
    own_work::is_named(&tokens, &clause::read(&tokens))
}

/// Whether a key result that begins with the verb of an order may be the name of a measure: `Order value`, `Build queue`, and not `Launch
/// the portal`.
pub fn may_name_measure(text: &str, vocabulary: &Vocabulary) -> bool {
    named_measure::may_be(&token::tokens(text, vocabulary))
}

/// What the verdict on a key result can weigh, sorted and without repetition: for fitting the weights.
pub fn features(text: &str, vocabulary: &Vocabulary) -> Vec<Feature> {
    let mut tokens = token::tokens(text, vocabulary);
    let clause = clause::read(&tokens);
    senses::settle(&mut tokens, &clause);
    let measures = measures::read(&tokens, &clause);
    let sentence = signals::Sentence { tokens: &tokens, clause: &clause, measures: &measures };
    Feature::of(&sentence, &collect::collect(&sentence))
}

/// What stands around each number of a key result: for fitting the weights of the second reader.
pub fn numbers_seen(text: &str, vocabulary: &Vocabulary) -> Vec<NumberSeen> {
    let mut tokens = token::tokens(text, vocabulary);
    let clause = clause::read(&tokens);
    senses::settle(&mut tokens, &clause);
    second_reader::seen(&tokens, &clause)
}

/// Reads one key result with other weights than the built-in ones: for judging weights.
pub fn read_with(text: &str, vocabulary: &Vocabulary, model: &Model) -> Reading {
    let mut tokens = token::tokens(text, vocabulary);
    let language = language::of(text, &tokens);
    let clause = clause::read(&tokens);
    senses::settle(&mut tokens, &clause);
    let measures = measures::read(&tokens, &clause);
    let sentence = signals::Sentence { tokens: &tokens, clause: &clause, measures: &measures };
    let fired = collect::collect(&sentence);
    let acceptable = model.score(&sentence, &fired);
    let mut verdict = verdict::weigh(acceptable, &sentence, &fired);
    let own = own_work::counted(&sentence).filter(|_| {
        !matches!(
            verdict,
            verdict::Verdict { kind: Kind::Output | Kind::Activity, certainty: Certainty::Sure }
        )
    });
    if verdict.kind == Kind::Activity && own.is_none() && collect::is_recurring_measure(&sentence) {
        verdict = verdict::Verdict { kind: Kind::Outcome, certainty: Certainty::Unsure };
    }
    let own_work = own.is_some() || own_work::is_spoken_of(&sentence);
    if let Some(own) = &own {
        verdict = verdict::of_own(own, acceptable);
    }
    let (mut reason, mut evidence) = match own {
        Some(own) => (Reason::OwnWorkCounted, own.evidence),
        None => verdict::reason(verdict.kind, &sentence, &fired),
    };
    if language != Language::English {
        // The words are not understood, but a value can be checked in any language.
        let valued = measures.target.is_some() || text.bytes().any(|b| b.is_ascii_digit());
        let kind = if valued && language == Language::Other { Kind::Outcome } else { Kind::Vague };
        verdict = verdict::Verdict { kind, certainty: Certainty::Unsure };
        reason = if language == Language::Other { Reason::ForeignLanguage } else { Reason::Unreadable };
        evidence.clear();
    }
    let is_stand_in = language == Language::English && collect::is_stand_in(&tokens);
    if is_stand_in {
        verdict = verdict::Verdict { kind: Kind::Vague, certainty: Certainty::Unsure };
        (reason, evidence) = (Reason::Placeholder, (0..tokens.list.len()).collect());
    }
    evidence.sort_unstable();
    evidence.dedup();
    let separate = compound::separate(&tokens, &clause, &measures);
    let unclear = match language {
        Language::English => {
            let may_rival = verdict.kind == Kind::Outcome && separate.len() < 2;
            unclear(text, (&tokens, &clause), &measures, may_rival.then_some(&model.second_reader))
        }
        _ => Box::default(),
    };
    // Which number is which depends on English words, and on all numbers together.
    let is_clear_but = |open: &[Open]| {
        let is_read = language == Language::English && !is_stand_in;
        is_read && unclear.iter().all(|unclear| open.contains(&unclear.open))
    };
    let is_clear = is_clear_but(&[Open::Aside]);
    let is_start_clear = is_clear_but(&[Open::Aside, Open::Target]);
    // `At most 5 incidents` has no verb, and holds a limit.
    let limit = measures.target_at.filter(|at| {
        measures.target.as_ref().is_some_and(|target| target.comparator == Comparator::AtMost)
            && (limits::opens(&tokens, *at) || up_to::opens(&tokens, &clause, *at))
    });
    // `1 project (%)` is no percentage.
    let counts_things = measures
        .target_at
        .is_some_and(|at| tokens.list.get(at + 1).is_some_and(|next| next.is_word() && !next.closes_noun()));
    let mut places = evidence::ranges(&tokens, &clause, &evidence);
    let of_evidence = places.len() as u32;
    places.reserve_exact(separate.len());
    places.extend(separate.iter().map(|&at| measures::place(&tokens.list[at])));
    Reading {
        kind: verdict.kind,
        certainty: verdict.certainty,
        reason,
        places: places.into_boxed_slice(),
        evidence: of_evidence,
        direction: if limit.is_some() { Some(Direction::Maintain) } else { measures.direction },
        verb: clause.order.or(clause.predicate_at).map(|at| measures::place(&tokens.list[at])),
        vanity: vanity::of(&tokens, &clause, &measures),
        lagging: lagging(&tokens, &measures),
        placeholder: fired
            .iter()
            .any(|fired| fired.signal == signals::Signal::Whole(signals::Mark::Placeholder)),
        own_work,
        language,
        baseline: measures.baseline.filter(|_| is_start_clear),
        target: measures.target.filter(|_| is_clear),
        band: measures.band.filter(|_| is_clear).map(Box::new),
        side: measures.side,
        unit: named_unit::find(&tokens)
            .filter(|_| language == Language::English && !counts_things)
            .map(Box::new),
        unclear,
        acceptable,
    }
}

/// The numbers that are not read, and what is open about the others. `reader` has a second opinion on results that speak of one
/// measure.
fn unclear(
    text: &str,
    (tokens, clause): (&Tokens, &Clause),
    measures: &measures::Measures,
    reader: Option<&second_reader::SecondReader>,
) -> Box<[Unclear]> {
    let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let unread = tokens.unread.iter().map(|unread| Unclear {
        range: byte(unread.range.start)..byte(unread.range.end),
        wrong: unread.error.clone().into(),
        open: if unread.is_aside { Open::Aside } else { Open::Number },
    });
    let doubt = reader.filter(|_| measures.questions.is_empty()).and_then(|reader| {
        let rivals = parallel::rivals(tokens, measures);
        let rivals = rivals.map(|rivals| question::Question::new(question::About::Rivals, rivals));
        rivals.or_else(|| reader.doubt(tokens, clause, measures))
    });
    let open = measures.questions.iter().chain(&doubt).map(|question| question.unclear(text, tokens));
    unread.chain(open).collect()
}

fn lagging(tokens: &Tokens, measures: &measures::Measures) -> Option<Range<u32>> {
    let lags = |t: &&Token| t.is_word() && t.has(Classes::LAGGING);
    let numbered = measures.target.is_some() || measures.direction.is_some();
    tokens.list.iter().find(lags).filter(|_| numbered).map(measures::place)
}

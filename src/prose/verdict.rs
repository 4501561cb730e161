//! From likelihoods to a verdict: the likeliest kind wins, and the words that decided it are found.

use super::actors;
use super::clause::{Clause, Predicate, noun_after};
use super::counts::OwnWork;
use super::finished;
use super::lexicon::{Classes, Form};
use super::limits;
use super::measures::{Role, before, quantity, word};
use super::model::Four;
use super::own_work;
use super::results;
use super::signals::{Fired, Mark, Sentence, Signal};
use super::token::{Token, Tokens};
use super::up_to;
use super::{Certainty, Comparator, Kind, Reason};
use crate::quantity::{Dimension, is_scale_step};

/// The order of kinds in the table of weights.
pub(super) const KINDS: [Kind; 4] = [Kind::Outcome, Kind::Output, Kind::Activity, Kind::Vague];

/// When a work verdict (output or activity) is sure.
struct Sure {
    /// An outcome is at most so likely to be acceptable.
    outcome: f32,
    /// And so is vagueness: `Build momentum around the initiative` is no error of another kind.
    vague: f32,
    /// The verdict itself is at least so likely.
    work: f32,
}

/// The less an outcome is out of the question, the more there must be for work. Chosen on organisations left out of the fit, so that
/// of the verdicts reported as errors at least 96 in 100 are right; see `training/figures.md`.
const SURE_WORK: [Sure; 4] = [
    Sure { outcome: 0.10, vague: 0.10, work: 0.65 },
    Sure { outcome: 0.25, vague: 0.50, work: 0.80 },
    Sure { outcome: 0.40, vague: 0.50, work: 0.90 },
    Sure { outcome: 0.70, vague: 0.50, work: 0.93 },
];
/// The same where the grammar says that it is our work: `Install 200 street lamps`, `Handbook published`.
const SURE_WORK_BY_GRAMMAR: Sure = Sure { outcome: 0.70, vague: 0.50, work: 0.50 };
/// Work that is counted, and may be that of others, is sure from this likelihood on.
const SURE_COUNTED: f32 = 0.90;
/// A vague verdict is sure from this likelihood on.
const SURE_VAGUE: f32 = 0.92;

/// What the odds of each kind are multiplied by before the likeliest one is chosen. Each regression leans to what is frequent, and
/// activity and vagueness are rare. Accuracy is the same from 1 to 2; with these, about as many of each kind are found.
const LEANING: Four = [1.0, 1.0, 1.1, 1.0];
/// The same for work where the grammar says that it is ours. From 2 on, accuracy is 0.001 to 0.002 higher than without.
const BY_GRAMMAR: f32 = 3.0;

/// A kind and how sure it is.
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
}

/// `Do not exceed 15 complaints per month`, `Do not lose any customer`: `do` is no work there.
fn is_forbidden(sentence: &Sentence) -> bool {
    let begins = word(sentence.tokens, 0) == "do" && word(sentence.tokens, 1) == "not";
    if begins && matches!(word(sentence.tokens, 2), "lose" | "miss" | "let") {
        return true;
    }
    let target = sentence.measures.target.as_ref();
    begins
        && target.is_some_and(|target| matches!(target.comparator, Comparator::AtMost | Comparator::AtLeast))
}

/// The likeliest kind, and whether that is sure.
pub(super) fn weigh(acceptable: Four, sentence: &Sentence, fired: &[Fired]) -> Verdict {
    // Careful people differ on `launch X to 100% of paying users`; reported as an outcome it is let pass.
    let shown = |mark: Mark| fired.iter().any(|f| f.signal == Signal::Whole(mark));
    if shown(Mark::ToPeople) && !shown(Mark::FromTo) {
        return Verdict { kind: Kind::Outcome, certainty: Certainty::Unsure };
    }
    // `Max 3 escalations a month`
    let opens = |at| limits::opens(sentence.tokens, at) || up_to::opens(sentence.tokens, sentence.clause, at);
    let is_limit = sentence.measures.target_at.is_some_and(opens) || is_forbidden(sentence);
    if is_limit || own_work::is_completed_by_users(sentence) {
        return Verdict { kind: Kind::Outcome, certainty: Certainty::Unsure };
    }
    // A verb of direction before a measure delivers nothing, though it may be too vague to check.
    let moves = shown(Mark::DirectionWithoutNumber) && !sentence.clause.gerund;
    // What may be a result and as likely is one, gets the benefit of the doubt.
    let doubtful = acceptable[0] >= 0.5 && may_be_result(sentence, fired);
    let on_scale = shown(Mark::FromTo) && measures_on_scale(sentence);
    let result = results::is_ordered(sentence) || results::is_named(sentence);
    let closed = moves || doubtful || on_scale || result || names_measure(sentence);
    let effort_of_others = actors::others_act(sentence);
    let open = |kind: &usize| match KINDS[*kind] {
        Kind::Outcome | Kind::Vague => true,
        Kind::Output => !closed,
        Kind::Activity => !closed && !effort_of_others,
    };
    if goes_down(sentence) || names_measure(sentence) && sentence.clause.predicate == Predicate::Moves {
        return Verdict { kind: Kind::Outcome, certainty: Certainty::Sure };
    }
    let by_grammar = is_work_by_grammar(sentence);
    let leaning = |kind: usize| match KINDS[kind] {
        Kind::Output | Kind::Activity if by_grammar => LEANING[kind] * BY_GRAMMAR,
        _ => LEANING[kind],
    };
    let odds = |kind: usize| leaning(kind) * acceptable[kind] / (1.0 - acceptable[kind]);
    let best = (0..4).filter(open).max_by(|&a, &b| odds(a).total_cmp(&odds(b))).unwrap_or(0);
    let sure = match KINDS[best] {
        Kind::Outcome => acceptable[0] >= 0.5,
        Kind::Output | Kind::Activity => {
            let is_sure = is_sure_work(acceptable, best, by_grammar) || own_work::is_staffing(sentence);
            is_sure && !may_be_result(sentence, fired)
        }
        Kind::Vague => acceptable[3] >= SURE_VAGUE,
    };
    Verdict { kind: KINDS[best], certainty: if sure { Certainty::Sure } else { Certainty::Unsure } }
}

/// The verdict on work that is counted: where others may do the same, the weights decide whether it is sure.
pub(super) fn of_own(own: &OwnWork, acceptable: Four) -> Verdict {
    let likely = acceptable[own.kind as usize] >= SURE_COUNTED;
    let certainty = if likely { Certainty::Sure } else { own.certainty };
    Verdict { kind: own.kind, certainty }
}

/// Whether the grammar says that the sentence is about our work, and asks for nothing else.
fn is_work_by_grammar(sentence: &Sentence) -> bool {
    own_work::is_sized(sentence)
        || own_work::is_plain_order(sentence)
        || own_work::is_staffing(sentence)
        || finished::is_said(sentence)
        || finished::is_given_to_each(sentence)
}

/// Whether this kind of work may be reported as an error.
fn is_sure_work(acceptable: Four, best: usize, by_grammar: bool) -> bool {
    let sure = |sure: &Sure| {
        acceptable[0] <= sure.outcome && acceptable[3] <= sure.vague && acceptable[best] >= sure.work
    };
    SURE_WORK.iter().any(sure) || by_grammar && sure(&SURE_WORK_BY_GRAMMAR)
}

/// `Churn under 2%`, `Support tickets`: a measure, and nothing about any work.
fn names_measure(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, .. } = sentence;
    let measure = |at: usize| {
        let noun = tokens.list[at];
        noun.has(Classes::METRIC | Classes::FAULT)
            && !noun.has(Classes::ARTEFACT | Classes::SERIAL | Classes::WORK)
    };
    clause.order.is_none()
        && matches!(clause.predicate, Predicate::None | Predicate::Is | Predicate::Moves)
        && clause.subject.is_some_and(measure)
        && !tokens.list.iter().any(|t| t.has(Classes::SERIAL | Classes::DELIVER))
}

/// `Calls about invoices halve`, `Meetings fall by half`: nobody plans less of an effort by itself, so what goes down is something
/// that happens.
fn goes_down(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let falls =
        |at: usize| tokens.list[at].has(Classes::MOVES_DOWN) && !tokens.list[at].has(Classes::MOVES_UP);
    // `halve` is a number as well, so it is no predicate.
    let halves = || measures.figures.iter().any(|figure| word(tokens, figure.at).starts_with("halv"));
    let moves = clause.predicate == Predicate::Moves && clause.predicate_at.is_some_and(falls);
    clause.order.is_none() && (moves || halves() || measures.fall())
}

/// Whether something in the sentence is so often a result that work is never reported as an error beside it: a measure that
/// goes from one value to another, a limit on a measure, or somebody outside who acts.
fn may_be_result(sentence: &Sentence, fired: &[Fired]) -> bool {
    let shown = |mark: Mark| fired.iter().any(|f| f.signal == Signal::Whole(mark));
    let metric = shown(Mark::Metric) || shown(Mark::Fault) || shown(Mark::Act);
    (shown(Mark::FromTo) && (metric || measures_on_scale(sentence) || moves_what_no_count_is(sentence)))
        || shown(Mark::LimitOnMetric)
        || shown(Mark::Change) && metric
        || actors::outsiders_act(sentence)
        || results::counts_use(sentence)
}

/// `from once a month to once a week`: a rate, a time, a sum of money or a size is measured; work is counted.
fn moves_what_no_count_is(sentence: &Sentence) -> bool {
    let Sentence { tokens, measures, .. } = sentence;
    let ends = measures.figures.iter().filter(|figure| matches!(figure.role, Role::Baseline | Role::End));
    ends.filter_map(|figure| quantity(tokens, &tokens.list[figure.at]))
        .any(|quantity| !matches!(quantity.dimension(), Dimension::Count | Dimension::Percent))
}

/// `from stage 1 to stage 3`: the steps of a scale are measured, though a project may have stages as well.
fn measures_on_scale(sentence: &Sentence) -> bool {
    let Sentence { tokens, measures, .. } = sentence;
    let start = measures.figures.iter().find(|figure| figure.role == Role::Baseline);
    start.is_some_and(|start| is_scale_step(before(tokens, start.at, 1)))
}

/// Why, and the tokens that say so.
pub(super) fn reason(kind: Kind, sentence: &Sentence, fired: &[Fired]) -> (Reason, Vec<usize>) {
    match kind {
        Kind::Outcome => outcome(sentence),
        Kind::Output => output(sentence),
        Kind::Activity => activity(sentence),
        Kind::Vague => vague(sentence, fired),
    }
}

/// `Measure how people work` has no object that could be quoted.
fn verb_and_object(tokens: &Tokens, clause: &Clause) -> Vec<usize> {
    let Some(order) = clause.order else { return Vec::new() };
    let asks = |t: &Token| {
        matches!(
            tokens.text(t),
            "how" | "that" | "what" | "which" | "whether" | "why" | "if" | "who" | "where"
        )
    };
    let object =
        clause.object.filter(|&object| object > order && !tokens.list[order..object].iter().any(asks));
    std::iter::once(order).chain(object).collect()
}

/// Subject and predicate, where they read as a statement by themselves; nothing otherwise.
fn subject_and_predicate(tokens: &Tokens, clause: &Clause) -> Vec<usize> {
    let (Some(subject), Some(at)) = (clause.subject, clause.predicate_at) else {
        return clause.subject.into_iter().collect();
    };
    let acts = |i: usize| tokens.list.get(i).is_some_and(|t| t.is_word() && t.has(Classes::VERB));
    match clause.predicate {
        Predicate::Delivered | Predicate::There if is_one_phrase(tokens, subject, at) => vec![subject, at],
        Predicate::Has => match noun_after(tokens, at + 1) {
            Some(thing) => vec![subject, at, thing],
            None => Vec::new(),
        },
        // `Admins can export`
        Predicate::Can if subject + 1 == at && acts(at + 1) => {
            [subject, at, at + 1].into_iter().chain(noun_after(tokens, at + 2)).collect()
        }
        _ => Vec::new(),
    }
}

/// A few words without a break between them.
fn is_one_phrase(tokens: &Tokens, subject: usize, at: usize) -> bool {
    subject < at && at - subject <= 5 && tokens.list[subject..at].iter().all(|t| t.is_word() || t.is_number())
}

/// From the first word of the sentence proper to a noun of it, if that is near.
fn from_start(clause: &Clause, noun: usize) -> Vec<usize> {
    if noun >= clause.start && noun - clause.start <= 6 { vec![clause.start, noun] } else { vec![noun] }
}

fn outcome(sentence: &Sentence) -> (Reason, Vec<usize>) {
    let Sentence { tokens, clause, measures } = sentence;
    let evidence: Vec<usize> =
        measures.figures.iter().filter(|f| f.role != Role::Qualifier).map(|f| f.at).collect();
    let delivers = clause.order.is_some_and(|at| {
        tokens.list[at].has(Classes::DELIVER) && !tokens.list[at].has(Classes::UP | Classes::DOWN)
    });
    let reason = if measures.target.is_none() {
        Reason::MeasureWithoutTarget
    } else if measures.from_to || measures.figures.iter().any(|f| f.role == Role::Change) {
        Reason::MeasuredChange
    } else if delivers {
        Reason::Adoption
    } else {
        Reason::Threshold
    };
    (reason, if evidence.is_empty() { measure_words(tokens) } else { evidence })
}

fn measure_words(tokens: &Tokens) -> Vec<usize> {
    let measure = |t: &Token| t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT);
    tokens.list.iter().position(measure).into_iter().collect()
}

fn output(sentence: &Sentence) -> (Reason, Vec<usize>) {
    let Sentence { tokens, clause, measures } = sentence;
    let percent = |t: &Token| quantity(tokens, t).is_some_and(|q| q.dimension() == Dimension::Percent);
    let share = measures.figures.iter().map(|f| f.at).find(|&at| percent(&tokens.list[at]));
    if let Some(at) = clause.order {
        let verb = &tokens.list[at];
        let object = clause.object.map(|o| tokens.list[o].classes).unwrap_or_default();
        let word = tokens.text(verb);
        let hires = word.starts_with("hir") || word.starts_with("recruit");
        let reason = if hires || (verb.has(Classes::HIRE) && object.has(Classes::ROLE | Classes::STAFF)) {
            Reason::Hiring
        } else if verb.has(Classes::TRAIN)
            && !word.starts_with("enabl")
            // A scoring model is trained as well.
            && (object.has(Classes::STAFF | Classes::PEOPLE) || !object.has(Classes::ARTEFACT | Classes::SYSTEM))
            && (object.has(Classes::STAFF | Classes::PEOPLE) || !verb.has(Classes::DELIVER))
        {
            Reason::Training
        } else if let Some(share) =
            share.filter(|&share| share <= at + 8 && (verb.has(Classes::FINISH) || object.has(Classes::WORK)))
        {
            let of = clause.object.filter(|&o| o > share);
            return (Reason::CompletionOfOwnWork, [at, share].into_iter().chain(of).collect());
        } else if verb.has(Classes::DECIDE) && !verb.has(Classes::DELIVER) {
            Reason::Decision
        } else {
            Reason::DeliveryVerb
        };
        return (reason, verb_and_object(tokens, clause));
    }
    match (clause.predicate, share) {
        (Predicate::Delivered | Predicate::There, Some(share)) => {
            (Reason::CompletionOfOwnWork, std::iter::once(share).chain(clause.predicate_at).collect())
        }
        (Predicate::Can, _) => (Reason::CapabilityStatement, subject_and_predicate(tokens, clause)),
        (Predicate::None, _) if is_unknown_order(tokens, clause) => {
            let object = noun_after(tokens, clause.start + 1);
            (Reason::DeliveryVerb, std::iter::once(clause.start).chain(object).collect())
        }
        (Predicate::None, _) => (
            Reason::ThingNamed,
            clause.subject.map_or_else(Vec::new, |subject| named(tokens, clause, subject)),
        ),
        (Predicate::Delivered | Predicate::There, _) => {
            (Reason::FinishedState, subject_and_predicate(tokens, clause))
        }
        _ => (Reason::ThingDescribed, subject_and_predicate(tokens, clause)),
    }
}

/// The words for the thing that a sentence names. In a longer sentence one word from its middle, or one that nobody knows, would say
/// too little.
fn named(tokens: &Tokens, clause: &Clause, subject: usize) -> Vec<usize> {
    let words = from_start(clause, subject);
    let is_alone = words.len() == 1 || subject == clause.start;
    if !is_alone || tokens.list.len() <= 3 {
        return words;
    }
    let is_known = tokens.list[subject].has(Classes::NOUN);
    match noun_after(tokens, clause.start) {
        Some(head) if subject == clause.start && head > subject => vec![subject, head],
        _ if subject == clause.start && is_known => words,
        _ => Vec::new(),
    }
}

/// `Reproduce at least three ...`: a word nobody knows, before what can only be an object, is a verb.
fn is_unknown_order(tokens: &Tokens, clause: &Clause) -> bool {
    let next = tokens.list.get(clause.start + 1);
    let first = tokens.list.get(clause.start).is_some_and(|t| t.is_word() && t.classes.is_empty());
    let object = |t: &Token| {
        t.is_number()
            || t.is_word() && t.has(Classes::DETERMINER | Classes::ALL | Classes::LIMIT_LOW)
            || tokens.text(t) == "at"
    };
    first && next.is_some_and(object)
}

fn activity(sentence: &Sentence) -> (Reason, Vec<usize>) {
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    let serial = list.iter().position(|t| t.is_word() && t.has(Classes::SERIAL) && t.form != Form::Ed);
    let near = |at: &usize| clause.order.is_none_or(|order| *at > order && *at <= order + 8);
    if let Some(recurs) = super::collect::recurrence(tokens) {
        let from = clause.order.or(Some(clause.start).filter(|&start| start < recurs && recurs - start <= 8));
        // `Weekly newsletter`: the word alone says nothing.
        let what = noun_after(tokens, recurs + 1).filter(|_| from.is_none());
        return (Reason::RepeatedEffort, from.into_iter().chain([recurs]).chain(what).collect());
    }
    if clause.order.is_some_and(|at| list[at].has(Classes::EFFORT)) {
        return (Reason::EffortVerb, verb_and_object(tokens, clause));
    }
    match (serial.filter(near), clause.order) {
        (Some(serial), Some(order)) => (Reason::SerialContent, vec![order, serial]),
        (Some(serial), None) => (Reason::SerialContent, from_start(clause, serial)),
        (None, Some(_)) => (Reason::EffortVerb, verb_and_object(tokens, clause)),
        (None, None) => (Reason::EffortVerb, subject_and_predicate(tokens, clause)),
    }
}

fn vague(sentence: &Sentence, fired: &[Fired]) -> (Reason, Vec<usize>) {
    let Sentence { tokens, clause, .. } = sentence;
    let marked = |mark: Mark| fired.iter().find(|f| f.signal == Signal::Whole(mark)).map(|f| f.at);
    if let Some(at) = marked(Mark::Placeholder) {
        return (Reason::Placeholder, vec![at]);
    }
    if let Some(at) = clause
        .order
        .filter(|&at| tokens.list[at].has(Classes::VAGUE | Classes::UP | Classes::DOWN | Classes::HOLD))
    {
        return (
            Reason::WeaselVerb,
            std::iter::once(at)
                .chain(clause.object)
                .chain(marked(Mark::Comparison).filter(|&c| c > at))
                .collect(),
        );
    }
    // `Share of members who are content with it`: something is measured, only the value is missing.
    let measured = tokens.list.get(clause.start).is_some_and(|t| t.is_word() && t.has(Classes::MEASURE));
    if measured {
        return (Reason::MeasureWithoutTarget, std::iter::once(clause.start).chain(clause.subject).collect());
    }
    // A noun such as `relationship` as object or subject is not praise, and neither is `as well as`.
    let heart = |at: &usize| {
        let token = &tokens.list[*at];
        let names_people = token.has(Classes::PEOPLE | Classes::STAFF);
        tokens.text(token) != "well"
            && !names_people
            && Some(*at) != clause.object
            && Some(*at) != clause.subject
    };
    if let Some(at) = marked(Mark::Praise).or_else(|| marked(Mark::Comparison)).filter(heart) {
        return (Reason::WeaselWord, vec![at]);
    }
    let evidence = if clause.order.is_some() {
        verb_and_object(tokens, clause)
    } else {
        subject_and_predicate(tokens, clause)
    };
    (Reason::NoMeasure, evidence)
}

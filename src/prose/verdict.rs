//! From signals to a verdict: the weights of the signals are summed for each kind, and the largest sum wins.

use super::clause::{Clause, Predicate, noun_after};
use super::lexicon::{Classes, Form};
use super::measures::{Role, quantity};
use super::signals::{Fired, Mark, Sentence, Signal};
use super::token::{Token, Tokens};
use super::weights::{BIAS, WEIGHTS};
use super::{Certainty, Kind, Reason};
use crate::quantity::Dimension;

/// The order of kinds in the table of weights.
const KINDS: [Kind; 4] = [Kind::Outcome, Kind::Output, Kind::Activity, Kind::Vague];

/// A work verdict (output or activity) is sure when its share and that of the other work verdict together reach this.
/// Chosen on held-out sources so that at most one outcome in fifty is wrongly reported as an error.
const SURE_WORK: f64 = 0.70;
/// The same for vagueness.
const SURE_VAGUE: f64 = 0.60;

/// A kind and how sure it is.
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
}

/// Weighs the signals.
pub(super) fn weigh(fired: &[Fired]) -> Verdict {
    let mut sums = BIAS.map(f64::from);
    let mut seen = [0u64; 4];
    for Fired { signal, .. } in fired {
        let index = signal.index();
        // A signal counts once, however many words give it.
        let bit = 1u64 << (index % 64);
        if seen[index / 64] & bit != 0 {
            continue;
        }
        seen[index / 64] |= bit;
        for (sum, weight) in sums.iter_mut().zip(WEIGHTS[index]) {
            *sum += f64::from(weight);
        }
    }
    let shares = shares(sums);
    // Careful people differ on `launch X to 100% of paying users`; reported as an outcome it is let pass.
    let shown = |mark: Mark| fired.iter().any(|f| f.signal == Signal::Whole(mark));
    if shown(Mark::ToPeople) && !shown(Mark::FromTo) {
        return Verdict { kind: Kind::Outcome, certainty: Certainty::Unsure };
    }
    let best = (0..4).max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(0);
    let sure = match KINDS[best] {
        Kind::Outcome => shares[0] >= 0.5,
        Kind::Output | Kind::Activity => shares[1] + shares[2] >= SURE_WORK,
        Kind::Vague => shares[3] >= SURE_VAGUE,
    };
    Verdict { kind: KINDS[best], certainty: if sure { Certainty::Sure } else { Certainty::Unsure } }
}

/// Sums of weights (in hundredths) as shares of one: the logistic model the weights were fitted with.
fn shares(sums: [f64; 4]) -> [f64; 4] {
    let largest = sums.iter().copied().fold(f64::MIN, f64::max);
    let powers = sums.map(|s| ((s - largest) / 100.0).exp());
    let total: f64 = powers.iter().sum();
    powers.map(|p| p / total)
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
        Predicate::Delivered | Predicate::There => vec![subject, at],
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
        (Predicate::None, _) => {
            (Reason::ThingNamed, clause.subject.map_or_else(Vec::new, |subject| from_start(clause, subject)))
        }
        _ => (Reason::FinishedState, subject_and_predicate(tokens, clause)),
    }
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
    // A noun such as `relationship` at the heart of the sentence is no praise.
    let heart = |at: &usize| Some(*at) != clause.object && Some(*at) != clause.subject;
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

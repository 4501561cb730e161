//! From signals to a verdict: the weights of the signals are summed for each kind, and the largest sum wins.

use super::clause::{Clause, Predicate};
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role, quantity};
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
    if shown(Mark::ToPeople) && shares[1] > shares[2] && !shown(Mark::FromTo) {
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

fn verb_and_object(clause: &Clause) -> Vec<usize> {
    clause.order.into_iter().chain(clause.object).collect()
}

fn subject_and_predicate(clause: &Clause) -> Vec<usize> {
    clause.subject.into_iter().chain(clause.predicate_at).collect()
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
        let reason = if verb.has(Classes::HIRE) && object.has(Classes::ROLE | Classes::STAFF) {
            Reason::Hiring
        } else if verb.has(Classes::TRAIN)
            && (object.has(Classes::STAFF | Classes::PEOPLE) || !verb.has(Classes::DELIVER))
        {
            Reason::Training
        } else if let Some(share) = share.filter(|_| verb.has(Classes::FINISH) || object.has(Classes::WORK)) {
            return (Reason::CompletionOfOwnWork, vec![at, share]);
        } else if verb.has(Classes::DECIDE) && !verb.has(Classes::DELIVER) {
            Reason::Decision
        } else {
            Reason::DeliveryVerb
        };
        return (reason, verb_and_object(clause));
    }
    match (clause.predicate, share) {
        (Predicate::Delivered | Predicate::There, Some(share)) => {
            (Reason::CompletionOfOwnWork, std::iter::once(share).chain(clause.predicate_at).collect())
        }
        (Predicate::Can, _) => (Reason::CapabilityStatement, subject_and_predicate(clause)),
        (Predicate::None, _) => (Reason::ThingNamed, clause.subject.into_iter().collect()),
        _ => (Reason::FinishedState, subject_and_predicate(clause)),
    }
}

fn activity(sentence: &Sentence) -> (Reason, Vec<usize>) {
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    let serial = list.iter().position(|t| t.is_word() && t.has(Classes::SERIAL) && t.form != Form::Ed);
    let recurs = super::collect::recurrence(tokens);
    if let Some(recurs) = recurs {
        return (Reason::RepeatedEffort, clause.order.into_iter().chain(std::iter::once(recurs)).collect());
    }
    if let Some(at) = clause.order.filter(|&at| list[at].has(Classes::EFFORT)) {
        return (Reason::EffortVerb, std::iter::once(at).chain(clause.object).collect());
    }
    match serial {
        Some(serial) => {
            (Reason::SerialContent, clause.order.into_iter().chain(std::iter::once(serial)).collect())
        }
        None => (Reason::EffortVerb, verb_and_object(clause)),
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
    if let Some(at) = marked(Mark::Praise).or_else(|| marked(Mark::Comparison)) {
        return (Reason::WeaselWord, vec![at]);
    }
    let evidence =
        if clause.order.is_some() { verb_and_object(clause) } else { subject_and_predicate(clause) };
    (Reason::NoMeasure, evidence)
}

/// The separate measures of a key result, each as its tokens: two of them are two key results.
pub(super) fn separate(tokens: &Tokens, measures: &Measures) -> Vec<usize> {
    let list = &tokens.list;
    let mut out: Vec<usize> = Vec::new();
    for figure in &measures.figures {
        if matches!(figure.role, Role::Baseline | Role::Qualifier) {
            continue;
        }
        // A second number is a second measure only where a new clause begins; in brackets it explains the first.
        let apart = out.last().is_none_or(|&last| {
            let between = &list[last + 1..figure.at];
            let joins = |t: &Token| {
                t.has(Classes::CONJUNCTION) || matches!(t.kind, super::token::Kind::Break(',' | ';' | '.'))
            };
            let bracket = between.iter().any(|t| matches!(t.kind, super::token::Kind::Break('(')));
            let measured = |ts: &[Token]| ts.iter().any(|t| t.is_word() && t.has(Classes::NOUN));
            between.iter().any(joins) && !bracket && measured(between)
        });
        if apart {
            out.push(figure.at);
        }
    }
    out
}

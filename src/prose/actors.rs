//! Who acts in the sentence, and how: signals that separate acts of others from our own effort, and wishes from deliveries.

use super::clause::Predicate;
use super::collector::Collector;
use super::lexicon::{Classes, Form};
use super::measures::{quantity, word};
use super::signals::{Mark, Sentence};
use super::syntax::is_unknown_plural;
use super::token::{Token, Tokens};
use crate::quantity::Dimension;

/// Adds the signals.
pub(super) fn collect(sentence: &Sentence, out: &mut Collector) {
    others(sentence, out);
    wishes(sentence, out);
    numbers(sentence, out);
    modifiers(sentence, out);
}

/// Words before a number that only describes what is delivered: `trained on 20,000 profiles`, `in 12 languages`.
const SCOPES: &[&str] =
    &["across", "comparing", "covering", "for", "in", "including", "on", "over", "using", "with", "within"];

/// Numbers inside a modifier, and efforts counted without a verb.
fn modifiers(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let list = &tokens.list;
    let Some(first) = sentence.measures.figures.first().map(|figure| figure.at) else { return };
    let lead = (0..first)
        .rev()
        .find(|&at| !list[at].has(Classes::LIMIT_LOW | Classes::LIMIT_HIGH) && list[at].is_word());
    let scoped = lead.is_some_and(|at| SCOPES.contains(&tokens.text(&list[at])));
    out.mark(scoped, Mark::ScopeNumber, first);
    if first != clause.start {
        return;
    }
    let counted = super::clause::noun_after(tokens, first + 1).map(|at| list[at]);
    let effort = counted.is_some_and(|noun| noun.has(Classes::SERIAL)) && clause.predicate == Predicate::None;
    out.mark(effort, Mark::EffortsFirst, first);
}

fn others(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let by = by_others(tokens);
    out.mark(by.is_some(), Mark::ByOthers, by.unwrap_or(0));
    let subject = clause.subject.map(|at| tokens.list[at]);
    let act =
        matches!(clause.predicate, Predicate::Behaves | Predicate::State | Predicate::Moves | Predicate::Has);
    let people = subject.is_some_and(|t| t.has(Classes::PEOPLE) && !t.has(Classes::STAFF));
    out.mark(people && act, Mark::OthersDo, clause.predicate_at.unwrap_or(0));
}

/// `adopted by two studios`, `featured by Apple`, but not `reduced by 20%` or `finished by March`.
pub(super) fn by_others(tokens: &Tokens) -> Option<usize> {
    let list = &tokens.list;
    (0..list.len().saturating_sub(2)).find(|&at| {
        let (verb, by, who) = (&list[at], &list[at + 1], &list[at + 2]);
        let done = verb.is_word() && (verb.form == Form::Ed || tokens.text(verb).ends_with("ed"));
        // `by 12 teams`
        let who = if who.is_number() {
            list.get(at + 3).copied().filter(|t| t.has(Classes::PEOPLE))
        } else {
            Some(*who)
        };
        done && by.is_word()
            && tokens.text(by) == "by"
            && who.is_some_and(|who| {
                who.is_word()
                    && !who.has(Classes::TIME)
                    && who.form != Form::Ing
                    && !tokens.text(&who).ends_with("ing")
                    && !super::periods::is_day(tokens.text(&who))
                    && !matches!(
                        tokens.text(&who),
                        "the"
                            | "end"
                            | "we"
                            | "us"
                            | "our"
                            | "default"
                            | "hand"
                            | "eod"
                            | "mid"
                            | "early"
                            | "late"
                    )
            })
    })
}

/// Endings of nouns that name a quality or a doing, not a thing.
const ABSTRACT: &[&str] =
    &["ship", "ness", "ity", "ance", "ence", "ment", "tion", "sion", "ism", "acy", "dom", "ency", "ancy"];

fn wishes(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let no_number = sentence.measures.figures.is_empty();
    let list = &tokens.list;
    if let (Some(order), Some(object)) = (clause.order, clause.object) {
        let noun = &list[object];
        let text = tokens.text(noun);
        let thing = noun.has(
            Classes::ARTEFACT
                | Classes::SERIAL
                | Classes::WORK
                | Classes::METRIC
                | Classes::MEASURE
                | Classes::FAULT
                | Classes::PEOPLE,
        );
        let quality =
            noun.has(Classes::SOFT) || (!thing && ABSTRACT.iter().any(|ending| text.ends_with(ending)));
        out.mark(quality && no_number, Mark::QualityWanted, object);
        let moves = list[order].has(Classes::UP | Classes::DOWN | Classes::HOLD);
        let measured = noun.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT);
        out.mark(moves && measured && no_number, Mark::DirectionWithoutNumber, order);
    }
    let is = matches!(clause.predicate, Predicate::Is | Predicate::State | Predicate::Has | Predicate::Moves);
    let metric = list
        .iter()
        .any(|t| t.is_word() && t.has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT));
    out.mark(is && no_number && !metric, Mark::StateWithoutNumber, clause.predicate_at.unwrap_or(0));
}

fn numbers(sentence: &Sentence, out: &mut Collector) {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let list = &tokens.list;
    let Some(first) = sentence.measures.figures.first().map(|figure| figure.at) else { return };
    let delivers = clause
        .order
        .is_some_and(|at| list[at].has(Classes::DELIVER) && !list[at].has(Classes::UP | Classes::DOWN));
    let noun_before = clause.object.or(clause.subject).is_some_and(|at| at < first);
    out.mark(delivers && noun_before, Mark::DeliveryThenNumber, first);
    let duration = quantity(tokens, &list[first]).is_some_and(|q| q.dimension() == Dimension::Duration);
    let spent = matches!(word(tokens, first + 1), "of" | "in" | "on")
        || clause.order.is_some_and(|at| tokens.text(&list[at]).starts_with("spen"));
    out.mark(duration && spent, Mark::TimeSpent, first);
    out.mark(is_performance(tokens, first), Mark::Performs, first);
}

/// `run at 60 fps`, `within 200 ms`: a running system's behaviour.
fn is_performance(tokens: &Tokens, at: usize) -> bool {
    let unit = word(tokens, at + 1);
    let text = tokens.list[at];
    let text = tokens.text(&text);
    matches!(unit, "fps" | "rps" | "qps" | "tps" | "mb/s" | "req/s" | "hz" | "dpi")
        || ["ms", "fps", "rps", "qps", "tps"].iter().any(|unit| text.ends_with(unit))
}

/// Whether somebody outside acts: then the sentence is not only about work, whatever its verb.
pub(super) fn outsiders_act(sentence: &Sentence) -> bool {
    let (tokens, clause) = (sentence.tokens, sentence.clause);
    let behaves = clause.predicate == Predicate::Behaves
        && clause
            .subject
            .is_some_and(|at| tokens.list[at].has(Classes::PEOPLE) && !tokens.list[at].has(Classes::STAFF));
    let by_people = by_others(tokens)
        .is_some_and(|at| tokens.list[at + 2..].iter().take(3).any(|t: &Token| t.has(Classes::PEOPLE)));
    behaves || by_people
}

/// `2,000 external developers call our API`: a number of people of whom a team has not so many.
fn counts_outsiders(sentence: &Sentence) -> bool {
    /// More people than this are hardly on a team.
    const MANY: f64 = 500.0;
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    let Some(number) = list.first().and_then(|first| quantity(tokens, first)) else { return false };
    let is_person = |at: &usize| {
        let person = Classes::PEOPLE | Classes::ROLE | Classes::STAFF;
        list.get(*at).is_some_and(|token| token.is_word() && token.has(person))
    };
    let Some(people) = (1..4).find(is_person).filter(|_| number.is_bare()) else { return false };
    let acts = list.get(people + 1).is_some_and(|verb| verb.has(Classes::VERB) && verb.form == Form::Base);
    let is_outside = |at: usize| matches!(word(tokens, at), "external" | "outside" | "independent");
    clause.order.is_none() && acts && (number.value() >= MANY || (1..people).any(is_outside))
}

/// Whether the subject is others, and they do something: `Commuters leave the car at home`, `Developers at client companies make 900
/// calls a day`.
pub(super) fn others_act(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    if counts_outsiders(sentence) {
        return true;
    }
    let acts = matches!(clause.predicate, Predicate::Behaves | Predicate::State) && clause.order.is_none();
    let (Some(subject), Some(predicate)) = (clause.subject, clause.predicate_at) else { return false };
    let finite = matches!(list[predicate].form, Form::Base | Form::S);
    let is_outside = |at: usize| {
        let ours = matches!(
            tokens.text(&list[at]),
            "team"
                | "squad"
                | "department"
                | "group"
                | "everyone"
                | "member"
                | "members"
                | "teams"
                | "squads"
                | "chapter"
        );
        let members = tokens.text(&list[at]) == "members" && at == clause.start;
        members || list[at].has(Classes::PEOPLE) && !list[at].has(Classes::STAFF | Classes::ROLE) && !ours
    };
    let own = (clause.start..predicate).any(|at| tokens.text(&list[at]) == "our");
    let is_unknown = is_unknown_plural(tokens, subject);
    acts && finite && !own && ((subject..predicate).any(is_outside) || is_unknown)
}

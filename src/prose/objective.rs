//! Reads an objective: it should inspire, so numbers, deliveries and bareness are what to look for.

use std::ops::Range;

use super::clause::{self, Clause};
use super::evidence::phrase_end;
use super::language;
use super::lexicon::{Classes, Form, Vocabulary};
use super::measures::{self, Figure, Measures, Role};
use super::token::{self, Token, Tokens};
use super::{Comparator, Language};

/// What one objective says. All ranges are bytes of the sentence, on character boundaries.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveReading {
    /// The number that makes it a metric target.
    pub numeric: Option<Range<u32>>,
    /// The words that make it a delivery: `Launch the new app`.
    pub output: Option<Range<u32>>,
    /// Whether the delivery's verb can mean nothing else; one may also build trust, or establish a rhythm.
    pub ships: bool,
    /// Why it is too bare to inspire, and the words that are all there is.
    pub terse: Option<(Terse, Range<u32>)>,
    /// Its language: others than English are not judged.
    pub language: Language,
}

/// Why an objective is too bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Terse {
    /// Two words or fewer, or three with a general verb.
    FewWords,
    /// A general verb and its object, and nothing about for whom, why or how: `Improve customer satisfaction`.
    BareVerb,
}

/// Verbs that say no more than that something should be better.
const GENERAL: [&str; 20] = [
    "fix",
    "improve",
    "make",
    "increase",
    "grow",
    "boost",
    "enhance",
    "optimize",
    "optimise",
    "reduce",
    "be",
    "get",
    "do",
    "support",
    "ensure",
    "maximize",
    "strengthen",
    "drive",
    "keep",
    "raise",
];

/// Verbs that deliver whatever they act on; the others deliver only when they act on a thing.
const SHIPPING: [&str; 16] = [
    "launch",
    "ship",
    "release",
    "deploy",
    "migrate",
    "implement",
    "install",
    "redesign",
    "rebuild",
    "relaunch",
    "publish",
    "hire",
    "rewrite",
    "refactor",
    "roll out",
    "upgrade",
];

/// Reads one objective.
pub fn read_objective(text: &str, vocabulary: &Vocabulary) -> ObjectiveReading {
    let tokens = token::tokens(text, vocabulary);
    let language = language::of(text, &tokens);
    if language != Language::English {
        return ObjectiveReading { numeric: None, output: None, ships: false, terse: None, language };
    }
    let clause = clause::read(&tokens);
    let measures = measures::read(&tokens, &clause);
    ObjectiveReading {
        numeric: numeric(&tokens, &clause, &measures),
        output: output(&tokens, &clause),
        ships: clause.order.is_some_and(|at| SHIPPING.contains(&tokens.text(&tokens.list[at]))),
        terse: terse(&tokens, &clause),
        language,
    }
}

/// A number that is measured against; `one team`, `in three markets` and `2. Grow the community` are not.
fn numeric(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<Range<u32>> {
    let list = &tokens.list;
    let change =
        |f: &&Figure| matches!(f.role, Role::End | Role::Change) || f.comparator == Comparator::Times;
    let targets = |f: &&Figure| is_target(tokens, clause, f);
    let found = measures.figures.iter().filter(targets).find(change);
    let found = found.or_else(|| measures.figures.iter().find(targets));
    found.map(|figure| measures::value_place(tokens, &list[figure.at]))
}

fn is_target(tokens: &Tokens, clause: &Clause, figure: &Figure) -> bool {
    let list = &tokens.list;
    let at = figure.at;
    let Some(quantity) = measures::quantity(tokens, &list[at]) else { return false };
    if matches!(figure.role, Role::Qualifier | Role::Baseline)
        || is_item_number(tokens, at)
        || is_reference(tokens, at)
        || is_grade(tokens, at)
    {
        return false;
    }
    // “before anyone has to ask twice” multiplies nothing.
    let again = matches!(quantity.text(), "twice" | "once");
    if !again && (matches!(figure.role, Role::End | Role::Change) || figure.comparator == Comparator::Times) {
        return true;
    }
    if !quantity.text().bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    if !quantity.is_bare() {
        // `our 2 million readers`, `the 90% of people who never call`: known already.
        return !matches!(measures::before(tokens, at, 1), "our" | "their" | "the" | "those" | "these");
    }
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE;
    let directed = clause.order.is_some_and(|o| list[o].has(Classes::UP | Classes::DOWN | Classes::REACH));
    let lead = measures::before(tokens, at, 1);
    let scope =
        matches!(lead, "for" | "into" | "across" | "in" | "with" | "between" | "on" | "from" | "over");
    let known = matches!(lead, "our" | "their" | "the" | "its" | "those" | "these" | "all" | "both");
    let next = list.get(at + 1).filter(|t| t.is_word() && !t.closes_noun());
    let counts = next.and_then(|_| clause::noun_after(tokens, at + 1)).is_some_and(|n| list[n].has(measured));
    let reached =
        matches!(lead, "to" | "of" | "at" | "above" | "below" | "under" | "<" | ">" | "≤" | "≥" | "than")
            || list[..at].last().is_some_and(|t| t.has(Classes::METRIC));
    let metric_before = list[..at].iter().any(|t| t.is_word() && t.has(measured));
    !known && ((counts && (!scope || directed)) || (reached && metric_before && next.is_none()))
}

/// `2. Grow the community`, `3 The board trusts us`: the objective's own number.
fn is_item_number(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let Some(next) = list.get(at + 1).filter(|_| at == 0) else { return false };
    let bare = measures::quantity(tokens, &list[0]).is_some_and(|q| q.is_bare() && q.value() < 100.0);
    bare && (matches!(next.kind, token::Kind::Break('.' | ')' | ':' | '-' | '–'))
        || next.has(Classes::DETERMINER))
}

/// `[Goal 7]`, `phase 2`, `Objective 3`: which one it is.
fn is_reference(tokens: &Tokens, at: usize) -> bool {
    let named = matches!(
        measures::before(tokens, at, 1),
        "goal"
            | "objective"
            | "okr"
            | "initiative"
            | "pillar"
            | "theme"
            | "phase"
            | "stage"
            | "step"
            | "part"
            | "chapter"
            | "tier"
            | "priority"
    );
    named && measures::quantity(tokens, &tokens.list[at]).is_some_and(|quantity| quantity.is_bare())
}

/// `... ready for critical workloads - 70% (moved, but lots to do)`: how far it has come.
fn is_grade(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list;
    let dashed =
        list[..at].last().is_some_and(|t| matches!(t.kind, token::Kind::Break('-' | '–' | '—' | ':')));
    dashed && at > 1 && list.get(at + 1).is_none_or(|t| !t.is_word())
}

/// The verb and its object, when the objective ships a thing.
fn output(tokens: &Tokens, clause: &Clause) -> Option<Range<u32>> {
    let list = &tokens.list;
    let verb = &list[clause.order?];
    let object = &list[clause.object?];
    let ships = SHIPPING.contains(&tokens.text(verb));
    let thing = object.has(Classes::ARTEFACT | Classes::ROLE | Classes::WORK | Classes::SYSTEM)
        && !object.has(Classes::METRIC | Classes::WEASEL | Classes::SOFT);
    // `Ship code with confidence`
    let in_spirit =
        list.windows(2).any(|w| w[0].has(Classes::PREPOSITION) && w[1].is_word() && w[1].has(Classes::SOFT));
    let praised = in_spirit
        || wins_people(tokens, clause)
        || list.iter().any(|t| t.is_word() && t.has(Classes::WEASEL) && !t.has(Classes::PEOPLE))
        || clause.order.is_some_and(|at| somebody_acts(tokens, at + 1))
        || list.iter().any(|t| matches!(tokens.text(t), "that" | "so" | "where" | "who"));
    // One may deliver joy, and develop people.
    let is_made = matches!(tokens.text(verb), "deliver" | "develop");
    let other = Classes::UP | Classes::DOWN | Classes::VAGUE | Classes::HOLD;
    let delivers = verb.has(Classes::DELIVER) && (is_made || !verb.has(other));
    // `Launch days become boring`
    let is_noun = clause.order.is_some_and(|order| {
        let then = list.get(order + 2);
        list.get(order + 1).is_some_and(|noun| tokens.text(noun).ends_with('s'))
            && then.is_some_and(|then| {
                then.has(Classes::BE)
                    || matches!(tokens.text(then), "become" | "feel" | "stay" | "get" | "go")
            })
    });
    let general = GENERAL.contains(&tokens.text(verb));
    // `Release engineers from toil`
    let frees = object.has(Classes::PEOPLE | Classes::STAFF) && !verb.has(Classes::HIRE);
    let found = !praised && !general && !frees && !is_noun && (ships || (delivers && thing));
    found.then(|| verb.start..list[phrase_end(tokens, clause.object.unwrap_or_default())].end.max(object.end))
}

/// `Launch and earn first paying users`, `... and get 5 customers`: it says what the delivery is for.
fn wins_people(tokens: &Tokens, clause: &Clause) -> bool {
    let list = &tokens.list;
    let wins = |at: usize| {
        let verb = &list[at];
        let joined = list[at - 1].has(Classes::CONJUNCTION);
        joined
            && verb.is_word()
            && verb.form == Form::Base
            && verb.has(Classes::REACH | Classes::UP | Classes::BEHAVE)
            || joined
                && matches!(
                    tokens.text(verb),
                    "win" | "earn" | "get" | "gain" | "attract" | "acquire" | "find"
                )
    };
    let begin = clause.order.map_or(1, |order| order + 1).max(1);
    let at = (begin..list.len()).find(|&at| wins(at));
    at.is_some_and(|at| {
        list[at..].iter().any(|t| t.is_word() && t.has(Classes::PEOPLE) && !t.has(Classes::STAFF))
    })
}

/// `... an engine users trust`: it says for whom.
fn somebody_acts(tokens: &Tokens, from: usize) -> bool {
    let list = &tokens.list;
    (from.max(1)..list.len().saturating_sub(1)).any(|at| {
        let next = (at + 1..list.len().min(at + 3))
            .find(|&i| !list[i].has(Classes::ADVERB) && !tokens.text(&list[i]).ends_with("ly"));
        list[at].has(Classes::PEOPLE)
            && list[at].form == Form::S
            && !list[at - 1].has(Classes::PREPOSITION)
            && next.is_some_and(|i| list[i].is_word() && list[i].form == Form::Base && !list[i].closes_noun())
    })
}

fn terse(tokens: &Tokens, clause: &Clause) -> Option<(Terse, Range<u32>)> {
    // A label before it (`Support:`) and a name in brackets after it say nothing about where to go.
    let said = tokens.list.get(clause.start..).unwrap_or_default();
    let bracket = said.iter().position(|t| t.kind == token::Kind::Break('('));
    let ends = |at: usize| {
        said[at..]
            .iter()
            .position(|t| t.kind == token::Kind::Break(')'))
            .is_some_and(|i| !said[at + i..].iter().any(|t| t.is_word() || t.is_number()))
    };
    let said = bracket.filter(|&at| at > 0 && ends(at)).map_or(said, |at| &said[..at]);
    let words: Vec<&Token> = said.iter().filter(|t| t.is_word() || t.is_number()).collect();
    let (first, last) = (words.first()?, words.last()?);
    let whole = first.start..last.end;
    // A phrase such as `sign up` is one token but two words.
    let count = tokens.lower[whole.start as usize..whole.end as usize].split_whitespace().count();
    let general = clause.order.is_some_and(|at| GENERAL.contains(&tokens.text(&tokens.list[at])));
    // “Delight enterprise customers” is short and still a direction; “Make customers happy” is not.
    if count <= 2 || (general && count <= 3) {
        return Some((Terse::FewWords, whole));
    }
    let connected = words.iter().any(|t| t.has(Classes::PREPOSITION | Classes::CONJUNCTION));
    // “Dramatically improve ...” says how far, if not how.
    let heightened = tokens.list.iter().any(|t| t.is_word() && tokens.text(t).ends_with("ly"));
    (general && count <= 4 && !connected && !heightened).then_some((Terse::BareVerb, whole))
}

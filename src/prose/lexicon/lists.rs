//! The words that come with the program, as tables. Only `build.rs` makes them: no start of the program has to.

use std::collections::BTreeMap;

use super::classes::Classes;
use super::irregular::IRREGULAR;
use super::{nouns, others, verbs};
use crate::prose::hashed::{Table, hash};

/// The classes of each word and phrase; the first word of a phrase is marked as such.
pub(in crate::prose) fn words() -> Table {
    let mut words = BTreeMap::new();
    let mut add = |entry: &str, class: Classes| *words.entry(hash(entry)).or_default() |= class.0;
    for (list, class) in LISTS {
        list.split_whitespace().for_each(|word| add(word, *class));
    }
    for (phrase, class) in others::PHRASES {
        add(phrase, phrase_class(class));
        if let Some((first, _)) = phrase.split_once(' ') {
            add(first, Classes::PHRASE);
        }
    }
    Table::new(&words)
}

/// The place of each irregular form in [`IRREGULAR`].
pub(in crate::prose) fn irregular() -> Table {
    Table::new(&IRREGULAR.iter().zip(0..).map(|((form, ..), at)| (hash(form), at)).collect())
}

const LISTS: &[(&str, Classes)] = &[
    (verbs::DELIVER, Classes::DELIVER),
    (verbs::DECIDE, Classes::DECIDE),
    (verbs::HIRE, Classes::HIRE),
    (verbs::TRAIN, Classes::TRAIN),
    (verbs::EFFORT, Classes::EFFORT),
    (verbs::UP, Classes::UP),
    (verbs::DOWN, Classes::DOWN),
    (verbs::HOLD, Classes::HOLD),
    (verbs::REACH, Classes::REACH),
    (verbs::VAGUE, Classes::VAGUE),
    (verbs::BEHAVE, Classes::BEHAVE),
    (verbs::STATE, Classes::STATE),
    (verbs::MOVES_UP, Classes::MOVES_UP),
    (verbs::MOVES_DOWN, Classes::MOVES_DOWN),
    (verbs::FINISH, Classes::FINISH),
    (verbs::STUDY, Classes::STUDY),
    (nouns::MEASURE, Classes::MEASURE),
    (nouns::METRIC, Classes::METRIC),
    (nouns::FAULT, Classes::FAULT),
    (nouns::LAGGING, Classes::LAGGING),
    (nouns::VANITY, Classes::VANITY),
    (nouns::ACT, Classes::ACT),
    (nouns::PEOPLE, Classes::PEOPLE),
    (nouns::STAFF, Classes::STAFF),
    (nouns::ROLE, Classes::ROLE),
    (nouns::ARTEFACT, Classes::ARTEFACT),
    (nouns::SERIAL, Classes::SERIAL),
    (nouns::WORK, Classes::WORK),
    (nouns::SYSTEM, Classes::SYSTEM),
    (nouns::TOPIC, Classes::TOPIC),
    (nouns::SOFT, Classes::SOFT),
    (others::WEASEL, Classes::WEASEL),
    (others::COMPARE, Classes::COMPARE),
    (others::AGGREGATE, Classes::AGGREGATE),
    (others::RECUR, Classes::RECUR),
    (others::THERE, Classes::THERE),
    (others::ALL, Classes::ALL),
    (others::NONE, Classes::NONE),
    (others::PREPOSITION, Classes::PREPOSITION),
    (others::DETERMINER, Classes::DETERMINER),
    (others::CONJUNCTION, Classes::CONJUNCTION),
    (others::PRONOUN, Classes::PRONOUN),
    (others::BE, Classes::BE),
    (others::MODAL, Classes::MODAL),
    (others::CAN, Classes::CAN),
    (others::HAVE, Classes::HAVE),
    (others::ADVERB, Classes::ADVERB),
    (others::LIMIT_HIGH, Classes::LIMIT_HIGH),
    (others::LIMIT_LOW, Classes::LIMIT_LOW),
    (others::FOREIGN, Classes::FOREIGN),
    (
        "day week month quarter year hour minute second sprint season half night morning monday tuesday wednesday thursday friday saturday sunday weekday weekend",
        Classes::TIME,
    ),
];

fn phrase_class(name: &str) -> Classes {
    match name {
        "deliver" => Classes::DELIVER,
        "delivered" => Classes::DELIVERED | Classes::DELIVER,
        "there" => Classes::THERE,
        "decide" => Classes::DECIDE,
        "effort" => Classes::EFFORT,
        "behave" => Classes::BEHAVE,
        "up" => Classes::UP | Classes::MOVES_UP,
        "down" => Classes::DOWN | Classes::MOVES_DOWN,
        "metric" => Classes::METRIC,
        "measure" => Classes::MEASURE,
        "act" => Classes::ACT,
        "vanity" => Classes::VANITY | Classes::ACT,
        "channel" => Classes::CHANNEL,
        "artefact" => Classes::ARTEFACT,
        "serial" => Classes::SERIAL,
        "staff" => Classes::STAFF,
        "role" => Classes::ROLE,
        "work" => Classes::WORK,
        _ => Classes::WEASEL,
    }
}

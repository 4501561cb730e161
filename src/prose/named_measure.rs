//! Names of measures whose first word is a verb in other sentences: `Order value`, `Build queue`, `Visit length`.

use super::lexicon::{Classes, Form};
use super::token::{Token, Tokens};

/// Whether a sentence may name a measure, though it begins like an order: its first word is a noun as well, and what follows is the rest of
/// a name and no thing that is delivered.
pub(super) fn may_be(tokens: &Tokens) -> bool {
    let Some(first) = tokens.list.first() else { return false };
    // The lexicon knows some as one word.
    if first.has(Classes::METRIC | Classes::MEASURE) {
        return true;
    }
    let is_both = first.has(Classes::NOUN) || first.form == Form::Ing || NOUNS.contains(&tokens.text(first));
    let begins_object = |next: &Token| {
        next.is_number() || !next.is_word() || next.has(Classes::DETERMINER | Classes::ALL | Classes::COMPARE)
    };
    let name: Vec<&Token> = tokens.list.iter().take_while(|token| !token.closes_noun()).collect();
    let is_thing = |last: &&Token| {
        last.has(Classes::ARTEFACT | Classes::STAFF | Classes::PEOPLE)
            && !last
                .has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::SOFT | Classes::LAGGING)
    };
    let next = tokens.list.get(1);
    is_both && next.is_some_and(|next| !begins_object(next)) && !name.last().is_some_and(is_thing)
}

/// Verbs that name what they do as well.
const NOUNS: [&str; 22] = [
    "order", "build", "ship", "design", "import", "export", "print", "transfer", "document", "release",
    "launch", "contact", "visit", "review", "research", "study", "repair", "hire", "email", "test", "pick",
    "plan",
];

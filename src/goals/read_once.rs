//! Reads each sentence once: teams share objectives, and quarters and versions of a file repeat their sentences.

use crate::prose::{self, ObjectiveReading, Reading, Vocabulary};
use crate::source::Excerpt;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads sentences, on any number of threads. Those with the same words share what they say.
#[derive(Debug)]
pub(super) struct ReadOnce<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    key_results: Known<Reading>,
    objectives: Known<ObjectiveReading>,
}

/// What sentences say, by their words.
type Known<R> = Mutex<HashMap<Excerpt, Arc<R>>>;

impl<'v> ReadOnce<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, key_results: Known::default(), objectives: Known::default() }
    }

    /// What the sentence of a key result says.
    pub(super) fn key_result(&self, sentence: &Excerpt) -> Arc<Reading> {
        once(&self.key_results, sentence, || prose::read_key_result(sentence, self.vocabulary))
    }

    /// What the sentence of an objective says.
    pub(super) fn objective(&self, sentence: &Excerpt) -> Arc<ObjectiveReading> {
        once(&self.objectives, sentence, || prose::read_objective(sentence, self.vocabulary))
    }
}

/// Nothing is locked while a sentence is read. Two threads that read the same one at the same time read the same in it.
fn once<R>(known: &Known<R>, sentence: &Excerpt, read: impl FnOnce() -> R) -> Arc<R> {
    let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
    let found = known().get(sentence).map(Arc::clone);
    found.unwrap_or_else(|| {
        let reading = Arc::new(read());
        Arc::clone(known().entry(sentence.clone()).or_insert(reading))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_share_what_they_say() {
        let vocabulary = Vocabulary::default();
        let sentences = ReadOnce::new(&vocabulary);
        let read = |text: &str| sentences.key_result(&Excerpt::new(text));
        let first = read("Raise activation from 23% to 35%");
        assert_eq!(*first, prose::read_key_result("Raise activation from 23% to 35%", &vocabulary));
        assert!(Arc::ptr_eq(&first, &read("Raise activation from 23% to 35%")));
        assert!(!Arc::ptr_eq(&first, &read("Raise activation from 23% to 36%")));
    }
}

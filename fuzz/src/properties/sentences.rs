//! Sentences: what a key result or an objective says.

use okr::prose::{Reading, Vocabulary, read_key_result, read_objective};
use okr::quantity::scan;
use std::ops::Range;
use std::sync::OnceLock;

/// Every sentence is read, at places that are in it; twice says the same; whatever is wrong can be explained.
pub fn sentences(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    let vocabulary = VOCABULARY.get_or_init(Vocabulary::default);
    let reading = read_key_result(&text, vocabulary);
    check_reading(&reading, &text);
    assert_eq!(reading, read_key_result(&text, vocabulary));
    let explanation = reading.explain(&text);
    assert!(!explanation.message.trim().is_empty());
    assert_eq!(explanation, reading.explain(&text));

    let objective = read_objective(&text, vocabulary);
    let terse = objective.terse.as_ref().map(|(_, range)| range);
    objective.numeric.iter().chain(&objective.output).chain(terse).for_each(|range| check(range, &text));
    assert_eq!(objective, read_objective(&text, vocabulary));

    for (range, quantity) in scan(&text) {
        assert_eq!(text.get(range), Some(quantity.text()));
        assert!(quantity.value().is_finite());
    }
}

fn check_reading(reading: &Reading, text: &str) {
    reading.evidence().iter().chain(reading.measures()).for_each(|range| check(range, text));
    let single = reading.verb.iter().chain(&reading.vanity).chain(&reading.lagging);
    single.for_each(|range| check(range, text));
    for measure in reading.baseline.iter().chain(&reading.target) {
        check(&measure.range, text);
        assert!(measure.quantity.value().is_finite());
    }
}

/// A range of words is inside the sentence and splits no character.
fn check(range: &Range<u32>, text: &str) {
    let words = text.get(range.start as usize..range.end as usize);
    assert!(words.is_some_and(|words| !words.is_empty()), "{range:?} are no words of {text:?}");
}

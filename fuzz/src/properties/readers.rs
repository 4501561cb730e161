//! The fast YAML reader beside the complete one, and beside another program's.

use super::second_opinion::{ours, same, theirs};
use okr::yaml::{Agreement, compare_readers};

/// The fast reader makes the tree of a text that the complete parser makes, or leaves the text alone; and what it reads
/// is what another YAML reader makes of it, where that one accepts it.
pub fn readers(bytes: &[u8]) -> Agreement {
    let Ok(text) = std::str::from_utf8(bytes) else { return Agreement::LeftAlone };
    let agreement = compare_readers(text);
    match &agreement {
        Agreement::Different(fast, complete) => {
            panic!("{text}\n{text:?}\nfast: {fast}\ncomplete: {complete}")
        }
        Agreement::Same => {
            if let Some((ours, theirs)) = ours(text).zip(theirs(text)) {
                assert!(same(&ours, &theirs), "{text}\n{text:?}\nours: {ours:?}\ntheirs: {theirs:?}");
            }
        }
        Agreement::LeftAlone => {}
    }
    agreement
}

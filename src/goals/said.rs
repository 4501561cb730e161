//! Whether a text says anything.

use crate::yaml::Field;

/// Words that stand where something is still to be said.
const STAND_INS: [&str; 16] = [
    "tbd", "tba", "tbc", "todo", "to do", "fixme", "n/a", "na", "none", "nil", "null", "unknown", "xx",
    "xxx", "reason", "why",
];

/// A text without the spaces around it; `None` where it says nothing: it is empty, has no letter or digit (`...`, `-`, `?`), or
/// only keeps a place for what is still to be said (`TBD`, `<reason>`).
#[must_use]
pub fn said(text: &str) -> Option<&str> {
    let text = text.trim();
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let says_nothing =
        words.is_empty() || STAND_INS.iter().any(|stand_in| words.eq_ignore_ascii_case(stand_in));
    (!says_nothing).then_some(text)
}

/// Whether a field is absent, or its text says nothing. One that could not be read may say something.
pub fn says_nothing(field: &Field<impl AsRef<str>>) -> bool {
    field.is_absent() || field.get().is_some_and(|text| said(text.as_ref()).is_none())
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_keeps_a_place_says_nothing() {
        for text in ["", "  ", "...", "-", "?", "…", "TBD", "tbd.", "<reason>", "(n/a)", "To do"] {
            assert_eq!(said(text), None, "{text}");
        }
        for text in ["the partner withdrew", " x ", "予算が減った", "none of the pilots stayed", "Q2"] {
            assert_eq!(said(text), Some(text.trim()), "{text}");
        }
    }
}

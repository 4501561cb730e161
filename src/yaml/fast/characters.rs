//! Which characters a text may hold.

use memchr::{memchr_iter, memchr3_iter};

/// Whether a text holds only characters that mean one thing: no control characters but LF and CR LF, nothing YAML does
/// not allow, no byte-order mark, none of the line ends of other standards.
pub(super) fn are_all_usual(bytes: &[u8]) -> bool {
    // Without a branch in the loop the compiler looks at many bytes at once.
    let odd = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\r') || byte == 0x7f;
    let any_odd = |bytes: &[u8]| bytes.iter().fold(false, |any, &byte| any | odd(byte));
    if bytes.chunks(4096).any(any_odd) {
        return false;
    }
    memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
        && memchr3_iter(0xC2, 0xE2, 0xEF, bytes).all(|at| !is_odd_character(&bytes[at..]))
}

/// U+0080 to U+009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF, which are all that is odd above ASCII.
fn is_odd_character(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xC2, 0x80..=0x9F, ..]
            | [0xE2, 0x80, 0xA8 | 0xA9, ..]
            | [0xEF, 0xBB, 0xBF, ..]
            | [0xEF, 0xBF, 0xBE | 0xBF, ..]
    )
}

#[cfg(test)]
mod tests {
    use super::are_all_usual;

    #[test]
    fn only_characters_of_one_meaning_pass() {
        for text in ["", "a: b\n", "a\r\n", "é “x” €1 · 100 °C \u{a0} 🎉 \u{2027} \u{fffd}"] {
            assert!(are_all_usual(text.as_bytes()), "{text:?}");
        }
        for odd in "\t\0\u{b}\r\u{1b}\u{7f}\u{80}\u{85}\u{9f}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}".chars()
        {
            for text in [format!("{odd}"), format!("ab{odd}cd"), format!("é{odd}\r{odd}")] {
                assert!(!are_all_usual(text.as_bytes()), "{text:?}");
            }
        }
    }
}

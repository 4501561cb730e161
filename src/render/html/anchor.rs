//! The names that links within a page lead to.

use super::voice::Voice;
use std::hash::Hasher as _;

/// The name of what has an address, apart from the names of sections. It stays the same from day to day, so that a link in a chat keeps leading there.
pub(super) fn anchor(address: &str, voice: Voice) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_/.".contains(c);
    if !voice.redacts && !address.is_empty() && address.chars().all(is_plain) {
        return format!("at-{address}");
    }
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(address.as_bytes());
    // Letters only: digits could be taken for a value.
    let letters = format!("{:016x}", hasher.finish());
    let letters = letters.chars().map(|c| char::from(b'a' + c.to_digit(16).unwrap_or_default() as u8));
    format!("at-{}", letters.collect::<String>())
}

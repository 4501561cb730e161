//! A table that is searched by the hashes of names and needs no reading first: `build.rs` makes those that come with the program.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// FNV-1a of a name.
pub(super) const fn hash(name: &str) -> u64 {
    hash_on(0xcbf2_9ce4_8422_2325, name)
}

/// FNV-1a of a name that begins with the one that has this hash.
pub(super) const fn hash_on(mut hash: u64, rest: &str) -> u64 {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

/// 2^64 divided by the golden ratio: multiplying by it spreads hashes that are alike (Knuth, The Art of Computer Programming, 6.4).
pub(super) const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The bytes of a hash, and of a place that has nothing else.
pub(super) const HASH: usize = 8;

/// Contents of eight bytes by their hashes; with places of [`HASH`] bytes only the hashes.
///
/// Each place holds a hash and its content, little-endian. An entry is in the first place that was free, from the one its hash points
/// to; a free place is all zeros.
#[derive(Clone, Debug)]
pub(super) struct Table<const PLACE: usize = 16> {
    places: Cow<'static, [[u8; PLACE]]>,
}

impl<const PLACE: usize> Table<PLACE> {
    /// A table from the bytes of another one.
    pub(super) const fn built(bytes: &'static [u8]) -> Self {
        Table { places: Cow::Borrowed(bytes.as_chunks().0) }
    }

    /// What [`Table::built`] makes the same table of.
    #[allow(dead_code, reason = "only `build.rs` writes tables")]
    pub(super) fn bytes(&self) -> &[u8] {
        self.places.as_flattened()
    }

    /// A quarter of the places stay free, so that no search is long.
    pub(super) fn new(contents: &BTreeMap<u64, u64>) -> Self {
        let count = contents.len() * 4 / 3 + 1;
        let mut table = Table { places: vec![[0; PLACE]; count].into() };
        for (hash, content) in contents {
            let place = table.search(*hash).expect_err("internal error: the hash of a name is zero");
            let (of_hash, of_content) = table.places.to_mut()[place].split_at_mut(HASH);
            of_hash.copy_from_slice(&hash.to_le_bytes());
            of_content.copy_from_slice(&content.to_le_bytes()[..PLACE - HASH]);
        }
        table
    }

    /// The place of an entry.
    pub(super) fn find(&self, hash: u64) -> Option<usize> {
        self.search(hash).ok()
    }

    /// What stands at a place behind its hash.
    pub(super) fn rest<const REST: usize>(&self, place: usize) -> [u8; REST] {
        std::array::from_fn(|at| self.places[place][HASH + at])
    }

    /// How many places there are, free or not.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The place of an entry, or the free place where it would be.
    fn search(&self, hash: u64) -> Result<usize, usize> {
        let share = u128::from(hash.wrapping_mul(SPREAD)) * self.len() as u128;
        let mut place = (share >> 64) as usize;
        loop {
            match self.number(place, 0) {
                found if found == hash => return Ok(place),
                0 => return Err(place),
                _ if place + 1 == self.len() => place = 0,
                _ => place += 1,
            }
        }
    }

    fn number(&self, place: usize, from: usize) -> u64 {
        let half = self.places[place].as_chunks().0[from / HASH];
        u64::from_le_bytes(half)
    }
}

impl Table {
    pub(super) fn get(&self, hash: u64) -> Option<u64> {
        self.find(hash).map(|place| self.content(place))
    }

    /// What is at a place.
    pub(super) fn content(&self, place: usize) -> u64 {
        self.number(place, HASH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_found_and_nothing_else() {
        for count in 0..40u64 {
            let contents: BTreeMap<u64, u64> = (0..count).map(|n| (hash(&n.to_string()), n)).collect();
            let table: Table = Table::new(&contents);
            assert!((0..count).all(|n| table.get(hash(&n.to_string())) == Some(n)), "{count}");
            assert_eq!(table.get(hash("other")), None);
        }
    }

    #[test]
    fn a_name_can_be_hashed_in_parts() {
        assert_eq!(hash_on(hash("sign"), "-up"), hash("sign-up"));
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8, "the published value for FNV-1a");
    }
}

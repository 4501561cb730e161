//! Reads the table of weights. `build.rs` does so once, so that the program need not.

use std::collections::BTreeMap;

use super::hashed::{HASH, SPREAD, Table, hash};

/// The weights of a feature in hundredths: outcome, output, activity, vague.
pub(super) type Hundredths = [i16; 4];

/// A line of a table of weights that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadWeights {
    /// The line, from 1.
    pub line: usize,
}

impl std::fmt::Display for BadWeights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} of the weights is not `name`, a tab, and its weights as whole numbers", self.line)
    }
}

impl std::error::Error for BadWeights {}

/// The bytes of a place with one weight.
pub(super) const SHORT: usize = HASH + 2;

/// Reads lines of a feature's name, a tab, and four weights in hundredths (outcome, output, activity, vague) with spaces between
/// them. Lines that begin with `#` are comments.
pub(super) fn read(text: &str) -> Result<Table, BadWeights> {
    lines(text, |weights| four(weights).map(pack))
}

/// The same with one weight in hundredths on each line.
pub(super) fn read_short(text: &str) -> Result<Table<SHORT>, BadWeights> {
    lines(text, |weight| one(weight).map(|weight| u64::from(weight.cast_unsigned())))
}

/// The weight of the feature with this hash, or zero.
#[allow(dead_code, reason = "`build.rs` asks for none")]
pub(super) fn short(weights: &Table<SHORT>, hash: u64) -> i32 {
    weights.find(hash).map_or(0, |place| i32::from(i16::from_le_bytes(weights.rest(place))))
}

fn lines<const PLACE: usize>(
    text: &str,
    content: impl Fn(&str) -> Option<u64>,
) -> Result<Table<PLACE>, BadWeights> {
    let mut contents = BTreeMap::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
    {
        let (name, weights) = line
            .split_once('\t')
            .and_then(|(name, rest)| Some((name, content(rest)?)))
            .ok_or(BadWeights { line: number })?;
        contents.insert(hash_of_name(name), weights);
    }
    Ok(Table::new(&contents))
}

fn one(text: &str) -> Option<i16> {
    text.parse().ok().filter(|weight| (-9999..=9999).contains(weight))
}

fn four(text: &str) -> Option<Hundredths> {
    let weights: Option<Vec<i16>> = text.split(' ').map(one).collect();
    weights?.try_into().ok()
}

/// The hash of the name of a feature, such as `near:grow mrr`: of its kind and then of each piece of it.
pub(super) fn hash_of_name(name: &str) -> u64 {
    let (kind, pieces) = name.split_once(':').unwrap_or((name, ""));
    pieces.split(' ').fold(hash(kind), |feature, piece| followed(feature, hash(piece)))
}

/// The hash of what goes on with another piece. Only pieces are hashed byte by byte: the grams of a sentence have them in common.
pub(super) const fn followed(feature: u64, piece: u64) -> u64 {
    (feature.rotate_left(29) ^ piece).wrapping_mul(SPREAD)
}

fn pack(weights: Hundredths) -> u64 {
    weights.iter().rev().fold(0, |packed, weight| packed << 16 | u64::from(weight.cast_unsigned()))
}

/// The weights in a content of the table.
pub(super) fn unpack(content: u64) -> Hundredths {
    [content as i16, (content >> 16) as i16, (content >> 32) as i16, (content >> 48) as i16]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_by_the_names_of_their_features() {
        let weights = read("# head\n\nbias\t1 2 3 4\nnear:grow mrr\t-1 0 9999 -9999\n").unwrap();
        let of = |name: &str| weights.get(hash_of_name(name)).map(unpack);
        assert_eq!(of("bias"), Some([1, 2, 3, 4]));
        assert_eq!(of("near:grow mrr"), Some([-1, 0, 9999, -9999]));
        assert_eq!(of("near:mrr grow"), None);
    }

    #[test]
    fn no_two_features_share_a_place() {
        let text = include_str!("weights.tsv");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let names: Vec<&str> = lines.map(|line| line.split_once('\t').unwrap().0).collect();
        let hashes: std::collections::BTreeSet<u64> = names.iter().map(|name| hash_of_name(name)).collect();
        assert_eq!(hashes.len(), names.len());
    }

    #[test]
    fn wrong_weights_are_refused_with_their_line() {
        assert_eq!(read("# head\nbias\t1 2 3 4\nnear:x\t1 2 3").unwrap_err(), BadWeights { line: 3 });
        for wrong in [
            "near:x 1 2 3 4",
            "near:x\t1 2 3 4 5",
            "near:x\t1 2 3 x",
            "near:x\t1 2 3 99999",
            "near:x\t1 2 3 10000",
            "near:x\t1  2 3 4",
            "near:x",
            "near:x\t1 2 3",
        ] {
            assert_eq!(read(wrong).unwrap_err(), BadWeights { line: 1 }, "{wrong}");
        }
    }
}

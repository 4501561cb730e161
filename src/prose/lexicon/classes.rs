//! Sets of word classes.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of word classes. A word may belong to several: `test` is work, a verb of effort and a running system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::prose) struct Classes(pub(in crate::prose) u64);

macro_rules! classes {
    ($($name:ident = $bit:literal,)*) => {
        #[allow(dead_code, reason = "some are only asked for by name")]
        impl Classes { $(pub(in crate::prose) const $name: Classes = Classes(1 << $bit);)* }

        /// The names of the classes, each at the place of its bit.
        static NAMES: [&str; 64] = {
            let mut names = [""; 64];
            $(names[$bit] = stringify!($name);)*
            names
        };
    };
}

classes! {
    DELIVER = 0, DECIDE = 1, HIRE = 2, TRAIN = 3, EFFORT = 4, UP = 5, DOWN = 6, HOLD = 7, REACH = 8, VAGUE = 9, BEHAVE = 10,
    STATE = 11, MOVES_UP = 12, MOVES_DOWN = 13, FINISH = 14, STUDY = 15,
    MEASURE = 16, METRIC = 17, FAULT = 18, LAGGING = 19, VANITY = 20, ACT = 21, PEOPLE = 22, STAFF = 23, ROLE = 24,
    ARTEFACT = 25, SERIAL = 26, WORK = 27, SYSTEM = 28, SOFT = 29,
    WEASEL = 30, COMPARE = 31, AGGREGATE = 32, RECUR = 33, THERE = 34, ALL = 35, NONE = 36,
    PREPOSITION = 38, DETERMINER = 39, CONJUNCTION = 40, PRONOUN = 41, BE = 42, MODAL = 43, CAN = 44, HAVE = 45, ADVERB = 46,
    LIMIT_HIGH = 47, LIMIT_LOW = 48, DELIVERED = 49, PHRASE = 50, CHANNEL = 51, TIME = 52, OWN_DELIVERABLE = 53, TOPIC = 54, FOREIGN = 55,
}

impl BitAnd for Classes {
    type Output = Classes;
    fn bitand(self, other: Classes) -> Classes {
        Classes(self.0 & other.0)
    }
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

impl Classes {
    pub(in crate::prose) const EMPTY: Classes = Classes(0);
    /// Every class of verb.
    pub(in crate::prose) const VERB: Classes = Classes(0xffff);
    /// Every class of noun.
    pub(in crate::prose) const NOUN: Classes = Classes(0x3fff_0000);
    /// Small words, which mark a sentence as English.
    pub(in crate::prose) const FUNCTION: Classes = Classes(0x7fc0_0000_0000);

    /// True when the two sets share a class.
    pub(in crate::prose) fn has(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    pub(in crate::prose) fn is_empty(self) -> bool {
        self.0 & !(Self::PHRASE.0 | Self::FOREIGN.0) == 0
    }

    /// The names of the classes in the set, in order.
    pub(in crate::prose) fn names(self) -> impl Iterator<Item = &'static str> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            NAMES.get(bit).copied()
        })
    }

    pub(in crate::prose) fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }
}

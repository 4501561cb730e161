//! Addresses: `2026-Q1/growth/effortless-start/activation` names a key result anywhere, `growth/effortless-start` an
//! objective within a quarter, `activation_rate` a metric. On a command line a unique ending is enough.

use super::calendar::Quarter;
use crate::yaml::nearest;
use fnv::{FnvHashMap, FnvHasher};
use std::fmt;
use std::hash::Hasher as _;
use strsim::damerau_levenshtein;

/// What a reference or an address says, taken apart. It need not name anything that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address<'t> {
    /// The quarter, where one is written.
    pub quarter: Option<Quarter>,
    /// What is named.
    pub item: Item<'t>,
}

/// What an address names within its quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item<'t> {
    /// A metric, by its id.
    Metric(&'t str),
    /// `team/objective`.
    Objective {
        /// The team, `company`, or a person.
        team: &'t str,
        /// The objective's id.
        id: &'t str,
    },
    /// `team/objective/key-result`.
    KeyResult {
        /// The team, `company`, or a person.
        team: &'t str,
        /// The objective's id.
        objective: &'t str,
        /// The key result's id.
        id: &'t str,
    },
}

impl<'t> Address<'t> {
    /// Takes a reference apart; `None` if it has no parts or more than an address has.
    #[must_use]
    pub fn parse(text: &'t str) -> Option<Self> {
        let (quarter, rest) = split_quarter(text.trim());
        let mut parts = rest.split('/');
        let item = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
            (metric, None, ..) => Item::Metric(metric),
            (team, Some(id), None, _) => Item::Objective { team, id },
            (team, Some(objective), Some(id), None) => Item::KeyResult { team, objective, id },
            _ => return None,
        };
        Some(Self { quarter, item })
    }
}

/// Splits `2026-Q1/growth/start` into the quarter and the rest. A text without a slash has no quarter.
#[must_use]
pub fn split_quarter(text: &str) -> (Option<Quarter>, &str) {
    let split = text.split_once('/').and_then(|(first, rest)| Some((first.parse().ok()?, rest)));
    split.map_or((None, text), |(quarter, rest)| (Some(quarter), rest))
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(quarter) = self.quarter {
            write!(f, "{quarter}/")?;
        }
        match self.item {
            Item::Metric(id) => f.write_str(id),
            Item::Objective { team, id } => write!(f, "{team}/{id}"),
            Item::KeyResult { team, objective, id } => write!(f, "{team}/{objective}/{id}"),
        }
    }
}

/// Why an address leads nowhere: no thing or several things go by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotFound {
    /// The full addresses that end in it; none when nothing does.
    pub candidates: Vec<String>,
    /// The address that was probably meant, when nothing ends in it.
    pub near: Option<String>,
}

/// Finds the thing with this address, or the only one whose address ends in it.
///
/// # Errors
/// The candidates where several things go by the address; where nothing does, the nearest one.
pub fn find<T>(
    things: impl IntoIterator<Item = (String, T)>,
    address: &str,
) -> Result<(String, T), NotFound> {
    let wanted = address.trim().trim_matches('/');
    let mut all: Vec<(String, T)> = things.into_iter().collect();
    if let Some(exact) = all.iter().position(|(full, _)| full == wanted) {
        return Ok(all.swap_remove(exact));
    }
    let ending = format!("/{wanted}");
    let ends_in_it = |(full, _): &(String, T)| full.ends_with(&ending);
    let mut candidates: Vec<&str> =
        all.iter().filter(|thing| ends_in_it(thing)).map(|(full, _)| full.as_str()).collect();
    if candidates.is_empty() {
        return Err(NotFound { candidates: Vec::new(), near: near(&all, wanted) });
    }
    // Two things with one address are reported elsewhere: here the first represents both.
    let mut seen = std::collections::HashSet::new();
    candidates.retain(|candidate| seen.insert(*candidate));
    if candidates.len() > 1 {
        let candidates = candidates.into_iter().map(str::to_owned).collect();
        return Err(NotFound { candidates, near: None });
    }
    let first = all.iter().position(ends_in_it).expect("internal error: a candidate is one of all");
    Ok(all.swap_remove(first))
}

/// How often each ending of some addresses is there, to name things as briefly as [`find`] allows. Endings are kept as hashes:
/// two that share one by chance are only named at greater length.
#[derive(Debug, Clone, Default)]
pub struct Endings(FnvHashMap<u64, usize>);

impl Endings {
    /// The endings of full addresses.
    pub fn of(addresses: impl IntoIterator<Item = String>) -> Self {
        let mut endings = FnvHashMap::default();
        for address in addresses {
            for ending in endings_of(&address) {
                *endings.entry(hash(ending)).or_default() += 1;
            }
        }
        Self(endings)
    }

    /// The shortest ending of an address that nothing else has; the whole address where each is another's, too.
    #[must_use]
    pub fn shortest<'a>(&self, address: &'a str) -> &'a str {
        endings_of(address).find(|ending| self.0.get(&hash(ending)) == Some(&1)).unwrap_or(address)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The endings of an address, the shortest first.
fn endings_of(address: &str) -> impl Iterator<Item = &str> {
    address.rmatch_indices('/').map(|(at, _)| at + 1).chain([0]).map(|start| &address[start..])
}

/// The full address nearest to one that names nothing: with another case or separator, a part left out, or misspelt.
fn near<T>(all: &[(String, T)], wanted: &str) -> Option<String> {
    let simple = plain(wanted);
    let addresses = || all.iter().map(|(full, _)| full.as_str());
    let parts: Vec<&str> = simple.split('/').collect();
    let alike = addresses().find(|full| {
        let full = plain(full);
        full.ends_with(&simple)
            && (full.len() == simple.len() || full[..full.len() - simple.len()].ends_with('/'))
    });
    let with_gaps = || {
        let last = parts.last().filter(|last| !last.is_empty() && parts.len() > 1)?;
        let mut fitting = addresses().filter(|full| {
            let full = plain(full);
            let mut own = full.split('/');
            full.rsplit('/').next() == Some(*last) && parts.iter().all(|part| own.any(|own| own == *part))
        });
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let misspelt = || {
        let endings: Vec<(String, &str)> =
            addresses().map(|full| (ending_of(&plain(full), parts.len()), full)).collect();
        let ending = nearest(&simple, endings.iter().map(|(ending, _)| ending.as_str()))?;
        // `self-booked` and `self_booked` are equally near but for their separators, and may be two things.
        let written = wanted.to_lowercase();
        let slips =
            |full: &&str| damerau_levenshtein(&written, &ending_of(&full.to_lowercase(), parts.len()));
        endings.iter().filter(|(own, _)| own == ending).map(|(_, full)| *full).min_by_key(slips)
    };
    alike.or_else(with_gaps).or_else(misspelt).map(str::to_owned)
}

/// In one case and with one separator of words.
fn plain(address: &str) -> String {
    address.to_lowercase().replace(['_', ' '], "-")
}

/// The last so many parts of an address.
fn ending_of(address: &str, parts: usize) -> String {
    let start = address.rmatch_indices('/').nth(parts.saturating_sub(1)).map_or(0, |(at, _)| at + 1);
    address[start..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_apart_is_put_together_again() {
        for text in [
            "activation_rate",
            "growth/effortless-start",
            "growth/effortless-start/activation",
            "2026-Q1/growth/effortless-start",
            "2026-Q1/growth/effortless-start/activation",
        ] {
            assert_eq!(Address::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Address::parse("a/b/c/d"), None);
        // A team may be called anything; only a quarter in front is one.
        assert_eq!(Address::parse("2026/x").unwrap().item, Item::Objective { team: "2026", id: "x" });
    }

    #[test]
    fn the_shortest_ending_is_one_that_nothing_else_has() {
        let all = ["2026-Q1/a/x/k", "2026-Q1/b/x/k", "2026-Q1/b/x", "2026-Q1/b/x/day-1", "day-1"];
        let endings = Endings::of(all.map(str::to_owned));
        let short = all.map(|address| endings.shortest(address));
        assert_eq!(short, ["a/x/k", "b/x/k", "x", "x/day-1", "day-1"]);
    }

    #[test]
    fn of_a_key_result_and_its_metric_the_one_written_alike_is_meant() {
        let all = ["self_booked", "2026-Q4/booking/no-call/self-booked"];
        let near = |address: &str| {
            find(all.iter().map(|full| ((*full).to_owned(), ())), address).unwrap_err().near.unwrap()
        };
        assert_eq!((near("self-boked"), near("self_boked")), (all[1].to_owned(), all[0].to_owned()));
    }

    #[test]
    fn a_unique_ending_is_enough() {
        let all =
            ["2026-Q1/a/x/k", "2026-Q1/b/x/k", "2026-Q1/b/x", "2026-Q1/b/win-fast/day-1", "weekly_users"];
        let found = |address: &str| {
            find(all.iter().map(|full| ((*full).to_owned(), ())), address).map(|(full, ())| full)
        };
        assert_eq!(found("a/x/k").unwrap(), "2026-Q1/a/x/k");
        assert_eq!(found("/b/x/").unwrap(), "2026-Q1/b/x");
        assert_eq!(found("x/k").unwrap_err().candidates, ["2026-Q1/a/x/k", "2026-Q1/b/x/k"]);
        for (slip, meant) in [
            ("win-fast/day_1", "2026-Q1/b/win-fast/day-1"),
            ("B/Win-Fast", "none"),
            ("b/day-1", "2026-Q1/b/win-fast/day-1"),
            ("win-fats/day-1", "2026-Q1/b/win-fast/day-1"),
            ("weekly-users", "weekly_users"),
            ("weekly_user", "weekly_users"),
            ("churn", "none"),
        ] {
            let not_found = found(slip).unwrap_err();
            assert_eq!(not_found.near.as_deref().unwrap_or("none"), meant, "{slip}");
            assert!(not_found.candidates.is_empty());
        }
    }
}

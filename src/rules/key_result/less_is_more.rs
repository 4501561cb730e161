//! Sentences that ask for more of something that is counted by less, or for less of what stands below nothing: their numbers go the other way
//! than their verb, and are right.

use crate::goals::KeyResultView;
use crate::quantity::Dimension;

/// “Raise delivery speed from 5 days to 2 days”, “more safety, from 12 incidents to 4”: more of it shows in less of what is counted.
pub(super) fn is_measured_by_less(key_result: KeyResultView<'_>) -> bool {
    const FAULTLESS: [&str; 4] = ["safety", "security", "reliability", "stability"];
    const MORE: [&str; 10] = [
        "speed",
        "efficiency",
        "responsiveness",
        "punctuality",
        "productivity",
        "agility",
        "quality",
        "service",
        "turnaround",
        "delivery",
    ];
    const RANKS: [&str; 2] = ["rank", "ranking"];
    let names = |words: &[&str]| {
        let mut said = key_result.text().split(|c: char| !c.is_alphanumeric());
        said.any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let dimension = key_result.target().map(|target| target.quantity.dimension());
    // `from 50 km/h to 30 km/h` is less speed.
    let is_less_better = dimension == Some(Dimension::Duration);
    let is_count = is_less_better || matches!(dimension, Some(Dimension::Count | Dimension::Rate));
    names(&FAULTLESS) && is_count || names(&MORE) && is_less_better || names(&RANKS)
}

/// “Cut our losses from -$20K to -$5K”: below nothing, less of it is more.
pub(super) fn is_loss(key_result: KeyResultView<'_>) -> bool {
    key_result.baseline().is_some_and(|start| start.quantity.value() < 0.0)
}

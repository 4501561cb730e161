//! Keys of the format that stand in the wrong mapping: where they belong.

use super::format::{CheckIn, Content, Initiative, KeyResult, Metric, Objective};
use super::other_names::{NAMES, Of};
use crate::yaml::field_names;

/// Keys that many mappings have, so that nobody can say in which one they were meant to be.
const ANYWHERE: [&str; 14] = [
    "id",
    "name",
    "title",
    "owner",
    "date",
    "value",
    "from",
    "to",
    "field",
    "reason",
    "note",
    "links",
    "revisions",
    "text",
];

/// The mappings that somebody may have meant, the likeliest first.
fn likeliest(of: Of) -> &'static [Of] {
    match of {
        Of::File => &[Of::Objective, Of::KeyResult, Of::Initiative, Of::Metric],
        Of::Objective => &[Of::KeyResult, Of::Initiative, Of::File, Of::Metric],
        Of::KeyResult => &[Of::Objective, Of::Initiative, Of::Metric, Of::File],
        Of::Initiative => &[Of::Objective, Of::KeyResult, Of::Metric, Of::File],
        Of::Metric => &[Of::KeyResult, Of::Objective, Of::Initiative, Of::File],
        Of::CheckIn => &[Of::KeyResult, Of::Metric, Of::Objective, Of::Initiative],
        _ => &[],
    }
}

fn fields(of: Of) -> &'static [&'static str] {
    match of {
        Of::File => field_names::<Content>(),
        Of::Objective => field_names::<Objective>(),
        Of::KeyResult => field_names::<KeyResult>(),
        Of::Initiative => field_names::<Initiative>(),
        Of::Metric => field_names::<Metric>(),
        Of::CheckIn => field_names::<CheckIn>(),
        _ => &[],
    }
}

/// What to do with a key, which is in small letters, that another mapping of a file has, or that means one there.
pub(super) fn help(of: Of, key: &str, value: Option<&str>) -> Option<String> {
    if ANYWHERE.contains(&key) {
        return None;
    }
    if let Some(home) = likeliest(of).iter().copied().find(|home| fields(*home).contains(&key)) {
        return Some(
            in_own_words(of, key, value).unwrap_or_else(|| format!("`{key}` {}", way(of, home, key))),
        );
    }
    let is_elsewhere = |(home, meant, names): &&(Of, &str, &[&str])| {
        names.contains(&key) && likeliest(of).contains(home) && !ANYWHERE.contains(meant)
    };
    let mut meant = NAMES.iter().filter(is_elsewhere);
    match (meant.next(), meant.next()) {
        (Some((home, meant, _)), None) => Some(format!("write `{meant}`, which {}", way(of, *home, meant))),
        _ => None,
    }
}

/// What says the same in the mapping itself.
fn in_own_words(of: Of, key: &str, value: Option<&str>) -> Option<String> {
    let written = || value.and_then(|value| value.lines().next()).unwrap_or("...");
    Some(match (of, key) {
        (Of::KeyResult, "better") => {
            "leave it out: `baseline` and `target`, or the side of a limit, say which way is better"
                .to_owned()
        }
        (Of::KeyResult, "formula") => format!("write `measurement: {}`", written()),
        (Of::KeyResult, "source") if value.is_some() => {
            format!(
                "say how it is counted, and where, in `measurement:`; a metric of its own has `source: {}`",
                written()
            )
        }
        (Of::Metric, "measurement") => format!("write `definition: {}`", written()),
        _ => return None,
    })
}

/// Where a key belongs, seen from the mapping that it stands in.
fn way(of: Of, home: Of, key: &str) -> String {
    let with = match (of, key) {
        (Of::KeyResult, "initiatives") => {
            ", and each with the key results that it should move, as `bets_on: [...]`"
        }
        _ => "",
    };
    let place = match (of, home) {
        (Of::KeyResult, Of::Objective) => {
            "belongs to the objective: write it in the column of `key_results:`"
        }
        (Of::Initiative, Of::Objective) => {
            "belongs to the objective: write it in the column of `initiatives:`"
        }
        (Of::CheckIn, Of::KeyResult | Of::Metric) => {
            "is said once and not with each value: write it in the column of the list, `check_ins:` or `readings:`"
        }
        (_, Of::Objective) => {
            "belongs to an objective: write it below `- objective: ...`, one of the `objectives:`"
        }
        (Of::Objective | Of::Initiative, Of::KeyResult) => {
            "belongs to a key result: write it below one of `key_results`"
        }
        (_, Of::KeyResult) => {
            "belongs to a key result: write it below one of the `key_results:` of an objective"
        }
        (_, Of::Initiative) => {
            "belongs to an initiative: write it below one of the `initiatives:` of an objective"
        }
        (Of::KeyResult, Of::Metric) => {
            "belongs to a metric: write it there, one of the `metrics:`, and here `metric:` with the id of that"
        }
        (_, Of::Metric) => "belongs to a metric: write it below one of the `metrics:`",
        _ => "stands once, at the top of a file",
    };
    format!("{place}{with}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_another_mapping_is_shown_its_place() {
        let all = [Of::File, Of::Objective, Of::KeyResult, Of::Initiative, Of::Metric, Of::CheckIn];
        for of in all {
            let homes = likeliest(of).iter().flat_map(|home| fields(*home));
            for key in homes.filter(|key| !fields(of).contains(key) && !ANYWHERE.contains(key)) {
                assert!(help(of, key, Some("x")).is_some(), "`{key}` in {of:?}");
            }
        }
    }

    #[test]
    fn a_key_of_many_mappings_is_shown_none() {
        assert_eq!(help(Of::File, "name", Some("x")), None);
        assert_eq!(help(Of::KeyResult, "nonsense", Some("x")), None);
        assert_eq!(
            help(Of::KeyResult, "parent", Some("company/x")).unwrap(),
            "write `supports`, which belongs to the objective: write it in the column of `key_results:`"
        );
    }
}

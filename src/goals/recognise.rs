//! Recognises goal files among other YAML files.

/// Top-level keys that only goal files have. `team`, `owner`, `level` and the like occur in many other files.
const GOAL_KEYS: [&str; 7] =
    ["quarter", "objectives", "north_star", "input_metrics", "guardrails", "metrics", "revisions"];

/// Whether a text has a top-level key of goals. It looks at the first word of each line and needs no YAML: files with
/// mistakes are recognised as well.
#[must_use]
pub fn has_goal_key(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !matches!(line.trim_start().chars().next(), None | Some('#')));
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let Some(top) = lines().filter(|line| !line.starts_with("---")).map(indentation).min() else {
        return false;
    };
    if text.trim_start().starts_with('{') {
        let keys = text.split(['{', ',']).map(key);
        return keys.flatten().any(|key| GOAL_KEYS.contains(&key));
    }
    lines().filter(|line| indentation(line) == top).filter_map(key).any(|key| GOAL_KEYS.contains(&key))
}

/// The text before the colon, without quotes.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    Some(key.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::has_goal_key;

    #[test]
    fn a_goal_file_is_known_by_a_top_level_key() {
        for text in [
            "quarter: 2026-Q1\nobjectives: []\n",
            "# metrics\n\nmetrics:\n- id: a\n",
            "\"guardrails\" :\n",
            "---\n  north_star: {id: a}\n",
            "{team: growth, quarter: 2026-Q1}",
            "objectives: [\nmetrics",
            "team: a\r\nobjectives:\r\n",
        ] {
            assert!(has_goal_key(text), "{text:?}");
        }
        for text in [
            "",
            "# objectives: none\n",
            "version: \"3\"\nservices:\n  web:\n    metrics: on\n",
            "team: growth\nowner: ana\nlevel: info\n",
            "- quarter\n- objectives: 1\n",
            "{name: a, on: push}",
        ] {
            assert!(!has_goal_key(text), "{text:?}");
        }
    }
}

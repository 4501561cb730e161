//! Two texts in one file: the goals of one team below those of another, where a file has a place for one.

use super::At;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::stumbles::shorten;
use crate::yaml::tree::{Data, NodeId};

/// Explains a key at the top of a file that is written again at `place`, where a second text begins there. `all` are the keys and
/// values of the file.
pub(super) fn second_text(at: At<'_, '_, '_>, all: &[NodeId], place: NodeId) -> Option<Problem> {
    let tree = at.tree();
    if at.id != at.root() {
        return None;
    }
    let start = all.chunks_exact(2).position(|pair| pair[0] == place)?;
    let (first, second) = all.split_at(2 * start);
    let holds_goals = |pairs: &[NodeId]| {
        pairs.chunks_exact(2).any(|pair| matches!(tree.node(pair[1]).data, Data::List { .. }))
    };
    if !holds_goals(first) || !holds_goals(second) {
        return None;
    }
    let value = |pairs: &[NodeId], key: &str| {
        let mut pairs = pairs.chunks_exact(2);
        pairs
            .find(|pair| tree.node(pair[0]).data.text() == Some(key))
            .and_then(|pair| tree.node(pair[1]).data.text())
    };
    let keys = at.reader.lexicon.of_one_file;
    let differs = |key: &&&str| match (value(first, key), value(second, key)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    let key = keys.iter().find(differs)?;
    let (one, other) = (value(first, key)?, value(second, key)?);
    // What kind of goals they are is no name.
    let name = if *key == "level" { keys.iter().find_map(|key| value(second, key))? } else { other };
    let message = format!(
        "`{key}` is written twice here: the goals of `{}` and of `{}` stand in one file",
        shorten(one),
        shorten(other)
    );
    let lacking = keys.iter().filter(|key| value(second, key).is_none());
    let lacking: Vec<String> =
        lacking.filter_map(|key| Some(format!("`{key}: {}`", value(first, key)?))).collect();
    let with = if lacking.is_empty() {
        String::new()
    } else {
        format!(", with {} at its top", lacking.join(" and "))
    };
    let help = format!(
        "move all that begins here into a file of its own, like `{}.yaml`{with}: a file holds the goals of one team and quarter",
        file_name(name)
    );
    let first =
        all.chunks_exact(2).find(|pair| tree.node(pair[0]).data.text() == tree.node(place).data.text())?;
    let problem = Problem::new(ProblemKind::DuplicateKey, tree.span(place), message);
    Some(problem.help(help).related(tree.span(first[0]), "the first one"))
}

/// `Customer Success` as the name of a file: `customer-success`.
fn file_name(value: &str) -> String {
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

//! What `git merge` leaves in a file when two versions disagree.

use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::lines::{line_end, next_line};

/// The markers of an unresolved conflict. The first version is read, the second skipped.
pub(super) fn markers(scene: &Scene<'_>) -> Option<Stumble> {
    let text = scene.text;
    let last = line_end(text, scene.fault.at);
    let start =
        line_starts(text).take_while(|start| *start <= last).filter(|at| is(text, *at, "<<<<<<<")).last()?;
    let rest = || line_starts(text).filter(|at| *at > start);
    let end = rest().find(|at| is(text, *at, ">>>>>>>"))?;
    let middle =
        rest().find(|at| is(text, *at, "=======") || is(text, *at, "|||||||")).filter(|at| *at < end)?;
    let problem = scene
        .problem(start..line_end(text, start), "git could not merge two versions of these lines")
        .help(match is(text, middle, "|||||||") {
            false => "keep the lines you want and delete the markers `<<<<<<<`, `=======` and `>>>>>>>`",
            true => {
                "keep the lines you want and delete the markers `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`; between \
                 `|||||||` and `=======` are the lines from before both changes"
            }
        });
    let first = Repair::change(start..line_end(text, start), "");
    let second = Repair::change(middle..line_end(text, end), "");
    Some(Stumble::new(problem, vec![first, second]).losing_lines())
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(0), |start| next_line(text, line_end(text, *start)))
}

fn is(text: &str, line: usize, marker: &str) -> bool {
    text[line..]
        .strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r']))
}

//! Rows below each other with the lines of a tree before them.

use crate::render::scorecard::Layout;

/// More levels than this are drawn at this depth: a line has only so much room.
const DEEPEST: usize = 12;

/// The branches before each row of a tree, by the depths of its rows; `├─ `, `│  `. And what stands before further lines of the
/// same row.
pub(super) fn branches(depths: &[usize], layout: Layout) -> Vec<(String, String)> {
    let [tee, corner, bar] =
        if layout.unicode { ["├─ ", "└─ ", "│  "] } else { ["|- ", "`- ", "|  "] };
    // From the end: whether a later row continues a level that no row in between has closed.
    let mut goes_on: Vec<bool> = Vec::new();
    let mut out = vec![(String::new(), String::new()); depths.len()];
    for (row, depth) in depths.iter().enumerate().rev() {
        let shown = (*depth).min(DEEPEST);
        goes_on.resize(shown + 1, false);
        let open: String = (1..shown).map(|level| if goes_on[level] { bar } else { "   " }).collect();
        let is_last = !goes_on[shown];
        let has_below = depths.get(row + 1).is_some_and(|below| below > depth);
        if shown > 0 {
            let first = format!("{open}{}", if is_last { corner } else { tee });
            let further = format!("{open}{}", if is_last { "   " } else { bar });
            out[row] = (first, further + if has_below { bar } else { "   " });
        } else {
            out[row] = (String::new(), if has_below { bar.to_owned() } else { "   ".to_owned() });
        }
        goes_on[shown] = shown > 0;
        goes_on.truncate(shown + 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_close_where_nothing_follows() {
        let layout = Layout { width: 80, color: false, unicode: true };
        let first: Vec<String> =
            branches(&[0, 1, 2, 2, 1, 0], layout).into_iter().map(|(first, _)| first).collect();
        assert_eq!(first, ["", "├─ ", "│  ├─ ", "│  └─ ", "└─ ", ""]);
    }
}

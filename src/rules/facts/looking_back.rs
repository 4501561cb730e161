//! Whether the goals are looked at as they were on a day of the past, as with `--as-of`.

use crate::goals::{Day, Workspace};

/// Where the day begins earlier it may be tomorrow already.
pub(crate) const TOMORROW: i64 = 1;
/// A list whose last date is older than this, in days, is not kept any more.
const RECENT: i64 = 35;

/// Most lists that were kept up to about that day then go on after it.
pub(super) fn looks_back(workspace: &Workspace, as_of: Day) -> bool {
    let (recent, latest) = (as_of.plus_days(-RECENT), as_of.plus_days(TOMORROW));
    let last_days = workspace.files.iter().flat_map(|file| file.last_days());
    let (mut kept, mut beyond) = (0_usize, 0_usize);
    for last in last_days.filter(|last| **last >= recent) {
        kept += 1;
        beyond += usize::from(*last > latest);
    }
    beyond > 1 && 2 * beyond > kept
}

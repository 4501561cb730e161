//! Whether the goals are looked at as they were on a day of the past, as with `--as-of`.

use crate::goals::{Day, Workspace};

/// Where the day begins earlier it may be tomorrow already.
pub(crate) const TOMORROW: i64 = 1;
/// A list whose last date is older than this, in days, is not kept any more.
const RECENT: i64 = 35;

/// The day that goals are judged as of, beside the real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day to judge by.
    pub as_of: Day,
    /// The real day, where it is known: only an earlier one can be one of the past, and what is dated later is to come, whenever the
    /// goals are looked at.
    pub today: Option<Day>,
}

impl From<Day> for Days {
    fn from(as_of: Day) -> Self {
        Self { as_of, today: None }
    }
}

/// The last day of which something can be said already; `None` if any may be, as the goals are looked at as they were and nobody
/// knows from when.
pub(super) fn last_known(workspace: &Workspace, Days { as_of, today }: Days) -> Option<Day> {
    let may_look_back = today.is_none_or(|today| as_of < today);
    let last = if may_look_back && looks_back(workspace, as_of) { today? } else { as_of };
    Some(last.plus_days(TOMORROW))
}

/// Most lists that were kept up to about that day then go on after it.
fn looks_back(workspace: &Workspace, as_of: Day) -> bool {
    let (recent, latest) = (as_of.plus_days(-RECENT), as_of.plus_days(TOMORROW));
    let last_days = workspace.files.iter().flat_map(|file| file.last_days());
    let (mut kept, mut beyond) = (0_usize, 0_usize);
    for last in last_days.filter(|last| **last >= recent) {
        kept += 1;
        beyond += usize::from(*last > latest);
    }
    beyond > 1 && 2 * beyond > kept
}

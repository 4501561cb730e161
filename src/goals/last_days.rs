//! How far the lists of values of a file go.

use super::day::Day;
use super::file::GoalFile;
use super::format::CheckInList;
use super::sections::{metrics_in, objectives_in};

impl GoalFile {
    /// The last day of each list of values that has dates: of the check-ins of key results, and of the readings of metrics.
    #[must_use]
    pub fn last_days(&self) -> &[Day] {
        self.last_days.get_or_init(|| {
            let readings = metrics_in(self).map(|(_, _, metric, _)| &metric.readings);
            let readings = readings.chain(self.series.iter().map(|series| &series.readings));
            let key_results =
                objectives_in(self).flat_map(|(_, objective, _)| objective.key_results.readable());
            let check_ins = key_results.map(|(key_result, _)| &key_result.0.check_ins);
            readings.chain(check_ins).filter_map(last_day).collect()
        })
    }
}

fn last_day(list: &CheckInList) -> Option<Day> {
    list.readable().filter_map(|entry| entry.date().get()).max()
}

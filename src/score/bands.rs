//! Names for grades.

use super::display::two_decimals;
use crate::goals::values::Ambition;
use crate::settings::Settings;
use std::cmp::Ordering;
use strum::IntoStaticStr;

/// What a grade means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Band {
    /// Below the first cut-off.
    Missed,
    /// From the first cut-off, below the second.
    Progressed,
    /// From the second cut-off.
    Delivered,
}

impl Band {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The cut-offs between bands: two grades in rising order, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// From here on progressed.
    pub progressed: f64,
    /// From here on delivered.
    pub delivered: f64,
}

/// What binary fractions may lose: 7 of 10 must not fall short of 0.7.
const NOISE: f64 = 1e-9;

impl Bands {
    /// The cut-offs in force.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let (progressed, delivered) = settings.grade_bands;
        Self { progressed, delivered }
    }

    /// The band of an unrounded score; each band has its lower cut-off and not its upper one. A commitment is delivered
    /// only at 1, and progressed from where a stretch would be delivered.
    #[must_use]
    pub fn band(&self, score: f64, ambition: Ambition) -> Band {
        let (progressed, delivered) = match ambition {
            Ambition::Aspirational => (self.progressed, self.delivered),
            Ambition::Committed => (self.delivered, 1.0),
        };
        if score + NOISE >= delivered {
            Band::Delivered
        } else if score + NOISE >= progressed {
            Band::Progressed
        } else {
            Band::Missed
        }
    }

    /// The score in a band that is nearest to another score.
    #[must_use]
    pub(super) fn nearest_in(&self, band: Band, ambition: Ambition, score: f64) -> f64 {
        const BELOW: f64 = 1e-6;
        let (progressed, delivered) = match ambition {
            Ambition::Aspirational => (self.progressed, self.delivered),
            Ambition::Committed => (self.delivered, 1.0),
        };
        match band {
            Band::Missed => score.min(progressed - BELOW),
            Band::Progressed => score.max(progressed).min(delivered - BELOW),
            Band::Delivered => score.max(delivered),
        }
    }

    /// From which score on an objective, or a part of it, is delivered.
    #[must_use]
    pub fn delivered_from(&self, ambition: Ambition) -> f64 {
        match ambition {
            Ambition::Aspirational => self.delivered,
            Ambition::Committed => 1.0,
        }
    }

    /// A score as people read it: two decimals, and never across a cut-off, so that the band beside it is true. 0.396 is
    /// `0.39` where 0.4 is a cut-off, and nothing below 1 is `1.00`.
    #[must_use]
    pub fn text(&self, score: f64) -> String {
        let side = |score: f64| {
            [self.progressed, self.delivered, 1.0].iter().filter(|cut_off| score + NOISE >= **cut_off).count()
        };
        let rounded = two_decimals(score);
        let shown: f64 = rounded.parse().unwrap_or(score);
        match side(shown).cmp(&side(score)) {
            Ordering::Equal => rounded,
            Ordering::Greater => two_decimals((score * 100.0).floor() / 100.0),
            Ordering::Less => two_decimals((score * 100.0).ceil() / 100.0),
        }
    }

    /// The mean of stretch goals as people read it beside what is a healthy stretch: with as many decimals as it takes to be on
    /// its side of 0.6, 0.8 and 0.9.
    #[must_use]
    pub fn text_of_stretch(&self, mean: f64) -> String {
        let side = |mean: f64| {
            let from = [0.4, 0.6].iter().filter(|cut_off| mean + NOISE >= **cut_off).count();
            from + [0.8, 0.9].iter().filter(|cut_off| mean > **cut_off + NOISE).count()
        };
        let is_true = |shown: &String| shown.parse().is_ok_and(|shown| side(shown) == side(mean));
        let longer = (3..=6).map(|decimals| format!("{mean:.decimals$}"));
        let mut all = std::iter::once(self.text(mean)).chain(longer);
        all.find(is_true).unwrap_or_else(|| self.text(mean))
    }
}

/// What a quarter's grades say about how targets were set. Stretch goals are set at 60 to 70% expected achievement;
/// anyone who reaches all of them aimed too low (seed 004). Commitments are meant to be kept in full, and are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calibration {
    /// A mean of the stretch goals below 0.4.
    OverReached,
    /// A mean of 0.6 to 0.8, and no commitment missed.
    HealthyStretch,
    /// A mean above 0.9, or every key result at 1.
    TooConservative,
    /// Only commitments, all of them kept: nothing to judge.
    Committed,
    /// A commitment was missed: whatever the stretch goals did, that is not a healthy quarter.
    PromiseBroken,
}

/// How many commitments there were, and how many of them were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Promises {
    /// Committed objectives that were delivered.
    pub kept: usize,
    /// Committed objectives that have a score.
    pub made: usize,
}

impl Calibration {
    /// Judges the mean grade of the stretch goals, 0 to 1, if there are any; `all_full` when each of their key results
    /// has 1. `None` between the names.
    #[must_use]
    pub fn of(stretch: Option<f64>, all_full: bool, promises: Promises) -> Option<Self> {
        let of_stretch = stretch.and_then(|mean| Self::of_mean(mean, all_full));
        match of_stretch {
            Some(Calibration::OverReached | Calibration::TooConservative) => of_stretch,
            _ if promises.kept < promises.made => Some(Calibration::PromiseBroken),
            None if stretch.is_none() && promises.made > 0 => Some(Calibration::Committed),
            other => other,
        }
    }

    fn of_mean(mean: f64, all_full: bool) -> Option<Self> {
        if all_full || mean > 0.9 + NOISE {
            Some(Calibration::TooConservative)
        } else if mean + NOISE < 0.4 {
            Some(Calibration::OverReached)
        } else {
            (0.6 - NOISE..=0.8 + NOISE).contains(&mean).then_some(Calibration::HealthyStretch)
        }
    }

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Calibration::OverReached => "over-reached",
            Calibration::HealthyStretch => "healthy stretch",
            Calibration::TooConservative => "too conservative",
            Calibration::Committed => "committed",
            Calibration::PromiseBroken => "promise broken",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_half_open_on_the_unrounded_score() {
        let bands = Bands::of(&Settings::default());
        let table = [
            // score, aspirational, committed
            (0.0, Band::Missed, Band::Missed),
            (0.399_999, Band::Missed, Band::Missed),
            (0.4, Band::Progressed, Band::Missed),
            (0.699, Band::Progressed, Band::Missed),
            (0.7, Band::Delivered, Band::Progressed),
            (0.999, Band::Delivered, Band::Progressed),
            (1.0, Band::Delivered, Band::Delivered),
        ];
        for (score, aspirational, committed) in table {
            assert_eq!(bands.band(score, Ambition::Aspirational), aspirational, "{score}");
            assert_eq!(bands.band(score, Ambition::Committed), committed, "{score} committed");
        }
        // Seven tenths of the way, whatever the binary fractions make of it.
        assert_eq!(bands.band(0.1 * 7.0, Ambition::Aspirational), Band::Delivered);
        assert_eq!(bands.band(0.3 + 0.4 - 1e-16, Ambition::Aspirational), Band::Delivered);
    }

    #[test]
    fn cut_offs_come_from_the_settings() {
        let settings = Settings { grade_bands: (0.3, 0.9), ..Settings::default() };
        let bands = Bands::of(&settings);
        assert_eq!(bands.band(0.3, Ambition::Aspirational), Band::Progressed);
        assert_eq!(bands.band(0.89, Ambition::Aspirational), Band::Progressed);
        assert_eq!(bands.band(0.9, Ambition::Committed), Band::Progressed);
    }

    #[test]
    fn calibration_names_both_ends_and_the_middle() {
        let table = [
            (0.39, false, Some("over-reached")),
            (0.4, false, None),
            (0.59, false, None),
            (0.6, false, Some("healthy stretch")),
            (0.8, false, Some("healthy stretch")),
            (0.81, false, None),
            (0.9, false, None),
            (0.91, false, Some("too conservative")),
            (1.0, true, Some("too conservative")),
        ];
        for (mean, all_full, name) in table {
            let calibration = Calibration::of(Some(mean), all_full, Promises::default());
            assert_eq!(calibration.map(Calibration::name), name, "{mean}");
        }
    }

    #[test]
    fn a_broken_promise_is_part_of_no_healthy_headline() {
        let (kept, broken) = (Promises { kept: 2, made: 2 }, Promises { kept: 1, made: 2 });
        let table = [
            // stretch goals, commitments, headline
            (Some(0.72), kept, Some("healthy stretch")),
            (Some(0.72), broken, Some("promise broken")),
            (Some(0.5), broken, Some("promise broken")),
            (Some(0.3), broken, Some("over-reached")),
            (Some(0.95), broken, Some("too conservative")),
            (None, kept, Some("committed")),
            (None, broken, Some("promise broken")),
            (None, Promises::default(), None),
        ];
        for (stretch, promises, name) in table {
            let calibration = Calibration::of(stretch, false, promises);
            assert_eq!(calibration.map(Calibration::name), name, "{stretch:?} {promises:?}");
        }
    }

    #[test]
    fn a_printed_score_is_on_its_own_side_of_every_cut_off() {
        let usual = Bands::of(&Settings::default());
        for (score, text) in [
            (0.396, "0.39"),
            (0.4, "0.40"),
            (0.399_999_999_999, "0.40"),
            (0.696, "0.69"),
            (0.7, "0.70"),
            (0.996, "0.99"),
            (0.999_999, "0.99"),
            (1.0, "1.00"),
            (0.545, "0.55"),
            (0.004, "0.00"),
            (1.25, "1.25"),
        ] {
            assert_eq!(usual.text(score), text, "{score}");
        }
        let odd = Bands { progressed: 0.333, delivered: 0.667 };
        for (score, text) in [(0.3332, "0.34"), (0.3325, "0.33"), (0.6668, "0.66"), (0.668, "0.67")] {
            assert_eq!(odd.text(score), text, "{score}");
        }
    }
}

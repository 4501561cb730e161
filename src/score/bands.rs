//! Names for grades.

use crate::goals::values::Ambition;
use crate::settings::Settings;

/// What a grade means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        match self {
            Band::Missed => "missed",
            Band::Progressed => "progressed",
            Band::Delivered => "delivered",
        }
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

    /// The band of an unrounded score; each band has its lower cut-off and not its upper one. A promise is delivered
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
}

/// What a quarter's grades say about how targets were set. Goals are set at 60 to 70% expected achievement; whoever
/// reaches all of them aimed too low (seed 004).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calibration {
    /// A mean below 0.4.
    OverReached,
    /// A mean of 0.6 to 0.8.
    HealthyStretch,
    /// A mean above 0.9, or every key result at 1.
    TooConservative,
    /// Only promises, which are meant to be kept in full: nothing to judge.
    Committed,
}

impl Calibration {
    /// Judges a mean grade, 0 to 1; `all_full` when every key result has 1. `None` between the three.
    #[must_use]
    pub fn of(mean: f64, all_full: bool) -> Option<Self> {
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
            assert_eq!(Calibration::of(mean, all_full).map(Calibration::name), name, "{mean}");
        }
    }
}

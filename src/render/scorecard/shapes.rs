//! Bars and sparklines.

/// How many characters a bar has.
pub(super) const BAR: usize = 10;

/// A bar that is filled by a share of 0 to 1. It is full only at 1, and empty only at 0.
pub(in crate::render) fn bar(share: f64, unicode: bool) -> String {
    let (full, empty) = if unicode { ('█', '░') } else { ('#', '.') };
    let filled = (share.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    let filled = match filled {
        0 if share > 0.0 => 1,
        BAR if share < 1.0 => BAR - 1,
        filled => filled,
    };
    (0..BAR).map(|place| if place < filled { full } else { empty }).collect()
}

/// The way from one number to another, walked by a share of 0 to 1: `━━╸─────`. Only who is there walks to the end.
pub(super) fn way(share: f64, width: usize, unicode: bool) -> String {
    let (walked, tip, ahead) = if unicode { ('━', '╸', '─') } else { ('=', '>', '-') };
    let done = (share.clamp(0.0, 1.0) * width as f64).floor() as usize;
    let has_tip = share > 0.0 && done < width;
    let place = |place: usize| match place {
        _ if place < done => walked,
        _ if place == done && has_tip => tip,
        _ => ahead,
    };
    (0..width).map(place).collect()
}

/// Values as heights between the lowest and the highest; one height if they are all equal.
#[must_use]
pub fn sparkline(values: &[f64], unicode: bool) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const ASCII: [char; 5] = ['_', '.', '-', '\'', '^'];
    let heights: &[char] = if unicode { &BLOCKS } else { &ASCII };
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let height = |value: &f64| {
        // Halves, for a difference that would overflow.
        let share = (value / 2.0 - lowest / 2.0) / (highest / 2.0 - lowest / 2.0);
        let top = heights.len() - 1;
        heights[if share.is_finite() { ((share * top as f64).round() as usize).min(top) } else { top / 2 }]
    };
    values.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_at_one() {
        assert_eq!(bar(0.0, true), "░░░░░░░░░░");
        assert_eq!(bar(0.01, true), "█░░░░░░░░░");
        assert_eq!(bar(0.5, false), "#####.....");
        assert_eq!(bar(0.99, false), "#########.");
        assert_eq!(bar(1.0, false), "##########");
        assert_eq!(bar(7.0, false), "##########");
    }

    #[test]
    fn a_way_is_walked_to_the_end_only_at_one() {
        assert_eq!(way(0.0, 8, true), "────────");
        assert_eq!(way(-0.5, 8, true), "────────");
        assert_eq!(way(0.3, 8, true), "━━╸─────");
        assert_eq!(way(0.999, 8, false), "=======>");
        assert_eq!(way(1.4, 8, true), "━━━━━━━━");
    }

    #[test]
    fn a_sparkline_spans_its_values() {
        assert_eq!(sparkline(&[1.0, 2.0, 3.0, 8.0], true), "▁▂▃█");
        assert_eq!(sparkline(&[1.0, 2.0, 3.0, 4.0, 5.0], false), "_.-'^");
        assert_eq!(sparkline(&[5.0, 5.0], true), "▄▄");
        assert_eq!(sparkline(&[-1e308, 1e308], true), "▁█");
        assert_eq!(sparkline(&[], true), "");
    }
}

//! The quarter that a file or a folder is named after: `2026-Q1/growth.yaml`, `growth-q1.yaml`, `2026/Q1/growth.yaml`, `26Q1-growth.yaml`.

use crate::goals::Quarter;

/// A quarter in a path.
pub(super) struct Named {
    pub(super) quarter: Quarter,
    /// The other words of the name that it stands in.
    pub(super) beside: Vec<String>,
}

/// The quarter that a path names; where it names no year, one of the year of `said`. A file's name says it better than a folder,
/// and a name with several says nothing.
pub(super) fn named(path: &str, said: Quarter) -> Option<Named> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let names: Vec<Vec<String>> = stem.split('/').map(words).collect();
    let at = (0..names.len()).rev().find(|at| names[*at].iter().any(|word| number_of(word).is_some()))?;
    let own = &names[at];
    let mut numbered = own.iter().enumerate().filter_map(|(at, word)| Some((at, number_of(word)?)));
    let (place, (year, number)) = numbered.next()?;
    if numbered.next().is_some() {
        return None;
    }
    let neighbours = [place.checked_sub(1), Some(place + 1)];
    let beside_it = neighbours.into_iter().flatten().find_map(|at| Some((at, year_of(own.get(at)?)?)));
    let of_folder = || {
        names[..at].iter().rev().find_map(|name| match name.as_slice() {
            [only] => year_of(only),
            _ => None,
        })
    };
    let year = year.or(beside_it.map(|(_, year)| year)).or_else(of_folder).unwrap_or_else(|| said.year());
    let taken = beside_it.map(|(at, _)| at);
    let others = own.iter().enumerate().filter(|(at, _)| *at != place && Some(*at) != taken);
    let beside = others.map(|(_, word)| word.clone()).collect();
    Some(Named { quarter: Quarter::new(year, number)?, beside })
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// `q1`, `2026q1`, `26q1`, `fy26q1`, `q12026`: the year, if there is one, and the number.
fn number_of(word: &str) -> Option<(Option<u16>, u8)> {
    let (before, after) = word.split_once('q')?;
    let number = |text: &str| text.parse::<u8>().ok().filter(|number| (1..=4).contains(number));
    match (before, after.len()) {
        ("", 1) => Some((None, number(after)?)),
        ("", 5) if after.is_ascii() => Some((Some(year_of(&after[1..])?), number(&after[..1])?)),
        (_, 1) => Some((Some(year_of(before)?), number(after)?)),
        _ => None,
    }
}

/// `2026`, `26`, `fy26`.
fn year_of(word: &str) -> Option<u16> {
    let digits = word.strip_prefix("fy").unwrap_or(word);
    let number = digits.parse::<u16>().ok()?;
    match digits.len() {
        2 => Some(2000 + number),
        4 => Some(number).filter(|year| (1990..2200).contains(year)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_found_in_a_name_or_a_folder() {
        let said: Quarter = "2025-Q4".parse().unwrap();
        for (path, quarter, beside) in [
            ("okrs/2026-Q1/growth.yaml", "2026-Q1", ""),
            ("okrs/2026/Q1/growth.yaml", "2026-Q1", ""),
            ("okrs/2026/growth-q1.yaml", "2026-Q1", "growth"),
            ("okrs/growth-q1.yaml", "2025-Q1", "growth"),
            ("okrs/growth-2026-q1.yaml", "2026-Q1", "growth"),
            ("okrs/growth Q1 2026.yaml", "2026-Q1", "growth"),
            ("okrs/26Q1-growth.yaml", "2026-Q1", "growth"),
            ("okrs/fy26-q1/growth.yaml", "2026-Q1", ""),
            ("okrs/2026-Q1/growth-q2.yaml", "2025-Q2", "growth"),
            ("okrs/2026/Q1/2026-Q2-plan.yml", "2026-Q2", "plan"),
            ("okrs/growth-q1-q2.yaml", "", ""),
            ("okrs/faq1/growth.yaml", "", ""),
            ("okrs/growth.yaml", "", ""),
        ] {
            let found = named(path, said);
            assert_eq!(
                found.as_ref().map_or(String::new(), |named| named.quarter.to_string()),
                quarter,
                "{path}"
            );
            assert_eq!(found.map_or(String::new(), |named| named.beside.join(" ")), beside, "{path}");
        }
    }
}

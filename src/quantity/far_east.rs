//! Numbers with the scale signs of Chinese, Japanese and Korean: `900万`, `1億2000万`, `2万5千`, `₩1조2000억`.

use super::numeral::{self, is_space};

/// What the signs make of the number before them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scaled {
    /// The whole number.
    pub(super) value: f64,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Whether more than one number was written: `1億2000万`.
    pub(super) in_parts: bool,
}

/// Signs up to a thousand, which multiply within a group.
const SMALL: [(&str, f64); 6] =
    [("十", 10.0), ("십", 10.0), ("百", 1e2), ("백", 1e2), ("千", 1e3), ("천", 1e3)];
/// Signs from ten thousand on, each of which ends a group.
const LARGE: [(&str, f64); 8] = [
    ("万", 1e4),
    ("萬", 1e4),
    ("만", 1e4),
    ("億", 1e8),
    ("亿", 1e8),
    ("억", 1e8),
    ("兆", 1e12),
    ("조", 1e12),
];
/// What people, things and money are counted with: after one of these signs, `2百人` is no word that begins with it.
const COUNTERS: &str = "人名円元件回個个台冊本家명원개건회곳대";

/// The number that begins with `number`, whose digits end at `at`; `None` if no scale sign follows.
pub(super) fn read(text: &str, at: usize, number: f64) -> Option<Scaled> {
    let first = text[at..].trim_start_matches(is_space);
    if !first.starts_with(|c: char| c >= '\u{3000}') {
        return None;
    }
    let mut at = text.len() - first.len();
    let (mut total, mut group, mut digits) = (0.0, 0.0, Some(number));
    let (mut has_sign, mut in_parts, mut last) = (false, false, f64::INFINITY);
    loop {
        let rest = &text[at..];
        if let Some((sign, factor)) = sign_in(&SMALL, rest).filter(|(sign, _)| ends_sign(&rest[sign.len()..]))
        {
            group += digits.take().unwrap_or(1.0) * factor;
            at += sign.len();
        } else if let Some((sign, factor)) = sign_in(&LARGE, rest) {
            group += digits.take().unwrap_or_default();
            // `万亿` is ten thousand times a hundred million.
            if group == 0.0 {
                total *= factor;
            } else if factor < last {
                total += group * factor;
                last = factor;
            } else {
                return None;
            }
            group = 0.0;
            at += sign.len();
        } else if has_sign
            && digits.is_none()
            && let Some((more, length)) = next_digits(rest)
        {
            digits = Some(more);
            in_parts = true;
            at += length;
        } else {
            break;
        }
        has_sign |= digits.is_none();
    }
    let value = total + group + digits.unwrap_or_default();
    has_sign.then_some(Scaled { value, end: at, in_parts })
}

fn sign_in(signs: &[(&'static str, f64)], text: &str) -> Option<(&'static str, f64)> {
    signs.iter().find(|(sign, _)| text.starts_with(sign)).copied()
}

/// Whether a sign up to a thousand is one, by what follows it: `2백신` are two vaccines.
fn ends_sign(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(|c: char| is_space(c) || c.is_ascii() || COUNTERS.contains(c))
        || sign_in(&SMALL, rest).is_some()
        || sign_in(&LARGE, rest).is_some()
}

/// The digits of the next group: at once, or behind a space where a sign follows them (`5만 3천`).
fn next_digits(text: &str) -> Option<(f64, usize)> {
    let spaces = text.len() - text.trim_start_matches(is_space).len();
    let length = numeral::digits(&text[spaces..]);
    let (number, after) = text[spaces..].split_at(length);
    let has_sign = sign_in(&SMALL, after).is_some() || sign_in(&LARGE, after).is_some();
    (spaces == 0 || has_sign).then(|| Some((number.parse().ok()?, spaces + length)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_add_up() {
        let value = |text: &'static str| {
            let digits = numeral::digits(text);
            read(text, digits, text[..digits].parse().unwrap())
                .map(|scaled| (scaled.value, &text[scaled.end..]))
        };
        assert_eq!(value("1億2000万"), Some((120e6, "")));
        assert_eq!(value("2万5千"), Some((25e3, "")));
        assert_eq!(value("2万5000"), Some((25e3, "")));
        assert_eq!(value("5만3천명"), Some((53e3, "명")));
        assert_eq!(value("5만 3천"), Some((53e3, "")));
        assert_eq!(value("1조2000억"), Some((1.2e12, "")));
        assert_eq!(value("1千8百"), Some((1800.0, "")));
        assert_eq!(value("2百人"), Some((200.0, "人")));
        assert_eq!(value("3百万円"), Some((3e6, "円")));
        assert_eq!(value("2千3百万"), Some((23e6, "")));
        assert_eq!(value("4万亿元"), Some((4e12, "元")));
        assert_eq!(value("900 万"), Some((9e6, "")));
        assert_eq!(value("2백신"), None);
        assert_eq!(value("300件"), None);
        assert_eq!(value("1万2億"), None);
    }
}

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn usd() -> Currency {
    currency::currency_word("USD").expect("a code")
}

#[test]
fn the_forms_people_write() {
    let eur = currency::currency_word("EUR").expect("a code");
    let cases = [
        ("23%", 23.0, Dimension::Percent, "%"),
        ("99.9 %", 99.9, Dimension::Percent, "%"),
        ("12\u{a0}%", 12.0, Dimension::Percent, "%"),
        ("-12%", -12.0, Dimension::Percent, "%"),
        ("−12%", -12.0, Dimension::Percent, "%"),
        ("5 percent", 5.0, Dimension::Percent, "percent"),
        ("2pp", 2.0, Dimension::Points, "pp"),
        ("2 percentage points", 2.0, Dimension::Points, "percentage points"),
        ("50 bps", 0.5, Dimension::Points, "bps"),
        ("1200", 1200.0, Dimension::Count, ""),
        ("1,200", 1200.0, Dimension::Count, ""),
        ("1_200", 1200.0, Dimension::Count, ""),
        ("1\u{a0}200", 1200.0, Dimension::Count, ""),
        ("1,234,567.5", 1_234_567.5, Dimension::Count, ""),
        ("12.5K", 12_500.0, Dimension::Count, ""),
        ("1.2M", 1.2e6, Dimension::Count, ""),
        ("1.2 million", 1.2e6, Dimension::Count, ""),
        ("1e3", 1000.0, Dimension::Count, ""),
        (".5", 0.5, Dimension::Count, ""),
        ("08", 8.0, Dimension::Count, ""),
        ("0", 0.0, Dimension::Count, ""),
        ("+7", 7.0, Dimension::Count, ""),
        ("zero", 0.0, Dimension::Count, ""),
        ("twenty-five", 25.0, Dimension::Count, ""),
        ("two hundred and", f64::NAN, Dimension::Count, ""),
        ("3x", 3.0, Dimension::Count, "x"),
        ("$485K", 485_000.0, Dimension::Currency(usd()), "$"),
        ("$1,200.50", 1200.5, Dimension::Currency(usd()), "$"),
        ("$5m", 5e6, Dimension::Currency(usd()), "$"),
        ("-$5", -5.0, Dimension::Currency(usd()), "$"),
        ("€1.2M", 1.2e6, Dimension::Currency(eur), "€"),
        ("300 EUR", 300.0, Dimension::Currency(eur), "EUR"),
        ("EUR 300", 300.0, Dimension::Currency(eur), "EUR"),
        ("300 €", 300.0, Dimension::Currency(eur), "€"),
        ("$485K ARR", 485_000.0, Dimension::Currency(usd()), "$ ARR"),
        ("4.5/5", 4.5, Dimension::Rating(5.0), "/5"),
        ("4.5 out of 5", 4.5, Dimension::Rating(5.0), "out of 5"),
        ("72 hours", 259_200.0, Dimension::Duration, "hours"),
        ("3 days", 259_200.0, Dimension::Duration, "days"),
        ("3 business days", 259_200.0, Dimension::Duration, "business days"),
        ("45 min", 2700.0, Dimension::Duration, "min"),
        ("250 ms", 0.25, Dimension::Duration, "ms"),
        ("250ms", 0.25, Dimension::Duration, "ms"),
        ("1 month", 30.4375 * 86_400.0, Dimension::Duration, "month"),
        ("1 quarter", 91.3125 * 86_400.0, Dimension::Duration, "quarter"),
        ("1 year", 365.25 * 86_400.0, Dimension::Duration, "year"),
        ("2.5 GB", 2.5e9, Dimension::Data, "GB"),
        ("1 KiB", 1024.0, Dimension::Data, "KiB"),
        ("3 per week", 3.0 / 7.0, Dimension::Rate, "per week"),
        ("3/week", 3.0 / 7.0, Dimension::Rate, "/week"),
        ("3 a day", 3.0, Dimension::Rate, "a day"),
        ("1,200 tickets", 1200.0, Dimension::Count, "tickets"),
        ("1,200 tickets per week", 1200.0 / 7.0, Dimension::Rate, "tickets per week"),
        ("1,200 tickets/week", 1200.0 / 7.0, Dimension::Rate, "tickets/week"),
        ("4 errors per 1,000 orders", 0.004, Dimension::Count, "errors per 1,000 orders"),
        ("weekly", 1.0 / 7.0, Dimension::Rate, "weekly"),
        ("$10 per day", 10.0, Dimension::CurrencyRate(usd()), "$ per day"),
        ("2 hours per day", 7200.0, Dimension::DurationRate, "hours per day"),
    ];
    for (text, value, dimension, unit) in cases {
        if value.is_nan() {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
            continue;
        }
        let quantity = read(text);
        assert!((quantity.value() - value).abs() <= value.abs() * 1e-12, "{text}: {}", quantity.value());
        assert_eq!(quantity.dimension(), dimension, "{text}");
        assert_eq!(quantity.unit_name(), unit, "{text}");
        assert_eq!(quantity.text(), text);
        assert_eq!(quantity.is_bare(), unit.is_empty(), "{text}");
    }
}

#[test]
fn what_is_refused_lists_what_is_accepted() {
    let huge = "9".repeat(400);
    let cases = [
        ("", "no value"),
        ("NaN", "not a number"),
        (".nan", "not a number"),
        (".inf", "not a number"),
        ("inf", "not a number"),
        ("0x10", "programmer"),
        ("yes", "not a number"),
        ("~", "not a number"),
        ("X%", "not a number"),
        ("1.2.3", "version"),
        ("3,4,5", "groups of three"),
        ("1e999", "too large"),
        ("1e300", "too large"),
        (huge.as_str(), "too large"),
        ("3 for the whole long sentence here", "unit"),
        ("2026-03-31", "unit"),
    ];
    for (text, reason) in cases {
        let error = text.parse::<Quantity>().expect_err(text).to_string();
        assert!(error.contains(reason), "{text}: {error}");
        assert!(error.contains("write a number and, if it has one, its unit"), "{text}: {error}");
    }
    for (text, field) in
        [(">= 95%", "at_least"), ("at least 95%", "at_least"), ("95%+", "at_least"), ("max 95%", "at_most")]
    {
        let error = text.parse::<Quantity>().expect_err(text).to_string();
        assert!(
            error.contains(&format!(
                "write `95%`; what has to hold all quarter has a field of its own: `{field}: 95%`"
            )),
            "{error}"
        );
    }
    for text in ["tbd", "n/a", "-", "?"] {
        let error = text.parse::<Quantity>().expect_err(text).to_string();
        assert!(error.contains("leave it out as long as there is no number"), "{text}: {error}");
    }
}

#[test]
fn a_bare_number_takes_the_unit_beside_it() {
    let cases = [
        ("23", "35%", 23.0, "23%"),
        ("1", "4 hours", 3600.0, "1 hour"),
        ("900,000", "$1.2M", 900_000.0, "$900,000"),
    ];
    for (bare, other, value, text) in cases {
        let taken = read(bare).with_unit_of(&read(other));
        assert_eq!((taken.value(), taken.text()), (value, text));
        assert_eq!(taken.dimension(), read(other).dimension());
        assert!(!taken.is_bare());
    }
    assert_eq!(read("4 hours").with_unit_of(&read("35%")), read("4 hours"));
    assert_eq!(read("4").with_unit_of(&read("35")), read("4"));
}

#[test]
fn what_compares() {
    for (a, b, expected) in [
        ("4 hours", "45 minutes", true),
        ("$900K", "$1.2M", true),
        ("23", "35%", true),
        ("4 hours", "35%", false),
        ("$5", "€5", false),
        ("4/5", "8/10", false),
        ("3 per week", "10 per month", true),
        ("5%", "5pp", false),
    ] {
        assert_eq!(comparable(&read(a), &read(b)), expected, "{a} {b}");
    }
}

#[test]
fn characters_that_nobody_sees_do_no_harm() {
    for text in ["2\u{200b}40", "\u{200e}240", "\u{feff}240\u{2069}"] {
        assert_eq!(text.parse::<Quantity>().unwrap().text(), "240");
    }
}

#[test]
fn computed_values_are_shown_in_their_authors_style() {
    let cases = [
        ("23%", 31.24, "31.2%"),
        ("23%", 31.0, "31%"),
        ("$1.2M", 1_050_000.0, "$1.05M"),
        ("$1.2M", 485_000.0, "$485K"),
        ("$485K", 1_250_000.0, "$1.25M"),
        ("$900K", 1_008_804.3, "$1.01M"),
        ("$900K", 1_000_000.0, "$1M"),
        ("1,200 shops", 1463.1, "1,463 shops"),
        ("€1,250,000", 1_414_195.7, "€1,414,196"),
        ("4.1/5", 3.657, "3.66/5"),
        ("1,200.5", 1463.123, "1,463.1"),
        ("4 hours", 7200.0, "2 hours"),
        ("4 hours", 3600.0, "1 hour"),
        ("1 hour", 5400.0, "1.5 hours"),
        ("45 min", 2700.0, "45 min"),
        ("250 ms", 0.1234, "123.4 ms"),
        ("1,200", 1_234_567.0, "1,234,567"),
        ("1200", 1_234_567.0, "1234567"),
        ("4.5/5", 4.25, "4.25/5"),
        ("-12%", 3.0, "3%"),
        ("12%", -3.25, "-3.3%"),
        ("-$5", 7.0, "$7"),
        ("3 per week", 1.0, "7 per week"),
        ("1,200 tickets per week", 100.0, "700 tickets per week"),
        ("0", -0.001, "0"),
        ("12K", 10_410.0, "10.4K"),
        ("12K", 410.0, "410"),
        ("twenty", 4.0, "4"),
        ("twenty hours", 5400.0, "1.5 hours"),
        ("two hours", 3600.0, "1 hour"),
        ("half an hour", 5400.0, "1.5 hours"),
        ("half of teams", 31.0, "31% of teams"),
        ("a dozen partners", 4.0, "4 partners"),
        ("weekly", 3.0 / 7.0, "3 per week"),
        ("EUR.5", 2.0, "EUR 2"),
        ("900k", 1_200_000.0, "1.2M"),
        ("8e-2", 0.08, "0.08"),
        ("1.5e3", 1234.56, "1235"),
        ("zero-percent", 3.0, "3-percent"),
    ];
    for (author, value, expected) in cases {
        assert_eq!(read(author).display_like(value), expected, "{value} beside {author}");
    }
}

fn scanned(text: &str) -> Vec<&str> {
    scan(text).into_iter().map(|(range, _)| &text[range]).collect()
}

#[test]
fn quantities_in_running_text() {
    let cases: [(&str, &[&str]); 34] = [
        ("Raise activation from 23% to 35%", &["23%", "35%"]),
        ("Cut p95 latency from 900 ms to 250ms by Q3 2026", &["900 ms", "250ms"]),
        ("Reach 1,200 tickets per week, from 900", &["1,200 tickets per week", "900"]),
        ("Keep P95 under 250 ms on Elastic 8.1", &["250 ms"]),
        ("Publish v2 in 2026", &[]),
        ("Grow to 2000 users", &["2000"]),
        ("Earn $1.2M-$1.5M ARR", &["$1.2M", "$1.5M"]),
        ("Sign 10k accounts (~5 a week)", &["10k", "~5 a week"]),
        ("Zero P0 incidents", &["Zero"]),
        ("cut churn in half", &["half"]),
        ("Double weekly sign-ups", &["Double"]),
        ("two thirds of teams", &["two thirds"]),
        ("Six in ten new teams", &["Six in ten"]),
        ("62 of every 100 teams", &["62 of every 100"]),
        ("a dozen partners", &["a dozen"]),
        ("rating of 4.5/5", &["4.5/5"]),
        ("rating of 4.5 out of 5 stars", &["4.5 out of 5"]),
        ("40-50% of visitors", &["40", "50%"]),
        ("no one of the three", &["three"]),
        ("available 24/7 at 9:30 on 2026-03-31", &[]),
        ("by March 31 or 15 April", &[]),
        ("14-day retention at 40%", &["40%"]),
        ("the 90th percentile and the 1st", &[]),
        ("SOC 2 and ISO 27001 by week 3", &[]),
        ("issue #123, gpt-4, k8s, 2FA", &[]),
        ("a 4.6-star average", &["4.6"]),
        ("respond in half an hour", &["half an hour"]),
        ("10m users and 45 min of work", &["10m", "45 min"]),
        ("fewer than 3 days, +12 NPS points", &["3 days", "+12"]),
        ("fall by 2 percentage points", &["2 percentage points"]),
        ("EUR 300 per month", &["EUR 300 per month"]),
        ("1.2.3 is out", &[]),
        ("from 10,25 to 3", &["3"]),
        ("first half of the year", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(scanned(text), expected, "{text}");
    }
}

#[test]
fn a_hostile_line_is_read_in_linear_time() {
    for unit in ["1,", "1", "a ", "one ", "1.", "$", "-", "~1 ", "two hundred ", "1 a b c "] {
        let text = unit.repeat(100_000 / unit.len());
        let begun = std::time::Instant::now();
        scan(&text);
        // Some milliseconds. What grew with the square would take minutes, and a busy machine takes a few seconds.
        assert!(begun.elapsed().as_secs() < 20, "{unit:?} took {:?}", begun.elapsed());
    }
}

proptest! {
    #[test]
    fn a_quantity_keeps_its_text_and_shows_its_value(
        number in 0u32..10_000_000, decimals in 0usize..3, sign in prop::sample::select(vec!["", "-"]),
        unit in prop::sample::select(vec!["", "%", " hours", "/100000", " tickets per week", "K", " GB", " EUR", "pp", "ms"]),
    ) {
        let text = format!("{sign}{:.decimals$}{unit}", f64::from(number) / 100.0);
        let quantity = read(&text);
        prop_assert_eq!(quantity.text(), text.as_str());
        let shown: Quantity = read(&quantity.display_like(quantity.value()));
        let slack = quantity.value().abs() * 0.06 + 1e-9;
        prop_assert!((shown.value() - quantity.value()).abs() <= slack, "{} -> {}", text, shown.text());
        prop_assert_eq!(shown.dimension(), quantity.dimension());
    }

    #[test]
    fn arbitrary_text_never_panics(text in ".{0,60}", value in -1e12f64..1e12) {
        if let Ok(quantity) = text.parse::<Quantity>() {
            prop_assert!(quantity.value().is_finite());
            quantity.display_like(value);
            quantity.unit_name();
        }
        for (range, quantity) in scan(&text) {
            prop_assert!(text.get(range).is_some());
            prop_assert!(quantity.value().is_finite());
        }
    }

    #[test]
    fn number_like_text_never_panics(text in r"[-+~$€.,0-9eExKMm%/ a-c\u{a0}’']{0,24}", other in r"[$0-9.,KM%]{1,8}") {
        if let (Ok(a), Ok(b)) = (text.parse::<Quantity>(), other.parse::<Quantity>()) {
            let taken = a.with_unit_of(&b);
            prop_assert!(taken.value().is_finite());
            prop_assert!(comparable(&a, &b) == comparable(&b, &a));
        }
        for (range, quantity) in scan(&text) {
            // `95+%` is kept as what it comes to.
            let is_plain = quantity.text().parse().as_ref() == Ok(&quantity);
            prop_assert!(quantity.text() == &text[range] || is_plain, "{}: {:?}", text, quantity);
        }
    }
}

#[test]
fn times_may_stand_apart_from_their_letter() {
    for (text, seconds) in [("0.25 s", 0.25), ("5 s", 5.0), ("2 h", 7_200.0), ("3 d", 259_200.0), ("5s", 5.0)]
    {
        let quantity: Quantity = text.parse().unwrap();
        assert_eq!((quantity.value(), quantity.dimension()), (seconds, Dimension::Duration), "{text}");
        let sentence = format!("under {text} for all");
        let found = scan(&sentence);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(&sentence[found[0].0.clone()], text);
    }
    // Minutes or millions?
    assert!("45m".parse::<Quantity>().is_err());
    assert!("10 m".parse::<Quantity>().map_or(true, |q| q.dimension() == Dimension::Count));
    // A version is not a value.
    assert!(scan("in the 11.3 release").is_empty());
}

/// A number, and ways in which people write it.
fn written_number() -> impl Strategy<Value = (f64, String)> {
    let whole = prop_oneof![0u64..1000, 1000u64..10_000_000];
    let style = (0usize..8, 0usize..4, prop::sample::select(vec!["", "-", "−", "+", "~"]));
    (whole, 0u64..1000, style).prop_map(|(whole, fraction, (style, decimals, sign))| {
        let fraction = format!("{fraction:03}")[..decimals.min(3)].to_owned();
        let (thousands, mark) = [
            ("", "."),
            (",", "."),
            (" ", "."),
            ("\u{202f}", "."),
            ("'", "."),
            ("_", "."),
            (".", ","),
            ("", ","),
        ][style];
        let digits: Vec<char> = whole.to_string().chars().collect();
        let mut text = String::new();
        for (i, digit) in digits.iter().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push_str(thousands);
            }
            text.push(*digit);
        }
        if !fraction.is_empty() {
            text.push_str(mark);
            text.push_str(&fraction);
        }
        let value: f64 = format!("{whole}.{fraction}0").parse().unwrap();
        let signum = if matches!(sign, "-" | "−") { -1.0 } else { 1.0 };
        (value * signum, format!("{sign}{text}"))
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

proptest! {
    /// Whoever wrote the number: it is read as they meant it, or refused.
    #[test]
    fn a_number_is_read_as_meant_or_refused(
        (meant, text) in written_number(),
        (unit, scale) in prop::sample::select(vec![
            ("", 1.0), ("%", 1.0), (" %", 1.0), (" hours", 3600.0), ("K", 1e3), (" Mio", 1e6), (" lakh", 1e5), (" kWh", 1e3),
            (" tickets", 1.0), (" €", 1.0), (" GB", 1e9), ("/10000000", 1.0),
        ]),
    ) {
        let text = format!("{text}{unit}");
        if let Ok(quantity) = text.parse::<Quantity>() {
            // With a comma before decimals, three of them are the thousands of this notation.
            let is_thousands = text.matches(',').count() == 1 && close(quantity.value(), meant * scale * 1000.0);
            // No share is in the thousands of percent.
            let is_share = unit.trim() == "%" && close(quantity.value() * 1000.0, meant);
            let as_meant = close(quantity.value(), meant * scale) || is_thousands || is_share;
            prop_assert!(as_meant, "{text}: {}", quantity.value());
        }
        let sentence = format!("Raise the measure from {text} to {text} by March");
        let scanned = scan_all(&sentence, DecimalMark::Point);
        for (range, quantity) in &scanned.found {
            let is_thousands = text.matches(',').count() == 1 && close(quantity.value().abs(), (meant * scale).abs() * 1000.0);
            let is_share = unit.trim() == "%" && close(quantity.value().abs() * 1000.0, meant.abs());
            let as_meant = close(quantity.value().abs(), (meant * scale).abs()) || is_thousands || is_share;
            prop_assert!(as_meant, "{sentence}: {} at {range:?}", quantity.value());
        }
        prop_assert!(scanned.found.len() + scanned.unread.len() >= 2, "{sentence}: {scanned:?}");
    }

    /// The same with the other mark: what is not refused is what was meant.
    #[test]
    fn a_number_with_decimal_commas_is_read_as_meant_or_refused((meant, text) in written_number()) {
        if let Ok(quantity) = Quantity::read(&text, DecimalMark::Comma) {
            let is_thousands = text.matches('.').count() == 1 && close(quantity.value(), meant * 1000.0);
            prop_assert!(close(quantity.value(), meant) || is_thousands, "{text}: {}", quantity.value());
            let again = Quantity::read(&quantity.display_like(quantity.value()), DecimalMark::Comma);
            prop_assert!(again.is_ok_and(|again| (again.value() - quantity.value()).abs() <= 0.06 * meant.abs() + 0.01));
        }
    }

    /// Digits, separators and spaces in any order: no digit of what is read is lost.
    #[test]
    fn no_digit_is_lost(text in "[0-9.,' _]{1,14}", comma in any::<bool>()) {
        let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if let Ok(quantity) = Quantity::read(&text, mark) {
            let all: f64 = digits.parse().unwrap();
            let power = if quantity.value() == 0.0 { 0.0 } else { (all / quantity.value()).log10() };
            prop_assert!((power - power.round()).abs() < 1e-6 && power > -0.5, "{text}: {}", quantity.value());
        }
        let sentence = format!("Raise it from {text} up");
        for (range, _) in scan_all(&sentence, mark).found {
            let goes_on = sentence[range.end..].strip_prefix(['.', ',']).unwrap_or(&sentence[range.end..]);
            prop_assert!(!goes_on.starts_with(|c: char| c.is_ascii_digit()), "{sentence}: {}", &sentence[range]);
        }
    }

    /// A time in parts is their sum.
    #[test]
    fn times_in_parts_are_their_sum(hours in 0u32..500, minutes in 0u32..60, seconds in 0u32..60, style in 0usize..7) {
        let (h, m, s) = (f64::from(hours), f64::from(minutes), f64::from(seconds));
        let (text, meant) = match style {
            0 => (format!("{hours} h {minutes} min"), h * 3600.0 + m * 60.0),
            1 => (format!("{hours}h{minutes}m"), h * 3600.0 + m * 60.0),
            2 => (format!("{hours}h{minutes:02}"), h * 3600.0 + m * 60.0),
            3 => (format!("PT{hours}H{minutes}M{seconds}S"), h * 3600.0 + m * 60.0 + s),
            4 => (format!("{hours}:{minutes:02}:{seconds:02}"), h * 3600.0 + m * 60.0 + s),
            5 => (format!("{minutes} minutes and {seconds} seconds"), m * 60.0 + s),
            _ => (format!("{hours} hours, {minutes} minutes"), h * 3600.0 + m * 60.0),
        };
        let quantity = read(&text);
        prop_assert!(close(quantity.value(), meant), "{text}: {}", quantity.value());
        let shown = read(&quantity.display_like(quantity.value()));
        prop_assert!((shown.value() - meant).abs() < 60.0, "{text}: {}", shown.text());
    }
}

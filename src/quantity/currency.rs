//! The currencies people write: symbols, codes, abbreviations and names, before an amount and after it.

/// A currency, by its ISO 4217 code. `kr` and `¥` are each one of its own, since they do not say of which country they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The ISO 4217 code: `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("").trim_end()
    }

    /// Whether it is counted in Turkish or Azerbaijani, where `bin` is a thousand.
    pub(super) fn is_lira(self) -> bool {
        matches!(&self.0, b"TRY" | b"AZN")
    }

    pub(super) fn is_us_dollar(self) -> bool {
        &self.0 == b"USD"
    }

    /// Whether amounts are written with `$`.
    pub(super) fn has_dollar_sign(self) -> bool {
        matches!(
            &self.0,
            b"USD"
                | b"CAD"
                | b"AUD"
                | b"NZD"
                | b"SGD"
                | b"HKD"
                | b"TWD"
                | b"MXN"
                | b"ARS"
                | b"CLP"
                | b"COP"
                | b"UYU"
                | b"DOP"
                | b"JMD"
                | b"TTD"
                | b"FJD"
                | b"NAD"
        )
    }

    /// Whether both may be the same money: `kr` is that of any Nordic country, and `¥` that of Japan or China.
    pub(super) fn may_be(self, other: Currency) -> bool {
        let is_crown = |currency: Currency| matches!(&currency.0, b"SEK" | b"NOK" | b"DKK" | b"ISK");
        let is_any_crown = |currency: Currency| &currency.0 == b"kr ";
        let is_of_yen_sign = |currency: Currency| matches!(&currency.0, b"JPY" | b"CNY");
        let is_yen_sign = |currency: Currency| currency.0 == *"¥ ".as_bytes();
        let may_be = |one: Currency, other: Currency| {
            is_any_crown(one) && is_crown(other) || is_yen_sign(one) && is_of_yen_sign(other)
        };
        self == other || may_be(self, other) || may_be(other, self)
    }

    /// Whether amounts are written in lakh, with an `L` of their own: `₹2.5 L`.
    pub(super) fn counts_in_lakh(self) -> bool {
        matches!(&self.0, b"INR" | b"PKR" | b"BDT" | b"LKR" | b"NPR")
    }
}

/// Currency symbols, the longer ones first.
pub(super) const SYMBOLS: [(&str, &str); 35] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("MX$", "MXN"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥ "),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("฿", "THB"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₪", "ILS"),
    ("₸", "KZT"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₵", "GHS"),
    ("₾", "GEL"),
    ("₼", "AZN"),
    ("₮", "MNT"),
    ("৳", "BDT"),
];

/// What people write before or after an amount instead of a code.
pub(super) const ABBREVIATIONS: [(&str, &str); 31] = [
    ("kr", "kr "),
    ("Kr", "kr "),
    ("KR", "kr "),
    ("Rs", "INR"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("KShs", "KES"),
    ("Kshs", "KES"),
    ("USh", "UGX"),
    ("UShs", "UGX"),
    ("Ush", "UGX"),
    ("TSh", "TZS"),
    ("TShs", "TZS"),
    ("Tsh", "TZS"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("TL", "TRY"),
    ("Fr", "CHF"),
    ("SFr", "CHF"),
    ("Sfr", "CHF"),
    ("Tk", "BDT"),
    ("Dhs", "AED"),
    ("руб", "RUB"),
    ("грн", "UAH"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("원", "KRW"),
];

/// Currency codes that are known.
pub(super) const CODES: [&str; 95] = [
    "NAD", "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "RMB", "INR", "BRL", "MXN", "SEK",
    "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "NGN", "KES", "EGP", "AED", "SAR",
    "SGD", "HKD", "TWD", "KRW", "THB", "IDR", "MYR", "PHP", "VND", "UAH", "RUB", "CLP", "COP", "ARS", "PEN",
    "ISK", "RSD", "HRK", "MKD", "MDL", "GEL", "AZN", "KZT", "UZS", "BYN", "PKR", "BDT", "LKR", "NPR", "MMK",
    "KHR", "LAK", "MNT", "QAR", "KWD", "BHD", "OMR", "JOD", "LBP", "IQD", "MAD", "TND", "DZD", "GHS", "UGX",
    "TZS", "RWF", "ETB", "XOF", "XAF", "ZMW", "BWP", "MUR", "UYU", "PYG", "BOB", "CRC", "GTQ", "HNL", "DOP",
    "JMD", "TTD", "FJD", "BTC", "ETH",
];

/// Codes that people write in small letters after an amount, and that are no words: `15 eur`.
const LOWER_CASE: [&str; 13] =
    ["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "PLN", "CZK", "HUF", "BRL", "DKK", "NOK", "ZAR"];

/// The currency symbols that can be read.
pub(crate) fn currency_symbols() -> impl Iterator<Item = &'static str> {
    SYMBOLS.iter().map(|(symbol, _)| *symbol)
}

/// The currency codes that can be read.
pub(crate) fn currency_codes() -> &'static [&'static str] {
    &CODES
}

fn currency_of(code: &str) -> Currency {
    let bytes = code.as_bytes();
    Currency([bytes[0], bytes[1], bytes[2]])
}

/// A currency symbol at the start of `text`, with its length in bytes.
pub(super) fn currency_symbol(text: &str) -> Option<(usize, Currency)> {
    // Nearly every text starts with a letter or digit that no symbol starts with.
    if text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return None;
    }
    let (symbol, code) = SYMBOLS.iter().find(|(symbol, _)| text.starts_with(symbol))?;
    Some((symbol.len(), currency_of(code)))
}

/// A currency by its code in capitals or its abbreviation, as they stand before an amount and after it.
pub(super) fn currency_sign(word: &str) -> Option<Currency> {
    if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && CODES.contains(&word) {
        return Some(currency_of(if word == "RMB" { "CNY" } else { word }));
    }
    ABBREVIATIONS.iter().find(|(short, _)| *short == word).map(|(_, code)| currency_of(code))
}

/// `MEUR`, `kUSD`, `TSEK`: thousands or millions of a currency.
pub(super) fn in_thousands(word: &str) -> Option<(Currency, f64)> {
    let scale = match word.chars().next()? {
        'k' | 'K' | 'T' | 't' => 1e3,
        'M' | 'm' => 1e6,
        _ => return None,
    };
    let rest = &word[1..];
    (rest.len() == 3 || rest == "kr").then(|| currency_sign(rest)).flatten().map(|currency| (currency, scale))
}

/// A currency by its sign, or by its English name.
pub(super) fn currency_word(word: &str) -> Option<Currency> {
    if let Some(currency) = currency_sign(word) {
        return Some(currency);
    }
    if let Some(code) = LOWER_CASE.iter().find(|code| code.eq_ignore_ascii_case(word)) {
        return Some(currency_of(code));
    }
    match word {
        "dollars" | "dollar" | "Dollars" | "Dollar" => Some(currency_of("USD")),
        "euros" | "euro" | "Euro" | "Euros" => Some(currency_of("EUR")),
        "yen" | "Yen" => Some(currency_of("JPY")),
        "rupees" | "Rupees" => Some(currency_of("INR")),
        "рублей" | "рубля" | "рубль" => Some(currency_of("RUB")),
        "złotych" | "złote" => Some(currency_of("PLN")),
        "kronor" | "kroner" => Some(currency_of("kr ")),
        "francs" | "Francs" => Some(currency_of("CHF")),
        _ => None,
    }
}

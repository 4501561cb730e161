//! Words and letters that multiply the number before them: `K`, `million`, `Mio`, `lakh`, `万`.

use fnv::FnvBuildHasher;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words and letters that multiply the number before them: words in any case, letters as written. Not `m`: it may mean minutes,
/// millions or metres.
const MAGNITUDES: &[(f64, &[&str])] = &[
    (12.0, &["dozen"]),
    (1e2, &["hundred", "百", "백"]),
    (
        1e3,
        &[
            "K",
            "k",
            "thousand",
            "thousands",
            "thsd",
            "tsnd",
            "thds",
            "ths",
            "millier",
            "milliers",
            "mijë",
            "Tsd",
            "Tausend",
            "duizend",
            "tusen",
            "tusind",
            "tusinde",
            "tuhat",
            "tuhatta",
            "mila",
            "mille",
            "mii",
            "tys",
            "tysiąc",
            "tysiące",
            "tysięcy",
            "tisíc",
            "tisíce",
            "tis",
            "tisuća",
            "tisoč",
            "hiljada",
            "tūkst",
            "ezer",
            "ribu",
            "rb",
            "elfu",
            "libo",
            "hazar",
            "nghìn",
            "ngàn",
            "к",
            "тыс",
            "тысяча",
            "тысяч",
            "тысячи",
            "тис",
            "тисяч",
            "тисячі",
            "хил",
            "хиляди",
            "хиљада",
            "χιλ",
            "χιλιάδες",
            "אלף",
            "אלפים",
            "ألف",
            "آلاف",
            "هزار",
            "हज़ार",
            "हजार",
            "พัน",
            "천",
            "千",
        ],
    ),
    (1e4, &["万", "만", "萬"]),
    (1e5, &["lakh", "lakhs", "lac", "lacs", "लाख"]),
    (
        1e6,
        &[
            "M",
            "mn",
            "mln",
            "mio",
            "MM",
            "million",
            "millions",
            "Millionen",
            "millioner",
            "miljoner",
            "miljoen",
            "miljoonaa",
            "milj",
            "millón",
            "millones",
            "milhão",
            "milhões",
            "milione",
            "milioni",
            "milioane",
            "milion",
            "miliony",
            "milionów",
            "milionů",
            "milión",
            "milióny",
            "miliónov",
            "miliona",
            "milijun",
            "milijuna",
            "milijon",
            "milijonov",
            "miljon",
            "miljonit",
            "millió",
            "milyon",
            "juta",
            "jt",
            "mill",
            "triệu",
            "млн",
            "миллион",
            "миллиона",
            "миллионов",
            "мільйон",
            "мільйони",
            "мільйонів",
            "милион",
            "милиона",
            "εκατ",
            "εκατομμύρια",
            "מיליון",
            "مليون",
            "ملايين",
            "میلیون",
            "ล้าน",
            "백만",
            "百万",
        ],
    ),
    (1e7, &["crore", "crores", "Cr", "करोड़", "천만", "千万"]),
    (1e8, &["億", "亿", "억"]),
    (
        1e9,
        &[
            "B",
            "b",
            "bn",
            "billion",
            "billions",
            "Mrd",
            "Mia",
            "mld",
            "mdr",
            "Milliarde",
            "Milliarden",
            "milliard",
            "milliards",
            "milliarder",
            "miljard",
            "miljarder",
            "miljardia",
            "miliard",
            "miliardy",
            "miliardów",
            "miliardo",
            "miliardi",
            "miliarde",
            "milijarda",
            "milijarde",
            "milyar",
            "miliar",
            "mlrd",
            "bilhão",
            "bilhões",
            "tỷ",
            "tỉ",
            "млрд",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "мільярд",
            "мільярди",
            "мільярдів",
            "милиард",
            "милиарда",
            "δισ",
            "δισεκατομμύρια",
            "מיליארד",
            "مليار",
            "میلیارد",
        ],
    ),
    (
        1e12,
        &[
            "兆",
            "조",
            "T",
            "tn",
            "trn",
            "trillion",
            "trillions",
            "billón",
            "billones",
            "Billionen",
            "trilyon",
            "triliun",
            "трлн",
        ],
    ),
];

/// Words that multiply amounts of money, and are something else elsewhere: `$900 grand`, `US$ 1.1 bi`, `₺900 bin`.
const OF_MONEY: [(&str, f64); 9] = [
    ("grand", 1e3),
    ("thou", 1e3),
    ("bin", 1e3),
    ("m", 1e6),
    ("mi", 1e6),
    ("bi", 1e9),
    ("bil", 1e9),
    ("tri", 1e12),
    ("tril", 1e12),
];

/// The words in lower case, and the letters as written: too many to compare each word after a number with all.
static FACTORS: LazyLock<HashMap<String, f64, FnvBuildHasher>> = LazyLock::new(|| {
    let of_all = MAGNITUDES.iter().flat_map(|(factor, words)| words.iter().map(move |word| (*word, *factor)));
    of_all
        .map(|(word, factor)| (if is_exact(word) { word.to_owned() } else { word.to_lowercase() }, factor))
        .collect()
});

/// `k` and `K` are both listed, and `mm` are millimetres.
fn is_exact(word: &str) -> bool {
    word.len() == 1 || word == "MM"
}

/// What a letter or word multiplies the number before it by.
pub(super) fn factor(word: &str) -> Option<f64> {
    if is_exact(word) {
        return FACTORS.get(word).copied();
    }
    // Nearly every word is in small letters.
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return FACTORS.get(word).copied();
    }
    FACTORS.get(&word.to_lowercase()).copied()
}

/// What a word after an amount of money multiplies it by, and nothing else.
pub(super) fn factor_of_money(word: &str) -> Option<f64> {
    OF_MONEY.iter().find(|(own, _)| own.eq_ignore_ascii_case(word)).map(|(_, factor)| *factor)
}

/// The word for a scale that a word is a slip of: `thousand` for `thousnd`.
pub(super) fn slip_of(word: &str) -> Option<&'static str> {
    const WORDS: [&str; 11] = [
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "trillion",
        "trillions",
        "tausend",
        "millionen",
        "milliarden",
    ];
    const OTHERS: [&str; 6] = ["bullion", "bullions", "mullion", "mullions", "minion", "minions"];
    // Nearly every noun is too short, too long, or begins with another letter.
    let may_be = matches!(word.as_bytes().first(), Some(b't' | b'T' | b'm' | b'M' | b'b' | b'B'));
    if !may_be || !(6..=11).contains(&word.len()) {
        return None;
    }
    let lower = word.to_lowercase();
    let is_slip = |meant: &&&str| lower != **meant && strsim::osa_distance(&lower, meant) == 1;
    // Words of other languages are known by themselves.
    if factor(word).is_some() {
        return None;
    }
    WORDS.iter().find(is_slip).copied().filter(|_| lower.len() > 5 && !OTHERS.contains(&lower.as_str()))
}

/// The words that multiply, for the reference.
pub(crate) fn magnitude_words() -> impl Iterator<Item = (f64, &'static [&'static str])> {
    MAGNITUDES.iter().copied()
}

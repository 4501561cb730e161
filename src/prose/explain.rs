//! A verdict in words: what is the matter, and what to write instead, with the author's own words.

use super::example::change_for;
use super::{Direction, Reading, Reason};
use crate::quantity::Dimension;

/// The message for the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What the sentence says, in one line.
    pub message: String,
    /// What to write instead; empty if nothing needs to change.
    pub help: String,
    /// A whole sentence to write instead, where one follows from the author's own: `...` stands for words and `_` for a number
    /// that only the author knows.
    pub instead: Option<String>,
}

/// Quoted words longer than this are cut.
const LONGEST_QUOTE: usize = 60;

impl Reading {
    /// Why the sentence is of its kind and what to write instead. `text` is the sentence that was read.
    pub fn explain(&self, text: &str) -> Explanation {
        let words = Words { reading: self, text };
        Explanation { message: words.message(), help: words.help(), instead: words.instead() }
    }
}

struct Words<'r> {
    reading: &'r Reading,
    text: &'r str,
}

impl Words<'_> {
    fn piece(&self, at: usize) -> &str {
        let range = self.reading.evidence().get(at);
        range.and_then(|r| self.text.get(r.start as usize..r.end as usize)).unwrap_or("")
    }

    /// From the first deciding word to the last, as the author wrote them.
    fn delivered(&self) -> Option<&str> {
        let (first, last) = (self.reading.evidence().first()?, self.reading.evidence().last()?);
        self.text.get(first.start as usize..last.end as usize)
    }

    /// The deciding words in quotation marks.
    fn first(&self) -> String {
        quoted(self.piece(0))
    }

    /// From the first deciding word to the last.
    fn span(&self) -> String {
        // If no words stand out, the whole sentence is meant.
        self.delivered().map_or("this".to_string(), quoted)
    }

    /// What the verb acts on, for use in a suggestion: nothing if it cannot be named in a few plain words.
    fn thing(&self) -> Option<String> {
        let [verb, .., object] = self.reading.evidence() else { return None };
        plain_thing(self.text.get(verb.end as usize..object.end as usize)?)
    }

    /// The same where it is something people use.
    fn used_thing(&self) -> Option<String> {
        let thing = match self.reading.reason {
            Reason::DeliveryVerb if self.makes_a_thing() => self.thing(),
            Reason::DeliveryVerb => None,
            _ => plain_thing(self.piece(0)),
        };
        thing.filter(|thing| thing.rsplit(' ').next().is_some_and(is_used))
    }

    fn message(&self) -> String {
        let (first, span) = (self.first(), self.span());
        match self.reading.reason {
            Reason::MeasuredChange => format!("{span} is a change that anyone can check"),
            Reason::Threshold => format!("{span} is a value that anyone can check"),
            Reason::Adoption => format!("{span} measures what others do with what is delivered"),
            Reason::MeasureWithoutTarget => {
                format!("{span} is worth measuring, but no value says when it is reached")
            }
            Reason::DeliveryVerb if self.makes_a_thing() => {
                format!("{span} delivers a thing; nothing here says what should change for whom")
            }
            Reason::DeliveryVerb => {
                format!("{span} is work to finish; nothing here says what should change for whom")
            }
            Reason::CompletionOfOwnWork => format!(
                "{span} is a share of our own work done; it can reach 100% without anyone noticing a difference"
            ),
            Reason::OwnWorkCounted => {
                format!("{span} counts our own work; it can reach its number without anyone noticing a difference")
            }
            Reason::CapabilityStatement => {
                format!("{span} says what becomes possible, not that anybody does it")
            }
            Reason::Decision => format!(
                "{first} ends in a decision or a document; nothing here says what should change because of it"
            ),
            Reason::Hiring => {
                format!("{span} fills seats; nothing here says what should be better once they are filled")
            }
            Reason::Training => format!(
                "{span} delivers training; nothing here says what people will do differently afterwards"
            ),
            Reason::FinishedState => {
                format!("{span} says that work is finished; nothing here says what should change for whom")
            }
            Reason::ThingDescribed => {
                format!("{span} says what a thing is or does; nothing here says what should change for whom")
            }
            Reason::ThingNamed => {
                format!("{span} names a thing; nothing here says what should change for whom once it exists")
            }
            Reason::EffortVerb => format!("{span} counts effort; it can be done in full and change nothing"),
            Reason::SerialContent => format!("{span} counts what we put out, not what comes of it"),
            Reason::RepeatedEffort => format!(
                "{span} is something done again and again; it says how busy we are, not what comes of it"
            ),
            Reason::NoMeasure if self.reading.target.is_some() => {
                "what is counted here can be read in more than one way, so two people could disagree on whether it was met".to_string()
            }
            Reason::NoMeasure => {
                "nothing here can be measured, so two people could disagree on whether it was met".to_string()
            }
            Reason::WeaselVerb => format!("{span} has no number, so nobody can say when it is done"),
            Reason::WeaselWord if self.is_amount() => {
                format!("{first} does not say how many or how much, so nobody can say when it is done")
            }
            Reason::WeaselWord => {
                format!("{first} means something different to everyone; nothing here can be measured")
            }
            Reason::Placeholder => format!("{span} is still to be filled in"),
            Reason::ForeignLanguage => "the wording is not judged, because it does not seem to be English".to_string(),
            Reason::Unreadable => "there are no words here to judge".to_string(),
        }
    }

    /// Whether the first word that decided is an amount without a number: `more customers`, `fewer complaints`.
    fn is_amount(&self) -> bool {
        let first = self.reading.evidence().first();
        let word =
            first.and_then(|range| self.text.get(range.start as usize..range.end as usize)).unwrap_or("");
        ["more", "fewer", "less", "many", "most", "lots"]
            .iter()
            .any(|amount| word.eq_ignore_ascii_case(amount))
    }

    fn verb(&self) -> String {
        let range = self.reading.verb.as_ref();
        range.and_then(|r| self.text.get(r.start as usize..r.end as usize)).unwrap_or("").to_ascii_lowercase()
    }

    /// Whether something new is there once the verb is done: `Close the backlog` delivers nothing.
    fn makes_a_thing(&self) -> bool {
        let verb = self.verb();
        MAKING.iter().any(|base| {
            let ending = verb.strip_prefix(base.trim_end_matches('e'));
            ending.is_some_and(|e| matches!(e, "" | "e" | "s" | "es" | "ed" | "d" | "ing" | "ping"))
        })
    }

    fn help(&self) -> String {
        match self.reading.reason {
            Reason::MeasuredChange | Reason::Threshold | Reason::Adoption | Reason::ForeignLanguage => String::new(),
            Reason::MeasureWithoutTarget => "add where it stands today and where it should be at the end of the quarter: `from _ to _`".to_string(),
            Reason::DeliveryVerb | Reason::FinishedState | Reason::ThingNamed | Reason::ThingDescribed => self.after_delivery(),
            Reason::CompletionOfOwnWork => self.completion(),
            Reason::CapabilityStatement => "say how many do it: `% of ... who do this each week from _ to _`".to_string(),
            Reason::Decision => "keep it as an initiative, and make the key result what it should change: `... from _ to _`".to_string(),
            Reason::Hiring => "keep the hiring as an initiative, and say what the people are for (`backlog older than 30 days from _ to _`) or how well hiring goes (`days to fill a role from _ to _`)".to_string(),
            Reason::Training => "say what those who were trained do afterwards: `% of ... resolved without help from _ to _`".to_string(),
            Reason::OwnWorkCounted | Reason::EffortVerb | Reason::SerialContent | Reason::RepeatedEffort => self.after_effort(),
            Reason::NoMeasure | Reason::WeaselWord => "say what you would see if it were true, and count that: `% of ... who ... from _ to _`, or `hours until ... from _ to _`".to_string(),
            Reason::WeaselVerb => self.after_weasel(),
            Reason::Placeholder => "find out today's value first, then write both: `from _ to _`; until then it is an initiative: \"measure ...\"".to_string(),
            Reason::Unreadable => "write a sentence that says what changes, for whom, from which value to which".to_string(),
        }
    }

    fn after_delivery(&self) -> String {
        if INSIDE.contains(&self.verb().as_str()) {
            return format!(
                "say what should get better once it is done, and for whom; a repaired import, for example, may bring `hours lost to failed imports per week from 6 to 1`; {}",
                self.keep()
            );
        }
        if let Some(thing) = self.used_thing() {
            return format!(
                "say what people will do with it: `% of ... who use the {thing} each week from _ to _`; {}",
                self.keep()
            );
        }
        // Only the words for what is delivered tell the field: the rest of the sentence may name anything.
        let example = self.delivered().and_then(change_for).map_or_else(
            || {
                "; a new booking page, for example, may be there for `guests who book online from 20% to 45%`"
                    .to_string()
            },
            |change| format!(", such as `{change}`"),
        );
        format!("say what should be different for whom once it is there{example}; {}", self.keep())
    }

    fn instead(&self) -> Option<String> {
        match self.reading.reason {
            Reason::MeasureWithoutTarget if self.reading.target.is_none() => {
                Some(format!("{} from _ to _", self.text.trim().trim_end_matches('.')))
            }
            Reason::DeliveryVerb | Reason::FinishedState | Reason::ThingNamed | Reason::ThingDescribed => {
                let thing = self.used_thing().filter(|_| !INSIDE.contains(&self.verb().as_str()))?;
                Some(format!("Raise the share of ... who use the {thing} each week from _ to _"))
            }
            _ => None,
        }
    }

    /// The advice to keep the work, as the author wrote it.
    fn keep(&self) -> String {
        format!("keep {} as an initiative", quoted(self.text))
    }

    fn completion(&self) -> String {
        let share = self.reading.target.as_ref().filter(|t| t.quantity.dimension() == Dimension::Percent);
        let share = share.map_or("that share".to_string(), |t| t.quantity.text().to_string());
        format!(
            "ask what will be better when {share} is done, and measure that; for 60% of the forms online it may be `days until a form is answered from 9 to 3`; keep the work as an initiative"
        )
    }

    fn after_effort(&self) -> String {
        format!(
            "ask what it is for, and measure that: what should change for the people concerned? `% of ... who ... from _ to _`; {}",
            self.keep()
        )
    }

    /// The thing with the words that still belong to it: `a clear downward` goes on with `trend`.
    fn whole_thing(&self) -> Option<String> {
        let thing = self.thing()?;
        let end = self.reading.evidence().last().map_or(0, |range| range.end as usize);
        let rest = self.text.get(end..).filter(|rest| rest.starts_with(' ')).unwrap_or_default();
        let belongs =
            |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase()) && !ENDS_THING.contains(word);
        let more: Vec<&str> = rest.split_whitespace().take_while(belongs).take(2).collect();
        Some([&[thing.as_str()], more.as_slice()].concat().join(" "))
    }

    fn after_weasel(&self) -> String {
        let change = match self.reading.direction {
            Some(Direction::Decrease) => "how far down",
            Some(Direction::Maintain) => "within which limit",
            _ => "how far",
        };
        let moves = if self.reading.direction == Some(Direction::Maintain) { "stay" } else { "go" };
        match self.whole_thing().filter(|_| !is_light(&self.verb())) {
            Some(thing) => format!(
                "say which number stands for {thing}, where it is today and {change} it should {moves}: `... from _ to _`"
            ),
            None => format!("say which number should move and {change}: `... from _ to _`"),
        }
    }
}

/// Verbs whose object is not what should change: `make customers happy`, `ensure that ...`.
fn is_light(verb: &str) -> bool {
    [
        "make", "making", "makes", "ensure", "ensuring", "be", "become", "keep", "keeping", "stay",
        "continue", "try", "get",
    ]
    .contains(&verb)
}

/// Words that do not belong to the noun before them.
const ENDS_THING: [&str; 34] = [
    "of",
    "to",
    "for",
    "with",
    "in",
    "on",
    "by",
    "at",
    "from",
    "and",
    "or",
    "through",
    "throughout",
    "across",
    "as",
    "that",
    "which",
    "who",
    "so",
    "than",
    "is",
    "are",
    "into",
    "via",
    "using",
    "per",
    "between",
    "within",
    "during",
    "a",
    "the",
    "their",
    "while",
    "when",
];

/// Words before a noun that a suggestion leaves out.
const LEADING: [&str; 22] = [
    "the",
    "a",
    "an",
    "our",
    "new",
    "all",
    "first",
    "at",
    "least",
    "up",
    "to",
    "more",
    "another",
    "additional",
    "some",
    "few",
    "next",
    "of",
    "your",
    "its",
    "their",
    "every",
];

/// Up to three plain words, without introductory ones: `at least 3 new landing pages` is `landing pages`.
fn plain_thing(words: &str) -> Option<String> {
    let is_number =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '>' | '~' | '+'));
    let leads = |word: &str| {
        LEADING.contains(&word.to_ascii_lowercase().as_str())
            || is_number(word)
            || crate::quantity::scan(word).iter().any(|(range, _)| range.len() == word.len())
    };
    let words: Vec<&str> = words.split_whitespace().skip_while(|word| leads(word)).collect();
    let plain = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || c == '-')
            && !BETWEEN.contains(&word.to_ascii_lowercase().as_str())
    };
    let few = (1..=3).contains(&words.len()) && words.iter().all(plain);
    // `Scroll Snap` is a name.
    let is_name = words.get(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    few.then(|| words.join(" ")).map(|phrase| if is_name { phrase } else { lower_first(&phrase) })
}

/// Words that make a phrase too long to repeat.
const BETWEEN: [&str; 20] = [
    "of", "for", "to", "in", "on", "with", "and", "or", "that", "which", "who", "how", "by", "from", "as",
    "at", "is", "are", "we", "our",
];

/// Things that people use once they are there, in the singular.
const USED: [&str; 63] = [
    "api",
    "app",
    "application",
    "assistant",
    "bot",
    "calculator",
    "catalogue",
    "catalog",
    "chatbot",
    "checklist",
    "client",
    "course",
    "dashboard",
    "documentation",
    "docs",
    "editor",
    "extension",
    "faq",
    "feature",
    "flow",
    "form",
    "framework",
    "function",
    "gallery",
    "guide",
    "handbook",
    "homepage",
    "integration",
    "interface",
    "kiosk",
    "knowledge-base",
    "library",
    "manual",
    "map",
    "marketplace",
    "mode",
    "module",
    "newsletter",
    "package",
    "page",
    "planner",
    "platform",
    "playbook",
    "plugin",
    "portal",
    "program",
    "programme",
    "quickstart",
    "runbook",
    "screen",
    "sdk",
    "search",
    "service",
    "site",
    "suite",
    "system",
    "template",
    "tool",
    "toolkit",
    "tracker",
    "tutorial",
    "website",
    "wiki",
];

fn is_used(noun: &str) -> bool {
    let noun = noun.to_ascii_lowercase();
    USED.contains(&noun.as_str()) || noun.strip_suffix('s').is_some_and(|one| USED.contains(&one))
}

/// Verbs after which something is there that was not there before.
const MAKING: [&str; 35] = [
    "launch",
    "ship",
    "build",
    "create",
    "implement",
    "deploy",
    "release",
    "introduce",
    "develop",
    "design",
    "produce",
    "provide",
    "deliver",
    "construct",
    "write",
    "draft",
    "publish",
    "add",
    "install",
    "set up",
    "roll out",
    "establish",
    "document",
    "author",
    "open source",
    "record",
    "prototype",
    "redesign",
    "relaunch",
    "rebuild",
    "migrate",
    "integrate",
    "configure",
    "translate",
    "instrument",
];

/// Verbs whose work is felt inside first: nobody outside uses a migrated service differently.
const INSIDE: [&str; 26] = [
    "migrate",
    "move",
    "refactor",
    "rewrite",
    "upgrade",
    "replace",
    "port",
    "consolidate",
    "merge",
    "split",
    "decommission",
    "deprecate",
    "remove",
    "clean",
    "clean up",
    "automate",
    "standardize",
    "standardise",
    "restructure",
    "containerize",
    "modernize",
    "modernise",
    "digitize",
    "digitise",
    "close",
    "resolve",
];

/// `Documentation` in the middle of a sentence; `API` stays as it is.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_string(),
    }
}

/// In quotation marks, shortened when it is long.
fn quoted(text: &str) -> String {
    // Marks of a link, of code or of bold text are not the author's words.
    let text = text.trim().replace(['[', ']', '`'], "").replace("**", "");
    if text.chars().count() <= LONGEST_QUOTE {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(LONGEST_QUOTE - 1).collect();
    format!("“{}…”", start.trim_end())
}

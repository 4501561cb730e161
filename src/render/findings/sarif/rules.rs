//! The table of rules as SARIF's descriptors.

use super::format::{Configuration, Descriptor, Help, Message, Properties};
use crate::rules::{self, FAMILIES, Family, Rule};
use std::collections::BTreeMap;

/// Every rule, in the order of the table.
pub(super) fn descriptors() -> Vec<Descriptor> {
    let rules = FAMILIES.iter().flat_map(|family| family.rules.iter().map(move |rule| (family, *rule)));
    rules.map(|(family, rule)| descriptor(family, rule)).collect()
}

/// The position of each rule among the descriptors.
pub(super) fn positions() -> BTreeMap<&'static str, usize> {
    rules::all().map(|rule| rule.name).zip(0..).collect()
}

fn descriptor(family: &Family, rule: &'static Rule) -> Descriptor {
    Descriptor {
        id: rule.name,
        // The standard wants a name only if it adds something to the id.
        name: Some(pascal_case(rule.name)).filter(|name| !name.eq_ignore_ascii_case(rule.name)),
        short_description: Message::new(sentence(rule.summary)),
        full_description: Message::new(lead(rule.page)),
        help: Help { text: rule.page, markdown: rule.page },
        default_configuration: Configuration { level: super::level(rule.level) },
        properties: Properties { tags: [family.title] },
    }
}

/// `missing-baseline` as `MissingBaseline`, the form the standard has for names.
fn pascal_case(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').filter(|word| !word.is_empty()).map(capital).collect()
}

/// A summary as a sentence; it is a phrase in the list of rules.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    first.chain(chars).collect::<String>() + end
}

/// The paragraph below a page's title.
fn lead(page: &str) -> String {
    let below = page.split_once("\n\n").map_or(page, |(_, below)| below);
    let paragraph = below.split("\n\n").next().unwrap_or_default();
    paragraph.lines().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{descriptors, lead, pascal_case, positions};
    use crate::rules;

    #[test]
    fn every_rule_is_told_in_words() {
        assert_eq!(pascal_case("unaligned-objective"), "UnalignedObjective");
        assert_eq!(lead("# a\n\nOne two\nthree.\n\n## b\n"), "One two three.");
        for (number, rule) in descriptors().iter().enumerate() {
            assert_eq!(positions()[rule.id], number);
            let lead = &rule.full_description.text;
            assert!(lead.ends_with('.') && !lead.contains('#'), "{}: {lead}", rule.id);
        }
        assert_eq!(descriptors().len(), rules::all().count());
    }
}

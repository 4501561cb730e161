//! SARIF 2.1.0, what code scanning reads: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! GitHub takes up to 25,000 results of a run. It shows suppressed ones as open alerts, unlike the standard has it:
//! leave those out before the upload, as this project's own action does.

mod format;
mod rules;

use super::places::{Places, is_outside};
use super::{Run, Unreadable};
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;
use crate::render::json::pretty;
use crate::render::visible;
use crate::source::Span;
use format::*;
use std::collections::BTreeMap;

/// Represents the root of the repository; the reader of the log knows where that is.
const ROOT: &str = "%SRCROOT%";

/// The log of one run: every rule, the findings, and the suppressed findings.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut results = Results { places: Places::new(workspace), rules: rules::positions(), run };
    let findings = report.findings.iter().chain(&report.suppressed);
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [SarifRun {
            tool: Tool {
                driver: Driver {
                    name: "okr",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules::descriptors(),
                },
            },
            invocations: [Invocation {
                execution_successful: run.unreadable.is_empty(),
                tool_execution_notifications: run
                    .unreadable
                    .iter()
                    .map(|unreadable| notification(unreadable, run))
                    .collect(),
            }],
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                BaseId { description: Message::new("The root of the repository.") },
            )]),
            column_kind: "unicodeCodePoints",
            results: findings.map(|finding| results.result(finding)).collect(),
        }],
    };
    pretty(&log)
}

struct Results<'w> {
    places: Places<'w>,
    rules: BTreeMap<&'static str, usize>,
    run: Run<'w>,
}

impl Results<'_> {
    fn result<'f>(&mut self, finding: &'f Finding) -> SarifResult<'f> {
        let mut location = self.location(finding.span);
        location.logical_locations.extend(
            finding.address.as_deref().map(|address| LogicalLocation { fully_qualified_name: address }),
        );
        let suppression = finding.suppressed_because.as_deref().map(|reason| Suppression {
            kind: "inSource",
            status: "accepted",
            justification: visible(reason).into_owned(),
        });
        SarifResult {
            rule_id: finding.rule,
            rule_index: self.rules.get(finding.rule).copied(),
            level: level(finding.level),
            message: message(finding),
            locations: [location],
            related_locations: (1..)
                .zip(&finding.related)
                .map(|(id, related)| {
                    let message = Some(Message::new(plain(&related.label)));
                    Location { id: Some(id), message, ..self.location(related.span) }
                })
                .collect(),
            partial_fingerprints: BTreeMap::from([("okrFingerprint/v1", finding.fingerprint.as_str())]),
            suppressions: suppression.into_iter().collect(),
        }
    }

    fn location<'l>(&mut self, span: Span) -> Location<'l> {
        let (start, end) = (self.places.start(span), self.places.end(span));
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: artifact(self.places.path(span), self.run),
                region: Some(Region {
                    start_line: start.line,
                    start_column: start.column,
                    end_line: end.line,
                    end_column: end.column,
                }),
            },
            logical_locations: Vec::new(),
            message: None,
        }
    }
}

fn notification<'n>(unreadable: &Unreadable, run: Run<'_>) -> Notification<'n> {
    Notification {
        level: "error",
        message: Message::new(format!("This path cannot be read: {}.", plain(&unreadable.reason))),
        locations: [Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: artifact(&unreadable.path, run),
                region: None,
            },
            logical_locations: Vec::new(),
            message: None,
        }],
    }
}

/// The message and the help, a paragraph each; viewers with little room show the first sentence.
fn message(finding: &Finding) -> Message {
    let end = if finding.message.ends_with(['.', '?', '!']) { "" } else { "." };
    let help = finding.help.as_deref().map(|help| format!("\n\nHelp: {}", plain(help)));
    Message::new(format!("{}{end}{}", plain(&finding.message), help.unwrap_or_default()))
}

/// Text of a goal file as a plain text message, in which `[text](address)` would be a link (section 3.11.6). Braces stay
/// single: no `arguments` are given, so nothing is put in their place, and viewers show a doubled one doubled.
fn plain(text: &str) -> String {
    visible(text).replace("](", "\\](")
}

fn level(level: Level) -> &'static str {
    level.name()
}

fn artifact(path: &str, run: Run<'_>) -> ArtifactLocation {
    if is_outside(path) && path.starts_with('/') {
        return ArtifactLocation { uri: format!("file://{}", percent_encoded(path)), uri_base_id: None };
    }
    ArtifactLocation { uri: percent_encoded(&run.repository_path(path)), uri_base_id: Some(ROOT) }
}

/// A path as a URI: everything but letters, digits, `-._~` and `/` as its bytes in hexadecimal (RFC 3986, section 2.1).
fn percent_encoded(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{percent_encoded, plain};

    #[test]
    fn paths_become_uris_and_texts_no_links() {
        assert_eq!(percent_encoded("okrs/a b:ü,%.yaml"), "okrs/a%20b%3A%C3%BC%2C%25.yaml");
        assert_eq!(plain("see [here](http://x.y) a[0] {0}"), "see [here\\](http://x.y) a[0] {0}");
    }
}

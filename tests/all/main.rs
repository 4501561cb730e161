//! All tests of the program and the library from outside: one program, so that a change is linked into one binary.
//!
//! `cargo test --test all fix::` runs those of one file.

#[path = "../../fuzz/src/properties/mod.rs"]
#[allow(unreachable_pub, reason = "the fuzz targets are another crate")]
mod properties;
mod support;

mod a_quarter;
mod at_hand;
mod cases;
mod changes;
mod ci_files;
mod cli;
mod edits;
mod examples;
mod fix;
mod forecast;
mod format;
mod formats;
mod formats_cli;
mod fuzz_properties;
mod grade;
mod hostile;
mod hostile_output;
mod init;
mod json_contract;
mod judged_again;
mod lsp;
mod new_quarter;
mod project;
mod prose;
mod prose_readings;
mod pull;
mod pull_request;
mod readings_files;
mod readme;
mod reference;
mod report;
mod rooms;
mod rule_pages;
mod rules_extreme;
mod schema;
mod score;
mod scorecard_formats;
mod screens;
mod security;
mod seeds;
mod sentences;
mod settings;
mod since;
mod suppressions;
mod week;
mod whole_files;
mod yaml_fast;
mod yaml_hostile;
mod yaml_oracle;
mod yaml_stumbles;

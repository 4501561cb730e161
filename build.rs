//! Makes tables of the words the program knows and of the weights of sentences, so that no start of it has to read them.

use std::path::Path;
use std::{env, error, fs};

/// The files of the program that say what is in the tables.
#[path = "src/prose"]
#[allow(dead_code, unreachable_pub, reason = "the program does more with them")]
mod prose {
    pub mod hashed;
    pub mod lexicon {
        mod classes;
        mod irregular;
        mod lists;
        mod nouns;
        mod others;
        mod verbs;

        pub(in crate::prose) use lists::{irregular, words};
    }
    pub mod weights;

    /// The bytes of the tables by the names of their files.
    pub fn tables(
        weights: &str,
        of_numbers: &str,
        english: &str,
    ) -> Result<[(&'static str, Vec<u8>); 5], weights::BadWeights> {
        let english = english.lines().map(|word| (hashed::hash(word), 0)).collect();
        let english: hashed::Table<{ hashed::HASH }> = hashed::Table::new(&english);
        Ok([
            ("words", lexicon::words().bytes().to_vec()),
            ("irregular", lexicon::irregular().bytes().to_vec()),
            ("english", english.bytes().to_vec()),
            ("weights", weights::read(weights)?.bytes().to_vec()),
            ("number-weights", weights::read_short(of_numbers)?.bytes().to_vec()),
        ])
    }
}

/// The text of a file that the tables are made of again when it changes.
fn read(path: &str) -> std::io::Result<String> {
    println!("cargo::rerun-if-changed={path}");
    fs::read_to_string(path)
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let [weights, of_numbers, english] =
        ["src/prose/weights.tsv", "src/prose/number_weights.tsv", "src/prose/lexicon/english.txt"].map(read);
    let folder = env::var("OUT_DIR")?;
    for (name, table) in prose::tables(&weights?, &of_numbers?, &english?)? {
        fs::write(Path::new(&folder).join(name), table)?;
    }
    Ok(())
}

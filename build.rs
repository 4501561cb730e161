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
    pub fn tables(weights: &str) -> Result<[(&'static str, Vec<u8>); 3], weights::BadWeights> {
        let tables = [
            ("words", lexicon::words()),
            ("irregular", lexicon::irregular()),
            ("weights", weights::read(weights)?),
        ];
        Ok(tables.map(|(name, table)| (name, table.bytes().to_vec())))
    }
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let weights = "src/prose/weights.tsv";
    println!("cargo::rerun-if-changed={weights}");
    let folder = env::var("OUT_DIR")?;
    for (name, table) in prose::tables(&fs::read_to_string(weights)?)? {
        fs::write(Path::new(&folder).join(name), table)?;
    }
    Ok(())
}

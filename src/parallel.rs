//! Work on many things at once, where there are many.

use rayon::prelude::*;

/// Starting threads takes longer than reading so many files one after the other.
const FEW: usize = 16;

/// How many files a thread takes at a time. Left alone, rayon gives each thread hundreds, and at the end most of them wait for
/// the last.
const AT_A_TIME: usize = 8;

/// Does the same with every item, on as many threads as there are cores unless the items are few; the results are in the
/// order of the items.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Even asking for the number of threads would start them.
    if items.len() >= FEW {
        items.par_iter().with_max_len(AT_A_TIME).map(&work).collect()
    } else {
        items.iter().map(&work).collect()
    }
}

/// Like [`map`], for items that the work uses up.
pub(crate) fn map_owned<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() >= FEW {
        items.into_par_iter().with_max_len(AT_A_TIME).map(work).collect()
    } else {
        items.into_iter().map(work).collect()
    }
}

/// Like [`map`], for items that each process `files` files.
pub(crate) fn map_over<T: Sync, R: Send>(files: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if files >= FEW {
        items.par_iter().with_max_len(1).map(&work).collect()
    } else {
        items.iter().map(&work).collect()
    }
}

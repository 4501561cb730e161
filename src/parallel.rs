//! Work on many things at once, where there are many.

use rayon::prelude::*;

/// Starting threads takes longer than reading so many files one after the other.
const FEW: usize = 16;

/// Does the same with every item, on as many threads as there are cores unless the items are few; the results are in the
/// order of the items.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_if(items.len() >= FEW, items, work)
}

/// Like [`map`], for items that the work uses up.
pub(crate) fn map_owned<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() >= FEW {
        items.into_par_iter().map(work).collect()
    } else {
        items.into_iter().map(work).collect()
    }
}

/// Like [`map`], for items that each process `files` files.
pub(crate) fn map_over<T: Sync, R: Send>(files: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_if(files >= FEW, items, work)
}

fn map_if<T: Sync, R: Send>(pays: bool, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Even asking for the number of threads would start them.
    if pays { items.par_iter().map(&work).collect() } else { items.iter().map(work).collect() }
}

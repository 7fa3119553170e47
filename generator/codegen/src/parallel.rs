//! The same work on many things, by as many threads as there are processors. What comes out does not depend on them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// How many things a thread takes at once: fewer than two such lots are not worth a thread.
const LOT: usize = 32;

/// The memory for the calls of a thread, as much as a program's first thread has.
const STACK: usize = 8 << 20;

/// What the work makes of each, in their order, where each is much work.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    lots(items, 1, work)
}

/// What the work makes of each, in their order.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    lots(items, LOT, work)
}

fn lots<T: Sync, R: Send>(items: &[T], length: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let lots: Vec<&[T]> = items.chunks(length).collect();
    let processors = available_parallelism().map_or(1, NonZero::get);
    let threads = processors.min(lots.len());
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(lot) = lots.get(index) else {
                return done;
            };
            done.push((index, lot.iter().map(&work).collect::<Vec<R>>()));
        }
    };
    let mut done = scope(|scope| {
        // Where no thread can be had, this one does it all.
        let others: Vec<_> = (1..threads)
            .filter_map(|_| {
                Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, take)
                    .ok()
            })
            .collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(lots) => done.extend(lots),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, lot)| lot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_what_it_is_made_of() {
        for count in [0, 1, LOT, 10 * LOT + 1] {
            let numbers: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = (0..count).map(|number| number * 2).collect();
            assert_eq!(map(&numbers, |number| number * 2), doubled);
            assert_eq!(each(&numbers, |number| number * 2), doubled);
        }
    }
}

//! Branches that only reading can tell apart: they are tried in turn, and what is found is remembered.
//!
//! A branch that is given up late has read the unions inside of it, and the next branch reads them again. So the answer
//! for each part of a value is kept: whoever comes back reads the branch that took it, or knows that none did. What is
//! left is bounded by a budget, in proportion to the length of the value.
//!
//! All of that belongs to the outermost union that is being read, which the ones inside of it cannot be handed: a
//! `Deserializer` passes text and bytes on, nothing else. It stands in a variable of the thread.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// So many times the length of a kept value may be read in trials. Values lie at most 128 deep in each other, so that
/// one union that contains itself never needs as much.
const MOST_READ: usize = 128;

/// What trying the branches came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A branch took the value.
    Taken,
    /// None did.
    Refused,
    /// The budget is used up.
    Undecided,
}

/// A union at a place of the tape.
type Place = (usize, TypeId);

#[derive(Debug)]
struct Trials {
    /// How many bytes may still be read in trials.
    left: usize,
    spent: bool,
    /// How many trials are under way.
    open: u32,
    /// The branch that took the value at a place.
    answers: BTreeMap<Place, Option<usize>>,
}

impl Trials {
    const fn new(left: usize) -> Self {
        Self {
            left,
            spent: false,
            open: 0,
            answers: BTreeMap::new(),
        }
    }
}

thread_local! {
    static TRIALS: RefCell<Trials> = const { RefCell::new(Trials::new(0)) };
}

/// The time in which one outermost union is read.
#[derive(Debug)]
pub(super) struct Session(Option<Trials>);

impl Session {
    /// Begins to read a kept value of so many bytes.
    pub(super) fn begin(length: usize) -> Self {
        Self::with(length.saturating_mul(MOST_READ))
    }

    fn with(left: usize) -> Self {
        let earlier = TRIALS.with(|trials| trials.replace(Trials::new(left)));
        Self(Some(earlier))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(earlier) = self.0.take() {
            TRIALS.with(|trials| trials.replace(earlier));
        }
    }
}

/// Tries branches in turn, until one takes the value. `read` reads the value as the branch of an index.
pub(super) fn first(
    value: &[u8],
    union: TypeId,
    candidates: &[usize],
    read: &mut dyn FnMut(usize) -> bool,
) -> Outcome {
    let place = (value.as_ptr().addr(), union);
    match TRIALS.with_borrow(|trials| trials.answers.get(&place).copied()) {
        Some(None) => return Outcome::Refused,
        Some(Some(index)) if read(index) => return Outcome::Taken,
        _ => {}
    }
    if !charge(value.len()) {
        return Outcome::Undecided;
    }
    for &index in candidates {
        let taken = attempt(index, read);
        if TRIALS.with_borrow(|trials| trials.spent) {
            return Outcome::Undecided;
        }
        if taken {
            remember(place, Some(index));
            return Outcome::Taken;
        }
    }
    remember(place, None);
    Outcome::Refused
}

fn attempt(index: usize, read: &mut dyn FnMut(usize) -> bool) -> bool {
    TRIALS.with_borrow_mut(|trials| trials.open += 1);
    let taken = read(index);
    TRIALS.with_borrow_mut(|trials| trials.open -= 1);
    taken
}

fn charge(length: usize) -> bool {
    TRIALS.with_borrow_mut(|trials| {
        match trials.left.checked_sub(length) {
            Some(left) => trials.left = left,
            None => trials.spent = true,
        }
        !trials.spent
    })
}

/// Keeps a response, if somebody may ask again.
fn remember(place: Place, answer: Option<usize>) {
    TRIALS.with_borrow_mut(|trials| {
        if trials.open > 0 {
            trials.answers.insert(place, answer);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once() {
        let _session = Session::with(10);
        let union = TypeId::of::<u8>();
        let (outer, inner) = (b"[inner]", b"inner");
        let mut reads = Vec::new();
        let outcome = first(outer, union, &[0, 1, 2], &mut |branch| {
            let within = first(inner, union, &[3, 4, 5], &mut |inner| {
                reads.push((branch, inner));
                inner == 4
            });
            assert_eq!(within, Outcome::Undecided);
            branch == 2
        });
        // Seven of the ten bytes are charged for the outer value, and five are too many.
        assert_eq!((outcome, reads), (Outcome::Undecided, vec![]));
    }

    #[test]
    fn whoever_comes_back_reads_the_branch_that_took_the_value() {
        let _session = Session::with(12);
        let union = TypeId::of::<u8>();
        let (outer, inner) = (b"[inner]", b"inner");
        let mut reads = Vec::new();
        let outcome = first(outer, union, &[0, 1, 2], &mut |branch| {
            let within = first(inner, union, &[3, 4, 5], &mut |inner| {
                reads.push((branch, inner));
                inner == 4
            });
            assert_eq!(within, Outcome::Taken);
            branch == 2
        });
        assert_eq!(outcome, Outcome::Taken);
        assert_eq!(reads, [(0, 3), (0, 4), (1, 4), (2, 4)]);
    }

    #[test]
    fn sessions_do_not_see_each_other() {
        let outer = Session::with(3);
        {
            let _inner = Session::with(0);
            assert!(!charge(1));
        }
        assert!(charge(3));
        drop(outer);
    }
}

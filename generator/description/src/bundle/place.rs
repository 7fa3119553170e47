//! Where something stands.

use crate::cursor::At;
use crate::pointer::Pointer;
use crate::source::FileId;

/// A place in a file.
pub(super) type Place = (FileId, Pointer);

/// The place of a value.
pub(super) fn place(at: &At<'_>) -> Place {
    (at.origin.file, at.origin.pointer.clone())
}

/// All that a value stands in, from the root on, the value itself last.
pub(super) fn way(pointer: &Pointer) -> Vec<Pointer> {
    let mut way: Vec<Pointer> =
        std::iter::successors(Some(pointer.clone()), Pointer::parent).collect();
    way.reverse();
    way
}

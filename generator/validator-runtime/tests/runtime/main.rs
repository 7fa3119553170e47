//! The runtime by way of a small module such as the generator emits.

mod allocations;
mod codes;
mod emitted;
mod registry;
mod syntax;

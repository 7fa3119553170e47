//! The runtime from outside: as emitted code calls it, and as a server sees it.

mod objects;
mod objects_properties;
mod objects_twins;

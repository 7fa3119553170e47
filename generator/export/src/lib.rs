//! Descriptions in the form that other generators read: a module for each of them.
//!
//! What a generator has no code for is left out, and each omission is listed with its reason.

pub mod progenitor;

//! Times and dates as they travel: the grammar of RFC 3339, section 5.6, whole.
//!
//! Both types take what the RFC takes, nothing more and nothing less, and write what they read. A type of a library
//! for calendars does neither: `jiff`'s points in time end on 9999-12-30, carry nine digits of a fraction and no offset,
//! and its dates are also read from other notations. What one wants to reckon with is a conversion away.

mod calendar;
mod date;
mod timestamp;

pub use date::Date;
pub use timestamp::Timestamp;

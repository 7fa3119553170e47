//! Drift: what a description of an API says otherwise than another one of the same API.
//!
//! One's own description is written by hand, the other one comes from whoever makes the server. [`compare`] finds what
//! one's own lacks, has in excess, or says otherwise; [`Accepted`] holds the differences that are meant, each with its
//! reason. Both descriptions are compared as what they mean, so that one may be of Swagger 2.0 and one of OpenAPI 3.
//!
//! What one's own description says of the other implementation itself (`x-trueup-upstream`) is no difference.

mod accepted;
mod operations;
mod schemas;
mod shape;

use std::fmt;

use trueup_description::cursor::Origin;
use trueup_description::ir::Api;

pub use accepted::{Acceptance, Accepted, Judged};

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The other description has an operation that one's own lacks.
    LacksOperation,
    /// One's own description has an operation that the other one lacks.
    ExtraOperation,
    /// A parameter is lacking.
    LacksParameter,
    /// There is a parameter too many.
    ExtraParameter,
    /// One has a request body, the other none.
    OtherBody,
    /// A response for a status is lacking.
    LacksResponse,
    /// There is a response for a status too many.
    ExtraResponse,
    /// A property is lacking.
    LacksProperty,
    /// There is a property too many.
    ExtraProperty,
    /// A value of an enum is lacking.
    LacksValue,
    /// There is a value of an enum too many.
    ExtraValue,
    /// The types of two values differ.
    OtherType,
    /// The formats of two values differ.
    OtherFormat,
    /// What is required in one may be left out in the other.
    OtherPresence,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::LacksOperation,
        Self::ExtraOperation,
        Self::LacksParameter,
        Self::ExtraParameter,
        Self::OtherBody,
        Self::LacksResponse,
        Self::ExtraResponse,
        Self::LacksProperty,
        Self::ExtraProperty,
        Self::LacksValue,
        Self::ExtraValue,
        Self::OtherType,
        Self::OtherFormat,
        Self::OtherPresence,
    ];

    /// The name, in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LacksOperation => "lacks-operation",
            Self::ExtraOperation => "extra-operation",
            Self::LacksParameter => "lacks-parameter",
            Self::ExtraParameter => "extra-parameter",
            Self::OtherBody => "other-body",
            Self::LacksResponse => "lacks-response",
            Self::ExtraResponse => "extra-response",
            Self::LacksProperty => "lacks-property",
            Self::ExtraProperty => "extra-property",
            Self::LacksValue => "lacks-value",
            Self::ExtraValue => "extra-value",
            Self::OtherType => "other-type",
            Self::OtherFormat => "other-format",
            Self::OtherPresence => "other-presence",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What kind it is.
    pub kind: Kind,
    /// What it is about, in the words of both descriptions: `GET /pets query limit`, `Pet.name`,
    /// `POST /pets 201 id`. The same difference has the same words in every run.
    pub at: String,
    /// What differs, in a sentence.
    pub message: String,
    /// Where one's own description says so, or should.
    pub own: Origin,
    /// Where the other one says so, or could.
    pub other: Origin,
}

/// Every difference between one's own description and another one of the same API, each once, in the order of one's own
/// description.
///
/// Operations are paired by method and path; what the other one's servers put before the paths may stand in one's own
/// paths. Schemas that are paired in several places are compared once.
#[must_use]
pub fn compare(own: &Api, other: &Api) -> Vec<Difference> {
    let mut comparison = Comparison {
        own,
        other,
        pairs: std::collections::BTreeSet::new(),
        open: Vec::new(),
        differences: Vec::new(),
    };
    comparison.operations();
    let mut differences = comparison.differences;
    let key = |one: &Difference| (one.own.clone(), one.kind, one.at.clone());
    differences.sort_by_key(key);
    differences.dedup_by_key(|one| key(one));
    differences
}

/// Two descriptions, and what has been found between them.
struct Comparison<'a> {
    own: &'a Api,
    other: &'a Api,
    /// Pairs of schemas that have been met.
    pairs: std::collections::BTreeSet<schemas::Pair>,
    /// Those that wait, each with the words for its place.
    open: Vec<(schemas::Pair, String)>,
    differences: Vec<Difference>,
}

impl Comparison<'_> {
    fn differ(&mut self, kind: Kind, at: impl Into<String>, message: String, places: [&Origin; 2]) {
        let [own, other] = places;
        self.differences.push(Difference {
            kind,
            at: at.into(),
            message,
            own: own.clone(),
            other: other.clone(),
        });
    }
}

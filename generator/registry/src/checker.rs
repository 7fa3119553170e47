//! Whether values keep their schemas: of those who make values for a description, or show what it states.

use trueup_description::ir::Api;
use trueup_description::ir::schema::SchemaId;
use trueup_description::json::Json;
use trueup_description::source::Sources;
use trueup_validator::{Code, Direction, Policy, Violations};

use crate::nodes::Nodes;
use crate::places::Places;
use crate::titles::Titles;
use crate::{Arena, Patterns};

/// The checks of all schemas of a description.
pub struct ValueChecker<'a>(Nodes<'a>);

impl std::fmt::Debug for ValueChecker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValueChecker").finish_non_exhaustive()
    }
}

impl<'a> ValueChecker<'a> {
    /// The checks, as the registry of the same description has them.
    pub fn new(api: &Api, patterns: &Patterns, sources: &Sources, arena: &'a Arena) -> Self {
        let (places, titles) = (Places::new(sources, arena), Titles::new(api));
        Self(Nodes::new(api, patterns, &titles, &places, arena))
    }

    /// Whether a body of a request may be this value, and holds nothing that the description does not know.
    pub fn is_valid_request(&self, id: SchemaId, value: &Json) -> bool {
        self.is_valid(id, value, Policy::REQUEST)
    }

    /// The same of the body of a response.
    pub fn is_valid_response(&self, id: SchemaId, value: &Json) -> bool {
        let policy = Policy {
            direction: Direction::Response,
            absent: None,
            ..Policy::REQUEST
        };
        self.is_valid(id, value, policy)
    }

    /// Whether a value keeps the schema, as a part of a request that other schemas know more about.
    pub fn admits(&self, id: SchemaId, value: &Json) -> bool {
        let policy = Policy {
            direction: Direction::Request,
            ..Policy::SCHEMA
        };
        self.is_valid(id, value, policy)
    }

    /// A value about which nothing can be decided counts as valid.
    fn is_valid(&self, id: SchemaId, value: &Json, policy: Policy) -> bool {
        let text = value.to_string();
        match Violations::check(text.as_bytes(), self.0.check(id), policy) {
            Ok(()) => true,
            Err(found) => found.iter().all(|one| one.code == Code::Undecided),
        }
    }
}

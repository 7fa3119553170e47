//! A schema as the registry reads it.

use bench_harness::Result;
use trueup_description::diagnostic::{Diagnostics, Severity};
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_registry::{Arena, Patterns, build};
use trueup_validator::{Check, Policy, Violations};

/// What a schema says, and the memory of its checks.
pub(crate) struct Loaded {
    api: Api,
    patterns: Patterns,
    sources: Sources,
    arena: Arena,
}

/// Its check.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a>(Check<'a>);

impl Loaded {
    pub(crate) fn of(text: &str) -> Result<Self> {
        let sources = Sources::new([("schema.json".to_owned(), text.to_owned())].into());
        let mut diagnostics = Diagnostics::default();
        let api = trueup_description::lower(&sources, &mut diagnostics);
        let patterns = api.as_ref().map(|api| Patterns::of(api, &mut diagnostics));
        let (Some(api), Some(patterns), false) = (api, patterns, diagnostics.has_errors()) else {
            let said = diagnostics.into_sorted();
            let errors = said.iter().filter(|one| one.severity == Severity::Error);
            let first: Vec<_> = errors.take(3).map(|one| one.message.clone()).collect();
            return Err(first.join("; ").into());
        };
        Ok(Self {
            api,
            patterns,
            sources,
            arena: Arena::default(),
        })
    }

    pub(crate) fn check(&self) -> Result<Judge<'_>> {
        let api = build(&self.api, &self.patterns, &self.sources, &self.arena);
        let service = api.services.first().ok_or("no document")?;
        Ok(Judge(service.root().ok_or("no schema")?.check))
    }
}

impl Judge<'_> {
    pub(crate) fn admits(self, text: &[u8]) -> bool {
        Violations::check(text, self.0, Policy::SCHEMA).is_ok()
    }
}

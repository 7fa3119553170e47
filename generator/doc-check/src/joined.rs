//! A property under a wrong name, told once where there is no text to look into: in forms and recordings.

use std::collections::BTreeSet;

use trueup_validator::{Code, Severity, Violation};

use crate::document::suggest;

/// A violation, and what its property was probably meant to be called.
pub(crate) struct Told {
    pub(crate) violation: Violation,
    pub(crate) meant: Option<String>,
}

/// Violations without those about what is missing under a name of which an unknown one beside it is a slip: that one says it.
pub(crate) fn joined<'v>(violations: impl Iterator<Item = &'v Violation>) -> Vec<Told> {
    let all: Vec<&Violation> = violations.collect();
    let missing = all.iter().enumerate().filter_map(|(index, violation)| {
        Some((index, violation.pointer.as_str(), missing_name(violation)?))
    });
    let missing: Vec<(usize, &str, &str)> = missing.take(MOST).collect();
    let mut told = Vec::with_capacity(all.len());
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for (index, violation) in all.iter().enumerate() {
        let slip = unknown_name(violation).and_then(|(object, name)| {
            let here = missing.iter();
            let here = here.filter(|(index, of, _)| *of == object && !found.contains(index));
            let names = here.clone().map(|(_, _, name)| *name);
            let near = suggest::nearest(name, names)?;
            here.clone().find(|(_, _, name)| *name == near).copied()
        });
        let mut violation = (*violation).clone();
        let meant = slip.map(|(lost, _, name)| {
            // What must be there weighs more than what is not known.
            if all
                .get(lost)
                .is_some_and(|it| it.severity == Severity::Error)
            {
                violation.severity = Severity::Error;
            }
            found.insert(lost);
            name.to_owned()
        });
        told.push((index, Told { violation, meant }));
    }
    told.retain(|(index, _)| !found.contains(index));
    told.into_iter().map(|(_, told)| told).collect()
}

/// So many missing names of a body are looked at.
const MOST: usize = 64;

/// The name of the property that is missing.
pub(crate) fn missing_name(violation: &Violation) -> Option<&str> {
    let name = violation.expected.strip_prefix("property ")?;
    (violation.code == Code::Required).then(|| name.trim_matches('`'))
}

/// The object and the name of a property that is not known.
fn unknown_name(violation: &Violation) -> Option<(&str, &str)> {
    let unknown = matches!(
        violation.code,
        Code::UnknownProperty | Code::AdditionalProperty
    );
    violation.pointer.rsplit_once('/').filter(|_| unknown)
}

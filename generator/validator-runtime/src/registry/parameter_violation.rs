//! What is wrong with parameters and forms as they travel.

use std::collections::BTreeMap;
use std::fmt;

use super::wire::{Spelling, pairs};
use super::{Base, Exclusive, ObjectStyle, Operation, Parameter, Place, Style};
use crate::code::Severity;
use crate::policy::Policy;
use crate::violation::{Violation, Violations};

/// One thing that is wrong with the parameters of a call. Its text shows values of paths and queries, never those of
/// headers and cookies, which may be secrets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ParameterViolation<'a> {
    /// A required parameter is not there.
    Missing(&'a Parameter<'a>),
    /// A parameter is there so many times.
    Repeated(&'a Parameter<'a>, usize),
    /// A boolean is `0` or `1`, which many servers take and nobody promises.
    Spelling(&'a Parameter<'a>, bool),
    /// A value is not as the description says.
    Value(&'a Parameter<'a>, Box<Violation>),
    /// Nothing of this name is described.
    Unknown(String),
    /// More than one of these is set.
    Exclusive(Exclusive<'a>),
    /// None of these is there.
    NoneOf(&'a [&'a str]),
}

impl ParameterViolation<'_> {
    /// What was expected, without a word of what was there.
    pub fn expectation(&self) -> String {
        match self {
            ParameterViolation::Value(parameter, violation) => {
                let title = violation.code.title();
                format!("{parameter}: {title}: expected {}", violation.expected)
            }
            ParameterViolation::Unknown(_) => "a query parameter that is not described".to_owned(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for ParameterViolation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterViolation::Missing(parameter) => write!(f, "required {parameter} is missing"),
            ParameterViolation::Repeated(parameter, times) => {
                write!(f, "{parameter} is there {times} times")
            }
            ParameterViolation::Spelling(parameter, proper) => {
                let written = u8::from(*proper);
                write!(f, "{parameter} is `{written}`, described as `{proper}`")
            }
            ParameterViolation::Value(parameter, violation) => match parameter.place {
                Place::Path | Place::Query => write!(f, "{parameter}: {violation}"),
                Place::Header | Place::Cookie => f.write_str(&self.expectation()),
            },
            ParameterViolation::Unknown(name) => write!(f, "no query parameter is called `{name}`"),
            ParameterViolation::Exclusive(group) => {
                write!(f, "at most one of these may be set: {}", listed(group))
            }
            ParameterViolation::NoneOf(group) => {
                write!(f, "one of these must be there: {}", listed(group))
            }
        }
    }
}

/// The names of a group, for people.
fn listed(group: &[&str]) -> String {
    let names: Vec<_> = group.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// As in "query parameter `limit`".
impl fmt::Display for Parameter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} parameter `{}`", self.place.name(), self.name)
    }
}

impl<'a> Parameter<'a> {
    /// How values are written in its place.
    pub fn spelling(&self) -> Spelling {
        match self.place {
            Place::Path | Place::Cookie => Spelling::Percent,
            Place::Query => Spelling::Form,
            Place::Header => Spelling::Plain,
        }
    }

    /// Judges what is there of it: names and values as they travel.
    pub fn judge(&'a self, pairs: &[(&str, &str)]) -> Vec<ParameterViolation<'a>> {
        let Some((_, first)) = pairs.first() else {
            return match self.required && !self.may_be_nothing() {
                true => vec![ParameterViolation::Missing(self)],
                false => Vec::new(),
            };
        };
        let mut found = Vec::new();
        if pairs.len() > 1 && !self.style.repeats() {
            found.push(ParameterViolation::Repeated(self, pairs.len()));
        }
        if self.ty.base == Base::Boolean && matches!(*first, "0" | "1") {
            found.push(ParameterViolation::Spelling(self, *first == "1"));
            return found;
        }
        let violations = self.violations(pairs);
        found.extend(
            violations.map(|violation| ParameterViolation::Value(self, Box::new(violation))),
        );
        found
    }

    /// What the check of its schema finds, as errors; a value that is not read has none.
    pub fn violations(&self, pairs: &[(&str, &str)]) -> impl Iterator<Item = Violation> + use<> {
        let json = self.style.json(self.spelling(), self.name, pairs);
        // A parameter travels in a request, where some numbers may be written as strings and the other way round.
        let check = |json: &str| Violations::check(json.as_bytes(), self.check, Policy::REQUEST);
        let verdict = json.map_or(Ok(()), |json| match (check(&json), self.style) {
            // The text of a number may be a string, too.
            (Err(violations), Style::Either) => {
                let text = Style::Text.json(self.spelling(), self.name, pairs);
                match text.map(|text| check(&text)) {
                    Some(Ok(())) => Ok(()),
                    _ => Err(violations),
                }
            }
            (verdict, _) => verdict,
        });
        let violations = verdict.err().into_iter().flatten();
        violations.filter(|violation| violation.severity == Severity::Error)
    }

    /// Whether nothing at all is one of its values: of an object without properties, nothing is sent.
    fn may_be_nothing(&self) -> bool {
        let object = matches!(
            self.style,
            Style::Object(ObjectStyle::Deep | ObjectStyle::Exploded, _)
        );
        object && Violations::check(b"{}", self.check, Policy::REQUEST).is_ok()
    }
}

impl<'a> Operation<'a> {
    /// The parameters that travel in the query.
    pub fn query_parameters(&self) -> impl Iterator<Item = &'a Parameter<'a>> + use<'a> {
        let parameters: &'a [Parameter<'a>] = self.parameters;
        parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Query)
    }

    /// The query parameter that a name in a query belongs to.
    pub fn query_parameter(&self, name: &str) -> Option<&'a Parameter<'a>> {
        let mut declared = self.query_parameters();
        declared
            .find(|parameter| parameter.style.takes(parameter.name, name))
            .or_else(|| {
                self.query_parameters()
                    .find(|parameter| parameter.style.takes_rest())
            })
    }

    /// Judges a query, without its question mark. `credentials` are names that carry such, and no parameters.
    pub fn check_query(&self, query: &str, credentials: &[&str]) -> Vec<ParameterViolation<'a>> {
        let pairs = pairs(query);
        let mut found = Vec::new();
        let mut unknown = Vec::new();
        let mut owned: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (name, value) in &pairs {
            let mut declared = self.query_parameters();
            let known = declared
                .find(|parameter| parameter.style.takes(parameter.name, name))
                .or_else(|| match credentials.contains(&name.as_str()) {
                    true => None,
                    false => self.query_parameter(name),
                });
            match known {
                Some(parameter) => owned.entry(parameter.name).or_default().push((name, value)),
                None if credentials.contains(&name.as_str()) => {}
                None => unknown.push(ParameterViolation::Unknown(name.clone())),
            }
        }
        for parameter in self.query_parameters() {
            let own = owned.get(parameter.name).map(Vec::as_slice);
            found.extend(parameter.judge(own.unwrap_or_default()));
        }
        found.extend(unknown);
        let set = |name: &str| {
            pairs
                .iter()
                .any(|(key, value)| key == name && !matches!(*value, "" | "0" | "false" | "null"))
        };
        let together = |group: &Exclusive| group.iter().filter(|name| set(name)).count() > 1;
        let groups = self.exclusive.iter().copied().filter(together);
        found.extend(groups.map(ParameterViolation::Exclusive));
        let absent = |group: &&[&str]| !group.iter().any(|name| owned.contains_key(name));
        let groups = self.any_of.iter().copied().filter(absent);
        found.extend(groups.map(ParameterViolation::NoneOf));
        found
    }
}

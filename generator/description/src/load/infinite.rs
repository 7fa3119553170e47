//! Schemas that no finite value fits, an object that requires itself, and those that no judge can apply: a union that is
//! one of its own branches.

use std::collections::BTreeMap;

use super::check::Checker;
use super::fields::Kind;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Draft;
use crate::pointer::Pointer;
use crate::resolve::Documents;
use crate::source::{FileId, Span};

type Place = (FileId, Pointer);

/// A schema that every value of another schema contains, or is.
struct Step<'a> {
    to: At<'a>,
    /// The place that demands it.
    span: Span,
    dependency: Dependency<'a>,
}

#[derive(Clone, Copy, PartialEq)]
enum Dependency<'a> {
    /// A reference: the same schema.
    Reference,
    /// An `allOf`: the same value.
    Same,
    /// A required property, or the elements of an array that is never empty.
    Part(&'a str),
}

/// A schema on the way that is being followed.
struct Visit<'a> {
    place: Place,
    steps: std::vec::IntoIter<Step<'a>>,
    /// How the way goes on from here.
    taken: Option<(Span, Dependency<'a>)>,
}

/// Which steps lead from a schema to others.
#[derive(Clone, Copy)]
enum Steps {
    /// To what every value of it contains, or is.
    Demanded,
    /// To what is asked of the same value: a circle of such steps has no answer.
    Same,
}

impl Steps {
    fn of<'a>(self, documents: &'a Documents, at: &At<'a>) -> Vec<Step<'a>> {
        match self {
            Self::Demanded => demands(documents, at),
            Self::Same => same_value(documents, at),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    OnTheWay,
    Finite,
}

impl<'a> Checker<'a, '_> {
    /// Follows what the schemas demand, and reports each circle once.
    pub(super) fn infinite(&mut self) {
        let documents = self.documents;
        let schemas = self
            .seen
            .iter()
            .filter(|(_, _, kind)| *kind == Kind::Schema);
        let schemas: Vec<_> = schemas
            .filter_map(|(file, pointer, _)| documents.at(*file, pointer))
            .collect();
        for kind in [Steps::Demanded, Steps::Same] {
            let mut states = BTreeMap::new();
            for schema in &schemas {
                if !states.contains_key(&place(schema)) {
                    self.follow(kind, schema, &mut states);
                }
            }
        }
    }

    fn follow(&mut self, kind: Steps, start: &At<'a>, states: &mut BTreeMap<Place, State>) {
        let mut way = vec![self.visit(kind, start, states)];
        while let Some(here) = way.last_mut() {
            let Some(step) = here.steps.next() else {
                states.insert(here.place.clone(), State::Finite);
                way.pop();
                continue;
            };
            here.taken = Some((step.span, step.dependency));
            match states.get(&place(&step.to)) {
                None => way.push(self.visit(kind, &step.to, states)),
                Some(State::Finite) => {}
                Some(State::OnTheWay) => self.circle(kind, &way, &step.to),
            }
        }
    }

    fn visit(&self, kind: Steps, at: &At<'a>, states: &mut BTreeMap<Place, State>) -> Visit<'a> {
        states.insert(place(at), State::OnTheWay);
        Visit {
            place: place(at),
            steps: kind.of(self.documents, at).into_iter(),
            taken: None,
        }
    }

    /// Reports the circle that the end of `way` makes by leading to `again`, which stands on it.
    fn circle(&mut self, kind: Steps, way: &[Visit<'a>], again: &At<'a>) {
        let start = way
            .iter()
            .position(|visit| visit.place == place(again))
            .unwrap_or(0);
        let steps: Vec<_> = way
            .iter()
            .skip(start)
            .filter_map(|visit| visit.taken)
            .collect();
        // A circle of nothing but references has been reported as that.
        if steps
            .iter()
            .all(|(_, dependency)| *dependency == Dependency::Reference)
        {
            return;
        }
        match kind {
            Steps::Demanded => self.endless(&steps),
            Steps::Same => self.made_of_itself(&steps),
        }
    }

    fn made_of_itself(&mut self, steps: &[(Span, Dependency<'a>)]) {
        let joint = steps
            .iter()
            .find(|(_, dependency)| *dependency == Dependency::Same);
        if let Some((span, _)) = joint {
            let message = "this schema is made of itself";
            self.report(
                Diagnostic::at(Code::InfiniteSchema, *span, message)
                    .help("remove the reference that leads back here"),
            );
        }
    }

    fn endless(&mut self, steps: &[(Span, Dependency<'a>)]) {
        let parts: Vec<_> = steps
            .iter()
            .filter(|(_, dependency)| matches!(dependency, Dependency::Part(_)))
            .collect();
        // A circle without a part is one of the same value.
        let Some((span, _)) = parts.first() else {
            return;
        };
        let message = "every value of this schema would have to hold another one, without end";
        let mut diagnostic = Diagnostic::at(Code::InfiniteSchema, *span, message)
            .help("let one of the properties on the way be optional, nullable or an array");
        for (span, dependency) in parts.iter().skip(1) {
            if let Dependency::Part(name) = dependency {
                diagnostic = diagnostic.label(*span, format!("which needs `{name}`"));
            }
        }
        self.report(diagnostic);
    }
}

fn place(at: &At<'_>) -> Place {
    (at.origin.file, at.origin.pointer.clone())
}

/// What every value of a schema contains, or is.
fn demands<'a>(documents: &'a Documents, at: &At<'a>) -> Vec<Step<'a>> {
    let mut steps: Vec<_> = referenced(documents, at).into_iter().collect();
    let nullable = at.get("nullable").and_then(|nullable| nullable.as_bool()) == Some(true);
    // Of a value that may be of another type nothing is demanded.
    if nullable
        || at
            .get("type")
            .is_some_and(|types| types.items().count() > 1)
    {
        return steps;
    }
    steps.extend(
        at.get("allOf")
            .iter()
            .flat_map(At::items)
            .map(|to| step(to, Dependency::Same)),
    );
    for key in ["oneOf", "anyOf"] {
        let mut alternatives: Vec<_> = at.get(key).iter().flat_map(At::items).collect();
        // With a second alternative a value may end there.
        if let (Some(only), true) = (alternatives.pop(), alternatives.is_empty()) {
            steps.push(step(only, Dependency::Same));
        }
    }
    // Without a type, JSON Schema asks nothing of values of other types. OpenAPI 3.0 means objects by properties.
    let is_open = documents.dialect(&at.origin).draft != Draft::OpenApi && at.get("type").is_none();
    if is_open {
        return steps;
    }
    let may_be = |kind: &str| match at.get("type") {
        None => true,
        Some(types) if types.as_str().is_some() => types.as_str() == Some(kind),
        Some(types) => types.items().any(|one| one.as_str() == Some(kind)),
    };
    if may_be("array") {
        steps.extend(elements(at));
    }
    if !may_be("object") {
        return steps;
    }
    let properties = at.get("properties");
    let others = at.get("additionalProperties");
    // What a pattern is about is in no such schema.
    let others = others.filter(|_| at.get("patternProperties").is_none());
    let others = others.filter(|others| others.mapping().is_some());
    for name in at
        .get("required")
        .iter()
        .flat_map(At::items)
        .filter_map(|name| name.as_str())
    {
        let property = properties
            .as_ref()
            .and_then(|properties| properties.get(name));
        let property = property.or_else(|| others.clone());
        steps.extend(property.map(|to| step(to, Dependency::Part(name))));
    }
    steps
}

/// The schemas of elements that an array must have.
fn elements<'a>(at: &At<'a>) -> Vec<Step<'a>> {
    let count = |key: &str| at.get(key)?.as_u64();
    let least = usize::try_from(count("minItems").unwrap_or(0)).unwrap_or(usize::MAX);
    let first = at.get("prefixItems");
    let first: Vec<_> = first.iter().flat_map(At::items).collect();
    let rest = at.get("items").filter(|_| least > first.len());
    let contained = at.get("contains");
    let contained = contained.filter(|_| count("minContains") != Some(0));
    let is_schema = |to: &At<'a>| to.mapping().is_some();
    let first = first.into_iter().take(least);
    let first = first.map(|to| step(to, Dependency::Part("prefixItems")));
    let rest = rest.map(|to| step(to, Dependency::Part("items")));
    // An empty list contains nothing.
    let contained = contained.map(|to| step(to, Dependency::Part("contains")));
    let all = first.chain(rest).chain(contained);
    all.filter(|step| is_schema(&step.to)).collect()
}

/// What is asked of the same value, be it as one of several choices.
fn same_value<'a>(documents: &'a Documents, at: &At<'a>) -> Vec<Step<'a>> {
    let lists = ["allOf", "oneOf", "anyOf"].into_iter();
    lists
        .filter_map(|key| at.get(key))
        .flat_map(|list| list.items().collect::<Vec<_>>())
        .chain(
            ["not", "if", "then", "else"]
                .into_iter()
                .filter_map(|key| at.get(key)),
        )
        .chain(
            at.get("dependentSchemas")
                .iter()
                .flat_map(|of| of.entries().map(|(_, to)| to)),
        )
        .map(|to| step(to, Dependency::Same))
        .chain(referenced(documents, at))
        .collect()
}

fn referenced<'a>(documents: &'a Documents, at: &At<'a>) -> Option<Step<'a>> {
    let to = documents.follow(at).ok()??;
    Some(Step {
        to,
        span: at.origin.span,
        dependency: Dependency::Reference,
    })
}

fn step<'a>(to: At<'a>, dependency: Dependency<'a>) -> Step<'a> {
    Step {
        span: to.name_origin().span,
        to,
        dependency,
    }
}

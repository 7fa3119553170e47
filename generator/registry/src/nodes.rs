//! From rules to nodes, each schema once.
//!
//! Schemas are visited from the inside out, so what a node refers to is there already, unless the schema stands inside
//! itself: then the node says so by an index.

use std::collections::BTreeMap;

use trueup_description::ir::Api;
use trueup_description::ir::schema::{Additional, Condition, SchemaId, Schemas, Test};
use trueup_description::json::Json;
use trueup_validator::schema::{
    self, Array, ArrayApplicators, Boolean, Choice, Contains, Dependent, Object, ObjectApplicators,
    PatternProperty, Presence, Property, SchemaLocation, Tags, Unevaluated, Values,
};
use trueup_validator::{Check, Mixed, Node, Pattern};

use crate::Arena;
use crate::patterns::Patterns;
use crate::places::Places;
use crate::rule::{self, ArrayRule, ObjectRule, PropertyRule, Rule, rule};
use crate::scalars::{number, text};
use crate::titles::Titles;

/// The nodes of all schemas.
pub(crate) struct Nodes<'a> {
    nodes: BTreeMap<SchemaId, Node<'a>>,
    recursive: &'a [Node<'a>],
}

impl<'a> Nodes<'a> {
    /// Builds them.
    pub(crate) fn new(
        api: &Api,
        patterns: &Patterns,
        titles: &Titles,
        places: &Places<'a>,
        arena: &'a Arena,
    ) -> Self {
        let mut builder = Builder {
            schemas: &api.schemas,
            patterns: patterns.tables(arena),
            titles,
            places,
            arena,
            nodes: BTreeMap::new(),
            recursive: BTreeMap::new(),
        };
        for (id, _) in api.schemas.iter() {
            builder.visit(id);
        }
        let (nodes, mut recursive) = (builder.nodes, Vec::from_iter(builder.recursive));
        recursive.sort_by_key(|(_, index)| *index);
        let recursive = recursive.iter().map(|(id, _)| get(&nodes, *id));
        Self {
            recursive: arena.list(recursive),
            nodes,
        }
    }

    /// The check of a schema.
    pub(crate) fn check(&self, id: SchemaId) -> Check<'a> {
        Check::recursive(get(&self.nodes, id), self.recursive)
    }

    /// The node of a schema, circles followed.
    pub(crate) fn node(&self, id: SchemaId) -> Node<'a> {
        match get(&self.nodes, id) {
            Node::Recursive(index) => {
                let target = self.recursive.get(index as usize).copied();
                target.unwrap_or(Node::Any)
            }
            node => node,
        }
    }
}

fn get<'a>(nodes: &BTreeMap<SchemaId, Node<'a>>, id: SchemaId) -> Node<'a> {
    nodes.get(&id).copied().unwrap_or(Node::Any)
}

/// A schema on the way.
enum Step<'r> {
    Enter(SchemaId),
    Leave(SchemaId, Rule<'r>),
}

struct Builder<'a, 'r> {
    schemas: &'r Schemas,
    patterns: BTreeMap<&'r str, &'a Pattern<'a>>,
    titles: &'r Titles,
    places: &'r Places<'a>,
    arena: &'a Arena,
    nodes: BTreeMap<SchemaId, Node<'a>>,
    /// The schemas that stand inside themselves, each with its index.
    recursive: BTreeMap<SchemaId, u32>,
}

impl<'a, 'r> Builder<'a, 'r> {
    /// Builds a node after all that it refers to.
    fn visit(&mut self, root: SchemaId) {
        let mut entered = std::collections::BTreeSet::new();
        let mut open = vec![Step::Enter(root)];
        while let Some(step) = open.pop() {
            match step {
                Step::Enter(id) if self.nodes.contains_key(&id) || !entered.insert(id) => {}
                Step::Enter(id) => {
                    let rule = rule(self.schemas, id);
                    let inside = rule.references();
                    open.push(Step::Leave(id, rule));
                    open.extend(inside.into_iter().rev().map(Step::Enter));
                }
                Step::Leave(id, rule) => {
                    let node = self.build(id, &rule);
                    self.nodes.insert(id, node);
                }
            }
        }
    }

    /// The node of a schema that another one refers to.
    fn inner(&mut self, id: SchemaId) -> Node<'a> {
        if let Some(node) = self.nodes.get(&id) {
            return *node;
        }
        let next = u32::try_from(self.recursive.len()).unwrap_or(u32::MAX);
        Node::Recursive(*self.recursive.entry(id).or_insert(next))
    }

    fn location(&self, id: SchemaId) -> SchemaLocation<'a> {
        let position = self.places.position(&self.schemas.get(id).origin);
        SchemaLocation {
            name: self.arena.text(self.titles.get(id)),
            file: position.file,
            line: position.line,
            column: position.column,
        }
    }

    fn build(&mut self, id: SchemaId, rule: &Rule<'_>) -> Node<'a> {
        let (arena, location) = (self.arena, self.location(id));
        match rule {
            Rule::Anything => Node::Any,
            Rule::Nothing => Node::Never(arena.value(location)),
            Rule::Same(inner) => self.inner(*inner),
            Rule::OrNull(inner) => match self.inner(*inner) {
                node @ (Node::Any | Node::Nullable(_)) => node,
                node => Node::Nullable(arena.value(node)),
            },
            Rule::Boolean { nullable } => Node::Boolean(arena.value(Boolean {
                location,
                nullable: *nullable,
            })),
            Rule::Number(rule) => Node::Number(arena.value(number(arena, location, rule))),
            Rule::Text(rule) => {
                Node::Text(arena.value(text(arena, &self.patterns, location, rule)))
            }
            Rule::Array(rule) => Node::Array(self.array(location, rule)),
            Rule::Object(rule) => Node::Object(self.object(location, rule)),
            Rule::Mixed(mixed) => {
                let node = Node::Mixed(self.mixed(id, location, mixed));
                match mixed.nullable {
                    true => Node::Nullable(arena.value(node)),
                    false => node,
                }
            }
        }
    }

    fn array(&mut self, location: SchemaLocation<'a>, rule: &ArrayRule<'_>) -> &'a Array<'a> {
        let items = rule.items.map_or(Node::Any, |id| self.inner(id));
        self.arena.value(Array {
            nullable: rule.nullable,
            items,
            applicators: self.array_applicators(rule, items),
            min_items: rule.rules.min_items.unwrap_or(0),
            max_items: rule.rules.max_items.unwrap_or(u64::MAX),
            unique: rule.rules.unique,
            ..Array::at(location)
        })
    }

    fn array_applicators(
        &mut self,
        rule: &ArrayRule<'_>,
        items: Node<'a>,
    ) -> Option<&'a ArrayApplicators<'a>> {
        let open = rule.items.is_some() && matches!(items, Node::Any);
        let contains = rule.rules.contains.as_ref().map(|contains| Contains {
            node: self.inner(contains.schema),
            least: contains.least,
            most: contains.most.unwrap_or(u64::MAX),
            evaluates: contains.evaluates,
        });
        let prefix: Vec<_> = rule.rules.prefix.iter().map(|&id| self.inner(id)).collect();
        let asked = open || contains.is_some() || !prefix.is_empty();
        asked.then(|| {
            self.arena.value(ArrayApplicators {
                prefix: self.arena.list(prefix),
                open,
                contains,
            })
        })
    }

    fn object(&mut self, location: SchemaLocation<'a>, rule: &ObjectRule<'_>) -> &'a Object<'a> {
        let arena = self.arena;
        let properties: Vec<_> = rule
            .properties
            .iter()
            .map(|property| Property {
                name: arena.text(property.name),
                presence: presence(property),
                node: property.schema.map(|id| self.inner(id)),
            })
            .collect();
        let additional = match rule.additional {
            Additional::Unsaid => schema::Additional::Unsaid,
            Additional::Any => schema::Additional::Allowed,
            Additional::Refused => schema::Additional::Forbidden,
            Additional::Schema(id) => schema::Additional::Each(self.inner(id)),
        };
        let groups = rule
            .exclusive
            .iter()
            .map(|group| indices(arena, rule, group));
        let alternatives = rule.alternatives.iter().map(|lists| {
            let lists = lists.iter().map(|list| indices(arena, rule, list));
            arena.list(lists.collect::<Vec<_>>())
        });
        arena.value(Object {
            nullable: rule.nullable,
            additional,
            applicators: self.object_applicators(rule),
            min_properties: rule.min.unwrap_or(0),
            max_properties: rule.max.unwrap_or(u64::MAX),
            exclusive: arena.list(groups),
            alternatives: arena.list(alternatives.collect::<Vec<_>>()),
            ..Object::new(location, arena.list(properties))
        })
    }

    fn object_applicators(&mut self, rule: &ObjectRule<'_>) -> Option<&'a ObjectApplicators<'a>> {
        let patterns: Vec<_> = rule
            .patterns
            .iter()
            .filter_map(|(source, id)| {
                let pattern = *self.patterns.get(source.as_str())?;
                let node = self.inner(*id);
                Some(PatternProperty { pattern, node })
            })
            .collect();
        let names = rule.names.map(|id| self.inner(id));
        let asked = !patterns.is_empty() || names.is_some() || !rule.dependent.is_empty();
        asked.then(|| {
            self.arena.value(ObjectApplicators {
                patterns: self.arena.list(patterns),
                names,
                dependent: self.arena.list(dependent(self.arena, rule)),
            })
        })
    }

    fn condition(
        &mut self,
        location: SchemaLocation<'a>,
        condition: &Condition,
    ) -> schema::Condition<'a> {
        schema::Condition {
            location,
            test: match &condition.test {
                Test::Schema(id) => schema::Test::Schema(self.inner(*id)),
                Test::Property(name) => schema::Test::Property(self.arena.text(name)),
            },
            then: condition.then.map(|id| self.inner(id)),
            otherwise: condition.otherwise.map(|id| self.inner(id)),
        }
    }

    fn unevaluated(
        &mut self,
        location: SchemaLocation<'a>,
        mixed: &rule::Mixed<'_>,
    ) -> Option<&'a Unevaluated<'a>> {
        let properties = mixed.unevaluated_properties.map(|id| self.inner(id));
        let items = mixed.unevaluated_items.map(|id| self.inner(id));
        let asked = properties.is_some() || items.is_some();
        asked.then(|| {
            self.arena.value(Unevaluated {
                location,
                properties,
                items,
            })
        })
    }

    fn mixed(
        &mut self,
        id: SchemaId,
        location: SchemaLocation<'a>,
        mixed: &rule::Mixed<'_>,
    ) -> &'a Mixed<'a> {
        let arena = self.arena;
        let own = mixed
            .own
            .iter()
            .map(|own| self.build(id, own))
            .collect::<Vec<_>>();
        let all_of = mixed
            .all_of
            .iter()
            .map(|&part| self.inner(part))
            .collect::<Vec<_>>();
        let conditions: Vec<_> = mixed
            .conditions
            .iter()
            .map(|condition| self.condition(location, condition))
            .collect();
        arena.value(Mixed {
            values: mixed.values.map(|values| Values {
                location,
                values: arena.list(values.iter().map(|value| json(arena, value))),
            }),
            all_of: arena.list(all_of),
            any_of: self.choice(location, mixed.any_of),
            one_of: self.choice(location, mixed.one_of),
            tags: mixed.tags.as_ref().map(|tags| Tags {
                property: arena.text(tags.property),
                values: arena.texts(&tags.values),
                stated: tags
                    .branches
                    .as_ref()
                    .map(|it| arena.list(it.iter().copied())),
                other: tags.other,
            }),
            not: mixed.not.map(|not| self.inner(not)),
            conditions: arena.list(conditions),
            unevaluated: self.unevaluated(location, mixed),
            own: arena.list(own),
            typed: mixed.only,
            ..Mixed::at(location)
        })
    }

    fn choice(
        &mut self,
        location: SchemaLocation<'a>,
        branches: &[SchemaId],
    ) -> Option<Choice<'a>> {
        if branches.is_empty() {
            return None;
        }
        let nodes: Vec<_> = branches.iter().map(|&id| self.inner(id)).collect();
        let names = branches.iter().map(|&id| self.branch_name(id));
        Some(Choice {
            location,
            names: self.arena.texts(names),
            branches: self.arena.list(nodes),
        })
    }

    /// A branch as messages call it: by its name, else by its type.
    fn branch_name(&self, id: SchemaId) -> &'r str {
        let target = self.schemas.unwrapped(id);
        let schema = self.schemas.get(target);
        match (&schema.name, schema.assertions.kind) {
            (None, Some(kind)) => kind.name(),
            _ => self.titles.get(target),
        }
    }
}

/// The places of a group's properties among the declared ones.
fn indices<'a>(arena: &'a Arena, rule: &ObjectRule<'_>, group: &[String]) -> &'a [u32] {
    arena.list(group.iter().filter_map(|name| index(rule, name)))
}

fn index(rule: &ObjectRule<'_>, name: &str) -> Option<u32> {
    let mut properties = rule.properties.iter();
    let index = properties.position(|known| known.name == name)?;
    u32::try_from(index).ok()
}

fn dependent<'a>(arena: &'a Arena, rule: &ObjectRule<'_>) -> Vec<Dependent<'a>> {
    let entries = rule.dependent.iter();
    let known = entries.filter_map(|(name, needs)| {
        Some(Dependent {
            property: index(rule, name)?,
            needs: indices(arena, rule, needs),
        })
    });
    known.collect()
}

fn presence(property: &PropertyRule<'_>) -> Presence {
    match (property.required, property.read_only, property.write_only) {
        (false, true, _) => Presence::ReadOnly,
        (true, true, _) => Presence::RequiredReadOnly,
        (false, _, true) => Presence::WriteOnly,
        (true, _, true) => Presence::RequiredWriteOnly,
        (true, ..) => Presence::Required,
        (false, ..) if property.absent => Presence::Absent,
        (false, ..) => Presence::Optional,
    }
}

/// A value of a description. The reader of descriptions has bounded how deep it is.
fn json<'a>(arena: &'a Arena, value: &Json) -> trueup_validator::Json<'a> {
    match value {
        Json::Null => trueup_validator::Json::Null,
        Json::Bool(value) => trueup_validator::Json::Boolean(*value),
        Json::Number(number) => trueup_validator::Json::Number(arena.text(number.as_str())),
        Json::String(text) => trueup_validator::Json::Text(arena.text(text)),
        Json::Array(items) => {
            let items = items.iter().map(|item| json(arena, item));
            trueup_validator::Json::Array(arena.list(items))
        }
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (arena.text(name), json(arena, value)));
            trueup_validator::Json::Object(arena.list(members))
        }
    }
}

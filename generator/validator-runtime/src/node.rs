//! What a schema asks, as a value: a node for each schema, and the engine that checks a text by it.
//!
//! Nodes refer to each other, so a schema that contains itself is a circle. Statics may refer to each other in a
//! circle; nodes that are built one after the other cannot, and use [`Node::Recursive`].

use crate::checker::Checker;
use crate::policy::Direction;
use crate::scan::Kind;
use crate::schema::{
    Additional, Array, Boolean, Choice, Condition, Number, Object, SchemaLocation, Tags, Text,
    Unevaluated, Values,
};

/// What is asked of a value.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// Nothing.
    Any,
    /// What no value is: the schema `false`.
    Never(&'a SchemaLocation<'a>),
    /// A boolean.
    Boolean(&'a Boolean<'a>),
    /// A number, or an integer.
    Number(&'a Number<'a>),
    /// A string.
    Text(&'a Text<'a>),
    /// An array.
    Array(&'a Array<'a>),
    /// An object.
    Object(&'a Object<'a>),
    /// `null`, or what another node asks.
    Nullable(&'a Node<'a>),
    /// Several schemas for one value, or none for its type.
    Mixed(&'a Mixed<'a>),
    /// A node that stands around this one, by its index in the [check](Check::recursive).
    Recursive(u32),
}

/// Keywords that look at a value without passing it, then what is asked of values of each type.
#[derive(Clone, Copy, Debug)]
pub struct Mixed<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// `enum`, where it holds more than strings.
    pub values: Option<Values<'a>>,
    /// `allOf`
    pub all_of: &'a [Node<'a>],
    /// `anyOf`
    pub any_of: Option<Choice<'a>>,
    /// `oneOf`
    pub one_of: Option<Choice<'a>>,
    /// Where a property's value names the branch of `one_of`: that value is looked at first.
    pub tags: Option<Tags<'a>>,
    /// `not`
    pub not: Option<Node<'a>>,
    /// `if`, `then` and `else`; `dependentSchemas`
    pub conditions: &'a [Condition<'a>],
    /// `unevaluatedProperties` and `unevaluatedItems`
    pub unevaluated: Option<&'a Unevaluated<'a>>,
    /// What is asked of values of some types, each for one. Others pass, unless `typed` is set.
    pub own: &'a [Node<'a>],
    /// Whether values of other types than those of `own` are wrong.
    pub typed: bool,
}

impl<'a> Mixed<'a> {
    /// Nothing asked.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            values: None,
            all_of: &[],
            any_of: None,
            one_of: None,
            tags: None,
            not: None,
            conditions: &[],
            unevaluated: None,
            own: &[],
            typed: false,
        }
    }

    /// Whether there is a `oneOf` and nothing beside it.
    fn is_only_one_of(&self) -> bool {
        self.values.is_none()
            && self.all_of.is_empty()
            && self.any_of.is_none()
            && self.not.is_none()
            && self.conditions.is_empty()
            && self.own.is_empty()
    }

    /// Whether several schemas see the same object, so that none knows all of its properties.
    fn shares(&self) -> bool {
        let others =
            self.all_of.len() + usize::from(self.any_of.is_some() || self.one_of.is_some());
        let object = self.own.iter().any(|own| matches!(own, Node::Object(_)));
        !self.conditions.is_empty() || others + usize::from(object) > 1
    }
}

/// The check of a value: a node, with those that stand around others of the same description.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    node: Node<'a>,
    recursive: &'a [Node<'a>],
}

impl<'a> Check<'a> {
    /// A check that asks nothing.
    pub const ANY: Self = Self::new(Node::Any);

    /// A check by a node whose circles are circles of references.
    pub const fn new(node: Node<'a>) -> Self {
        Self {
            node,
            recursive: &[],
        }
    }

    /// A check by a node whose circles lead through a list of nodes.
    pub const fn recursive(node: Node<'a>, recursive: &'a [Node<'a>]) -> Self {
        Self { node, recursive }
    }

    /// What is asked.
    pub const fn node(&self) -> Node<'a> {
        self.node
    }

    /// The nodes that [`Node::Recursive`] means.
    pub const fn circles(&self) -> &'a [Node<'a>] {
        self.recursive
    }
}

impl Node<'_> {
    /// The kind of the values that it is about, where that is one kind.
    fn kind(&self) -> Option<Kind> {
        Some(match self {
            Node::Boolean(_) => Kind::Boolean,
            Node::Number(_) => Kind::Number,
            Node::Text(_) => Kind::Text,
            Node::Array(_) => Kind::Array,
            Node::Object(_) => Kind::Object,
            _ => return None,
        })
    }
}

impl Node<'_> {
    /// Whether it is about one scalar, which is read at once.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self, Node::Boolean(_) | Node::Number(_) | Node::Text(_))
    }
}

impl<'a> Checker<'a> {
    /// Whether the first byte of the value leaves open that a node admits it. A secret is read in any case, to be hidden.
    pub(crate) fn may_admit(&self, node: &Node<'a>) -> bool {
        let byte = self.scanner.peek().unwrap_or_default();
        let null = byte == b'n';
        let number = matches!(byte, b'-' | b'0'..=b'9');
        match node {
            Node::Boolean(boolean) => matches!(byte, b't' | b'f') || null && boolean.nullable,
            Node::Number(asked) => number || null && asked.nullable,
            Node::Text(text) => {
                let admitted = byte == b'"' || null && text.nullable || number && text.numbers;
                admitted || text.sensitive
            }
            Node::Array(array) => byte == b'[' || null && array.nullable,
            Node::Object(object) => byte == b'{' || null && object.nullable,
            Node::Nullable(inner) => null || self.may_admit(inner),
            Node::Mixed(mixed) if mixed.typed && !mixed.own.is_empty() => {
                mixed.own.iter().any(|own| self.may_admit(own))
            }
            _ => true,
        }
    }

    /// Reads the value at the current position by a node.
    ///
    /// By reference: a copy of a node out of an `Option` goes through memory in pieces, which costs more than the jump.
    #[inline]
    pub(crate) fn node(&mut self, node: &Node<'a>) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Number(number) => self.number(number),
            Node::Object(object) => self.members(object),
            Node::Boolean(boolean) => self.boolean(boolean),
            Node::Array(array) => self.array(array),
            other => self.rare(other),
        }
    }

    #[inline(never)]
    fn rare(&mut self, node: &Node<'a>) {
        match node {
            Node::Nullable(inner) => self.nullable(inner),
            Node::Never(location) => self.never(location),
            Node::Mixed(mixed) => match mixed.unevaluated {
                Some(rest) => self.with_unevaluated(mixed, rest),
                None => self.mixed(mixed),
            },
            Node::Recursive(index) => match self.circles.get(*index as usize) {
                Some(Node::Recursive(_)) | None => self.any(),
                Some(node) => self.node(node),
            },
            _ => self.any(),
        }
    }

    /// `null`, or a value of another schema.
    pub(crate) fn nullable(&mut self, node: &Node<'a>) {
        match self.scanner.peek() {
            Some(b'n') => self.skip(),
            _ => self.node(node),
        }
    }

    /// Reads an object, each property by its node.
    pub(crate) fn members(&mut self, object: &'a Object<'a>) {
        let start = self.scanner.pos;
        let listed = || self.nested > 0 && self.known.listed(start).is_some();
        if object.applicators.is_some() || self.tracks(start) || listed() {
            return self.members_by_name(object);
        }
        let Some(mut members) = self.object(object) else {
            return;
        };
        while let Some(property) = members.next(self) {
            match property.and_then(|known| known.node.as_ref()) {
                Some(node) => self.node(node),
                None => match &object.additional {
                    Additional::Each(node) => self.node(node),
                    _ => members.other(self),
                },
            }
        }
        members.end(self);
    }

    /// All keywords but those for what is unevaluated.
    pub(crate) fn mixed(&mut self, mixed: &'a Mixed<'a>) {
        let shares = mixed.shares();
        if shares {
            self.mark_shared();
        }
        self.list_members(mixed);
        if let Some(values) = &mixed.values {
            self.values(values);
        }
        for &part in mixed.all_of {
            self.check_also(part);
        }
        if let Some(choice) = &mixed.any_of {
            self.any_of(choice);
        }
        let passed = self.one_of_tagged(mixed);
        if let Some(not) = mixed.not {
            self.not(&mixed.location, not);
        }
        for condition in mixed.conditions {
            self.condition(condition);
        }
        if shares {
            self.mark_shared();
        }
        match mixed.own {
            [] if passed => {}
            [] => self.skip(),
            [only] if mixed.typed => self.node(only),
            own => self.own(mixed, own),
        }
    }

    /// Lists the properties of an object that so many schemas look at that each would read all of their names.
    fn list_members(&mut self, mixed: &'a Mixed<'a>) {
        const MANY: usize = 3;
        let around = usize::from(self.nested > 0);
        if self.scanner.peek() != Some(b'{') || self.start_of_trials().is_none() {
            return;
        }
        let untagged = mixed.one_of.as_ref().filter(|_| mixed.tags.is_none());
        let choices = mixed.any_of.iter().chain(untagged);
        let branches = choices.flat_map(|choice| choice.branches);
        let nodes = branches.chain(mixed.all_of).chain(&mixed.not);
        let looks = nodes.filter(|node| self.may_admit(node));
        // A condition looks at the value and then, most often, asks something.
        if looks.take(MANY).count() + 2 * mixed.conditions.len() + around >= MANY {
            // What is no JSON is found out by who reads it.
            let _ = self.known.list(self.scanner, self.depth);
        }
    }

    /// `oneOf`, by its tag where that tells the branch; whether the value has been passed. What a discriminator states
    /// decides of bodies (OpenAPI 3.0.3, section 4.7.25); to JSON Schema it says nothing.
    fn one_of_tagged(&mut self, mixed: &'a Mixed<'a>) -> bool {
        let Some(choice) = &mixed.one_of else {
            return false;
        };
        let is_body = self.policy.direction != Direction::Neither;
        let tags = mixed.tags.as_ref();
        if let Some(tags) = tags.filter(|tags| is_body || tags.stated.is_none()) {
            let tag = self.tag(tags.property);
            let place = tag.and_then(|tag| tags.branch(&tag));
            let is_object = self.scanner.kind().is_ok_and(|kind| kind == Kind::Object);
            let other = tags.other.filter(|_| is_body && is_object);
            let place = place.or(other.and_then(|place| usize::try_from(place).ok()));
            if let Some(branch) = place.and_then(|place| choice.branches.get(place)) {
                if mixed.is_only_one_of() {
                    self.node(branch);
                    return true;
                }
                self.check_also(*branch);
                return false;
            }
        }
        self.one_of(choice);
        false
    }

    /// What is asked of values of the type that is there.
    fn own(&mut self, mixed: &'a Mixed<'a>, own: &'a [Node<'a>]) {
        let Some(kind) = self.kind() else {
            return;
        };
        match own.iter().find(|node| node.kind() == Some(kind)) {
            Some(node) => self.node(node),
            None if mixed.typed => self.none_of_types(mixed, own),
            None => self.skip(),
        }
    }

    /// A value of none of the types.
    #[cold]
    fn none_of_types(&mut self, mixed: &'a Mixed<'a>, own: &'a [Node<'a>]) {
        let phrase = |node: &Node<'_>| match node {
            Node::Number(number) if number.integer => "an integer",
            node => node.kind().map_or("", Kind::phrase),
        };
        let phrases: Vec<_> = own.iter().map(phrase).collect();
        let sensitive = own
            .iter()
            .any(|node| matches!(node, Node::Text(text) if text.sensitive));
        self.other_kind_than(
            &mixed.location,
            false,
            sensitive,
            phrases.join(" or ").into(),
        );
    }
}

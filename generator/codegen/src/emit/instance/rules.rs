//! What several schemas ask of one value, taken together.

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::schema::{Additional, JsonType, Schema, SchemaId, Schemas};
use trueup_description::json::Json;
use trueup_description::tree::Number;

/// A choice that is open.
#[derive(Clone)]
pub(super) struct Union<'a> {
    schema: &'a Schema,
    pub(super) branches: Vec<SchemaId>,
}

/// The rules of some schemas that hold at once, with those that they join by `allOf`.
#[derive(Clone)]
pub(super) struct Rules<'a> {
    pub(super) layers: Vec<&'a Schema>,
    /// The schemas, with those that were chosen.
    pub(super) roots: Vec<SchemaId>,
    seen: BTreeSet<SchemaId>,
    /// Examples and defaults, the outermost first.
    pub(super) stated: Vec<&'a Json>,
    pub(super) unions: Vec<Union<'a>>,
    /// What discriminators have to say.
    pub(super) tags: BTreeMap<&'a str, &'a str>,
    /// The values that all lists have in common.
    pub(super) values: Option<Vec<&'a Json>>,
    pub(super) items: Vec<SchemaId>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) properties: Vec<(&'a str, Vec<SchemaId>)>,
    /// Where each of `properties` stands.
    places: BTreeMap<&'a str, usize>,
    pub(super) required: Vec<&'a str>,
    /// The same, to be found.
    demanded: BTreeSet<&'a str>,
    pub(super) additional: &'a Additional,
    pub(super) min_properties: u64,
    pub(super) max_properties: Option<u64>,
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(schemas: &'a Schemas, ids: &[SchemaId]) -> Self {
        let mut rules = Self {
            layers: Vec::new(),
            roots: ids.to_vec(),
            seen: BTreeSet::new(),
            stated: Vec::new(),
            unions: Vec::new(),
            tags: BTreeMap::new(),
            values: None,
            items: Vec::new(),
            min_items: 0,
            max_items: None,
            unique: false,
            properties: Vec::new(),
            places: BTreeMap::new(),
            required: Vec::new(),
            demanded: BTreeSet::new(),
            additional: &Additional::Unsaid,
            min_properties: 0,
            max_properties: None,
            min_length: 0,
            max_length: None,
        };
        for id in ids {
            rules.join(schemas, *id);
        }
        rules
    }

    /// The same with the first choice made.
    pub(super) fn decided(&self, schemas: &'a Schemas, branch: SchemaId) -> Self {
        let mut rules = self.clone();
        rules.unions.remove(0);
        // What the choice as a whole states is of another branch.
        rules.stated.clear();
        rules.join(schemas, branch);
        rules.roots.push(branch);
        rules
    }

    /// The same with what the discriminator of a choice has to say of a branch, if it says something.
    pub(super) fn tagged(
        mut self,
        schemas: &'a Schemas,
        union: &Union<'a>,
        branch: SchemaId,
    ) -> Option<Self> {
        let discriminator = union.schema.assertions.discriminator.as_ref()?;
        let meant = schemas.unwrapped(branch);
        let mut mapping = discriminator.mapping.iter();
        let (tag, _) = mapping.find(|(_, target)| schemas.unwrapped(*target) == meant)?;
        self.tags.insert(&discriminator.property, tag);
        self.require(&discriminator.property);
        Some(self)
    }

    /// Adds a schema and what it joins.
    fn join(&mut self, schemas: &'a Schemas, id: SchemaId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            let schema = schemas.get(id);
            self.add(schema);
            self.inherited(schemas, id, schema);
            open.extend(schema.assertions.all_of.iter().rev().copied());
        }
    }

    /// A parent that its children name by a discriminator: its own name, if it has one, or else one of theirs.
    fn inherited(&mut self, schemas: &Schemas, id: SchemaId, schema: &'a Schema) {
        let Some(discriminator) = schema
            .assertions
            .discriminator
            .as_ref()
            .filter(|_| !schema.assertions.is_union())
        else {
            return;
        };
        let named = |(_, target): &&(String, SchemaId)| {
            let target = schemas.unwrapped(*target);
            target == id || self.seen.contains(&target)
        };
        let own = discriminator.mapping.iter().find(named);
        if let Some((tag, _)) = own.or(discriminator.mapping.first()) {
            self.tags.entry(&discriminator.property).or_insert(tag);
        }
    }

    fn add(&mut self, schema: &'a Schema) {
        self.layers.push(schema);
        let annotations = &schema.annotations;
        self.stated.extend(&annotations.example);
        self.stated.extend(&annotations.default);
        if let Some(values) = &schema.assertions.values {
            let kept = match self.values.take() {
                Some(known) => {
                    let listed: BTreeSet<&Json> = values.iter().collect();
                    let common = known.into_iter();
                    common.filter(|value| listed.contains(value)).collect()
                }
                None => values.iter().collect(),
            };
            self.values = Some(kept);
        }
        for branches in [&schema.assertions.one_of, &schema.assertions.any_of] {
            if !branches.is_empty() {
                self.unions.push(Union {
                    schema,
                    branches: branches.clone(),
                });
            }
        }
        self.min_length = self
            .min_length
            .max(schema.assertions.string.min_length.unwrap_or(0));
        self.max_length = least(self.max_length, schema.assertions.string.max_length);
        let array = &schema.assertions.array;
        self.items.extend(array.items);
        self.min_items = self.min_items.max(array.min_items.unwrap_or(0));
        self.max_items = least(self.max_items, array.max_items);
        self.unique |= array.unique;
        let object = &schema.assertions.object;
        for property in &object.properties {
            let next = self.properties.len();
            let at = *self.places.entry(&property.name).or_insert(next);
            match self.properties.get_mut(at) {
                Some((_, schemas)) => schemas.push(property.schema),
                None => self
                    .properties
                    .push((&property.name, vec![property.schema])),
            }
        }
        for name in object.required.iter() {
            self.require(name);
        }
        if object.additional != Additional::Unsaid {
            self.additional = &object.additional;
        }
        self.min_properties = self.min_properties.max(object.min_properties.unwrap_or(0));
        self.max_properties = least(self.max_properties, object.max_properties);
    }

    fn require(&mut self, name: &'a str) {
        if self.demanded.insert(name) {
            self.required.push(name);
        }
    }

    /// Whether a property must be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.demanded.contains(name)
    }

    /// The schemas of a declared property.
    pub(super) fn property(&self, name: &str) -> Option<&[SchemaId]> {
        let (_, schemas) = self.properties.get(*self.places.get(name)?)?;
        Some(schemas)
    }

    /// The type: an integer where one layer says so and another speaks of numbers; without any, what the keywords are
    /// about.
    pub(super) fn kind(&self) -> Option<JsonType> {
        let said = || self.layers.iter().filter_map(|layer| layer.assertions.kind);
        said()
            .find(|kind| *kind == JsonType::Integer)
            .or_else(|| said().next())
            .or_else(|| {
                (!self.properties.is_empty() || !self.required.is_empty())
                    .then_some(JsonType::Object)
            })
            .or_else(|| (!self.items.is_empty()).then_some(JsonType::Array))
            .or_else(|| {
                let numeric = |layer: &&Schema| layer.assertions.number != Default::default();
                self.layers.iter().any(numeric).then_some(JsonType::Number)
            })
    }

    pub(super) fn format(&self) -> Option<&'a str> {
        self.layers
            .iter()
            .find_map(|layer| layer.assertions.format.as_deref())
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &'a str> {
        self.layers
            .iter()
            .filter_map(|layer| layer.assertions.string.pattern.as_deref())
    }

    fn admits_number(&self, number: &Number) -> bool {
        let value = number.as_f64();
        self.layers.iter().all(|layer| {
            let rules = &layer.assertions.number;
            let least = rules.minimum.as_ref().map(Number::as_f64);
            let most = rules.maximum.as_ref().map(Number::as_f64);
            let step = rules.multiple_of.as_ref().map(Number::as_f64);
            least.is_none_or(|least| value > least || value == least && !rules.exclusive_minimum)
                && most.is_none_or(|most| value < most || value == most && !rules.exclusive_maximum)
                && step.is_none_or(|step| {
                    let times = value / step;
                    (times - times.round()).abs() < 1e-9
                })
        })
    }

    /// A number within the bounds: one if that is allowed, or else one near a bound.
    pub(super) fn number(&self, whole: bool, nth: usize) -> Option<Number> {
        let bounds = || self.layers.iter().map(|layer| &layer.assertions.number);
        let least = bounds().filter_map(|rules| rules.minimum.as_ref().map(Number::as_f64));
        let most = bounds().filter_map(|rules| rules.maximum.as_ref().map(Number::as_f64));
        let least = least.fold(f64::NEG_INFINITY, f64::max);
        let most = most.fold(f64::INFINITY, f64::min);
        let step = bounds().filter_map(|rules| rules.multiple_of.as_ref().map(Number::as_f64));
        let step = step.fold(0.0, f64::max);
        let unit = if step > 0.0 { step } else { 1.0 };
        let up = |from: f64| (from / unit).ceil() * unit;
        let down = |from: f64| (from / unit).floor() * unit;
        let mut candidates = vec![unit.max(1.0), up(1.0), 0.0];
        for at in 0..3 {
            candidates.push(up(least) + f64::from(at) * unit);
            candidates.push(down(most) - f64::from(at) * unit);
        }
        if !whole && step == 0.0 {
            candidates.extend([(least + most) / 2.0, least + 0.5, most - 0.5]);
        }
        let fits = |value: &f64| {
            let number = written(*value);
            number.is_some_and(|number| {
                (!whole || number.is_integer()) && self.admits_number(&number)
            })
        };
        let first = candidates
            .into_iter()
            .find(|value| value.is_finite() && fits(value))?;
        let further = u32::try_from(nth).ok().map(f64::from)? * unit;
        [first + further, first - further]
            .into_iter()
            .find(fits)
            .and_then(written)
    }
}

/// A number as JSON, without a fraction where there is none.
fn written(value: f64) -> Option<Number> {
    Number::from_json(&value.to_string())
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

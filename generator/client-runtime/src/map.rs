//! Maps: objects whose keys the description does not name.

use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A map with text as keys, in their order: what `BTreeMap<String, V>` is, and converts from and into.
///
/// It is a type of its own for the sake of those who compile it. A `BTreeMap` is some 8,000 lines of code for the
/// compiler, anew for each type of value: with four of them, a fifth of all that the caller of a client had to compile
/// without optimisation. Here the keys are the same code for all.
///
/// ```
/// use std::collections::BTreeMap;
/// use trueup_client::Map;
///
/// let mut stock = Map::from([("pears", 4), ("apples", 3)]);
/// assert_eq!(stock.insert("pears", 5), Some(4));
/// assert_eq!(stock.get("pears"), Some(&5));
/// assert_eq!(stock.keys().collect::<Vec<_>>(), ["apples", "pears"]);
/// for (name, count) in &stock {
///     println!("{name}: {count}");
/// }
/// let stock: BTreeMap<String, i32> = stock.into();
/// ```
#[derive(Clone)]
pub struct Map<V> {
    /// Each key with the place of its value: every place of `values` once.
    places: BTreeMap<String, usize>,
    values: Vec<V>,
}

impl<V> Map<V> {
    /// A map without entries.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            places: BTreeMap::new(),
            values: Vec::new(),
        }
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether it has an entry with this key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.values.get(*self.places.get(key)?)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.values.get_mut(*self.places.get(key)?)
    }

    /// Sets the value of a key, and returns the one that it had.
    pub fn insert(&mut self, key: impl Into<String>, value: V) -> Option<V> {
        self.put(key.into(), value)
    }

    fn put(&mut self, key: String, value: V) -> Option<V> {
        let place = place(&mut self.places, key, self.values.len());
        match self.values.get_mut(place) {
            Some(old) => Some(std::mem::replace(old, value)),
            None => {
                self.values.push(value);
                None
            }
        }
    }

    /// Takes an entry out. It looks at every key.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let place = self.places.remove(key)?;
        let last = self.values.len().checked_sub(1)?;
        // The last value takes the place that has become free.
        if let Some(moved) = self.places.values_mut().find(|place| **place == last) {
            *moved = place;
        }
        Some(self.values.swap_remove(place))
    }

    /// The entries, in the order of their keys.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, V> {
        Iter {
            places: self.places.iter(),
            values: &self.values,
        }
    }

    /// The entries, in the order of their keys, with values to change.
    pub fn iter_mut(&mut self) -> IterMut<'_, V> {
        IterMut {
            places: self.places.iter(),
            values: self.values.iter_mut().map(Some).collect(),
        }
    }

    /// Keeps the entries of which the function says so.
    pub fn retain(&mut self, mut keeps: impl FnMut(&str, &mut V) -> bool) {
        let entries = std::mem::take(self).into_iter();
        self.extend(
            entries.filter_map(|(key, mut value)| keeps(&key, &mut value).then_some((key, value))),
        );
    }

    /// The entry of a key, whether it is there or not.
    pub fn entry(&mut self, key: impl Into<String>) -> Entry<'_, V> {
        Entry {
            map: self,
            key: key.into(),
        }
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        self.places.keys().map(String::as_str)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The values, to change them, in no order.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, V> {
        self.values.iter_mut()
    }
}

/// The place of a key, which is `next` if it has none yet.
fn place(places: &mut BTreeMap<String, usize>, key: String, next: usize) -> usize {
    *places.entry(key).or_insert(next)
}

/// The entry of a key in a [`Map`], whether it is there or not.
#[derive(Debug)]
pub struct Entry<'a, V> {
    map: &'a mut Map<V>,
    key: String,
}

impl<'a, V> Entry<'a, V> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Changes the value, if there is one.
    #[must_use]
    pub fn and_modify(self, change: impl FnOnce(&mut V)) -> Self {
        if let Some(value) = self.map.get_mut(&self.key) {
            change(value);
        }
        self
    }

    /// The value; this one is put there if there is none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value; if there is none, the default is put there.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// The value; if there is none, what the function makes is put there.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let values = &mut self.map.values;
        let next = values.len();
        let place = place(&mut self.map.places, self.key, next);
        if place == next {
            values.push(make());
        }
        #[expect(clippy::indexing_slicing, reason = "every place has its value")]
        &mut values[place]
    }
}

/// # Panics
///
/// When there is no entry with this key, as those of the standard library do.
impl<V> std::ops::Index<&str> for Map<V> {
    type Output = V;

    #[expect(
        clippy::panic,
        reason = "that is what indexing means; `get` is there for others"
    )]
    fn index(&self, key: &str) -> &V {
        match self.get(key) {
            Some(value) => value,
            None => panic!("the map has no entry {key:?}"),
        }
    }
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: PartialEq> PartialEq for Map<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl<V: Eq> Eq for Map<V> {}

impl<V: fmt::Debug> fmt::Debug for Map<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Into<String>, V> FromIterator<(K, V)> for Map<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Into<String>, V> Extend<(K, V)> for Map<V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.put(key.into(), value);
        }
    }
}

impl<K: Into<String>, V, const N: usize> From<[(K, V); N]> for Map<V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<V> From<BTreeMap<String, V>> for Map<V> {
    fn from(map: BTreeMap<String, V>) -> Self {
        map.into_iter().collect()
    }
}

impl<V> From<Map<V>> for BTreeMap<String, V> {
    fn from(map: Map<V>) -> Self {
        map.into_iter().collect()
    }
}

/// The entries of a [`Map`], in the order of their keys.
#[derive(Debug)]
pub struct Iter<'a, V> {
    places: btree_map::Iter<'a, String, usize>,
    values: &'a [V],
}

impl<V> Clone for Iter<'_, V> {
    fn clone(&self) -> Self {
        Self {
            places: self.places.clone(),
            values: self.values,
        }
    }
}

impl<'a, V> Iterator for Iter<'a, V> {
    type Item = (&'a str, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, place) = self.places.next()?;
        Some((key, self.values.get(*place)?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<V> ExactSizeIterator for Iter<'_, V> {}

impl<V> FusedIterator for Iter<'_, V> {}

/// The entries of a [`Map`], in the order of their keys, with values to change.
#[derive(Debug)]
pub struct IterMut<'a, V> {
    places: btree_map::Iter<'a, String, usize>,
    /// Those that have not been taken yet.
    values: Vec<Option<&'a mut V>>,
}

impl<'a, V> Iterator for IterMut<'a, V> {
    type Item = (&'a str, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, place) = self.places.next()?;
        Some((key, self.values.get_mut(*place)?.take()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<V> ExactSizeIterator for IterMut<'_, V> {}

impl<V> FusedIterator for IterMut<'_, V> {}

impl<'a, V> IntoIterator for &'a mut Map<V> {
    type Item = (&'a str, &'a mut V);
    type IntoIter = IterMut<'a, V>;

    fn into_iter(self) -> IterMut<'a, V> {
        self.iter_mut()
    }
}

impl<'a, V> IntoIterator for &'a Map<V> {
    type Item = (&'a str, &'a V);
    type IntoIter = Iter<'a, V>;

    fn into_iter(self) -> Iter<'a, V> {
        self.iter()
    }
}

/// The entries of a [`Map`] that is used up, in the order of their keys.
#[derive(Debug)]
pub struct IntoIter<V> {
    places: btree_map::IntoIter<String, usize>,
    /// Those that have not been taken yet.
    values: Vec<Option<V>>,
}

impl<V> Iterator for IntoIter<V> {
    type Item = (String, V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, place) = self.places.next()?;
        Some((key, self.values.get_mut(place)?.take()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<V> ExactSizeIterator for IntoIter<V> {}

impl<V> FusedIterator for IntoIter<V> {}

impl<V> IntoIterator for Map<V> {
    type Item = (String, V);
    type IntoIter = IntoIter<V>;

    fn into_iter(self) -> IntoIter<V> {
        IntoIter {
            places: self.places.into_iter(),
            values: self.values.into_iter().map(Some).collect(),
        }
    }
}

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

/// Of a key that comes twice the last value stays.
impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
    type Value = Map<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Map<V>, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key()? {
            map.put(key, entries.next_value()?);
        }
        Ok(map)
    }
}

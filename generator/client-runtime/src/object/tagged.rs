//! Writing a branch of a union that does not hold the union's tag itself.

use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

/// Writes an object with the entry `tag` before its own. An entry of that name among its own, which can only be in a
/// map, is left out: the tag stands once.
///
/// # Errors
///
/// When the value is no object, or does not serialize.
pub fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    tag: &'static str,
    name: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    value.serialize(Tagged {
        inner: serializer,
        tag,
        name,
    })
}

/// Takes an object and nothing else.
struct Tagged<S> {
    inner: S,
    tag: &'static str,
    name: &'static str,
}

impl<S: Serializer> Tagged<S> {
    fn refuse<T>(&self) -> Result<T, S::Error> {
        Err(S::Error::custom(format_args!(
            "only an object can have the tag `{}`",
            self.tag
        )))
    }
}

macro_rules! refuse {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $type),*) -> Result<$ok, S::Error> {
            self.refuse()
        })*
    };
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = TaggedMap<S::SerializeMap>;
    type SerializeStruct = TaggedStruct<S::SerializeStruct>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        self.refuse()
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        // How many entries are left out is not known before.
        let _ = length;
        let mut inner = self.inner.serialize_map(None)?;
        inner.serialize_entry(self.tag, self.name)?;
        Ok(TaggedMap {
            inner,
            tag: self.tag,
            skipped: false,
        })
    }

    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        let mut inner = self.inner.serialize_struct(name, length + 1)?;
        inner.serialize_field(self.tag, self.name)?;
        Ok(TaggedStruct {
            inner,
            tag: self.tag,
        })
    }
}

struct TaggedStruct<S> {
    inner: S,
    tag: &'static str,
}

impl<S: SerializeStruct> SerializeStruct for TaggedStruct<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        if name == self.tag {
            return Ok(());
        }
        self.inner.serialize_field(name, value)
    }

    fn skip_field(&mut self, name: &'static str) -> Result<(), S::Error> {
        self.inner.skip_field(name)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

struct TaggedMap<S> {
    inner: S,
    tag: &'static str,
    /// The last key was the tag.
    skipped: bool,
}

impl<S: SerializeMap> TaggedMap<S> {
    fn is_tag<K: Serialize + ?Sized>(&self, key: &K) -> bool {
        serde_json::to_value(key).is_ok_and(|key| key.as_str() == Some(self.tag))
    }
}

impl<S: SerializeMap> SerializeMap for TaggedMap<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), S::Error> {
        self.skipped = self.is_tag(key);
        if self.skipped {
            return Ok(());
        }
        self.inner.serialize_key(key)
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), S::Error> {
        if self.skipped {
            return Ok(());
        }
        self.inner.serialize_value(value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), S::Error> {
        if self.is_tag(key) {
            return Ok(());
        }
        self.inner.serialize_entry(key, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    struct Branch<'a, T>(&'a T);

    impl<T: serde::Serialize> serde::Serialize for Branch<'_, T> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::tagged(serializer, "kind", "dog", self.0)
        }
    }

    #[test]
    fn the_tag_stands_once() {
        let map: BTreeMap<String, Value> = [
            ("kind".to_owned(), json!("cat")),
            ("age".to_owned(), json!(3)),
        ]
        .into();
        let text = serde_json::to_string(&Branch(&map)).unwrap();
        assert_eq!(text, r#"{"kind":"dog","age":3}"#);
        let text = serde_json::to_string(&Branch(&json!({"kind": "cat", "a": null}))).unwrap();
        assert_eq!(text, r#"{"kind":"dog","a":null}"#);
        let text = serde_json::to_string(&Branch(&Some(json!({})))).unwrap();
        assert_eq!(text, r#"{"kind":"dog"}"#);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for value in [json!(null), json!(1), json!("a"), json!([]), json!(true)] {
            assert!(serde_json::to_string(&Branch(&value)).is_err(), "{value}");
        }
    }
}

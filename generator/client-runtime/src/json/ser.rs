//! The printer as one of serde's formats. As in reading, what is generic is small.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::names::Name;
use super::{Error, Printer};

macro_rules! displayed {
    ($($method:ident: $type:ty,)*) => { $(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.display(&value);
            Ok(())
        }
    )* };
}

impl<'a> Serializer for &'a mut Printer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Entries<'a>;
    type SerializeTuple = Entries<'a>;
    type SerializeTupleStruct = Entries<'a>;
    type SerializeTupleVariant = Entries<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    displayed! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128,
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(value.is_finite(), format_args!("{value:?}"))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(value.is_finite(), format_args!("{value:?}"))
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = Entries::new(self, "{", "}");
        SerializeStruct::serialize_field(&mut object, variant, value)?;
        SerializeStruct::end(object)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self, "[", "]"))
    }

    /// As the provided method, which is made of an iterator's own loops.
    #[expect(
        clippy::question_mark,
        reason = "compiled for each type; without optimisation `?` is two calls"
    )]
    fn collect_seq<I>(self, items: I) -> Result<(), Error>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        let mut array = Entries::new(self, "[", "]");
        for item in items {
            if let Err(error) = SerializeSeq::serialize_element(&mut array, &item) {
                return Err(error);
            }
        }
        array.close()
    }

    fn serialize_tuple(self, _: usize) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self, "[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self, "[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Error> {
        Ok(Entries::variant(self, variant, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Error> {
        Ok(Entries::variant(self, variant, "{", "}}"))
    }
}

/// The entries of an object or array.
#[derive(Debug)]
pub(crate) struct Entries<'a> {
    printer: &'a mut Printer,
    first: bool,
    close: &'static str,
}

impl<'a> Entries<'a> {
    fn new(printer: &'a mut Printer, open: &str, close: &'static str) -> Self {
        printer.raw(open);
        Self {
            printer,
            first: true,
            close,
        }
    }

    /// The content of a variant, in an object of one member.
    fn variant(printer: &'a mut Printer, name: &str, open: &str, close: &'static str) -> Self {
        printer.raw("{");
        printer.member(&mut true, name);
        Self::new(printer, open, close)
    }

    fn close(self) -> Result<(), Error> {
        self.printer.raw(self.close);
        Ok(())
    }
}

macro_rules! elements {
    ($($trait:ident::$method:ident)*) => { $(
        impl $trait for Entries<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.printer.entry(&mut self.first);
                value.serialize(&mut *self.printer)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )* };
}

elements! {
    SerializeSeq::serialize_element SerializeTuple::serialize_element SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

macro_rules! members {
    ($($trait:ident)*) => { $(
        impl $trait for Entries<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.printer.member(&mut self.first, name);
                value.serialize(&mut *self.printer)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )* };
}

members! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let name = key.serialize(Name)?;
        self.printer.member(&mut self.first, &name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.printer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

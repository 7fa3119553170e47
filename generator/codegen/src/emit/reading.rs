//! How an object is read: the table of its fields, what stands in them before, and a call for each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::blank::of_field;
use super::path::{fixed, token};
use crate::model::{
    Client, Field, NumberKind, Presence, ScalarKind, Secrecy, Shape, Struct, StructForm, Type,
    TypeDef,
};

/// ```text
/// impl object::Object for Company {
///     const FIELDS: &'static object::Fields = &object::Fields {
///         object: "Company",
///         names: &["id", "name"],
///         required: &[0],
///     };
///     …
/// }
/// ```
pub(super) fn reading(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let wires = structure.fields.iter().map(|field| &field.wire);
    let required = structure
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_required(field))
        .map(|(index, _)| Literal::usize_unsuffixed(index));
    let start = start(client, structure);
    let read = read(client, structure);
    quote! {
        impl object::Object for #name {
            const FIELDS: &'static object::Fields = &object::Fields {
                object: #wire_name,
                names: &[#(#wires),*],
                required: &[#(#required),*],
            };

            #start

            #read
        }
    }
}

/// ```text
/// #[inline]
/// fn start() -> Self {
///     Self { id: String::new(), owner: <Person as object::Object>::start(), name: None }
/// }
/// ```
fn start(client: &Client, structure: &Struct) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let ident = token(&field.ident);
        let value = of_field(client, field);
        quote!(#ident: #value,)
    });
    let extra = structure.extra.iter().map(|(ident, _)| {
        let ident = token(ident);
        quote!(#ident: trueup_client::Map::new(),)
    });
    quote! {
        #[inline]
        fn start() -> Self {
            Self { #(#fields)* #(#extra)* }
        }
    }
}

/// ```text
/// fn read<'de, D: Deserializer<'de>>(
///     &mut self,
///     index: usize,
///     field: object::Field<'_, D>,
/// ) -> Result<(), D::Error> {
///     match index {
///         0 => field.put(&mut self.id),
///         1 => field.opt(&mut self.name),
///         _ => field.skip(),
///     }
/// }
/// ```
fn read(client: &Client, structure: &Struct) -> TokenStream {
    let arms = structure
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| arm(client, index, field));
    let rest = match &structure.extra {
        None => quote!(field.skip()),
        Some((ident, ty)) => {
            let ident = token(ident);
            let method = fixed(match is_single(client, ty) {
                true => "extra_floats",
                false => "extra",
            });
            quote!(field.#method(&mut self.#ident))
        }
    };
    let body = if structure.fields.is_empty() {
        rest
    } else {
        quote! {
            match index {
                #(#arms)*
                _ => #rest,
            }
        }
    };
    let index = if structure.fields.is_empty() {
        quote!(_)
    } else {
        quote!(index)
    };
    quote! {
        fn read<'de, D: Deserializer<'de>>(
            &mut self,
            #index: usize,
            field: object::Field<'_, D>,
        ) -> Result<(), D::Error> {
            #body
        }
    }
}

fn arm(client: &Client, index: usize, field: &Field) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let ident = token(&field.ident);
    let way = way(client, &field.ty);
    let (method, rest) = match &field.presence {
        _ if is_single(client, &field.ty) => ("floats", None),
        Presence::Required | Presence::Plain(_) | Presence::Constant(_) => (way.plain, way.part),
        Presence::Optional | Presence::PlainNullable | Presence::RequiredNullable => {
            (way.optional, None)
        }
        Presence::Zero { text, .. } => ("zero", Some(quote!(, #text))),
        Presence::Patch => ("patch", None),
    };
    let method = fixed(method);
    quote!(#index => field.#method(&mut self.#ident #rest),)
}

/// Whether values are numbers of 32 bits, or hold such: most formats read one that is too large as infinity.
fn is_single(client: &Client, ty: &Type) -> bool {
    client.floats(ty) == Some(NumberKind::F32)
}

/// How the runtime reads a field of a type.
struct Way {
    /// The method where the field is there for sure.
    plain: &'static str,
    /// The part of the field that this method reads, if it is not all of it.
    part: Option<TokenStream>,
    /// The method where the field can be absent.
    optional: &'static str,
}

/// Objects and lists of them are read into their places; what keeps keys that the document does not name is not. Of a
/// newtype the value inside is read, where that is all there is to it: such code is the same for all that hold the same.
fn way(client: &Client, ty: &Type) -> Way {
    let (plain, optional) = match client.unaliased(ty) {
        Type::List(item) if is_closed(client, item) => ("objects", "opt_objects"),
        Type::List(_) => ("list", "opt_list"),
        ty if is_closed(client, ty) => ("object", "opt_object"),
        ty => {
            let inside = inside(client, ty);
            return Way {
                plain: inside.unwrap_or("put"),
                part: inside.map(|_| quote!(.0)),
                optional: "opt",
            };
        }
    };
    Way {
        plain,
        part: None,
        optional,
    }
}

/// The method that reads what a newtype holds, if the newtype reads nothing else.
fn inside(client: &Client, ty: &Type) -> Option<&'static str> {
    let Type::Named(id) = ty else {
        return None;
    };
    let Shape::Scalar(scalar) = &client.definition(*id).shape else {
        return None;
    };
    match scalar.inner {
        ScalarKind::Number(_) | ScalarKind::Timestamp | ScalarKind::Date => Some("put"),
        ScalarKind::Text if scalar.secrecy == Secrecy::Open => Some("put"),
        ScalarKind::IntegerText(_) => Some("integer"),
        _ => None,
    }
}

/// Whether a type is an object of its own fields alone.
fn is_closed(client: &Client, ty: &Type) -> bool {
    let Type::Named(id) = client.unaliased(ty) else {
        return false;
    };
    matches!(&client.definition(*id).shape, Shape::Struct(structure)
        if structure.extra.is_none() && structure.form == StructForm::Object)
}

/// Whether an object without the field is refused.
fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable | Presence::Constant(_)
    )
}

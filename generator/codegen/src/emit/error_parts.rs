//! `errors.rs`, the second part: the codes and the words of error bodies, wherever they stand.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, token};
use crate::model::{
    Basic, Client, ErrorBody, ErrorPart, Field, Ident, Presence, ResponseBody, ResponseEnumId,
    ScalarKind, Shape, Type, TypeDef, TypeId,
};

/// Ways to the code, and methods that need no import, for an error body whose description says where they stand.
///
/// ```text
/// impl HasErrorCode for super::Problem {
///     type Code = super::ProblemCode;
///     fn code(&self) -> Option<Self::Code> { Some(self.code) }
/// }
/// impl super::Problem {
///     pub fn code(&self) -> Option<super::ProblemCode> { HasErrorCode::code(self) }
///     pub fn message(&self) -> Option<&str> { ErrorDetails::message(self) }
/// }
/// ```
pub(super) fn emit(client: &Client, id: TypeId) -> TokenStream {
    let Some(body) = client.errors.get(&id) else {
        return TokenStream::new();
    };
    let definition = client.definition(id);
    let way = |part: &ErrorPart, copied| code(definition, part, copied);
    methods(client, &definition.ident, body, way)
}

/// The same for an enum of errors by status, if some of its bodies say it.
pub(super) fn emit_by_status(client: &Client, id: ResponseEnumId) -> TokenStream {
    let Some(body) = client.errors_by_status.get(&id) else {
        return TokenStream::new();
    };
    let response_enum = client.response_enum(id);
    let way = |part: &ErrorPart, _| {
        let variants = response_enum
            .variants
            .iter()
            .map(|variant| match &variant.body {
                ResponseBody::Json(ty) => (&variant.ident, Some(ty)),
                _ => (&variant.ident, None),
            });
        match part {
            ErrorPart::Branches(speaking) => {
                of_variants(variants, speaking, &quote!(HasErrorCode::code))
            }
            ErrorPart::Field(_) | ErrorPart::Within(_) => quote!(None),
        }
    };
    methods(client, &response_enum.ident, body, way)
}

fn methods(
    client: &Client,
    ident: &Ident,
    body: &ErrorBody,
    way: impl Fn(&ErrorPart, Copied) -> TokenStream,
) -> TokenStream {
    let name = token(ident);
    let code = body.code.as_ref().map(|(part, ty)| {
        let way = way(part, is_copy(client, ty));
        let ty = path::ty(ty, client, From::Elsewhere);
        let coded = quote! {
            impl HasErrorCode for super::#name {
                type Code = #ty;
                #[inline]
                fn code(&self) -> Option<Self::Code> { #way }
            }
        };
        let method = quote! {
            /// The code of the failure, wherever it stands in the body; `None` if this body has none.
            #[inline]
            pub fn code(&self) -> Option<#ty> { HasErrorCode::code(self) }
        };
        (coded, method)
    });
    let (coded, code) = code.unzip();
    let message = body.message.is_some().then(|| {
        quote! {
            /// What went wrong, for people, wherever it stands in the body.
            #[inline]
            pub fn message(&self) -> Option<&str> { ErrorDetails::message(self) }
        }
    });
    quote! {
        #coded
        impl super::#name { #code #message }
    }
}

/// The expression that finds the words, if the description says where they stand.
pub(super) fn message(client: &Client, id: TypeId) -> Option<TokenStream> {
    let part = client.errors.get(&id)?.message.as_ref()?;
    let definition = client.definition(id);
    Some(match part {
        ErrorPart::Field(ident) if is_option(definition, ident) => {
            let ident = token(ident);
            quote!(self.#ident.as_deref())
        }
        ErrorPart::Field(ident) => {
            let ident = token(ident);
            quote!(Some(&self.#ident))
        }
        ErrorPart::Within(ident) => within(definition, ident, &quote!(ErrorDetails::message)),
        ErrorPart::Branches(branches) => {
            of_branches(definition, branches, &quote!(ErrorDetails::message))
        }
    })
}

fn code(definition: &TypeDef, part: &ErrorPart, copied: Copied) -> TokenStream {
    match part {
        ErrorPart::Field(ident) => {
            let option = is_option(definition, ident);
            let ident = token(ident);
            match (option, copied) {
                (true, Copied::Implicitly) => quote!(self.#ident),
                (true, Copied::ByClone) => quote!(self.#ident.clone()),
                (false, Copied::Implicitly) => quote!(Some(self.#ident)),
                (false, Copied::ByClone) => quote!(Some(self.#ident.clone())),
            }
        }
        ErrorPart::Within(ident) => within(definition, ident, &quote!(HasErrorCode::code)),
        ErrorPart::Branches(branches) => {
            of_branches(definition, branches, &quote!(HasErrorCode::code))
        }
    }
}

/// Asks the body that a field holds.
fn within(definition: &TypeDef, ident: &Ident, ask: &TokenStream) -> TokenStream {
    let option = is_option(definition, ident);
    let boxed = field(definition, ident).is_some_and(|field| matches!(field.ty, Type::Boxed(_)));
    let ident = token(ident);
    match (option, boxed) {
        (true, true) => quote!(self.#ident.as_deref().and_then(#ask)),
        (true, false) => quote!(self.#ident.as_ref().and_then(#ask)),
        (false, true) => quote!(#ask(&*self.#ident)),
        (false, false) => quote!(#ask(&self.#ident)),
    }
}

/// Asks the body that the union is.
fn of_branches(definition: &TypeDef, speaking: &[Ident], ask: &TokenStream) -> TokenStream {
    let Shape::Union(union) = &definition.shape else {
        return quote!(None);
    };
    let branches = union.branches.iter();
    of_variants(
        branches.map(|branch| (&branch.ident, Some(&branch.ty))),
        speaking,
        ask,
    )
}

/// Asks the body that the variant holds, if it is one of the `speaking`.
fn of_variants<'v>(
    variants: impl Iterator<Item = (&'v Ident, Option<&'v Type>)>,
    speaking: &[Ident],
    ask: &TokenStream,
) -> TokenStream {
    let (speaking, silent): (Vec<_>, Vec<_>) =
        variants.partition(|(ident, _)| speaking.contains(ident));
    let arms = speaking.into_iter().map(|(ident, ty)| {
        let ident = token(ident);
        let inner = match ty {
            Some(Type::Boxed(_)) => quote!(&**body),
            _ => quote!(body),
        };
        quote!(Self::#ident(body) => #ask(#inner),)
    });
    let rest = (!silent.is_empty()).then(|| quote!(_ => None,));
    quote!(match self { #(#arms)* #rest })
}

/// How a code gets out of a body that is only looked at.
#[derive(Clone, Copy)]
enum Copied {
    Implicitly,
    ByClone,
}

fn is_copy(client: &Client, ty: &Type) -> Copied {
    let copies = match ty {
        Type::Basic(basic) => matches!(basic, Basic::Number(_)),
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::IntegerEnum(_) => true,
            Shape::Scalar(scalar) => matches!(
                scalar.inner,
                ScalarKind::Number(_) | ScalarKind::IntegerText(_)
            ),
            _ => false,
        },
        _ => false,
    };
    if copies {
        Copied::Implicitly
    } else {
        Copied::ByClone
    }
}

fn is_option(definition: &TypeDef, ident: &Ident) -> bool {
    field(definition, ident).is_some_and(|field| {
        !matches!(
            field.presence,
            Presence::Required | Presence::Plain(_) | Presence::Constant(_)
        )
    })
}

fn field<'d>(definition: &'d TypeDef, ident: &Ident) -> Option<&'d Field> {
    match &definition.shape {
        Shape::Struct(structure) => structure.fields.iter().find(|field| field.ident == *ident),
        _ => None,
    }
}

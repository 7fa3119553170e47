// warning[unknown-security-scheme]: there is no security scheme `Undeclared`, so its credential is the caller's
//  --> other-forms.yaml:5:13
//   |
// 5 | security: [{Undeclared: []}]
//   |             ^^^^^^^^^^
//   = help: declare it under `components/securitySchemes`
//
// warning[duplicate-tag]: the tag `pets` is declared twice, and this does not count
//  --> other-forms.yaml:6:51
//   |
// 6 | tags: [{name: pets, description: Counts.}, {name: pets, description: Does not.}]
//   |               ---- the first one
//   |                                                   ^^^^
//   = help: remove one of the two
//
// warning[omitted-key]: this should have `schema` or `content`: its values are taken for texts
//   --> other-forms.yaml:13:11
//    |
// 13 |         - {name: kind, in: query, description: Of no type.}
//    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: add `schema: {type: …}`
//
// warning[duplicate-parameter]: the query parameter `page` is listed twice, and counts as it is here
//   --> other-forms.yaml:15:11
//    |
// 14 |         - {name: page, in: query, schema: {type: string}}
//    |           ----------------------------------------------- the first one
// 15 |         - {name: page, in: query, description: The one that counts., schema: {type: integer}}
//    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: remove one of the two
//
// warning[duplicate-operation-id]: `pets` names two operations, of which this one is `createStrays` here
//   --> other-forms.yaml:18:20
//    |
// 10 |       operationId: pets
//    |                    ---- the first one
// ...
// 18 |       operationId: pets
//    |                    ^^^^
//    = help: give each operation of a document a name of its own
//
// warning[path-parameter]: `/shops/{shopId}` has no `{shop}`
//   --> other-forms.yaml:23:18
//    |
// 23 |     parameters: [{name: shop, in: path, required: true, schema: {type: integer}}]
//    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: put `{shop}` into the path, or the parameter elsewhere
//
// warning[path-parameter]: `/shops/{shopId}` has `{shopId}`, but this operation has no such path parameter
//   --> other-forms.yaml:24:5
//    |
// 24 |     delete:
//    |     ^^^^^^
//    = help: add `{name: shopId, in: path, required: true, schema: …}` to `parameters`
//
// warning[newer-form]: `type` is one type before OpenAPI 3.1, and several only since
//   --> other-forms.yaml:36:16
//    |
// 36 |         name: {type: [string, 'null']}
//    |                ^^^^
//    = help: write one type and `nullable: true`, or `oneOf`
//
// warning[newer-form]: `const` is a keyword of schemas since OpenAPI 3.1
//   --> other-forms.yaml:37:16
//    |
// 37 |         kind: {const: cat}
//    |                ^^^^^
//    = help: OpenAPI 3.0 writes `enum` with one value
//
// warning[newer-form]: `exclusiveMinimum` is a flag beside the bound before OpenAPI 3.1, not the bound itself
//   --> other-forms.yaml:38:30
//    |
// 38 |         age: {type: integer, exclusiveMinimum: 0, required: true}
//    |                              ^^^^^^^^^^^^^^^^
//    = help: write the bound without `exclusive`, and `true` here
//
// warning[older-form]: `required` says nothing here: it is a list of properties since draft 4
//   --> other-forms.yaml:38:51
//    |
// 38 |         age: {type: integer, exclusiveMinimum: 0, required: true}
//    |                                                   ^^^^^^^^
//    = help: the object that has the property lists it: `required: [age]`
//
// warning[untyped-value]: the first elements are told apart by their places, so all are any JSON in Rust
//   --> other-forms.yaml:39:16
//    |
// 39 |         place: {type: array, items: [{type: number}, {type: string}]}
//    |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: describe an object, whose properties have names, if the server has one
//
// warning[older-form]: an array of schemas, one for each element, is what `items` was before 2020-12
//   --> other-forms.yaml:39:30
//    |
// 39 |         place: {type: array, items: [{type: number}, {type: string}]}
//    |                              ^^^^^
//    = help: write one schema under `items`, without `-` or brackets, if all elements are alike; `prefixItems`, since OpenAPI 3.1, if each has its own
//
// warning[ineffective-keyword]: null is the only value here, for which OpenAPI 3.0 has no type
//   --> other-forms.yaml:40:47
//    |
// 40 |         size: {anyOf: [{type: number}, {type: 'null'}]}
//    |                                               ^^^^^^
//    = help: write `nullable: true` beside another type
//
// warning[missing-operation-id]: this operation has no `operationId`
//   --> other-forms.yaml:43:5
//    |
// 43 |     get:
//    |     ^^^
//    = help: name it as a call, verb first: `operationId: getToys`
//
// ==== calls.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! A type for the calls of each operation: set what is needed, then await.

use trueup_client::{Call, Method, NoContent, Operation, Retry, Success, Undeclared};

pub(crate) static PETS: Operation = Operation {
    id: "pets",
    method: Method::Get,
    path: "/strays",
    security: &[&[]],
    retry: Retry::Idempotent,
    success: Success::Ok,
    sensitive: false,
};

pub(crate) static CREATE_STRAYS: Operation = Operation {
    id: "createStrays",
    method: Method::Post,
    path: "/strays",
    security: &[&[]],
    retry: Retry::Never,
    success: Success::Ok,
    sensitive: false,
};

pub(crate) static CLOSE_SHOP: Operation = Operation {
    id: "closeShop",
    method: Method::Delete,
    path: "/shops/{shopId}",
    security: &[&[]],
    retry: Retry::Idempotent,
    success: Success::Ok,
    sensitive: false,
};

pub(crate) static GET_TOYS: Operation = Operation {
    id: "getToys",
    method: Method::Get,
    path: "/toys/{id}",
    security: &[&[]],
    retry: Retry::Idempotent,
    success: Success::Ok,
    sensitive: false,
};

/// The call `pets`, made by [`Client::pets`](super::Client::pets).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct Pets(pub(crate) Call<Vec<super::Pet>, Undeclared>);
trueup_client::__call!(Pets, Vec < super::Pet >, Undeclared, whole());
impl Pets {
    /// Of no type.
    #[inline]
    pub fn kind(self, kind: &str) -> Self {
        Self(self.0.query("kind", kind))
    }

    /// The one that counts.
    #[inline]
    pub fn page(self, page: i64) -> Self {
        Self(self.0.query("page", page))
    }
}

/// The call `createStrays`, made by [`Client::create_strays`](super::Client::create_strays).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CreateStrays(pub(crate) Call<NoContent, Undeclared>);
trueup_client::__call!(CreateStrays, NoContent, Undeclared, whole());
/// The call `closeShop`, made by [`Client::close_shop`](super::Client::close_shop).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CloseShop(pub(crate) Call<NoContent, Undeclared>);
trueup_client::__call!(CloseShop, NoContent, Undeclared, whole());
impl CloseShop {
    /// Sets `city`.
    #[inline]
    pub fn city(self, city: &str) -> Self {
        Self(self.0.header("city", city))
    }
}

/// The call `getToys`, made by [`Client::get_toys`](super::Client::get_toys).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct GetToys(pub(crate) Call<NoContent, Undeclared>);
trueup_client::__call!(GetToys, NoContent, Undeclared, whole());

// ==== types.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! What calls send and receive.

use super::*;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pet {
    pub name: Option<String>,
    pub kind: PetKind,
    pub age: Option<i64>,
    pub place: Option<Vec<trueup_client::Json>>,
    pub size: Option<f64>,
}

impl Pet {
    /// A value with what the API requires; the rest is unset.
    #[inline]
    pub fn new(name: Option<String>) -> Self {
        Self {
            name,
            kind: PetKind::Cat,
            age: None,
            place: None,
            size: None,
        }
    }

    #[must_use]
    #[inline]
    pub fn with_age(mut self, age: i64) -> Self {
        self.age = Some(age);
        self
    }

    #[must_use]
    #[inline]
    pub fn with_place(mut self, place: Vec<trueup_client::Json>) -> Self {
        self.place = Some(place);
        self
    }

    #[must_use]
    #[inline]
    pub fn with_size(mut self, size: f64) -> Self {
        self.size = Some(size);
        self
    }
}


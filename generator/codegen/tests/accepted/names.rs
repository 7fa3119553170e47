// warning[name-collision]: `new` is `new` in Rust, a name that the emitted code needs itself; it becomes `new_`
//   --> names.yaml:22:7
//    |
// 22 |       operationId: new
//    |       ^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `get_thing` and `getThing` are both `get_thing` in Rust; this one becomes `get_thing_2`
//   --> names.yaml:28:10
//    |
// 26 |     get: {operationId: getThing, responses: {'200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/t
//    |          ----------------------------------------------------------------------------------------------------------------------------------- `getThing` stands here
// ...
// 28 |     get: {operationId: get_thing, responses: {'200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/
//    |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `é` and `é` are both `é` in Rust; this one becomes `é_2`
//   --> names.yaml:44:91
//    |
// 44 | {type: object, properties: {"e\u0301": {type: string, enum: [a, b]}, "\u00e9": {type: string, enum: [a, b]}, "a\u3164b": {type: string}, a_b
//    |                                        ---------------------------- `é` stands here
//    |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `a_b` and `a\u{3164}b` are both `a_b` in Rust; this one becomes `a_b_2`
//   --> names.yaml:44:154
//    |
// 44 | pe: string, enum: [a, b]}, "a\u3164b": {type: string}, a_b: {type: string}}}
//    |                                        -------------- `a\u{3164}b` stands here
//    |                                        ^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `Client` is `Client` in Rust, a name that the emitted code needs itself; it becomes `ApiClient`
//   --> names.yaml:45:13
//    |
// 45 |     Client: {type: object, required: [größe], properties: {größe: {type: number}, Größe: {type: number}}}
//    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `Größe` and `größe` are both `größe` in Rust; this one becomes `größe_2`
//   --> names.yaml:45:90
//    |
// 45 |     Client: {type: object, required: [größe], properties: {größe: {type: number}, Größe: {type: number}}}
//    |                                                                   -------------- `größe` stands here
//    |                                                                                          ^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `Option` is `Option` in Rust, a name that the emitted code needs itself; it becomes `ApiOption`
//   --> names.yaml:46:13
//    |
// 46 |     Option: {type: object, required: [reader, field], properties: {reader: {type: string}, field: {type: string}, writer: {type: string}, se
//    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `a` and `A` are both `A` in Rust; this one becomes `A2`
//   --> names.yaml:54:34
//    |
// 54 |         fn: {type: array, items: {type: string, enum: [self, crate, super, A, a]}}
//    |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `` and `$` are both `empty` in Rust; this one becomes `empty_2`
//   --> names.yaml:59:13
//    |
// 58 |         '$': {type: string}
//    |              -------------- `$` stands here
// 59 |         '': {type: string}
//    |             ^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `thing` and `Thing` are both `Thing` in Rust; this one becomes `Thing2`
//   --> names.yaml:60:12
//    |
// 60 |     thing: {type: object, properties: {a: {type: string}}}
//    |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
// 61 |     Thing: {type: object, properties: {b: {type: string}}}
//    |            ----------------------------------------------- `Thing` stands here
//    = help: give it another name, if the document can be changed
//
// warning[name-collision]: `String` is `String` in Rust, a name that the emitted code needs itself; it becomes `ApiString`
//   --> names.yaml:62:13
//    |
// 62 |     String: {type: string}
//    |             ^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// warning[unused-component]: nothing refers to the component `Vec`
//   --> names.yaml:63:5
//    |
// 63 |     Vec: {type: array, items: {$ref: '#/components/schemas/String'}}
//    |     ^^^
//    = help: remove it
//
// warning[name-collision]: `Vec` is `Vec` in Rust, a name that the emitted code needs itself; it becomes `ApiVec`
//   --> names.yaml:63:10
//    |
// 63 |     Vec: {type: array, items: {$ref: '#/components/schemas/String'}}
//    |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    = help: give it another name, if the document can be changed
//
// ==== client.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! The client and its operations.

use trueup_client::{BuildError, Builder, Call, Core, FromCore};
use super::calls;

/// Calls the operations of the API. A clone shares connections and settings with the original.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl FromCore for Client {
    const SCHEMES: Option<&'static [&'static str]> = Some(&[]);
    #[inline]
    fn from_core(core: Core) -> Self {
        Self { core }
    }
}

impl Client {
    /// Where the service is, unless the builder is told otherwise.
    pub const DEFAULT_BASE_URL: &'static str = "https://api.example.com";

    /// A client with the default settings.
    ///
    /// # Errors
    ///
    /// An invalid base URL, or a platform without a source of trust for TLS.
    #[inline]
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// Time limits, trust, retries and whatever else has a default.
    #[inline]
    pub fn builder() -> Builder<Self> {
        Builder::new(Self::DEFAULT_BASE_URL, trueup_client::Credential::none())
            .user_agent(concat!("fixture-names/", env!("CARGO_PKG_VERSION")))
    }
}

/// Operations.
impl Client {
    /// call.
    ///
    /// `GET /call/{self}`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/call/text'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.call("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn call(&self, self_: &str) -> calls::ApiCall {
        calls::ApiCall(Call::new(&self.core, &calls::CALL).path("self", self_))
    }

    /// new.
    ///
    /// `POST /new`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X POST 'https://api.example.com/new' \
    ///   -H 'Content-Type: application/json' \
    ///   -d '{"reader":"text","field":"text"}'
    /// ```
    #[inline]
    pub fn new_(&self, body: &super::ApiOption) -> calls::New {
        calls::New(Call::new(&self.core, &calls::NEW).json(body))
    }

    /// getThing.
    ///
    /// `GET /getThing`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/getThing'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.get_thing().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_thing(&self) -> calls::GetThing {
        calls::GetThing(Call::new(&self.core, &calls::GET_THING))
    }

    /// get_thing.
    ///
    /// `GET /get_thing`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/get_thing'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.get_thing_2().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_thing_2(&self) -> calls::GetThing2 {
        calls::GetThing2(Call::new(&self.core, &calls::GET_THING_2))
    }

    /// v1.
    ///
    /// `GET /v1`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/v1'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.v1().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn v1(&self) -> calls::V1 {
        calls::V1(Call::new(&self.core, &calls::V1_2))
    }

    /// service.
    ///
    /// `GET /service`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/service'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.service().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn service(&self) -> calls::Service {
        calls::Service(Call::new(&self.core, &calls::SERVICE))
    }

    /// core.
    ///
    /// `GET /core`
    ///
    /// # Examples
    ///
    /// ```sh
    /// curl -X GET 'https://api.example.com/core'
    /// ```
    ///
    /// ```no_run
    /// # async fn example(client: fixture_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.core().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn core(&self) -> calls::ApiCore {
        calls::ApiCore(Call::new(&self.core, &calls::CORE))
    }
}

// ==== required.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! What values must have, by name: for each type with several required properties the argument of its
//! `new`. The compiler names what is missing.

/// What a [`ApiOption`](super::ApiOption) must have.
#[derive(Debug)]
pub struct ApiOption {
    pub reader: String,
    pub field: String,
}

// ==== codec.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! How what calls send and receive is read and written.

use trueup_client::object;
use trueup_client::serde::{Deserialize, Deserializer, Serialize, Serializer};
use super::*;

impl<'de> Deserialize<'de> for Alike {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for Alike {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "Alike",
        names: &["e\u{301}", "é", "a\u{3164}b", "a_b"],
        required: &[],
    };

    #[inline]
    fn start() -> Self {
        Self {
            é: None,
            é_2: None,
            a_b: None,
            a_b_2: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.opt(&mut self.é),
            1 => field.opt(&mut self.é_2),
            2 => field.opt(&mut self.a_b),
            3 => field.opt(&mut self.a_b_2),
            _ => field.skip(),
        }
    }
}

impl Serialize for Alike {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "Alike", 4);
        writer.opt("e\u{301}", &self.é);
        writer.opt("é", &self.é_2);
        writer.opt("a\u{3164}b", &self.a_b);
        writer.opt("a_b", &self.a_b_2);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for ApiClient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for ApiClient {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "ApiClient",
        names: &["größe", "Größe"],
        required: &[0],
    };

    #[inline]
    fn start() -> Self {
        Self {
            größe: 0.0,
            größe_2: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.größe),
            1 => field.opt(&mut self.größe_2),
            _ => field.skip(),
        }
    }
}

impl Serialize for ApiClient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "ApiClient", 2);
        writer.field("größe", &object::Finite(&self.größe));
        writer.opt("Größe", &self.größe_2.as_ref().map(object::Finite));
        writer.end()
    }
}

impl<'de> Deserialize<'de> for ApiOption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for ApiOption {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "ApiOption",
        names: &["reader", "field", "writer", "self", "2fa"],
        required: &[0, 1],
    };

    #[inline]
    fn start() -> Self {
        Self {
            reader: String::new(),
            field: String::new(),
            writer: None,
            self_: None,
            _2fa: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.reader),
            1 => field.put(&mut self.field),
            2 => field.opt(&mut self.writer),
            3 => field.opt(&mut self.self_),
            4 => field.opt(&mut self._2fa),
            _ => field.skip(),
        }
    }
}

impl Serialize for ApiOption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "ApiOption", 5);
        writer.field("reader", &self.reader);
        writer.field("field", &self.field);
        writer.opt("writer", &self.writer);
        writer.opt("self", &self.self_);
        writer.opt("2fa", &self._2fa);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for At {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "At",
        names: &["index"],
        required: &[0],
    };

    #[inline]
    fn start() -> Self {
        Self { index: 0 }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.index),
            _ => field.skip(),
        }
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "At", 1);
        writer.field("index", &self.index);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for C {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for C {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "C",
        names: &["c"],
        required: &[0],
    };

    #[inline]
    fn start() -> Self {
        Self { c: Vec::new() }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.objects(&mut self.c),
            _ => field.skip(),
        }
    }
}

impl Serialize for C {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "C", 1);
        writer.field("c", &self.c);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Keywords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for Keywords {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "Keywords",
        names: &["type", "match", "Self", "fn", "a.b c", "@id", "$", ""],
        required: &[0],
    };

    #[inline]
    fn start() -> Self {
        Self {
            type_: String::new(),
            match_: None,
            self_: None,
            fn_: None,
            a_b_c: None,
            id: None,
            empty: None,
            empty_2: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.type_),
            1 => field.opt(&mut self.match_),
            2 => field.opt(&mut self.self_),
            3 => field.opt_list(&mut self.fn_),
            4 => field.opt(&mut self.a_b_c),
            5 => field.opt(&mut self.id),
            6 => field.opt(&mut self.empty),
            7 => field.opt(&mut self.empty_2),
            _ => field.skip(),
        }
    }
}

impl Serialize for Keywords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "Keywords", 8);
        writer.field("type", &self.type_);
        writer.opt("match", &self.match_);
        writer.opt("Self", &self.self_);
        writer.opt("fn", &self.fn_);
        writer.opt("a.b c", &self.a_b_c);
        writer.opt("@id", &self.id);
        writer.opt("$", &self.empty);
        writer.opt("", &self.empty_2);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for N400 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for N400 {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "N400",
        names: &["C", "required"],
        required: &[0, 1],
    };

    #[inline]
    fn start() -> Self {
        Self {
            c: <C as object::Object>::start(),
            required: <Required as object::Object>::start(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.object(&mut self.c),
            1 => field.object(&mut self.required),
            _ => field.skip(),
        }
    }
}

impl Serialize for N400 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "N400", 2);
        writer.field("C", &self.c);
        writer.field("required", &self.required);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for Required {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "Required",
        names: &["at"],
        required: &[0],
    };

    #[inline]
    fn start() -> Self {
        Self {
            at: <At as object::Object>::start(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.object(&mut self.at),
            _ => field.skip(),
        }
    }
}

impl Serialize for Required {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "Required", 1);
        writer.field("at", &self.at);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Thing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for Thing {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "Thing",
        names: &["b"],
        required: &[],
    };

    #[inline]
    fn start() -> Self {
        Self { b: None }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.opt(&mut self.b),
            _ => field.skip(),
        }
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "Thing", 1);
        writer.opt("b", &self.b);
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Thing2 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl object::Object for Thing2 {
    const FIELDS: &'static object::Fields = &object::Fields {
        object: "Thing2",
        names: &["a"],
        required: &[],
    };

    #[inline]
    fn start() -> Self {
        Self { a: None }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: object::Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.opt(&mut self.a),
            _ => field.skip(),
        }
    }
}

impl Serialize for Thing2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = object::Writer::new(serializer, "Thing2", 1);
        writer.opt("a", &self.a);
        writer.end()
    }
}

// ==== types.rs
// @generated by trueup from the documents in the spec folder. Edit those, not this file.

//! What calls send and receive.

use super::required;
use super::*;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Alike {
    /// `é`
    pub é: Option<AlikeÉ>,
    /// `é`
    pub é_2: Option<AlikeÉ>,
    /// `a\u{3164}b`
    pub a_b: Option<String>,
    /// `a_b`
    pub a_b_2: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiClient {
    pub größe: f64,
    /// `Größe`
    pub größe_2: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiOption {
    pub reader: String,
    pub field: String,
    pub writer: Option<String>,
    /// `self`
    pub self_: Option<bool>,
    /// `2fa`
    pub _2fa: Option<bool>,
}

impl ApiOption {
    /// A value with what the API requires; the rest is unset.
    #[inline]
    pub fn new(required: required::ApiOption) -> Self {
        Self {
            reader: required.reader,
            field: required.field,
            writer: None,
            self_: None,
            _2fa: None,
        }
    }

    #[must_use]
    #[inline]
    pub fn with_writer(mut self, writer: impl Into<String>) -> Self {
        self.writer = Some(writer.into());
        self
    }

    #[must_use]
    #[inline]
    pub fn with_self(mut self, self_: bool) -> Self {
        self.self_ = Some(self_);
        self
    }

    #[must_use]
    #[inline]
    pub fn with_2fa(mut self, _2fa: bool) -> Self {
        self._2fa = Some(_2fa);
        self
    }
}

pub type ApiVec = Vec<ApiString>;
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct At {
    pub index: i64,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct C {
    pub c: Vec<At>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Keywords {
    /// `type`
    pub type_: String,
    /// `match`
    pub match_: Option<String>,
    /// `Self`
    pub self_: Option<String>,
    /// `fn`
    pub fn_: Option<Vec<KeywordsFnItem>>,
    /// `a.b c`
    pub a_b_c: Option<String>,
    /// `@id`
    pub id: Option<String>,
    /// `$`
    pub empty: Option<String>,
    /// `""`
    pub empty_2: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct N400 {
    /// `C`
    pub c: C,
    pub required: Required,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Required {
    pub at: At,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Thing {
    pub b: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Thing2 {
    pub a: Option<String>,
}


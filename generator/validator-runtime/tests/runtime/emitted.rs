//! What the generator would emit for a small API, written by hand: the tables, then the registry.

use trueup_validator::registry::{
    Api, Base, Field, Media, Method, Operation, Parameter, Place, Position, RequestBody, Response,
    Schema, Scheme, SchemeKind, Server, Service, Status, Style, Type,
};
use trueup_validator::schema::{
    Additional, Array, ArrayApplicators, Boolean, Bound, Choice, Contains, Number, Object,
    SchemaLocation, Tags, Text, Unevaluated, Values, absent, optional, read_only, required,
    write_only,
};
use trueup_validator::{Check, Class, Format, Json, Matcher, Mixed, Node, Pattern, Run};

const fn at(name: &'static str, line: u32, column: u32) -> SchemaLocation<'static> {
    SchemaLocation {
        name,
        file: "pets.yaml",
        line,
        column,
    }
}

static PET_OBJECT: Object = Object {
    exclusive: &[&[3, 4]],
    ..Object::new(
        at("Pet", 10, 5),
        &[
            required("name", Node::Text(&NAME)),
            optional("age", Node::Number(&AGE)),
            optional("tags", Node::Array(&TAGS)),
            optional("weight", Node::Number(&WEIGHT)),
            optional("weight_grams", Node::Number(&WEIGHT)),
            optional("parent", Node::Object(&PET_OBJECT)),
            read_only("id", Node::Text(&ID)),
            write_only("password", Node::Text(&PASSWORD)),
            absent("nickname", Node::Text(&PLAIN)),
            optional("kind", Node::Text(&KIND)),
            optional("chip", Node::Text(&CHIP)),
            optional("born_at", Node::Text(&BORN_AT)),
            optional("extra", Node::Object(&EXTRA)),
            optional("alive", Node::Boolean(&ALIVE)),
        ],
    )
};
pub(crate) const PET: Check = Check::new(Node::Object(&PET_OBJECT));

static NAME: Text = Text {
    min_length: 2,
    max_length: 8,
    ..Text::at(at("Pet.name", 14, 7))
};
static AGE: Number = Number {
    integer: true,
    nullable: true,
    sure: (0, 40),
    format: Some(Format::Int32),
    minimum: Some(Bound {
        value: "0",
        exclusive: false,
    }),
    maximum: Some(Bound {
        value: "40",
        exclusive: false,
    }),
    ..Number::at(at("Pet.age", 15, 7))
};
static TAGS: Array = Array {
    items: Node::Text(&PLAIN),
    min_items: 1,
    max_items: 3,
    unique: true,
    ..Array::at(at("Pet.tags", 16, 7))
};
static WEIGHT: Number = Number {
    multiple_of: Some("0.25"),
    ..Number::at(at("Pet.weight", 17, 7))
};
static ID: Text = Text {
    format: Some(Format::Uint64),
    numbers: true,
    ..Text::at(at("Pet.id", 18, 7))
};
static PASSWORD: Text = Text {
    sensitive: true,
    max_length: 4,
    ..Text::at(at("Pet.password", 19, 7))
};
static PLAIN: Text = Text::at(at("Pet.tags.items", 20, 7));
static KIND: Text = Text {
    values: &["cat", "dog"],
    numbers: true,
    ..Text::at(at("Kind", 21, 5))
};
static CHIP_PATTERN: Pattern = Pattern {
    source: "^[0-9a-f]{4}$",
    matcher: Matcher::Whole(&[Run {
        class: Class::LowerHex,
        least: 4,
        most: 4,
    }]),
};
static CHIP: Text = Text {
    pattern: Some(&CHIP_PATTERN),
    zero: Some(""),
    ..Text::at(at("Pet.chip", 22, 7))
};
static BORN_AT: Text = Text {
    format: Some(Format::DateTime),
    ..Text::at(at("Pet.born_at", 23, 7))
};
static EXTRA: Object = Object {
    additional: Additional::Each(Node::Number(&EXTRA_VALUE)),
    min_properties: 1,
    max_properties: 2,
    ..Object::new(at("Pet.extra", 24, 7), &[])
};
static EXTRA_VALUE: Number = Number {
    minimum: Some(Bound {
        value: "0",
        exclusive: true,
    }),
    maximum: Some(Bound {
        value: "1.5",
        exclusive: true,
    }),
    ..Number::at(at("Pet.extra.additional", 25, 9))
};
static ALIVE: Boolean = Boolean {
    location: at("Pet.alive", 26, 7),
    nullable: false,
};

static CLOSED_OBJECT: Object = Object {
    additional: Additional::Forbidden,
    ..Object::new(at("Closed", 30, 5), &[optional("a", Node::Any)])
};
pub(crate) const CLOSED: Check = Check::new(Node::Object(&CLOSED_OBJECT));

const fn shape(branches: &'static [Node<'static>]) -> Option<Choice<'static>> {
    Some(Choice {
        location: at("Shape", 40, 5),
        names: &["Closed", "Kind"],
        branches,
    })
}

static ANY_SHAPE_MIXED: Mixed = Mixed {
    any_of: shape(&[Node::Object(&CLOSED_OBJECT), Node::Text(&KIND)]),
    ..Mixed::at(at("Shape", 40, 5))
};
pub(crate) const ANY_SHAPE: Check = Check::new(Node::Mixed(&ANY_SHAPE_MIXED));

static ONE_SHAPE_MIXED: Mixed = Mixed {
    one_of: shape(&[Node::Object(&CLOSED_OBJECT), Node::Text(&KIND), Node::Any]),
    ..Mixed::at(at("Shape", 40, 5))
};
pub(crate) const ONE_SHAPE: Check = Check::new(Node::Mixed(&ONE_SHAPE_MIXED));

static NO_KIND_MIXED: Mixed = Mixed {
    not: Some(Node::Text(&KIND)),
    ..Mixed::at(at("Shape", 40, 5))
};
pub(crate) const NO_KIND: Check = Check::new(Node::Mixed(&NO_KIND_MIXED));

static LISTED_MIXED: Mixed = Mixed {
    values: Some(Values {
        location: at("Listed", 50, 5),
        values: &[
            Json::Number("1"),
            Json::Array(&[Json::Null]),
            Json::Object(&[("a", Json::Boolean(true))]),
        ],
    }),
    all_of: &[Node::Any],
    ..Mixed::at(at("Listed", 50, 5))
};
pub(crate) const LISTED: Check = Check::new(Node::Mixed(&LISTED_MIXED));

/// Three branches lead to the next level.
static DOUBLED_MIXED: Mixed = Mixed {
    any_of: Some(Choice {
        location: at("Doubled", 60, 5),
        names: &["a", "b"],
        branches: &[
            Node::Text(&DOUBLED_TEXT),
            Node::Array(&DOUBLED_LONG),
            Node::Array(&DOUBLED_ITEMS),
            Node::Array(&DOUBLED_SHORT),
        ],
    }),
    ..Mixed::at(at("Doubled", 60, 5))
};
static DOUBLED_TEXT: Text = Text {
    values: &["a"],
    ..Text::at(at("Doubled.text", 61, 5))
};
static DOUBLED_LONG: Array = Array {
    items: Node::Mixed(&DOUBLED_MIXED),
    min_items: 3,
    ..Array::at(at("Doubled.long", 62, 5))
};
static DOUBLED_ITEMS: Array = Array {
    items: Node::Mixed(&DOUBLED_MIXED),
    min_items: 2,
    ..Array::at(at("Doubled.items", 63, 5))
};
static DOUBLED_SHORT: Array = Array {
    items: Node::Mixed(&DOUBLED_MIXED),
    ..Array::at(at("Doubled.short", 64, 5))
};
pub(crate) const DOUBLED: Check = Check::new(Node::Mixed(&DOUBLED_MIXED));

/// Two schemas for one object, both with what lies in it.
static TWICE_MIXED: Mixed = Mixed {
    all_of: &[Node::Object(&TWICE_ONE), Node::Object(&TWICE_OTHER)],
    ..Mixed::at(at("Twice", 66, 5))
};
static TWICE_ONE: Object = Object::new(
    at("Twice.one", 67, 5),
    &[optional("x", Node::Nullable(&Node::Mixed(&TWICE_MIXED)))],
);
static TWICE_OTHER: Object = Object::new(
    at("Twice.other", 68, 5),
    &[optional("x", Node::Nullable(&Node::Mixed(&TWICE_MIXED)))],
);
pub(crate) const TWICE: Check = Check::new(Node::Mixed(&TWICE_MIXED));

/// A property tells the branch, and stands behind what lies in it.
static TAGGED_MIXED: Mixed = Mixed {
    one_of: Some(Choice {
        location: at("Tagged", 70, 5),
        names: &["a"],
        branches: &[Node::Object(&TAGGED_OBJECT)],
    }),
    tags: Some(Tags::new("k", &["a"])),
    ..Mixed::at(at("Tagged", 70, 5))
};
static TAGGED_OBJECT: Object = Object::new(
    at("Tagged.a", 71, 5),
    &[
        optional("x", Node::Mixed(&TAGGED_MIXED)),
        required("k", Node::Text(&DOUBLED_TEXT)),
    ],
);
pub(crate) const TAGGED: Check = Check::new(Node::Mixed(&TAGGED_MIXED));

/// Leads back to itself without a container between.
static CIRCLE_MIXED: Mixed = Mixed {
    not: Some(Node::Mixed(&CIRCLE_MIXED)),
    ..Mixed::at(at("Circle", 65, 5))
};
pub(crate) const CIRCLE: Check = Check::new(Node::Mixed(&CIRCLE_MIXED));

static NO_LOCATION: SchemaLocation = at("None", 70, 5);
static WITH_TEXT: Array = Array {
    applicators: Some(&ArrayApplicators {
        prefix: &[Node::Never(&NO_LOCATION)],
        contains: Some(Contains::new(Node::Text(&KIND))),
        ..ArrayApplicators::NONE
    }),
    ..Array::at(at("WithText", 71, 5))
};
pub(crate) const NONE_FIRST: Check = Check::new(Node::Array(&WITH_TEXT));

static NOTHING_ELSE_MIXED: Mixed = Mixed {
    unevaluated: Some(&Unevaluated {
        properties: Some(Node::Never(&NO_LOCATION)),
        items: Some(Node::Never(&NO_LOCATION)),
        ..Unevaluated::at(at("NothingElse", 72, 5))
    }),
    ..Mixed::at(at("NothingElse", 72, 5))
};
pub(crate) const NOTHING_ELSE: Check = Check::new(Node::Mixed(&NOTHING_ELSE_MIXED));

const fn place(line: u32) -> Position<'static> {
    Position {
        file: "pets.yaml",
        line,
        column: 5,
    }
}

pub(crate) static PET_ROW: Schema = Schema {
    name: "Pet",
    ty: Type::new(Base::Object, None),
    check: PET,
    fields: &[Field {
        name: "name",
        ty: Type::new(Base::String, None),
        alternative: false,
        required: true,
        nullable: false,
        deprecated: false,
        sensitive: false,
        schema: None,
        values: &[],
        position: place(14),
        upstream: None,
    }],
    position: place(10),
    upstream: None,
    sensitive: false,
};

static JSON: &[Media] = &[Media {
    media_type: "application/json; charset=utf-8",
    form: None,
    schema: Some(&PET_ROW),
    stream: None,
    examples: &[],
}];

const fn operation(
    id: &'static str,
    method: Method<'static>,
    path: &'static str,
) -> Operation<'static> {
    Operation {
        id,
        method,
        path,
        servers: &[],
        summary: None,
        deprecated: false,
        unpublished: false,
        parameters: &[],
        exclusive: &[],
        any_of: &[],
        credentials: &[],
        request: None,
        responses: &[],
        position: place(1),
        upstream: None,
    }
}

pub(crate) static GET_PET: Operation = Operation {
    parameters: &[Parameter {
        name: "id",
        place: Place::Path,
        ty: Type::new(Base::String, Some("uint64")),
        required: true,
        deprecated: false,
        check: PET,
        style: Style::Text,
        values: &[],
        examples: &[],
        position: place(70),
        upstream: None,
    }],
    responses: &[
        Response {
            status: Status::Exact(200),
            headers: &[],
            content: JSON,
            position: place(71),
        },
        Response {
            status: Status::Range(2),
            headers: &[],
            content: &[],
            position: place(72),
        },
        Response {
            status: Status::Default,
            headers: &[],
            content: JSON,
            position: place(73),
        },
    ],
    ..operation("getPet", Method::Get, "/pets/{id}")
};
static LIST_MINE: Operation = operation("listMine", Method::Get, "/pets/mine");
static GET_PICTURE: Operation = operation("getPicture", Method::Get, "/pets/{id}/picture.{format}");
static ADD_PET: Operation = Operation {
    request: Some(RequestBody {
        required: false,
        content: JSON,
        position: place(80),
        camel_case: true,
    }),
    ..operation("addPet", Method::Post, "/pets")
};

pub(crate) static SERVICE: Service = Service {
    name: "pets",
    title: "Pets",
    version: "1",
    position: place(1),
    servers: &[Server {
        url: "https://pets.example.com",
        description: None,
        variables: &[],
    }],
    schemes: &[Scheme {
        name: "token",
        kind: SchemeKind::Bearer,
        position: place(2),
    }],
    operations: &[&GET_PET, &LIST_MINE, &GET_PICTURE, &ADD_PET],
    schemas: &[&PET_ROW],
    webhooks: &[],
    rate_limit: None,
    aliases: &[],
    camel_case_requests: true,
};

pub(crate) static API: Api = Api {
    services: &[&SERVICE],
};

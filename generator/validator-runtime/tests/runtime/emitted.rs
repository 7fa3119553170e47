//! What the generator would emit for a small API, written by hand: the checks, then the registry.

use trueup_validator::registry::{
    Api, Base, Field, Media, Method, Operation, Parameter, Place, Position, RequestBody, Response,
    Schema, Scheme, SchemeKind, Server, Service, Status, Style, Type,
};
use trueup_validator::schema::{
    Additional, Array, Boolean, Bound, Choice, Demand, Number, Object, Property, Site, Text,
    Values, absent, optional, read_only, required, write_only,
};
use trueup_validator::{Checker, Class, Format, Json, Matcher, Pattern, Run};

const fn at(name: &'static str, line: u32, column: u32) -> Site {
    Site {
        name,
        file: "pets.yaml",
        line,
        column,
    }
}

static PET: Object = Object {
    exclusive: &[&[3, 4]],
    ..Object::new(
        at("Pet", 10, 5),
        &[
            required("name"),
            optional("age"),
            optional("tags"),
            optional("weight"),
            optional("weight_grams"),
            optional("parent"),
            read_only("id"),
            write_only("password"),
            absent("nickname"),
            optional("kind"),
            optional("chip"),
            optional("born_at"),
            optional("extra"),
            optional("alive"),
        ],
    )
};
pub(crate) fn pet(c: &mut Checker<'_>) {
    let Some(mut members) = c.object(&PET) else {
        return;
    };
    while let Some(index) = members.next(c) {
        match index {
            0 => c.text(&NAME),
            1 => c.number(&AGE),
            2 => c.array(&TAGS, tag),
            3 | 4 => c.number(&WEIGHT),
            5 => pet(c),
            6 => c.text(&ID),
            7 => c.text(&PASSWORD),
            8 => c.text(&PLAIN),
            9 => c.text(&KIND),
            10 => c.text(&CHIP),
            11 => c.text(&BORN_AT),
            12 => c.map(&EXTRA, extra_value),
            13 => c.boolean(&ALIVE),
            _ => members.other(c),
        }
    }
    members.end(c);
}

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
    min_items: 1,
    max_items: 3,
    unique: true,
    ..Array::at(at("Pet.tags", 16, 7))
};
fn tag(c: &mut Checker<'_>) {
    c.text(&PLAIN);
}
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
    additional: Additional::Allowed,
    min_properties: 1,
    max_properties: 2,
    ..Object::new(at("Pet.extra", 24, 7), &[])
};
fn extra_value(c: &mut Checker<'_>) {
    c.number(&EXTRA_VALUE);
}
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
    site: at("Pet.alive", 26, 7),
    nullable: false,
};

static CLOSED: Object = Object {
    additional: Additional::Forbidden,
    ..Object::new(
        at("Closed", 30, 5),
        &[Property {
            name: "a",
            demand: Demand::Optional,
        }],
    )
};
pub(crate) fn closed(c: &mut Checker<'_>) {
    let Some(mut members) = c.object(&CLOSED) else {
        return;
    };
    while let Some(index) = members.next(c) {
        match index {
            0 => c.any(),
            _ => members.other(c),
        }
    }
    members.end(c);
}

static SHAPE: Choice = Choice {
    site: at("Shape", 40, 5),
    names: &["Closed", "Kind"],
};
pub(crate) fn any_shape(c: &mut Checker<'_>) {
    c.any_of(&SHAPE, &[closed, kind]);
    c.pass();
}
pub(crate) fn one_shape(c: &mut Checker<'_>) {
    c.one_of(&SHAPE, &[closed, kind, trueup_validator::any]);
    c.pass();
}
pub(crate) fn no_kind(c: &mut Checker<'_>) {
    c.not(&SHAPE, kind);
    c.pass();
}
fn kind(c: &mut Checker<'_>) {
    c.text(&KIND);
}

static LISTED: Values = Values {
    site: at("Listed", 50, 5),
    values: &[
        Json::Number("1"),
        Json::Array(&[Json::Null]),
        Json::Object(&[("a", Json::Boolean(true))]),
    ],
};
pub(crate) fn listed(c: &mut Checker<'_>) {
    c.values(&LISTED);
    c.any();
}

/// Each level reads the next one twice for each time that it is read itself.
static DOUBLED: Choice = Choice {
    site: at("Doubled", 60, 5),
    names: &["a", "b"],
};
pub(crate) fn doubled(c: &mut Checker<'_>) {
    c.any_of(
        &DOUBLED,
        &[doubled_string, doubled_array, doubled_array, doubled_array],
    );
    c.pass();
}
static DOUBLED_TEXT: Text = Text {
    values: &["never"],
    ..Text::at(at("Doubled.text", 61, 5))
};
fn doubled_string(c: &mut Checker<'_>) {
    c.text(&DOUBLED_TEXT);
}
static DOUBLED_ITEMS: Array = Array::at(at("Doubled.items", 62, 5));
fn doubled_array(c: &mut Checker<'_>) {
    c.array(&DOUBLED_ITEMS, doubled);
}

/// Leads back to itself without a container between.
static CIRCLE: Choice = Choice {
    site: at("Circle", 65, 5),
    names: &["a"],
};
pub(crate) fn circle(c: &mut Checker<'_>) {
    c.not(&CIRCLE, circle);
    c.pass();
}

const fn place(line: u32) -> Position {
    Position {
        file: "pets.yaml",
        line,
        column: 5,
    }
}

pub(crate) static PET_ROW: Schema = Schema {
    name: "Pet",
    ty: Type::new(Base::Object, None),
    check: pet,
    fields: &[Field {
        name: "name",
        ty: Type::new(Base::String, None),
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
    schema: Some(&PET_ROW),
    stream: None,
    examples: &[],
}];

const fn operation(id: &'static str, method: Method, path: &'static str) -> Operation {
    Operation {
        id,
        method,
        path,
        summary: None,
        deprecated: false,
        unpublished: false,
        parameters: &[],
        exclusive: &[],
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
        check: pet,
        style: Style::Text,
        values: &[],
        example: None,
        position: place(70),
        upstream: None,
    }],
    responses: &[
        Response {
            status: Status::Exact(200),
            content: JSON,
            position: place(71),
        },
        Response {
            status: Status::Range(2),
            content: &[],
            position: place(72),
        },
        Response {
            status: Status::Default,
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
    rate_limit: None,
    camel_case_requests: true,
};

pub(crate) static API: Api = Api {
    services: &[&SERVICE],
};

//! Looking things up: operations by id, by method and path; responses by status.

use crate::emitted::{
    API, GET_PET, PET_ROW, SERVICE, any_shape, closed, doubled, listed, no_kind, one_shape,
};
use trueup_validator::registry::{Api, Operation, Service, Status};

/// Another service with an operation and a schema of the same names.
static TWIN: Service = Service {
    name: "twin",
    operations: &[&TWIN_GET],
    ..SERVICE
};
static TWIN_GET: Operation = GET_PET;
static TWICE: Api = Api {
    services: &[&SERVICE, &TWIN],
};

#[test]
fn paths_lead_to_operations() {
    let id = |method: &str, path: &str| API.route(method, path).map(|route| route.operation.id);
    assert_eq!(id("GET", "/pets/7"), Some("getPet"));
    // Text wins over a parameter.
    assert_eq!(id("GET", "/pets/mine"), Some("listMine"));
    assert_eq!(id("POST", "/pets"), Some("addPet"));
    assert_eq!(id("GET", "/pets/7/picture.png"), Some("getPicture"));
    for (method, path) in [
        ("GET", "/pets/"),
        ("GET", "/pets/7/"),
        ("get", "/pets/7"),
        ("PUT", "/pets/7"),
        ("GET", "/"),
    ] {
        assert_eq!(id(method, path), None, "{method} {path}");
    }
    let route = API.route("GET", "/pets/a%20b/picture.png").unwrap();
    assert_eq!(
        route.parameters().collect::<Vec<_>>(),
        [("id", "a%20b"), ("format", "png")]
    );
}

#[test]
fn names_lead_to_rows() {
    assert_eq!(API.operation("getPet").unwrap().path, "/pets/{id}");
    assert_eq!(API.operation("pets.getPet").unwrap().path, "/pets/{id}");
    assert!(API.operation("dogs.getPet").is_none() && API.operation("get").is_none());
    assert_eq!(API.schema("Pet").unwrap().name, "Pet");
    assert!(TWICE.operation("getPet").is_none() && TWICE.operation("twin.getPet").is_some());
    // Two services may share a schema.
    assert_eq!(TWICE.schema("Pet").unwrap().name, "Pet");
    assert!(
        API.schema("Pet")
            .unwrap()
            .validate(br#"{"name": "Rex"}"#)
            .is_ok()
    );
    assert!(PET_ROW.validate(b"{}").is_err());
}

#[test]
fn the_nearest_status_answers() {
    let status = |status| GET_PET.response(status).map(|response| response.status);
    assert_eq!(status(200), Some(Status::Exact(200)));
    assert_eq!(status(204), Some(Status::Range(2)));
    assert_eq!(status(500), Some(Status::Default));
}

#[test]
fn an_optional_body_may_be_empty() {
    let add = API.operation("addPet").unwrap();
    assert!(add.validate_request(b"").is_ok());
    assert!(add.validate_request(b"{}").is_err());
    assert!(GET_PET.response(200).unwrap().validate(b"").is_err());
    assert!(GET_PET.validate_request(b"anything").is_ok());
}

#[test]
fn every_check_of_the_module_admits_something() {
    for (check, text) in [
        (closed as trueup_validator::Check, "{}"),
        (any_shape, "{}"),
        (one_shape, "1"),
        (no_kind, "1"),
        (listed, r#"{"a": true}"#),
        (listed, "1.0"),
        (doubled, "[]"),
    ] {
        let found = trueup_validator::Violations::check(
            text.as_bytes(),
            check,
            trueup_validator::Policy::SCHEMA,
        );
        assert!(found.is_ok(), "{text}: {found:?}");
    }
}

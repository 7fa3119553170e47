//! Looking things up: operations by id, by method and path; responses by status.

use crate::emitted::{
    ANY_SHAPE, API, CLOSED, DOUBLED, GET_PET, LISTED, NO_KIND, ONE_SHAPE, PET_ROW, SERVICE,
};
use trueup_validator::registry::{
    Api, Media, Operation, RequestBody, Response, Router, Service, Status,
};

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
    let router = Router::new(&API);
    let id = |method: &str, path: &str| router.route(method, path).map(|route| route.operation.id);
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
    let route = router.route("GET", "/pets/a%20b/picture.png").unwrap();
    assert_eq!(
        route.parameters().collect::<Vec<_>>(),
        [("id", "a%20b"), ("format", "png")]
    );
}

/// The id of the operation that a path leads to among these templates, of which each is its own id.
fn led_to(templates: &[&'static str], path: &str) -> Option<&'static str> {
    let operation = |template: &&'static str| -> &'static Operation {
        Box::leak(Box::new(Operation {
            id: template,
            path: template,
            ..GET_PET
        }))
    };
    let operations: Vec<_> = templates.iter().map(operation).collect();
    let service: &'static Service = Box::leak(Box::new(Service {
        operations: operations.leak(),
        ..SERVICE
    }));
    Some(Router::of([service]).route("GET", path)?.operation.id)
}

#[test]
fn the_most_literal_path_wins() {
    const TEMPLATES: &[&str] = &[
        "/{a}",
        "/jobs/{id}",
        "/jobs/{id}:log",
        "/jobs/{id}.{format}",
        "/jobs/{id}.json",
        "/jobs/mine",
        "/jobs/",
        "/{kind}/mine/last",
        "/a//b",
        "/p%20q",
        "/é",
        "/Users('{id}')/$count",
        "/{a}-{b}/x",
    ];
    for (path, template) in [
        ("/jobs", "/{a}"),
        ("/jobs/", "/jobs/"),
        ("/jobs/7", "/jobs/{id}"),
        ("/jobs/7:log", "/jobs/{id}:log"),
        ("/jobs/7%3Alog", "/jobs/{id}"),
        ("/jobs/7:stop", "/jobs/{id}"),
        ("/jobs/7.json", "/jobs/{id}.json"),
        ("/jobs/7.xml", "/jobs/{id}.{format}"),
        ("/jobs/mine", "/jobs/mine"),
        ("/jobs/%6Dine", "/jobs/mine"),
        // The text that fits first leads nowhere.
        ("/jobs/mine/last", "/{kind}/mine/last"),
        ("/a//b", "/a//b"),
        ("/p%20q", "/p%20q"),
        ("/%C3%A9", "/é"),
        ("/Users('x')/$count", "/Users('{id}')/$count"),
        ("/1-2/x", "/{a}-{b}/x"),
    ] {
        assert_eq!(led_to(TEMPLATES, path), Some(template), "{path}");
    }
    for path in ["/a/b", "/jobs//", "/12/x", "/jobs/7/", "/a/b/"] {
        assert_eq!(led_to(TEMPLATES, path), None, "{path}");
    }
}

#[test]
fn methods_and_services_share_paths() {
    let router = Router::new(&TWICE);
    let [first, twin] = [&SERVICE, &TWIN];
    assert!(std::ptr::eq(
        router.route("GET", "/pets/7").unwrap().service,
        first
    ));
    assert!(std::ptr::eq(
        router.route_of(twin, "GET", "/pets/7").unwrap().service,
        twin
    ));
    assert!(router.route_of(twin, "POST", "/pets").is_none());
    // `/pets/mine` is there for GET alone, `/pets/{id}` for no other method either.
    assert!(router.route("PUT", "/pets/mine").is_none());
}

#[test]
fn many_routes_cost_no_more_than_their_number() {
    let templates: Vec<&'static str> = (0..20_000)
        .map(|number| &*format!("/a/{{x}}/b{number}/{{y}}").leak())
        .collect();
    let operations = templates.iter().map(|template| -> &'static Operation {
        Box::leak(Box::new(Operation {
            path: template,
            ..GET_PET
        }))
    });
    let service: &'static Service = Box::leak(Box::new(Service {
        operations: operations.collect::<Vec<_>>().leak(),
        ..SERVICE
    }));
    let router = Router::of([service]);
    for number in 0..20_000 {
        let path = format!("/a/1/b{number}/2");
        let route = router.route("GET", &path).unwrap();
        assert_eq!(Some(&route.operation.path), templates.get(number));
    }
    // As many segments as one likes: neither does the search go down a stack.
    let deep = "/{a}".repeat(100_000).leak();
    let path = "/7".repeat(100_000);
    assert_eq!(led_to(&[deep], &path), Some(&*deep));
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
        (CLOSED, "{}"),
        (ANY_SHAPE, "{}"),
        (ONE_SHAPE, "1"),
        (NO_KIND, "1"),
        (LISTED, r#"{"a": true}"#),
        (LISTED, "1.0"),
        (DOUBLED, "[]"),
    ] {
        let found = trueup_validator::Violations::check(
            text.as_bytes(),
            check,
            trueup_validator::Policy::SCHEMA,
        );
        assert!(found.is_ok(), "{text}: {found:?}");
    }
}

/// Two kinds of JSON, which differ, and one body that is none.
const KINDS: &[Media] = &[
    Media {
        media_type: "application/json",
        schema: Some(&PET_ROW),
        ..Media::DEFAULT
    },
    Media {
        media_type: "application/*+json",
        ..Media::DEFAULT
    },
    Media {
        media_type: "text/csv",
        ..Media::DEFAULT
    },
];

#[test]
fn a_body_is_what_its_media_type_says() {
    let response = Response {
        content: KINDS,
        ..Response::DEFAULT
    };
    for (sent, is_judged) in [
        (None, true),
        (Some("application/json; charset=utf-8"), true),
        (Some("application/vnd.pet+json"), false),
        (Some("text/csv; header=present"), false),
        // None of those described: the client reads JSON all the same.
        (Some("text/html"), true),
    ] {
        assert_eq!(
            response.validate_as(sent, b"{}").is_err(),
            is_judged,
            "{sent:?}"
        );
    }
    let request = RequestBody {
        content: KINDS,
        ..RequestBody::DEFAULT
    };
    let operation = Operation {
        request: Some(request),
        ..Operation::DEFAULT
    };
    assert!(
        operation
            .validate_request_as("application/json", b"{}")
            .is_err()
    );
    assert!(
        operation
            .validate_request_as("application/merge-patch+json", b"{}")
            .is_ok()
    );
    assert!(operation.validate_request_as("text/csv", b"{}").is_ok());
}

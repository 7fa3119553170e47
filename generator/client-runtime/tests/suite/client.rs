//! A client as it is emitted, for an API of no meaning.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use trueup_client::{
    Builder, Call, Core, Credential, Error, ErrorDetails, ErrorKind, ErrorRule, ErrorTest,
    FailureInBody, Framing, FromCore, Method, Operation, Retry, RetryPolicy, StreamCall, Success,
    Undeclared,
};

#[derive(Clone, Debug)]
pub(crate) struct Client {
    core: Core,
}

impl FromCore for Client {
    fn from_core(core: Core) -> Self {
        Self { core }
    }
}

/// The secret of every test: it must not turn up anywhere.
pub(crate) const SECRET: &str = "hunter2";

/// With a credential in a header of its own, and waits that are short.
pub(crate) fn builder(url: &str) -> Builder<Client> {
    Builder::new(url, Credential::header("key", "x-key", "Key ", SECRET))
        .timeout(Duration::from_secs(10))
        .retry(RetryPolicy::default().first_wait(Duration::from_millis(1)))
}

pub(crate) fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Thing {
    pub(crate) id: i64,
    #[serde(default)]
    pub(crate) problem: String,
}

impl FailureInBody for Thing {
    fn failure(&self) -> Option<&str> {
        Some(self.problem.as_str()).filter(|problem| !problem.is_empty())
    }
}

pub(crate) fn thing(id: i64) -> Thing {
    Thing {
        id,
        problem: String::new(),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    pub(crate) code: i64,
    message: String,
}

impl ErrorDetails for Problem {
    const RULES: &'static [ErrorRule] = &[
        ErrorRule {
            kind: ErrorKind::Unauthenticated,
            pointer: "/message",
            test: ErrorTest::Contains("who are you"),
        },
        ErrorRule::contains(ErrorKind::Transient, "/message", "waking up"),
    ];

    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }
}

pub(crate) type Failed = Error<Problem>;

const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    retry: Retry,
) -> Operation {
    Operation {
        id,
        method,
        path,
        security: &[&["key"]],
        retry,
        success: Success::Ok,
        sensitive: false,
    }
}

pub(crate) static GET: Operation =
    operation("getThing", Method::Get, "/things/{id}", Retry::Idempotent);
pub(crate) static LIST: Operation =
    operation("listThings", Method::Get, "/things", Retry::Idempotent);
pub(crate) static ADD: Operation = operation("addThing", Method::Post, "/things", Retry::Never);
pub(crate) static PUT: Operation = operation("putThing", Method::Put, "/things", Retry::Idempotent);
pub(crate) static WATCH: Operation =
    operation("watchThings", Method::Get, "/watch", Retry::Idempotent);
pub(crate) static OPEN: Operation = Operation {
    id: "ping",
    security: &[],
    ..LIST_OPEN
};
const LIST_OPEN: Operation = operation("ping", Method::Get, "/ping", Retry::Idempotent);
pub(crate) static PRIVATE: Operation = Operation {
    sensitive: true,
    ..operation("getKey", Method::Get, "/key", Retry::Idempotent)
};
pub(crate) static OTHER: Operation = Operation {
    security: &[&["token"], &["a", "b"]],
    ..operation("other", Method::Get, "/other", Retry::Never)
};

pub(crate) static ELSEWHERE: Operation = Operation {
    success: Success::Redirection,
    ..operation("elsewhere", Method::Get, "/elsewhere", Retry::Idempotent)
};

impl Client {
    pub(crate) fn call<T>(&self, operation: &'static Operation) -> Call<T, Problem> {
        Call::new(&self.core, operation)
    }

    pub(crate) fn undeclared(&self, operation: &'static Operation) -> Call<Thing, Undeclared> {
        Call::new(&self.core, operation)
    }

    pub(crate) fn get(&self) -> Call<Thing, Problem> {
        self.call(&GET).path("id", 1)
    }

    pub(crate) fn add(&self) -> Call<Thing, Problem> {
        self.call(&ADD).json(&thing(1))
    }

    pub(crate) fn watch(&self) -> StreamCall<Thing, Problem> {
        self.call(&WATCH)
            .stream(Framing::Lines, Some(("result", "error")))
    }

    pub(crate) fn list(&self) -> Call<BTreeMap<String, Vec<i64>>, Problem> {
        self.call(&LIST)
    }
}

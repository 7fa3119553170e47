//! One recorded exchange, and what the client makes of it.

use std::fmt::Debug;
use std::pin::Pin;

use comet_lnd::trueup_client::{ErrorKind, Streaming};
use comet_lnd::{Client, Error, Macaroon, NodeError};
use comet_validator::trueup_validator::registry::Router;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::compare::set;
use crate::recording::{Received, Recording};

/// A recorded exchange: how the client makes the same request and what must come of it, or what it lacks for it.
pub(crate) struct Case {
    /// The recording's name.
    pub(crate) name: &'static str,
    pub(crate) part: Part,
}

pub(crate) enum Part {
    Replayed(Drive),
    Skipped(Lack),
}

/// Makes the call, and holds what comes of it against what was recorded. What it gives is for the table.
pub(crate) type Drive = Box<dyn FnOnce(Client, Received) -> Pin<Box<dyn Future<Output = String>>>>;

/// What a typed client lacks to make a request. Each is checked: a reason that does not hold fails the test.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lack {
    /// The API has no operation of this method and path.
    Operation,
    /// The operation has no query parameter of this name.
    Parameter(&'static str),
    /// The type does not write such a value; the function tells whether it does.
    Value(&'static str, fn() -> bool),
    /// The body is no JSON.
    RawBody,
    /// A client always sends its macaroon, in hex.
    OtherCredential,
}

impl Case {
    fn replayed<F>(name: &'static str, drive: impl FnOnce(Client, Received) -> F + 'static) -> Self
    where
        F: Future<Output = String> + 'static,
    {
        let drive: Drive = Box::new(move |client, recorded| Box::pin(drive(client, recorded)));
        let part = Part::Replayed(drive);
        Self { name, part }
    }
}

/// The call succeeds, its value is the recorded one, and the types say of it what `check` expects.
pub(crate) fn answered<C, T>(
    name: &'static str,
    call: impl FnOnce(&Client) -> C + 'static,
    check: impl FnOnce(&T) + 'static,
) -> Case
where
    C: IntoFuture<Output = Result<T, Error<NodeError>>>,
    T: Serialize,
{
    Case::replayed(name, async move |client, recorded| {
        let value = call(&client).await.unwrap();
        same(name, &recorded.values(), &[&value]);
        check(&value);
        "value".to_owned()
    })
}

/// The call succeeds with a stream of the recorded items, which then ends.
pub(crate) fn streamed<C, T>(
    name: &'static str,
    call: impl FnOnce(&Client) -> C + 'static,
    check: impl FnOnce(&[T]) + 'static,
) -> Case
where
    C: IntoFuture<Output = Result<Streaming<T, NodeError>, Error<NodeError>>>,
    T: Serialize + DeserializeOwned,
{
    Case::replayed(name, async move |client, recorded| {
        let mut updates = call(&client).await.unwrap();
        let mut items = Vec::new();
        while let Some(update) = updates.next().await {
            items.push(update.unwrap());
        }
        let lines = recorded.values().into_iter();
        let recorded: Vec<_> = lines.map(|mut line| line["result"].take()).collect();
        same(name, &recorded, &items);
        check(&items);
        format!("{} updates", items.len())
    })
}

/// The node refuses with the recorded body, which means `kind`.
pub(crate) fn refused<C, T>(
    name: &'static str,
    kind: Option<ErrorKind>,
    call: impl FnOnce(&Client) -> C + 'static,
) -> Case
where
    C: IntoFuture<Output = Result<T, Error<NodeError>>>,
    T: Debug,
{
    Case::replayed(name, async move |client, recorded| {
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.status(), Some(recorded.status), "{name}");
        assert_eq!(error.kind(), kind, "{name}: {error}");
        let predicates = [
            (error.is_unauthenticated(), ErrorKind::Unauthenticated),
            (error.is_forbidden(), ErrorKind::Forbidden),
            (error.is_unsupported(), ErrorKind::Unsupported),
            (error.is_not_found(), ErrorKind::NotFound),
            (error.is_conflict(), ErrorKind::Conflict),
            (error.is_transient(), ErrorKind::Transient),
        ];
        for (holds, of) in predicates {
            assert_eq!(holds, kind == Some(of), "{name}: {of:?}");
        }
        // Streams have the error in an envelope.
        let [mut value] = recorded.values().try_into().unwrap();
        if value["error"].is_object() {
            value = value["error"].take();
        }
        let code = error.code().unwrap();
        let body = error.body().unwrap();
        assert_eq!(value["code"], code.as_i64(), "{name}");
        assert_eq!(value["message"], body.message().unwrap(), "{name}");
        let kind = kind.map_or(String::new(), |kind| format!(", {kind:?}"));
        format!("error {}, {code:?}{kind}", recorded.status)
    })
}

/// The answer is status 200, and an error all the same, with this message. It keeps the recorded body.
pub(crate) fn failed<C, T>(
    name: &'static str,
    message: &'static str,
    call: impl FnOnce(&Client) -> C + 'static,
    check: impl FnOnce(&T) + 'static,
) -> Case
where
    C: IntoFuture<Output = Result<T, Error<NodeError>>>,
    T: Debug + Serialize + 'static,
{
    Case::replayed(name, async move |client, recorded| {
        let error = call(&client).await.unwrap_err();
        let Error::Failure(failure) = error else {
            panic!("{name}: {error:?}");
        };
        assert_eq!(
            (failure.status(), failure.message()),
            (200, message),
            "{name}"
        );
        let body = failure.body::<T>().unwrap();
        same(name, &recorded.values(), &[body]);
        check(body);
        "failure in spite of 200".to_owned()
    })
}

/// A request that a typed client cannot make.
pub(crate) fn skipped(name: &'static str, lack: Lack) -> Case {
    let part = Part::Skipped(lack);
    Case { name, part }
}

/// What stands in the recordings for a macaroon.
const HIDDEN: &str = "<hex macaroon>";

impl Lack {
    /// Whether the reason holds for a recording.
    pub(crate) fn holds(self, recording: &Recording) -> bool {
        let request = &recording.request;
        match self {
            Self::Operation => request.operation().is_none(),
            Self::Parameter(name) => {
                let router = Router::new(&comet_validator::API);
                let route = router.route(&request.method, request.path()).unwrap();
                let mut known = route.operation.parameters.iter();
                let asked = request.query().is_some_and(|query| query.contains(name));
                asked && !known.any(|parameter| parameter.name == name)
            }
            Self::Value(value, written) => {
                let asked =
                    request.path.contains(value) || request.body.to_string().contains(value);
                asked && !written()
            }
            // A body that was sent as JSON was recorded parsed.
            Self::RawBody => request.body.is_string(),
            Self::OtherCredential => {
                let hex = |text: &str| text == HIDDEN || Macaroon::from_hex(text).is_ok();
                let header = request.header("grpc-metadata-macaroon");
                !header.is_some_and(hex)
            }
        }
    }

    pub(crate) fn told(self) -> String {
        match self {
            Self::Operation => "no such method and path".to_owned(),
            Self::Parameter(name) => format!("no query parameter `{name}`"),
            Self::Value(value, _) => format!("no type writes `{value}`"),
            Self::RawBody => "the body is no JSON".to_owned(),
            Self::OtherCredential => {
                "a client always has a macaroon, and sends it in hex".to_owned()
            }
        }
    }
}

/// Holds values, as the client writes them, against the recorded ones.
fn same<T: Serialize>(name: &str, recorded: &[Value], values: &[T]) {
    let recorded: Vec<_> = recorded.iter().cloned().map(set).collect();
    let values: Vec<_> = values
        .iter()
        .map(|value| set(serde_json::to_value(value).unwrap()))
        .collect();
    assert_eq!(values, recorded, "{name}");
}

//! What callers do wrong: each ends in an error that says so, and nothing is sent.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use trueup_client::{Builder, Credential, RequestProblem, SecretSource, TransportProblem};

use crate::client::{Client, Failed, SECRET, client, thing};
use crate::server::{Act, Server, chunked, json, serve};

async fn server() -> Server {
    Server::always(json(200, r#"{"id":1}"#)).await
}

fn refused(error: Failed) -> Box<trueup_client::RequestError> {
    match error {
        Failed::Request(error) => error,
        other => panic!("{other}"),
    }
}

/// What a future comes to at once, where nobody drives it.
fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for nobody"),
    }
}

#[test]
fn a_call_outside_a_runtime_is_refused() {
    let client = client("http://localhost:1");
    let error = at_once(client.get().into_future()).unwrap_err();
    let error = refused(error);
    assert!(matches!(error.problem(), RequestProblem::NoRuntime));
    assert!(error.to_string().contains("tokio runtime"), "{error}");
    let error = at_once(client.watch().into_future()).unwrap_err();
    assert!(matches!(
        refused(error).problem(),
        RequestProblem::NoRuntime
    ));
}

#[test]
fn a_stream_whose_time_nobody_keeps_is_an_error() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let call = async {
        let acts = vec![chunked(200, &[]), Act::Wait(Duration::from_secs(60))];
        let server = Server::always(acts).await;
        let call = client(&server.url).watch();
        call.idle_timeout(Duration::from_secs(5)).await
    };
    let mut updates = runtime.block_on(call).unwrap();
    let next = std::future::poll_fn(|cx| Pin::new(&mut updates).poll_next(cx));
    let Some(Err(Failed::Transport(error))) = at_once(next) else {
        panic!("an error")
    };
    assert_eq!(error.problem(), &TransportProblem::Runtime);
}

#[test]
fn a_client_may_be_used_in_one_runtime_after_the_other() {
    let server = serve(Server::always(json(200, r#"{"id":1}"#)));
    let client = client(&server.url);
    for _ in 0..3 {
        // The connection that the client keeps ends with its runtime.
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let call = client.add().into_future();
        assert_eq!(runtime.block_on(call).unwrap(), thing(1));
    }
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_provider_that_never_answers_has_the_time_of_the_call() {
    let never = SecretSource::provider(std::future::pending);
    let client: Client = Builder::new("http://localhost:1", Credential::bearer("key", never))
        .build()
        .unwrap();
    let call = client.get().timeout(Duration::from_millis(50));
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_url_that_is_too_long_is_refused() {
    let server = server().await;
    let call = client(&server.url).get().query("q", "x".repeat(70_000));
    let error = refused(call.await.unwrap_err());
    assert!(matches!(error.problem(), RequestProblem::Url), "{error}");
    assert_eq!(
        error.to_string(),
        "getThing: the URL does not parse or is too long"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn an_empty_credential_is_refused() {
    let server = server().await;
    for credential in [
        Credential::bearer("key", ""),
        Credential::header("key", "x-key", "", ""),
        Credential::query("key", "key", ""),
        Credential::cookie("key", "key", ""),
    ] {
        let client: Client = Builder::new(&server.url, credential).build().unwrap();
        let error = refused(client.get().await.unwrap_err());
        assert!(matches!(error.problem(), RequestProblem::InvalidCredential));
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_secret_cookie_stays_one_cookie() {
    let server = server().await;
    for value in ["a; admin=1", "a\r\nx-key: b", "\0"] {
        let credential = Credential::cookie("key", "key", format!("{SECRET}{value}"));
        let client: Client = Builder::new(&server.url, credential).build().unwrap();
        let error = refused(client.get().await.unwrap_err());
        assert!(matches!(error.problem(), RequestProblem::InvalidCredential));
    }
    assert!(server.received().is_empty());
}

#[cfg(not(feature = "tls"))]
#[test]
fn https_without_the_feature_is_refused() {
    let error = crate::client::builder("https://localhost")
        .build()
        .unwrap_err();
    assert!(matches!(error, trueup_client::BuildError::NoTls));
}

//! Redirects, and what does not follow them.

use trueup_client::{Builder, Credential, RequestProblem, TransportProblem};

use crate::client::{Client, Failed, LIST, SECRET, Thing, builder, client, thing};
use crate::server::{Act, Server, json, response};

fn to(status: u16, location: &str) -> Vec<Act> {
    response(status, &[("location", location)], b"")
}

async fn destination() -> Server {
    Server::always(json(200, r#"{"id":1}"#)).await
}

#[tokio::test]
async fn within_a_server_all_goes_along() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |request, _| match request.target.as_str() {
            "/things/1?q=1" => to(status, "../elsewhere?x=1"),
            _ => json(200, r#"{"id":1}"#),
        })
        .await;
        assert_eq!(
            client(&server.url).get().query("q", 1).await.unwrap(),
            thing(1)
        );
        let received = server.received();
        assert_eq!(received[1].target, "/elsewhere?x=1");
        assert_eq!(received[1].header("x-key"), Some("Key hunter2"));
    }
}

#[tokio::test]
async fn to_another_server_nothing_secret_goes_along() {
    let other = destination().await;
    let location = format!("{}/copy", other.url);
    let server = Server::always(to(302, &location)).await;
    let call = client(&server.url)
        .get()
        .header("x-trace", SECRET)
        .cookie("session", SECRET);
    assert_eq!(call.await.unwrap(), thing(1));
    let received = other.only();
    assert_eq!(received.target, "/copy");
    assert!(!format!("{received:?}").contains(SECRET), "{received:?}");
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(server.only().header("x-key"), Some("Key hunter2"));
}

#[tokio::test]
async fn no_kind_of_credential_goes_along() {
    let other = destination().await;
    let location = format!("{}/copy", other.url);
    let server = Server::always(to(302, &location)).await;
    for credential in [
        Credential::bearer("key", SECRET),
        Credential::basic("key", "ann", SECRET),
        Credential::query("key", "key", SECRET),
        Credential::cookie("key", "key", SECRET),
    ] {
        let client: Client = Builder::new(&server.url, credential).build().unwrap();
        client.get().await.unwrap();
        let received = other.received().pop().unwrap();
        assert!(!format!("{received:?}").contains(SECRET), "{received:?}");
        assert_eq!(
            (received.header("authorization"), received.header("cookie")),
            (None, None)
        );
    }
}

#[tokio::test]
async fn secrets_do_not_come_back_either() {
    // From here to there and back again: what was taken off stays off.
    let other = Server::start(|request, _| to(302, request.target.trim_start_matches('/'))).await;
    let away = other.url.clone();
    let server = Server::start(move |request, before| {
        let host = request.header("host").unwrap();
        if before == 0 {
            to(302, &format!("{away}/http://{host}/back"))
        } else {
            json(200, r#"{"id":1}"#)
        }
    })
    .await;
    assert_eq!(client(&server.url).get().await.unwrap(), thing(1));
    assert_eq!(server.received()[1].header("x-key"), None);
}

#[tokio::test]
async fn what_is_not_a_read_does_not_follow() {
    for status in [301, 302, 303, 307, 308] {
        let other = destination().await;
        let location = other.url.clone();
        let server = Server::always(to(status, &location)).await;
        let error = client(&server.url).add().await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert!(other.received().is_empty());
    }
}

#[tokio::test]
async fn circles_and_other_schemes_are_refused() {
    for location in [
        "/things/1",
        "https://localhost:1/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "http://",
    ] {
        let server = Server::always(to(302, location)).await;
        let Failed::Transport(error) = client(&server.url).get().await.unwrap_err() else {
            panic!()
        };
        assert_eq!(error.problem(), &TransportProblem::Redirect, "{location}");
        assert!(server.received().len() <= 6);
    }
}

#[tokio::test]
async fn a_redirect_that_leads_nowhere_is_an_error_status() {
    let server = Server::always(response(304, &[], b"")).await;
    assert_eq!(
        client(&server.url).get().await.unwrap_err().status(),
        Some(304)
    );
    let server = Server::always(response(302, &[], b"")).await;
    let error = builder(&server.url)
        .build()
        .unwrap()
        .call::<Thing>(&LIST)
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(302));
    assert!(
        !matches!(error, Failed::Request(error) if matches!(error.problem(), RequestProblem::Url))
    );
}

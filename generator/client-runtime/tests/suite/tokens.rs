//! Credentials that run out: fetched once for all who wait, used until they are no longer good.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use trueup_client::{BuildError, Builder, Core, Credential, FromCore, OAuth2, SecretSource, Token};

use crate::client::{Client, SECRET, thing};
use crate::server::{Received, Server, json};

fn client(url: &str, source: impl Into<SecretSource>) -> Client {
    let credential = Credential::bearer("key", source);
    Builder::new(url, credential).build().unwrap()
}

/// Gives tokens of a number each, which are good for some time.
fn numbered(good_for: Duration) -> (SecretSource, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let source = SecretSource::tokens(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(Token::new(format!("t{number}")).good_for(good_for))
        }
    });
    (source, asked)
}

#[tokio::test]
async fn a_thousand_calls_fetch_one_token() {
    let server = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let (source, asked) = numbered(Duration::from_secs(3600));
    let client = client(&server.url, source);
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(client.get().into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), thing(1));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let all_same = |one: &Received| one.header("authorization") == Some("Bearer t0");
    assert!(server.received().iter().all(all_same));
}

#[tokio::test]
async fn another_is_fetched_when_one_has_run_out_or_is_refused() {
    let server = Server::start(|request, _| match request.header("authorization") {
        Some("Bearer t1") => json(401, r#"{"code": 1, "message": "no"}"#),
        _ => json(200, r#"{"id": 1}"#),
    })
    .await;
    let (source, asked) = numbered(Duration::from_millis(200));
    let client = client(&server.url, source);
    client.get().await.unwrap();
    client.get().await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(client.get().await.unwrap_err().is_unauthenticated());
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    client.get().await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_failure_is_one_for_all_who_waited_and_no_longer() {
    let server = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let source = SecretSource::tokens(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            if number == 0 {
                Err("no one is at home".into())
            } else {
                Ok(Token::new("t"))
            }
        }
    });
    let client = client(&server.url, source);
    let calls: Vec<_> = (0..50)
        .map(|_| tokio::spawn(client.get().into_future()))
        .collect();
    for call in calls {
        assert!(call.await.unwrap().is_err());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    client.get().await.unwrap();
}

#[tokio::test]
async fn a_client_of_oauth_fetches_and_refreshes() {
    let server = Server::start(|request, _| {
        let body = String::from_utf8_lossy(&request.body);
        match (request.target.as_str(), &*body) {
            ("/token", "grant_type=client_credentials&scope=a%20b") => {
                json(200, r#"{"access_token": "own", "token_type": "Bearer", "expires_in": 60}"#)
            }
            ("/token", "grant_type=refresh_token&refresh_token=r0&client_id=id") => json(
                200,
                r#"{"access_token": "x", "refresh_token": "r1", "expires_in": 0, "token_type": "bearer"}"#,
            ),
            ("/token", "grant_type=refresh_token&refresh_token=r1&client_id=id") => {
                json(400, r#"{"error": "invalid_grant", "error_description": "hunter2"}"#)
            }
            _ => json(200, r#"{"id": 1}"#),
        }
    })
    .await;
    let url = format!("{}/token", server.url);
    let flow = OAuth2::client_credentials(&url, "i d", SECRET)
        .scope("a")
        .scope("b");
    assert!(!format!("{flow:?}").contains(SECRET));
    let own = client(&server.url, flow);
    own.get().await.unwrap();
    own.get().await.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 3);
    // `i%20d:hunter2`
    assert_eq!(
        received[0].header("authorization"),
        Some("Basic aSUyMGQ6aHVudGVyMg==")
    );
    assert_eq!(received[2].header("authorization"), Some("Bearer own"));
    let refreshing = client(&server.url, OAuth2::refresh_token(&url, "id", "", "r0"));
    refreshing.get().await.unwrap();
    let error = refreshing.get().await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        cause,
        "the token server refuses: invalid_grant (status 400)"
    );
    assert!(!format!("{error} {error:?}").contains(SECRET));
    let plain = client(
        &server.url,
        OAuth2::client_credentials("http://a.test/t", "i", "s"),
    );
    let error = plain.get().await.unwrap_err();
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("https")
    );
}

/// A client whose operations ask for one scheme.
struct Known;

impl FromCore for Known {
    const SCHEMES: Option<&'static [&'static str]> = Some(&["key"]);

    fn from_core(_: Core) -> Self {
        Self
    }
}

#[tokio::test]
async fn a_credential_goes_with_all_or_with_none_that_asks_for_it() {
    let build = |credential| Builder::<Known>::new("http://a.test", credential).build();
    assert!(build(Credential::bearer("key", "t")).is_ok());
    let error = build(Credential::bearer("token", "t")).err().unwrap();
    assert!(
        matches!(error, BuildError::UnusedCredential { scheme: "token" }),
        "{error}"
    );
    let server = Server::start(|_, _| json(200, r#"{"id": 1}"#)).await;
    let builder = Builder::<Client>::new(&server.url, Credential::none());
    let client = builder
        .credential_for_all(Credential::bearer("", "t"))
        .build()
        .unwrap();
    client
        .call::<crate::client::Thing>(&crate::client::OPEN)
        .await
        .unwrap();
    assert_eq!(server.only().header("authorization"), Some("Bearer t"));
}

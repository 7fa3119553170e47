//! What goes on the wire.

use serde_json::json;
use trueup_client::{
    Builder, Credential, ListStyle, NoContent, RequestProblem, SecretSource, SecretString, Style,
    Text,
};

use crate::client::{
    ADD, Client, Failed, GET, LIST, OPEN, OTHER, PUT, SECRET, builder, client, thing,
};
use crate::server::{Server, json, response};

async fn server() -> Server {
    Server::always(json(200, r#"{"id":1}"#)).await
}

#[tokio::test]
async fn a_get_has_path_query_headers_and_no_body() {
    let server = server().await;
    let call = client(&server.url)
        .get()
        .query("after", "ä b&c=d")
        .query("n", 5)
        .query("m", true);
    let answer = call
        .header("X-Trace", "t 1")
        .cookie("theme", "dark")
        .await
        .unwrap();
    assert_eq!(answer, thing(1));
    let received = server.only();
    assert_eq!(received.method, "GET");
    assert_eq!(
        received.target,
        "/things/1?after=%C3%A4%20b%26c%3Dd&n=5&m=true"
    );
    assert_eq!(received.header("x-trace"), Some("t 1"));
    assert_eq!(received.header("cookie"), Some("theme=dark"));
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(received.header("x-key"), Some("Key hunter2"));
    assert_eq!(received.header("accept-encoding"), None);
    assert_eq!(received.header("content-type"), None);
    assert!(received.body.is_empty());
}

#[tokio::test]
async fn what_is_set_twice_has_the_second_value() {
    let server = server().await;
    let call = client(&server.url).get().path("id", 2);
    let call = call
        .query("n", 1)
        .query("m", 2)
        .query("n", 3)
        .query_list("l", ListStyle::Exploded, [1, 2])
        .query_list("l", ListStyle::Exploded, [3])
        .header("x-trace", "a")
        .header("x-trace", "b")
        .cookie("theme", "dark")
        .cookie("theme", "light");
    call.await.unwrap();
    let received = server.only();
    assert_eq!(received.target, "/things/2?m=2&n=3&l=3");
    assert_eq!(received.header("x-trace"), Some("b"));
    assert_eq!(received.header("cookie"), Some("theme=light"));
}

#[tokio::test]
async fn a_post_has_its_body_as_json() {
    let server = server().await;
    client(&server.url).add().await.unwrap();
    let received = server.only();
    assert_eq!(
        (received.method.as_str(), received.target.as_str()),
        ("POST", "/things")
    );
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.json(), json!({"id": 1, "problem": ""}));
}

#[tokio::test]
async fn other_content_types_are_sent_and_asked_for() {
    let server = Server::always(response(
        200,
        &[("content-type", "text/plain")],
        "tea".as_bytes(),
    ))
    .await;
    let call = client(&server.url)
        .call::<Text>(&PUT)
        .json_as("application/merge-patch+json", &json!({"a": null}));
    assert_eq!(
        call.accept("text/plain").await.unwrap(),
        Text("tea".to_owned())
    );
    let received = server.only();
    assert_eq!(
        received.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(received.header("accept"), Some("text/plain"));
    assert_eq!(received.body, br#"{"a":null}"#);
}

#[tokio::test]
async fn a_path_parameter_stays_within_its_segment() {
    let server = server().await;
    for (value, path) in [
        ("a/b?c#d", "/things/a%2Fb%3Fc%23d"),
        ("100%", "/things/100%25"),
        ("txid:0", "/things/txid%3A0"),
        ("me@here", "/things/me%40here"),
        ("a;b=c,d", "/things/a%3Bb%3Dc%2Cd"),
        ("{id}", "/things/%7Bid%7D"),
        ("..a", "/things/..a"),
        ("é", "/things/%C3%A9"),
    ] {
        client(&server.url)
            .call::<NoContent>(&GET)
            .path("id", value)
            .await
            .unwrap();
        assert_eq!(server.received().last().unwrap().target, path);
    }
}

#[tokio::test]
async fn a_path_parameter_that_would_change_the_path_is_refused() {
    let server = server().await;
    for value in ["", ".", ".."] {
        let error = client(&server.url)
            .call::<NoContent>(&GET)
            .path("id", value)
            .await
            .unwrap_err();
        let Failed::Request(error) = error else {
            panic!("{error}")
        };
        assert!(matches!(
            error.problem(),
            RequestProblem::PathParameter("id")
        ));
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn lists_have_four_styles() {
    let server = server().await;
    let call = client(&server.url).call::<NoContent>(&LIST);
    let items = ["a,b", "c|d"];
    let call =
        call.query_list("e", ListStyle::Exploded, items)
            .query_list("c", ListStyle::Comma, items);
    let call =
        call.query_list("s", ListStyle::Space, [1, 2])
            .query_list("p", ListStyle::Pipe, [1, 2]);
    call.await.unwrap();
    assert_eq!(
        server.only().target,
        "/things?e=a%2Cb&e=c%7Cd&c=a%2Cb,c%7Cd&s=1%202&p=1%7C2"
    );
}

#[tokio::test]
async fn nothing_is_sent_of_what_is_empty() {
    let server = server().await;
    let mut call = client(&server.url).call::<NoContent>(&LIST);
    for style in [
        ListStyle::Exploded,
        ListStyle::Comma,
        ListStyle::Space,
        ListStyle::Pipe,
    ] {
        call = call.query_list("list", style, [0; 0]);
    }
    for style in [Style::Form, Style::FormExploded, Style::DeepObject] {
        call = call.query_as("object", style, &json!({})).query_as(
            "nulls",
            style,
            &json!({"a": null}),
        );
    }
    call = call
        .header_as("x-list", Style::Simple, &json!([]))
        .cookie_as("list", Style::Form, &json!([]));
    call.await.unwrap();
    let received = server.only();
    assert_eq!(received.target, "/things");
    assert_eq!(received.header("x-list"), None);
    assert_eq!(received.header("cookie"), None);
}

#[tokio::test]
async fn an_item_that_would_be_two_is_refused() {
    let server = server().await;
    for (style, item) in [(ListStyle::Space, "a b"), (ListStyle::Pipe, "a|b")] {
        let call = client(&server.url).call::<NoContent>(&LIST);
        let error = call.query_list("l", style, ["x", item]).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "listThings: the request cannot be written: an item of `l` holds what stands between the items in its style"
        );
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn reserved_characters_stay_where_they_may() {
    let server = server().await;
    let value = "a/b?c:d@e;f=g,h%2Fi&j#k+[l] m%";
    let call = client(&server.url).call::<NoContent>(&LIST);
    call.query_reserved("r", Style::FormExploded, value)
        .query("q", value)
        .await
        .unwrap();
    assert_eq!(
        server.only().target,
        "/things?r=a/b?c:d@e;f=g,h%2Fi%26j%23k%2B%5Bl%5D%20m%25\
         &q=a%2Fb%3Fc%3Ad%40e%3Bf%3Dg%2Ch%252Fi%26j%23k%2B%5Bl%5D%20m%25"
    );
}

#[tokio::test]
async fn a_cookie_stays_one_cookie() {
    let server = server().await;
    let call = client(&server.url).get().cookie("a", "1; admin=1\r\n");
    let call = call.cookie("b", "base64+/==").cookie("c", "\"ä, %\\");
    call.await.unwrap();
    assert_eq!(
        server.only().header("cookie"),
        Some("a=1%3B%20admin=1%0D%0A; b=base64+/==; c=%22%C3%A4%2C%20%25%5C")
    );
}

#[tokio::test]
async fn a_body_that_is_not_there_has_a_length() {
    let server = server().await;
    for (operation, length) in [(&ADD, Some("0")), (&PUT, Some("0")), (&GET, None)] {
        let call = client(&server.url).call::<NoContent>(operation);
        call.path("id", 1).await.unwrap();
        let received = server.received();
        let request = received.last().unwrap();
        assert_eq!(request.header("content-length"), length);
        assert_eq!(request.header("transfer-encoding"), None);
        assert_eq!(request.header("content-type"), None);
    }
}

#[tokio::test]
async fn the_base_url_may_have_a_path() {
    let server = server().await;
    for base in ["/api", "/api/"] {
        client(&format!("{}{base}", server.url))
            .get()
            .await
            .unwrap();
        assert_eq!(server.received().last().unwrap().target, "/api/things/1");
    }
}

#[tokio::test]
async fn base_urls_that_are_none_are_refused() {
    for url in [
        "",
        "localhost:1",
        "ftp://a",
        "http://",
        "http://u:hunter2@a",
        "http://a?b=c",
        "http://a#b",
    ] {
        let error = builder(url).build().unwrap_err();
        assert!(!error.to_string().contains(SECRET), "{error}");
    }
    assert!(
        builder("http://localhost")
            .user_agent("a\nb")
            .build()
            .is_err()
    );
}

#[tokio::test]
async fn credentials_go_where_they_belong() {
    let server = server().await;
    let credential = Credential::basic("token", "ann", "pass");
    let build = |credential| {
        Builder::<Client>::new(&server.url, credential)
            .build()
            .unwrap()
    };
    build(credential).call::<NoContent>(&OTHER).await.unwrap();
    assert_eq!(
        server.received()[0].header("authorization"),
        Some("Basic YW5uOnBhc3M=")
    );
    let both =
        Credential::query("a", "api key", "s&t").and(Credential::cookie("b", "session", "c"));
    build(both)
        .call::<NoContent>(&OTHER)
        .query("q", 1)
        .cookie("x", "y")
        .await
        .unwrap();
    let received = &server.received()[1];
    assert_eq!(received.target, "/other?q=1&api%20key=s%26t");
    assert_eq!(received.header("cookie"), Some("x=y; session=c"));
    build(Credential::bearer("token", "t"))
        .call::<NoContent>(&OTHER)
        .await
        .unwrap();
    assert_eq!(
        server.received()[2].header("authorization"),
        Some("Bearer t")
    );
}

#[tokio::test]
async fn no_credential_is_sent_where_none_is_asked_for() {
    let server = server().await;
    client(&server.url).call::<NoContent>(&OPEN).await.unwrap();
    assert_eq!(server.only().header("x-key"), None);
}

#[tokio::test]
async fn a_missing_credential_is_an_error_before_anything_is_sent() {
    let server = server().await;
    let error = client(&server.url)
        .call::<NoContent>(&OTHER)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "other: the client has no credential for token or a with b"
    );
    let Failed::Request(error) = error else {
        panic!("{error}")
    };
    assert!(matches!(
        error.problem(),
        RequestProblem::MissingCredential { .. }
    ));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_provider_is_asked_before_each_request() {
    let server = server().await;
    let count = std::sync::atomic::AtomicU32::new(0);
    let source = SecretSource::provider(move || {
        let count = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move {
            if count == 2 {
                return Err("no more tokens".into());
            }
            Ok(SecretString::new(format!("token-{count}")))
        }
    });
    let client: Client = Builder::new(&server.url, Credential::bearer("key", source))
        .build()
        .unwrap();
    client.get().await.unwrap();
    client.get().await.unwrap();
    let error = client.get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: the provider of the credential failed"
    );
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "no more tokens"
    );
    let sent: Vec<_> = server
        .received()
        .iter()
        .map(|one| one.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(sent, ["Bearer token-0", "Bearer token-1"]);
}

#[tokio::test]
async fn what_a_header_cannot_hold_is_refused() {
    let server = server().await;
    let error = client(&server.url)
        .get()
        .header("x-trace", "a\r\nx-key: b")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: a header cannot hold the value of `x-trace`"
    );
    for value in [" a", "a\t", " "] {
        let call = client(&server.url).get().header("x-trace", value);
        assert!(call.await.is_err(), "its end would be lost: {value:?}");
    }
    let credential = Credential::header("key", "x-key", "", "hunter2\n");
    let client: Client = Builder::new(&server.url, credential).build().unwrap();
    let error = client.get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: the credential is empty or cannot stand in a header"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_body_that_cannot_be_written_is_an_error_of_the_call() {
    let server = server().await;
    let number: trueup_client::Decimal = "0.1234567890123456789".parse().unwrap();
    let error = client(&server.url)
        .call::<NoContent>(&ADD)
        .json(&number)
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("addThing: the request cannot be written: 0.1234"),
        "{error}"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = server().await;
    let client = client(&server.url);
    for _ in 0..5 {
        client.clone().get().await.unwrap();
    }
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.connection == 0)
    );
}

#[tokio::test]
async fn a_call_may_go_elsewhere() {
    let (home, other) = (server().await, server().await);
    let client = client(&home.url);
    let there = client.get().base_url(format!("{}/v2/", other.url));
    there.await.unwrap();
    let received = other.only();
    assert_eq!(received.target, "/v2/things/1");
    assert_eq!(received.header("x-key"), Some("Key hunter2"));
    for text in ["", "/v2", "ftp://a.example", "not a url"] {
        assert!(client.get().base_url(text).await.is_err(), "{text}");
    }
    assert_eq!(client.get().await.unwrap(), thing(1));
    assert_eq!(home.only().target, "/things/1");
}

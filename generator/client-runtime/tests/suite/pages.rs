//! Items across pages.

use serde::Deserialize;
use trueup_client::{Items, Page};

use crate::client::{Client, LIST, Problem, client};
use crate::server::{Received, Server, json};

#[derive(Debug, Deserialize)]
struct Listing {
    items: Vec<u32>,
    first: u32,
    last: u32,
}

/// Items 1 to 7, in pages of 3: those after the cursor, or before it when reversed.
fn listing(request: &Received) -> String {
    let query = |name: &str| {
        let pairs = request
            .target
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&');
        pairs
            .filter_map(|pair| pair.split_once('='))
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value.to_owned())
    };
    let cursor = query("offset").map(|cursor| cursor.parse::<u32>().unwrap());
    let items: Vec<u32> = match query("reversed").as_deref() {
        Some("true") => (1..cursor.unwrap_or(8))
            .rev()
            .take(3)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
        _ => (cursor.unwrap_or(0) + 1..8).take(3).collect(),
    };
    let (first, last) = (items.first().unwrap_or(&0), items.last().unwrap_or(&0));
    format!(r#"{{"items":{items:?},"first":{first},"last":{last}}}"#)
}

impl Client {
    fn items(&self) -> Items<u32, Listing, Problem> {
        self.call::<Listing>(&LIST)
            .query("max", 3)
            .items("offset", |page| Page::new(page.items, page.last))
    }

    fn items_reversed(&self) -> Items<u32, Listing, Problem> {
        let call = self.call::<Listing>(&LIST).query("reversed", true);
        call.items("offset", |page| Page::new(page.items, page.first))
    }
}

async fn all(mut items: Items<u32, Listing, Problem>) -> Vec<u32> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    all
}

#[tokio::test]
async fn page_after_page_in_both_directions() {
    let server = Server::start(|request, _| json(200, &listing(request))).await;
    assert_eq!(
        all(client(&server.url).items()).await,
        [1, 2, 3, 4, 5, 6, 7]
    );
    let targets: Vec<_> = server
        .received()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let expected = [
        "/things?max=3",
        "/things?max=3&offset=3",
        "/things?max=3&offset=6",
        "/things?max=3&offset=7",
    ];
    assert_eq!(targets, expected);
    assert_eq!(
        all(client(&server.url).items_reversed()).await,
        [5, 6, 7, 2, 3, 4, 1]
    );
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_needed() {
    let server = Server::start(|request, _| json(200, &listing(request))).await;
    let mut items = client(&server.url).items();
    assert!(server.received().is_empty());
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_page_that_leads_to_itself_is_the_last() {
    let server = Server::always(json(200, r#"{"items":[1],"first":1,"last":1}"#)).await;
    assert_eq!(all(client(&server.url).items()).await, [1, 1]);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn an_empty_page_that_leads_on_is_not_the_end() {
    let server = Server::start(|_, before| match before {
        0 => json(200, r#"{"items":[1],"first":1,"last":1}"#),
        1 => json(200, r#"{"items":[],"first":0,"last":9}"#),
        2 => json(200, r#"{"items":[2],"first":9,"last":12}"#),
        _ => json(200, r#"{"items":[],"first":0,"last":0}"#),
    })
    .await;
    assert_eq!(all(client(&server.url).items()).await, [1, 2]);
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn a_circle_and_endless_emptiness_are_errors() {
    // Cursors 1, 2, 3, 1, 2, 3 and so on.
    let server = Server::start(|_, before| {
        let next = before % 3 + 1;
        json(
            200,
            &format!(r#"{{"items":[{next}],"first":0,"last":{next}}}"#),
        )
    })
    .await;
    let mut items = client(&server.url).items();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(error.to_string().contains("circle"), "{error}");
    assert!(items.next().await.is_none());
    assert!(server.received().len() < 12);
    let server = Server::start(|_, before| {
        json(
            200,
            &format!(r#"{{"items":[],"first":0,"last":{}}}"#, before + 1),
        )
    })
    .await;
    let error = client(&server.url)
        .items()
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert!(error.to_string().contains("empty"), "{error}");
    assert_eq!(server.received().len(), 100);
}

#[tokio::test]
async fn an_error_is_the_end() {
    let server = Server::start(|request, before| match before {
        0 => json(200, &listing(request)),
        _ => json(500, r#"{"code":1,"message":"m"}"#),
    })
    .await;
    let mut items = client(&server.url).items();
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!(items.next().await.unwrap().unwrap_err().status(), Some(500));
    assert!(items.next().await.is_none());
}

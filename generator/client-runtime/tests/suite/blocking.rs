//! Calls without async.

use std::time::Duration;

use trueup_client::blocking::{Block as _, BlockStream as _};
use trueup_client::{Binary, Page, RequestBody};

use crate::client::{LIST, PUT, Thing, builder, client, thing};
use crate::server::{Act, Server, chunk, chunked, json, serve};
use crate::uploads::Source;

#[test]
fn a_call_from_many_threads_at_once() {
    let server = serve(Server::always(json(200, r#"{"id":1}"#)));
    let client = client(&server.url);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                (0..20).for_each(|_| assert_eq!(client.get().block().unwrap(), thing(1)))
            });
        }
    });
    assert_eq!(server.received().len(), 160);
}

#[test]
fn time_passes_here_too() {
    let server = serve(Server::always(vec![Act::Wait(Duration::from_secs(60))]));
    let error = client(&server.url)
        .get()
        .timeout(Duration::from_millis(100))
        .block()
        .unwrap_err();
    assert!(error.is_timeout());
    let server = serve(Server::start(|_, before| {
        json(if before == 0 { 503 } else { 200 }, r#"{"id":1}"#)
    }));
    assert_eq!(client(&server.url).get().block().unwrap(), thing(1));
}

#[test]
fn a_stream_is_an_iterator() {
    let line = chunk(b"{\"result\":{\"id\":1}}\n");
    let acts = vec![
        chunked(200, &[]),
        line.clone(),
        Act::Wait(Duration::from_millis(50)),
        line,
        Act::Close,
    ];
    let server = serve(Server::always(acts));
    let updates = client(&server.url)
        .watch()
        .idle_timeout(Duration::from_secs(5))
        .block()
        .unwrap();
    let items: Vec<_> = updates.iter_blocking().collect();
    assert_eq!(items.len(), 3);
    assert!(items[0].is_ok() && items[1].is_ok() && items[2].is_err());
}

#[test]
fn pages_are_an_iterator() {
    let server = serve(Server::start(|_, before| {
        json(200, &format!(r#"{{"id":{before}}}"#))
    }));
    let items = client(&server.url)
        .call::<Thing>(&LIST)
        .items("after", |page| {
            let items = if page.id < 3 {
                vec![page.id]
            } else {
                Vec::new()
            };
            let next = if page.id < 3 {
                page.id.to_string()
            } else {
                String::new()
            };
            Page::new(items, next)
        });
    let ids: Vec<_> = items.iter_blocking().map(|item| item.unwrap()).collect();
    assert_eq!(ids, [0, 1, 2]);
}

#[tokio::test]
async fn within_async_code_it_works_but_waits() {
    let server = serve(Server::always(json(200, r#"{"id":1}"#)));
    let client = builder(&server.url).build().unwrap();
    assert_eq!(client.get().block().unwrap(), thing(1));
    assert_eq!(client.get().await.unwrap(), thing(1));
}

#[test]
fn bytes_go_and_come_as_they_are_there() {
    let server = serve(Server::always(vec![
        chunked(200, &[]),
        chunk(b"a"),
        Act::Wait(Duration::from_millis(50)),
        chunk(b"b"),
        chunk(b""),
    ]));
    let call = client(&server.url).call::<Binary>(&PUT).path("id", 1);
    let body = RequestBody::stream(Source::new([b"x".as_slice(), b"y"]));
    let download = call.body("text/plain", body).download().block().unwrap();
    let chunks: Vec<_> = download.iter_blocking().map(Result::unwrap).collect();
    assert_eq!(chunks, ["a", "b"]);
    assert_eq!(server.only().body, b"xy");
}

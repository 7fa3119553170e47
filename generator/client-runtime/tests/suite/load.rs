//! Many calls at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::client::{client, thing};
use crate::server::{Server, json};

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_calls_with_64_in_flight() {
    let server = Server::always(json(200, r#"{"id":1}"#)).await;
    let client = client(&server.url);
    let left = Arc::new(AtomicU32::new(10_000));
    let workers: Vec<_> = (0..64)
        .map(|_| {
            let (client, left) = (client.clone(), Arc::clone(&left));
            tokio::spawn(async move {
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                        left.checked_sub(1)
                    })
                    .is_ok()
                {
                    assert_eq!(client.get().await.unwrap(), thing(1));
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), 10_000);
    let connections = 1 + received
        .iter()
        .map(|request| request.connection)
        .max()
        .unwrap();
    // A call may open a connection while another gives one back; that it is rare is what matters.
    assert!(
        connections < 500,
        "{connections} connections for 64 calls at a time"
    );
}

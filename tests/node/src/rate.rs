//! The rate that a subscription allows, kept by the client.

use std::time::{Duration, Instant};

use comet_lnd::{Client, Macaroon, rate_limits};
use test_server::{Reply, Server};

#[tokio::test]
async fn a_tier_lets_a_burst_through_and_the_rest_at_its_rate() {
    let server = Server::always(Reply::json(200, r#"{"alias": "alice"}"#)).unwrap();
    let node = Client::builder(&server.url(), Macaroon::from_bytes([1]));
    let tier = rate_limits::FREE;
    assert_eq!((tier.requests(), tier.burst()), (60, 100));
    let began = Instant::now();
    let node = node.rate_limit(tier).build().unwrap();
    // One at once, and one more each second, however slow this machine is.
    for _ in 0..=tier.burst() {
        node.get_info().await.unwrap();
    }
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.take_requests().len(), 101);
}

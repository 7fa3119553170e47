//! Clients that speak with the server of their description's examples: no network, and values of the right types.

use comet_lnd::trueup_client::ErrorKind;
use comet_lnd::trueup_client::testing::Examples;
use comet_lnd::{GetInfoResponse, Macaroon};

fn node(examples: Examples) -> comet_lnd::Client {
    let builder = comet_lnd::Client::builder("http://node.test", Macaroon::from_bytes([1]));
    builder.transport(examples).build().unwrap()
}

#[tokio::test]
async fn calls_are_answered_with_examples() {
    let node = node(comet_lnd::examples::server());
    let info = node.get_info().await.unwrap();
    let sample: GetInfoResponse = comet_lnd::examples::sample("getInfo").unwrap();
    assert_eq!(info, sample);
    assert!(!info.version.is_empty());
    let mut updates = {
        let id = "c3900ba7bc6019a0a53d9267a4cb45604f7f68df862900f5448077a3f80bca61";
        node.close_channel(&id.parse().unwrap(), comet_lnd::OutputIndex(0))
            .await
            .unwrap()
    };
    assert!(updates.next().await.unwrap().is_ok());
    let users = comet_users::Client::builder(comet_users::BearerToken::new("t"))
        .transport(comet_users::examples::server())
        .build()
        .unwrap();
    assert!(!users.list_api_keys().await.unwrap().keys.is_empty());
    users.delete_current_user().await.unwrap();
}

#[tokio::test]
async fn errors_are_had_by_their_status() {
    let node = node(comet_lnd::examples::server().answering("getInfo", 500));
    let error = node.get_info().await.unwrap_err();
    assert_eq!(error.status(), Some(500));
    assert!(error.body().is_some(), "{error}");
    assert_ne!(error.kind(), Some(ErrorKind::NotFound));
    node.get_channel_balance().await.unwrap();
}

/// Every operation has an example that its client reads as what it gives.
#[test]
fn samples_are_of_the_types_of_calls() {
    let none: Option<GetInfoResponse> = comet_lnd::examples::sample("noSuchOperation");
    assert!(none.is_none());
    assert!(
        comet_lnd::examples::sample::<comet_lnd::ListChannelsResponse>("listChannels").is_some()
    );
    assert!(
        comet_billing::examples::sample::<comet_billing::BillingAccount>("getBillingAccount")
            .is_some()
    );
}

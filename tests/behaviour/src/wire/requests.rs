//! What a call puts on the wire, one call of each kind.

use comet_billing::{BillingAccountId, CompanyId, UpdateBillingAccountRequest};
use comet_lnd::required::OpenChannelRequestAnyOf;
use comet_lnd::trueup_client::Patch;
use comet_lnd::{
    AddInvoiceRequest, AddressType, Msat, OpenChannelRequest, OutputIndex, PubKeyBytes,
    PubKeyQuery, Sat, SatPerVbyte, Txid,
};
use comet_provisioning::{BearerToken, NodeId};
use comet_users::{
    ApiKeyId, CreateCompanyRequest, NotificationEventType, NotificationSettingUpdate,
};
use serde_json::json;
use test_server::{Reply, Server};

use super::{
    answering, as_described, billing, node, provisioning, sent, sent_bare, sent_json, users,
};

#[tokio::test]
async fn a_get_says_what_it_accepts_and_has_no_body() {
    let server = as_described("users", "getCurrentUser");
    users(&server).get_current_user().await.unwrap();
    let request = sent(&server);
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("GET", "/user/me")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    let user_agent = request.header("user-agent").unwrap();
    assert!(user_agent.starts_with("comet-users/"), "{user_agent}");
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn query_parameters_are_sent_when_set_and_encoded() {
    let server = as_described("lnd", "listChannels");
    node(&server).list_channels().await.unwrap();
    assert_eq!(sent_bare(&server), "GET /v1/channels");

    let peer = PubKeyQuery::from_bytes([0xff; 33]);
    let call = node(&server).list_channels().active_only(true).peer(&peer);
    call.await.unwrap();
    let peer = "_".repeat(44);
    assert_eq!(
        sent_bare(&server),
        format!("GET /v1/channels?active_only=true&peer={peer}")
    );

    let server = as_described("lnd", "newAddress");
    let call = node(&server)
        .new_address()
        .type_(&AddressType::TaprootPubkey);
    call.account("a b&c=d/é+").await.unwrap();
    let target = "GET /v1/newaddress?type=TAPROOT_PUBKEY&account=a%20b%26c%3Dd%2F%C3%A9%2B";
    assert_eq!(sent_bare(&server), target);
}

#[tokio::test]
async fn path_parameters_stay_within_their_segment() {
    let server = as_described("users", "getApiKey");
    let id = ApiKeyId::from("a/b c?d#é%2F");
    users(&server).get_api_key(&id).await.unwrap();
    assert_eq!(
        sent_bare(&server),
        "GET /apikeys/a%2Fb%20c%3Fd%23%C3%A9%252F"
    );

    for id in ["", ".", ".."] {
        let error = users(&server)
            .get_api_key(&ApiKeyId::from(id))
            .await
            .unwrap_err();
        assert!(matches!(error, comet_users::Error::Request(_)), "{error:?}");
    }
    assert!(server.take_requests().is_empty());

    let server = as_described("provisioning", "getNode");
    let client = provisioning(&server, BearerToken::new("t"));
    let (company, id) = (
        comet_provisioning::CompanyId::from("c1"),
        NodeId::from("n1"),
    );
    client.get_node(&company, &id).await.unwrap();
    assert_eq!(sent_bare(&server), "GET /company/c1/nodes/n1");
}

#[tokio::test]
async fn a_post_sends_its_body_as_json() {
    let server = as_described("users", "createCompany");
    let body = CreateCompanyRequest::new(comet_users::required::CreateCompanyRequest {
        name: "Käse & Co".into(),
        country: "US".into(),
    });
    users(&server).create_company(&body).await.unwrap();
    let expected = json!({"name": "Käse & Co", "country": "US"});
    assert_eq!(sent_json(&server), ("POST /companies".to_owned(), expected));

    let server = as_described("lnd", "openChannel");
    let peer = OpenChannelRequestAnyOf::NodePubkey(PubKeyBytes::from_bytes([2; 33]));
    let body = OpenChannelRequest::new(Sat(1_000_000), peer).with_sat_per_vbyte(SatPerVbyte(10));
    node(&server).open_channel(&body).await.unwrap();
    let expected = json!({
        "local_funding_amount": "1000000",
        "node_pubkey": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC",
        "sat_per_vbyte": "10",
    });
    assert_eq!(
        sent_json(&server),
        ("POST /v1/channels".to_owned(), expected)
    );
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let server = as_described("lnd", "addInvoice");
    node(&server).add_invoice().await.unwrap();
    assert_eq!(sent_bare(&server), "POST /v1/invoices");

    let body = AddInvoiceRequest::new().with_value_msat(Msat(1500));
    node(&server).add_invoice().body(&body).await.unwrap();
    let expected = json!({"value_msat": "1500"});
    assert_eq!(
        sent_json(&server),
        ("POST /v1/invoices".to_owned(), expected)
    );
}

#[tokio::test]
async fn a_patch_keeps_clears_and_sets() {
    let server = as_described("billing", "updateBillingAccount");
    let change = UpdateBillingAccountRequest::new;
    let table = [
        (change(), json!({})),
        (
            change().with_address2(Patch::Clear),
            json!({"address2": null}),
        ),
        (
            change().with_address2("Floor 2".to_owned()),
            json!({"address2": "Floor 2"}),
        ),
        (
            change().with_address2(Patch::Keep).with_city("Bern"),
            json!({"city": "Bern"}),
        ),
    ];
    for (body, expected) in table {
        let (company, account) = (CompanyId::from("c1"), BillingAccountId::from("b1"));
        let call = billing(&server).update_billing_account(&company, &account, &body);
        call.await.unwrap();
        let target = "PATCH /company/c1/billing-account/b1".to_owned();
        assert_eq!(sent_json(&server), (target, expected));
    }
}

#[tokio::test]
async fn a_delete_has_no_body() {
    let server = as_described("users", "deleteCurrentUser");
    users(&server).delete_current_user().await.unwrap();
    assert_eq!(sent_bare(&server), "DELETE /user");

    let server = answering(200, "");
    let txid = Txid::from_bytes([0x1f; 32]);
    let call = node(&server).close_channel(&txid, OutputIndex(3));
    call.force(true)
        .sat_per_vbyte(SatPerVbyte(7))
        .await
        .unwrap();
    let txid = "1f".repeat(32);
    let target = format!("DELETE /v1/channels/{txid}/3?force=true&sat_per_vbyte=7");
    assert_eq!(sent_bare(&server), target);
}

#[tokio::test]
async fn a_body_may_be_an_array() {
    let server = as_described("users", "updateNotificationSettings");
    let body = [
        NotificationSettingUpdate::new(NotificationEventType::NodeStatusChange).with_sms(false),
        NotificationSettingUpdate::new(NotificationEventType::from("new-bill")),
    ];
    let settings = users(&server)
        .update_notification_settings(&body)
        .await
        .unwrap();
    assert_eq!(settings.len(), 1);
    let expected = json!([
        {"eventType": "node-status-change", "sms": false},
        {"eventType": "new-bill"},
    ]);
    assert_eq!(
        sent_json(&server),
        ("PATCH /notification/settings".to_owned(), expected)
    );
}

#[tokio::test]
async fn pages_follow_one_another() {
    let server = Server::start(|request| {
        let page = match request.query() {
            Some("num_max_invoices=2") => (json!([{"memo": "a"}, {"memo": "b"}]), "2"),
            Some("num_max_invoices=2&index_offset=2") => (json!([{"memo": "c"}]), "3"),
            _ => (json!([]), "0"),
        };
        let body = json!({"invoices": page.0, "last_index_offset": page.1});
        Reply::json(200, body.to_string())
    })
    .unwrap();
    let call = node(&server).list_invoices();
    let mut items = call.num_max_invoices(comet_lnd::Count(2)).items();
    let mut memos = Vec::new();
    while let Some(invoice) = items.next().await {
        memos.push(invoice.unwrap().memo);
    }
    assert_eq!(memos, ["a", "b", "c"]);
    let last = server.take_requests().pop().unwrap();
    assert_eq!(last.query(), Some("num_max_invoices=2&index_offset=3"));
}

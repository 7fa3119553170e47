//! What a call makes of the answer.

use comet_billing::{BillingAccountId, CompanyId};
use comet_lnd::{SendPaymentSyncRequest, SendPaymentSyncResponse};
use comet_users::{CreateApiKeyRequest, UserStatus};
use serde_json::json;
use test_server::{Reply, Server};

use super::{answering, billing, node, users};
use crate::recordings::recordings;
use crate::spec::{Part, example};

/// The example of the current user, changed.
fn user(change: impl FnOnce(&mut serde_json::Value)) -> String {
    let part = Part::Response(trueup_description::ir::service::Status::Exact(200));
    let text = example("users", "getCurrentUser", part);
    let mut user = serde_json::from_str(&text).unwrap();
    change(&mut user);
    user.to_string()
}

#[tokio::test]
async fn an_unknown_value_of_an_enum_is_kept() {
    let server = answering(200, &user(|user| user["status"] = json!("on_hold")));
    let user = users(&server).get_current_user().await.unwrap();
    assert!(matches!(user.status, UserStatus::Unknown(_)));
    assert_eq!(user.status.as_str(), "on_hold");
    assert_eq!(
        serde_json::to_value(&user).unwrap()["status"],
        json!("on_hold")
    );
}

#[tokio::test]
async fn unknown_properties_are_passed_over() {
    let server = answering(200, &user(|user| user["shoeSize"] = json!({"eu": [43]})));
    let user = users(&server).get_current_user().await.unwrap();
    assert_eq!(user.status, UserStatus::Active);
}

#[tokio::test]
async fn a_property_that_may_be_null_may_be_null() {
    let server = answering(200, &user(|user| user["company"] = json!(null)));
    assert_eq!(
        users(&server).get_current_user().await.unwrap().company,
        None
    );
}

#[tokio::test]
async fn money_keeps_its_digits() {
    let plan = json!([{
        "id": "plan", "name": "", "description": "", "credits": 1,
        "billingFrequency": "monthly", "features": [],
    }]);
    // A fraction of 15 digits: as many as every reader of JSON keeps.
    let price = "1234567890123.45";
    let body = plan
        .to_string()
        .replace("\"id\"", &format!("\"price\":{price},\"id\""));
    let server = answering(200, &body);
    let (company, account) = (CompanyId::from("c1"), BillingAccountId::from("b1"));
    let plans = billing(&server)
        .list_available_plans(&company, &account)
        .await
        .unwrap();
    assert_eq!(plans[0].price.to_string(), price);
}

#[tokio::test]
async fn a_body_that_does_not_decode_is_located() {
    let key = json!({"id": "k", "name": "n", "created_at": "2025-01-06T10:00:00Z"});
    let broken = json!({"id": "k", "name": 7, "created_at": "2025-01-06T10:00:00Z"});
    let server = answering(200, &json!({"keys": [key, broken]}).to_string());
    let error = users(&server).list_api_keys().await.unwrap_err();
    assert_eq!(
        (error.operation(), error.status()),
        ("listApiKeys", Some(200))
    );
    let text = error.to_string();
    assert!(
        text.contains("listApiKeys") && text.contains("200"),
        "{text}"
    );
    assert!(text.contains("keys[1].name"), "{text}");
    let comet_users::Error::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path(), Some("keys[1].name"));
    assert!(error.excerpt().unwrap().contains("\"name\":7"));
}

#[tokio::test]
async fn whatever_is_wrong_is_located() {
    let key = r#""id":"k","name":"n""#;
    let table = [
        ("{}".to_owned(), "."),
        ("7".to_owned(), "."),
        (r#"{"keys":7}"#.to_owned(), "keys"),
        (r#"{"keys":{}}"#.to_owned(), "keys"),
        (r#"{"keys":null}"#.to_owned(), "keys"),
        (r#"{"keys":["k"]}"#.to_owned(), "keys[0]"),
        (format!(r#"{{"keys":[{{{key}}}]}}"#), "keys[0]"),
        (
            format!(
                "{{\"keys\":[{{{key},\"created_at\":\"2025-01-06T10:00:00Z\"}},\n {{{key}\n}} ]}}"
            ),
            "keys[1]",
        ),
        (r#"{"keys":[{"id":[7]}]}"#.to_owned(), "keys[0].id"),
        (r#"{"keys":[{"id":{"x":7}}]}"#.to_owned(), "keys[0].id"),
        (r#"{"keys":[{"id":null}]}"#.to_owned(), "keys[0].id"),
        (r#"{"keys":[{"id":"k","id":"k"}]}"#.to_owned(), "keys[0].id"),
        (
            format!(r#"{{"keys":[{{{key},"created_at":"yesterday"}}]}}"#),
            "keys[0].created_at",
        ),
    ];
    for (body, expected) in table {
        let server = answering(200, &body);
        let error = users(&server).list_api_keys().await.unwrap_err();
        let comet_users::Error::Decode(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.path(), Some(expected), "{body}: {error}");
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_an_amount_is_located() {
    for amount in ["[1]", "[]", "{}", "true", "\"x\"", "1.5", "null"] {
        let body = format!("{{\"channels\":[{{\"memo\":\"\"}},{{\"capacity\": {amount}}}]}}");
        let server = answering(200, &body);
        let error = node(&server).list_channels().await.unwrap_err();
        let comet_lnd::Error::Decode(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(
            error.path(),
            Some("channels[1].capacity"),
            "{body}: {error}"
        );
    }
}

#[tokio::test]
async fn a_sensitive_body_that_does_not_decode_is_not_shown() {
    let secret = "sk_live_do_not_show";
    for body in [
        json!({"id": 5, "name": "n", "key": secret, "created_at": "2025-01-06T10:00:00Z"}),
        json!({"id": "k", "name": "n", "key": [secret], "created_at": ""}),
        json!({"id": "k", "name": "n", "key": secret, "created_at": secret}),
        json!(secret),
    ] {
        let server = answering(200, &body.to_string());
        let request = CreateApiKeyRequest::new(comet_users::required::CreateApiKeyRequest {
            name: "n".into(),
            permissions: vec![],
        });
        let error = users(&server).create_api_key(&request).await.unwrap_err();
        assert!(
            !format!("{error} {error:?} {error:#?}").contains(secret),
            "{error:?}"
        );
        let comet_users::Error::Decode(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!((error.operation(), error.status()), ("createApiKey", 200));
        assert_eq!(
            (error.path(), error.excerpt(), error.position()),
            (None, None, None)
        );
        assert_eq!(error.length(), body.to_string().len());
    }
}

#[tokio::test]
#[expect(deprecated, reason = "no other operation fails in this way")]
async fn a_success_may_say_that_it_failed() {
    let recording = recordings()
        .into_iter()
        .find(|recording| recording.name == "072_send_payment_insufficient")
        .unwrap();
    let server = answering(200, &recording.response.body_raw);
    let request = SendPaymentSyncRequest::new();
    let error = node(&server).send_payment_sync(&request).await.unwrap_err();
    let comet_lnd::Error::Failure(failure) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (failure.operation(), failure.status()),
        ("sendPaymentSync", 200)
    );
    let body: &SendPaymentSyncResponse = failure.body().unwrap();
    assert_eq!(body.payment_error, "insufficient_balance");
    assert_eq!(body.payment_preimage, None);
}

#[tokio::test]
async fn a_declared_error_body_is_read() {
    let server = answering(404, r#"{"message": "no such key", "code": 17}"#);
    let id = comet_users::ApiKeyId::from("k");
    let error = users(&server).get_api_key(&id).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), "getApiKey: status 404: no such key");
    assert_eq!(error.body().unwrap().code, Some(json!(17)));
}

#[tokio::test]
async fn an_undeclared_error_body_is_shown_in_part() {
    let page = "<html>Bad gateway</html>";
    let reply = Reply::new(401, page).header("content-type", "text/html");
    let server = Server::always(reply).unwrap();
    let error = node(&server).get_info().await.unwrap_err();
    assert!(
        error.is_unauthenticated() && error.body().is_none(),
        "{error:?}"
    );
    assert!(error.to_string().contains("Bad gateway"), "{error}");
}

//! The shapes of a node's error body are one error.

use comet_lnd::{NodeError, StatusCode};
use test_server::{Reply, Server};

/// As calls answer, as streams answer, as older nodes and the reference have it.
const SHAPES: [&str; 3] = [
    r#"{"code": 5, "message": "unable to locate invoice", "details": []}"#,
    r#"{"error": {"code": 5, "message": "unable to locate invoice", "details": []}}"#,
    r#"{"error": "unable to locate invoice", "code": 5, "message": "unable to locate invoice"}"#,
];

#[tokio::test]
async fn three_shapes_are_one_error() {
    for shape in SHAPES {
        let server = Server::always(Reply::json(500, shape)).unwrap();
        let macaroon = comet_lnd::Macaroon::from_bytes([1]);
        let node = comet_lnd::Client::new(&server.url(), macaroon).unwrap();
        let error = node.get_info().await.unwrap_err();
        assert_eq!(error.code(), Some(StatusCode::NotFound), "{shape}");
        assert!(error.is_not_found(), "{shape}");
        let text = "unable to locate invoice";
        assert_eq!(error.body().and_then(NodeError::message), Some(text));
        assert_eq!(error.to_string(), format!("getInfo: status 500: {text}"));
    }
}

#[test]
fn codes_have_names_and_room_for_new_ones() {
    let code = |text: &str| serde_json::from_str::<NodeError>(text).unwrap().code();
    assert_eq!(
        code(r#"{"code": 12, "message": ""}"#),
        Some(StatusCode::Unimplemented)
    );
    assert_eq!(
        code(r#"{"code": 99, "message": ""}"#),
        Some(StatusCode::from(99))
    );
    assert!(
        serde_json::from_str::<NodeError>(r#"{"error": "text alone"}"#).is_err(),
        "no node sends this"
    );
    let unknown = serde_json::to_string(&StatusCode::from(99)).unwrap();
    assert_eq!(unknown, "99");
}

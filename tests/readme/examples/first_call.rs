//! Calls a local server that plays a recorded node: `cargo run -p readme --example first_call`.

use std::error::Error;

use comet_lnd::{AddInvoiceRequest, Client, Macaroon, Sat};
use test_server::{Reply, Request, Server};

/// What a real node said; see `tests/data/recordings`.
const NODE_INFORMATION: &str = include_str!("../../data/recordings/001_getinfo.json");
const NEW_INVOICE: &str = include_str!("../../data/recordings/044_add_invoice_msat_only.json");
const NOT_PERMITTED: &str =
    include_str!("../../data/recordings/011_err_readonly_macaroon_addinvoice.json");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start(answer)?;

    let node = Client::new(&server.url(), Macaroon::from_hex("c0ffee")?)?;
    let information = node.get_info().await?;
    println!("{} runs lnd {}", information.alias, information.version);

    let request = AddInvoiceRequest::new()
        .with_memo("a coffee")
        .with_value(Sat(5_000));
    let invoice = node.add_invoice().body(&request).await?;
    println!("pay {}", invoice.payment_request);

    // This one may only read: the node says so with status 500, the error says what it means.
    let reader = Client::new(&server.url(), Macaroon::from_hex("0bad")?)?;
    match reader.add_invoice().body(&request).await {
        Err(error) if error.is_unauthenticated() => println!("not permitted: {error}"),
        other => println!("unexpected: {other:?}"),
    }
    Ok(())
}

fn answer(request: &Request) -> Reply {
    let weak = request.header("grpc-metadata-macaroon") == Some("0bad");
    recorded(match request.path() {
        "/v1/getinfo" => NODE_INFORMATION,
        _ if weak => NOT_PERMITTED,
        _ => NEW_INVOICE,
    })
}

/// The response of a recording.
fn recorded(exchange: &str) -> Reply {
    let exchange: serde_json::Value = serde_json::from_str(exchange).unwrap_or_default();
    let status = exchange
        .pointer("/response/status")
        .and_then(serde_json::Value::as_u64);
    let body = exchange
        .pointer("/response/body_raw")
        .and_then(serde_json::Value::as_str);
    let status = status.and_then(|status| u16::try_from(status).ok());
    Reply::json(status.unwrap_or(500), body.unwrap_or_default())
}

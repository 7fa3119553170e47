//! Invoices, page by page, in both directions, from a server whose offsets are exclusive.

use comet_lnd::{Client, Count, Macaroon};
use test_server::{Reply, Request, Server};

/// How many invoices the node has; their indices begin with 1.
const INVOICES: u64 = 5;

/// The offset is exclusive in either direction; a page lists its invoices in the order of their indices.
fn page(request: &Request) -> Reply {
    let query = request.query().unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let number = |name| value(name).map_or(0, |value| value.parse().unwrap());
    let (offset, count): (u64, u64) = (number("index_offset"), number("num_max_invoices"));
    let indices: Vec<u64> = match value("reversed") {
        Some("true") => {
            let end = if offset == 0 { INVOICES + 1 } else { offset };
            (end.saturating_sub(count).max(1)..end).collect()
        }
        _ => (offset + 1..=(offset + count).min(INVOICES)).collect(),
    };
    let invoices: Vec<_> = indices
        .iter()
        .map(|index| format!("{{\"add_index\":\"{index}\"}}"))
        .collect();
    let (first, last) = (indices.first().unwrap_or(&0), indices.last().unwrap_or(&0));
    let body = format!(
        "{{\"invoices\":[{}],\"first_index_offset\":\"{first}\",\"last_index_offset\":\"{last}\"}}",
        invoices.join(",")
    );
    Reply::json(200, body)
}

#[tokio::test]
async fn invoices_come_page_by_page_in_both_directions() {
    let server = Server::start(page).unwrap();
    let node = Client::new(&server.url(), Macaroon::from_bytes([1])).unwrap();
    let call = || node.list_invoices().num_max_invoices(Count(2));
    let directions = [
        (call().items(), [1, 2, 3, 4, 5]),
        (call().items_reversed(), [4, 5, 2, 3, 1]),
    ];
    for (mut items, expected) in directions {
        let mut found = Vec::new();
        while let Some(invoice) = items.next().await {
            found.push(invoice.unwrap().add_index.0);
        }
        assert_eq!(found, expected);
        // Four pages: the last one is empty.
        assert_eq!(server.take_requests().len(), 4);
    }
}

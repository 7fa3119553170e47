//! The ids of a path are given in the wrong order.

use comet_provisioning::{CompanyId, NodeId};

fn example(provisioning: &comet_provisioning::Client, company: &CompanyId, node: &NodeId) {
    let _ = provisioning.get_node(node, company);
}

fn main() {}

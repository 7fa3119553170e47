//! The backend: alternatives of credentials, three states of a property, what errors tell.

use comet_billing::trueup_client::Patch;
use comet_billing::{BillingAccountId, CompanyId, UpdateBillingAccountRequest};
use comet_provisioning::{ApiKeyHeader, BearerToken};

async fn change(billing: &comet_billing::Client) {
    let change = UpdateBillingAccountRequest::new()
        .with_address2(Patch::Clear)
        .with_city("Bern");
    let (company, account) = (CompanyId::from("c"), BillingAccountId::from("b"));
    match billing
        .update_billing_account(&company, &account, &change)
        .await
    {
        Ok(account) => println!("{}", account.city),
        Err(error) if error.is_not_found() => println!("no such account"),
        Err(error) => println!("{error}"),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = "http://127.0.0.1:8080";
    for credential in [
        BearerToken::new("token").into(),
        ApiKeyHeader::new("key").into(),
    ] {
        let credential: comet_provisioning::Credential = credential;
        comet_provisioning::Client::builder(credential)
            .base_url(url)
            .build()?;
    }
    let token = comet_billing::BearerToken::provider(|| async { Ok("token".into()) });
    let billing = comet_billing::Client::builder(token)
        .base_url(url)
        .build()?;
    drop(change(&billing));
    Ok(())
}

//! The emitted client, driven by operation id.

use comet_users::{ApiKeyId, BearerToken, Client};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) fn client(url: &str) -> Client {
    let builder = Client::builder(BearerToken::new("token"));
    builder.base_url(url).build().unwrap()
}

/// Sends an operation with its body or its path parameter. What comes back does not matter here.
pub(crate) async fn send(client: &Client, operation: &str, input: &str) {
    let key = ApiKeyId::from(input);
    match operation {
        "getCurrentUser" => drop(client.get_current_user().await),
        "updateCurrentUser" => drop(client.update_current_user(&body(input)).await),
        "deleteCurrentUser" => drop(client.delete_current_user().await),
        "createCompany" => drop(client.create_company(&body(input)).await),
        "updateCompany" => drop(client.update_company(&body(input)).await),
        "listApiKeys" => drop(client.list_api_keys().await),
        "createApiKey" => drop(client.create_api_key(&body(input)).await),
        "getApiKey" => drop(client.get_api_key(&key).await),
        "deleteApiKey" => drop(client.delete_api_key(&key).await),
        "getNotificationSettings" => drop(client.get_notification_settings().await),
        "updateNotificationSettings" => {
            let settings: Vec<_> = body(input);
            drop(client.update_notification_settings(&settings).await);
        }
        other => panic!("{other} is not in this table"),
    }
}

/// Whether the operation's body type can say this and no other thing.
pub(crate) fn can_say(operation: &str, input: &Value) -> bool {
    use comet_users::*;

    match operation {
        "updateCurrentUser" => keeps::<UpdateUserRequest>(input),
        "createCompany" => keeps::<CreateCompanyRequest>(input),
        "updateCompany" => keeps::<UpdateCompanyRequest>(input),
        "createApiKey" => keeps::<CreateApiKeyRequest>(input),
        "updateNotificationSettings" => keeps::<Vec<NotificationSettingUpdate>>(input),
        other => panic!("{other} has no body in this table"),
    }
}

/// Whether a value survives a type.
pub(crate) fn keeps<T: serde::Serialize + DeserializeOwned>(value: &Value) -> bool {
    let decoded: Result<T, _> = serde_json::from_value(value.clone());
    decoded.is_ok_and(|decoded| serde_json::to_value(decoded).unwrap() == *value)
}

fn body<T: DeserializeOwned>(input: &str) -> T {
    serde_json::from_str(input).unwrap()
}

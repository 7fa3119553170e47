//! The user, provisioning and billing services.

use super::Row;

pub(super) fn users() -> Vec<Row> {
    use comet_users::*;

    let row = |operation| Row::new("users", operation);
    vec![
        row("getCurrentUser").gives::<User>(),
        row("updateCurrentUser")
            .takes::<UpdateUserRequest>()
            .gives::<User>(),
        row("deleteCurrentUser").gives::<Confirmation>(),
        row("createCompany")
            .takes::<CreateCompanyRequest>()
            .gives::<Company>(),
        row("updateCompany")
            .takes::<UpdateCompanyRequest>()
            .gives::<Company>(),
        row("listApiKeys").gives::<ApiKeyList>(),
        row("createApiKey")
            .takes::<CreateApiKeyRequest>()
            .gives::<CreatedApiKey>(),
        row("getApiKey").gives::<ApiKey>(),
        row("deleteApiKey").gives::<Confirmation>(),
        row("getNotificationSettings").gives::<Vec<NotificationSetting>>(),
        row("updateNotificationSettings")
            .takes::<Vec<NotificationSettingUpdate>>()
            .gives::<Vec<NotificationSetting>>(),
    ]
}

pub(super) fn provisioning() -> Vec<Row> {
    use comet_provisioning::*;

    let row = |operation| Row::new("provisioning", operation);
    vec![
        row("listNodes").gives::<Vec<Node>>(),
        row("createNode")
            .takes::<CreateNodeRequest>()
            .gives::<CreatedNode>(),
        row("getNode").gives::<Node>(),
        row("deleteNode").gives::<Node>(),
        row("startNode").gives::<Node>(),
        row("stopNode").gives::<Node>(),
        row("uploadMacaroon")
            .takes::<UploadMacaroonRequest>()
            .gives::<UploadedMacaroon>(),
        row("getMacaroon").gives::<StoredMacaroon>(),
        row("getSeed").gives::<StoredSeed>(),
        row("uploadSeed")
            .takes::<UploadSeedRequest>()
            .gives::<StoredSeed>(),
        row("listResources").gives::<Vec<Resource>>(),
    ]
}

pub(super) fn billing() -> Vec<Row> {
    use comet_billing::*;

    let row = |operation| Row::new("billing", operation);
    vec![
        row("getBillingAccount").gives::<BillingAccount>(),
        row("updateBillingAccount")
            .takes::<UpdateBillingAccountRequest>()
            .gives::<BillingAccount>(),
        row("listAvailablePlans").gives::<Vec<Plan>>(),
        row("changeSubscription")
            .takes::<ChangeSubscriptionRequest>()
            .gives::<SubscriptionChange>(),
        row("cancelSubscription")
            .takes::<CancelSubscriptionRequest>()
            .gives::<CancelledSubscription>(),
        row("reactivateSubscription").gives::<Subscription>(),
        row("listInvoices").gives::<Vec<Invoice>>(),
        row("getInvoice").gives::<InvoiceDetails>(),
    ]
}

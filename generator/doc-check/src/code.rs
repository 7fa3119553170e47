//! The table of findings that are not violations of a JSON body.

use trueup_validator::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal $severity:ident $title:literal;)*) => {
        /// What a finding is about. One row of the table each: name, severity, title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $title] $variant,)* }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as findings show it.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What is wrong, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }
        }
    };
}

codes! {
    BadRecording "bad-recording" Error "a recording that cannot be read";
    LeftOut "left-out" Note "more violations in one body than are listed";
    UnknownOperation "unknown-operation" Warning "a call that the description does not know";
    UnknownParameter "unknown-parameter" Warning "a query parameter that the description does not know";
    MissingParameter "missing-parameter" Error "a required parameter is missing";
    RepeatedParameter "repeated-parameter" Error "a parameter is there twice";
    BadParameter "bad-parameter" Error "a parameter that is not as the description says";
    ParameterSpelling "parameter-spelling" Warning "another spelling of a parameter's value";
    ExclusiveParameters "exclusive-parameters" Error "parameters that exclude each other";
    MissingCredential "missing-credential" Error "no credential that the operation takes";
    StrippedCredentials "stripped-credentials" Note "credentials that were taken out of a recording";
    MissingBody "missing-body" Error "the required body is missing";
    UnexpectedBody "unexpected-body" Warning "a body that the description does not know";
    BadForm "bad-form" Error "a form that cannot be read";
    MediaType "media-type" Warning "a media type that the description does not know";
    UnknownStatus "unknown-status" Warning "a status that the description does not know";
    MissingHeader "missing-header" Error "a required header of a response is missing";
    BadHeader "bad-header" Error "a header of a response that is not as the description says";
    UnknownEndpoint "unknown-endpoint" Error "an endpoint that the description does not know";
    NotCompared "not-compared" Note "something that was not compared with the description";
    NothingRecognised "nothing-recognised" Error "nothing was recognised that could be compared";
    UndocumentedOperation "undocumented-operation" Error "an operation that the document leaves out";
    DuplicateEndpoint "duplicate-endpoint" Error "the same endpoint documented twice";
    PathParameter "path-parameter" Warning "a path parameter with another name than the description's";
    CallDiffers "call-differs" Error "heading and call are not the same endpoint";
    BaseUrl "base-url" Error "a base URL that the description does not know";
    WrongCredential "wrong-credential" Error "a credential that the operation does not take";
    HeaderName "header-name" Warning "a header that is probably misspelt";
    ContentType "content-type" Error "the body is not sent as what it is";
    BodyDiffers "body-differs" Error "the call's body is not the request that is shown";
    MissingBlock "missing-block" Warning "an example that other sections have";
    EmptyBlock "empty-block" Error "a label with nothing after it";
    LostText "lost-text" Warning "an announcement with nothing after it";
    UndocumentedParameter "undocumented-parameter" Error "a parameter that the document leaves out";
    ParameterType "parameter-type" Error "a parameter of another type";
    ParameterPresence "parameter-presence" Error "required and optional confused";
    UnknownValue "unknown-value" Warning "a value that is not among those known";
    UpstreamAbsent "upstream-absent" Error "stock servers do not have this";
    UpstreamRemoved "upstream-removed" Warning "newer stock servers do not have this";
    UpstreamChanged "upstream-changed" Note "other versions have this in another form";
    Encoding "encoding" Error "one text in two encodings";
    Deprecated "deprecated" Note "deprecated, which the document does not say";
    ErrorCode "error-code" Error "an error code with another meaning";
    RateLimit "rate-limit" Error "a rate limit that is not the described one";
    FlattenedTable "flattened-table" Warning "a table whose cells stand one on a line";
    MangledUrl "mangled-url" Warning "a URL that markup has damaged";
    DoubleBackslash "double-backslash" Warning "two backslashes do not continue a line";
    ShellSyntax "shell-syntax" Error "a shell reads this otherwise than it is meant";
    UnusedSuppression "unused-suppression" Warning "a suppression that silences nothing";
    BadSuppression "bad-suppression" Error "a suppression without a code or a reason";
}

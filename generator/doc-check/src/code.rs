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
    UnknownOperation "unknown-operation" Warning "a call that the description does not know";
    UnknownParameter "unknown-parameter" Warning "a query parameter that the description does not know";
    MissingParameter "missing-parameter" Error "a required parameter is missing";
    RepeatedParameter "repeated-parameter" Error "a parameter is there twice";
    BadParameter "bad-parameter" Error "a parameter that is not as the description says";
    ParameterSpelling "parameter-spelling" Warning "another spelling of a parameter's value";
    ExclusiveParameters "exclusive-parameters" Error "parameters that exclude each other";
    MissingCredential "missing-credential" Error "no credential that the operation takes";
    MissingBody "missing-body" Error "the required body is missing";
    UnexpectedBody "unexpected-body" Warning "a body that the description does not know";
    MediaType "media-type" Warning "a media type that the description does not know";
    UnknownStatus "unknown-status" Warning "a status that the description does not know";
}

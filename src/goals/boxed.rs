//! Structs of which a workspace has many: what nearly every one has stands in the struct, and a box holds the rest where any of it is
//! written.

/// Makes such a struct out of the one that is read, which has all the fields in one place. Its other fields are reached as if they stood in
/// it, and its schema is that of the struct that is read.
macro_rules! boxed {
    (
        $(#[$about:meta])*
        $kept:ident from $written:ident { $($usual:ident: $usual_type:ty,)* }
        $(#[$about_rest:meta])*
        $rest:ident { $($rare:ident: $rare_type:ty,)* }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default)]
        pub struct $kept {
            $(
                #[doc = concat!("As [`", stringify!($written), "::", stringify!($usual), "`].")]
                pub $usual: $usual_type,
            )*
            rest: Option<Box<$rest>>,
        }

        $(#[$about_rest])*
        #[derive(Debug, Clone, Default)]
        pub struct $rest {
            $(
                #[doc = concat!("As [`", stringify!($written), "::", stringify!($rare), "`].")]
                pub $rare: $rare_type,
            )*
        }

        impl std::ops::Deref for $kept {
            type Target = $rest;

            fn deref(&self) -> &$rest {
                static NOTHING: std::sync::LazyLock<$rest> = std::sync::LazyLock::new($rest::default);
                self.rest.as_deref().unwrap_or_else(|| &NOTHING)
            }
        }

        impl From<$written> for $kept {
            fn from(written: $written) -> Self {
                let $written { $($usual,)* $($rare,)* } = written;
                let is_absent = [$($rare.is_absent()),*];
                let rest = is_absent.contains(&false).then(|| Box::new($rest { $($rare),* }));
                Self { $($usual,)* rest }
            }
        }

        impl<'de> serde::Deserialize<'de> for $kept {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $written::deserialize(deserializer).map(Self::from)
            }
        }

        impl schemars::JsonSchema for $kept {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $written::schema_name()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                $written::schema_id()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $written::json_schema(generator)
            }
        }
    };
}

//! What follows from the list of rules.

/// From one line a rule, `file::Type`: the module of the file and its exports, the enum [`Rule`](crate::rules::Rule),
/// the names, reading and writing by the tag `rule`, and what the trait [`RuleKind`](crate::rules::kind::RuleKind)
/// offers.
macro_rules! rules {
    ($($module:ident::$type:ident),+ $(,)?) => {
        $(
            mod $module;
            pub use $module::*;
        )+

        /// One rule of a policy, `{"rule": "coverage", ...}`.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Rule {
            $(
                #[doc = concat!("With the parameters of [`", stringify!($type), "`].")]
                $type($type),
            )+
        }

        impl Rule {
            /// All kinds of rules.
            pub const ALL: &'static [$crate::rules::info::RuleInfo] = &[$(
                $crate::rules::info::RuleInfo {
                    name: <$type as $crate::rules::kind::RuleKind>::NAME,
                    summary: <$type as $crate::rules::kind::RuleKind>::SUMMARY,
                    fields: <$type as $crate::json::from_json::FromJson>::FIELDS,
                    source: <$type as $crate::rules::kind::RuleKind>::SOURCE,
                }
            ),+];

            /// Names of all kinds of rules.
            pub const NAMES: &'static [&'static str] =
                &[$(<$type as $crate::rules::kind::RuleKind>::NAME),+];

            /// The name used in documents.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Rule::$type(_) => <$type as $crate::rules::kind::RuleKind>::NAME,)+
                }
            }

            $crate::rules::list::delegated! { [$($type)+]
                fn validate(
                    policy: &$crate::rules::context::PolicyContext<'_>
                ) -> Result<(), $crate::rules::error::RuleError>;
                fn needs_countries() -> bool;
                fn needs_income() -> bool;
                fn coverage() -> Option<$crate::rules::coverage_terms::CoverageTerms<'_>>;
                fn count(context: &$crate::rules::context::BookContext<'_>) -> usize;
                fn constraints(
                    context: &$crate::rules::context::BookContext<'_>
                ) -> Result<
                    alloc::vec::Vec<$crate::rules::constraint::LinearConstraint>,
                    $crate::rules::error::RuleError
                >;
            }
        }

        impl $crate::json::from_json::FromJson for Rule {
            fn from_json(
                value: $crate::json::value::JsonValue<'_>,
            ) -> Result<Rule, $crate::json::error::JsonError> {
                let (name, fields) = value.tagged("rule")?;
                $(
                    if name == <$type as $crate::rules::kind::RuleKind>::NAME {
                        return $crate::json::from_json::FromJson::from_json(fields).map(Rule::$type);
                    }
                )+
                Err(value.unknown_variant(name, Rule::NAMES))
            }
        }

        impl serde::Serialize for Rule {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let rule = self.name();
                match self {
                    $(Rule::$type(fields) => {
                        $crate::rules::tagged::Tagged { rule, fields }.serialize(serializer)
                    })+
                }
            }
        }
    };
}
pub(crate) use rules;

/// Methods of [`Rule`](crate::rules::Rule) that are those of the rule in it.
macro_rules! delegated {
    ($types:tt $(fn $method:ident $arguments:tt -> $returns:ty;)+) => {
        $($crate::rules::list::delegated!(@one $types $method $arguments $returns);)+
    };
    (@one [$($type:ident)+] $method:ident () $returns:ty) => {
        pub(crate) fn $method(&self) -> $returns {
            match self {
                $(Rule::$type(rule) => $crate::rules::kind::RuleKind::$method(rule),)+
            }
        }
    };
    (@one [$($type:ident)+] $method:ident ($argument:ident: $of:ty) $returns:ty) => {
        pub(crate) fn $method(&self, $argument: $of) -> $returns {
            match self {
                $(Rule::$type(rule) => $crate::rules::kind::RuleKind::$method(rule, $argument),)+
            }
        }
    };
}
pub(crate) use delegated;

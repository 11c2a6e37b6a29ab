//! What follows from the list of formats.

/// From one line a format, `file::Type`: the module of the file, the enum `Format`, and what the trait
/// [`StatementFormat`](crate::format::StatementFormat) offers.
macro_rules! formats {
    ($($module:ident::$type:ident),+ $(,)?) => {
        $(mod $module;)+

        /// A format of statements or lists of holdings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $(
                #[doc = concat!("The format named `", stringify!($module), "`.")]
                $type,
            )+
        }

        impl Format {
            /// Every format, in the order in which help shows them and in which they are recognised.
            pub const ALL: &'static [Format] = &[$(Format::$type),+];

            /// Every format as messages name it.
            const TITLES: &'static [&'static str] =
                &[$(<$module::$type as $crate::format::StatementFormat>::TITLE),+];

            /// The name of the format on the command line.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Format::$type => <$module::$type as $crate::format::StatementFormat>::NAME,)+
                }
            }

            /// The standard that the format is of.
            pub const fn standard(self) -> &'static str {
                match self {
                    $(Format::$type => <$module::$type as $crate::format::StatementFormat>::STANDARD,)+
                }
            }

            fn recognises(self, start: &[u8]) -> bool {
                match self {
                    $(Format::$type => <$module::$type as $crate::format::StatementFormat>::recognise(start),)+
                }
            }

            /// Reads a file of this format: returns the messages of its statements, or adds its lines to the sums of
            /// the context. Every position of a statement is kept; a [`Collector`](crate::Collector) keeps sums alone.
            ///
            /// # Errors
            /// [`InputError`](crate::InputError), for the first thing that is wrong with the file.
            pub fn read(
                self,
                input: impl std::io::BufRead,
                context: $crate::format::ReadContext<'_>,
            ) -> Result<Vec<$crate::message::Message>, $crate::input_error::InputError> {
                self.read_into(input, context, &mut $crate::positions::Positions::kept())
            }

            /// As [`Format::read`]; where the positions of securities go is said.
            pub(crate) fn read_into(
                self,
                input: impl std::io::BufRead,
                context: $crate::format::ReadContext<'_>,
                positions: &mut $crate::positions::Positions<'_>,
            ) -> Result<Vec<$crate::message::Message>, $crate::input_error::InputError> {
                match self {
                    $(Format::$type => <$module::$type as $crate::format::StatementFormat>::read(input, context, positions),)+
                }
            }
        }
    };
}
pub(crate) use formats;

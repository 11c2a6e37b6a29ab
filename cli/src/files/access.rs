//! Who may read an output.

/// Who may read an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone the umask allows.
    Public,
    /// The owner alone: mode 0600 from the moment the file exists.
    Secret,
}

//! The argument that all commands which write files have.

// What a command that writes files takes besides its own arguments. Not a doc comment, which would be its help.
#[derive(Debug, clap::Args)]
pub struct WritingArgs<A: clap::Args> {
    #[command(flatten)]
    pub args: A,
    /// Replace outputs that exist.
    #[arg(long)]
    pub force: bool,
}

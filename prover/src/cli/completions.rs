//! `assay completions`

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Outcome};
use crate::error::CliError;
use crate::files;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay completions bash > ~/.local/share/bash-completion/completions/assay
  assay completions zsh > ~/.zfunc/_assay
  assay completions fish > ~/.config/fish/completions/assay.fish")]
pub struct Args {
    /// The shell.
    shell: Shell,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        // Generated into memory: the generator itself would panic on a closed pipe.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "assay", &mut script);
        files::print(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Done)
    }
}

//! `assay completions`

use clap_complete::Shell;

use crate::error::CliError;
use crate::outcome::Outcome;
use crate::terminal::print;

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
    /// Writes the script for the whole command line, `command`.
    pub fn run(self, mut command: clap::Command) -> Result<Outcome, CliError> {
        // Generated into memory: the generator itself would panic on a closed pipe.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "assay", &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Done)
    }
}

//! A command line of a demo: shown as one would type it, and run.

use std::borrow::Cow;

use crate::commands::demo::workspace::Workspace;
use crate::error::CliError;
use crate::outcome::Outcome;
use crate::terminal::note;

/// A command with its options.
pub struct CommandLine<'a> {
    workspace: &'a Workspace,
    arguments: Vec<String>,
}

impl<'a> CommandLine<'a> {
    /// A command that runs in a workspace.
    pub fn new(workspace: &'a Workspace, command: &str) -> CommandLine<'a> {
        CommandLine {
            workspace,
            arguments: vec![command.into()],
        }
    }

    /// With an option and its value.
    pub fn option(mut self, option: &str, value: &str) -> CommandLine<'a> {
        self.arguments.extend([option.into(), value.into()]);
        self
    }

    /// With an option whose value is a file of the workspace.
    pub fn file(self, option: &str, name: &str) -> CommandLine<'a> {
        let path = self.workspace.path(name).display().to_string();
        self.option(option, &path)
    }

    /// With a file of the workspace that needs no option.
    pub fn operand(mut self, name: &str) -> CommandLine<'a> {
        let path = self.workspace.path(name).display().to_string();
        self.arguments.push(path);
        self
    }

    /// Shows the command, and runs it.
    pub fn run(self) -> Result<Outcome, CliError> {
        let shown: Vec<Cow<'_, str>> = self.arguments.iter().map(|a| quoted(a)).collect();
        note(&format!("$ assay {}", shown.join(" ")));
        let writes = self.arguments.iter().any(|argument| argument == "--out");
        let force = (self.workspace.force && writes).then(|| "--force".into());
        let all = std::iter::once("assay".into())
            .chain(self.arguments)
            .chain(force);
        (self.workspace.run)(all.collect())
    }
}

/// An argument as a POSIX shell reads it.
fn quoted(argument: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=+./:,@%".contains(c);
    match argument.chars().all(is_plain) {
        true => argument.into(),
        false => format!("'{}'", argument.replace('\'', r"'\''")).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("eip155:1/erc20:0x77"), "eip155:1/erc20:0x77");
        assert_eq!(quoted("1.50=fees, unpaid"), "'1.50=fees, unpaid'");
        assert_eq!(quoted("the fund's"), r"'the fund'\''s'");
    }
}

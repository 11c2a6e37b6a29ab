//! Where a demo leaves its files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::CliError;
use crate::files::{Access, FileError, Outputs};
use crate::outcome::Outcome;
use crate::terminal::note;

/// Runs one command line.
pub type RunLine = fn(Vec<String>) -> Result<Outcome, CliError>;

/// The directory of a demo, and how its commands are run.
pub struct Workspace {
    dir: PathBuf,
    /// Whether outputs may replace files that are there.
    pub force: bool,
    /// Runs a command.
    pub run: RunLine,
}

impl Workspace {
    /// In a directory, which is made if it is not there; in a new temporary one if none is named.
    pub fn new(dir: Option<PathBuf>, force: bool, run: RunLine) -> Result<Workspace, CliError> {
        let dir = match dir {
            Some(dir) => dir,
            None => tempfile::Builder::new()
                .prefix("assay-demo-")
                .tempdir()
                .map(tempfile::TempDir::keep)
                .map_err(|source| write_error(Path::new("temporary directory"), source))?,
        };
        fs::create_dir_all(&dir).map_err(|source| write_error(&dir, source))?;
        Ok(Workspace { dir, force, run })
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Says where the files are.
    pub fn show(&self) {
        note(&format!("Files in {}", self.dir.display()));
    }

    /// Writes what no command writes.
    pub fn write(&self, name: &str, text: &str, access: Access) -> Result<(), CliError> {
        let path = self.path(name);
        let mut outputs = Outputs::new(self.force);
        outputs.check(&path)?;
        outputs.write(&path, text.as_bytes(), access)?;
        note(&format!("wrote {}", path.display()));
        Ok(())
    }
}

fn write_error(path: &Path, source: std::io::Error) -> CliError {
    CliError::Io(FileError::Write {
        path: path.to_path_buf(),
        source,
    })
}

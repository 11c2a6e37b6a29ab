//! Temporary files, and what of them a killed process left behind: keys and openings may be in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use crate::files::access::Access;
use crate::files::error::FileError;
use crate::files::paths::directory;

/// A temporary file is abandoned when it is so old, where nobody can tell whether its process is still at work.
const ABANDONED: Duration = Duration::from_secs(600);

const PREFIX: &str = ".assay-";
const SUFFIX: &str = ".tmp";

/// A new, empty file beside `path`, removed when it is dropped.
pub(in crate::files) fn temporary(path: &Path, access: Access) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match access {
            Access::Public => 0o666, // less the umask
            Access::Secret => 0o600,
        };
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = access;
    builder.tempfile_in(directory(path))
}

/// Temporary files that killed processes left in a directory. Where others may be writing at this moment, old ones only.
///
/// # Errors
/// [`FileError::Read`] if the directory cannot be read.
pub fn leftovers(dir: &Path, shared: bool) -> Result<Vec<PathBuf>, FileError> {
    let error = |source| FileError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let mut found = Vec::new();
    for file in fs::read_dir(dir).map_err(error)? {
        let path = file.map_err(error)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        let ours = name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let is_file = ours && fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        if is_file && (!shared || is_abandoned(&path)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_abandoned(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|meta| meta.modified());
    let age = changed.ok().and_then(|changed| changed.elapsed().ok());
    age.is_some_and(|age| age > ABANDONED)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_left_is_found() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            ".assay-abc.tmp",
            "assay-abc.tmp",
            ".assay-abc.json",
            ".other.tmp",
            "x.report.json",
        ] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join(".assay-dir.tmp")).unwrap();
        let found = leftovers(dir.path(), false).unwrap();
        assert_eq!(found, [dir.path().join(".assay-abc.tmp")]);
        assert!(leftovers(dir.path(), true).unwrap().is_empty());
        let old = std::time::SystemTime::now() - ABANDONED - Duration::from_secs(1);
        let file = fs::File::options().write(true).open(&found[0]).unwrap();
        file.set_modified(old).unwrap();
        assert_eq!(leftovers(dir.path(), true).unwrap(), found);
    }
}

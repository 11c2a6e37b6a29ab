//! Files of `test-vectors/`: read, compared, and on request written again.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::Serialize;

/// A file of `test-vectors/`.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../test-vectors")
        .join(name)
}

pub fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Whether derived files are to be written.
pub fn regenerate() -> bool {
    std::env::var_os("ASSAY_REGENERATE").is_some_and(|value| value == "1")
}

/// Writes a file unless it already holds this. In one step: other tests may be reading it.
fn write(name: &str, text: &str) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let path = path(name);
    if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let file = tempfile::NamedTempFile::new_in(folder).unwrap();
    std::fs::write(file.path(), text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let everyone = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(file.path(), everyone).unwrap();
    }
    file.persist(&path).unwrap();
}

/// The file holds this text; when regenerating, it will.
#[track_caller]
pub fn holds(name: &str, text: &str) {
    if regenerate() {
        write(name, text);
    }
    assert!(
        read(name) == text,
        "{name} is not what the code makes of it: run with ASSAY_REGENERATE=1 and look at the difference"
    );
}

/// As [`holds`], of JSON.
#[track_caller]
pub fn holds_json<T: Serialize>(name: &str, value: &T) {
    holds(
        name,
        &format!("{}\n", serde_json::to_string_pretty(value).unwrap()),
    );
}

/// A report or opening that stays as it is once made.
pub fn kept(name: &str, make: impl FnOnce() -> String) -> String {
    if regenerate() && !path(name).exists() {
        write(name, &make());
    }
    read(name)
}

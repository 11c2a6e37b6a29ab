//! The files of a crate, read and parsed.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a crate cannot be looked at.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WalkError {
    /// A file or directory cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not Rust.
    #[error("{}: {source}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: syn::Error,
    },
}

/// A file of a crate.
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// The module that it is: the names from the crate's root on.
    pub module: Vec<String>,
    /// Its text.
    pub text: String,
    /// What is in it.
    pub syntax: syn::File,
}

/// Every file below a crate's `src`, but those that only hold tests.
///
/// # Errors
/// [`WalkError`].
pub fn crate_files(src: &Path) -> Result<Vec<SourceFile>, WalkError> {
    let mut files = Vec::new();
    for path in rust_files(src)? {
        let relative = path.strip_prefix(src).unwrap_or(&path);
        let module = module_of(relative);
        if module.iter().any(|name| name == "tests") || module.first().is_some_and(|m| m == "bin") {
            continue;
        }
        let text = read(&path)?;
        let syntax = syn::parse_file(&text).map_err(|source| WalkError::Parse {
            path: path.clone(),
            source,
        })?;
        files.push(SourceFile {
            path,
            module,
            syntax,
            text,
        });
    }
    Ok(files)
}

/// Lines of all source files below a directory, tests apart.
///
/// # Errors
/// [`WalkError::Read`].
pub fn lines(src: &Path) -> Result<usize, WalkError> {
    let mut sum = 0;
    for path in rust_files(src)? {
        let module = module_of(path.strip_prefix(src).unwrap_or(&path));
        if !module.iter().any(|name| name == "tests") {
            sum += read(&path)?.lines().count();
        }
    }
    Ok(sum)
}

fn read(path: &Path) -> Result<String, WalkError> {
    std::fs::read_to_string(path).map_err(|source| WalkError::Read {
        path: path.to_path_buf(),
        source,
    })
}

fn rust_files(dir: &Path) -> Result<Vec<PathBuf>, WalkError> {
    let wrap = |source| WalkError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(wrap)? {
        let path = entry.map_err(wrap)?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`; `lib.rs` and `main.rs` are the root.
fn module_of(relative: &Path) -> Vec<String> {
    let mut names: Vec<String> = relative
        .with_extension("")
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let last = names.last().map(String::as_str);
    if last == Some("mod") || (names.len() == 1 && matches!(last, Some("lib" | "main"))) {
        names.pop();
    }
    names
}

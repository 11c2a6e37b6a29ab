use std::fs;
use std::path::Path;

use crate::files::{exposed, read, read_text, Access, FileError, Output, Outputs};

fn dir() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn writes_whole_files_and_leaves_nothing_else() {
    let d = dir();
    let path = d.path().join("out.json");
    let mut outputs = Outputs::new(false);
    outputs.check(&path).unwrap();
    outputs.write(&path, b"abc", Access::Public).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"abc");
    assert_eq!(fs::read_dir(d.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn secrets_are_0600() {
    use std::os::unix::fs::PermissionsExt;
    let d = dir();
    let path = d.path().join("key.pem");
    fs::write(&path, b"old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(exposed(&path), Some(0o644));
    let outputs = Outputs::new(true);
    outputs.write(&path, b"new", Access::Secret).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(exposed(&path), None);
}

#[test]
fn refuses_an_existing_output_unless_forced() {
    let d = dir();
    let path = d.path().join("out.json");
    fs::write(&path, b"old").unwrap();
    assert!(matches!(
        Outputs::new(false).check(&path),
        Err(FileError::Exists { .. })
    ));
    let late = Outputs::new(false).write(&path, b"new", Access::Public);
    assert!(matches!(late, Err(FileError::Exists { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    let mut forced = Outputs::new(true);
    forced.check(&path).unwrap();
    forced.write(&path, b"new", Access::Public).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(fs::read_dir(d.path()).unwrap().count(), 1);
}

#[test]
fn refuses_an_input_as_output_even_when_forced() {
    let d = dir();
    let path = d.path().join("book.json");
    fs::write(&path, b"{}").unwrap();
    let detour = d.path().join(".").join("book.json");
    let mut outputs = Outputs::new(true);
    outputs.input(&path);
    let refused = outputs.check(&detour);
    assert!(matches!(refused, Err(FileError::OutputIsInput { .. })));
}

#[cfg(unix)]
#[test]
fn sees_through_links() {
    let d = dir();
    let path = d.path().join("book.json");
    let link = d.path().join("link.json");
    fs::write(&path, b"{}").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let mut outputs = Outputs::new(true);
    outputs.input(&path);
    assert!(matches!(
        outputs.check(&link),
        Err(FileError::OutputIsInput { .. })
    ));
}

#[test]
fn refuses_one_name_for_two_outputs() {
    let d = dir();
    let mut outputs = Outputs::new(false);
    outputs.check(&d.path().join("a")).unwrap();
    let refused = outputs.check(&d.path().join(".").join("a"));
    assert!(matches!(refused, Err(FileError::OutputTwice { .. })));
}

#[test]
fn writes_nothing_when_one_of_two_cannot_be_staged() {
    let d = dir();
    let good = d.path().join("good");
    let bad = d.path().join("no-such-directory").join("bad");
    let files = [
        Output {
            path: &good,
            bytes: b"1",
            access: Access::Secret,
        },
        Output {
            path: &bad,
            bytes: b"2",
            access: Access::Public,
        },
    ];
    let refused = Outputs::new(false).write_all(&files);
    assert!(matches!(refused, Err(FileError::Write { path, .. }) if path == bad));
    assert_eq!(fs::read_dir(d.path()).unwrap().count(), 0);
}

/// The second of two outputs appears after the check.
fn two_outputs_of_which_one_fails(d: &Path, force: bool) -> Result<(), FileError> {
    let paths = [d.join("first"), d.join("second")];
    let files = paths.each_ref().map(|path| Output {
        path,
        bytes: b"new",
        access: Access::Secret,
    });
    let mut outputs = Outputs::new(force);
    paths.iter().for_each(|path| outputs.check(path).unwrap());
    // A directory with something in it is replaced by no file, by force or not.
    fs::create_dir(&paths[1]).unwrap();
    fs::write(paths[1].join("inside"), b"old").unwrap();
    outputs.write_all(&files)
}

#[test]
fn takes_back_the_first_of_two_when_the_second_cannot_be_renamed() {
    let d = dir();
    let refused = two_outputs_of_which_one_fails(d.path(), false);
    assert!(matches!(refused, Err(FileError::Exists { path }) if path == d.path().join("second")));
    let left: Vec<_> = fs::read_dir(d.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read(d.path().join("second/inside")).unwrap(), b"old");
}

#[test]
fn keeps_the_first_of_two_when_the_second_cannot_be_replaced() {
    let d = dir();
    fs::write(d.path().join("first"), b"old").unwrap();
    let refused = two_outputs_of_which_one_fails(d.path(), true);
    assert!(
        matches!(refused, Err(FileError::Write { path, .. }) if path == d.path().join("second"))
    );
    assert_eq!(fs::read(d.path().join("first")).unwrap(), b"new");
    assert_eq!(fs::read_dir(d.path()).unwrap().count(), 2);
}

#[test]
fn reads_up_to_the_limit() {
    let d = dir();
    let path = d.path().join("in");
    for length in [0usize, 1, 99, 100] {
        fs::write(&path, vec![7u8; length]).unwrap();
        assert_eq!(read(&path, 100).unwrap().len(), length);
    }
    fs::write(&path, vec![7u8; 101]).unwrap();
    assert!(matches!(
        read(&path, 100),
        Err(FileError::TooLarge { limit: 100, .. })
    ));
    assert!(matches!(
        read(d.path(), 100),
        Err(FileError::Directory { .. })
    ));
    assert!(matches!(
        read(&d.path().join("none"), 100),
        Err(FileError::Read { .. })
    ));
}

#[test]
fn text_must_be_utf8() {
    let d = dir();
    let path = d.path().join("in");
    fs::write(&path, b"ab\xff").unwrap();
    assert!(matches!(
        read_text(&path, 100),
        Err(FileError::NotUtf8 { offset: 2, .. })
    ));
}

#[cfg(target_os = "linux")]
#[test]
fn bounds_files_without_an_end() {
    let endless = read(Path::new("/dev/zero"), 100_000);
    assert!(matches!(
        endless,
        Err(FileError::TooLarge { limit: 100_000, .. })
    ));
}

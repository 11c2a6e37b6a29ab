use std::fs;
use std::io::Write;
use std::path::Path;

use crate::files::directories::Directories;
use crate::files::leftovers::temporary;
use crate::files::replace::{place, Changes, Staged};
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

/// Two outputs, of which something takes the second's place after the check.
fn two_outputs_of_which_one_fails(d: &Path, force: bool) -> Result<(), FileError> {
    let paths = [d.join("first"), d.join("second")];
    let files = paths.each_ref().map(|path| Output {
        path,
        bytes: b"new",
        access: Access::Secret,
    });
    let mut outputs = Outputs::new(force);
    paths.iter().for_each(|path| outputs.check(path).unwrap());
    fs::create_dir(&paths[1]).unwrap();
    outputs.write_all(&files)
}

#[test]
fn looks_again_before_it_writes() {
    for force in [false, true] {
        let d = dir();
        fs::write(d.path().join("first"), b"old").unwrap();
        if !force {
            fs::remove_file(d.path().join("first")).unwrap();
        }
        let refused = two_outputs_of_which_one_fails(d.path(), force);
        assert!(
            matches!(refused, Err(FileError::Directory { path }) if path == d.path().join("second"))
        );
        let first = fs::read(d.path().join("first")).ok();
        assert_eq!(first.as_deref(), force.then_some(&b"old"[..]));
        let count = fs::read_dir(d.path()).unwrap().count();
        assert_eq!(count, if force { 2 } else { 1 });
    }
}

/// Gives three files their places, but the last one's temporary file has vanished, so that its rename fails.
fn place_of_which_one_fails(d: &Path, force: bool) -> Result<(), FileError> {
    let paths = ["first", "second", "third"].map(|name| d.join(name));
    let directories = Directories::lock(paths.iter().map(|path| path.as_path())).unwrap();
    let staged = paths.each_ref().map(|path| {
        let mut file = temporary(path, Access::Public).unwrap();
        file.write_all(b"new").unwrap();
        Staged { path, file }
    });
    fs::remove_file(staged[2].file.path()).unwrap();
    place(staged.into(), force, &directories)
}

/// Names in a directory with their contents.
fn contents(d: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(d).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> = entries
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), text)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn takes_everything_back_when_one_of_several_cannot_be_renamed() {
    for (force, before) in [
        (false, &[][..]),
        (true, &["first", "second", "third"]),
        (true, &["first", "third"]),
        (true, &["second"]),
        (true, &[]),
    ] {
        let d = dir();
        for name in before {
            fs::write(d.path().join(name), format!("old {name}")).unwrap();
        }
        let was = contents(d.path());
        let refused = place_of_which_one_fails(d.path(), force);
        assert!(
            matches!(&refused, Err(FileError::Write { path, .. }) if *path == d.path().join("third")),
            "{refused:?}"
        );
        assert_eq!(contents(d.path()), was);
    }
}

#[test]
fn says_where_things_are_that_cannot_be_put_back() {
    let d = dir();
    let [first, second] = ["first", "second"].map(|name| d.path().join(name));
    fs::write(&first, b"old first").unwrap();
    fs::write(&second, b"old second").unwrap();
    let directories = Directories::lock([first.as_path()].into_iter()).unwrap();
    let mut staged = Vec::new();
    for path in [&first, &second] {
        let file = temporary(path, Access::Public).unwrap();
        staged.push(Staged { path, file });
    }
    // A file that nobody staged appears where an old one is to be put back: the new ones go to names that are taken.
    let mut changes = Changes::default();
    fs::remove_file(staged[1].file.path()).unwrap();
    let error = changes.make(staged, true, &directories).unwrap_err();
    fs::write(&second, b"somebody else's").unwrap();
    let error = changes.undo(error, &directories);
    let FileError::NotRestored { path, kept, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*path, second);
    assert_eq!(fs::read(kept).unwrap(), b"old second");
    assert_eq!(fs::read(&first).unwrap(), b"old first");
    assert_eq!(fs::read(&second).unwrap(), b"somebody else's");
    let text = error.to_string();
    assert!(text.contains(&kept.display().to_string()), "{text}");
    assert!(!text.contains("nothing"), "{text}");
}

#[cfg(unix)]
#[test]
fn sees_that_another_process_replaced_an_output() {
    let d = dir();
    let [first, second] = ["first", "second"].map(|name| d.path().join(name));
    let directories = Directories::lock([first.as_path()].into_iter()).unwrap();
    let mut changes = Changes::default();
    let staged = [&first, &second].map(|path| Staged {
        path,
        file: temporary(path, Access::Public).unwrap(),
    });
    changes.make(staged.into(), true, &directories).unwrap();
    changes.check().unwrap();
    let other = temporary(&first, Access::Public).unwrap();
    other.persist(&first).unwrap();
    assert!(matches!(changes.check(), Err(FileError::Interfered { path }) if path == first));
}

#[cfg(unix)]
#[test]
fn refuses_what_is_no_file_and_leaves_it_alone() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let d = dir();
    let path = |name: &str| d.path().join(name);
    fs::write(path("file"), b"old").unwrap();
    symlink(path("file"), path("link")).unwrap();
    symlink(path("nowhere"), path("dangling")).unwrap();
    symlink(d.path(), path("directory")).unwrap();
    let _socket = UnixListener::bind(path("socket")).unwrap();
    let node = |name: &str, kind: &[&str]| {
        let mut mknod = std::process::Command::new("mknod");
        mknod.arg(path(name)).args(kind).status().unwrap().success()
    };
    assert!(node("fifo", &["p"]));
    let mut all = vec![
        (path("link"), "a symbolic link"),
        (path("dangling"), "a symbolic link"),
        (path("directory"), "a symbolic link"),
        (path("socket"), "a socket"),
        (path("fifo"), "a FIFO"),
    ];
    // The superuser's alone to make. The system's own are no place to try this at: who may make one could lose one.
    if node("device", &["c", "1", "3"]) {
        all.push((path("device"), "a device"));
    }
    let kinds = |d: &Path| {
        let entries = fs::read_dir(d).unwrap().map(|entry| entry.unwrap());
        let mut kinds: Vec<_> = entries
            .map(|entry| (entry.file_name(), entry.file_type().unwrap()))
            .collect();
        kinds.sort_by(|a, b| a.0.cmp(&b.0));
        kinds
    };
    let before = kinds(d.path());
    for (path, expected) in all {
        for force in [false, true] {
            let checked = Outputs::new(force).check(&path);
            let written = Outputs::new(force).write(&path, b"new", Access::Public);
            for refused in [checked, written] {
                assert!(
                    matches!(&refused, Err(FileError::OutputNotRegular { path: about, found })
                        if *about == path && *found == expected),
                    "{refused:?}"
                );
            }
        }
    }
    assert_eq!(fs::read(path("file")).unwrap(), b"old");
    assert!(!path("nowhere").exists());
    assert_eq!(kinds(d.path()), before);
}

#[test]
fn removes_what_a_killed_process_left() {
    let d = dir();
    fs::write(d.path().join(".assay-Ab12Cd.tmp"), b"a key").unwrap();
    fs::write(d.path().join(".assay-other"), b"kept").unwrap();
    let outputs = Outputs::new(false);
    let path = d.path().join("out.json");
    outputs.write(&path, b"new", Access::Public).unwrap();
    let names: Vec<_> = contents(d.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, [".assay-other", "out.json"]);
}

#[cfg(unix)]
#[test]
fn waits_for_who_is_writing() {
    let d = dir();
    let (done, path) = (d.path().join("done"), d.path().join("out.json"));
    let directories = Directories::lock([path.as_path()].into_iter()).unwrap();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            Outputs::new(true)
                .write(&path, b"new", Access::Public)
                .unwrap();
            done.exists()
        });
        std::thread::sleep(std::time::Duration::from_millis(50));
        fs::write(&done, b"").unwrap();
        drop(directories);
        assert!(writing.join().unwrap());
    });
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

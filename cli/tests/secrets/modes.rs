//! Private files are their owner's alone, whatever was there before and whatever the umask.

use std::fs::{self, Permissions};
use std::os::unix::fs::{symlink, MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use assay_testkit::marked_fund::{Fund, CUSTODIANS};

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

fn run(umask: &str, arguments: &[String]) {
    let script = format!("umask {umask}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, ASSAY])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn forced(mut arguments: Vec<String>) -> Vec<String> {
    arguments.push("--force".into());
    arguments
}

#[track_caller]
fn mode(path: &Path, expected: u32) {
    let found = fs::symlink_metadata(path).unwrap();
    assert!(found.is_file(), "{}", path.display());
    assert_eq!(found.mode() & 0o7777, expected, "{}", path.display());
}

/// Names in a directory, of which none is a temporary file.
#[track_caller]
fn nothing_temporary(fund: &Fund) {
    for entry in fs::read_dir(fund.path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with('.'), "{name}");
    }
}

#[test]
fn whatever_the_umask() {
    for (umask, public) in [("0", 0o666), ("022", 0o644), ("077", 0o600)] {
        let fund = Fund::new(SCRATCH, 41);
        for (id, _) in CUSTODIANS {
            run(umask, &fund.keygen(id));
            run(umask, &fund.commit(id));
            mode(&fund.path(&format!("{id}.pem")), 0o600);
            mode(&fund.path(&format!("{id}.opening.json")), 0o600);
            mode(&fund.path(&format!("{id}.commitment.json")), public);
        }
        nothing_temporary(&fund);
    }
}

#[test]
fn whatever_was_there_before() {
    let fund = Fund::new(SCRATCH, 42);
    let (key, opening) = (fund.path("north.pem"), fund.path("north.opening.json"));
    for before in [0o644, 0o666, 0o777] {
        for path in [&key, &opening] {
            let _ = fs::remove_file(path);
            fs::write(path, "old").unwrap();
            fs::set_permissions(path, Permissions::from_mode(before)).unwrap();
        }
        // A reader that has the old file open keeps the old file.
        let held = fs::File::open(&key).unwrap();
        run("0", &forced(fund.keygen("north")));
        run("0", &forced(fund.commit("north")));
        assert_eq!(std::io::read_to_string(held).unwrap(), "old");
        mode(&key, 0o600);
        mode(&opening, 0o600);
        assert_ne!(fs::read(&key).unwrap(), b"old");
    }
    nothing_temporary(&fund);
}

#[test]
fn never_through_a_link() {
    let fund = Fund::new(SCRATCH, 43);
    let elsewhere = fund.path("elsewhere");
    for (arguments, name) in [
        (fund.keygen("north"), "north.pem"),
        (fund.commit("north"), "north.opening.json"),
    ] {
        let path = fund.path(name);
        for exists in [true, false] {
            if exists {
                fs::write(&elsewhere, "not to be written").unwrap();
            }
            symlink(&elsewhere, &path).unwrap();
            // Whatever was meant, it is neither what the link points to nor the link itself that is to be lost.
            for arguments in [arguments.clone(), forced(arguments.clone())] {
                let refused = Command::new(ASSAY).args(&arguments).output().unwrap();
                assert_eq!(refused.status.code(), Some(2));
                let message = String::from_utf8(refused.stderr).unwrap();
                let expected =
                    format!("{name}: expected a regular file or none, found a symbolic link");
                assert!(message.contains(&expected), "{message}");
                assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
                match exists {
                    true => assert_eq!(fs::read(&elsewhere).unwrap(), b"not to be written"),
                    false => assert!(!elsewhere.exists()),
                }
            }
            fs::remove_file(&path).unwrap();
            let _ = fs::remove_file(&elsewhere);
        }
    }
    nothing_temporary(&fund);
}

#[test]
fn never_in_the_place_of_a_device_or_a_fifo() {
    let fund = Fund::new(SCRATCH, 46);
    // As the system's own /dev/stdout and /dev/null are, which the superuser could lose here.
    symlink("/proc/self/fd/1", fund.path("stdout")).unwrap();
    let node = |name: &str, kind: &[&str]| {
        let mut mknod = Command::new("mknod");
        mknod
            .arg(fund.path(name))
            .args(kind)
            .status()
            .unwrap()
            .success()
    };
    assert!(node("fifo", &["p"]));
    let mut places = vec![("stdout", "a symbolic link"), ("fifo", "a FIFO")];
    // The superuser's alone to make.
    if node("null", &["c", "1", "3"]) {
        places.push(("null", "a device"));
    }
    for (name, found) in places {
        let path = fund.path(name);
        let mut keygen = forced(fund.keygen("north"));
        let mut commit = forced(fund.commit("north"));
        for (arguments, option) in [(&mut keygen, "--out"), (&mut commit, "--opening")] {
            let place = arguments.iter().position(|a| a == option).unwrap() + 1;
            arguments[place] = fund.at(name);
            let before = fs::symlink_metadata(&path).unwrap();
            let refused = Command::new(ASSAY).args(arguments).output().unwrap();
            assert_eq!(refused.status.code(), Some(2));
            let message = String::from_utf8(refused.stderr).unwrap();
            let expected = format!("{name}: expected a regular file or none, found {found}");
            assert!(message.contains(&expected), "{message}");
            let after = fs::symlink_metadata(&path).unwrap();
            assert_eq!(after.file_type(), before.file_type());
            assert_eq!(after.ino(), before.ino());
        }
    }
    assert!(!fund.path("north.commitment.json").exists());
    nothing_temporary(&fund);
}

#[test]
fn a_second_name_keeps_the_old_file() {
    let fund = Fund::new(SCRATCH, 44);
    let (key, other) = (fund.path("north.pem"), fund.path("other.pem"));
    fs::write(&key, "old").unwrap();
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    fs::hard_link(&key, &other).unwrap();
    run("0", &forced(fund.keygen("north")));
    mode(&key, 0o600);
    assert_eq!(fs::read(&other).unwrap(), b"old");
}

#[test]
fn files_that_others_may_read_are_warned_of() {
    let fund = Fund::new(SCRATCH, 45);
    fund.attested(ASSAY);
    for name in ["north.pem", "north.opening.json"] {
        let path = fund.path(name);
        for (mode, warned) in [(0o600, false), (0o640, true), (0o604, true)] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let arguments = forced(fund.attest("north"));
            let output = Command::new(ASSAY).args(&arguments).output().unwrap();
            assert!(output.status.success());
            let warning = format!("{name}: others may read this private file (mode {mode:o})");
            assert_eq!(
                String::from_utf8(output.stderr).unwrap().contains(&warning),
                warned
            );
        }
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    }
}

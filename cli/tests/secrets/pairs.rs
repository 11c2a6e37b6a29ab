//! An opening and its commitment are replaced together, whatever happens; what a killed command leaves is removed.

use std::fs::{self, Permissions};
use std::os::unix::fs::{chown, MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use assay_prover::check_commitment;
use assay_statement::{parse_document, Book, Commitment, Opening};
use assay_testkit::marked_fund::Fund;

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// `assay commit --force`.
fn commit(fund: &Fund) -> Command {
    let mut command = Command::new(ASSAY);
    command.args(fund.commit("north")).arg("--force");
    command
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
}

fn pair(fund: &Fund) -> [Option<Vec<u8>>; 2] {
    ["north.opening.json", "north.commitment.json"].map(|name| fs::read(fund.path(name)).ok())
}

/// Whether the opening opens the commitment, if both are there.
fn belong_together(fund: &Fund) -> bool {
    let [Some(opening), Some(commitment)] = pair(fund) else {
        return true;
    };
    let book: Book = parse_document(&fs::read(fund.path("book.json")).unwrap()).unwrap();
    let opening: Opening = parse_document(&opening).unwrap();
    let commitment: Commitment = parse_document(&commitment).unwrap();
    check_commitment(&commitment, &book, &opening).is_ok()
}

fn leftovers(fund: &Fund) -> usize {
    let names = fs::read_dir(fund.path("")).unwrap();
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    names
        .filter(|entry| hidden(&entry.as_ref().unwrap().file_name()))
        .count()
}

#[test]
fn two_at_once() {
    let fund = Fund::new(SCRATCH, 71);
    for round in 0..60 {
        let both = [(); 2].map(|()| {
            let mut command = commit(&fund);
            let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
            quiet.spawn().unwrap()
        });
        for mut one in both {
            assert!(one.wait().unwrap().success());
        }
        assert!(belong_together(&fund), "round {round}");
    }
    assert_eq!(leftovers(&fund), 0);
}

/// As the command's user, who is not the superuser: to that one all directories are open.
fn as_somebody(fund: &Fund, command: &mut Command) {
    const NOBODY: u32 = 65_534;
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return;
    }
    for entry in fs::read_dir(fund.path("")).unwrap() {
        chown(entry.unwrap().path(), Some(NOBODY), None).unwrap();
    }
    chown(fund.path(""), Some(NOBODY), None).unwrap();
    command.uid(NOBODY);
}

/// Where anybody can start it.
fn program(place: &Path) -> std::path::PathBuf {
    let program = place.join("assay");
    fs::copy(ASSAY, &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    program
}

#[test]
#[cfg(target_os = "linux")]
fn a_directory_that_cannot_be_opened() {
    let open = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o755))
        .tempdir()
        .unwrap();
    let fund = Fund::new(open.path().to_str().unwrap(), 72);
    run(&mut commit(&fund));
    let before = pair(&fund);
    let mut command = Command::new(program(open.path()));
    command.args(fund.commit("north")).arg("--force");
    as_somebody(&fund, &mut command);
    // Names can be made and reached in it, but it cannot be opened, and so not be flushed.
    fs::set_permissions(fund.path(""), Permissions::from_mode(0o300)).unwrap();
    let refused = command.output().unwrap();
    fs::set_permissions(fund.path(""), Permissions::from_mode(0o700)).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let text = String::from_utf8(refused.stderr).unwrap();
    let expected = "north.opening.json: cannot write: Permission denied (os error 13); nothing was left half written";
    assert!(text.contains(expected), "{text}");
    assert!(pair(&fund) == before);
    assert_eq!(leftovers(&fund), 0);
}

#[test]
fn leftovers_of_a_killed_command_are_removed() {
    let fund = Fund::new(SCRATCH, 73);
    for arguments in [fund.keygen("north"), fund.commit("north")] {
        fs::write(fund.path(".assay-Ab12Cd.tmp"), "a key or an opening").unwrap();
        run(Command::new(ASSAY).args(&arguments));
        assert_eq!(leftovers(&fund), 0);
    }
}

/// Killed as it enters each call that touches a file: the old pair, the new one, or one file of a pair. Linux, with strace.
///
///     cargo test -p assay-cli --features strace --test secrets killed_at_every_system_call -- --nocapture
#[test]
#[cfg(feature = "strace")]
fn killed_at_every_system_call() {
    const CALLS: &str = "openat write close fsync rename renameat renameat2 linkat unlink unlinkat flock statx getdents64";
    let fund = Fund::new(SCRATCH, 74);
    run(&mut commit(&fund));
    let (mut kills, mut left, mut alone) = (0, 0, 0);
    for call in CALLS.split(' ') {
        // strace counts each kind of call on its own.
        for time in 1.. {
            let before = pair(&fund);
            let (trace, inject) = (
                format!("trace={call}"),
                format!("inject={call}:signal=KILL:when={time}"),
            );
            let status = Command::new("strace")
                .args(["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject])
                .arg(ASSAY)
                .args(fund.commit("north"))
                .arg("--force")
                .output()
                .unwrap()
                .status;
            if status.code().is_some() {
                assert_eq!(status.code(), Some(0), "{call}");
                break;
            }
            kills += 1;
            left += usize::from(leftovers(&fund) > 0);
            assert!(belong_together(&fund), "{call}, {time}");
            let after = pair(&fund);
            let missing = after.iter().filter(|file| file.is_none()).count();
            alone += usize::from(missing > 0);
            // What is there is an old file or a whole new one.
            for (now, then) in after.iter().zip(&before) {
                assert!(now.as_ref().is_none_or(|now| now.ends_with(b"}\n")) || now == then);
            }
            run(&mut commit(&fund));
            assert_eq!(leftovers(&fund), 0, "{call}, {time}");
            assert!(belong_together(&fund));
        }
    }
    println!("{kills} kills; {left} left a temporary file, {alone} not the whole pair");
    assert!(kills > 50 && left > 0 && alone > 0);
}

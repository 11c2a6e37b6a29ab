//! A process with secrets in its memory leaves no core dump and is out of reach for others of the same user.
#![cfg(target_os = "linux")]

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use assay_testkit::marked_fund::Fund;

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// `assay commit`, waiting for the rest of its holdings.
fn waiting(fund: &Fund, prepare: impl FnOnce(&mut Command)) -> Child {
    let mut arguments = fund.commit("north");
    let holdings = arguments.iter().position(|a| a == "--holdings").unwrap() + 1;
    arguments[holdings] = "/dev/stdin".into();
    // A core dump would be allowed, were it not for the program itself.
    let script = "ulimit -c unlimited; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_assay")])
        .args(&arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    prepare(&mut command);
    let mut child = command.spawn().unwrap();
    let text = fs::read(fund.path("north.holdings.csv")).unwrap();
    child.stdin.as_mut().unwrap().write_all(&text).unwrap();
    child
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(300), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn limit_of_core_files(child: &Child) -> Vec<String> {
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    line.split_whitespace()
        .skip(4)
        .take(2)
        .map(str::to_string)
        .collect()
}

#[test]
fn core_files_are_limited_to_nothing() {
    let fund = Fund::new(SCRATCH, 51);
    let mut child = waiting(&fund, |_| {});
    until("a limit of zero", || {
        limit_of_core_files(&child) == ["0", "0"]
    });
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(fund.path("north.opening.json").exists());
}

#[test]
fn a_crash_leaves_no_core_dump() {
    let fund = Fund::new(SCRATCH, 52);
    let mut child = waiting(&fund, |command| {
        command.current_dir(fund.path(""));
    });
    until("a limit of zero", || {
        limit_of_core_files(&child) == ["0", "0"]
    });
    let kill = Command::new("sh")
        .args(["-c", &format!("kill -ABRT {}", child.id())])
        .status();
    assert!(kill.unwrap().success());
    let status = child.wait().unwrap();
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false));
    for entry in fs::read_dir(fund.path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains("core"), "{name}");
    }
}

/// To the superuser belongs, in /proc, what a process cannot be dumped or traced by its own user.
#[test]
fn the_process_is_not_dumpable() {
    const NOBODY: u32 = 65_534;
    // Where any user may go: the superuser's own processes look alike either way, so they run it as somebody else.
    let open = Permissions::from_mode(0o755);
    let place = tempfile::Builder::new()
        .permissions(open.clone())
        .tempdir()
        .unwrap();
    let program = place.path().join("assay");
    fs::copy(env!("CARGO_BIN_EXE_assay"), &program).unwrap();
    fs::set_permissions(&program, open).unwrap();
    let document = place.path().join("document");
    assert!(Command::new("mkfifo")
        .args(["-m", "666"])
        .arg(&document)
        .status()
        .unwrap()
        .success());
    let me = fs::metadata("/proc/self").unwrap().uid();
    let user = if me == 0 { NOBODY } else { me };
    let mut command = Command::new(&program);
    command
        .arg("inspect")
        .arg(&document)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if user != me {
        command.uid(user);
    }
    let mut child = command.spawn().unwrap();
    // It waits for somebody to write the document. Before it is that program, it may be out of reach for other reasons.
    let about = format!("/proc/{}", child.id());
    let name = || fs::read_to_string(format!("{about}/comm")).unwrap();
    until("the program", || name() == "assay\n");
    let owner = || fs::metadata(format!("{about}/mem")).unwrap().uid();
    until("a process out of its own user's reach", || owner() == 0);
    let status = fs::read_to_string(format!("{about}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("Uid:"))
        .unwrap();
    assert_eq!(
        line.split_whitespace().nth(1),
        Some(user.to_string().as_str())
    );
    child.kill().unwrap();
    child.wait().unwrap();
}

//! What the figures were measured on.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use super::TableError;

/// Processor, cores and compiler in one line.
pub(super) fn line() -> Result<String, TableError> {
    let path = Path::new("/proc/cpuinfo");
    let text = fs::read_to_string(path).map_err(TableError::io(path))?;
    let processor = processor(&text).ok_or(TableError::Machine { what: "processor" })?;
    let compiler = || TableError::Machine { what: "compiler" };
    let output = Command::new("rustc").arg("--version").output();
    let version = output.map_err(|_| compiler())?.stdout;
    let version = String::from_utf8(version).map_err(|_| compiler())?;
    let version = release(&version).ok_or_else(compiler)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    Ok(format!("{processor}, {cores} cores; {version}"))
}

/// The model of the first processor.
fn processor(cpuinfo: &str) -> Option<&str> {
    let model = cpuinfo
        .lines()
        .find(|line| line.starts_with("model name"))?;
    Some(model.split_once(':')?.1.trim())
}

/// `rustc 1.95.0`, without commit and date.
fn release(version: &str) -> Option<String> {
    let mut words = version.split_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_read_from_what_the_system_says() {
        let text = "processor\t: 0\nmodel name\t: A Processor 9\nmodel name\t: B\n";
        assert_eq!(processor(text), Some("A Processor 9"));
        assert_eq!(processor("processor\t: 0\n"), None);
        let version = release("rustc 1.95.0 (59807616e 2026-04-14)\n");
        assert_eq!(version.as_deref(), Some("rustc 1.95.0"));
        assert_eq!(release("rustc"), None);
    }
}

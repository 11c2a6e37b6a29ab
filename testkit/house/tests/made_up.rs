//! Crates that are made up, with circles and without.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_house::{circles, crate_files, function_lengths, imports};

fn written(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let dir = written(files);
    let files = crate_files(dir.path()).unwrap();
    let name = |at: &usize| {
        let path = files[*at].path.strip_prefix(dir.path()).unwrap();
        path.to_str().unwrap().to_string()
    };
    let found = circles(&imports(&files));
    found
        .iter()
        .map(|circle| circle.iter().map(name).collect())
        .collect()
}

#[test]
fn files_that_need_each_other() {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "pub struct B(pub super::a::A);"),
    ]);
    assert_eq!(found, [["a.rs", "b.rs"]]);
}

#[test]
fn a_parent_that_its_child_needs() {
    let found = circles_of(&[
        ("lib.rs", "mod p;"),
        ("p.rs", "mod c; pub struct P; pub fn f() { c::g() }"),
        ("p/c.rs", "use super::P; pub fn g() { let _ = P; }"),
    ]);
    assert_eq!(found, [["p/c.rs", "p.rs"]]);
}

#[test]
fn re_exports_lead_to_the_definition() {
    let found = circles_of(&[
        ("lib.rs", "mod p; pub use p::C;"),
        ("p/mod.rs", "mod c; mod d; pub use c::C; pub use d::*;"),
        ("p/c.rs", "use super::D; pub struct C(D);"),
        ("p/d.rs", "pub struct D;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn inside_macros_too_but_not_in_tests() {
    let circle = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "pub const A: u8 = 1; pub fn f() { println!(\"{}\", crate::b::B) }",
        ),
    ];
    let with = |b| circles_of(&[circle[0], circle[1], ("b.rs", b)]);
    assert_eq!(with("pub const B: u8 = crate::a::A;"), [["a.rs", "b.rs"]]);
    let tested = "pub const B: u8 = 2; #[cfg(test)] mod tests { use crate::a::A; }";
    assert!(with(tested).is_empty());
}

#[test]
fn functions_are_as_long_as_their_code() {
    let text = "\
fn one_line() { 1; }
struct S;
impl S {
    fn method(&self) {
        // A comment.
        let a = [
            1,

        ];
        fn inner() {
            2;
        }
    }
}
trait T {
    fn none();
    fn given(&self) {
        3;
    }
}
#[cfg(test)]
mod tests {
    fn test() {
        4;
    }
}
";
    let dir = written(&[("lib.rs", text)]);
    let files = crate_files(dir.path()).unwrap();
    let found = function_lengths(&files[0]).into_iter();
    let found: Vec<_> = found.map(|f| (f.name, f.lines)).collect();
    let expected = [("one_line", 0), ("method", 6), ("inner", 1), ("given", 1)];
    assert_eq!(
        found,
        expected.map(|(name, lines)| (name.to_string(), lines))
    );
}

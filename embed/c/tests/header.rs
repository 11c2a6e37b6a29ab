//! The header is what cbindgen makes of the code. `ASSAY_REGENERATE=1` writes it again.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

#[test]
fn the_header_is_that_of_the_code() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(here.join("cbindgen.toml")).unwrap();
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(here.join("src/status.rs"))
        .with_src(here.join("src/abi.rs"))
        .generate()
        .unwrap();
    let mut made = Vec::new();
    bindings.write(&mut made);
    let (made, path) = (
        String::from_utf8(made).unwrap(),
        here.join("include/assay.h"),
    );
    if std::env::var_os("ASSAY_REGENERATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &made).unwrap();
    }
    for name in [
        "assay_verify(",
        "assay_verify_call(",
        "assay_free(",
        "assay_version(",
    ] {
        assert!(made.contains(name), "{name}");
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == made,
        "include/assay.h: run with ASSAY_REGENERATE=1"
    );
}

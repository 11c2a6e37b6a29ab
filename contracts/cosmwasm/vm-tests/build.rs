//! The virtual machine names `__rust_probestack`, which the compiler's library no longer has.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Not called by the compiler that is used (singlepass), so any function does.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-tests=-Wl,--defsym=__rust_probestack=main");
    }
}

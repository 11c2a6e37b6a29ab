//! Process hardening: no core dump and, on Linux, no debugger of the same user, as memory holds secrets.

/// Takes this process out of reach, or says why it is not.
#[cfg(unix)]
pub fn harden_process() -> Result<(), std::io::Error> {
    use rustix::process::{setrlimit, Resource, Rlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none)?;
    // The limit does not stop the kernel from handing a dump to another program; this does.
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Nothing to do: dumps of this system are not for a program to forbid.
#[cfg(not(unix))]
pub fn harden_process() -> Result<(), std::io::Error> {
    Ok(())
}

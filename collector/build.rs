//! Tells the linker what makes this program run on XP without a C runtime, and adds its resources.

use std::env;
use std::path::PathBuf;
use std::process::Command;

const RESOURCES: [&str; 4] = ["jiance.rc", "jiance.manifest", "jiance.ico", "no-unwinding.ld"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    for file in RESOURCES {
        println!("cargo:rerun-if-changed={file}");
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return;
    }
    let is_64 = env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("x86_64");
    // C names begin with an underscore in 32-bit programs.
    let (entry, prefix, version, high) = if is_64 {
        ("mainCRTStartup", "x86_64", "5.2", ",--high-entropy-va")
    } else {
        ("_entered", "i686", "5.1", "")
    };
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    let arguments = [
        "-nostartfiles".to_owned(),
        format!("-Wl,--entry={entry},--subsystem=console:{version}"),
        format!("-Wl,--major-os-version={major},--minor-os-version={minor}"),
        format!("-Wl,--no-insert-timestamp,--nxcompat,--dynamicbase,--gc-sections{high}"),
        resources(prefix),
    ];
    if !is_64 {
        // 64-bit programs have theirs in another form, which Windows itself reads.
        let script = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", script.join("no-unwinding.ld").display());
    }
    for argument in arguments {
        println!("cargo:rustc-link-arg-bins={argument}");
    }
}

/// Compiles the resources with the same toolchain's tool.
fn resources(prefix: &str) -> String {
    let object = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("resources.o");
    let tool = format!("{prefix}-w64-mingw32-windres");
    let status = Command::new(&tool).arg("jiance.rc").arg(&object).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{tool} failed: is gcc-mingw-w64 installed?"
    );
    object.display().to_string()
}

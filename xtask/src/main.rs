//! Every developer command. In: the words after `cargo xtask`. Out: the command's work, and its exit status.

mod bench;
mod checkable;
mod checksum;
mod collector;
mod dist;
mod first_paint;
mod fuzz;
mod html;
mod icons;
mod job;
mod module;
mod mutants;
mod paths;
mod prove;
mod release;
mod screenshots;
mod scripts;
mod serve;
mod server;
mod service_worker;
mod single_file;
mod slim;
mod small;
mod soak;
mod system;
mod test;
mod tools;
mod tree;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--no-build]   build the page, serve it on this machine, print its address
  test                            run every test
  fuzz [--seconds N]              try every reader with bytes that nobody would write, for N seconds in all
  mutants [--share K/N]           change matching, decoding and the verdict in every small way, and see what the tests catch
  dist                            build the page into dist/, ready for a web host
  release [--prove]               the same; and prove that another folder gives the same bytes
  soak [OPTIONS]                  check 500 times in one tab, a thousand bundles at once, a file of 4 GiB; see what grows
  collector                       build the native collector, 32-bit and 64-bit, into collector/built/
  bench [native|browser]          measure the check's speed on large inputs, each figure beside its goal
  bench collector [FILES]         measure its size, speed and packing against Wine's dir and reg export
  bench page                      measure the page with Lighthouse, as on a phone and on a desk computer
  icons                           draw the icons for home screens anew, from the one in web/index.html
  screenshots DIR                 take a picture of each state of the page, for each width and language
  screenshots --accept            take them, small, as what the tests compare the page with

Each command brings the tools it needs into target/tools and reuses them the next time.
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["serve", options @ ..] => serve::Options::parse(options).and_then(serve::run),
        ["test"] => test::run(),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["mutants", options @ ..] => mutants::run(options),
        ["dist"] => dist::run(),
        ["release", options @ ..] => release::run(options),
        ["soak", options @ ..] => soak::run(options),
        ["collector"] => collector::run(),
        ["bench", "collector", options @ ..] => collector::bench(options),
        ["bench", options @ ..] => bench::run(options),
        ["icons"] => icons::run(),
        ["screenshots", "--accept"] => screenshots::accept(),
        ["screenshots", folder] => screenshots::run(folder),
        [] | ["help" | "-h" | "--help", ..] => {
            eprint!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("there is no `cargo xtask {}`\n\n{USAGE}", other.join(" ")).into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

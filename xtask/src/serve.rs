//! `cargo xtask serve`. In: a port, or none. Out: the built page on loopback, until it is interrupted.

use crate::dist;
use crate::job::{self, Outcome};
use crate::server::Server;

pub(crate) struct Options {
    /// 0 lets the system choose a free one.
    port: u16,
    build: bool,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { port: 0, build: true };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--no-build" => options.build = false,
                "--port" => {
                    let number = words.next().and_then(|number| number.parse().ok());
                    options.port = number.ok_or("--port wants a number from 0 to 65535")?;
                }
                other => {
                    return Err(format!(
                        "`serve` has no `{other}`; it has --port N and --no-build"
                    )
                    .into());
                }
            }
        }
        Ok(options)
    }
}

#[expect(clippy::print_stdout, reason = "the address is what this command gives, for scripts too")]
pub(crate) fn run(options: Options) -> Outcome {
    if options.build {
        dist::build()?;
    }
    let server = Server::start(&job::root().join("dist"), options.port)?;
    println!("The page is at {} (Ctrl+C ends it)", server.address());
    server.wait();
    Ok(())
}

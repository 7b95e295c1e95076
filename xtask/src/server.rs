//! A static web server for this machine only. In: a folder. Out: its files, with the headers that a good host sends.

use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use percent_encoding::percent_decode_str;
use tiny_http::{HTTPVersion, Header, Method, Request, Response, StatusCode};

use crate::job::Outcome;

const THREADS: usize = 4;

/// Sent with every answer. `no-store`: a developer sees what was built last.
const HEADERS: [(&str, &str); 4] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

pub(crate) struct Server {
    address: String,
    workers: Vec<JoinHandle<()>>,
}

impl Server {
    /// Serves `folder` on loopback, at `port` or, for 0, at one that is free.
    pub(crate) fn start(folder: &Path, port: u16) -> Outcome<Self> {
        let folder = folder.canonicalize().map_err(|error| {
            format!("cannot open dist/ ({error}): run `cargo xtask dist` first")
        })?;
        let http = tiny_http::Server::http(("127.0.0.1", port)).map_err(|error| {
            format!("cannot serve on port {port} ({error}): leave out --port, or choose another")
        })?;
        let address = format!("http://{}/", http.server_addr());
        let http = Arc::new(http);
        let workers = (0..THREADS).map(|_| {
            let (http, folder) = (Arc::clone(&http), folder.clone());
            thread::spawn(move || {
                for request in http.incoming_requests() {
                    answer(request, &folder);
                }
            })
        });
        Ok(Self { address, workers: workers.collect() })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Blocks for as long as the server runs.
    pub(crate) fn wait(self) {
        for worker in self.workers {
            if worker.join().is_err() {
                eprintln!("xtask: a thread of the server stopped");
            }
        }
    }
}

fn answer(request: Request, folder: &Path) {
    match request.method() {
        Method::Get | Method::Head => match locate(folder, request.url()).and_then(open) {
            Some((file, kind)) => respond(request, with_headers(Response::from_file(file), kind)),
            None => respond(request, plain(404, "there is no such file\n")),
        },
        _ => respond(request, plain(405, "only GET and HEAD are answered\n")),
    }
}

/// Answers in HTTP 1.0, whose connections are for one request each. Of several connections that come at once, `tiny_http` leaves some without
/// a thread until another one ends; and a browser keeps those of HTTP 1.1 open.
fn respond<R: Read>(request: Request, response: Response<R>) {
    let is_head = *request.method() == Method::Head;
    let headers = request.headers().to_vec();
    let mut writer = request.into_writer();
    let sent = response.raw_print(&mut writer, HTTPVersion(1, 0), &headers, is_head, None);
    // A browser that went away in the middle of an answer is no news.
    let _ = sent.and_then(|()| writer.flush());
}

/// The file that an address asks for, if it lies in `folder`.
fn locate(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let relative = Path::new(&*path);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative).canonicalize().ok()?;
    if file.is_dir() {
        file.push("index.html");
    }
    // Canonical, so that a symbolic link does not lead out.
    file.starts_with(folder).then_some(file)
}

fn open(path: PathBuf) -> Option<(File, &'static str)> {
    let kind = media_type(&path);
    Some((File::open(path).ok()?, kind))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response<impl Read> {
    with_headers(Response::from_string(text), "text/plain; charset=utf-8")
        .with_status_code(StatusCode(status))
}

fn with_headers<R: Read>(response: Response<R>, kind: &str) -> Response<R> {
    let headers = HEADERS.into_iter().chain([("Content-Type", kind)]);
    headers
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(response, |response, header| response.with_header(header))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    /// A folder with a page and a module, beside a file that must not be served.
    fn site(name: &str) -> PathBuf {
        let top = crate::job::target_dir().unwrap().join("xtask-tests").join(name);
        let dist = top.join("dist");
        fs::create_dir_all(dist.join("samples")).unwrap();
        fs::write(top.join("secret.txt"), "secret").unwrap();
        fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
        fs::write(dist.join("page.wasm"), [0, 97, 115, 109]).unwrap();
        fs::write(dist.join("samples/两 台.txt"), "ok").unwrap();
        dist
    }

    fn ask(server: &Server, request_line: &str) -> String {
        let host = server.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let mut stream = TcpStream::connect(&host).unwrap();
        write!(stream, "{request_line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn files_come_with_their_type_and_are_not_cached() {
        let server = Server::start(&site("types"), 0).unwrap();
        let page = ask(&server, "GET /?lang=en");
        assert!(page.starts_with("HTTP/1.0 200") && page.ends_with("<!doctype html>"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8"), "{page}");
        assert!(page.contains("Cache-Control: no-store"), "{page}");
        let module = ask(&server, "HEAD /page.wasm");
        assert!(module.contains("Content-Type: application/wasm"), "{module}");
        let sample = ask(&server, "GET /samples/%E4%B8%A4%20%E5%8F%B0.txt");
        assert!(sample.ends_with("ok"), "{sample}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let dist = site("outside");
        #[cfg(unix)]
        if !dist.join("link.txt").exists() {
            std::os::unix::fs::symlink(dist.join("../secret.txt"), dist.join("link.txt")).unwrap();
        }
        let server = Server::start(&dist, 0).unwrap();
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/samples/../../secret.txt",
            "//secret.txt",
            "/link.txt",
        ] {
            let answer = ask(&server, &format!("GET {path}"));
            assert!(answer.starts_with("HTTP/1.0 404"), "{path}: {answer}");
            assert!(!answer.ends_with("secret"), "{path}: {answer}");
        }
    }

    /// As a browser does that opens the page: six connections at once, each of which it keeps if it may.
    #[test]
    fn connections_that_come_at_once_are_all_answered() {
        let dist = site("at-once");
        for _ in 0..20 {
            let server = Server::start(&dist, 0).unwrap();
            let host = server.address().trim_start_matches("http://").trim_end_matches('/');
            let mut streams: Vec<_> = (0..6).map(|_| TcpStream::connect(host).unwrap()).collect();
            for stream in &mut streams {
                stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                write!(stream, "GET /page.wasm HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
            }
            let mut kept = Vec::new();
            for mut stream in streams {
                let mut version = [0; 8];
                stream.read_exact(&mut version).expect("an answer");
                if version == *b"HTTP/1.1" {
                    kept.push(stream);
                }
            }
        }
    }

    #[test]
    fn only_reading_is_answered() {
        let server = Server::start(&site("methods"), 0).unwrap();
        let answer = ask(&server, "POST /index.html");
        assert!(answer.starts_with("HTTP/1.0 405"), "{answer}");
    }
}

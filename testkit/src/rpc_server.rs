//! A server on this computer that speaks JSON-RPC, or has pages of JSON, and misbehaves when it is asked to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{json, Value};

/// What a server does with a request.
pub enum Reply {
    /// The result of the method; of a page, the page.
    Result(Value),
    /// A page with one header.
    Page(&'static str, String, Value),
    /// An error of JSON-RPC: its code and message.
    Error(i64, String),
    /// Any status and body.
    Http(u16, Vec<u8>),
    /// A status with one header.
    Redirect(String),
    /// So long, and then nothing.
    Hang(Duration),
    /// The connection is closed.
    Close,
    /// A body that has no end.
    Endless,
}

/// Path and query of its address: what looks like keys.
const PATH: &str = "/v3/s3cr3tk3y";
const QUERY: &str = "auth=t0k3n";

type Handler = dyn Fn(usize, &str, &Value) -> Reply + Send + Sync;

/// The server; it lives as long as the process.
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    /// Answers with `handler`: how many requests there were before, the method, the parameters. Of a page, the method is its
    /// path below the address, and the parameters are its query.
    pub fn start(handler: impl Fn(usize, &str, &Value) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, handler): (_, Arc<Handler>) = (requests.clone(), Arc::new(handler));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, handler) = (log.clone(), handler.clone());
                thread::spawn(move || serve(stream, &log, &*handler));
            }
        });
        Server { port, requests }
    }

    /// Its address, with what looks like a key.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}?{QUERY}", self.port)
    }

    /// What it was asked: methods and parameters.
    pub fn requests(&self) -> Vec<(String, Value)> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<(String, Value)>>, handler: &Handler) {
    let Some(request) = read(&stream) else { return };
    let method = request["method"].as_str().unwrap().to_string();
    let before = {
        let mut log = log.lock().unwrap();
        log.push((method.clone(), request["params"].clone()));
        log.len() - 1
    };
    let is_page = method.starts_with('/');
    assert!(is_page || request["jsonrpc"] == "2.0");
    let answer = |name: &str, value: Value| {
        let body = match is_page {
            true => value,
            false => json!({ "jsonrpc": "2.0", "id": request["id"], name: value }),
        };
        http(200, "", body.to_string().as_bytes())
    };
    let bytes = match handler(before, &method, &request["params"]) {
        Reply::Result(value) => answer("result", value),
        Reply::Page(header, value, body) => {
            let header = format!("{header}: {value}\r\n");
            http(200, &header, body.to_string().as_bytes())
        }
        Reply::Error(code, message) => answer("error", json!({ "code": code, "message": message })),
        Reply::Http(status, body) => http(status, "", &body),
        Reply::Redirect(to) => http(307, &format!("Location: {to}\r\n"), b""),
        Reply::Hang(time) => return thread::sleep(time),
        Reply::Close => return,
        Reply::Endless => {
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
            while stream.write_all(&[b' '; 65_536]).is_ok() {}
            return;
        }
    };
    let _ = stream.write_all(&bytes);
}

fn http(status: u16, header: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{header}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn read(stream: &TcpStream) -> Option<Value> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if line.is_empty() {
            break;
        }
    }
    if let Some(address) = first.strip_prefix("GET ") {
        let address = address.split(' ').next()?;
        let (path, query) = address.split_once('?')?;
        let path = path.strip_prefix(PATH)?;
        let query = query.strip_prefix(QUERY)?.trim_start_matches('&');
        return Some(json!({ "method": path, "params": query }));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

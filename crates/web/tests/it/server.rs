//! A server that lives as long as its test and answers as it is told.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use variorum_web::{Address, Client, Manners, Proxy, Settings, Stop, Trust};

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Header lines in lower case.
    headers: Vec<String>,
    pub(crate) at: Instant,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// What is sent: bytes, then bytes with pauses between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    bytes: Vec<u8>,
    /// Sent again and again, a tenth of a second apart.
    drip: Option<&'static [u8]>,
}

impl Reply {
    /// `head`: status and header lines. The length of the body is told, the connection closed.
    pub(crate) fn new(head: &str, body: &[u8]) -> Reply {
        let length = body.len();
        let head = head.replace('\n', "\r\n");
        let mut bytes =
            format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        Reply { bytes, drip: None }
    }

    /// Exactly these bytes.
    pub(crate) fn raw(bytes: &[u8]) -> Reply {
        Reply { bytes: bytes.to_vec(), drip: None }
    }

    /// A body that never comes to an end.
    pub(crate) fn dripping(head: &str, drip: &'static [u8]) -> Reply {
        let head = head.replace('\n', "\r\n");
        Reply {
            bytes: format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").into_bytes(),
            drip: Some(drip),
        }
    }

    pub(crate) fn redirect(to: &str) -> Reply {
        Reply::new(&format!("302 Found\nLocation: {to}"), b"")
    }

    pub(crate) fn gone() -> Reply {
        Reply::new("404 Not Found", b"gone")
    }
}

pub(crate) struct Server {
    pub(crate) port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(crate) fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, answer) = (Arc::clone(&asked), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                std::thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Server { port, asked }
    }

    pub(crate) fn address(&self, path: &str) -> Address {
        Address::parse(&format!("http://127.0.0.1:{}{path}", self.port)).expect("an address")
    }

    /// Everything that was asked for so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

/// Answers one connection. Errors are the client's business.
fn serve(mut stream: TcpStream, log: &Mutex<Vec<Asked>>, answer: &dyn Fn(&Asked) -> Reply) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let asked = loop {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? <= 2 {
                break;
            }
            lines.push(line.trim_end().to_ascii_lowercase());
        }
        let words: Vec<String> = lines.first()?.split_whitespace().map(str::to_string).collect();
        // As a proxy: everything beyond is this server, too.
        if words.first()? == "connect" {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
            continue;
        }
        break Asked { path: words.get(1)?.clone(), headers: lines, at: now() };
    };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
    let reply = answer(&asked);
    stream.write_all(&reply.bytes).ok()?;
    while let Some(drip) = reply.drip {
        stream.write_all(drip).ok()?;
        stream.flush().ok()?;
        std::thread::sleep(Duration::from_millis(100));
    }
    Some(())
}

/// The time on a clock; tests measure how long something took.
#[expect(clippy::disallowed_methods, reason = "measures waiting")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

pub(crate) fn settings() -> Settings {
    Settings { timeout: Duration::from_secs(20), proxy: None, largest: 1 << 20, trust: Trust::Typed }
}

/// A client without manners that may ask this machine.
pub(crate) fn direct() -> Client {
    Client::new(settings(), None, Stop::new())
}

/// A client with manners that may ask this machine.
pub(crate) fn polite(delay: u64) -> Client {
    Client::new(settings(), Some(Manners::new(Duration::from_millis(delay))), Stop::new())
}

/// A client that may not ask this machine, but for a proxy there.
pub(crate) fn guarded(proxy: Option<&Server>) -> Client {
    let proxy =
        proxy.map(|server| Proxy::new(&format!("http://127.0.0.1:{}", server.port)).expect("a proxy"));
    Client::new(Settings { trust: Trust::Public, proxy, ..settings() }, None, Stop::new())
}

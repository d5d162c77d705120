//! A site on this machine whose pages change while it runs, that counts what it is asked for, and that can go down.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A site; it lives as long as its test's process.
#[derive(Clone)]
pub(crate) struct Site {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Status and header lines, and body, by path.
    pages: BTreeMap<String, (String, Vec<u8>)>,
    /// What was asked for: the path, and `=` behind it where the page was still the same.
    asked: Vec<String>,
    /// What was posted.
    posted: Vec<String>,
    /// How many of the next requests are not answered.
    ignored: usize,
}

impl Site {
    pub(crate) fn new() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let site = Site { address, state: Arc::default() };
        let served = site.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = served.clone();
                std::thread::spawn(move || served.answer(stream));
            }
        });
        site
    }

    /// Puts a page there, or changes it. `head`: status and header lines.
    pub(crate) fn page(&self, path: &str, head: &str, body: impl AsRef<[u8]>) -> &Site {
        let page = (head.replace('\n', "\r\n"), body.as_ref().to_vec());
        self.state().pages.insert(path.to_string(), page);
        self
    }

    /// The site does not answer the next requests.
    pub(crate) fn ignore(&self, requests: usize) {
        self.state().ignored = requests;
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for since the last time, but for robots.txt.
    pub(crate) fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut self.state().asked);
        asked.retain(|path| path != "/robots.txt");
        asked
    }

    /// What was posted since the last time.
    pub(crate) fn posted(&self) -> Vec<String> {
        std::mem::take(&mut self.state().posted)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request. Errors are the client's business.
    fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? <= 2 {
                break;
            }
            lines.push(line.trim_end().to_string());
        }
        let header = |name: &str| {
            lines.iter().find_map(|line| {
                let (key, value) = line.split_once(": ")?;
                key.eq_ignore_ascii_case(name).then(|| value.to_string())
            })
        };
        let mut body = vec![0; header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0)];
        reader.read_exact(&mut body).ok()?;
        let path = lines.first()?.split_whitespace().nth(1)?.to_string();
        let mut state = self.state();
        if state.ignored > 0 {
            state.ignored -= 1;
            return None;
        }
        let gone = ("404 Not Found".to_string(), Vec::new());
        let (mut head, mut page) = state.pages.get(&path).cloned().unwrap_or(gone);
        let etag = head.lines().find_map(|line| line.strip_prefix("ETag: ").map(str::to_string));
        let is_same = etag.is_some() && etag == header("if-none-match");
        if is_same {
            (head, page) = ("304 Not Modified".to_string(), Vec::new());
        }
        if lines.first()?.starts_with("POST") && head.starts_with('2') {
            state.posted.push(String::from_utf8_lossy(&body).into_owned());
        }
        state.asked.push(format!("{path}{}", if is_same { "=" } else { "" }));
        drop(state);
        let length = page.len();
        write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n").ok()?;
        stream.write_all(&page).ok()
    }
}

/// An RSS feed with these links, each with the title of its number.
pub(crate) fn feed(links: &[&str]) -> String {
    let items: Vec<String> = links
        .iter()
        .map(|link| {
            format!(
                "<item><title>Story</title><link>{link}</link><guid>{link}</guid>\
                 <pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel><title>Harbour Post</title>{}</channel></rss>", items.concat())
}

/// A list of feeds.
pub(crate) fn opml(feeds: &[String]) -> String {
    let outlines: Vec<String> = feeds.iter().map(|feed| format!("<outline xmlUrl='{feed}'/>")).collect();
    format!("<opml version='2.0'><body>{}</body></opml>", outlines.concat())
}

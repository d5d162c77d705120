//! A browser at the other end of WebDriver: plain HTTP and JSON, one session per test.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const ARROW_DOWN: &str = "\u{e015}";

/// What WebDriver calls a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser with one window; both end with it.
pub(super) struct Browser {
    driver: Child,
    session: String,
    /// Holds the page and the browser's profile.
    folder: PathBuf,
    agent: ureq::Agent,
}

impl Browser {
    /// Starts a browser; `None`, with a word about it, where there is none.
    pub(super) fn start(name: &str) -> Option<Browser> {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the target folder can be written to");
        let driver = Command::new("chromedriver")
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut driver) = driver else {
            let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!is_ci, "chromedriver is missing: install chromium and chromium-driver");
            eprintln!("skipped: no chromedriver on this machine (install chromium and chromium-driver)");
            return None;
        };
        let output = driver.stdout.take().expect("stdout was asked for");
        let port = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| port_of(&line));
        let port = port.expect("chromedriver says on which port it listens");
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .proxy(None)
            .build();
        let mut browser = Browser {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            folder,
            agent: config.into(),
        };
        let answer = browser.post("", capabilities(&browser.folder));
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}")).to_owned();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    /// Opens a page as a file, as a reader would.
    pub(super) fn open(&self, page: &str) {
        let file = self.folder.join("page.html");
        std::fs::write(&file, page).expect("the target folder can be written to");
        self.post("/url", json!({ "url": format!("file://{}", file.display()) }));
    }

    /// Runs a script in the page.
    pub(super) fn run(&self, script: &str, arguments: Value) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Clicks the middle of the first element that the selector finds, with all that a mouse does.
    pub(super) fn click(&self, selector: &str) {
        let found = self.post("/element", json!({ "using": "css selector", "value": selector }));
        let id = found[ELEMENT].as_str().unwrap_or_else(|| panic!("no {selector}: {found}"));
        self.post(&format!("/element/{id}/click"), json!({}));
    }

    /// Types one key at what has the focus.
    pub(super) fn keys(&self, key: &str) {
        let actions = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Fails if the page wrote to the console or asked for anything but itself.
    pub(super) fn assert_silent(&self) {
        let console = self.post("/se/log", json!({ "type": "browser" }));
        assert_eq!(console, json!([]), "the console is not empty");
        let requests = self.post("/se/log", json!({ "type": "performance" }));
        for entry in requests.as_array().expect("a list of events") {
            let message: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or("")).expect("an event is JSON");
            let request = &message["message"]["params"];
            // The browser's own start page asks for things of its own.
            let is_ours = request["documentURL"].as_str().is_some_and(|url| url.starts_with("file://"));
            if is_ours && message["message"]["method"] == "Network.requestWillBeSent" {
                let url = request["request"]["url"].as_str().unwrap_or("");
                assert!(url.starts_with("file://") && url.ends_with("/page.html"), "the page asks for {url}");
            }
        }
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let text = body.to_string();
        let answer = self
            .agent
            .post(format!("{}{path}", self.session))
            .header("content-type", "application/json")
            .send(text.as_str());
        let text = answer.expect("the driver answers").body_mut().read_to_string().expect("in UTF-8");
        let answer: Value = serde_json::from_str(&text).expect("in JSON");
        let value = &answer["value"];
        assert!(value["error"].is_null(), "{path}: {value}");
        value.clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port in "ChromeDriver was started successfully on port 41999."
fn port_of(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

fn capabilities(folder: &std::path::Path) -> Value {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        profile.as_str(),
    ];
    let options = json!({ "args": arguments });
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": logs,
    } } })
}

//! A real browser with a profile of its own, driven as a person would.

#![expect(clippy::expect_used, clippy::panic, reason = "a harness that cannot go on stops its test")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::bontot::free_port;

/// How long something that must come may take; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(40);
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The size of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A cheap phone.
    Phone,
    /// A phone of 320 pixels, the narrowest that is served.
    Narrow,
    /// A phone whose owner doubled the size of letters.
    Large,
    /// An office desk.
    Desktop,
}

impl Size {
    const fn pixels(self) -> (u32, u32) {
        match self {
            Self::Phone | Self::Large => (390, 844),
            Self::Narrow => (320, 640),
            Self::Desktop => (1280, 900),
        }
    }
}

/// An open browser.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    process: Child,
    profile: PathBuf,
    size: Size,
}

impl Browser {
    /// Opens a browser on `profile`: what an earlier one stored there is found again.
    pub async fn open(profile: &Path, size: Size) -> Self {
        let program = std::env::var_os("CHROMEDRIVER")
            .expect("CHROMEDRIVER names the driver; `cargo xtask test` sets it");
        let port = free_port();
        let process = Command::new(program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let driver = connect(port, profile, size).await;
        let browser = Self { driver, process, profile: profile.to_owned(), size };
        browser.emulate().await;
        browser
    }

    /// The size a page sees, whatever the least window of the browser is.
    async fn emulate(&self) {
        let (width, height) = self.size.pixels();
        let metrics = serde_json::json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": self.size != Size::Desktop,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sends a command of Chromium's own protocol.
    pub async fn cdp(&self, command: &str, parameters: serde_json::Value) -> serde_json::Value {
        self.driver.cdp().send_raw(command, parameters).await.expect("the browser obeys")
    }

    /// Closes the browser, really: its process is gone when this returns.
    pub async fn close(self) {
        self.driver.clone().quit().await.expect("the browser closes");
    }

    /// Ends the browser by force, as a phone does that needs the room: nothing
    /// is said to it before, and none of its processes is left when this returns.
    pub async fn kill(self) {
        let browser = self.processes();
        Command::new("pkill").args(["-KILL", "-f", &browser]).status().expect("processes can be ended");
        let begun = std::time::Instant::now();
        while Command::new("pgrep").args(["-f", &browser]).output().is_ok_and(|found| found.status.success())
        {
            assert!(begun.elapsed() < PATIENCE, "the browser outlives its end");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// What the command line of each of the browser's processes has.
    fn processes(&self) -> String {
        format!("user-data-dir={}", self.profile.display())
    }

    /// Opens an address.
    pub async fn goto(&self, address: &str) {
        self.driver.goto(address).await.expect("the address opens");
    }

    /// Opens another address of the same server, as a link would.
    pub async fn goto_path(&self, path: &str) {
        let here = self.address().await;
        let origin: String = here.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        self.goto(&format!("{origin}{path}")).await;
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the page loads anew");
    }

    /// The address of the page.
    pub async fn address(&self) -> String {
        self.driver.current_url().await.expect("a page has an address").to_string()
    }

    /// Waits until `check` of the page, a JavaScript expression, is true.
    pub async fn wait(&self, check: &str) {
        let script = format!("return Boolean({check});");
        let begun = std::time::Instant::now();
        loop {
            let result = self.driver.execute(script.as_str(), Vec::new()).await;
            if result.is_ok_and(|value| value.json().as_bool() == Some(true)) {
                return;
            }
            if PATIENCE < begun.elapsed() {
                let page = self.text("body").await;
                let address = self.address().await;
                self.screenshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pictures/failed.png"))
                    .await;
                panic!("never true: {check}\nat {address}:\n{page}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until something that fits the selector shows `text`.
    pub async fn sees(&self, selector: &str, text: &str) {
        let (selector, text) = (serde_json::json!(selector), serde_json::json!(text));
        self.wait(&format!(
            "[...document.querySelectorAll({selector})].some(e => e.innerText.includes({text}))"
        ))
        .await;
    }

    /// The text of the first element that fits.
    pub async fn text(&self, selector: &str) -> String {
        let script =
            format!("return document.querySelector({})?.innerText ?? '';", serde_json::json!(selector));
        let value = self.driver.execute(script.as_str(), Vec::new()).await.expect("a page has text");
        value.json().as_str().unwrap_or_default().to_owned()
    }

    /// Does something to the first element that fits, once it is there. A page
    /// that is being drawn anew may take it away in between; then again.
    async fn with<T, F: Future<Output = WebDriverResult<T>>>(
        &self,
        selector: &str,
        act: impl Fn(WebElement) -> F,
    ) -> T {
        let begun = std::time::Instant::now();
        loop {
            self.wait(&format!("document.querySelector({})", serde_json::json!(selector))).await;
            let acted = async {
                let element = self.driver.find(By::Css(selector)).await?;
                element.scroll_into_view().await?;
                act(element).await
            };
            match acted.await {
                Ok(done) => return done,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "{selector}: {error}"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Taps the first element that fits, once it is there.
    pub async fn tap(&self, selector: &str) {
        self.with(selector, |element| async move { element.click().await }).await;
    }

    /// Taps the first element that fits and shows `text`.
    pub async fn tap_text(&self, selector: &str, text: &str) {
        self.sees(selector, text).await;
        let (selector, text) = (serde_json::json!(selector), serde_json::json!(text));
        let script = format!(
            "[...document.querySelectorAll({selector})].find(e => e.innerText.includes({text})).click();"
        );
        self.driver.execute(script.as_str(), Vec::new()).await.expect("the element can be tapped");
    }

    /// Types into a field in place of what stands there.
    pub async fn fill(&self, selector: &str, text: &str) {
        self.with(selector, |element| async move {
            element.clear().await?;
            element.send_keys(text).await
        })
        .await;
    }

    /// Chooses a file, as a person does in the browser's own window.
    pub async fn choose_file(&self, selector: &str, file: &Path) {
        let file = file.canonicalize().expect("the file is there").to_string_lossy().into_owned();
        self.wait(&format!("document.querySelector({})", serde_json::json!(selector))).await;
        let field = self.driver.query(By::Css(selector)).first().await.expect("the field is there");
        field.send_keys(file).await.expect("the file can be chosen");
    }

    /// Sets a date field to `yyyy-mm-dd`, as a person does with its calendar.
    pub async fn pick_date(&self, selector: &str, date: &str) {
        self.wait(&format!("document.querySelector({})", serde_json::json!(selector))).await;
        let (selector, date) = (serde_json::json!(selector), serde_json::json!(date));
        let script = format!(
            "const e = document.querySelector({selector}); e.value = {date}; \
             e.dispatchEvent(new Event('input', {{bubbles: true}}));"
        );
        self.driver.execute(script.as_str(), Vec::new()).await.expect("the date can be picked");
    }

    /// Types day, month and year into a date field with real keys, in the order
    /// in which this browser's field has them, so that the field ends up with
    /// something that is no day.
    pub async fn keys_of_date(&self, selector: &str, [day, month, year]: [&str; 3]) {
        for keys in [format!("{day}{month}{year}"), format!("{month}{day}{year}")] {
            self.with(selector, |element| {
                let keys = keys.clone();
                async move {
                    element.clear().await?;
                    element.send_keys(keys).await
                }
            })
            .await;
            let check =
                format!("return document.querySelector({}).validity.badInput;", serde_json::json!(selector));
            if self.run(&check).await.as_bool() == Some(true) {
                return;
            }
        }
        panic!("the field took {day}/{month}/{year}");
    }

    /// Waits until the service worker rules the page and keeps the whole of this build.
    pub async fn installed(&self) {
        self.wait("navigator.serviceWorker.controller && 'kept' in document.documentElement.dataset").await;
    }

    /// Opens a second tab and turns to it.
    pub async fn new_tab(&self) {
        let tab = self.driver.new_tab().await.expect("a tab opens");
        self.driver.switch_to_window(tab).await.expect("the tab is there");
        self.emulate().await;
    }

    /// Turns to the tab opened first.
    pub async fn first_tab(&self) {
        let tabs = self.driver.windows().await.expect("there are tabs");
        let first = tabs.into_iter().next().expect("there is a tab");
        self.driver.switch_to_window(first).await.expect("the tab is there");
    }

    /// Runs a script that ends with `return`.
    pub async fn run(&self, script: &str) -> serde_json::Value {
        self.driver.execute(script, Vec::new()).await.expect("the script runs").json().clone()
    }

    /// Runs a script that calls its last argument with its result.
    pub async fn run_async(&self, script: &str, arguments: Vec<serde_json::Value>) -> serde_json::Value {
        let value = self.driver.execute_async(script, arguments).await.expect("the script runs");
        value.json().clone()
    }

    /// What axe finds on the page: one line per rule, with the elements.
    pub async fn axe(&self, source: &str) -> Vec<String> {
        // By the browser's own protocol, which the page's policy does not bind.
        self.cdp("Runtime.evaluate", serde_json::json!({ "expression": source })).await;
        let found = self
            .cdp(
                "Runtime.evaluate",
                serde_json::json!({
                    "expression": "axe.run().then(r => r.violations.map(v => v.id + ': ' + \
                        v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | ')))",
                    "awaitPromise": true,
                    "returnByValue": true,
                }),
            )
            .await;
        let lines =
            found.pointer("/result/value").and_then(serde_json::Value::as_array).expect("axe answers");
        lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
    }

    /// Prints the page and gives the sheets, each with its width and height in points.
    pub async fn printed(&self) -> Vec<[u64; 2]> {
        let printed = self.cdp("Page.printToPDF", serde_json::json!({ "preferCSSPageSize": true })).await;
        let pdf = printed.get("data").and_then(serde_json::Value::as_str).expect("the browser prints");
        let script = format!(
            "return [...atob('{pdf}').matchAll(/\\/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)\\]/g)]\
             .map(box => [Math.round(box[1]), Math.round(box[2])]);"
        );
        serde_json::from_value(self.run(&script).await).expect("sheets have widths and heights")
    }

    /// Shows the page as it looks in print; as it is used, where `media` is empty.
    pub async fn print_looks(&self, media: &str) {
        self.cdp("Emulation.setEmulatedMedia", serde_json::json!({ "media": media })).await;
    }

    /// Writes what the page looks like, in full length, to a PNG file.
    pub async fn screenshot(&self, path: &Path) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("the folder can be made");
        }
        self.driver.screenshot(path).await.expect("the page can be pictured");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closed in order already, or else by force, so that a test that failed
        // neither waits nor leaves a browser behind.
        if self.driver.clone().leak().is_ok() {
            let _ = Command::new("pkill").args(["-KILL", "-f", &self.processes()]).status();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn connect(port: u16, profile: &Path, size: Size) -> WebDriver {
    let mut capabilities = DesiredCapabilities::chrome();
    if let Some(chromium) = std::env::var_os("CHROMIUM") {
        capabilities.set_binary(&chromium.to_string_lossy()).expect("a path is a binary");
    }
    let (width, height) = size.pixels();
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=vi",
        &format!("--window-size={width},{height}"),
        &format!("--user-data-dir={}", profile.display()),
    ];
    for argument in arguments {
        capabilities.add_arg(argument).expect("an argument is a text");
    }
    if size == Size::Large {
        // The browser's own setting, on which a page's lengths and its layouts depend.
        let letters = serde_json::json!({ "webkit.webprefs.default_font_size": 32 });
        capabilities.add_experimental_option("prefs", letters).expect("preferences are an option");
    }
    let address = format!("http://127.0.0.1:{port}");
    let begun = std::time::Instant::now();
    loop {
        match WebDriver::new(address.as_str(), capabilities.clone()).await {
            Ok(driver) => return driver,
            Err(error) if PATIENCE < begun.elapsed() => panic!("the browser did not open: {error}"),
            // The driver needs a moment to listen.
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}

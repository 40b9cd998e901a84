//! A browser reduced to what these tests need: cookies, forms, one connection for each request.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

const BORDER: &str = "----dan-cu-kill";

/// Whoever calls the service.
#[derive(Clone)]
pub struct Caller {
    address: String,
    cookies: BTreeMap<String, String>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    pub fn header<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.headers(name).next()
    }

    fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

impl Caller {
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// Goes on at the address where the service is now.
    pub fn moved_to(&mut self, address: &str) {
        address.clone_into(&mut self.address);
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", b"")
            .unwrap_or_else(|| panic!("no answer to {path}"))
    }

    pub fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        self.try_post(path, fields)
            .unwrap_or_else(|| panic!("no answer to {path}"))
    }

    /// Sends a form; nothing if the service did not live to answer.
    pub fn try_post(&mut self, path: &str, fields: &[(String, String)]) -> Option<Answer> {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(
            "POST",
            path,
            "application/x-www-form-urlencoded",
            body.as_bytes(),
        )
    }

    pub fn upload(
        &mut self,
        path: &str,
        values: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        let hidden = self.hidden(path, path);
        let kept = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in kept.chain(values.iter().copied()) {
            let head = format!(
                "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(head.as_bytes());
        }
        let head = format!(
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BORDER}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BORDER}");
        self.send("POST", path, &kind, &body)
            .unwrap_or_else(|| panic!("no answer to {path}"))
    }

    /// The fields of the form of the sign-in page, filled in.
    pub fn sign_in_form(&mut self, login: &str) -> Vec<(String, String)> {
        let mut fields = self.hidden("/sign-in", "/sign-in");
        fields.push(("login".into(), login.into()));
        fields.push(("password".into(), super::house::PASSWORD.into()));
        fields
    }

    /// The hidden fields of a form of a page.
    pub fn hidden(&mut self, page: &str, action: &str) -> Vec<(String, String)> {
        let answer = self.get(page);
        hidden_in(&answer.body, page, action)
    }

    /// The same; nothing if the service did not live to answer.
    pub fn try_hidden(&mut self, page: &str, action: &str) -> Option<Vec<(String, String)>> {
        let answer = self.send("GET", page, "", b"")?;
        (answer.status == 200).then(|| hidden_in(&answer.body, page, action))
    }

    fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookies}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let answer = Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        };
        for cookie in answer.headers("set-cookie") {
            let (name, value) = cookie.split(';').next()?.split_once('=')?;
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        Some(answer)
    }
}

/// The hidden fields of the form of a page that posts to an address.
fn hidden_in(document: &str, page: &str, action: &str) -> Vec<(String, String)> {
    let wanted = format!("action=\"{action}\"");
    let form = document
        .split("<form")
        .find(|form| {
            form.split('>')
                .next()
                .is_some_and(|tag| tag.contains(&wanted))
        })
        .unwrap_or_else(|| panic!("{page} has no form to {action}: {document}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let inputs = form
        .split("<input")
        .skip(1)
        .filter_map(|input| input.split('>').next());
    let hidden = inputs.filter(|tag| tag.contains("type=\"hidden\""));
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    hidden
        .filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?)))
        .collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

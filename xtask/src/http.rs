//! A small HTTP/1.1 client over one kept connection, enough to sign in and to measure.

use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent.
    pub body: Vec<u8>,
}

/// A connection that stays open between requests.
pub struct Connection {
    host: String,
    /// The line that says whose request a proxy passes on; empty without a proxy.
    forwarded: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to `http://host:port`.
    pub fn open(url: &str) -> Result<Self> {
        let host = url
            .strip_prefix("http://")
            .with_context(|| format!("{url} is not an http address"))?;
        let host = host.trim_end_matches('/').to_owned();
        let stream =
            TcpStream::connect(&host).with_context(|| format!("cannot connect to {host}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            host,
            forwarded: String::new(),
            stream: BufReader::new(stream),
        })
    }

    /// Passes on the requests of somebody at this address, as a proxy does.
    pub fn forwarded_for(mut self, address: &str) -> Self {
        self.forwarded = format!("X-Forwarded-For: {address}\r\n");
        self
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str, cookie: &str) -> Result<Response> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html,application/json\r\n{}{}\r\n",
            self.host,
            self.forwarded,
            cookie_line(cookie),
        );
        self.exchange(request.as_bytes())
    }

    /// Sends a form.
    pub fn post_form(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        cookie: &str,
    ) -> Result<Response> {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.post(path, kind, fields.join("&").as_bytes(), cookie)
    }

    /// Sends a form with one file.
    pub fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
        cookie: &str,
    ) -> Result<Response> {
        self.post_files(path, fields, &[file], cookie)
    }

    /// The same with any number of files: the field, the name and the content of each.
    pub fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
        cookie: &str,
    ) -> Result<Response> {
        /// Random enough to stand in no file that we send.
        const BOUNDARY: &str = "----dancu-9b2f64c1a7";
        let mut body = Vec::new();
        for (name, value) in fields {
            write!(
                body,
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )?;
        }
        for (name, file_name, content) in files {
            write!(
                body,
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )?;
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        write!(body, "--{BOUNDARY}--\r\n")?;
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.post(path, &kind, &body, cookie)
    }

    fn post(&mut self, path: &str, kind: &str, body: &[u8], cookie: &str) -> Result<Response> {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{forwarded}{cookie}\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            host = self.host,
            forwarded = self.forwarded,
            cookie = cookie_line(cookie),
            length = body.len(),
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.exchange(&request)
    }

    fn exchange(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.get_mut().write_all(request)?;
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.with_context(|| format!("not an HTTP answer: {first}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("a header without a colon")?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let header = |name: &str| {
            headers
                .iter()
                .find(|(header, _)| header == name)
                .map(|(_, value)| value.as_str())
        };
        let body = match (header("content-length"), header("transfer-encoding")) {
            (Some(length), _) => self.take(length.parse().context("content-length")?)?,
            (None, Some(coding)) if coding.eq_ignore_ascii_case("chunked") => self.chunks()?,
            _ if matches!(status, 204 | 304) => Vec::new(),
            _ => bail!("an answer of unknown length"),
        };
        Ok(Response {
            status,
            headers,
            body,
        })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(
            self.stream.read_line(&mut line)? > 0,
            "the server closed the connection"
        );
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default();
            let size =
                usize::from_str_radix(size, 16).with_context(|| format!("chunk size {line}"))?;
            body.extend(self.take(size)?);
            self.line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

impl Response {
    /// Where it sends the browser.
    pub fn location(&self) -> Option<&str> {
        let header = self.headers.iter().find(|(name, _)| name == "location");
        header.map(|(_, value)| value.as_str())
    }

    /// A header by its name in lower case.
    pub fn header(&self, wanted: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    }

    /// The cookies it sets, as the value of a `Cookie` header.
    pub fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs: Vec<&str> = set
            .filter_map(|(_, value)| value.split(';').next())
            .collect();
        pairs.join("; ")
    }
}

fn cookie_line(cookie: &str) -> String {
    if cookie.is_empty() {
        String::new()
    } else {
        format!("Cookie: {cookie}\r\n")
    }
}

/// Percent-encodes all but the unreserved characters.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(byte.into())
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn answers_of_known_and_chunked_length_are_read_on_one_connection() -> Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let server = std::thread::spawn(move || -> Result<Vec<String>> {
            let (stream, _) = listener.accept()?;
            let mut reader = BufReader::new(stream);
            let mut requests = Vec::new();
            for answer in [
                "HTTP/1.1 303 See Other\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            ] {
                let mut line = String::new();
                reader.read_line(&mut line)?;
                requests.push(line.trim().to_owned());
                while line.trim() != "" {
                    line.clear();
                    reader.read_line(&mut line)?;
                }
                reader.get_mut().write_all(answer.as_bytes())?;
            }
            Ok(requests)
        });
        let mut connection = Connection::open(&url)?;
        let first = connection.get("/sign-in", "")?;
        assert_eq!(
            (
                first.status,
                first.cookies().as_str(),
                first.body.as_slice()
            ),
            (303, "a=1; b=2", &b"ok"[..])
        );
        let second = connection.get("/người", &first.cookies())?;
        assert_eq!((second.status, second.body.as_slice()), (200, &b"abcd"[..]));
        let requests = server.join().expect("the server thread ends")?;
        assert_eq!(requests, ["GET /sign-in HTTP/1.1", "GET /người HTTP/1.1"]);
        assert_eq!(encode("mật khẩu+&"), "m%E1%BA%ADt%20kh%E1%BA%A9u%2B%26");
        Ok(())
    }
}

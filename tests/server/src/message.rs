//! Requests as they came, replies as they go.

use std::io::{self, BufRead, BufReader, Read, Write};

/// A request, as it stood on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// Path and query, still percent-encoded.
    pub target: String,
    /// Header names in lower case, and values, in the order of the request.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there was none.
    pub body: Vec<u8>,
}

impl Request {
    /// Reads a request, with a body of a known length or in chunks.
    ///
    /// # Errors
    ///
    /// What the operating system says, or bytes that are no such request.
    pub fn read(stream: impl Read) -> io::Result<Self> {
        let mut reader = BufReader::new(stream);
        let first = line(&mut reader)?;
        let mut words = first.split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Err(io::Error::other("no request line"));
        };
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        };
        loop {
            let header = line(&mut reader)?;
            let Some((name, value)) = header.split_once(':') else {
                break;
            };
            request
                .headers
                .push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if request.header("transfer-encoding").is_some() {
            request.body = in_chunks(reader)?;
            return Ok(request);
        }
        let length = request
            .header("content-length")
            .map_or(Ok(0), str::parse)
            .map_err(io::Error::other)?;
        reader.take(length).read_to_end(&mut request.body)?;
        Ok(request)
    }

    /// The first value of a header, its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// What stands after the question mark, still percent-encoded.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }
}

/// A chunked body (RFC 9112, section 7.1), without trailers.
fn in_chunks(mut reader: impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let length = u64::from_str_radix(&line(&mut reader)?, 16).map_err(io::Error::other)?;
        let read = reader.by_ref().take(length).read_to_end(&mut body)?;
        if u64::try_from(read).map_err(io::Error::other)? < length || !line(&mut reader)?.is_empty()
        {
            return Err(io::Error::other("a chunk that is cut off"));
        }
        if length == 0 {
            return Ok(body);
        }
    }
}

/// A line without its end.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    line.truncate(line.trim_end().len());
    Ok(line)
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    chunks: Vec<Vec<u8>>,
    framing: Framing,
}

/// How the client learns where the body ends.
#[derive(Clone, Copy, Debug)]
enum Framing {
    Length,
    Chunked,
}

impl Reply {
    /// A reply without headers of its own, its length stated.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            chunks: vec![body.into()],
            framing: Framing::Length,
        }
    }

    /// A reply of `application/json`.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).header("content-type", "application/json")
    }

    /// A reply of status 200 and type `application/json` whose body comes in chunks.
    #[must_use]
    pub fn chunked(chunks: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Self {
        Self::in_chunks(200, chunks).header("content-type", "application/json")
    }

    /// A reply without headers of its own whose body comes in chunks (RFC 9112, section 7.1).
    #[must_use]
    pub fn in_chunks(status: u16, chunks: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            chunks: chunks.into_iter().map(Into::into).collect(),
            framing: Framing::Chunked,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn write(&self, mut stream: impl Write) -> io::Result<()> {
        write!(
            stream,
            "HTTP/1.1 {} Status\r\nconnection: close\r\n",
            self.status
        )?;
        for (name, value) in &self.headers {
            write!(stream, "{name}: {value}\r\n")?;
        }
        match self.framing {
            Framing::Length => {
                let body = self.chunks.concat();
                write!(stream, "content-length: {}\r\n\r\n", body.len())?;
                stream.write_all(&body)?;
            }
            Framing::Chunked => {
                write!(stream, "transfer-encoding: chunked\r\n\r\n")?;
                for chunk in &self.chunks {
                    write!(stream, "{:x}\r\n", chunk.len())?;
                    stream.write_all(chunk)?;
                    write!(stream, "\r\n")?;
                    stream.flush()?;
                }
                write!(stream, "0\r\n\r\n")?;
            }
        }
        stream.flush()
    }
}

//! Which articles are versions of one?

/// What an article's versions share: its URL; `None` where there is none. An id that came with an article is no address:
/// two files may both count from 1.
///
/// The part behind `#` names a place on the page, not another page; scheme and host have no case.
pub fn address_of(uri: &str) -> Option<String> {
    let url = uri.split('#').next().unwrap_or(uri);
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let path = if path.is_empty() { "/" } else { path };
    Some(format!("{scheme}://{}{path}", host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_known_by_what_a_server_sees_of_it() {
        let address = |uri| address_of(uri);
        assert_eq!(
            address("HTTPS://Gazette.example/A?b=1#top").as_deref(),
            Some("https://gazette.example/A?b=1")
        );
        assert_eq!(address("http://gazette.example"), address("http://gazette.example/"));
    }

    #[test]
    fn a_path_and_a_line_are_no_address() {
        assert_eq!(address_of("articles.jsonl:3"), None);
        assert_eq!(address_of("file:///saved/a.html"), None);
    }
}

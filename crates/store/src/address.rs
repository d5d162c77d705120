//! Which articles are versions of one?

/// What an article's versions share: its URL, or else the id that came with it; `None` where neither is known.
///
/// The part behind `#` names a place on the page, not another page; scheme and host have no case.
pub fn address_of(uri: &str, name: Option<&str>) -> Option<String> {
    let url = uri.split('#').next().unwrap_or(uri);
    if let Some((scheme, rest)) = url.split_once("://") {
        let scheme = scheme.to_ascii_lowercase();
        if scheme == "http" || scheme == "https" {
            let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (host, path) = rest.split_at(host_end);
            let path = if path.is_empty() { "/" } else { path };
            return Some(format!("{scheme}://{}{path}", host.to_ascii_lowercase()));
        }
    }
    name.filter(|name| !name.is_empty()).map(|name| format!("id:{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_known_by_what_a_server_sees_of_it() {
        let address = |uri| address_of(uri, Some("7"));
        assert_eq!(
            address("HTTPS://Gazette.example/A?b=1#top").as_deref(),
            Some("https://gazette.example/A?b=1")
        );
        assert_eq!(address("http://gazette.example"), address("http://gazette.example/"));
    }

    #[test]
    fn without_a_url_an_id_is_the_address_and_a_path_is_none() {
        assert_eq!(address_of("articles.jsonl:3", Some("7")).as_deref(), Some("id:7"));
        assert_eq!(address_of("saved/a.html", None), None);
    }
}

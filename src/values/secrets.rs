//! Keeps secrets out of what is said about a program: it may print its environment, or a connection address, when it fails.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Variables that hold nothing secret and whose values are ordinary words: replacing those would spoil every message.
const HARMLESS: [&str; 22] = [
    "HOME",
    "LANG",
    "LANGUAGE",
    "LOGNAME",
    "OLDPWD",
    "PATH",
    "PWD",
    "SHELL",
    "SHLVL",
    "TERM",
    "TMPDIR",
    "TZ",
    "USER",
    "_",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "COLORTERM",
    "PGTZ",
    "PGCONNECT_TIMEOUT",
    "PGCLIENTENCODING",
    "CI",
];

/// Parts of the names of variables that hold secrets.
const SECRETIVE: [&str; 14] = [
    "PASS",
    "PWD",
    "SECRET",
    "TOKEN",
    "KEY",
    "CREDENTIAL",
    "AUTH",
    "COOKIE",
    "SESSION",
    "PRIVATE",
    "SIGNATURE",
    "DSN",
    "URL",
    "URI",
];

/// Shorter values of other variables are words like `on` and `main`.
const SHORTEST: usize = 4;

/// What must not be shown, and what is shown instead.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Values of variables that are probably no secrets, but nobody can know.
    all: Vec<(String, String)>,
    /// Values that are secrets by their names, or passwords of addresses.
    certain: Vec<(String, String)>,
}

impl Secrets {
    /// Those of an environment.
    #[must_use]
    pub fn of<'v>(variables: impl Iterator<Item = (Cow<'v, str>, Cow<'v, str>)>) -> Self {
        let mut secrets = Self::default();
        for (name, value) in variables {
            let shown = format!("${name}");
            for password in passwords_in(&value) {
                secrets.certain.push((password, shown.clone()));
            }
            if HARMLESS.contains(&&*name) || name.starts_with("LC_") {
                continue;
            }
            let upper = name.to_uppercase();
            let is_certain = SECRETIVE.iter().any(|part| upper.contains(part));
            // Of a key of several lines, any line is too much.
            for line in value.lines().map(str::trim).chain([value.trim()]) {
                if is_certain && !line.is_empty() {
                    secrets.certain.push((line.to_owned(), shown.clone()));
                } else if line.len() >= SHORTEST {
                    secrets.all.push((line.to_owned(), shown.clone()));
                }
            }
        }
        secrets.all.extend(secrets.certain.iter().cloned());
        for list in [&mut secrets.all, &mut secrets.certain] {
            // The longest first, so that no rest of one stays behind.
            list.sort_by(|a, b| (b.0.len(), &a.0, &a.1).cmp(&(a.0.len(), &b.0, &b.1)));
            list.dedup_by(|a, b| a.0 == b.0);
        }
        secrets
    }

    /// A message with the names of variables in place of their values.
    #[must_use]
    pub fn hidden(&self, text: &str) -> String {
        without_passwords(&replaced(text, &self.all))
    }

    /// A text that is kept, without what is surely a secret.
    #[must_use]
    pub fn kept(&self, text: &str) -> String {
        without_passwords(&replaced(text, &self.certain))
    }
}

fn replaced(text: &str, secrets: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    'text: while let Some(c) = rest.chars().next() {
        for (secret, shown) in secrets {
            if let Some(after) = rest.strip_prefix(secret.as_str()) {
                out.push_str(shown);
                rest = after;
                continue 'text;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The passwords in a text: of an address, `postgres://ana:secret@host`, and of settings, `password=secret`. Each as it is
/// written and as it is meant.
fn passwords_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (start, end) in of_addresses(text).into_iter().chain(of_settings(text)) {
        let written = &text[start..end];
        found.push(written.to_owned());
        found.push(percent_decode_str(written).decode_utf8_lossy().into_owned());
    }
    found.retain(|password| !password.is_empty());
    found
}

/// A text without the passwords in it, whether or not anybody knows them.
fn without_passwords(text: &str) -> String {
    let mut places = of_addresses(text);
    places.extend(of_settings(text));
    places.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in places.into_iter().filter(|(start, end)| start < end) {
        if start >= at {
            out.push_str(&text[at..start]);
            out.push_str("***");
            at = end;
        }
    }
    out + &text[at..]
}

/// Where the passwords of addresses stand: `secret` in `https://ana:secret@host`.
fn of_addresses(text: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = at + "://".len();
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '<' | '>');
        let authority = &text[start..start + text[start..].find(ends).unwrap_or(text.len() - start)];
        // A password may hold a slash that should have been written otherwise: then the last `@` of the word counts.
        let word =
            &text[start..start + text[start..].find(char::is_whitespace).unwrap_or(text.len() - start)];
        let user = match (authority.rfind('@'), word.rfind('@')) {
            (Some(end), _) | (None, Some(end)) => &text[start..start + end],
            (None, None) => continue,
        };
        if let Some(colon) = user.find(':') {
            places.push((start + colon + 1, start + user.len()));
        }
    }
    places
}

/// Where the passwords of settings stand: `secret` in `password=secret` and `PWD: "secret"`.
fn of_settings(text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut places = Vec::new();
    for name in ["password", "passwd", "pwd", "secret", "token"] {
        for (at, _) in lower.match_indices(name) {
            let rest = &text[at + name.len()..];
            let signs = rest.len() - rest.trim_start_matches([' ', '"', '\'']).len();
            let Some(after) = rest[signs..].strip_prefix(['=', ':']) else { continue };
            let value = after.trim_start_matches([' ', '"', '\'']);
            // `token: identifier expected` is a message, not a setting.
            let is_quoted = after.trim_start().starts_with(['"', '\'']);
            if !is_quoted && rest[signs..].starts_with(':') {
                continue;
            }
            let start = text.len() - value.len();
            let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '&' | ',');
            places.push((start, start + value.find(ends).unwrap_or(value.len())));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(variables: &[(&'static str, &'static str)]) -> Secrets {
        Secrets::of(variables.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value))))
    }

    #[test]
    fn values_of_variables_are_shown_by_their_names() {
        let secrets = secrets(&[
            ("PGPASSWORD", "hunter2"),
            ("PGHOST", "db.example"),
            ("DATABASE_URL", "postgres://ana:s%40fe%2Fpass@db.example/shop"),
            ("ORDINARY", "canary-in-a-coal-mine"),
            ("API_KEY", "abc"),
            ("DEPLOY_KEY", "-----BEGIN KEY-----\nMIIEvQ\n-----END KEY-----"),
            ("HOME", "/home/ana"),
            ("LANG", "C"),
        ]);
        for (printed, shown) in [
            ("connection to db.example failed: hunter2", "connection to $PGHOST failed: $PGPASSWORD"),
            ("password was s@fe/pass", "password was $DATABASE_URL"),
            ("as written: s%40fe%2Fpass", "as written: $DATABASE_URL"),
            ("canary-in-a-coal-mine", "$ORDINARY"),
            ("abcabc", "$API_KEY$API_KEY"),
            ("line MIIEvQ of it", "line $DEPLOY_KEY of it"),
            ("/home/ana/.pgpass: permission denied", "/home/ana/.pgpass: permission denied"),
            ("mysql://bo:other@host/x refused", "mysql://bo:***@host/x refused"),
            ("host=h password=other sslmode=off", "host=h password=*** sslmode=off"),
            ("\"token\":\"xyz\"", "\"token\":\"***\""),
            ("unexpected token: identifier", "unexpected token: identifier"),
        ] {
            assert_eq!(secrets.hidden(printed), shown);
        }
    }

    #[test]
    fn what_is_kept_loses_only_secrets() {
        let secrets = secrets(&[("PGPASSWORD", "hunter2"), ("STAGE", "activation")]);
        assert_eq!(secrets.kept("activation went up, hunter2"), "activation went up, $PGPASSWORD");
        assert_eq!(secrets.kept(""), "");
    }
}

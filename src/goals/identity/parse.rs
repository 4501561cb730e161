//! How the text of an identity is read, and written out again with numbers.

use super::{DEEPEST, Identity, IdentityError, MOST_TERMS, Operand, Operator, Step};
use crate::goals::values::slug;
use std::ops::Range;

impl Identity {
    /// Reads an identity.
    ///
    /// # Errors
    /// The first thing that is wrong with the text, with its place and what is accepted.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let mut reader = Reader::default();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let words = at..at + token_length(&text[at..], c);
            reader.take(&text[words.clone()], c, words.clone())?;
            at = words.end;
        }
        reader.finish(text)
    }

    /// The text of an identity with every operand written anew, and signs as people write them: `customers 1,275 × arpu €312`.
    #[must_use]
    pub fn written_out(text: &str, operand: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let end = at + token_length(&text[at..], c);
            let token = &text[at..end];
            match Operator::of(c) {
                _ if c.is_whitespace() => out.push(' '),
                Some(Operator::Multiply) => out.push('×'),
                Some(Operator::Divide) => out.push('÷'),
                Some(Operator::Subtract) => out.push('−'),
                _ if is_metric_id(token) => out.push_str(&operand(token)),
                _ => out.push_str(token),
            }
            at = end;
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The length of the token that starts with `first`: a word or number with whatever sticks to it, or one character.
fn token_length(text: &str, first: char) -> usize {
    if !(first.is_alphanumeric() || matches!(first, '_' | '.')) {
        return first.len_utf8();
    }
    let numeric = first.is_ascii_digit() || first == '.';
    let sticks = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || (numeric && matches!(c, ',' | '%'));
    text.find(|c: char| !sticks(c)).unwrap_or(text.len())
}

/// `1,200.5` and `5%` as numbers; a percentage as the fraction it is.
fn number(text: &str) -> Option<f64> {
    let (digits, divisor) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    let whole = digits.split('.').next().unwrap_or_default();
    let well_grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'_' | b'.'));
    if !well_grouped || !plain {
        return None;
    }
    let number: f64 = digits.replace([',', '_'], "").parse().ok()?;
    Some(number / divisor).filter(|number| number.is_finite())
}

fn is_metric_id(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

const ACCEPTED: &str = "write metric ids, numbers, `+ - * /` and parentheses, like `customers * arpu`";

fn wrong<T>(
    message: impl Into<String>,
    help: impl Into<String>,
    words: Range<usize>,
) -> Result<T, IdentityError> {
    Err(IdentityError { message: message.into(), help: help.into(), words })
}

/// What waits for its right side.
enum Waiting {
    Open(Range<usize>),
    Negate,
    Apply(Operator),
}

/// The shunting-yard method: operators wait on a stack until what binds tighter is done.
#[derive(Default)]
struct Reader {
    steps: Vec<Step>,
    operands: Vec<Operand>,
    waiting: Vec<Waiting>,
    open: usize,
    terms: usize,
    /// The last token, and whether a term ended with it.
    last: Option<(Box<str>, Range<usize>)>,
    after_term: bool,
}

impl Reader {
    fn take(&mut self, token: &str, first: char, words: Range<usize>) -> Result<(), IdentityError> {
        match (first, Operator::of(first)) {
            (_, Some(operator)) => self.operator(operator, token, words.clone())?,
            ('(', _) => self.open(words.clone())?,
            (')', _) => self.close(words.clone())?,
            _ if first.is_alphanumeric() || matches!(first, '_' | '.') => self.term(token, words.clone())?,
            ('=', _) => {
                let help = "leave out the metric's own id and `=`: `equals:` holds the right side only";
                return wrong("`=` has no place in `equals:`", help, words);
            }
            _ => return wrong(format!("`{token}` is not part of a sum"), ACCEPTED, words),
        }
        self.last = Some((token.into(), words));
        Ok(())
    }

    fn operator(
        &mut self,
        operator: Operator,
        token: &str,
        words: Range<usize>,
    ) -> Result<(), IdentityError> {
        if self.after_term {
            self.settle(operator.binds());
            self.waiting.push(Waiting::Apply(operator));
            self.after_term = false;
            return Ok(());
        }
        let twice = matches!(self.waiting.last(), Some(Waiting::Negate));
        if operator == Operator::Subtract && !twice {
            self.waiting.push(Waiting::Negate);
            return Ok(());
        }
        wrong(format!("something is missing before `{token}`"), ACCEPTED, words)
    }

    fn open(&mut self, words: Range<usize>) -> Result<(), IdentityError> {
        self.expect_term("(", &words)?;
        self.open += 1;
        if self.open > DEEPEST {
            let help = "give parts of it ids of their own under `metrics:`";
            return wrong(format!("more than {DEEPEST} parentheses are open here"), help, words);
        }
        self.waiting.push(Waiting::Open(words));
        Ok(())
    }

    fn close(&mut self, words: Range<usize>) -> Result<(), IdentityError> {
        if self.open == 0 {
            return wrong("this `)` closes nothing", "remove it, or add the `(` it belongs to", words);
        }
        if !self.after_term {
            return wrong("something is missing before `)`", ACCEPTED, words);
        }
        self.settle(0);
        self.waiting.pop();
        self.open -= 1;
        Ok(())
    }

    fn term(&mut self, token: &str, words: Range<usize>) -> Result<(), IdentityError> {
        self.expect_term(token, &words)?;
        self.terms += 1;
        if self.terms > MOST_TERMS {
            let help = "give parts of it ids of their own under `metrics:`";
            return wrong(format!("an identity has at most {MOST_TERMS} metrics and numbers"), help, words);
        }
        let step = match number(token) {
            Some(number) => Step::Number(number),
            None if is_metric_id(token) => Step::Operand(self.operand(token, words)),
            None if token.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                let help =
                    "write a plain number, like `1200`, `0.5` or `5%`; a metric id starts with a letter";
                return wrong(format!("`{token}` is neither a number nor a metric id"), help, words);
            }
            None => {
                let id = slug(token, '_');
                let help = match is_metric_id(&id) {
                    true => format!("name metrics by their `id:`; is it `{id}`?"),
                    false => "name metrics by their `id:`".to_owned(),
                };
                return wrong(format!("`{token}` is not a metric id"), help, words);
            }
        };
        self.steps.push(step);
        self.after_term = true;
        Ok(())
    }

    fn operand(&mut self, id: &str, words: Range<usize>) -> usize {
        let known = self.operands.iter().position(|operand| &*operand.id == id);
        known.unwrap_or_else(|| {
            self.operands.push(Operand { id: id.into(), words });
            self.operands.len() - 1
        })
    }

    /// Two terms side by side lack an operator between them.
    fn expect_term(&self, token: &str, words: &Range<usize>) -> Result<(), IdentityError> {
        let Some((last, _)) = self.last.as_ref().filter(|_| self.after_term) else { return Ok(()) };
        let message = format!("`+`, `-`, `*` or `/` is missing between `{last}` and `{token}`");
        let help = match token {
            "x" | "times" => "write `*` to multiply".to_owned(),
            "per" | "by" => "write `/` to divide".to_owned(),
            "(" => "write `*` before the parenthesis to multiply".to_owned(),
            _ => format!("write `{last} * {token}`, say; a metric is named by its id, which has no spaces"),
        };
        wrong(message, help, words.clone())
    }

    /// Moves what binds at least as tightly from the waiting to the done, down to the last open parenthesis.
    fn settle(&mut self, binds: u8) {
        while let Some(waiting) = self.waiting.last() {
            let step = match waiting {
                Waiting::Open(_) => return,
                Waiting::Negate => Step::Negate,
                Waiting::Apply(operator) if operator.binds() >= binds => Step::Apply(*operator),
                Waiting::Apply(_) => return,
            };
            self.steps.push(step);
            self.waiting.pop();
        }
    }

    fn finish(mut self, text: &str) -> Result<Identity, IdentityError> {
        let Some((last, words)) = self.last.clone() else {
            return wrong("there is nothing to compute here", ACCEPTED, 0..text.len());
        };
        if !self.after_term {
            return wrong(format!("something is missing after `{last}`"), ACCEPTED, words);
        }
        self.settle(0);
        if let Some(Waiting::Open(words)) = self.waiting.pop() {
            return wrong("this `(` is never closed", "add the `)` it belongs to", words);
        }
        if self.operands.is_empty() {
            let help = "name the metrics it is computed from, like `customers * arpu`; a number to reach goes under `targets:`";
            return wrong("there is no metric in this identity", help, 0..text.len());
        }
        Ok(Identity { steps: self.steps, operands: self.operands })
    }
}

//! The arithmetic of `equals:`: an identity over metric ids, like `customers * arpu`.
//!
//! Accepted are metric ids, numbers (`12`, `0.5`, `1,200`, `5%`), `+ - * /` and parentheses; `×`, `·`, `÷` and `−` are
//! read as what they mean. Neither reading nor computing recurses, so no text can exhaust the stack.

use std::ops::Range;

/// The most ids and numbers one identity may have; it bounds the work on one reading.
pub const MOST_TERMS: usize = 40;

/// The most parentheses that may be open at once.
pub const DEEPEST: usize = 20;

/// An arithmetic identity, ready to be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// In the order in which a stack computes them: operands before their operator.
    steps: Vec<Step>,
    operands: Vec<Operand>,
}

/// A metric that an identity is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// The metric's id.
    pub id: Box<str>,
    /// Where the text names it first, in bytes.
    pub words: Range<usize>,
}

/// Why a text is not an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The words that are wrong, in bytes of the text.
    pub words: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Number(f64),
    Operand(usize),
    Negate,
    Apply(Operator),
}

/// What joins two terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    fn of(c: char) -> Option<Self> {
        match c {
            '+' => Some(Operator::Add),
            '-' | '−' | '–' => Some(Operator::Subtract),
            '*' | '×' | '·' => Some(Operator::Multiply),
            '/' | '÷' => Some(Operator::Divide),
            _ => None,
        }
    }

    fn binds(self) -> u8 {
        match self {
            Operator::Add | Operator::Subtract => 1,
            Operator::Multiply | Operator::Divide => 2,
        }
    }

    fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
        }
    }
}

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

    /// The metrics it is made of, each once, in the order the text names them.
    #[must_use]
    pub fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// Its value for the values of its operands, in their order; `None` if something is divided by zero, the
    /// result is too large for a number, or a value is missing.
    #[must_use]
    pub fn evaluate(&self, values: &[f64]) -> Option<f64> {
        if values.len() < self.operands.len() {
            return None;
        }
        let finite = |value: f64| if value.is_finite() { Ok(value) } else { Err(()) };
        let apply = |operator: Operator, left: f64, right: f64| finite(operator.apply(left, right));
        self.fold(|number| number, |operand| values[operand], |value| -value, apply)
            .ok()
            .filter(|value| value.is_finite())
    }

    /// Goes through it with any kind of number: what a number of the text is, what the operand at a place is, and what comes
    /// of a sign and of an operator between two.
    ///
    /// # Errors
    /// The first one of `apply`.
    pub fn fold<T, E>(
        &self,
        number: impl Fn(f64) -> T,
        operand: impl Fn(usize) -> T,
        negate: impl Fn(T) -> T,
        apply: impl Fn(Operator, T, T) -> Result<T, E>,
    ) -> Result<T, E> {
        const BALANCED: &str = "internal error: an identity was read that lacks a term";
        let mut stack: Vec<T> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let value = match *step {
                Step::Number(value) => number(value),
                Step::Operand(at) => operand(at),
                Step::Negate => negate(stack.pop().expect(BALANCED)),
                Step::Apply(operator) => {
                    let right = stack.pop().expect(BALANCED);
                    apply(operator, stack.pop().expect(BALANCED), right)?
                }
            };
            stack.push(value);
        }
        Ok(stack.pop().expect(BALANCED))
    }
}

/// What kind of arithmetic an identity is; it decides how a change of the whole is shared among its parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Only `*` and `/`, with positive numbers: the power of each operand, in their order.
    Product(Vec<f64>),
    /// Only `+` and `-`, operands with fixed factors: the factor of each operand, in their order.
    Sum(Vec<f64>),
    /// Anything else.
    Mixed,
}

/// A part of an identity while its shape is found out.
#[derive(Clone)]
struct Shaped {
    /// The powers of the operands, where it is a product.
    powers: Option<Vec<f64>>,
    /// The factors of the operands, where it is a sum.
    factors: Option<Vec<f64>>,
    /// Its value, where there is no operand in it.
    number: Option<f64>,
}

impl Identity {
    /// What kind of arithmetic it is.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let none = vec![0.0; self.operands.len()];
        let mut stack: Vec<Shaped> = Vec::new();
        for step in &self.steps {
            let next = match *step {
                Step::Number(number) => Shaped {
                    powers: (number > 0.0).then(|| none.clone()),
                    factors: Some(none.clone()),
                    number: Some(number),
                },
                Step::Operand(operand) => {
                    let mut one = none.clone();
                    one[operand] = 1.0;
                    Shaped { powers: Some(one.clone()), factors: Some(one), number: None }
                }
                Step::Negate => stack.pop().map_or(Shaped::unknown(), |part| Shaped {
                    powers: None,
                    factors: part.factors.map(|own| own.iter().map(|factor| -factor).collect()),
                    number: part.number.map(|number| -number),
                }),
                Step::Apply(operator) => match (stack.pop(), stack.pop()) {
                    (Some(right), Some(left)) => left.with(operator, right),
                    _ => Shaped::unknown(),
                },
            };
            stack.push(next);
        }
        match stack.pop() {
            Some(Shaped { factors: Some(factors), .. }) => Shape::Sum(factors),
            Some(Shaped { powers: Some(powers), .. }) => Shape::Product(powers),
            _ => Shape::Mixed,
        }
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

impl Shaped {
    fn unknown() -> Self {
        Self { powers: None, factors: None, number: None }
    }

    fn with(self, operator: Operator, right: Shaped) -> Shaped {
        let number = self.number.zip(right.number).map(|(left, right)| operator.apply(left, right));
        let each = |one: &[f64], other: &[f64], sign: f64| -> Vec<f64> {
            one.iter().zip(other).map(|(one, other)| one + sign * other).collect()
        };
        let times = |factors: &[f64], number: f64| -> Vec<f64> {
            factors.iter().map(|factor| factor * number).collect()
        };
        let both = |sign: f64, one: &Option<Vec<f64>>, other: &Option<Vec<f64>>| {
            one.as_ref().zip(other.as_ref()).map(|(one, other)| each(one, other, sign))
        };
        match operator {
            Operator::Add | Operator::Subtract => {
                let sign = if operator == Operator::Add { 1.0 } else { -1.0 };
                Shaped { powers: None, factors: both(sign, &self.factors, &right.factors), number }
            }
            Operator::Multiply | Operator::Divide => {
                let sign = if operator == Operator::Multiply { 1.0 } else { -1.0 };
                let factors = match (operator, self.number, right.number) {
                    (Operator::Multiply, Some(left), _) => right.factors.map(|own| times(&own, left)),
                    (Operator::Multiply, _, Some(right)) => self.factors.map(|own| times(&own, right)),
                    (Operator::Divide, _, Some(right)) => self.factors.map(|own| times(&own, 1.0 / right)),
                    _ => None,
                };
                Shaped { powers: both(sign, &self.powers, &right.powers), factors, number }
            }
        }
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
                let id = super::values::slug(token, '_');
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str, values: &[f64]) -> Option<f64> {
        Identity::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message)).evaluate(values)
    }

    #[test]
    fn arithmetic_is_the_usual_one() {
        let table: &[(&str, &[f64], f64)] = &[
            ("customers * arpu", &[100.0, 9.5], 950.0),
            ("a + b * c", &[1.0, 2.0, 3.0], 7.0),
            ("(a + b) * c", &[1.0, 2.0, 3.0], 9.0),
            ("a - b - c", &[10.0, 3.0, 2.0], 5.0),
            ("a / b / c", &[24.0, 4.0, 3.0], 2.0),
            ("a / b * c", &[24.0, 4.0, 3.0], 18.0),
            ("existing * (1 - churn)", &[200.0, 0.05], 190.0),
            ("-a + b", &[2.0, 5.0], 3.0),
            ("a * -b", &[2.0, 5.0], -10.0),
            ("a - (-b)", &[2.0, 5.0], 7.0),
            ("a * a", &[3.0], 9.0),
            ("done / started * 100", &[30.0, 120.0], 25.0),
            ("a × b ÷ c − d", &[6.0, 4.0, 3.0, 1.0], 7.0),
            ("1,200 + 1_000 + 0.5 + .5 + 5% + a", &[0.0], 2201.05),
            ("((((a))))", &[4.0], 4.0),
        ];
        for (text, values, wanted) in table {
            let got = value(text, values).unwrap();
            assert!((got - wanted).abs() < 1e-9, "{text} gave {got}");
        }
    }

    #[test]
    fn products_and_sums_are_told_apart() {
        let shape = |text: &str| Identity::parse(text).unwrap().shape();
        assert_eq!(shape("a * b"), Shape::Product(vec![1.0, 1.0]));
        assert_eq!(shape("a * b / c / 4"), Shape::Product(vec![1.0, 1.0, -1.0]));
        assert_eq!(shape("a * a"), Shape::Product(vec![2.0]));
        assert_eq!(shape("a + b - c"), Shape::Sum(vec![1.0, 1.0, -1.0]));
        assert_eq!(shape("2 * (a - b / 4) + 3"), Shape::Sum(vec![2.0, -0.5]));
        assert_eq!(shape("a"), Shape::Sum(vec![1.0]));
        for mixed in ["a * (1 - b)", "a * b + c", "a / (b + c)", "-a * b"] {
            assert_eq!(shape(mixed), Shape::Mixed, "{mixed}");
        }
    }

    #[test]
    fn a_text_is_written_out_with_its_numbers() {
        let value = |id: &str| format!("{id} {}", if id == "arpu" { "€312" } else { "1,275" });
        assert_eq!(Identity::written_out("customers*arpu", value), "customers 1,275×arpu €312");
        assert_eq!(
            Identity::written_out("( customers - 5 ) / arpu", value),
            "( customers 1,275 − 5 ) ÷ arpu €312"
        );
    }

    #[test]
    fn what_has_no_value_is_none() {
        assert_eq!(value("a / b", &[1.0, 0.0]), None);
        assert_eq!(value("a / (b - b)", &[1.0, 3.0]), None);
        assert_eq!(value("a * a", &[1e300]), None);
        assert_eq!(value("a + b", &[1.0]), None);
    }

    #[test]
    fn operands_are_listed_once_with_their_first_place() {
        let identity = Identity::parse("b + a * b").unwrap();
        let operands: Vec<_> =
            identity.operands().iter().map(|operand| (&*operand.id, operand.words.clone())).collect();
        assert_eq!(operands, [("b", 0..1), ("a", 4..5)]);
    }

    #[test]
    fn what_is_wrong_is_named_at_its_place() {
        let table = [
            ("customers *", "something is missing after `*`", "*"),
            ("customers * / arpu", "something is missing before `/`", "/"),
            ("* arpu", "something is missing before `*`", "*"),
            ("customers arpu", "`+`, `-`, `*` or `/` is missing between `customers` and `arpu`", "arpu"),
            ("customers x arpu", "`+`, `-`, `*` or `/` is missing between `customers` and `x`", "x"),
            ("2 (a + b)", "`+`, `-`, `*` or `/` is missing between `2` and `(`", "("),
            ("(a + b", "this `(` is never closed", "("),
            ("a + b)", "this `)` closes nothing", ")"),
            ("a * ()", "something is missing before `)`", ")"),
            ("Customers * arpu", "`Customers` is not a metric id", "Customers"),
            ("12K * arpu", "`12K` is neither a number nor a metric id", "12K"),
            ("1,20 * arpu", "`1,20` is neither a number nor a metric id", "1,20"),
            ("revenue = a * b", "`=` has no place in `equals:`", "="),
            ("a ^ 2", "`^` is not part of a sum", "^"),
            ("$a", "`$` is not part of a sum", "$"),
            ("a - - - b", "something is missing before `-`", "-"),
            ("500", "there is no metric in this identity", "500"),
            ("", "there is nothing to compute here", ""),
        ];
        for (text, message, words) in table {
            let error = Identity::parse(text).unwrap_err();
            assert_eq!(error.message, message, "{text}");
            assert_eq!(&text[error.words], words, "{text}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(Identity::parse(&nested(DEEPEST)).is_ok());
        assert!(Identity::parse(&nested(DEEPEST + 1)).is_err());
        assert!(Identity::parse(&nested(1_000_000)).is_err());
        let sum = |terms: usize| vec!["a"; terms].join("+");
        assert!(Identity::parse(&sum(MOST_TERMS)).is_ok());
        assert!(Identity::parse(&sum(MOST_TERMS + 1)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_at_a_place_within(text in r"[-a-cA+*/()×÷=0-9.,%_ é]{0,30}") {
            match Identity::parse(&text) {
                Ok(identity) => {
                    let ones = vec![1.0; identity.operands().len()];
                    prop_assert!(identity.evaluate(&ones).is_none_or(f64::is_finite));
                    for operand in identity.operands() {
                        prop_assert_eq!(&text[operand.words.clone()], &*operand.id);
                    }
                }
                Err(error) => prop_assert!(text.get(error.words).is_some()),
            }
        }
    }
}

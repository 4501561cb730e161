//! The arithmetic of `equals:`: an identity over metric ids, like `customers * arpu`.
//!
//! Accepted are metric ids, numbers (`12`, `0.5`, `1,200`, `5%`), `+ - * /` and parentheses; `×`, `·`, `÷` and `−` are
//! read as what they mean. Neither reading nor computing recurses, so no text can exhaust the stack.

mod parse;
mod shape;

pub use shape::Shape;

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

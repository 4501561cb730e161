//! What kind of arithmetic an identity is.

use super::{Identity, Operator, Step};

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

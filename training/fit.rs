//! Logistic regression with a quadratic penalty, by L-BFGS (Nocedal & Wright, Numerical Optimization, algorithm 7.5).

/// A row to fit on.
pub(crate) trait Observation {
    /// Columns and their values; a column that comes twice counts twice.
    fn values(&self) -> &[(usize, f64)];
    /// 1 if it is of this kind, else 0.
    fn is_of(&self, kind: usize) -> f64;
    fn weight(&self) -> f64;
}

/// The inverse of the penalty's strength.
const C: f64 = 0.5;
/// How many earlier steps the curvature is estimated from.
const MEMORY: usize = 10;
const MOST_STEPS: usize = 200;
/// The fit has converged when a step brings less than this share of the loss.
const TOLERANCE: f64 = 1e-7;

/// A step of the search and how the gradient changed over it.
struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    curvature: f64,
}

/// The weights of one kind, by column; the last is the bias.
pub(crate) fn fit(rows: &[&impl Observation], kind: usize, columns: usize) -> Vec<f64> {
    let mut weights = vec![0.0; columns + 1];
    let mut gradient = vec![0.0; columns + 1];
    let mut loss = evaluate(rows, kind, &weights, &mut gradient);
    let mut steps: Vec<Step> = Vec::new();
    for _ in 0..MOST_STEPS {
        let direction = direction(&gradient, &steps);
        let first = if steps.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1e-12) } else { 1.0 };
        let (next, next_gradient, next_loss) =
            search(rows, kind, &weights, &gradient, loss, &direction, first);
        let moved: Vec<f64> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 1e-12 {
            steps.push(Step { moved, turned, curvature });
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        let gained = loss - next_loss;
        (weights, gradient, loss) = (next, next_gradient, next_loss);
        if gained < TOLERANCE * loss.abs() {
            break;
        }
    }
    weights
}

/// Moves the bias to where the kind is as frequent among these rows as it should be, with all other weights as they are.
pub(crate) fn settle_bias<R: Observation>(rows: &[&R], kind: usize, weights: &mut [f64]) {
    let (bias, weights) = weights.split_last_mut().expect("internal error: there is a bias");
    let sum = |row: &&R| row.values().iter().map(|&(column, value)| weights[column] * value).sum::<f64>();
    let sums: Vec<f64> = rows.iter().map(sum).collect();
    // Newton's method: the loss is smooth and convex in the bias, and few steps are enough.
    for _ in 0..20 {
        let (mut slope, mut curvature) = (0.0, 1e-9);
        for (row, sum) in rows.iter().zip(&sums) {
            let likely = 1.0 / (1.0 + (-(sum + *bias)).exp());
            slope += row.weight() * (likely - row.is_of(kind));
            curvature += row.weight() * likely * (1.0 - likely);
        }
        *bias -= slope / curvature;
    }
}

/// The penalised loss, and its gradient. The bias is not penalised.
fn evaluate(rows: &[&impl Observation], kind: usize, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let (bias, weights) = weights.split_last().expect("internal error: there is a bias");
    let mut loss = 0.5 * dot(weights, weights) / C;
    let (bias_gradient, gradient) = gradient.split_last_mut().expect("internal error: there is a bias");
    for (slope, weight) in gradient.iter_mut().zip(weights) {
        *slope = weight / C;
    }
    *bias_gradient = 0.0;
    for row in rows {
        let sum = bias + row.values().iter().map(|&(column, value)| weights[column] * value).sum::<f64>();
        let wanted = row.is_of(kind);
        loss += row.weight() * ((-sum.abs()).exp().ln_1p() + sum.max(0.0) - sum * wanted);
        let error = row.weight() * (1.0 / (1.0 + (-sum).exp()) - wanted);
        for &(column, value) in row.values() {
            gradient[column] += error * value;
        }
        *bias_gradient += error;
    }
    loss
}

/// The descent direction, bent by the curvature seen in the last steps.
fn direction(gradient: &[f64], steps: &[Step]) -> Vec<f64> {
    let mut direction = gradient.to_vec();
    let mut shares = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let share = dot(&step.moved, &direction) / step.curvature;
        add(&mut direction, -share, &step.turned);
        shares.push(share);
    }
    if let Some(last) = steps.last() {
        let scale = last.curvature / dot(&last.turned, &last.turned);
        direction.iter_mut().for_each(|each| *each *= scale);
    }
    for (step, share) in steps.iter().zip(shares.into_iter().rev()) {
        let back = dot(&step.turned, &direction) / step.curvature;
        add(&mut direction, share - back, &step.moved);
    }
    direction
}

/// Halves the step until it brings enough (Armijo).
fn search(
    rows: &[&impl Observation],
    kind: usize,
    weights: &[f64],
    gradient: &[f64],
    loss: f64,
    direction: &[f64],
    first: f64,
) -> (Vec<f64>, Vec<f64>, f64) {
    let slope = -dot(gradient, direction);
    let mut next = weights.to_vec();
    let mut next_gradient = vec![0.0; gradient.len()];
    let mut next_loss = loss;
    let mut length = first;
    for _ in 0..30 {
        for ((next, weight), step) in next.iter_mut().zip(weights).zip(direction) {
            *next = weight - length * step;
        }
        next_loss = evaluate(rows, kind, &next, &mut next_gradient);
        if next_loss <= loss + 1e-4 * length * slope {
            break;
        }
        length *= 0.5;
    }
    (next, next_gradient, next_loss)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    for (each, other) in to.iter_mut().zip(what) {
        *each += factor * other;
    }
}

//! Circles among things that point at each other.

/// For each group of things that all lead to one another, the shortest circle through its first member, which comes
/// first. Things are numbered; `next[n]` lists what `n` points at. Takes time proportional to the arrows.
pub(super) fn cycles(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let groups = groups(next);
    let mut started = vec![false; next.len()];
    let mut cycles = Vec::new();
    for start in 0..next.len() {
        if !std::mem::replace(&mut started[groups[start]], true) {
            cycles.extend(shortest(next, &groups, start));
        }
    }
    cycles
}

/// The shortest way from `start` back to it inside its group, by breadth first search.
fn shortest(next: &[Vec<usize>], groups: &[usize], start: usize) -> Option<Vec<usize>> {
    let mut from = std::collections::HashMap::new();
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for &to in &next[at] {
            if to == start {
                let back = std::iter::successors(Some(at), |step| from.get(step).copied());
                let mut circle: Vec<usize> = back.collect();
                circle.reverse();
                return Some(circle);
            }
            if groups[to] == groups[start] && !from.contains_key(&to) {
                from.insert(to, at);
                open.push_back(to);
            }
        }
    }
    None
}

/// A number for each thing, the same for things that lead to one another (Kosaraju's algorithm, without recursion).
fn groups(next: &[Vec<usize>]) -> Vec<usize> {
    let mut previous = vec![Vec::new(); next.len()];
    for (from, to) in next.iter().enumerate().flat_map(|(from, list)| list.iter().map(move |to| (from, *to)))
    {
        previous[to].push(from);
    }
    let mut groups = vec![usize::MAX; next.len()];
    let mut count = 0;
    for root in finishing_order(next).into_iter().rev() {
        if groups[root] != usize::MAX {
            continue;
        }
        let mut open = vec![root];
        groups[root] = count;
        while let Some(at) = open.pop() {
            for &before in &previous[at] {
                if groups[before] == usize::MAX {
                    groups[before] = count;
                    open.push(before);
                }
            }
        }
        count += 1;
    }
    groups
}

/// All things, each after everything that is first reached from it.
fn finishing_order(next: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; next.len()];
    let mut order = Vec::with_capacity(next.len());
    for root in 0..next.len() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((at, arrow)) = path.last_mut() {
            match next[*at].get(*arrow) {
                Some(&to) => {
                    *arrow += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        path.push((to, 0));
                    }
                }
                None => {
                    order.push(*at);
                    path.pop();
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn each_group_gives_the_shortest_circle_through_its_first_member() {
        type Lists = &'static [&'static [usize]];
        let table: [(Lists, Lists); 6] = [
            (&[], &[]),
            (&[&[1], &[2], &[]], &[]),
            (&[&[0]], &[&[0]]),
            (&[&[2], &[0], &[1]], &[&[0, 2, 1]]),
            (&[&[1], &[2, 0], &[0]], &[&[0, 1]]),
            (&[&[1], &[2], &[1], &[4], &[3, 0]], &[&[1, 2], &[3, 4]]),
        ];
        for (next, expected) in table {
            let next: Vec<Vec<usize>> = next.iter().map(|list| list.to_vec()).collect();
            assert_eq!(cycles(&next), expected, "{next:?}");
        }
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let long = 200_000;
        let next: Vec<Vec<usize>> = (0..long).map(|n| vec![(n + 1) % long]).collect();
        assert_eq!(cycles(&next), [(0..long).collect::<Vec<_>>()]);
    }
}

//! Rounds in which contenders take turns.

use std::hint::black_box;
use std::time::Duration;

use crate::clock::cpu;
use crate::{Options, Result};

/// One contender.
pub struct Case<'a> {
    name: &'a str,
    run: Box<dyn FnMut() -> usize + 'a>,
}

impl<'a> Case<'a> {
    /// `run` does the work once; what it returns is only kept from being optimised away.
    pub fn new(name: &'a str, run: impl FnMut() -> usize + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }
}

/// Nanoseconds, or any other unit, of one contender, one value a round.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The contender.
    pub name: String,
    /// In the order of the rounds.
    pub values: Vec<f64>,
}

/// The contenders of one measurement, in the order of the table.
#[derive(Clone, Debug, Default)]
pub struct Samples(pub Vec<Sample>);

impl Samples {
    /// The median of a contender, or `None` if it did not take part.
    #[must_use]
    pub fn median(&self, name: &str) -> Option<f64> {
        self.find(name).map(|sample| median(&sample.values))
    }

    /// How many times more `name` takes than `base`: the median of the ratios of each round.
    #[must_use]
    pub fn ratio(&self, name: &str, base: &str) -> Option<f64> {
        let (of, to) = (self.find(name)?, self.find(base)?);
        let ratios: Vec<_> = of
            .values
            .iter()
            .zip(&to.values)
            .map(|(of, to)| of / to)
            .collect();
        Some(median(&ratios))
    }

    /// Half of the range in which the middle half of a contender's rounds lies, in parts of its median; of the
    /// noisiest contender.
    #[must_use]
    pub fn noise(&self) -> f64 {
        self.0
            .iter()
            .map(|sample| spread(&sample.values))
            .fold(0.0, f64::max)
    }

    /// Adds one value.
    pub fn push(&mut self, name: &str, value: f64) {
        match self.0.iter_mut().find(|sample| sample.name == name) {
            Some(sample) => sample.values.push(value),
            None => self.0.push(Sample {
                name: name.to_owned(),
                values: vec![value],
            }),
        }
    }

    fn find(&self, name: &str) -> Option<&Sample> {
        self.0.iter().find(|sample| sample.name == name)
    }
}

/// Runs the contenders in turns. Values are nanoseconds of CPU time for one run.
///
/// # Errors
///
/// A platform without a clock of CPU time.
pub fn run(options: &Options, cases: &mut [Case<'_>]) -> Result<Samples> {
    let mut times = Vec::new();
    for case in &mut *cases {
        times.push(repetitions(options.slice, case)?);
    }
    let mut samples = Samples::default();
    for round in 0..options.rounds {
        // Every other round goes backwards, so that nobody always follows the same neighbour.
        let mut order: Vec<_> = (0..cases.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        let mut values = vec![0.0; cases.len()];
        for index in order {
            let (Some(case), Some(times), Some(value)) = (
                cases.get_mut(index),
                times.get(index),
                values.get_mut(index),
            ) else {
                continue;
            };
            *value = nanoseconds(*times, case)?;
        }
        for (case, value) in cases.iter().zip(values) {
            samples.push(case.name, value);
        }
    }
    Ok(samples)
}

/// Nanoseconds of CPU time that one piece of work takes on this thread, with what it returns.
///
/// # Errors
///
/// A platform without a clock of CPU time.
pub fn once<T>(work: impl FnOnce() -> T) -> Result<(f64, T)> {
    let start = cpu()?;
    let result = black_box(work());
    Ok(((cpu()? - start).as_secs_f64() * 1e9, result))
}

/// How often a contender runs in one slice of a round; running it warms it up.
fn repetitions(slice: Duration, case: &mut Case<'_>) -> Result<u32> {
    let mut times = 1_u32;
    loop {
        let spent = nanoseconds(times, case)? * f64::from(times) / 1e9;
        if spent >= slice.as_secs_f64() || times >= 1 << 24 {
            return Ok(times);
        }
        times *= 2;
    }
}

fn nanoseconds(times: u32, case: &mut Case<'_>) -> Result<f64> {
    let start = cpu()?;
    for _ in 0..times {
        black_box((case.run)());
    }
    Ok((cpu()? - start).as_secs_f64() * 1e9 / f64::from(times))
}

/// The middle value; of an even number of values, the mean of the two in the middle. 0 of none.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

fn spread(values: &[f64]) -> f64 {
    (quantile(values, 0.75) - quantile(values, 0.25)) / 2.0 / quantile(values, 0.5)
}

/// Linear between neighbours.
fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part * (sorted.len().saturating_sub(1)) as f64;
    let below = sorted
        .get(place.floor() as usize)
        .copied()
        .unwrap_or_default();
    let above = sorted
        .get(place.ceil() as usize)
        .copied()
        .unwrap_or_default();
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_ratios() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        let mut samples = Samples::default();
        for (a, b) in [(10.0, 5.0), (30.0, 10.0), (8.0, 4.0)] {
            samples.push("a", a);
            samples.push("b", b);
        }
        assert_eq!(samples.ratio("a", "b"), Some(2.0));
        assert_eq!(samples.ratio("a", "c"), None);
        assert_eq!(samples.median("b"), Some(5.0));
    }
}

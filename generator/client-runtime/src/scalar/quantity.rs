//! Amounts: newtypes of integers that are added, and turned into those of another unit.

/// Gives newtypes of integers, made by `scalar!`, what amounts can do: `quantity!(Euro)` sums and differences,
/// `quantity!(Euro = 100 Cent)` conversions, which fail where the other type cannot hold what comes out.
///
/// ```
/// trueup_client::scalar! {
///     /// Euros.
///     pub struct Euro: Integer<i64>;
/// }
/// trueup_client::scalar! {
///     /// Cents.
///     pub struct Cent: Integer<i64>;
/// }
/// trueup_client::quantity!(Euro);
/// trueup_client::quantity!(Euro = 100 Cent);
///
/// let sum: Euro = [Euro(1), Euro(2)].into_iter().sum();
/// assert_eq!(sum + Euro(1), Euro(4));
/// assert_eq!(Euro(i64::MAX).checked_add(Euro(1)), None);
/// assert_eq!(Cent::try_from(Euro(4)), Ok(Cent(400)));
/// assert!(Euro::try_from(Cent(450)).is_err(), "that is no whole number");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! quantity {
    ($name:ident) => {
        impl $name {
            /// The sum; `None` if the type cannot hold it.
            #[must_use]
            #[inline]
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).map(Self)
            }

            /// The difference; `None` if the type cannot hold it.
            #[must_use]
            #[inline]
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }
        }

        /// # Panics
        ///
        /// When the type cannot hold the sum.
        impl std::ops::Add for $name {
            type Output = Self;
            #[inline]
            #[track_caller]
            fn add(self, other: Self) -> Self {
                $crate::scalar::within_range(self.checked_add(other))
            }
        }

        /// # Panics
        ///
        /// When the type cannot hold the difference.
        impl std::ops::Sub for $name {
            type Output = Self;
            #[inline]
            #[track_caller]
            fn sub(self, other: Self) -> Self {
                $crate::scalar::within_range(self.checked_sub(other))
            }
        }

        impl std::ops::AddAssign for $name {
            #[inline]
            #[track_caller]
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl std::ops::SubAssign for $name {
            #[inline]
            #[track_caller]
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl std::iter::Sum for $name {
            #[inline]
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self(0), |sum, amount| sum + amount)
            }
        }

        impl<'a> std::iter::Sum<&'a $name> for $name {
            #[inline]
            fn sum<I: Iterator<Item = &'a $name>>(amounts: I) -> Self {
                amounts.copied().sum()
            }
        }
    };
    ($name:ident = $times:literal $other:ident) => {
        /// An error if the type cannot hold what comes out.
        impl TryFrom<$name> for $other {
            type Error = $crate::ScalarError;
            #[inline]
            fn try_from(amount: $name) -> Result<Self, $crate::ScalarError> {
                let number = $crate::scalar::multiplied(i128::from(amount.0), $times);
                let number = number.and_then(|number| number.try_into().ok());
                number.map(Self).ok_or_else(|| {
                    $crate::ScalarError::new(concat!(
                        "an amount that ",
                        stringify!($other),
                        " can hold"
                    ))
                })
            }
        }

        /// An error if no whole number comes out, or one that the type cannot hold.
        impl TryFrom<$other> for $name {
            type Error = $crate::ScalarError;
            #[inline]
            fn try_from(amount: $other) -> Result<Self, $crate::ScalarError> {
                let number = $crate::scalar::divided(i128::from(amount.0), $times);
                let number = number.and_then(|number| number.try_into().ok());
                number.map(Self).ok_or_else(|| {
                    $crate::ScalarError::new(concat!("a whole number of ", stringify!($name)))
                })
            }
        }
    };
}

/// What came out of adding or subtracting.
///
/// # Panics
///
/// When nothing did, because the type cannot hold it.
#[doc(hidden)]
#[track_caller]
#[expect(
    clippy::panic,
    reason = "a wrong amount is worse, and `checked_add` is there for others"
)]
pub fn within_range<T>(amount: Option<T>) -> T {
    match amount {
        Some(amount) => amount,
        None => panic!("the amount is out of the type's range"),
    }
}

/// So many times the number.
#[doc(hidden)]
#[must_use]
pub fn multiplied(number: i128, times: u64) -> Option<i128> {
    number.checked_mul(times.into())
}

/// The number divided, if it is divisible.
#[doc(hidden)]
#[must_use]
pub fn divided(number: i128, by: u64) -> Option<i128> {
    let by = i128::from(by);
    (number.checked_rem(by)? == 0).then_some(number / by)
}

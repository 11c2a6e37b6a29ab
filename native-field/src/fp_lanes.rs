//! Elements of the field side by side.

use crate::fp::Fp;
#[cfg(eight_lanes)]
use crate::lanes::Digits;

/// [`Fp::LANES`] elements of the field, which stay in the form in which the processor computes with all of them at once.
#[derive(Clone, Copy)]
pub struct FpLanes(Form);

#[derive(Clone, Copy)]
enum Form {
    /// In vectors, where the processor has the instructions.
    #[cfg(eight_lanes)]
    Digits(Digits),
    Each([Fp; Fp::LANES]),
}

impl From<&[Fp; Fp::LANES]> for FpLanes {
    fn from(lanes: &[Fp; Fp::LANES]) -> Self {
        #[cfg(eight_lanes)]
        if let Some(digits) = Digits::new(lanes.each_ref().map(|lane| &lane.0)) {
            return FpLanes(Form::Digits(digits));
        }
        FpLanes(Form::Each(*lanes))
    }
}

impl FpLanes {
    /// The elements.
    pub fn to_array(&self) -> [Fp; Fp::LANES] {
        match &self.0 {
            #[cfg(eight_lanes)]
            Form::Digits(digits) => digits.to_array().map(Fp),
            Form::Each(lanes) => *lanes,
        }
    }

    /// `self + other` in each lane.
    #[inline]
    pub fn add(&self, other: &FpLanes) -> FpLanes {
        #[cfg(eight_lanes)]
        if let (Form::Digits(a), Form::Digits(b)) = (&self.0, &other.0) {
            return FpLanes(Form::Digits(a.add(b)));
        }
        self.each(other, Fp::add)
    }

    /// `self - other` in each lane.
    #[inline]
    pub fn sub(&self, other: &FpLanes) -> FpLanes {
        #[cfg(eight_lanes)]
        if let (Form::Digits(a), Form::Digits(b)) = (&self.0, &other.0) {
            return FpLanes(Form::Digits(a.sub(b)));
        }
        self.each(other, Fp::sub)
    }

    /// `self * other` in each lane.
    #[inline]
    pub fn mul(&self, other: &FpLanes) -> FpLanes {
        #[cfg(eight_lanes)]
        if let (Form::Digits(a), Form::Digits(b)) = (&self.0, &other.0) {
            return FpLanes(Form::Digits(a.mul(b)));
        }
        self.each(other, Fp::mul)
    }

    /// `self * self` in each lane.
    #[inline]
    pub fn square(&self) -> FpLanes {
        #[cfg(eight_lanes)]
        if let Form::Digits(digits) = &self.0 {
            return FpLanes(Form::Digits(digits.mul(digits)));
        }
        self.each(self, |lane, _| lane.square())
    }

    /// `2 self` in each lane.
    #[inline]
    pub fn double(&self) -> FpLanes {
        self.add(self)
    }

    /// Whether each lane is zero.
    #[inline]
    pub fn are_zero(&self) -> [bool; Fp::LANES] {
        match &self.0 {
            #[cfg(eight_lanes)]
            Form::Digits(digits) => {
                let zeros = digits.zeros();
                core::array::from_fn(|lane| zeros >> lane & 1 == 1)
            }
            Form::Each(lanes) => core::array::from_fn(|lane| lanes[lane].is_zero()),
        }
    }

    fn each(&self, other: &FpLanes, of: impl Fn(&Fp, &Fp) -> Fp) -> FpLanes {
        let (a, b) = (self.to_array(), other.to_array());
        FpLanes(Form::Each(core::array::from_fn(|lane| {
            of(&a[lane], &b[lane])
        })))
    }
}

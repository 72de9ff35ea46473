//! Reading a chunk's bytes, none of which is trusted.

use super::{ACTOR_BYTES, GateError};
use crate::id::Actor;

/// What is left to read.
pub(in crate::sync) struct Input<'a>(pub(in crate::sync) &'a [u8]);

impl<'a> Input<'a> {
    pub(in crate::sync) fn take(&mut self, count: usize) -> Result<&'a [u8], GateError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(GateError::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(in crate::sync) fn array<const N: usize>(&mut self) -> Result<[u8; N], GateError> {
        self.take(N)?.try_into().map_err(|_| GateError::Length)
    }

    pub(in crate::sync) fn count(&mut self, most: u64) -> Result<u64, GateError> {
        let count = self.unsigned()?;
        if most < count { Err(GateError::TooMuchWork) } else { Ok(count) }
    }

    pub(in crate::sync) fn prefixed(&mut self, most: u64) -> Result<&'a [u8], GateError> {
        let length = self.count(most)?;
        self.take(usize::try_from(length).map_err(|_| GateError::Length)?)
    }

    pub(in crate::sync) fn actor(&mut self) -> Result<Actor, GateError> {
        Actor::from_slice(self.prefixed(ACTOR_BYTES)?).ok_or(GateError::Actor)
    }

    pub(in crate::sync) fn unsigned(&mut self) -> Result<u64, GateError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && 1 < part {
                return Err(GateError::Length);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(GateError::Length)
    }

    pub(in crate::sync) fn signed(&mut self) -> Result<i64, GateError> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64_u32.saturating_sub(shift + 7);
                return Ok(value << unused >> unused);
            }
        }
        Err(GateError::Length)
    }
}

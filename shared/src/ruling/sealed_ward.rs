//! The ward's rulings as a phone keeps them.

use minicbor::{Decode, Encode};

use super::{Appraisal, RegistrationVerdict, Ruled, RuledWard, Ruling, SchemeChoice};
use crate::id::OrganisationId;
use crate::month::Month;
use crate::org::Organisation;
use crate::scheme::Scheme;
use crate::sealed::Sealed;

/// What the rulings seen so far amount to, read as far as the phone needs it at
/// its start; all others stand in it as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct SealedWard {
    /// The register, in the order of registration.
    #[n(0)]
    pub organisations: Vec<Organisation>,
    /// The schemes, in the order in which they were applied.
    #[n(1)]
    pub schemes: Vec<Sealed<Scheme>>,
    /// The month the ward works on.
    #[n(2)]
    pub month: Option<Month>,
    /// The number of the last ruling that was folded in.
    #[n(3)]
    pub seq: u64,
    /// Which scheme judges what, the later choice last.
    #[n(4)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub choices: Vec<SchemeChoice>,
    /// The rulings that are read later, or by a later program, in their order.
    #[n(13)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub rest: Vec<Ruled<Sealed<Ruling>>>,
}

/// The rulings that the phone reads at once. Numbers as in [`Ruling`].
#[derive(Decode)]
enum AtOnce {
    #[n(0)]
    Registered(#[n(0)] Organisation),
    #[n(1)]
    SchemeApplied(#[n(0)] Sealed<Scheme>),
    #[n(2)]
    MonthOpened(#[n(0)] Month),
    #[n(3)]
    SchemeChosen(#[n(0)] SchemeChoice),
}

/// The rulings of the rest that the phone's pages look at. Numbers as in [`Ruling`].
#[derive(Decode)]
enum Later {
    #[n(9)]
    Appraised(#[n(0)] Appraisal),
    #[n(10)]
    RegistrationJudged(#[n(0)] RegistrationVerdict),
}

impl SealedWard {
    /// Folds a ruling in. One that was folded in before makes no difference.
    pub fn apply(&mut self, ruled: Ruled<Sealed<Ruling>>) {
        if ruled.seq <= self.seq {
            return;
        }
        self.seq = ruled.seq;
        match ruled.ruling.read_as() {
            Some(AtOnce::Registered(organisation)) => super::register(&mut self.organisations, organisation),
            Some(AtOnce::SchemeApplied(scheme)) => super::apply_scheme(&mut self.schemes, scheme),
            Some(AtOnce::MonthOpened(month)) => self.month = Some(month),
            Some(AtOnce::SchemeChosen(choice)) => super::choose(&mut self.choices, choice),
            None => self.rest.push(ruled),
        }
    }

    /// Waits for the first ruling again: all of them are on their way once more.
    pub fn begin_anew(&mut self) {
        self.seq = 0;
        self.rest.clear();
    }

    /// What the phone's pages judge by, read: the schemes, and of the rest what
    /// the ward said of the cell's registrations and years. What this program
    /// does not understand is left out: nothing can be judged by it here.
    pub fn opened(&self) -> RuledWard {
        let mut opened = RuledWard {
            organisations: self.organisations.clone(),
            schemes: self.schemes.iter().filter_map(Sealed::read).collect(),
            month: self.month,
            seq: self.seq,
            choices: self.choices.clone(),
            ..RuledWard::default()
        };
        for ruled in &self.rest {
            match ruled.ruling.read_as() {
                Some(Later::Appraised(appraisal)) => opened.appraise(appraisal),
                Some(Later::RegistrationJudged(verdict)) => opened.judge_registration(verdict),
                None => {}
            }
        }
        opened
    }

    /// The registered organisation `id`.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replica::encode;
    use crate::ruling::tests::{judged, organisation, scheme};
    use crate::sorted_map::SortedMap;

    fn ruled(seq: u64, ruling: &Ruling) -> Ruled<Sealed<Ruling>> {
        Ruled { seq, ruling: Sealed::of(ruling) }
    }

    fn appraised(of: u16) -> Ruling {
        Ruling::Appraised(Appraisal {
            judged: judged(of),
            scheme: "qd-124".to_owned(),
            answers: SortedMap::new(),
            remarks: SortedMap::new(),
            by: "Đ/c Mẫu".to_owned(),
        })
    }

    #[test]
    fn what_the_phone_reads_is_what_the_ward_ruled() {
        let rulings = [
            Ruling::Registered(organisation()),
            Ruling::SchemeApplied(scheme("a")),
            appraised(2024),
            Ruling::SchemeApplied(scheme("b")),
            Ruling::MonthOpened("2024-11".parse().unwrap()),
            appraised(2023),
            appraised(2024),
            Ruling::Registered(Organisation { name: "Tên mới".to_owned(), ..organisation() }),
            Ruling::SchemeApplied(scheme("a")),
        ];
        let (mut phone, mut ward) = (SealedWard::default(), RuledWard::default());
        for (seq, ruling) in (1..).zip(rulings) {
            phone.apply(ruled(seq, &ruling));
            phone.apply(ruled(seq, &ruling));
            ward.apply(Ruled { seq, ruling });
        }
        assert_eq!(phone.opened(), ward);
        let stored: SealedWard = minicbor::decode(&encode(&phone)).unwrap();
        assert_eq!(stored, phone);
    }

    #[test]
    fn a_ruling_of_a_later_program_is_kept_as_it_came() {
        let unknown: Sealed<Ruling> = minicbor::decode(&[0x82, 0x18, 99, 0x81, 0x01]).unwrap();
        let mut phone = SealedWard::default();
        phone.apply(Ruled { seq: 1, ruling: unknown.clone() });
        phone.apply(ruled(2, &Ruling::MonthOpened("2024-11".parse().unwrap())));
        assert_eq!(phone.rest, [Ruled { seq: 1, ruling: unknown }]);
        assert_eq!((phone.seq, phone.opened().month), (2, "2024-11".parse().ok()));
    }

    #[test]
    fn what_a_restored_server_sends_again_stands_once() {
        let mut phone = SealedWard::default();
        phone.apply(ruled(1, &appraised(2024)));
        let before = phone.clone();
        phone.begin_anew();
        phone.apply(ruled(1, &appraised(2024)));
        assert_eq!(phone, before);
    }

    #[test]
    fn a_scheme_that_is_not_understood_judges_nothing() {
        let sealed = minicbor::decode(&[0x82, 0x01, 0x61, b'x']).unwrap();
        let ward = SealedWard { schemes: vec![sealed], ..SealedWard::default() };
        assert_eq!(ward.opened().schemes, []);
    }
}

//! One verification: three inputs, one answer.

use std::cell::RefCell;
use std::ptr;

/// Report, registry, options.
const INPUTS: usize = 3;

struct Buffers {
    inputs: [Vec<u8>; INPUTS],
    answer: String,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = const {
        RefCell::new(Buffers {
            inputs: [const { Vec::new() }; INPUTS],
            answer: String::new(),
        })
    };
}

pub fn input(slot: usize, len: usize) -> *mut u8 {
    BUFFERS.with_borrow_mut(|buffers| match buffers.inputs.get_mut(slot) {
        Some(input) => {
            *input = vec![0; len];
            input.as_mut_ptr()
        }
        None => ptr::null_mut(),
    })
}

pub fn verify() -> *const u8 {
    BUFFERS.with_borrow_mut(|buffers| {
        let [report, registry, options] = &buffers.inputs;
        buffers.answer = assay_json::verify_text(report, registry, options);
        buffers.answer.as_ptr()
    })
}

pub fn answer_len() -> usize {
    BUFFERS.with_borrow(|buffers| buffers.answer.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_the_json_crate() {
        assert_eq!(answer_len(), 0);
        let at = verify();
        assert!(!at.is_null());
        let expected = assay_json::verify_text(&[], &[], &[]);
        BUFFERS.with_borrow(|buffers| assert_eq!(buffers.answer, expected));
        assert_eq!(answer_len(), expected.len());
    }

    #[test]
    fn inputs_have_their_place_and_length() {
        for slot in 0..INPUTS {
            assert!(!input(slot, 3).is_null());
        }
        BUFFERS.with_borrow(|buffers| assert!(buffers.inputs.iter().all(|i| i.len() == 3)));
        assert!(input(INPUTS, 3).is_null());
    }
}

//! Right programs compile and run; wrong ones do not, and the compiler says why.

#[test]
fn right_programs_compile_and_wrong_ones_do_not() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}

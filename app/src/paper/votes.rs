//! Votes in words.

use shared::lang::Lang;
use shared::record::resolution::Vote;

use crate::format::number;
use crate::t;

/// "21/22 đồng chí tán thành, đạt 95%", and how the others voted.
pub fn vote_line(lang: Lang, vote: Vote) -> String {
    let n = |count: u16| number(lang, count);
    let percent = number(lang, vote.percent().unwrap_or(0));
    let result = t::vote_result(lang, n(vote.approve), n(vote.voters), percent);
    if vote.against == 0 && vote.abstain == 0 {
        return result;
    }
    t::paper_vote_others(lang, result, n(vote.against), n(vote.abstain))
}

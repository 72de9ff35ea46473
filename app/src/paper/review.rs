//! The review of a year: the twelve months, what went well and what did not,
//! the grade that the cell proposes.

use shared::record::review::Review;

use super::heading::{heading, recipients, secretary};
use super::months::twelve_months;
use super::votes::vote_line;
use super::wording::{Sections, paragraph, section};
use super::{Block, Layout, Paper, Sources, Title};
use crate::format::{date, digits};
use crate::proposal::proposed_word;
use crate::t;

/// The review.
pub fn review(sources: &Sources<'_>, review: &Review) -> Paper {
    let lang = sources.lang;
    let year = review.year.map(|year| year.to_string()).unwrap_or_default();
    let mut sections = Sections::default();
    let mut blocks = Vec::new();
    if let Some(year) = review.year {
        blocks.push(Block::Heading(sections.next(lang, t::paper_review_months(lang))));
        blocks.push(Block::Table(twelve_months(sources, year)));
    }
    let texts = [
        (t::paper_review_strengths(lang), &review.strengths),
        (t::paper_review_shortcomings(lang), &review.shortcomings),
        (t::paper_review_causes(lang), &review.causes),
        (t::paper_review_measures(lang), &review.measures),
    ];
    for (title, text) in texts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        blocks.extend(section(sections.next(lang, title), text));
    }
    let scheme = review.year.and_then(|year| sources.ruled.year_scheme_for(sources.organisation, year));
    if let Some(grade) = proposed_word(lang, scheme, review.grade, review.own_grade.as_deref()) {
        blocks.push(Block::Heading(sections.next(lang, t::paper_review_proposal(lang))));
        blocks.extend(paragraph(t::paper_review_grade(lang, grade)));
    }
    let vote = review.vote.map(|vote| match review.submitted_on {
        Some(day) => t::paper_review_adopted(lang, date(lang, day), vote_line(lang, vote)),
        None => t::paper_voted(lang, vote_line(lang, vote)),
    });
    blocks.extend(vote.map(Block::Paragraph));
    Paper {
        file: format!("{}-{year}", t::paper_file_review(lang)),
        layout: Layout::Upright,
        heading: heading(sources, None, review.submitted_on),
        title: Title {
            kind: t::paper_review_title(lang).to_owned(),
            about: t::paper_review_of(lang, &sources.organisation.name, digits(lang, &year)),
        },
        blocks,
        list: None,
        signatures: vec![secretary(sources, review.submitted_on)],
        recipients: recipients(lang),
    }
}

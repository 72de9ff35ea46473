//! The grades by which a year is judged, as a form offers them: those of the scheme
//! that judges it, or the national four where none is known.

use shared::lang::Lang;
use shared::record::review::YearGrade;
use shared::scheme::Scheme;

use crate::field_word::year_grade_word;

/// A grade as records hold it: as one of the national four, and by its id in the
/// scheme. Either may be missing.
pub type Held = (Option<YearGrade>, Option<String>);

/// The grades with their names in forms, the best first.
pub fn offered(lang: Lang, scheme: Option<&Scheme>) -> Vec<(String, String)> {
    match scheme {
        Some(scheme) => {
            let grade = |grade: &shared::scheme::Grade| (grade.id.clone(), grade.text.get(lang).to_owned());
            scheme.grades.iter().map(grade).collect()
        }
        None => {
            YearGrade::ALL.map(|one| (one.name().to_owned(), year_grade_word(lang, one).to_owned())).to_vec()
        }
    }
}

/// The name in forms of the grade that a record holds; empty where it holds none.
pub fn named(scheme: Option<&Scheme>, four: Option<YearGrade>, own: Option<&str>) -> String {
    let name = match scheme {
        Some(scheme) => scheme.proposed(four, own).map(|grade| grade.id.as_str()),
        None => four.map(YearGrade::name),
    };
    name.unwrap_or_default().to_owned()
}

/// The grade of this name, as a record is to hold it.
pub fn held(scheme: Option<&Scheme>, name: &str) -> Held {
    match scheme {
        Some(scheme) => (scheme.one_of_four(name), scheme.place(name).map(|_| name.to_owned())),
        None => (YearGrade::from_name(name), None),
    }
}

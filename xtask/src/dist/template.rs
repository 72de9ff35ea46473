//! Templates are files that stay valid as what they are (HTML, JavaScript),
//! with places like `%%NAME%%` for what only the build knows.

use anyhow::{Result, bail};

/// Fills every place of a template. A place without a value, or a value
/// without a place, is an error: one of the two was renamed.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (name, value) in values {
        let place = format!("%%{name}%%");
        if !text.contains(&place) {
            bail!("the template has no place {place}");
        }
        text = text.replace(&place, value);
    }
    if let Some((_, rest)) = text.split_once("%%") {
        let name: String = rest.chars().take_while(|letter| *letter != '%').collect();
        bail!("the template's place %%{name}%% has no value");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, values: &[(&str, &str)], expected: Result<&str, &str>) {
        let filled = fill(template, values).map_err(|error| error.to_string());
        let filled = filled.as_deref().map_err(String::as_str);
        assert_eq!(filled, expected);
    }

    #[test]
    fn every_place_and_every_value_is_used() {
        check("plain", &[], Ok("plain"));
        check("a %%X%% b %%X%%", &[("X", "1")], Ok("a 1 b 1"));
        check("%%X%%%%Y%%", &[("X", "1"), ("Y", "2")], Ok("12"));
        check("a", &[("X", "1")], Err("the template has no place %%X%%"));
        check("%%X%% %%NEW%%", &[("X", "1")], Err("the template's place %%NEW%% has no value"));
    }
}

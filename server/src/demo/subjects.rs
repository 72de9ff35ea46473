//! What cells of the province have to do in each month of 2024: invented, but
//! of the season, as one finds it in neighbourhood resolutions.

mod first_half;
mod second_half;

/// What one task may be about. `{n}` stands for a number.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// What is to be done.
    pub what: &'static str,
    /// By what one sees it.
    pub product: &'static str,
    /// What is reported on the way.
    pub midway: &'static str,
    /// What is reported at the end.
    pub end: &'static str,
}

/// The festival of mid-autumn was on 17 September, ten days after the storm,
/// and was called off.
pub const AUTUMN_FESTIVAL: &str = "Tổ chức Tết Trung thu cho thiếu nhi trong khu";

pub const fn subject(
    what: &'static str,
    product: &'static str,
    midway: &'static str,
    end: &'static str,
) -> Subject {
    Subject { what, product, midway, end }
}

/// What a month is about.
#[derive(Debug)]
pub struct Season {
    /// What the regular resolution says of the month before.
    pub review: &'static str,
    /// What it puts first.
    pub focus: &'static str,
    /// What there is to do.
    pub subjects: [Subject; 6],
}

/// The season of the month with this number, 1 to 12.
pub fn season(number: u8) -> &'static Season {
    let [jan, feb, mar, apr, may, jun] = &first_half::SEASONS;
    let [jul, aug, sep, oct, nov, dec] = &second_half::SEASONS;
    match number {
        1 => jan,
        2 => feb,
        3 => mar,
        4 => apr,
        5 => may,
        6 => jun,
        7 => jul,
        8 => aug,
        9 => sep,
        10 => oct,
        11 => nov,
        _ => dec,
    }
}

//! Has the server built anew when the site that it embeds changes.

fn main() -> std::io::Result<()> {
    // A watched folder must exist, or the server would be built anew each time.
    std::fs::create_dir_all("../target/site")?;
    println!("cargo::rerun-if-changed=../target/site");
    println!("cargo::rerun-if-changed=migrations");
    Ok(())
}

//! The program comes in two parts: what a page needs and the phone has not
//! kept yet is asked for again, and nothing else stops meanwhile.

use serde_json::json;
use tests::browser::Browser;

use tests::story::{CELL, Place, begin};

const NOT_YET: &str = "chưa có trên máy";

#[tokio::test]
async fn a_page_that_is_not_on_the_phone_yet_says_so_and_comes_with_the_signal() {
    let place = Place::new();
    let (server, phone) = begin(&place).await;
    let origin = server.origin.clone();

    // The signal was lost before the second step of the download was done.
    server.kill();
    forget_later_part(&phone).await;
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.sees("h1", NOT_YET).await;
    phone.tap("#later-again").await;
    phone.sees("h1", NOT_YET).await;

    // Home and the sync are there all the same; of the month home says that it is to come.
    phone.tap("nav a[href='/cell']").await;
    phone.sees("h1", CELL).await;
    phone.sees("main [role=alert]", "chưa kịp tải về máy").await;
    phone.goto(&format!("{origin}/cell/sync")).await;
    phone.sees("#sum", "Mọi thay đổi đã tới phường").await;
    phone.tap("nav a[href='/cell/tasks']").await;
    phone.sees("h1", NOT_YET).await;

    // With the signal the page comes by itself, and the phone keeps it.
    let server = place.serve();
    phone.run("return dispatchEvent(new Event('online'));").await;
    phone.wait("document.querySelector('.list a')").await;
    phone.installed().await;
    server.kill();
    clear_network_cache(&phone).await;
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.wait("document.querySelector('#what')").await;

    // A cold start without a signal shows the month's goods and steps.
    phone.goto("about:blank").await;
    phone.goto(&format!("{origin}/cell")).await;
    phone.wait("document.querySelectorAll('.good').length === 4").await;
    phone.wait("document.querySelector('#steps li, #done-steps li')").await;
}

/// Puts the phone back to the moment before the later part was kept.
async fn forget_later_part(phone: &Browser) {
    let forgotten = phone
        .run(
            "return (async () => {
                let forgotten = 0;
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const { url } of await cache.keys()) {
                        if (url.includes('/pkg/later.') && await cache.delete(url)) forgotten += 1;
                    }
                }
                return forgotten;
            })();",
        )
        .await;
    assert_eq!(forgotten, 1);
    clear_network_cache(phone).await;
}

async fn clear_network_cache(phone: &Browser) {
    phone.cdp("Network.clearBrowserCache", json!({})).await;
}

// Keeps a page of the ward as it is now while somebody looks at it: the server
// says that there is news, and the page is asked for anew. Where something may
// be typed or is marked, nothing is touched; the reader is told instead.
// Plain JavaScript, and the only script of these pages.

// The first news is shown at once, what comes right after it together.
const REST_MS = 600;
// After the server took no more listeners, or the session ended.
const AGAIN_MS = 30_000;

const root = document.documentElement;
let seen = Number(root.dataset.seen);
let source;
let retry;
let drawing = false;
let more = false;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const mayDraw = () => !document.querySelector('form') && getSelection()?.type !== 'Range';

const tell = () => {
  const notice = document.getElementById('news');
  if (notice) notice.hidden = false;
};

// What a reader folded stays so, and the keyboard stays where it was: things are
// known by their own id or by what they say within the part that has one.
const known = (element) => {
  if (element.id) return element.id;
  const said = element.matches('details') ? element.querySelector('summary') : element;
  return `${element.closest('[id]').id} ${element.getAttribute('href')} ${said?.textContent}`;
};
const things = (main, selector) => [...main.querySelectorAll(selector)];
const keep = (before, after) => {
  const folded = new Map(things(before, 'details').map((details) => [known(details), details.open]));
  for (const details of things(after, 'details')) details.open = folded.get(known(details)) ?? details.open;
  const step = document.activeElement;
  if (!before.contains(step)) return undefined;
  return things(after, step.localName).find((other) => known(other) === known(step));
};

const draw = async () => {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok || answer.redirected) throw new Error(`the page is answered with ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [before, after] = [document, fresh].map((page) => page.getElementById('main'));
  if (!before || !after || !mayDraw()) throw new Error('the page cannot be drawn anew');
  const step = keep(before, after);
  document.title = fresh.title;
  before.replaceWith(document.adoptNode(after));
  step?.focus({ preventScroll: true });
};

const news = async () => {
  more = true;
  if (drawing) return;
  drawing = true;
  try {
    while (more) {
      more = false;
      if (mayDraw()) await draw();
      else tell();
      await pause(REST_MS);
    }
  } catch (error) {
    console.warn('the news is not shown:', error);
    tell();
  } finally {
    drawing = false;
  }
};

const stop = () => {
  clearTimeout(retry);
  source?.close();
  source = undefined;
};

// A browser has few connections to one server for all its windows, so only a
// page that is looked at takes one.
const start = () => {
  if (source || document.hidden) return;
  clearTimeout(retry);
  source = new EventSource(`${root.dataset.news}?after=${seen}`);
  source.addEventListener('news', ({ data }) => {
    seen = Number(data);
    news();
  });
  source.addEventListener('error', ({ target }) => {
    if (target !== source || target.readyState !== EventSource.CLOSED) return;
    stop();
    retry = setTimeout(start, AGAIN_MS);
  });
};

document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
addEventListener('pagehide', stop);
addEventListener('pageshow', start);
start();

// Keeps one whole build of the phone's program, so that it works without a
// signal. It knows nothing of records: those are the page's, in IndexedDB.

const BUILD = '%%BUILD%%';
// Path to integrity of what a start needs, and of what comes after it.
const FIRST = JSON.parse('%%FIRST%%');
const LATER = JSON.parse('%%LATER%%');
const SHELL = '/shell.html';
const PREFIX = 'bontot-';
const CACHE = PREFIX + BUILD;

const store = async (cache, path, integrity) => {
  const options = { integrity, credentials: 'omit' };
  // Names below /pkg/ hold the hash of the content, so what the page has just
  // downloaded need not be downloaded again.
  const get = (mode) => fetch(path, { ...options, cache: mode });
  const answer = path.startsWith('/pkg/')
    ? await get('default').catch(() => get('reload'))
    : await get('reload');
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
};

// Stores what is not there yet. One wrong or missing file is an error; what
// came before it stays, so that a bad line gets there in the end.
const keep = async (list) => {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(list).map(async ([path, integrity]) => {
    if (!(await cache.match(path, { ignoreVary: true }))) await store(cache, path, integrity);
  }));
};

// The first build on a phone is installed once it can start; the rest follows.
// Every other is stored whole before it may take the place of a whole one.
const install = async () => {
  await keep(FIRST);
  if (self.registration.active) await keep(LATER);
};

// Older builds go when this one is whole and a page of it runs, but not while
// a newer one is being stored.
const forgetOlder = async () => {
  const names = await caches.keys();
  if (self.registration.installing || self.registration.waiting) return;
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
};

let completing;
const complete = () => {
  completing ??= keep(LATER).then(forgetOlder).finally(() => { completing = undefined; });
  return completing;
};

// The page asks again and again until it hears that everything is kept.
const answer = async (page) => {
  await complete();
  page?.postMessage({ type: 'kept' });
};

const cached = async (path) => {
  const options = { ignoreVary: true };
  const cache = await caches.open(CACHE);
  // A tab that was open before an update still asks for parts of its build.
  const found = await cache.match(path, options) ?? await caches.match(path, options);
  return found ?? fetch(path);
};

// Pages outside the cell are the server's; without it the app says so.
const online = (request) => fetch(request).catch(() => cached(SHELL));

const isCell = (path) => path === '/cell' || path.startsWith('/cell/');

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new build waits until the person says so: the page asks, then sends this.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') event.waitUntil(self.skipWaiting());
  if (event.data?.type === 'complete') event.waitUntil(answer(event.source));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    event.respondWith(isCell(url.pathname) ? cached(SHELL) : online(request));
  } else if (Object.hasOwn(FIRST, url.pathname) || url.pathname.startsWith('/pkg/')) {
    event.respondWith(cached(url.pathname));
  }
});

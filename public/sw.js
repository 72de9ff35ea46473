// Keeps one whole build of the phone's program, so that it starts without a
// signal. It knows nothing of records: those are the page's, in IndexedDB.

const BUILD = '%%BUILD%%';
// Path to integrity of everything a start needs.
const PRECACHE = JSON.parse('%%PRECACHE%%');
const SHELL = '/shell.html';
const PREFIX = 'bontot-';
const CACHE = PREFIX + BUILD;

// A build is stored whole or not at all: one wrong or missing file rejects
// the installation, and the browser tries again later.
const store = async (cache, path) => {
  const options = { integrity: PRECACHE[path], credentials: 'omit' };
  // Names below /pkg/ hold the hash of the content, so what the page has just
  // downloaded need not be downloaded again.
  const get = (mode) => fetch(path, { ...options, cache: mode });
  const answer = path.startsWith('/pkg/')
    ? await get('default').catch(() => get('reload'))
    : await get('reload');
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
};

const install = async () => {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(PRECACHE).map((path) => store(cache, path)));
};

const activate = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};

const cached = async (path) => {
  const cache = await caches.open(CACHE);
  const answer = await cache.match(path, { ignoreVary: true });
  return answer ?? fetch(path);
};

// Pages outside the cell are the server's; without it the app says so.
const online = (request) => fetch(request).catch(() => cached(SHELL));

const isCell = (path) => path === '/cell' || path.startsWith('/cell/');

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

// A new build waits until the person says so: the page asks, then sends this.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    event.respondWith(isCell(url.pathname) ? cached(SHELL) : online(request));
  } else if (Object.hasOwn(PRECACHE, url.pathname)) {
    event.respondWith(cached(url.pathname));
  }
});

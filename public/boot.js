// Starts the app, and stands by with a way out when it does not start.
// Plain JavaScript because it must work when nothing else does.

const JS = '%%JS%%';
const WASM = '%%WASM%%';
const PATIENCE_MS = 20_000;

const root = document.documentElement;
const rescue = document.getElementById('rescue');

const started = () => 'ready' in root.dataset;
const showRescue = () => {
  rescue.hidden = false;
  rescue.scrollIntoView();
};

// A slow start may still succeed: then the way out goes away again.
new MutationObserver(() => {
  if (started()) rescue.hidden = true;
}).observe(root, { attributes: true, attributeFilter: ['data-ready'] });

// A panic ends the wasm with such an error: the page still shows, but nothing
// answers any more.
const onError = (error) => {
  if (error instanceof WebAssembly.RuntimeError) showRescue();
};
addEventListener('error', (event) => onError(event.error));
addEventListener('unhandledrejection', (event) => onError(event.reason));

// Forgets the installed program, never the records: those are in IndexedDB,
// which nothing here touches. Without a signal it forgets nothing, since what
// is forgotten could not be fetched again.
const reinstall = async () => {
  const answer = await fetch('/sw.js', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  // Neither exists where the page came over plain HTTP from another machine.
  const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = await globalThis.caches?.keys() ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
};

document.getElementById('rescue-button').addEventListener('click', async () => {
  try {
    await reinstall();
  } catch (error) {
    console.error('reinstalling failed:', error);
    document.getElementById('rescue-offline').hidden = false;
    return;
  }
  location.reload();
});

const start = async () => {
  const client = await import(JS);
  await client.default({ module_or_path: WASM });
};

setTimeout(() => started() || showRescue(), PATIENCE_MS);
try {
  await start();
} catch (error) {
  console.error('the app did not start:', error);
  showRescue();
}

// Everything below comes after the start, so as not to compete with it for the
// line. A failure here costs working without a signal, not the app: it tells.
const AGAIN_MS = 30_000;

const pause = () => new Promise((resolve) => {
  setTimeout(resolve, AGAIN_MS);
  addEventListener('online', resolve, { once: true });
});

// The service worker keeps what a start needs when it is installed, and the
// later parts of the app when it is asked: until all of them are there.
const keepAll = async (container) => {
  container.addEventListener('message', ({ data }) => {
    if (data?.type === 'kept') root.dataset.kept = '';
  });
  while (!('kept' in root.dataset)) {
    const { active } = await container.ready;
    active.postMessage({ type: 'complete' });
    await pause();
  }
};

// There is none where the page came over plain HTTP from another machine.
const container = navigator.serviceWorker;
try {
  await container?.register('/sw.js', { updateViaCache: 'none' });
} catch (error) {
  console.error('the service worker was not installed:', error);
}
if (container) await keepAll(container);

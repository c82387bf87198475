// Answers for the inspection pages when there is no signal: what the page itself has put into the cache, and nothing
// else. Pages come from the network whenever it is there, so that what is kept is never older than need be.
const name = "lapangan-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(fromCacheFirst(request));
  else if (url.pathname.startsWith("/petugas/lapangan")) event.respondWith(fromNetworkFirst(request, url));
});

async function fromCacheFirst(request) {
  const cache = await caches.open(name);
  // What an asset's address says never changes.
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function fromNetworkFirst(request, url) {
  const cache = await caches.open(name);
  // Known by its path: what stands behind the question mark only tells what has just been done.
  const key = url.origin + url.pathname;
  try {
    const fresh = await fetch(request);
    // Signed out, or another duty: what the phone kept is no longer theirs to see.
    if (fresh.type === "opaqueredirect" || fresh.status === 403 || fresh.status === 401) await caches.delete(name);
    else if (fresh.ok && url.search === "") await cache.put(key, fresh.clone());
    return fresh;
  } catch {
    return (await cache.match(key, { ignoreVary: true })) ?? Response.error();
  }
}

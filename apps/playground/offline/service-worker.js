// Keeps the page's own files, so that it works without a network once it was loaded. The build puts in what there is.
const version = '__VERSION__'
const files = __FILES__

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(version)
      .then((cache) => cache.addAll(files))
      .then(() => skipWaiting()),
  )
})

addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name !== version)
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  )
})

addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'GET' && new URL(request.url).origin === location.origin)
    event.respondWith(kept(request))
})

/** The newest page where there is a network; everything else, whose names tell its content, from what is kept. */
async function kept(request) {
  const cache = await caches.open(version)
  if (request.mode === 'navigate')
    return fetch(request).catch(async (error) => (await cache.match('./')) ?? Promise.reject(error))
  const known = await cache.match(request)
  if (known) return known
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

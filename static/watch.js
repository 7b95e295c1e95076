// A worker that the browser ends without a word, as one does that runs short of memory. In: how to start a worker. Out: the worker, whose
// `error` event comes then too.
// The worker holds a lock for as long as it lives (worker.js); the page waits for that lock. Where the page came over plain HTTP there are
// no locks, and nothing is noticed.

/** `start` makes a worker of that name. */
export function watched(start) {
  const name = `jiance-worker-${performance.timeOrigin}-${Math.random()}`;
  const worker = start(name);
  // It speaks only once it holds the lock.
  const watch = () =>
    navigator.locks
      ?.request(name, () => worker.dispatchEvent(new ErrorEvent("error", { message: "worker ended" })))
      // A page that is a file has no locks.
      .catch(() => undefined);
  worker.addEventListener("message", watch, { once: true });
  return worker;
}

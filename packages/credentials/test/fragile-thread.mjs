// A thread of a verifier pool that ends when it is given a certain document.
import { parentPort } from 'node:worker_threads';

await import('./source-thread.mjs');
parentPort?.on('message', (message) => {
  if (JSON.stringify(message).includes('urn:x:fatal')) process.exit(1);
});

// A thread of a verifier pool that runs from source.
import { register } from 'tsx/esm/api';

register();
await import('../src/workers/worker.ts');

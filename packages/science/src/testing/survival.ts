import type { Random } from '../core/index.ts';

/** Made-up survival data, one entry a subject. */
export interface Sample {
  time: number[];
  event: number[];
  x: number[];
  z: number[];
  group: string[];
}

/** Exponential times with hazard ratio e^x, rounded to give ties, censored at random. */
export function sample(random: Random, n: number, isRounded = true): Sample {
  const made: Sample = { time: [], event: [], x: [], z: [], group: [] };
  for (let i = 0; i < n; i++) {
    const [x, z] = [random.normal(), random.int(2)];
    const t = (-Math.log(1 - random.next()) * 10) / Math.exp(0.7 * x);
    const c = 3 + 20 * random.next();
    const end = Math.min(t, c);
    made.time.push(isRounded ? Math.ceil(end) : end);
    made.event.push(t <= c ? 1 : 0);
    made.x.push(x);
    made.z.push(z);
    made.group.push('abc'[random.int(3)]!);
  }
  return made;
}

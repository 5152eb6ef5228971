/** How often a piece is repeated: close together where work that doubles with each piece is still short, then fourfold. */
const steps = [16, 20, 24, 28, 32, 128, 512, 2_048, 8_192, 32_768, 131_072];
/** Fourfold input may take this many times as long; work that grows by the square takes 16 times as long. */
const mostGrowth = 10;
/** Shorter work is not told from noise, ms. */
const noiseMs = 3;

/**
 * Does work at growing sizes, and compares how long each size takes with the size before it: never with a fixed time, which a
 * busy computer would miss.
 *
 * @param prepare makes the work for a number of pieces; only the work is measured, and waited for
 * @param most the largest number of pieces
 * @returns null where the work grows no faster than its input; else where it first did, in words
 */
export async function fasterThanLinear(
  prepare: (pieces: number) => () => unknown,
  most = 131_072,
): Promise<string | null> {
  let before = noiseMs;
  for (const pieces of steps.filter((step) => step <= most)) {
    const work = prepare(pieces);
    let ms = await cpuMs(work);
    // The first time compiles, and any time may collect garbage.
    for (let again = 0; again < 3 && ms > mostGrowth * before; again++) ms = Math.min(ms, await cpuMs(work));
    if (ms > mostGrowth * before) return `${pieces} pieces take ${ms} ms, fewer took ${before} ms`;
    before = Math.max(noiseMs, ms);
  }
  return null;
}

/** CPU time of this thread, ms: others that share the processor do not count. */
async function cpuMs(work: () => unknown): Promise<number> {
  const from = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1000;
}

/** As much as one call carries; a plan of 100,000 uploads has 30 MB or so. */
const largestPlanBytes = 60_000_000;

/** The text of a plan's file, or why it is not read. What is in it, the engine judges. */
export async function readPlanText(
  file: Pick<File, 'size' | 'text'>,
): Promise<{ ok: true; text: string } | { ok: false; problem: string }> {
  if (file.size > largestPlanBytes) return { ok: false, problem: 'This file is too large to be a plan.' };
  try {
    return { ok: true, text: await file.text() };
  } catch {
    return { ok: false, problem: 'This file cannot be read.' };
  }
}

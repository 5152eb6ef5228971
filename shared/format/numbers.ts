const whole = new Intl.NumberFormat('en-US');

/** A count with thousands parted: 98,000. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/**
 * Where what cannot be read is set aside: beside itself, named by the time, so that nothing takes another's place. Pure.
 *
 * @param at ms UTC
 */
export function asidePath(path: string, at: number): string {
  return `${path}.broken-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`;
}

/** Fails to compile where a switch over a union leaves a case out, and throws if a value slips through all the same. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

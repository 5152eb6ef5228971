/** From so many uploads on, the store itself is the engine that scales. */
export const manyUploads = 100_000;

/**
 * A key or an upload ID is no longer than this, characters: 8 KiB, each of its bytes percent-encoded. S3's own keys end at 1 KiB;
 * other stores give out upload IDs of several thousand characters.
 */
export const longestName = 24 * 1024;

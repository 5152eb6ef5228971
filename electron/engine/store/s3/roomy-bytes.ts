/**
 * The bytes of a long answer, in memory of their own that is given back to the system at once, and not when garbage is collected
 * next: a store that sends without end is thrown away as fast as it is read. Ordinary buffers come from the C library's heap,
 * which keeps what was freed; a buffer that can be resized is mapped by itself, page by page as it fills.
 */
export class RoomyBytes {
  readonly #memory: ArrayBuffer;

  /** @param most as many bytes as ever go in: addresses are set aside for them, memory is not */
  constructor(most: number) {
    this.#memory = new ArrayBuffer(0, { maxByteLength: most });
  }

  /** Puts a piece behind what is there, and frees its own memory: nobody else may hold it. @throws RangeError beyond `most` */
  take(piece: Uint8Array): void {
    const at = this.#memory.byteLength;
    this.#memory.resize(at + piece.byteLength);
    new Uint8Array(this.#memory).set(piece, at);
    free(piece);
  }

  /** All that went in, without a copy. Nothing more may go in. */
  bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory, 0, this.#memory.byteLength);
  }

  /** Gives the memory back. Where another thread has it by now, that one does. */
  free(): void {
    freeResizable(this.#memory);
  }
}

/** Gives back the memory of bytes that came out of {@link RoomyBytes}; others are left to the collector. */
export function freeRoomy({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) freeResizable(buffer);
}

function freeResizable(memory: ArrayBuffer): void {
  if (memory.resizable && !memory.detached) memory.resize(0);
}

/** Pieces that share their memory with others (Node's pool, what a decompressor has made) stay as they are. */
function free({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && !buffer.resizable && buffer.byteLength === byteLength) buffer.transfer(0);
}

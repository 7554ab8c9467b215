// A digest of a result: every contestant's must be the same, or the row has failed. FNV-1a twice, with two bases, over
// UTF-8; tests/bench/native computes the same.
const PRIME = 16777619;
const encoder = new TextEncoder();

export class Digest {
  #low = 2166136261;
  #high = 3421674724;
  #count = 0;
  #bytes = new Uint8Array(4096);

  /** One line of the result: its values with a blank between. */
  add(...values) {
    const line = `${values.join(" ")}\n`;
    if (this.#bytes.length < line.length * 3) this.#bytes = new Uint8Array(line.length * 3);
    const { written } = encoder.encodeInto(line, this.#bytes);
    for (let i = 0; i < written; i += 1) {
      this.#low = Math.imul(this.#low ^ this.#bytes[i], PRIME);
      this.#high = Math.imul(this.#high ^ this.#bytes[i], PRIME);
    }
    this.#count += 1;
  }

  get found() {
    const hex = (word) => (word >>> 0).toString(16).padStart(8, "0");
    return { count: this.#count, hash: hex(this.#high) + hex(this.#low) };
  }
}

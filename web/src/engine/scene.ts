// Decodes the scene's array layout (core/include/throughline/scene.h). Strings are decoded only when a view
// asks for them, so a scene costs what is painted of it.

import { SCENE_FIELDS, SCENE_ROLES, SCENE_STATES, type SceneField, type SceneRole, type SceneState } from "./codes.js";
import { ThroughlineError } from "./errors.js";

const LAYOUT_VERSION = 1;
const HEADER_WORDS = 10;
const NODE_WORDS = 16;
const FIELD_WORDS = 3;
const PX64 = 64;

const decoder = new TextDecoder();
const stateBits = new Map<SceneState, number>(SCENE_STATES.map((name, bit) => [name, 2 ** bit]));
const fieldNumbers = new Map<SceneField, number>(SCENE_FIELDS.map((name, number) => [name, number]));

/** Logical CSS px: x from the inline start. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export class SceneNode {
  readonly #scene: Scene;
  readonly #at: number;
  readonly index: number;
  #id: string | undefined;
  #rect: Rect | undefined;

  constructor(scene: Scene, index: number) {
    this.#scene = scene;
    this.index = index;
    this.#at = HEADER_WORDS + index * NODE_WORDS;
  }

  get id(): string {
    return (this.#id ??= this.#scene.string(this.#word(7), this.#word(8)));
  }

  /** The parent's index, −1 for the root. */
  get parent(): number {
    return this.#word(0);
  }

  get role(): SceneRole {
    return SCENE_ROLES[this.#word(1)] ?? "view";
  }

  get rect(): Rect {
    return (this.#rect ??= {
      x: this.#word(3) / PX64,
      y: this.#word(4) / PX64,
      w: this.#word(5) / PX64,
      h: this.#word(6) / PX64,
    });
  }

  /** The event kind of marks, cards and rows; "" elsewhere. */
  get kind(): string {
    return this.#scene.string(this.#word(9), this.#word(10));
  }

  has(state: SceneState): boolean {
    return ((this.#word(2) >>> 0) & (stateBits.get(state) ?? 0)) !== 0;
  }

  /** The field's value, or undefined where the node does not carry it. */
  text(field: SceneField): string | undefined {
    const number = fieldNumbers.get(field);
    const first = this.#word(11);
    for (let i = first; i < first + this.#word(12); i += 1) {
      const [found, offset, length] = this.#scene.field(i);
      if (found === number) return this.#scene.string(offset, length);
    }
    return undefined;
  }

  number(field: SceneField): number | undefined {
    const text = this.text(field);
    return text === undefined || text === "" ? undefined : Number(text);
  }

  /** All that it says but its place: equal for nodes that say the same, also of two scenes. */
  get words(): string {
    const [first, count] = [this.#word(11), this.#word(12)];
    const kind = `${this.#word(1)} ${this.#word(2)} ${this.kind}`;
    if (count === 0) return kind;
    // A node's values stand side by side.
    const [, from] = this.#scene.field(first);
    let [to, lengths] = [from, ""];
    for (let i = first; i < first + count; i += 1) {
      const [field, offset, length] = this.#scene.field(i);
      lengths += ` ${field}:${length}`;
      to = offset + length;
    }
    return kind + lengths + this.#scene.string(from, to - from);
  }

  /** Row ids of the events behind it. */
  get rows(): readonly number[] {
    return this.#scene.rows(this.#word(13), this.#word(14));
  }

  #word(at: number): number {
    return this.#scene.word(this.#at + at);
  }
}

export class Scene {
  readonly width: number;
  readonly height: number;
  readonly contentWidth: number;
  readonly contentHeight: number;
  /** Where the viewport stands in the content, after a request with `reveal`. */
  readonly scroll: number;
  readonly nodes: readonly SceneNode[];

  readonly #words: Int32Array;
  readonly #strings: Uint8Array;
  readonly #fieldsAt: number;
  readonly #rowsAt: number;

  constructor(bytes: Uint8Array) {
    const refuse = (why: string): ThroughlineError => new ThroughlineError("internal", `The scene cannot be read: ${why}.`);
    if (bytes.length < HEADER_WORDS * 4) throw refuse("it is shorter than its header");
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    this.#words = new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / 4));
    if (this.word(0) !== LAYOUT_VERSION) throw refuse(`its layout is version ${this.word(0)}, not ${LAYOUT_VERSION}`);
    const [nodes, fields, rows, stringBytes] = [this.word(1), this.word(2), this.word(3), this.word(4)];
    this.#fieldsAt = HEADER_WORDS + nodes * NODE_WORDS;
    this.#rowsAt = this.#fieldsAt + fields * FIELD_WORDS;
    const stringsAt = (this.#rowsAt + rows) * 4;
    if (aligned.byteLength < stringsAt + stringBytes) throw refuse("it is shorter than it says");
    this.#strings = aligned.subarray(stringsAt, stringsAt + stringBytes);
    this.width = this.word(5) / PX64;
    this.height = this.word(6) / PX64;
    this.contentWidth = this.word(7) / PX64;
    this.contentHeight = this.word(8) / PX64;
    this.scroll = this.word(9) / PX64;
    this.nodes = Array.from({ length: nodes }, (_, index) => new SceneNode(this, index));
  }

  get root(): SceneNode | undefined {
    return this.nodes[0];
  }

  withRole(...roles: readonly SceneRole[]): SceneNode[] {
    return this.nodes.filter((node) => roles.includes(node.role));
  }

  childrenOf(parent: SceneNode, role?: SceneRole): SceneNode[] {
    return this.nodes.filter((node) => node.parent === parent.index && (role === undefined || node.role === role));
  }

  /** @internal */
  word(at: number): number {
    return this.#words[at] ?? 0;
  }

  /** @internal */
  string(offset: number, length: number): string {
    return decoder.decode(this.#strings.subarray(offset, offset + length));
  }

  /** @internal [field number, offset, length] */
  field(index: number): readonly [number, number, number] {
    const at = this.#fieldsAt + index * FIELD_WORDS;
    return [this.word(at), this.word(at + 1), this.word(at + 2)];
  }

  /** @internal */
  rows(first: number, count: number): number[] {
    return Array.from(this.#words.subarray(this.#rowsAt + first, this.#rowsAt + first + count));
  }
}

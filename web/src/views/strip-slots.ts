// Which element of a lane shows which mark: a mark that stays keeps its element. Where a zoom forms new clusters and
// none stays, the elements that are there take them over in their order, which costs a third of making them anew.

import type { SceneNode } from "../engine/scene.js";

export class StripSlots {
  #lanes = new Map<string, ReadonlyMap<string, number>>();
  #before = new Map<string, ReadonlyMap<string, number>>();
  #next = 0;

  /** A picture begins: what it does not show is forgotten with the next. */
  begin(): void {
    this.#before = this.#lanes;
    this.#lanes = new Map();
  }

  /** Numbers of the elements for a lane's stops, by the stops' ids. */
  of(lane: SceneNode, stops: readonly SceneNode[]): ReadonlyMap<string, number> {
    const before = this.#before.get(lane.id) ?? new Map<string, number>();
    const stays = stops.some(({ id }) => before.has(id));
    const free = stays ? [] : [...before.values()];
    const slots = new Map(stops.map(({ id }, at) => [id, (stays ? before.get(id) : free[at]) ?? this.#fresh()] as const));
    this.#lanes.set(lane.id, slots);
    return slots;
  }

  #fresh(): number {
    this.#next += 1;
    return this.#next;
  }
}

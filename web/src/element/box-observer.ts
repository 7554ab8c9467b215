/** Watches the element's own box and boxes inside it that come and go with what is painted. */
export class BoxObserver {
  readonly #observer: ResizeObserver;
  readonly #known = new Map<string, Element>();

  /** `measured` is told the name given to `watch`, and the content box in CSS px. */
  constructor(measured: (name: string, width: number, height: number) => void) {
    this.#observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        const name = [...this.#known].find(([, element]) => element === target)?.[0];
        if (name !== undefined) measured(name, contentRect.width, contentRect.height);
      }
    });
  }

  /** The element that bears the name now; null: none. */
  watch(name: string, element: Element | null): void {
    const before = this.#known.get(name);
    if (element === (before ?? null)) return;
    if (before !== undefined) this.#observer.unobserve(before);
    this.#known.delete(name);
    if (element === null) return;
    this.#known.set(name, element);
    this.#observer.observe(element);
  }

  disconnect(): void {
    this.#observer.disconnect();
    this.#known.clear();
  }
}

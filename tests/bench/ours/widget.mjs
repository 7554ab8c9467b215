// The widget's strip, driven as a hand drives it: by wheel events, one a frame.
import { AS_OF_MS } from "../jobs.mjs";

/** Wheel distance that zooms by a factor is the widget's own affair: this is one notch of a mouse. */
const NOTCH_PX = 100;
/** The last call of the year ends a little after it. */
const DAY_MS = 86_400_000;

/** Another view, and of the strip the whole range. */
const OTHERWISE = JSON.stringify({ v: 1, view: "cards" });

export class ThroughlineStrip {
  name = "Throughline (strip)";
  #widget;

  async start() {
    await import("/widget/throughline.js");
    await customElements.whenDefined("customer-journey");
  }

  /** {bytes, customer, box}: loaded, and showing something else than the strip. */
  async take({ bytes, box }) {
    const widget = document.createElement("customer-journey");
    Object.assign(widget, { view: "cards", clock: () => AS_OF_MS + DAY_MS, filter: {}, configuration: { business_zone: "Etc/UTC" } });
    widget.setAttribute("wasm-url", "/widget/throughline.wasm");
    const ready = new Promise((resolve, reject) => {
      widget.addEventListener("journey-ready", resolve, { once: true });
      widget.addEventListener("journey-error", ({ detail }) => reject(detail.error), { once: true });
    });
    widget.sources = [{ name: "centre", input: "ndjson", data: bytes }];
    box.append(widget);
    await ready;
    this.#widget = widget;
  }

  paint() {
    this.#widget.view = "strip";
  }

  /** True once the strip has painted its lanes, and with them whatever marks stand in its window. */
  get painted() {
    return this.#widget.shadowRoot.querySelector(".lane") !== null;
  }

  /** The next paint begins with the whole range again, as a new peer does. */
  hide() {
    this.#widget.state = OTHERWISE;
  }

  pan(share) {
    const canvas = this.#canvas();
    this.#wheel(canvas, { deltaX: share * canvas.clientWidth });
  }

  zoom(factor) {
    this.#wheel(this.#canvas(), { deltaY: (factor > 1 ? -1 : 1) * NOTCH_PX, ctrlKey: true });
  }

  /** What the lanes count together. */
  async items() {
    const { nodes } = await this.#widget.engine.scene({ view: "strip", width: 1200, height: 600, lanes: "channel" });
    return nodes.filter(({ role }) => role === "lane").reduce((sum, lane) => sum + (lane.number("count") ?? 0), 0);
  }

  #canvas() {
    return this.#widget.shadowRoot.querySelector(".strip-canvas");
  }

  #wheel(canvas, options) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 2, ...options }));
  }
}

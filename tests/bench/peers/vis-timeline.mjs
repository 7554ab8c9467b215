// vis-timeline: its groups are the lanes, its items the events. Without its clustering, which does not end at a hundred
// thousand items, and without stacking, which would make the page a hundred thousand rows high.
import { DataSet } from "vis-data";
import { Timeline } from "vis-timeline";
import visPackage from "vis-timeline/package.json";
import styles from "vis-timeline/styles/vis-timeline-graph2d.min.css";

export class VisTimeline {
  name = "vis-timeline";
  version = visPackage.version;
  #timeline;
  #items;
  #groups;
  #box;
  painted = false;

  take({ items, lanes, box }) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    this.items = () => items.length;
    this.#groups = new DataSet(lanes.map((content, id) => ({ id, content })));
    this.#items = new DataSet(items.map(({ at, lane }, id) => ({ id, start: at, group: lane, type: "point", content: "" })));
    this.#box = box;
  }

  paint() {
    this.#timeline = new Timeline(this.#box, this.#items, this.#groups, { stack: false, height: "600px", showCurrentTime: false, orientation: "top" });
    this.#timeline.once("changed", () => (this.painted = true));
  }

  hide() {
    this.#timeline?.destroy();
    this.painted = false;
  }

  pan(share) {
    const { start, end } = this.#timeline.getWindow();
    const by = (end - start) * share;
    this.#timeline.setWindow(start.getTime() + by, end.getTime() + by, { animation: false });
  }

  zoom(factor) {
    const { start, end } = this.#timeline.getWindow();
    const [middle, half] = [(start.getTime() + end.getTime()) / 2, (end - start) / factor / 2];
    this.#timeline.setWindow(middle - half, middle + half, { animation: false });
  }
}

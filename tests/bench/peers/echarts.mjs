// Apache ECharts: one point an item on a lane of its channel, zoomed by dataZoom as its manual says. `scatter` is its own
// mark, thinned by its progressive drawing; `custom` draws a rounded box of our own, as a timeline would.
import * as echarts from "echarts";

const LANE_SHARE = 0.5;
const MARK_PX = 24;

class ECharts {
  version = echarts.version;
  painted = false;
  #chart;
  #options;
  #box;

  take({ items, lanes, box }) {
    this.items = () => items.length;
    this.window = { from: items[0].at, to: items.at(-1).at };
    this.range = this.window;
    this.#options = {
      animation: false, grid: { left: 96, right: 16, top: 16, bottom: 32 },
      xAxis: { type: "time" }, yAxis: { type: "category", data: lanes },
      dataZoom: [{ type: "inside", filterMode: "filter" }],
      series: [{ data: items.map(({ at, lane }) => [at, lane]), ...this.series }],
    };
    this.#box = box;
  }

  paint() {
    this.#chart = echarts.init(this.#box);
    this.#chart.on("finished", () => (this.painted = true));
    this.#chart.setOption(this.#options);
    this.window = this.range;
  }

  hide() {
    this.#chart?.dispose();
    this.painted = false;
  }

  pan(share) {
    const by = (this.window.to - this.window.from) * share;
    this.#show({ from: this.window.from + by, to: this.window.to + by });
  }

  zoom(factor) {
    const { from, to } = this.window;
    const [middle, half] = [(from + to) / 2, (to - from) / factor / 2];
    this.#show({ from: middle - half, to: middle + half });
  }

  #show(window) {
    this.window = window;
    this.#chart.dispatchAction({ type: "dataZoom", startValue: window.from, endValue: window.to });
  }
}

export class EChartsScatter extends ECharts {
  name = "ECharts (scatter)";
  series = { type: "scatter", symbolSize: MARK_PX * LANE_SHARE };
}

export class EChartsCustom extends ECharts {
  name = "ECharts (custom)";
  series = {
    type: "custom",
    renderItem: (_params, api) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      return { type: "rect", shape: { x: x - MARK_PX / 2, y: y - MARK_PX / 2, width: MARK_PX, height: MARK_PX, r: MARK_PX / 2 }, style: { fill: "#3567d6" } };
    },
  };
}

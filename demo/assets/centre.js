// A contact centre's desktop: an agent on a call, the caller's whole history beside it, filters with Search.
import "/widget/throughline.js";
import { addSwitches, storyClock } from "./switches.js";

// Four systems tell of one customer; the gateway's clock shows São Paulo's time and calls it UTC. The widget finds out.
const SYSTEMS = [
  { name: "dialler", input: "ndjson" }, { name: "desk", input: "csv" }, { name: "gateway", input: "csv" }, { name: "site", input: "ndjson" },
];

const query = new URLSearchParams(location.search);
const journey = document.querySelector("#journey");
const loaded = document.querySelector("#loaded");

addSwitches(document.querySelector("#switches"), journey);
journey.clock = await storyClock();
journey.configuration = {
  business_zone: "Europe/London",
  sources: { dialler: { profile: query.get("profile") ?? "data_cloud" }, desk: { zone: "Europe/London" } },
};
journey.templates = await (await fetch("/data/centre/templates.json")).json();
journey.gate = { permissions: Object.fromEntries([
  "journey.event.view", "journey.event_type.view", "journey.session.view", "journey.session_type.view", "external_contacts.session.view",
  "routing.wrapup_code.view", "routing.queue.search", "export",
].map((name) => [name, true])) };

let began = 0;
journey.addEventListener("journey-ready", ({ detail: { report } }) => {
  loaded.textContent = `${report.events.toLocaleString()} events in ${Math.round(performance.now() - began).toLocaleString()} ms`;
});
journey.addEventListener("journey-error", ({ detail: { error } }) => {
  loaded.textContent = error.message;
});
for (const button of document.querySelectorAll("[data-count]")) button.addEventListener("click", () => load(Number(button.dataset.count)));
load(Number(query.get("n") ?? 240));

function load(count) {
  began = performance.now();
  loaded.textContent = "";
  journey.sources = SYSTEMS.map(({ name, input }) => ({ name, input, url: `/generate?n=${count}&system=${name}` }));
}

const callBegan = Date.now();
setInterval(() => {
  const seconds = Math.floor((Date.now() - callBegan) / 1000);
  document.querySelector("#call-time").textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}, 1000);

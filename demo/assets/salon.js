// A salon's contact page: four feeds in four forms become one timeline beside the profile.
import "/widget/throughline.js";
import { addSwitches, storyClock } from "./switches.js";

const CONTACTS = [
  { id: "5511987651034", name: "Rosa Martínez", city: "São Paulo", next: "None booked", preferences: "Balayage, warm tones. Found us on Instagram." },
  { id: "4915112345678", name: "Lena Vogel", city: "São Paulo", next: "Sat 19 Dec, 10:00 · Colour", preferences: "Prefers Dana. Unhappy with the tone in October." },
  { id: "819012345678", name: "森 明", city: "São Paulo", next: "None booked", preferences: "Afternoons only." },
  { id: "971501234567", name: "عمر الفارسي", city: "São Paulo", next: "None booked", preferences: "Beard and cut." },
];

const SOURCES = [
  { name: "instagram", input: "json", url: "/data/salon/instagram.json" },
  { name: "whatsapp", input: "ndjson", adapter: "whatsapp", url: "/data/salon/whatsapp.ndjson" },
  { name: "bookings", input: "csv", url: "/data/salon/bookings.csv" },
  { name: "email", input: "ndjson", url: "/data/salon/email.ndjson" },
];

const journey = document.querySelector("#journey");
const contacts = document.querySelector("#contacts");
/** The stream, and of each customer's chat the last event's number: who connects again goes on behind it. */
const live = { source: undefined, last: new Map() };

addSwitches(document.querySelector("#switches"), journey);
journey.clock = await storyClock();
journey.configuration = { business_zone: "America/Sao_Paulo", sources: { bookings: { zone: "America/Sao_Paulo" } } };
journey.templates = await (await fetch("/data/salon/templates.json")).json();
journey.gate = { permissions: Object.fromEntries([
  "journey.event.view", "journey.event_type.view", "journey.session.view", "journey.session_type.view", "external_contacts.session.view",
  "routing.wrapup_code.view", "routing.queue.search", "export",
].map((name) => [name, true])) };
open(CONTACTS.find((contact) => contact.id === new URLSearchParams(location.search).get("contact")) ?? CONTACTS[0]);
journey.sources = SOURCES;

for (const contact of CONTACTS) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const name = document.createElement("bdi");
  name.textContent = contact.name;
  button.append(name);
  button.addEventListener("click", () => open(contact));
  item.append(button);
  contacts.append(item);
}
markContact();

for (const tab of document.querySelectorAll(".record-tabs [role=tab]")) {
  tab.addEventListener("click", () => showTab(tab.id));
}
showTab(new URLSearchParams(location.search).get("tab") === "journey" ? "tab-journey" : "tab-record");

// The live chat begins at the button's press, or with the page where its address says ?live.
const connect = document.querySelector("#live-connect");
const cut = document.querySelector("#live-cut");
connect.addEventListener("click", () => (live.source === undefined ? startLive() : endLive()));
cut.addEventListener("click", () => void fetch("/live/cut", { method: "POST" }));
if (new URLSearchParams(location.search).has("live")) {
  journey.addEventListener("journey-ready", () => startLive(), { once: true });
}

function open(contact) {
  if (live.source !== undefined) endLive();
  journey.customer = contact.id;
  journey.dataset.customer = contact.id;
  document.title = `${contact.name} · Studio Aurora`;
  document.querySelector("#contact-name").textContent = contact.name;
  document.querySelector("#contact-sub").textContent = `${contact.city} · \u2066+${contact.id}\u2069`;
  document.querySelector("#next").textContent = contact.next;
  document.querySelector("#preferences").textContent = contact.preferences;
  const facts = document.querySelector("#facts");
  facts.replaceChildren(...[["Phone", `+${contact.id}`], ["City", contact.city], ["Owner", "Dana Reis"]].flatMap(([name, value]) => {
    const [term, data] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, data.textContent] = [name, value];
    return [term, data];
  }));
  markContact();
}

function markContact() {
  for (const [index, button] of [...contacts.querySelectorAll("button")].entries()) {
    if (CONTACTS[index].id === journey.dataset.customer) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** The widget in the side panel, or as a tab over the whole width: the same element, moved by the style sheet. */
function showTab(id) {
  for (const tab of document.querySelectorAll(".record-tabs [role=tab]")) tab.setAttribute("aria-selected", String(tab.id === id));
  const panel = document.querySelector("#panel-record");
  panel.classList.toggle("full", id === "tab-journey");
  panel.setAttribute("aria-labelledby", id);
}

function startLive() {
  const { customer } = journey.dataset;
  live.source = new EventSource(`/live?${new URLSearchParams({ customer, cursor: live.last.get(customer) ?? "" })}`);
  live.source.addEventListener("message", (event) => {
    live.last.set(customer, event.lastEventId);
    void journey.feed("webchat", `${event.data}\n`);
  });
  live.source.addEventListener("open", () => {
    journey.offlineSince = undefined;
    showLive("A web chat is going on.");
  });
  live.source.addEventListener("error", () => {
    journey.offlineSince ??= journey.clock();
    showLive("The line is cut; it comes back by itself.");
  });
  showLive("Connecting …");
}

function endLive() {
  live.source.close();
  live.source = undefined;
  journey.offlineSince = undefined;
  showLive("No chat is going on.");
}

function showLive(said) {
  document.querySelector("#live-state").textContent = said;
  connect.textContent = live.source === undefined ? "Connect" : "Disconnect";
  cut.disabled = live.source?.readyState !== EventSource.OPEN;
}

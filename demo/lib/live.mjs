// A live feed: a web chat that goes on while a page listens, and for a minute after the last one left. Every event has a
// number; a client that comes back names the last one it had (EventSource does so by itself), and nothing is lost or
// doubled, whatever was said in between.
import { storyNow } from "./clock.mjs";

const SCRIPT = [
  { type: "message.received", text: "Hi, do you have a free slot this evening?" },
  { type: "ai.responded", text: "Let me look: 18:30 and 19:15 are free." },
  { type: "message.received", text: "18:30 please. The same colour as last time." },
  { type: "note.created", text: "Prefers Dana; sensitive to ammonia.", internal: true },
  { type: "message.sent", text: "Booked for 18:30 with Dana. See you soon!" },
  { type: "web.page_viewed", title: "Prices" },
];
const EVERY_MS = 6000;
const PING_MS = 15_000;
/** How long the chat goes on with nobody listening. */
const LINGER_MS = 60_000;
/** How long a client whose line is cut stays away: long enough for the chat to go on without it. */
const CUT_MS = 7000;

export class LiveFeed {
  #events = [];
  #clients = new Set();
  #timer;
  #leaving;

  /** Answers one EventSource; `customer` names whose chat it is. */
  connect(request, response, { customer, cursor }) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const client = { response, customer };
    for (const event of this.#events.slice(cursor)) this.#send(client, event);
    this.#clients.add(client);
    clearTimeout(this.#leaving);
    const ping = setInterval(() => response.write(": still here\n\n"), PING_MS);
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => this.#speak(customer), EVERY_MS);
      this.#speak(customer);
    }
    request.on("close", () => {
      clearInterval(ping);
      this.#clients.delete(client);
      if (this.#clients.size === 0) this.#leaving = setTimeout(() => this.#fallSilent(), LINGER_MS).unref();
    });
  }

  /** Ends every stream as a bad line would. The clients come back by themselves, some seconds later. */
  cut() {
    for (const { response } of this.#clients) response.end(`retry: ${CUT_MS}\n\n`);
  }

  #fallSilent() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #speak(customer) {
    const number = this.#events.length;
    const line = SCRIPT[number % SCRIPT.length];
    const customers = line.type === "message.received" || line.type.startsWith("web.");
    const actor = customers ? { kind: "customer" } : line.type.startsWith("ai.") ? { kind: "bot", name: "Assistant" } : { kind: "agent", name: "Dana" };
    const event = {
      number, body: {
        id: `chat-${number}`, ...line, time: new Date(storyNow()).toISOString(), customer, conversation: `chat-${Math.floor(number / SCRIPT.length)}`,
        channel: "web_messaging", actor, queue: "Bookings",
      },
    };
    this.#events.push(event);
    for (const client of this.#clients) this.#send(client, event);
  }

  #send({ response, customer }, { number, body }) {
    response.write(`id: ${number}\ndata: ${JSON.stringify({ ...body, customer })}\n\n`);
  }
}

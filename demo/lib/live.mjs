// Live feeds: each customer's web chat, which goes on while a page listens, and for a minute after the last one left.
// Every event of a chat has a number; a client that comes back names the last one it had (EventSource does so by
// itself), and nothing is lost or doubled, whatever was said in between.
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
/** How long a chat goes on with nobody listening. */
const LINGER_MS = 60_000;
/** How long a client whose line is cut stays away: long enough for the chat to go on without it. */
const CUT_MS = 7000;

export class LiveFeed {
  #chats = new Map();

  /** Answers one EventSource with a customer's chat, from the event of this number on. */
  connect(request, response, { customer, cursor }) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const chat = this.#chats.get(customer) ?? new Chat(customer);
    this.#chats.set(customer, chat);
    chat.join(response, cursor);
    const ping = setInterval(() => response.write(": still here\n\n"), PING_MS);
    request.on("close", () => {
      clearInterval(ping);
      chat.leave(response);
    });
  }

  /** Ends every stream as a bad line would. The clients come back by themselves, some seconds later. */
  cut() {
    for (const chat of this.#chats.values()) chat.cut();
  }
}

class Chat {
  #customer;
  #events = [];
  #listeners = new Set();
  #timer;
  #silence;

  constructor(customer) {
    this.#customer = customer;
  }

  join(response, cursor) {
    for (const event of this.#events.slice(cursor)) send(response, event);
    this.#listeners.add(response);
    clearTimeout(this.#silence);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#speak(), EVERY_MS);
    this.#speak();
  }

  leave(response) {
    this.#listeners.delete(response);
    if (this.#listeners.size === 0) this.#silence = setTimeout(() => this.#fallSilent(), LINGER_MS).unref();
  }

  cut() {
    for (const response of this.#listeners) response.end(`retry: ${CUT_MS}\n\n`);
  }

  #fallSilent() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #speak() {
    const number = this.#events.length;
    const line = SCRIPT[number % SCRIPT.length];
    const customers = line.type === "message.received" || line.type.startsWith("web.");
    const actor = customers ? { kind: "customer" } : line.type.startsWith("ai.") ? { kind: "bot", name: "Assistant" } : { kind: "agent", name: "Dana" };
    const chat = `chat-${this.#customer}-${Math.floor(number / SCRIPT.length)}`;
    const event = {
      number, body: {
        id: `${chat}-${number % SCRIPT.length}`, ...line, time: new Date(storyNow()).toISOString(), customer: this.#customer, conversation: chat,
        channel: "web_messaging", actor, queue: "Bookings",
      },
    };
    this.#events.push(event);
    for (const response of this.#listeners) send(response, event);
  }
}

function send(response, { number, body }) {
  response.write(`id: ${number}\ndata: ${JSON.stringify(body)}\n\n`);
}

// Prints the journey that is shown: the core's print model in a root in the page, named in the viewer's language, with
// the browser's own fonts. Saved as PDF it is a document of text, not a picture.

import { html, render, type TemplateResult } from "lit";
import type { Surroundings } from "../element/surroundings.js";
import styles from "../styles/print.css";
import { printInRoot } from "../ui/print-root.js";
import { printLines, type PrintLine } from "../engine/print-model.js";

export async function printJourney(around: Surroundings, title: string): Promise<void> {
  const { engine } = around.journey;
  if (engine === undefined) return;
  const lines = await printLines(engine);
  await printInRoot(around.shadow.host, [styles], (root) => render(sheet(lines, title, around), root));
}

function sheet(lines: readonly PrintLine[], title: string, around: Surroundings): TemplateResult {
  const { texts, dates } = around;
  let day = "";
  return html`<main><h1 dir="auto">${title}</h1>${lines.map((line) => {
    if (!("kind" in line)) {
      day = "";
      return html`<h2 dir="auto">${line.conversation ?? texts.say("print.no_conversation")}</h2><p class="zone">${texts.say("print.zone", { zone: line.zone })}</p>`;
    }
    const date = dates.day(line.local_ms);
    const heading = date === day ? "" : html`<h3>${date}</h3>`;
    day = date;
    const meta = [
      line.channel && texts.name("channel", line.channel), texts.name("kind", line.kind), line.direction && texts.name("direction", line.direction),
      line.actor, line.outcome, line.failed && texts.say("state.failed"), line.delivery && texts.name("delivery", line.delivery),
    ].filter(Boolean);
    return html`${heading}<section><time>${dates.time(line.local_ms)}</time><div><p class="meta">${meta.map((part, at) => html`${at > 0 ? " · " : ""}<bdi>${part}</bdi>`)}</p>
      ${line.title ? html`<p class="title" dir="auto">${line.title}</p>` : ""}${line.text ? html`<p dir="auto">${line.text}</p>` : ""}${line.comments ? html`<p class="comments" dir="auto">${line.comments}</p>` : ""}</div></section>`;
  })}</main>`;
}

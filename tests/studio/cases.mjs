// What is shown in every face: golden cases, and a larger log of our own.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AS_OF, generatedLog } from "./generated.mjs";

const golden = (name) => fileURLToPath(new URL(`../cases/${name}/`, import.meta.url));
const zones = (zone) => ({ business_zone: zone, display_zone: zone });

export const SALON = {
  name: "salon", folder: golden("salon"), configuration: zones("America/Sao_Paulo"), asOf: "2026-05-08T12:00:00-03:00",
  sources: [
    { name: "instagram", file: "instagram.json" }, { name: "whatsapp", file: "whatsapp.ndjson" },
    { name: "sms", file: "sms.csv" }, { name: "email", file: "email.json" },
  ],
};
export const RETURNS = {
  name: "returns", folder: golden("returns"), configuration: zones("Europe/Madrid"), customer: "k-A", asOf: "2026-05-10T12:00:00Z",
  sources: [{ name: "desk", file: "help-desk.ndjson" }],
};
export const WHATSAPP = {
  name: "whatsapp", folder: golden("whatsapp"), configuration: zones("Asia/Kolkata"), asOf: "2026-05-10T12:00:00Z",
  sources: [{ name: "whatsapp", file: "hooks.ndjson", adapter: "whatsapp" }],
};

/** Thousands of events in a folder that the system forgets. */
export function generatedCase() {
  const folder = mkdtempSync(join(tmpdir(), "throughline-parity-"));
  writeFileSync(join(folder, "log.ndjson"), generatedLog());
  const configuration = { ...zones("Europe/Lisbon"), sources: { log: { connected_at: { email: "2024-06-01T00:00:00Z" } } } };
  return { name: "generated", folder, configuration, asOf: AS_OF, sources: [{ name: "log", file: "log.ndjson" }] };
}

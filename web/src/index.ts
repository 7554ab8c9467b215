// The package without side effects: import it to subclass the element, to define it under another name, or to use
// the engine alone.
export { CustomerJourney } from "./element/customer-journey.js";
export { defineCustomerJourney } from "./element/define.js";
export type { JourneyEvent, JourneyEventDetails, JourneyEventName } from "./element/events.js";
export type { JourneySource } from "./element/journey.js";
export type { ViewName } from "./element/view-set.js";
export * from "./engine/index.js";

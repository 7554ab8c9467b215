import { CustomerJourney } from "./customer-journey.js";

/** Defines `<customer-journey>`, once however often it is called or loaded. */
export function defineCustomerJourney(name = "customer-journey"): void {
  if (customElements.get(name) === undefined) customElements.define(name, CustomerJourney);
}

declare global {
  interface HTMLElementTagNameMap {
    "customer-journey": CustomerJourney;
  }
}

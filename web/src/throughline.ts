// What a page loads: <script type="module" src="throughline.js"> defines the element.
import { defineCustomerJourney } from "./element/define.js";

export * from "./index.js";
defineCustomerJourney();

// Cards and table as one part: a panel that is widened turns the one into the other.

import styles from "../styles/lists.css";

export { CardsView } from "./cards.js";
export { GridView } from "./grid.js";
export { styles };

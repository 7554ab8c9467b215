// The views that measure, in one part: whoever opens one looks at the others too.

import "../ui/texts-later.js";
import styles from "../styles/measured.css";

export { MapView } from "./map.js";
export { PatternsView } from "./patterns.js";
export { TrackerView } from "./tracker.js";
export { styles };

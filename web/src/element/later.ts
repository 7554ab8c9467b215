// What nobody needs before the journey is shown: one part, fetched while they look at it.

import "../ui/texts-later.js";

export { DetailsView, styles as detailsStyles } from "../views/details.js";
export { FeedNotices } from "../views/feed-notices.js";
export { Jump } from "../views/jump.js";
export { plainEvents } from "../views/plain-list.js";
export { sheet } from "../views/sheet.js";
export { Actions } from "./actions.js";

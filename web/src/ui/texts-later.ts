// For parts that are fetched later: import it for its effect.
import { ENGLISH } from "throughline:english-later";
import { addEnglish } from "./texts.js";

addEnglish(ENGLISH);

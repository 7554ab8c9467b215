// What the strip's marks and clusters say and show, kept from scene to scene: a mark that only moved is neither named
// nor drawn again. Under a hand that zooms clusters come and go many times a second: they are named at rest, and say
// their number until then.

import type { TemplateResult } from "lit";
import type { SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";
import { medal, nodeHue } from "./glyphs.js";
import { clusterName, interactionName } from "./sentences.js";

export interface Face {
  readonly words: string;
  /** It has its number for a name. */
  readonly brief: boolean;
  readonly name: string;
  readonly hue: string;
  /** A cluster's number, or a mark's medal: the same object as long as it shows the same. */
  readonly shown: string | TemplateResult;
}

export class StripFaces {
  #faces = new Map<string, Face>();
  #before = new Map<string, Face>();
  #texts: unknown;
  #dates: unknown;

  /** A picture begins: what it does not show is forgotten with the next. */
  begin({ texts, dates }: Surroundings): void {
    const same = texts === this.#texts && dates === this.#dates;
    this.#before = same ? this.#faces : new Map();
    this.#faces = new Map();
    [this.#texts, this.#dates] = [texts, dates];
  }

  /** `brief` under a hand that zooms. */
  of(node: SceneNode, around: Surroundings, brief: boolean): Face {
    const { words } = node;
    const before = this.#before.get(node.id);
    const face = before?.words === words && (brief || !before.brief) ? before : make(node, words, around, brief);
    this.#faces.set(node.id, face);
    return face;
  }
}

function make(node: SceneNode, words: string, around: Surroundings, brief: boolean): Face {
  if (node.role !== "cluster") return { words, brief: false, name: interactionName(node, around), hue: "", shown: medal(node) };
  const shown = around.texts.number(node.number("count") ?? 0);
  return { words, brief, name: brief ? shown : clusterName(node, around), hue: nodeHue(node), shown };
}

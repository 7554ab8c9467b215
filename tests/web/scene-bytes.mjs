// Writes the scene's array layout by hand, from its description in core/include/throughline/scene.h alone.

/** nodes: [{parent, role, states, rect:[x,y,w,h], id, kind, fields:[[number,text]], rows:[]}], lengths in CSS px. */
export function sceneBytes({ width = 900, height = 400, contentWidth = width, contentHeight = height, scroll = 0, version = 1, nodes }) {
  const strings = [];
  let length = 0;
  const place = (text) => {
    const bytes = Buffer.from(text, "utf8");
    const at = [length, bytes.length];
    strings.push(bytes);
    length += bytes.length;
    return at;
  };
  const px = (value) => Math.round(value * 64);
  const nodeWords = [];
  const fieldWords = [];
  const rowWords = [];
  for (const { parent = -1, role = 0, states = 0, rect = [0, 0, 0, 0], id = "", kind = "", fields = [], rows = [] } of nodes) {
    nodeWords.push(parent, role, states, ...rect.map(px), ...place(id), ...place(kind), fieldWords.length / 3, fields.length, rowWords.length, rows.length, 0);
    for (const [field, text] of fields) fieldWords.push(field, ...place(text));
    rowWords.push(...rows);
  }
  const header = [version, nodes.length, fieldWords.length / 3, rowWords.length, length, px(width), px(height), px(contentWidth), px(contentHeight), px(scroll)];
  const words = Int32Array.from([...header, ...nodeWords, ...fieldWords, ...rowWords]);
  return new Uint8Array(Buffer.concat([Buffer.from(words.buffer), ...strings]));
}

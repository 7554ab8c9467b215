// What any page does before it can begin: decode the bytes and JSON.parse every line. No times, no order: a floor for
// whoever turns events into objects.
const decoder = new TextDecoder();

export class JsonParse {
  name = "decode + JSON.parse alone";
  version = "";
  #records = [];

  load(inputs) {
    this.#records = inputs.map(({ bytes }) => {
      const records = [];
      const text = decoder.decode(bytes);
      for (let from = 0; from < text.length; ) {
        let end = text.indexOf("\n", from);
        if (end < 0) end = text.length;
        records.push(JSON.parse(text.slice(from, end)));
        from = end + 1;
      }
      return records;
    });
  }

  unload() {
    this.#records = [];
  }
}

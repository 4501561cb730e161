// Reads each file with Mermaid's own parser, and fails where it is not a flowchart.
import { JSDOM } from "jsdom";
import fs from "node:fs";

const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    const { diagramType } = await mermaid.parse(fs.readFileSync(file, "utf8"));
    if (!diagramType.startsWith("flowchart")) throw new Error(`read as ${diagramType}`);
  } catch (error) {
    failed = 1;
    console.error(`${file}: ${error.message}`);
  }
}
process.exit(failed);

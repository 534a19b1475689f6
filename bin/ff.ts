import { main } from "./program.js";

// Set, never process.exit(): output that is still on its way would be cut off.
void main(process).then((code) => {
  process.exitCode = code;
});

// Splits a file into lines and parses each: what any program spends on JSON Lines before it has done anything with them.
import { Buffer } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const file = openSync(process.argv[2], "r");
const piece = Buffer.allocUnsafe(1 << 18);
const decoder = new StringDecoder();
let rest = "";
let users = 0;
for (let length; (length = readSync(file, piece)) > 0;) {
  const lines = (rest + decoder.write(piece.subarray(0, length))).split("\n");
  rest = lines.pop();
  for (const line of lines) if (JSON.parse(line).user_id !== undefined) users++;
}
closeSync(file);
console.log(users);

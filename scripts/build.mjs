import { bundle } from "./bundle.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { writeLicenses } from "./licenses.mjs";

const moduleIds = await bundle("dist");
await writeLicenses("dist/THIRD_PARTY_LICENSES.txt", moduleIds);
writeDeclarations("dist/lib");

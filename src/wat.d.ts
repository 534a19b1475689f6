/** Makes an instance of a WebAssembly module and gives its exports; scripts/wat.mjs compiles the text. */
declare module "*.wat" {
  const instantiate: () => unknown;
  export default instantiate;
}

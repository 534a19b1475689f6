/** The two calls of fs-native-extensions that ff uses; the package ships no types. */
declare module "fs-native-extensions" {
  const native: {
    /** Takes the exclusive lock on the open file, from offset and length 0: all of it. Where it is held, false or EAGAIN. */
    tryLock(fd: number, offset: 0, length: 0, exclusive: true): boolean | undefined;
    /** Exchanges two names in one step (renameat2 with RENAME_EXCHANGE, renamex_np with RENAME_SWAP). */
    swapSync(from: string, to: string): void;
  };
  export default native;
}

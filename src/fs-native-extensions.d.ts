/** The two calls of fs-native-extensions that ff uses; the package ships no types. */
declare module "fs-native-extensions" {
  const native: {
    /** True when the exclusive lock on the open file was free and is now held. */
    tryLock(fd: number): boolean;
    /** Exchanges two names in one step (renameat2 with RENAME_EXCHANGE, renamex_np with RENAME_SWAP). */
    swap(from: string, to: string): Promise<void>;
  };
  export default native;
}

/** The calls of the binary of fs-native-extensions that ff uses; the package ships no types. */
declare module "fs-native-extensions" {
  const native: {
    /** Takes the exclusive lock on the open file, from offset and length 0: all of it. Where it is held, EAGAIN. */
    tryLock(fd: number, offset: 0, length: 0, exclusive: true): void;
    /** Exchanges two names in one step (renameat2 with RENAME_EXCHANGE, renamex_np with RENAME_SWAP). */
    swapSync(from: string, to: string): void;
    /** The names of an open file's extended attributes (flistxattr). */
    listAttrsSync(fd: number): string[];
    /** Null where there is none of that name (fgetxattr). */
    getAttrSync(fd: number, name: string): ArrayBuffer | null;
    /** Sets it to so many bytes of the value (fsetxattr). */
    setAttrSync(fd: number, name: string, value: ArrayBuffer, offset: number, length: number): void;
    /** Fails with ENODATA, mostly, where there is none (fremovexattr). */
    removeAttrSync(fd: number, name: string): void;
  };
  export default native;
}

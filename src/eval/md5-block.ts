/** Bytes that one step of MD5 takes in. */
export const blockBytes = 64;

/** Sets `digest`, sixteen bytes, to the state that MD5 begins with (RFC 1321, 3.3). */
export function begin(digest: DataView): void {
  digest.setInt32(0, 0x67452301, true);
  digest.setInt32(4, 0xefcdab89, true);
  digest.setInt32(8, 0x98badcfe, true);
  digest.setInt32(12, 0x10325476, true);
}

/**
 * Takes the 64 bytes of `message` from `at` on into `digest` (RFC 1321, 3.4). Written out step by step: a loop over
 * tables takes a fifth longer, and small functions for the four rounds outgrow what V8 inlines.
 *
 * Each step waits for the one before, so that it begins with what that one does not change: word and constant are added
 * before the round's function of the other three. V8 keeps the order that is written here, and the other way round takes
 * a third longer. The functions of RFC 1321 stand in forms of fewer operations, or with less to do once x is known:
 * F(x, y, z) = z ^ (x & (y ^ z)), G(x, y, z) = (y & ~z) + (x & z).
 */
export function addBlock(digest: DataView, message: DataView, at: number): void {
  const m0 = message.getInt32(at + 0, true);
  const m1 = message.getInt32(at + 4, true);
  const m2 = message.getInt32(at + 8, true);
  const m3 = message.getInt32(at + 12, true);
  const m4 = message.getInt32(at + 16, true);
  const m5 = message.getInt32(at + 20, true);
  const m6 = message.getInt32(at + 24, true);
  const m7 = message.getInt32(at + 28, true);
  const m8 = message.getInt32(at + 32, true);
  const m9 = message.getInt32(at + 36, true);
  const m10 = message.getInt32(at + 40, true);
  const m11 = message.getInt32(at + 44, true);
  const m12 = message.getInt32(at + 48, true);
  const m13 = message.getInt32(at + 52, true);
  const m14 = message.getInt32(at + 56, true);
  const m15 = message.getInt32(at + 60, true);

  let a = digest.getInt32(0, true);
  let b = digest.getInt32(4, true);
  let c = digest.getInt32(8, true);
  let d = digest.getInt32(12, true);

  a = (a + m0 - 0x28955b88 + (d ^ (b & (c ^ d)))) | 0;
  a = (((a << 7) | (a >>> 25)) + b) | 0;
  d = (d + m1 - 0x173848aa + (c ^ (a & (b ^ c)))) | 0;
  d = (((d << 12) | (d >>> 20)) + a) | 0;
  c = (c + m2 + 0x242070db + (b ^ (d & (a ^ b)))) | 0;
  c = (((c << 17) | (c >>> 15)) + d) | 0;
  b = (b + m3 - 0x3e423112 + (a ^ (c & (d ^ a)))) | 0;
  b = (((b << 22) | (b >>> 10)) + c) | 0;
  a = (a + m4 - 0x0a83f051 + (d ^ (b & (c ^ d)))) | 0;
  a = (((a << 7) | (a >>> 25)) + b) | 0;
  d = (d + m5 + 0x4787c62a + (c ^ (a & (b ^ c)))) | 0;
  d = (((d << 12) | (d >>> 20)) + a) | 0;
  c = (c + m6 - 0x57cfb9ed + (b ^ (d & (a ^ b)))) | 0;
  c = (((c << 17) | (c >>> 15)) + d) | 0;
  b = (b + m7 - 0x02b96aff + (a ^ (c & (d ^ a)))) | 0;
  b = (((b << 22) | (b >>> 10)) + c) | 0;
  a = (a + m8 + 0x698098d8 + (d ^ (b & (c ^ d)))) | 0;
  a = (((a << 7) | (a >>> 25)) + b) | 0;
  d = (d + m9 - 0x74bb0851 + (c ^ (a & (b ^ c)))) | 0;
  d = (((d << 12) | (d >>> 20)) + a) | 0;
  c = (c + m10 - 0x0000a44f + (b ^ (d & (a ^ b)))) | 0;
  c = (((c << 17) | (c >>> 15)) + d) | 0;
  b = (b + m11 - 0x76a32842 + (a ^ (c & (d ^ a)))) | 0;
  b = (((b << 22) | (b >>> 10)) + c) | 0;
  a = (a + m12 + 0x6b901122 + (d ^ (b & (c ^ d)))) | 0;
  a = (((a << 7) | (a >>> 25)) + b) | 0;
  d = (d + m13 - 0x02678e6d + (c ^ (a & (b ^ c)))) | 0;
  d = (((d << 12) | (d >>> 20)) + a) | 0;
  c = (c + m14 - 0x5986bc72 + (b ^ (d & (a ^ b)))) | 0;
  c = (((c << 17) | (c >>> 15)) + d) | 0;
  b = (b + m15 + 0x49b40821 + (a ^ (c & (d ^ a)))) | 0;
  b = (((b << 22) | (b >>> 10)) + c) | 0;

  a = (a + m1 - 0x09e1da9e + (c & ~d) + (b & d)) | 0;
  a = (((a << 5) | (a >>> 27)) + b) | 0;
  d = (d + m6 - 0x3fbf4cc0 + (b & ~c) + (a & c)) | 0;
  d = (((d << 9) | (d >>> 23)) + a) | 0;
  c = (c + m11 + 0x265e5a51 + (a & ~b) + (d & b)) | 0;
  c = (((c << 14) | (c >>> 18)) + d) | 0;
  b = (b + m0 - 0x16493856 + (d & ~a) + (c & a)) | 0;
  b = (((b << 20) | (b >>> 12)) + c) | 0;
  a = (a + m5 - 0x29d0efa3 + (c & ~d) + (b & d)) | 0;
  a = (((a << 5) | (a >>> 27)) + b) | 0;
  d = (d + m10 + 0x02441453 + (b & ~c) + (a & c)) | 0;
  d = (((d << 9) | (d >>> 23)) + a) | 0;
  c = (c + m15 - 0x275e197f + (a & ~b) + (d & b)) | 0;
  c = (((c << 14) | (c >>> 18)) + d) | 0;
  b = (b + m4 - 0x182c0438 + (d & ~a) + (c & a)) | 0;
  b = (((b << 20) | (b >>> 12)) + c) | 0;
  a = (a + m9 + 0x21e1cde6 + (c & ~d) + (b & d)) | 0;
  a = (((a << 5) | (a >>> 27)) + b) | 0;
  d = (d + m14 - 0x3cc8f82a + (b & ~c) + (a & c)) | 0;
  d = (((d << 9) | (d >>> 23)) + a) | 0;
  c = (c + m3 - 0x0b2af279 + (a & ~b) + (d & b)) | 0;
  c = (((c << 14) | (c >>> 18)) + d) | 0;
  b = (b + m8 + 0x455a14ed + (d & ~a) + (c & a)) | 0;
  b = (((b << 20) | (b >>> 12)) + c) | 0;
  a = (a + m13 - 0x561c16fb + (c & ~d) + (b & d)) | 0;
  a = (((a << 5) | (a >>> 27)) + b) | 0;
  d = (d + m2 - 0x03105c08 + (b & ~c) + (a & c)) | 0;
  d = (((d << 9) | (d >>> 23)) + a) | 0;
  c = (c + m7 + 0x676f02d9 + (a & ~b) + (d & b)) | 0;
  c = (((c << 14) | (c >>> 18)) + d) | 0;
  b = (b + m12 - 0x72d5b376 + (d & ~a) + (c & a)) | 0;
  b = (((b << 20) | (b >>> 12)) + c) | 0;

  a = (a + m5 - 0x0005c6be + (c ^ d ^ b)) | 0;
  a = (((a << 4) | (a >>> 28)) + b) | 0;
  d = (d + m8 - 0x788e097f + (b ^ c ^ a)) | 0;
  d = (((d << 11) | (d >>> 21)) + a) | 0;
  c = (c + m11 + 0x6d9d6122 + (a ^ b ^ d)) | 0;
  c = (((c << 16) | (c >>> 16)) + d) | 0;
  b = (b + m14 - 0x021ac7f4 + (d ^ a ^ c)) | 0;
  b = (((b << 23) | (b >>> 9)) + c) | 0;
  a = (a + m1 - 0x5b4115bc + (c ^ d ^ b)) | 0;
  a = (((a << 4) | (a >>> 28)) + b) | 0;
  d = (d + m4 + 0x4bdecfa9 + (b ^ c ^ a)) | 0;
  d = (((d << 11) | (d >>> 21)) + a) | 0;
  c = (c + m7 - 0x0944b4a0 + (a ^ b ^ d)) | 0;
  c = (((c << 16) | (c >>> 16)) + d) | 0;
  b = (b + m10 - 0x41404390 + (d ^ a ^ c)) | 0;
  b = (((b << 23) | (b >>> 9)) + c) | 0;
  a = (a + m13 + 0x289b7ec6 + (c ^ d ^ b)) | 0;
  a = (((a << 4) | (a >>> 28)) + b) | 0;
  d = (d + m0 - 0x155ed806 + (b ^ c ^ a)) | 0;
  d = (((d << 11) | (d >>> 21)) + a) | 0;
  c = (c + m3 - 0x2b10cf7b + (a ^ b ^ d)) | 0;
  c = (((c << 16) | (c >>> 16)) + d) | 0;
  b = (b + m6 + 0x04881d05 + (d ^ a ^ c)) | 0;
  b = (((b << 23) | (b >>> 9)) + c) | 0;
  a = (a + m9 - 0x262b2fc7 + (c ^ d ^ b)) | 0;
  a = (((a << 4) | (a >>> 28)) + b) | 0;
  d = (d + m12 - 0x1924661b + (b ^ c ^ a)) | 0;
  d = (((d << 11) | (d >>> 21)) + a) | 0;
  c = (c + m15 + 0x1fa27cf8 + (a ^ b ^ d)) | 0;
  c = (((c << 16) | (c >>> 16)) + d) | 0;
  b = (b + m2 - 0x3b53a99b + (d ^ a ^ c)) | 0;
  b = (((b << 23) | (b >>> 9)) + c) | 0;

  a = (a + m0 - 0x0bd6ddbc + (c ^ (b | ~d))) | 0;
  a = (((a << 6) | (a >>> 26)) + b) | 0;
  d = (d + m7 + 0x432aff97 + (b ^ (a | ~c))) | 0;
  d = (((d << 10) | (d >>> 22)) + a) | 0;
  c = (c + m14 - 0x546bdc59 + (a ^ (d | ~b))) | 0;
  c = (((c << 15) | (c >>> 17)) + d) | 0;
  b = (b + m5 - 0x036c5fc7 + (d ^ (c | ~a))) | 0;
  b = (((b << 21) | (b >>> 11)) + c) | 0;
  a = (a + m12 + 0x655b59c3 + (c ^ (b | ~d))) | 0;
  a = (((a << 6) | (a >>> 26)) + b) | 0;
  d = (d + m3 - 0x70f3336e + (b ^ (a | ~c))) | 0;
  d = (((d << 10) | (d >>> 22)) + a) | 0;
  c = (c + m10 - 0x00100b83 + (a ^ (d | ~b))) | 0;
  c = (((c << 15) | (c >>> 17)) + d) | 0;
  b = (b + m1 - 0x7a7ba22f + (d ^ (c | ~a))) | 0;
  b = (((b << 21) | (b >>> 11)) + c) | 0;
  a = (a + m8 + 0x6fa87e4f + (c ^ (b | ~d))) | 0;
  a = (((a << 6) | (a >>> 26)) + b) | 0;
  d = (d + m15 - 0x01d31920 + (b ^ (a | ~c))) | 0;
  d = (((d << 10) | (d >>> 22)) + a) | 0;
  c = (c + m6 - 0x5cfebcec + (a ^ (d | ~b))) | 0;
  c = (((c << 15) | (c >>> 17)) + d) | 0;
  b = (b + m13 + 0x4e0811a1 + (d ^ (c | ~a))) | 0;
  b = (((b << 21) | (b >>> 11)) + c) | 0;
  a = (a + m4 - 0x08ac817e + (c ^ (b | ~d))) | 0;
  a = (((a << 6) | (a >>> 26)) + b) | 0;
  d = (d + m11 - 0x42c50dcb + (b ^ (a | ~c))) | 0;
  d = (((d << 10) | (d >>> 22)) + a) | 0;
  c = (c + m2 + 0x2ad7d2bb + (a ^ (d | ~b))) | 0;
  c = (((c << 15) | (c >>> 17)) + d) | 0;
  b = (b + m9 - 0x14792c6f + (d ^ (c | ~a))) | 0;
  b = (((b << 21) | (b >>> 11)) + c) | 0;

  digest.setInt32(0, digest.getInt32(0, true) + a, true);
  digest.setInt32(4, digest.getInt32(4, true) + b, true);
  digest.setInt32(8, digest.getInt32(8, true) + c, true);
  digest.setInt32(12, digest.getInt32(12, true) + d, true);
}

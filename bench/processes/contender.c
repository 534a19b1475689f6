/*
 * The least that one bucket takes: the key is built from the flag's prefix and the user's id, hashed by MD5 in one block,
 * and the digest taken modulo 100. Asked like contender.mjs, for the questions rollout and ab.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { COUNT = 100000, BLOCK = 64 };

static char users[COUNT][12];

#define F(x, y, z) (z ^ (x & (y ^ z)))
#define G(x, y, z) (y ^ (z & (x ^ y)))
#define H(x, y, z) (x ^ y ^ z)
#define I(x, y, z) (y ^ (x | ~z))
#define STEP(f, a, b, c, d, x, t, s) \
  a += f(b, c, d) + x + t;           \
  a = (a << s | a >> (32 - s)) + b;

static uint32_t little_endian(const unsigned char *bytes) {
  return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t swapped(uint32_t word) {
  return word >> 24 | (word >> 8 & 0xff00) | (word << 8 & 0xff0000) | word << 24;
}

/* The digest is one number of 128 bits, most significant byte first: RFC 1321, read as Python's int(hexdigest, 16). */
static unsigned md5_modulo_100(const unsigned char *block) {
  uint32_t word[16];
  for (int i = 0; i < 16; i++) word[i] = little_endian(block + 4 * i);
  uint32_t a = 0x67452301, b = 0xefcdab89, c = 0x98badcfe, d = 0x10325476;
  STEP(F, a, b, c, d, word[0], 0xd76aa478, 7)
  STEP(F, d, a, b, c, word[1], 0xe8c7b756, 12)
  STEP(F, c, d, a, b, word[2], 0x242070db, 17)
  STEP(F, b, c, d, a, word[3], 0xc1bdceee, 22)
  STEP(F, a, b, c, d, word[4], 0xf57c0faf, 7)
  STEP(F, d, a, b, c, word[5], 0x4787c62a, 12)
  STEP(F, c, d, a, b, word[6], 0xa8304613, 17)
  STEP(F, b, c, d, a, word[7], 0xfd469501, 22)
  STEP(F, a, b, c, d, word[8], 0x698098d8, 7)
  STEP(F, d, a, b, c, word[9], 0x8b44f7af, 12)
  STEP(F, c, d, a, b, word[10], 0xffff5bb1, 17)
  STEP(F, b, c, d, a, word[11], 0x895cd7be, 22)
  STEP(F, a, b, c, d, word[12], 0x6b901122, 7)
  STEP(F, d, a, b, c, word[13], 0xfd987193, 12)
  STEP(F, c, d, a, b, word[14], 0xa679438e, 17)
  STEP(F, b, c, d, a, word[15], 0x49b40821, 22)
  STEP(G, a, b, c, d, word[1], 0xf61e2562, 5)
  STEP(G, d, a, b, c, word[6], 0xc040b340, 9)
  STEP(G, c, d, a, b, word[11], 0x265e5a51, 14)
  STEP(G, b, c, d, a, word[0], 0xe9b6c7aa, 20)
  STEP(G, a, b, c, d, word[5], 0xd62f105d, 5)
  STEP(G, d, a, b, c, word[10], 0x02441453, 9)
  STEP(G, c, d, a, b, word[15], 0xd8a1e681, 14)
  STEP(G, b, c, d, a, word[4], 0xe7d3fbc8, 20)
  STEP(G, a, b, c, d, word[9], 0x21e1cde6, 5)
  STEP(G, d, a, b, c, word[14], 0xc33707d6, 9)
  STEP(G, c, d, a, b, word[3], 0xf4d50d87, 14)
  STEP(G, b, c, d, a, word[8], 0x455a14ed, 20)
  STEP(G, a, b, c, d, word[13], 0xa9e3e905, 5)
  STEP(G, d, a, b, c, word[2], 0xfcefa3f8, 9)
  STEP(G, c, d, a, b, word[7], 0x676f02d9, 14)
  STEP(G, b, c, d, a, word[12], 0x8d2a4c8a, 20)
  STEP(H, a, b, c, d, word[5], 0xfffa3942, 4)
  STEP(H, d, a, b, c, word[8], 0x8771f681, 11)
  STEP(H, c, d, a, b, word[11], 0x6d9d6122, 16)
  STEP(H, b, c, d, a, word[14], 0xfde5380c, 23)
  STEP(H, a, b, c, d, word[1], 0xa4beea44, 4)
  STEP(H, d, a, b, c, word[4], 0x4bdecfa9, 11)
  STEP(H, c, d, a, b, word[7], 0xf6bb4b60, 16)
  STEP(H, b, c, d, a, word[10], 0xbebfbc70, 23)
  STEP(H, a, b, c, d, word[13], 0x289b7ec6, 4)
  STEP(H, d, a, b, c, word[0], 0xeaa127fa, 11)
  STEP(H, c, d, a, b, word[3], 0xd4ef3085, 16)
  STEP(H, b, c, d, a, word[6], 0x04881d05, 23)
  STEP(H, a, b, c, d, word[9], 0xd9d4d039, 4)
  STEP(H, d, a, b, c, word[12], 0xe6db99e5, 11)
  STEP(H, c, d, a, b, word[15], 0x1fa27cf8, 16)
  STEP(H, b, c, d, a, word[2], 0xc4ac5665, 23)
  STEP(I, a, b, c, d, word[0], 0xf4292244, 6)
  STEP(I, d, a, b, c, word[7], 0x432aff97, 10)
  STEP(I, c, d, a, b, word[14], 0xab9423a7, 15)
  STEP(I, b, c, d, a, word[5], 0xfc93a039, 21)
  STEP(I, a, b, c, d, word[12], 0x655b59c3, 6)
  STEP(I, d, a, b, c, word[3], 0x8f0ccc92, 10)
  STEP(I, c, d, a, b, word[10], 0xffeff47d, 15)
  STEP(I, b, c, d, a, word[1], 0x85845dd1, 21)
  STEP(I, a, b, c, d, word[8], 0x6fa87e4f, 6)
  STEP(I, d, a, b, c, word[15], 0xfe2ce6e0, 10)
  STEP(I, c, d, a, b, word[6], 0xa3014314, 15)
  STEP(I, b, c, d, a, word[13], 0x4e0811a1, 21)
  STEP(I, a, b, c, d, word[4], 0xf7537e82, 6)
  STEP(I, d, a, b, c, word[11], 0xbd3af235, 10)
  STEP(I, c, d, a, b, word[2], 0x2ad7d2bb, 15)
  STEP(I, b, c, d, a, word[9], 0xeb86d391, 21)
  uint32_t digest[4] = {a + 0x67452301, b + 0xefcdab89, c + 0x98badcfe, d + 0x10325476};
  uint64_t rest = 0;
  for (int i = 0; i < 4; i++) rest = (rest << 32 | swapped(digest[i])) % 100;
  return (unsigned)rest;
}

static unsigned bucket(const char *prefix, size_t prefix_length, const char *user) {
  unsigned char block[BLOCK] = {0};
  size_t length = strlen(user);
  memcpy(block, prefix, prefix_length);
  memcpy(block + prefix_length, user, length);
  length += prefix_length;
  block[length] = 0x80;
  block[56] = (unsigned char)(length << 3);
  block[57] = (unsigned char)(length >> 5);
  return md5_modulo_100(block);
}

static double seconds(void) {
  return (double)clock() / CLOCKS_PER_SEC;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  const char *prefix = strcmp(arguments[1], "ab") == 0 ? "checkout_flow:ab_test:" : "new_dashboard:";
  size_t prefix_length = strlen(prefix);
  char line[64];
  for (int i = 0; i < COUNT; i++) snprintf(users[i], sizeof users[i], "user%d", i);
  while (fgets(line, sizeof line, stdin)) {
    if (strcmp(line, "buckets\n") == 0) {
      for (int i = 0; i < COUNT; i++) printf(i == 0 ? "%u" : " %u", bucket(prefix, prefix_length, users[i]));
      putchar('\n');
    } else {
      double start = seconds(), elapsed = 0;
      int on = 0, passes = 0;
      for (; elapsed < 0.05; elapsed = seconds() - start, passes++) {
        on = 0;
        for (int i = 0; i < COUNT; i++)
          if (bucket(prefix, prefix_length, users[i]) < 50) on++;
      }
      printf("%.1f %d\n", elapsed * 1e9 / COUNT / passes, on);
    }
    fflush(stdout);
  }
  return 0;
}

/**
 * Measures several things in turn, round by round, so that a noisy moment of the machine meets all of them alike. Each
 * round starts with another one. Before the first, each is done once without being counted: files are then in memory
 * and caches written.
 * @param {Record<string, () => number | Promise<number>>} things each gives its own time
 * @returns {Promise<Record<string, number[]>>} what each gave, round by round
 */
export async function interleave(things, rounds) {
  const names = Object.keys(things);
  const measured = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await things[name]();
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length];
      measured[name].push(rounded(await things[name]()));
    }
  return measured;
}

// A microsecond of what is told in milliseconds is far below any noise.
const rounded = (value) => Math.round(value * 1000) / 1000;

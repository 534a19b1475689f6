/** Runs a task for each item, so many at a time; gives the results in the order of the items. */
export async function parallel(items, width, task) {
  const queue = items.entries();
  const results = [];
  const work = async () => {
    // All workers draw from the one iterator.
    for (const [index, item] of queue) results[index] = await task(item, index);
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

export const range = (count) => Array.from({ length: count }, (_, index) => index);

/** Every so manyth item, so that a short run still touches all parts. */
export const sample = (items, step) => items.filter((_, index) => index % step === 0);

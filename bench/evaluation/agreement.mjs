/** Those that compute the same rule with the same hash, and so have to give the same users the same answers. */
const sameHash = ["ff", "naive Node", "Python", "C"];

/** @throws Error unless ff, Python and C put every single user into the same bucket */
export async function checkBuckets({ ff, Python: python, C: pipeline }) {
  const ours = await ff.buckets();
  for (const other of [python, pipeline])
    if ((await other.buckets()) !== ours) throw new Error("the buckets differ: not the same thing is measured");
}

/**
 * Holds a count of users that are on to ours: a tier leaves no choice; a split by another hash has to be about as even.
 * @throws Error when it is not
 */
export function checkAnswers(question, name, on, ours) {
  const tolerance = question === "tier" || sameHash.includes(name) ? 0 : 0.05;
  if (Math.abs(on - ours) > tolerance * ours)
    throw new Error(`${name} turned ${question} on for ${on} users, ff for ${ours}: not the same thing is measured`);
}

/** More different arguments than this are no longer the same few again and again: then the memory is begun anew. */
const MOST = 5000;

/**
 * A pure function of one text that remembers its answers: in a file of a year the same few hundred days, statuses and
 * budget codes stand on hundreds of thousands of rows. The answers are shared: nobody may change them.
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    const fresh = work(text);
    if (known.size >= MOST) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}

/** What one process keeps at most; a page needs a few entries, a stranger's addresses must not fill the memory. */
const LIMIT = 200;

/**
 * Keeps what was made from one version of the data until the version changes. The caller asks for the version (one
 * small query); only what is the same for everybody who may see it belongs in here.
 */
export class ByVersion<T> {
  private version = '';
  private readonly kept = new Map<string, Promise<T>>();

  get(version: string, key: string, make: () => Promise<T>): Promise<T> {
    if (version !== this.version) {
      this.kept.clear();
      this.version = version;
    }
    let made = this.kept.get(key);
    if (!made) {
      made = make();
      // What failed is not kept: the next request tries again.
      made.catch(() => this.kept.delete(key));
      if (this.kept.size >= LIMIT) this.kept.delete(this.kept.keys().next().value ?? '');
      this.kept.set(key, made);
    }
    return made;
  }
}

const OBJECTS_MAX = 10_000;

/** The objects of one kind, in the order they were made. Beyond 10,000 the oldest is forgotten. */
export class Shelf<T> {
  readonly #objects = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  put(key: string, value: T): T {
    const oldest = this.#objects.size >= OBJECTS_MAX && !this.#objects.has(key) && this.#objects.keys().next();
    if (oldest && !oldest.done) this.#objects.delete(oldest.value);
    this.#objects.set(key, value);
    return value;
  }

  delete(key: string): boolean {
    return this.#objects.delete(key);
  }

  /** Oldest first. */
  all(): T[] {
    return [...this.#objects.values()];
  }

  find(wanted: (value: T) => boolean): T | undefined {
    for (const value of this.#objects.values()) if (wanted(value)) return value;
    return undefined;
  }
}

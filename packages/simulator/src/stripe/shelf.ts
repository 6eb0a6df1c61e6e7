import { Shelf as PlainShelf } from '../shelf.ts';
import { invalid } from './problem.ts';

/** Stripe's objects of one kind, in the order they were made; what it does not hold is refused in Stripe's words. */
export class Shelf<T extends { id: string; created: number }> {
  readonly noun: string;
  readonly #items = new PlainShelf<T>();

  constructor(noun: string) {
    this.noun = noun;
  }

  put(item: T): T {
    return this.#items.put(item.id, item);
  }

  remove(id: string): void {
    this.#items.delete(id);
  }

  find(id: string | null): T | undefined {
    return id === null ? undefined : this.#items.get(id);
  }

  /** The object that a path names; 404 when there is none. */
  get(id: string): T {
    return this.#known(id, { status: 404, param: 'id' });
  }

  /** The object that a parameter names; 400 when there is none. */
  named(id: string, param: string): T {
    return this.#known(id, { param });
  }

  newestFirst(): T[] {
    return this.#items.all().reverse();
  }

  #known(id: string, told: { status?: number; param: string }): T {
    const item = this.#items.get(id);
    if (item) return item;
    throw invalid(`No such ${this.noun}: '${id}'`, { code: 'resource_missing', ...told });
  }
}

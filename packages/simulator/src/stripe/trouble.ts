/** What goes wrong with the next calls of the API. */
export interface Trouble {
  /** How many calls it befalls. Default 1. */
  times?: number;
  /** Only calls of this method and of paths that contain this text. */
  method?: string;
  path?: string;
  /** Answers with this status instead of doing it. */
  status?: number;
  /** The call waits that long first. */
  delayMs?: number;
  /** It is done, and then the connection breaks before the answer. */
  loseAnswer?: boolean;
}

const STANDING_MAX = 100;

/** Troubles that were asked for and have not happened yet, oldest first. */
export class Troubles {
  #standing: Trouble[] = [];

  add(trouble: Trouble): void {
    this.#standing = [...this.#standing, { ...trouble, times: trouble.times ?? 1 }].slice(-STANDING_MAX);
  }

  clear(): void {
    this.#standing = [];
  }

  /** The trouble of this call, counted down. */
  take(method: string, path: string): Trouble | null {
    const fits = (each: Trouble) => (each.method ?? method) === method && path.includes(each.path ?? '');
    const found = this.#standing.find(fits);
    if (!found) return null;
    found.times = (found.times ?? 1) - 1;
    this.#standing = this.#standing.filter(({ times }) => times !== 0);
    return found;
  }
}

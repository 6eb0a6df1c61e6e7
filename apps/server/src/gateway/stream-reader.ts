import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Ask } from './ask.ts';
import { withoutNullUsage } from './chat-answer.ts';
import { countTokens } from './count.ts';
import type { Dialect } from './dialect.ts';
import { type Json, parseJson } from './json.ts';
import type { ReportedUsage } from './usage.ts';

/** Unparsed events kept for a count that is mostly never made; beyond it they are reduced to their text. */
const KEPT_CHARS = 65_536;

/** Text kept; beyond it, it is reduced to its number of tokens. */
const KEPT_TEXT_CHARS = 262_144;

/** What became of a piece of the stream. */
export interface Passage {
  /** For the client; empty when nothing of it is. */
  out: Uint8Array;
  /** The upstream spoke of an error: nothing after `out` counts. */
  failed: boolean;
}

/**
 * The tee beside a stream: passes bytes on unchanged and learns on the way what was used, what was said and whether
 * the answer is complete. Events are parsed as JSON only where they may hold the usage; the rest is kept as text, for
 * the case that the client leaves or the usage never comes.
 */
export class StreamReader {
  /** The last usage that was not null; several do not add up. */
  usage: ReportedUsage | null = null;
  /** The answer's own end was seen. */
  ended = false;
  /** The end that was seen told of a failure. */
  endedFailed = false;
  /** The data of the first event, and of the last one. */
  firstData = '';
  lastData = '';
  /** The whole answer, where the event that ended it had it. */
  answer: Json | null = null;
  /** What is used of an answer that is one thing, should nothing follow. */
  soFar: ReportedUsage | null = null;
  /** Tools that the upstream was seen to run. */
  readonly toolCalls: Record<string, number> = {};

  readonly #dialect: Dialect;
  readonly #sight: ReturnType<Dialect['sighting']>;
  readonly #hidesUsage: boolean;
  #events: EventSourceMessage[] = [];
  readonly #parser = createParser({ onEvent: (event) => this.#events.push(event) });
  #kept: string[] = [];
  #keptChars = 0;
  #text = '';
  #tokens = 0;
  #muted = false;
  #partial = false;

  constructor(dialect: Dialect, ask: Ask) {
    this.#dialect = dialect;
    this.#sight = dialect.sighting(ask);
    this.#hidesUsage = !ask.wantsUsage;
  }

  /** `bytes` are whole events. */
  read(bytes: Buffer): Passage {
    const text = bytes.toString('utf8');
    this.#events = [];
    this.#parser.feed(text);
    let unchanged = !(this.#hidesUsage && text.includes('"usage"'));
    const passed: EventSourceMessage[] = [];
    for (const event of this.#events) {
      const seen = this.#sight(event);
      if (seen.kind === 'failure') return { out: this.#written(passed), failed: true };
      if ('usage' in seen && seen.usage) this.#learn(seen.usage, seen.kind === 'pass' && seen.partial === true);
      if ('soFar' in seen && seen.soFar) this.soFar = seen.soFar;
      if (seen.kind === 'end') this.#end(seen.failed ?? false, seen.answer ?? null);
      this.firstData ||= event.data;
      if (seen.kind === 'pass' && seen.text) this.#keep(event.data);
      if (seen.kind === 'pass' && seen.tool) this.toolCalls[seen.tool] = (this.toolCalls[seen.tool] ?? 0) + 1;
      this.lastData = event.data;
      if (seen.kind === 'usage' && this.#hidesUsage) continue;
      const instead = seen.kind === 'end' ? seen.instead : undefined;
      if (instead !== undefined) unchanged = false;
      passed.push(instead === undefined ? event : { ...event, data: instead });
    }
    return { out: unchanged ? bytes : this.#written(passed), failed: false };
  }

  /** From here on nothing counts as delivered; only the usage is still looked for. */
  mute(): void {
    this.#muted = true;
  }

  /** True when no word of the model has passed. */
  silent(): boolean {
    this.#reduce();
    return this.#tokens === 0 && this.#text === '';
  }

  /** Tokens of everything that has passed, counted here. */
  async deliveredTokens(): Promise<number> {
    this.#reduce();
    return this.#tokens + (await countTokens(this.#text));
  }

  /** Bounds what is kept; to be awaited between two pieces. */
  async compact(): Promise<void> {
    if (this.#keptChars > KEPT_CHARS) this.#reduce();
    if (this.#text.length <= KEPT_TEXT_CHARS) return;
    const text = this.#text;
    const tokens = await countTokens(text);
    // Both at once: a client that leaves meanwhile is charged for this text too.
    this.#tokens += tokens;
    this.#text = this.#text.slice(text.length);
  }

  /** For a stream that broke off without its end: a chat answer is complete when its finish reason was there. */
  finishedAnyway(): boolean {
    return this.knowsUsage || /"finish_reason"\s*:\s*"/.test(this.lastData);
  }

  /** The usage came, and is not that of a beginning alone. */
  get knowsUsage(): boolean {
    return this.usage !== null && !this.#partial;
  }

  #learn(usage: ReportedUsage, partial: boolean): void {
    this.usage = usage;
    this.#partial = partial;
  }

  #end(failed: boolean, answer: Json | null): void {
    this.ended = true;
    this.answer = answer;
    this.endedFailed = failed;
  }

  #keep(data: string): void {
    if (this.#muted) return;
    this.#kept.push(data);
    this.#keptChars += data.length;
  }

  #reduce(): void {
    for (const data of this.#kept) {
      const parsed = parseJson(data);
      if (parsed) this.#text += this.#dialect.deltaOf(parsed);
    }
    this.#kept = [];
    this.#keptChars = 0;
  }

  #written(events: EventSourceMessage[]): Uint8Array {
    return Buffer.from(events.map((event) => this.#line(event)).join(''));
  }

  #line({ event, id, data }: EventSourceMessage): string {
    const shown = this.#hidesUsage ? withoutNullUsage(data) : data;
    const lines = shown.split('\n').map((line) => `data: ${line}\n`);
    return `${event ? `event: ${event}\n` : ''}${id ? `id: ${id}\n` : ''}${lines.join('')}\n`;
  }
}

import type { Deps } from '../../context.ts';
import type { Channel } from '../channel.ts';
import { Breaker } from './breaker.ts';
import type { Fault } from './fault.ts';
import { type Now, Recent } from './recent.ts';
import type { ChannelSetting, FailoverRule } from './settings.ts';
import { UpstreamKey } from './upstream-key.ts';

/** Calls of the last minute from which on a share of failures means something. */
const TELLING_CALLS = 5;
const LEAST_HEALTH = 0.1;

/** A try that failed. */
export interface Failure {
  key: UpstreamKey;
  upstreamModel: string;
  /** The model has nobody else to ask: nothing is set aside for it. */
  sole: boolean;
  trial: boolean;
  /** The fault's name for the log. */
  told: string;
}

/** A channel and what this process knows of it: its health, its keys, the calls under way. */
export class ChannelState {
  readonly channel: Channel;
  readonly setting: ChannelSetting;
  readonly keys: readonly UpstreamKey[];
  readonly recent: Recent;
  readonly breaker: Breaker;
  underWay = 0;
  readonly #rule: FailoverRule;
  readonly #now: Now;
  readonly #log: Deps['log'];
  /** The upstream's model names it says it does not know → until when it is not asked for them. */
  readonly #missing = new Map<string, number>();
  #turn = 0;

  constructor(
    channel: Channel,
    setting: ChannelSetting,
    secrets: readonly string[],
    { rule, now, log }: { rule: FailoverRule; now: Now; log: Deps['log'] },
  ) {
    this.channel = channel;
    this.setting = setting;
    this.keys = (secrets.length > 0 ? secrets : [null]).map((secret) => new UpstreamKey(secret, now));
    this.recent = new Recent(now);
    this.breaker = new Breaker(rule, now, this.recent);
    this.#rule = rule;
    this.#now = now;
    this.#log = log;
  }

  get isFull(): boolean {
    return this.underWay >= this.setting.concurrent;
  }

  /** Between a tenth and one: the share of the last minute's calls that went well. */
  get health(): number {
    const { calls, failures } = this.recent.counts();
    return calls < TELLING_CALLS ? 1 : Math.max(LEAST_HEALTH, 1 - failures / calls);
  }

  /** How long until this model can be asked for here; 0 = now, as far as time decides it. */
  msLeft(upstreamModel: string): number {
    const keys = Math.min(...this.keys.map(({ msLeft }) => msLeft));
    const missing = (this.#missing.get(upstreamModel) ?? 0) - this.#now();
    return Math.max(this.breaker.msLeft, keys, missing, 0);
  }

  /** Keys take turns. Null when all of them are set aside or in `tried`. */
  nextKey(tried: ReadonlySet<UpstreamKey>): UpstreamKey | null {
    for (let step = 0; step < this.keys.length; step += 1) {
      const key = this.keys[(this.#turn + step) % this.keys.length] as UpstreamKey;
      if (key.msLeft > 0 || tried.has(key)) continue;
      this.#turn = (this.#turn + step + 1) % this.keys.length;
      return key;
    }
    return null;
  }

  hasKey(tried: ReadonlySet<UpstreamKey>): boolean {
    return this.keys.some((key) => key.msLeft === 0 && !tried.has(key));
  }

  /** The upstream's first byte came. */
  noteAnswer(trial: boolean, ms: number): void {
    this.recent.addLatency(ms);
    if (this.breaker.answered(trial)) this.#log.info({ channel: this.channel.name }, 'the channel is back');
  }

  /** A try ended well, or as the client wished. */
  noteSuccess(): void {
    this.recent.add(false);
  }

  /** A try failed. */
  noteFault(fault: Fault, { key, upstreamModel, sole, trial, told }: Failure): void {
    const { coolDownMs, maxCoolDownMs, keyAsideMs } = this.#rule;
    const asked = fault.retryAfterMs === null ? null : Math.min(fault.retryAfterMs, maxCoolDownMs);
    if (fault.kind === 'channel') {
      this.#noteFailure(trial, sole, asked, told);
      return;
    }
    this.breaker.leave(trial);
    if (sole) return;
    if (fault.kind === 'key') this.#setAside(key, keyAsideMs, told);
    if (fault.kind === 'busy') this.#setAside(key, asked ?? Math.min(coolDownMs, maxCoolDownMs), told);
    if (fault.kind === 'missing') this.#missing.set(upstreamModel, this.#now() + coolDownMs);
  }

  #noteFailure(trial: boolean, sole: boolean, askedMs: number | null, told: string): void {
    this.recent.add(true);
    const tripped = this.breaker.failed(trial, !sole);
    if (askedMs !== null && !sole) this.breaker.rest(askedMs);
    if (!tripped) return;
    const seconds = Math.ceil(this.breaker.msLeft / 1_000);
    this.#log.warn({ channel: this.channel.name, fault: told, seconds }, 'a channel fails and is left alone');
  }

  #setAside(key: UpstreamKey, ms: number, told: string): void {
    const isNews = key.setAside(ms, told);
    const line = { channel: this.channel.name, endsIn: key.endsIn, fault: told, seconds: Math.ceil(ms / 1_000) };
    if (isNews) this.#log.warn(line, 'a key is set aside');
  }
}

import type { Timeouts } from './channels/settings.ts';
import type { Feature } from './features.ts';

/** How an answer comes: at once as one body, as server-sent events, or as bytes that are passed on while they come. */
export type AnswerKind = 'whole' | 'events' | 'bytes';

/** One call as a channel gets it. */
export interface UpstreamCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** Behind the channel's base address, as OpenAI names its operations. */
  path: string;
  /** The upstream's name for the model, which is also in the body: some have it in their addresses. */
  model: string;
  /** The key to show; null for a server that wants none. */
  key: string | null;
  /** The body, complete: JSON, or a form with files. */
  body: string | FormData | null;
  /** Of the client's headers those that its endpoint lets through. */
  headers: Readonly<Record<string, string>>;
  answer: AnswerKind;
  /** Aborts the call at any moment; then `send` rejects, or the body throws. */
  signal: AbortSignal;
  /** What the client asked of the demo channel (`x-demo`); no other channel looks at it. */
  wish: string | null;
}

export interface UpstreamAnswer {
  status: number;
  contentType: string;
  retryAfter: string | null;
  body: AsyncIterable<Uint8Array>;
}

/** An upstream that serves models: one over HTTP, or the demo inside this process. */
export interface Channel {
  readonly name: string;
  readonly timeouts: Timeouts;
  readonly onAbort: 'cancel' | 'drain';
  readonly outputLimitField: 'max_completion_tokens' | 'max_tokens';
  readonly serves: ReadonlySet<Feature>;
  /** Resolves when the upstream's status line is there; rejects when it cannot be reached. */
  send(call: UpstreamCall): Promise<UpstreamAnswer>;
  close(): Promise<void>;
}

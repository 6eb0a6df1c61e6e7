import type { Timeouts } from './channels/settings.ts';

/** One call as a channel gets it. */
export interface UpstreamCall {
  path: '/chat/completions' | '/responses';
  /** The upstream's name for the model, which is also in the body: some have it in their addresses. */
  model: string;
  /** The key to show; null for a server that wants none. */
  key: string | null;
  /** The JSON body, complete. */
  body: string;
  stream: boolean;
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
  /** Resolves when the upstream's status line is there; rejects when it cannot be reached. */
  send(call: UpstreamCall): Promise<UpstreamAnswer>;
  close(): Promise<void>;
}

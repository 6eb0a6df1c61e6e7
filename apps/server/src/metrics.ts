import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. A domain makes its own meters with `registers: [metrics.registry]`. */
export interface Metrics {
  registry: Registry;
  requests: Counter<'method' | 'route' | 'status'>;
  latency: Histogram<'method' | 'route'>;
  /** Operations per statement that the ledger sends. */
  batchSize: Histogram;
  queueDepth: Gauge;
  holdsOpen: Gauge;
  /** In credits, by kind of operation. */
  creditsMoved: Counter<'kind'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'farebox_' });
  return {
    registry,
    requests: new Counter({
      name: 'farebox_http_requests_total',
      help: 'Answered HTTP requests.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    latency: new Histogram({
      name: 'farebox_http_request_seconds',
      help: 'Time until the answer begins.',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    batchSize: new Histogram({
      name: 'farebox_ledger_batch_size',
      help: 'Operations sent to the ledger in one statement.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      registers,
    }),
    queueDepth: new Gauge({ name: 'farebox_ledger_queue_depth', help: 'Ledger operations waiting.', registers }),
    holdsOpen: new Gauge({
      name: 'farebox_holds_open',
      help: 'Holds that are neither settled nor expired.',
      registers,
    }),
    creditsMoved: new Counter({
      name: 'farebox_credits_moved_total',
      help: 'Credits moved, by kind of operation.',
      labelNames: ['kind'],
      registers,
    }),
  };
}

/** The model's names: one answers as fast as it can, the other at the pace of a real one. */
export const QUICK = 'bench-quick';
export const PACED = 'bench-paced';

/** Pause between the chunks of a paced stream, and how many it has. */
export const PACED_MS = 100;
export const PACED_CHUNKS = 80;

const messages = [
  { role: 'system', content: 'You are a patient teacher. Answer in two or three plain sentences, without lists.' },
  {
    role: 'user',
    content: 'Why are there two high tides a day, although the Moon stands on one side of the Earth only?',
  },
];

/** The body of a call. The official clients send the same fields. */
export function bodyFor(model: string, stream: boolean): string {
  const wish = stream ? { stream: true, stream_options: { include_usage: true } } : {};
  return JSON.stringify({ model, messages, max_tokens: 256, temperature: 0.7, ...wish });
}

/** A whole HTTP request, ready to be written. */
export function requestText(path: string, headers: Record<string, string>, body: string): string {
  const all = {
    host: '127.0.0.1',
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

// Portkey 1.15.2 adds headers to the answer that fetch gave it. With the web server it is installed with, they cannot be
// changed, and every stream ends in a 500. Streams are mended here, so that it can be compared; nothing else is touched.
const { fetch } = globalThis;

globalThis.fetch = async (...request) => {
  const answer = await fetch(...request);
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    Object.defineProperty(answer, 'headers', { value: new Headers(answer.headers) });
  }
  return answer;
};

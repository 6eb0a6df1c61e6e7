const BYTES_MAX = 1024 * 1024;

/**
 * A fetch for the SDK, which takes any JSON without `error` for a success, whatever its status: here an answer above
 * 299 that is no refusal of Stripe's (a proxy's page, a redirect) is an error. So is one larger than 1 MiB.
 */
export function bounded(plain: typeof fetch): typeof fetch {
  return async (address, init) => {
    const response = await plain(address, { ...init, redirect: 'manual' });
    const { status, statusText, headers } = response;
    const body = await bodyOf(response);
    if (status >= 300 && !isRefusal(body)) throw new Error(`the answer ${status} is not one of Stripe`);
    return new Response(body, { status, statusText, headers });
  };
}

async function bodyOf({ body }: Response): Promise<Buffer | null> {
  if (!body) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) throw new Error('the answer is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isRefusal(body: Buffer | null): boolean {
  try {
    return Boolean((JSON.parse(body?.toString() ?? '') as { error?: unknown } | null)?.error);
  } catch {
    return false;
  }
}

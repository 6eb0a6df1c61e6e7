// Your own app charges for your own feature: hold, work, capture. In your project: import from '@farebox/sdk'.
// Usage: INTERNAL_API_KEY=… node docs/examples/own-app.mjs <user id>     (after npm run build)
import { createFarebox, FareboxApiError } from '../../packages/sdk/dist/index.js';

const userId = process.argv[2];
const farebox = createFarebox({
  baseUrl: process.env.FAREBOX_URL ?? 'http://localhost:3000',
  internalToken: process.env.INTERNAL_API_KEY,
});

/** Something of yours that costs between nothing and two credits, which only shows when it is done. */
async function writeDigest() {
  const text = 'Credits were set aside before this was written.';
  return { text, cost: (text.length / 100).toFixed(2) };
}

try {
  const { result, charge } = await farebox.run({ userId, amount: '2', feature: 'digest' }, async () => {
    const digest = await writeDigest();
    return { amount: digest.cost, feature: 'digest', result: digest.text };
  });
  console.log(result);
  console.log(`charged ${charge.captured}, returned ${charge.returned}, left ${charge.balance.available}`);
} catch (error) {
  if (!(error instanceof FareboxApiError)) throw error;
  console.error(error.code === 'insufficient_credits' ? 'Please top up first.' : `${error.code}: ${error.message}`);
  process.exitCode = 1;
}
